"""Units of work for tests: a counter that can lose updates, and a pair that must not be halved."""

from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, select, text, update

from app.audit import repository as audit
from app.audit.domain import Action
from app.db.tables import rate_limits

COUNTER = "counter"


def start_counter(connection: Connection) -> None:
    add(connection, COUNTER)


def add(connection: Connection, key: str) -> None:
    row = {"key": key, "count": 0, "strikes": 0, "expires_at_ms": 0}
    connection.execute(insert(rate_limits).values(row))


def increment(connection: Connection) -> int:
    """Read, modify, write: what loses updates when two of it interleave."""
    value = connection.execute(
        select(rate_limits.c.count).where(rate_limits.c.key == COUNTER).with_for_update()
    ).scalar_one()
    connection.execute(
        update(rate_limits).where(rate_limits.c.key == COUNTER).values(count=value + 1)
    )
    return value + 1


def counted(connection: Connection) -> int:
    return connection.execute(
        select(rate_limits.c.count).where(rate_limits.c.key == COUNTER)
    ).scalar_one()


def add_pair(connection: Connection, key: str) -> None:
    add(connection, f"{key} left")
    for _ in range(5):  # time to be cancelled in between
        rows(connection)
    add(connection, f"{key} right")


def rows(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(rate_limits)).scalar_one()


def end_others(connection: Connection) -> None:
    """Have a PostgreSQL server end all connections to this database but the one that asks."""
    connection.execute(
        text(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    )


def sleepers(connection: Connection) -> int:
    """How many processes of a PostgreSQL server sleep on behalf of somebody."""
    query = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND wait_event = 'PgSleep'"
    )
    return int(connection.execute(query).scalar_one())


def others(connection: Connection) -> int:
    """How many connections to this PostgreSQL database there are besides the one that asks."""
    query = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid()"
    )
    return int(connection.execute(query).scalar_one())


def add_event(connection: Connection) -> None:
    audit.append(
        connection,
        Action.USER_UPDATED,
        now=datetime(2026, 11, 26, 12, tzinfo=UTC),
        details={"fields": "locale"},
    )


def change_type(connection: Connection) -> None:
    """As a migration does."""
    connection.execute(text("ALTER TABLE rate_limits ALTER COLUMN key TYPE varchar(200)"))
