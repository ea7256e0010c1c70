"""What a log keeps of an exception: enough to find the mistake, nothing of whom it met."""

import sys
import traceback
from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import Connection, insert
from sqlalchemy.exc import IntegrityError
from structlog.typing import ExcInfo

from app.db.database import Database
from app.db.tables import accounts
from app.observability.exceptions import describe
from generated import models
from tests.support import rows

ADA = "ada@example.com"


def caught(error: BaseException) -> ExcInfo:
    return type(error), error, error.__traceback__


async def test_a_violated_constraint_is_named_without_the_row(database: Database) -> None:
    row = rows.account(datetime.now(UTC), ADA)

    def twice(connection: Connection) -> None:
        for number in range(2):
            connection.execute(insert(accounts).values({**row, "id": UUID(int=number)}))

    with pytest.raises(IntegrityError) as raised:
        await database.write(twice)

    said = describe(caught(raised.value))
    assert "IntegrityError" in said and ("23505" in said or "SQLITE_CONSTRAINT_UNIQUE" in said)
    assert "in twice" in said
    assert ADA not in said and "example.com" not in said


def test_what_pydantic_was_given_is_not_repeated() -> None:
    with pytest.raises(ValueError) as raised:
        models.Readiness.model_validate({"status": ADA})

    assert ADA in "".join(traceback.format_exception(raised.value))  # else this shows nothing
    said = describe(caught(raised.value))
    assert ADA not in said
    assert "ValidationError" in said and "test_exceptions.py" in said


def test_what_led_to_it_comes_first_and_each_once() -> None:
    try:
        try:
            raise KeyError(ADA)
        except KeyError as missing:
            raise RuntimeError(ADA) from missing
    except RuntimeError:
        said = describe(sys.exc_info())  # type: ignore[arg-type]

    assert said.index("KeyError") < said.index("which led to") < said.index("\nRuntimeError")
    assert said.count("Traceback") == 2 and ADA not in said


def test_a_group_is_told_with_what_it_holds() -> None:
    group = ExceptionGroup(ADA, [ValueError(ADA), TypeError(ADA)])
    group.__cause__ = group  # a circle must not be walked for ever

    said = describe(caught(group))

    assert {"ExceptionGroup", "ValueError", "TypeError"} <= set(said.split())
    assert ADA not in said
