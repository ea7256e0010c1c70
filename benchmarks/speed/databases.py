"""A database of its own for each contestant, on the one server."""

from sqlalchemy import make_url

from benchmarks.speed.contestant import Stage
from tests.support import postgres


def create(stage: Stage, name: str) -> str:
    """The URL of a new, empty database."""
    stage.postgres.run(f"CREATE DATABASE {name}", database="postgres")
    return make_url(stage.postgres.url).set(database=name).render_as_string(hide_password=False)


def execute(url: str, statement: str) -> list[tuple[object, ...]]:
    """The rows of one statement; it is committed. A colon is no parameter."""
    return postgres.execute(url, statement.replace(":", r"\:"))


def for_sqlalchemy(url: str) -> str:
    """The same address, for SQLAlchemy with asyncpg."""
    return url.replace("postgresql://", "postgresql+asyncpg://")
