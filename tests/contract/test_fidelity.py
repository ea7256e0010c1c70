"""The generated models accept what JSON Schema accepts; each difference is known, with its reason.

`FIDELITY_EXAMPLES=5000` makes it long (`make fidelity`); by default it is the same few each time.
"""

import json
import os
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from pydantic_core import to_json

from tests.contract import asking
from tests.contract.asking import Place
from tests.contract.boundaries import JUNK, edges, members, mutated
from tests.contract.wire_only import WireOnly
from tests.support.bundle import resolve

BODIES, PARAMETERS = list(asking.bodies()), list(asking.parameters())
PLACES = [*BODIES, *PARAMETERS]
_EXAMPLES = int(os.environ.get("FIDELITY_EXAMPLES", "0"))
GIVEN = settings(
    max_examples=_EXAMPLES or 20,
    derandomize=not _EXAMPLES,
    database=None,
    deadline=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)


@dataclass(frozen=True)
class Difference:
    """What one of the two accepts and the other does not, in texts of a kind."""

    kind: str
    pattern: str
    example: str
    taken_by: str
    reason: str


WIRE, SCHEMA = "the wire", "JSON Schema"
JUSTIFIED = (
    Difference(
        "email", r"@(.*\.)?(?!xn)..--", "a@ab--c.de", WIRE,
        "RFC 5321 §4.1.2 has no rule against it, and such domains receive mail; the validator "
        "applies RFC 5891, which keeps the third and fourth place for encoded names",
    ),
    Difference(
        "email", r"@(.*\.)?xn--", "a@xn--a.de", WIRE,
        "whether what follows xn-- decodes is for the DNS to say (RFC 5321 §2.3.5); the validator "
        "decodes it",
    ),
    Difference(
        "date-time", r"\.[0-9]{10,}", "2026-11-22T10:00:00.1111111111Z", SCHEMA,
        "RFC 3339 has no bound; nobody's clock counts below a nanosecond, and text needs a bound",
    ),
    Difference(
        "date-time", r":60", "2026-12-31T23:59:60Z", SCHEMA,
        "Python and both databases count as POSIX does, where no leap second has a name",
    ),
    Difference(
        "date-time", r"^0000-", "0000-01-01T00:00:00Z", SCHEMA,
        "the calendars of Python and PostgreSQL have no year 0",
    ),
    Difference(
        "date-time", r"^0001-01-01T.*\+", "0001-01-01T00:00:00+01:00", SCHEMA,
        "in UTC it is in the year 0",
    ),
    Difference(
        "date-time", r"^9999-12-31T.*-[0-9:]+$", "9999-12-31T23:59:59-01:00", SCHEMA,
        "in UTC it is in the year 10000, which RFC 3339 cannot write",
    ),
    Difference(
        "integer", r"^[0-9]+(\.0+)?([eE].+)?$", "1.0", SCHEMA,
        "as a number it is the integer 1; as text in a query, an integer has one spelling",
    ),
)  # fmt: skip
_PLAIN = {"email": "a@b.de", "date-time": "2026-11-22T10:00:00Z", "integer": "1"}


@pytest.fixture(scope="module")
def wire() -> Iterator[WireOnly]:
    with closing(WireOnly()) as wire:
        yield wire


@pytest.mark.parametrize("place", BODIES, ids=str)
def test_a_body_at_an_edge_of_its_schema_is_judged_alike(wire: WireOnly, place: Place) -> None:
    unexplained = [value for value in _bodies(place) if not _agree(wire, place, value)]

    assert unexplained == []


@pytest.mark.parametrize("place", BODIES, ids=str)
def test_a_body_that_is_accepted_arrives_as_it_was_sent(wire: WireOnly, place: Place) -> None:
    """Absent, null and empty are three things; a moment may be written in many ways."""
    arrived = 0
    for sent in _bodies(place):
        if asking.can_be_sent(place, sent):
            given = asking.wire_accepts(wire, place, sent).given
            if given is not None and isinstance(sent, dict):
                arrived += 1
                read = json.loads(to_json(given["body"], by_alias=True))
                assert _moments(place, read) == _moments(place, _meant(place, sent))
    assert arrived


