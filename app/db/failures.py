"""Tells a database that does not answer, which may be tried again, from a mistake of ours."""

import sqlite3
from typing import Final

from sqlalchemy import exc

# Result codes of SQLite that say something is wrong with our statement and not with the file:
# ERROR, READONLY (a write in a `read`), TOOBIG, MISMATCH, MISUSE, RANGE.
# https://www.sqlite.org/rescode.html
_SQLITE_MISTAKES: Final = frozenset({1, 8, 18, 20, 21, 25})
# CORRUPT and NOTADB: the file is damaged, and a backup may take its place while we run.
_SQLITE_DAMAGED: Final = frozenset({11, 26})

# What `kind_of` says when another session holds a lock for too long.
LOCKED: Final = frozenset({"55P03", "SQLITE_BUSY"})

# SQLSTATEs, or classes of them, that another try may not meet again: connection, authorisation (a
# password is being rotated), no such database, transaction rolled back (deadlock), resources, lock
# not available, operator intervention (shutdown, starting up, cancelled), system error.
# https://www.postgresql.org/docs/current/errcodes-appendix.html
POSTGRES_PASSING: Final = ("08", "28", "3D", "40", "53", "55P03", "57", "58")

# What reaches us as the driver raised it: refused and reset connections, time-outs, names that do
# not resolve, TLS (all of them OSError, TimeoutError too since Python 3.11).
_RAW: Final = (OSError, sqlite3.OperationalError)


def is_unavailable(error: BaseException) -> bool:
    """Whether `error`, raised by a unit of work, means that the database cannot serve now."""
    match error:
        case exc.DBAPIError(connection_invalidated=True):
            return True
        case exc.OperationalError(orig=sqlite3.Error() as cause):
            # SQLite calls a missing table an OperationalError: that does not heal by waiting.
            return cause.sqlite_errorcode & 0xFF not in _SQLITE_MISTAKES
        case exc.DatabaseError(orig=sqlite3.Error() as cause) if (
            cause.sqlite_errorcode & 0xFF in _SQLITE_DAMAGED
        ):
            return True
        case exc.OperationalError() | exc.InterfaceError() | exc.TimeoutError():
            return True
        case exc.DBAPIError():
            return str(getattr(error.orig, "sqlstate", "")).startswith(POSTGRES_PASSING)
    return isinstance(error, _RAW)


def kind_of(error: BaseException) -> str:
    """What to write into a log: a code or a class, since the words may name a host or a person."""
    cause = error.orig if isinstance(error, exc.DBAPIError) and error.orig else error
    for attribute in ("sqlite_errorname", "sqlstate"):
        code = getattr(cause, attribute, None)
        if code:
            return str(code)
    return type(cause).__name__
