"""JSON values as literals of a language, one member a line."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

_IDENTIFIER: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Dialect:
    """What differs between languages whose objects look alike."""

    words: tuple[str, str, str]  # true, false and nothing
    quote: str
    indent: str
    plain_names: bool

    def literal(self, value: Any, margin: str = "") -> str:
        """The value; its first line stands where it is put, the others behind `margin`."""
        true, false, nothing = self.words
        match value:
            case None:
                return nothing
            case bool():
                return true if value else false
            case str():
                return self.text(value)
            case dict() if value:
                inner = margin + self.indent
                members = (
                    f"{self._name(name)}: {self.literal(member, inner)}"
                    for name, member in value.items()
                )
                return self._block("{}", members, margin)
            case list() if value:
                return self._block(
                    "[]", (self.literal(item, margin + self.indent) for item in value), margin
                )
            case _:
                return json.dumps(value)

    def text(self, value: str) -> str:
        """A string; the quote that needs fewer escapes, as formatters of both languages choose."""
        other = "'" if self.quote == '"' else '"'
        quote = other if value.count(self.quote) > value.count(other) else self.quote
        escaped = json.dumps(value, ensure_ascii=False)[1:-1].replace('\\"', '"')
        return quote + escaped.replace(quote, f"\\{quote}") + quote

    def _name(self, name: str) -> str:
        is_plain = self.plain_names and _IDENTIFIER.fullmatch(name)
        return name if is_plain else self.text(name)

    def _block(self, brackets: str, lines: Iterator[str], margin: str) -> str:
        inner = "".join(f"{margin}{self.indent}{line},\n" for line in lines)
        return f"{brackets[0]}\n{inner}{margin}{brackets[1]}"


PYTHON: Final = Dialect(("True", "False", "None"), '"', "    ", plain_names=False)
TYPESCRIPT: Final = Dialect(("true", "false", "null"), "'", "  ", plain_names=True)