@pytest.mark.parametrize("place", PARAMETERS, ids=str)
def test_a_parameter_at_an_edge_of_its_schema_is_judged_alike(wire: WireOnly, place: Place) -> None:
    unexplained = [text for text in edges(place.schema) if not _agree(wire, place, text)]

    assert unexplained == []


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_a_value_that_nobody_thought_of_is_judged_alike(wire: WireOnly, place: Place) -> None:
    @GIVEN
    @given(mutated(place.schema))
    def judged_alike(value: object) -> None:
        assert _agree(wire, place, value)

    judged_alike()


@pytest.mark.parametrize("known", JUSTIFIED, ids=lambda known: known.example)
def test_a_difference_that_is_explained_exists(wire: WireOnly, known: Difference) -> None:
    places = [place for place in PARAMETERS if _kind(place.schema) == known.kind]

    assert places
    assert re.search(known.pattern, known.example)
    for place in places:
        by_schema = asking.json_schema_accepts(place, known.example)
        by_wire = asking.wire_accepts(wire, place, known.example).is_accepted
        assert (by_schema, by_wire) == (known.taken_by == SCHEMA, known.taken_by == WIRE), place


def test_every_operation_is_judged(wire: WireOnly) -> None:
    """Its good examples are accepted, or all the agreement above is between two refusals."""
    for place in BODIES:
        assert place.examples
        for value in place.examples:
            assert asking.wire_accepts(wire, place, value).is_accepted, place
    for place in PARAMETERS:
        texts = [text for text in edges(place.schema) if asking.can_be_sent(place, text)]
        verdicts = {asking.wire_accepts(wire, place, text).is_accepted for text in texts}
        assert verdicts == {True, False}, place


def _bodies(place: Place) -> Iterator[object]:
    """Each member of each example replaced by everything, left out, and one too many."""
    yield from JUNK
    seen: set[str] = set()
    for value in sorted(place.examples, key=len, reverse=True):
        described = members(place.schema, value)
        for name in described.keys() - seen:
            yield {key: each for key, each in value.items() if key != name}
            yield from ({**value, name: edge} for edge in edges(described[name]))
        yield from ({**value, "extra": junk} for junk in JUNK)
        seen |= described.keys() - {"method"}


def _meant(place: Place, sent: dict[str, Any]) -> dict[str, Any]:
    """With the defaults of the contract. In a form what is empty, or not described, is not there
    (RFC 6749 §3.2)."""
    described = members(place.schema, sent)
    is_form = place.media_type == asking.FORM
    there = {name: v for name, v in sent.items() if not is_form or (v and name in described)}
    schemas = {name: resolve(schema) for name, schema in described.items()}
    return {name: each["default"] for name, each in schemas.items() if "default" in each} | there


def _moments(place: Place, value: dict[str, Any]) -> dict[str, Any]:
    times = {n for n, each in members(place.schema, value).items() if _kind(each) == "date-time"}
    return {
        name: datetime.fromisoformat(each.upper()) if name in times and each else each
        for name, each in value.items()
    }


def _agree(wire: WireOnly, place: Place, value: object) -> bool:
    """Whether both judge alike, or differ in what is explained."""
    if not asking.can_be_sent(place, value):
        return True
    by_schema = asking.json_schema_accepts(place, value)
    if asking.wire_accepts(wire, place, value).is_accepted == by_schema:
        return True
    taken_by = SCHEMA if by_schema else WIRE
    without = _without_differences(place, value, taken_by)
    return without != value and _agree(wire, place, without)


def _without_differences(place: Place, value: object, taken_by: str) -> object:
    """The same, with something plain in the place of each text that an explanation is about."""
    if isinstance(value, dict):
        described = members(place.schema, value)
        return {
            name: _plain(_kind(described.get(name, {})), each, taken_by)
            for name, each in value.items()
        }
    return _plain(_kind(place.schema), value, taken_by)


def _plain(kind: str, value: object, taken_by: str) -> object:
    is_known = isinstance(value, str) and any(
        re.search(known.pattern, value)
        for known in JUSTIFIED
        if (known.kind, known.taken_by) == (kind, taken_by)
    )
    return _PLAIN[kind] if is_known else value


def _kind(schema: asking.Schema) -> str:
    schema = resolve(schema)
    return str(schema.get("format") or schema.get("type"))
