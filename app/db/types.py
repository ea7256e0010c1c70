"""Column types that behave the same on SQLite and PostgreSQL."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import cast

from sqlalchemy import JSON, DateTime, Dialect, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator, TypeEngine

# "2026-11-22 12:00:00.000000+00:00": 32 characters whatever the instant, so text sorts like time.
_TEXT_LENGTH = 32


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Aware in UTC when read; a naive value is refused when written.

    PostgreSQL keeps a `timestamptz`. SQLite has no such type and keeps text of fixed width: a
    person can read it, its date functions understand it, and comparisons order it correctly.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[datetime] | TypeEngine[str]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(_TEXT_LENGTH))
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant without a time zone cannot be stored")
        instant = value.astimezone(UTC)
        return instant.isoformat(" ", "microseconds") if dialect.name == "sqlite" else instant

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[str | None], datetime | None] | None:
        """How a value is read; asyncpg reads instants in UTC by itself."""
        if dialect.name != "sqlite":
            return None
        return lambda text: None if text is None else datetime.fromisoformat(text)


# Any JSON value; None is SQL's NULL and not the JSON text "null".
_JSON = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
JsonTexts = cast(JSON[dict[str, str]], _JSON)
JsonPairs = cast(JSON[list[list[str]]], _JSON)

# Text that sorts by its code points on both databases, whatever the locale of the server: only such
# an index can be searched by the beginning of a word, and only so do pages end at the same place.
OrderedText = Text().with_variant(Text(collation="C"), "postgresql")
