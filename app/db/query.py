"""One SELECT and what its rows mean, for what requests read most."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from sqlalchemy import Connection, Select

Found = TypeVar("Found", covariant=True)
# The values of the columns in their order. They have no names: asyncpg and SQLAlchemy differ there.
Row: TypeAlias = Sequence[object]


@dataclass(frozen=True, slots=True, eq=False)
class Query(Generic[Found]):
    """A SELECT that is built once, with a `bindparam` for each value, and what a row of it is.

    Outside of a unit of work `Database.fetch_all` and `fetch_one` run it.
    """

    statement: Select[*tuple[object, ...]]
    to_found: Callable[[Row], Found]

    def all(self, connection: Connection, /, **values: object) -> list[Found]:
        """What it finds, as a part of a unit of work."""
        return [self.to_found(row) for row in connection.execute(self.statement, values).all()]

    def one_or_none(self, connection: Connection, /, **values: object) -> Found | None:
        """The one that it finds, if any, as a part of a unit of work."""
        row = connection.execute(self.statement, values).one_or_none()
        return self.to_found(row) if row is not None else None
