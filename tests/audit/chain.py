"""How the tests of the trail write events, change them behind its back, and have it judged."""

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import Connection

from app.audit import repository
from app.audit.domain import Action, EventQuery, Recorded
from app.audit.verification import Broken, Intact, verify
from app.db.database import Database
from tests.support import sql

NOW = datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=UTC)
ACTOR, SUBJECT = uuid4(), uuid4()
DETAILS = {"zebra": "last", "apple": "first", "Ö": 'ünï \U0001f98a " \\ \u2028', "n": "1"}


async def append(database: Database, details: Mapping[str, str] | None = None) -> None:
    await database.write(
        repository.append,
        Action.USER_UPDATED,
        now=NOW,
        actor_id=ACTOR,
        subject_id=SUBJECT,
        details=DETAILS if details is None else details,
    )


async def chain_of(database: Database, length: int) -> list[Recorded]:
    """A trail of so many events."""
    for number in range(length):
        await append(database, {"number": str(number)})
    return await events(database)


async def events(database: Database) -> list[Recorded]:
    return await database.read(repository.list_events, EventQuery(), beyond=None, limit=10_000)


async def verdict(database: Database) -> Intact | Broken:
    return await verify(database, lambda checked: None)


async def fault(database: Database) -> tuple[int, str]:
    """Where the chain is broken, and the first words of why."""
    found = await verdict(database)
    assert isinstance(found, Broken), "nobody has noticed"
    return found.sequence, found.reason.partition(":")[0]


async def tamper(database: Database, *statements: str, **parameters: object) -> None:
    """Change the trail as somebody can who owns the database."""

    def drop_triggers(connection: Connection) -> None:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("DROP TRIGGER IF EXISTS append_only ON audit_events")
            return
        for event in ("update", "delete", "insert"):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS audit_events_no_{event}")

    await database.write(drop_triggers)
    for statement in statements:
        await sql.execute(database, statement, **parameters)
