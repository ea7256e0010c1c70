"""Which errors mean "try again", as SQLAlchemy and the drivers raise them."""

import sqlite3

import pytest
from sqlalchemy import exc

from app.db.failures import is_unavailable


def sqlite_error(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("message")
    error.sqlite_errorcode = code
    return error


class ServerSaid(Exception):
    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError(),
        TimeoutError(),
        OSError("no route to host"),
        exc.TimeoutError(),
        exc.InterfaceError("", None, Exception()),
        exc.OperationalError("", None, Exception()),
        exc.DBAPIError("", None, Exception(), connection_invalidated=True),
        *(exc.OperationalError("", None, sqlite_error(code)) for code in (5, 6, 10, 13, 14, 261)),
        *(
            exc.DBAPIError("", None, ServerSaid(state))
            for state in ("08006", "28P01", "3D000", "40P01", "53300", "55P03", "57P03", "58030")
        ),
    ],
    ids=repr,
)
def test_what_may_pass_is_unavailable(error: Exception) -> None:
    assert is_unavailable(error)


@pytest.mark.parametrize(
    "error",
    [
        ValueError(),
        exc.OperationalError("", None, sqlite_error(1)),
        exc.OperationalError("", None, sqlite_error(8)),
        exc.IntegrityError("", None, Exception()),
        exc.IntegrityError("", None, ServerSaid("23505")),
        exc.ProgrammingError("", None, ServerSaid("42P01")),
        exc.DBAPIError("", None, ServerSaid("22021")),
        exc.NoResultFound(),
    ],
    ids=repr,
)
def test_what_is_our_mistake_is_not(error: Exception) -> None:
    assert not is_unavailable(error)
