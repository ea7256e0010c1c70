"""Values at the edges of a schema: those that are just good, those that are not, and nonsense."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from hypothesis import strategies as st

from tests.support.bundle import resolve

Schema = Mapping[str, Any]

# Of another type than whatever is asked for.
JUNK: tuple[object, ...] = (
    None, True, False, 0, 1, -1, 1.0, 1.5, -0.0, 1e300, 2**31, 2**63, -(2**63) - 1, 10**30,
    "", " ", "true", "null", "1", [], [1], ["a"], [None], {}, {"a": 1}, [[]],
)  # fmt: skip
# Text that parsers, databases and terminals read differently.
NASTY = (
    "a\0b", "\x01", "\x1f", "a\nb", "a\n", "\na", "a\tb", "\x7f", "\x80", "\x85", "\x9f", "\xa0",
    " a", "a ", "\u2028", "\u200d", "\u202eevil", "\ufeffa", "\ufffe", "\uffff", "\U0001f600",
    "e\u0301", "\xe9", "\u0660\u0661", "\uff11", "\u0130", "\ufb01", "\ud800", "a\udfffb", "%00",
    "'; --", "<b>", "${x}", "\\", '"', "/", "../..", "a" * 10_000,
)  # fmt: skip
EMAILS = (
    "ada@example.com", "a@b", "a@b.c", "a.b@c.de", "a..b@c.de", ".a@b.de", "a.@b.de", "a@b..de",
    "a@-b.de", "a@b-.de", "a@b.de.", "@b.de", "a@", "a", "a@b@c.de", "a b@c.de", '"a b"@c.de',
    "a@[192.0.2.1]", "a@[IPv6:::1]", "a@192.0.2.1", "a+b@c.de", "a@b_c.de", "\xe4@b.de",
    "a@b\xfc.de", "a@xn--bcher-kva.de", "a@xn--a.de", "a@b.c\n", " a@b.de", "A@B.DE", "a@1.de",
    "a/b@c.de", "a@b.1", "a'b@c.de", "a`{|}~@c.de", "(a)@b.de", "a@ab--c.de",
    f"{'a' * 64}@b.de", f"{'a' * 65}@b.de", f"a@{'b' * 63}.de", f"a@{'b' * 64}.de",
    f"a@{'.'.join(['b' * 61] * 4)}.de", f"a@{'.'.join(['b' * 62] * 4)}.de",
)  # fmt: skip
TIMES = (
    "2026-11-22T10:00:00Z", "2026-11-22t10:00:00z", "2026-11-22 10:00:00Z", "2026-11-22T10:00:00",
    "2026-11-22T10:00Z", "2026-11-22", "2026-11-22T10:00:00.1Z", "2026-11-22T10:00:00.Z",
    f"2026-11-22T10:00:00.{'1' * 9}Z", f"2026-11-22T10:00:00.{'1' * 10}Z",
    "2026-11-22T10:00:00+01:00", "2026-11-22T10:00:00-00:00", "2026-11-22T10:00:00+0100",
    "2026-11-22T10:00:00+01", "2026-11-22T10:00:00+23:59", "2026-11-22T10:00:00-23:59",
    "2026-11-22T10:00:00+24:00", "2026-11-22T10:00:00+00:60", "2026-02-28T10:00:00Z",
    "2026-02-29T10:00:00Z", "2028-02-29T10:00:00Z", "2100-02-29T10:00:00Z", "2026-04-31T10:00:00Z",
    "2026-00-01T10:00:00Z", "2026-13-01T10:00:00Z", "2026-01-00T10:00:00Z", "2026-11-22T24:00:00Z",
    "2026-11-22T23:59:59Z", "2026-11-22T23:60:00Z", "2026-11-22T23:59:60Z", "2026-12-31T23:59:60Z",
    "2026-12-31T23:59:60+00:00", "2017-01-01T00:59:60+01:00", "2026-12-31T23:59:61Z",
    "0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+01:00",
    "9999-12-31T23:59:59Z", "9999-12-31T23:59:59-01:00", "10000-01-01T00:00:00Z",
    "-2026-11-22T10:00:00Z", "+2026-11-22T10:00:00Z", "2026-11-22T10:00:00Z ", "1763805600", "0",
    "2026-1-2T10:00:00Z", "2026-11-22T1:00:00Z", "\u0662026-11-22T10:00:00Z", "20261122T100000Z",
)  # fmt: skip
UUIDS = (
    "019cadd3-8788-7a10-9c2f-5d0c9e3f7b21", "019CADD3-8788-7A10-9C2F-5D0C9E3F7B21",
    "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "019cadd387887a109c2f5d0c9e3f7b21", "{019cadd3-8788-7a10-9c2f-5d0c9e3f7b21}",
    "urn:uuid:019cadd3-8788-7a10-9c2f-5d0c9e3f7b21", "019cadd3-8788-7a10-9c2f-5d0c9e3f7b2",
    "019cadd3-8788-7a10-9c2f-5d0c9e3f7b211", "019cadd3-8788-7a10-9c2f-5d0c9e3f7b2g",
    "019cadd38788-7a10-9c2f-5d0c-9e3f7b21", "019cadd3-8788-7a10-9c2f-5d0c9e3f7b21 ",
)  # fmt: skip
FORMATS = {"email": EMAILS, "date-time": TIMES, "uuid": UUIDS}
# Ways to make a text longer by little; one of them fits most patterns.
_GROWTH = ("a", "0", "-aa", "-a", ".aa")


def edges(schema: Schema) -> list[object]:
    """Everything worth sending in the place of a schema."""
    return _edges(json.dumps(resolve(schema)))


@cache
def _edges(text: str) -> list[object]:
    schema = json.loads(text)
    values: list[object] = [*JUNK, *NASTY, *schema.get("enum", ()), schema.get("const")]
    for choice in schema.get("enum", [schema.get("const")]):
        if isinstance(choice, str):
            values += [choice.upper(), f" {choice}", choice[:-1], f"{choice}\n"]
    types = _types(schema)
    if "string" in types:
        values += [*FORMATS.get(schema.get("format", ""), ()), *_texts(schema)]
    if "integer" in types:
        values += _numbers(schema)
    if "object" in types:
        values += _objects(schema)
    return values


def valid(schema: Schema) -> st.SearchStrategy[Any]:
    """Values that a schema accepts, or nearly: patterns and formats may still refuse them."""
    schema = resolve(schema)
    if "oneOf" in schema:
        return st.one_of([valid(each) for each in schema["oneOf"]])
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kinds = [_VALID[kind](schema) for kind in _types(schema)]
    return st.one_of(kinds)


def mutated(schema: Schema) -> st.SearchStrategy[Any]:
    """A good value with something wrong in it, or not: what is around the edge."""
    return valid(schema).flatmap(lambda value: _touched(schema, value))


def members(schema: Schema, instance: object) -> Mapping[str, Schema]:
    """The described members of an object, by its branch if there are several."""
    schema = resolve(schema)
    if "oneOf" not in schema:
        described: Mapping[str, Schema] = schema.get("properties", {})
        return described
    name = schema["discriminator"]["propertyName"]
    chosen = instance.get(name) if isinstance(instance, dict) else None
    target = schema["discriminator"]["mapping"].get(chosen) if isinstance(chosen, str) else None
    return members({"$ref": target} if target else schema["oneOf"][0], instance)


def _types(schema: Schema) -> list[str]:
    named = schema.get("type", [])
    return [named] if isinstance(named, str) else list(named)


def _texts(schema: Schema) -> Iterator[str]:
    """At each bound of the length and one beyond, in characters that the pattern allows."""
    shortest, longest = schema.get("minLength", 0), schema.get("maxLength", 40)
    for length in sorted({shortest - 1, shortest, longest, longest + 1}):
        for text in grown(schema.get("pattern", ""), length):
            yield text
        if length >= 0:
            yield from ("\U0001f600" * length, "\xe9" * length, " " * length, "0" * length)


def grown(pattern: str, length: int) -> Iterator[str]:
    """Texts of a length that match a pattern, as far as small steps lead there."""
    for seed in ("", "a", "en", "ada@example.com", "0", "A-1", "493027"):
        text = seed
        while len(text) < length:
            longer = (text + more for more in ("a" * (length - len(text)), *_GROWTH))
            step = next((t for t in longer if len(t) <= length and re.search(pattern, t)), None)
            if step is None:
                break
            text = step
        if len(text) == length:
            yield from (text, f"{text[:-1]}\n")


def _numbers(schema: Schema) -> Iterator[object]:
    for bound in (schema.get("minimum", 0), schema.get("maximum", 2**31)):
        for number in (bound - 1, bound, bound + 1):
            yield from (
                number,
                float(number),
                number + 0.5,
                str(number),
                f"+{number}",
                f"0{number}",
            )
            yield from (f"{number}.0", f"{number}e0", f" {number}", f"{number}_0", f"-{number}")


def _objects(schema: Schema) -> Iterator[object]:
    """Maps around their bounds: how many members, which names, which values."""
    described = schema.get("additionalProperties")
    if not isinstance(described, dict):
        return
    most = schema.get("maxProperties", 4)
    for count in (1, most - 1, most, most + 1):
        yield {f"m{index}": "x" for index in range(count)}
    for name in (*grown(resolve(schema.get("propertyNames", {})).get("pattern", ""), 32), *NASTY):
        yield from ({name: "x"}, {f"{name}a": "x"}, {name.upper(): "x"})
    for value in edges(described):
        yield {"name": value}


def _valid_text(schema: Schema) -> st.SearchStrategy[str]:
    shortest, longest = schema.get("minLength", 0), schema.get("maxLength", 40)
    known = [*FORMATS.get(schema.get("format", ""), ()), *schema.get("examples", ())]
    choices = [st.sampled_from(known)] if known else []
    if "pattern" in schema:
        made = st.from_regex(re.compile(schema["pattern"]), fullmatch=False)
        choices.append(made.map(lambda text: text[:longest].ljust(shortest, "a")))
    else:
        choices.append(st.text(min_size=shortest, max_size=longest))
    return st.one_of(choices)


def _valid_object(schema: Schema) -> st.SearchStrategy[dict[str, Any]]:
    described = {name: valid(each) for name, each in schema.get("properties", {}).items()}
    if not described:
        values = schema.get("additionalProperties")
        names = valid(schema.get("propertyNames", {"type": "string"}))
        return st.dictionaries(names, valid(values or {"type": "string"}), max_size=4)
    required = set(schema.get("required", ()))
    return st.fixed_dictionaries(
        {name: each for name, each in described.items() if name in required},
        optional={name: each for name, each in described.items() if name not in required},
    )


_VALID: dict[str, Callable[[Schema], st.SearchStrategy[Any]]] = {
    "string": _valid_text,
    "object": _valid_object,
    "null": lambda _: st.none(),
    "boolean": lambda _: st.booleans(),
    "integer": lambda schema: st.integers(schema.get("minimum"), schema.get("maximum")),
}


def _touched(schema: Schema, value: object) -> st.SearchStrategy[Any]:
    if not isinstance(value, dict):
        return st.one_of(st.just(value), st.sampled_from(edges(schema)))
    described = members(schema, value)
    replaced = st.sampled_from(sorted(described)).flatmap(
        lambda name: _anything(described[name]).map(lambda new: {**value, name: new})
    )
    dropped = st.sampled_from(sorted(described)).map(
        lambda name: {key: each for key, each in value.items() if key != name}
    )
    extra = st.tuples(st.text(max_size=8), st.sampled_from(JUNK)).map(
        lambda member: {**value, member[0]: member[1]}
    )
    return st.one_of(st.just(value), replaced, replaced, dropped, extra, st.sampled_from(JUNK))


def _anything(schema: Schema) -> st.SearchStrategy[Any]:
    # Hypothesis's own text holds no surrogates; those of NASTY do.
    return st.one_of(valid(schema), st.sampled_from(edges(schema)), st.text(max_size=40))
