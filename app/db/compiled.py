"""A SELECT of SQLAlchemy, compiled once into what asyncpg takes: its text, and values in order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import JSON, Dialect, Select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeEngine

Statement: TypeAlias = Select[*tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value: of the statement itself, or by a name that whoever runs it knows."""

    name: str | None
    value: object
    convert: Callable[[object], object] | None

    def of(self, values: Mapping[str, object]) -> object:
        value = self.value if self.name is None else values[self.name]
        return value if self.convert is None else self.convert(value)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A SELECT as asyncpg takes it."""

    text: str
    parameters: tuple[Parameter, ...]


def compiled_for(dialect: Dialect, statement: Statement) -> Compiled:
    """The text and the parameters of a SELECT, in the order in which asyncpg takes them.

    Raises TypeError for a column that asyncpg does not read as SQLAlchemy does, and for a list on
    whose length the text would depend.
    """
    for column in statement.selected_columns:
        if _is_converted(column.type, dialect):
            raise TypeError(f"{column}: asyncpg reads something else than {column.type!r}")
    compiled = statement.compile(dialect=dialect)
    parameters = []
    for name in compiled.positiontup or ():
        bind = compiled.binds[name]
        if bind.expanding:
            raise TypeError(f"{name}: the text would depend on how many values there are")
        convert = bind.type.dialect_impl(dialect).bind_processor(dialect)
        parameters.append(Parameter(None if bind.unique else name, compiled.params[name], convert))
    return Compiled(compiled.string, tuple(parameters))


def _is_converted(type_: TypeEngine[object], dialect: Dialect) -> bool:
    implementation = type_.dialect_impl(dialect)
    if isinstance(implementation, JSON):
        return not isinstance(implementation, JSONB)  # only for that does `_connect` set a codec
    return implementation.result_processor(dialect, None) is not None
