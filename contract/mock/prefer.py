"""`Prefer` (RFC 7240) with the names that Prism uses: which example of the contract is wanted."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

_TOKEN: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_QUOTED: Final = r'"(?:[^"\\]|\\.)*"'
# One preference, its value if it has one, and its parameters, which mean nothing here.
_PREFERENCE: Final = re.compile(
    rf"[ \t,]*({_TOKEN})(?:[ \t]*=[ \t]*({_TOKEN}|{_QUOTED}))?"
    rf"(?:[ \t]*;[ \t]*(?:{_TOKEN}(?:[ \t]*=[ \t]*(?:{_TOKEN}|{_QUOTED}))?)?)*[ \t]*(?=,|$)"
)


@dataclass(frozen=True, slots=True)
class Preference:
    """The status, or the name of the example, or both; at least one is there."""

    code: int | None
    example: str | None

    @property
    def applied(self) -> str:
        """The value of `Preference-Applied` when it was honoured."""
        named = (("code", self.code), ("example", self.example))
        return ", ".join(f"{name}={value}" for name, value in named if value is not None)


def read(headers: Iterable[tuple[bytes, bytes]]) -> Preference | None:
    """What the headers of a request prefer; None if they say nothing about examples.

    Whatever else they say is ignored, as is a header that cannot be read (§2).
    """
    given: dict[str, str] = {}
    for name, value in headers:
        if name == b"prefer":
            for preference, wanted in _parse(value.decode("latin-1")):
                given.setdefault(preference, wanted)  # the first one counts (§2)
    code, example = given.get("code", ""), given.get("example", "")
    if not re.fullmatch(r"[1-5][0-9]{2}", code):
        code = ""
    if not re.fullmatch(_TOKEN, example):
        example = ""
    return Preference(int(code) if code else None, example or None) if code or example else None


def _parse(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while found := _PREFERENCE.match(text, at):
        yield found[1].lower(), _unquoted(found[2] or "")
        at = found.end()


def _unquoted(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value
