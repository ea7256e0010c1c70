"""Values around the edges of a schema: some just inside of it, some just outside."""

import json
from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]
Values = st.SearchStrategy[Any]

# What is of another type, or of another spelling than people think.
JUNK: list[Any] = [
    None, True, False, 0, 1, -1, 1.0, 1.5, 10**20, "", " ", "0", "1", "true", "null",
    "a\n", "\0", "é", "\x7f", "\u0085", "\u2028", "😀", [], {}, [None], {"": None}, {"root": {}},
]  # fmt: skip
FORMATS = {
    "email": [
        "a@b", "a@b.c", "A@B.C", "a.b@c.d", ".a@b.c", "a.@b.c", "a..b@c.d", "a@b..c", "a@-b.c", "a@b-.c",
        "a@b.c.", "a@[127.0.0.1]", '"a"@b.c', "a@b_c.d", "a@é.c", "é@b.c", "a+b@c.d", "a@b@c", "@b.c", "a@",
        "a b@c.d", "a@b.c\n", "a@" + "b" * 63 + ".c", "a@" + "b" * 64 + ".c", "a" * 64 + "@b.c", "a" * 65 + "@b.c",
        "a@" + "b." * 125 + "c", "a@" + "b." * 126 + "c", "a@" + ".".join(["b" * 60] * 4) + ".cdefgh",
    ],
    "uuid": [
        "019cadd6-3f21-7c58-8e0b-2f6a9d417b30", "019CADD6-3F21-7C58-8E0B-2F6A9D417B30",
        "019cadd63f217c588e0b2f6a9d417b30", "{019cadd6-3f21-7c58-8e0b-2f6a9d417b30}",
        "urn:uuid:019cadd6-3f21-7c58-8e0b-2f6a9d417b30", "019cadd6-3f21-7c58-8e0b-2f6a9d417b3",
        "019cadd6-3f21-7c58-8e0b-2f6a9d417b300", "019cadd63-f21-7c58-8e0b-2f6a9d417b30",
        "019cadd6-3f21-7c58-8e0b-2f6a9d417b3g", "019cadd6-3f21-7c58-8e0b-2f6a9d417b30\n", "0" * 36,
    ],
    "date-time": [
        "2026-01-01T00:00:00Z", "2026-01-01t00:00:00z", "2026-01-01 00:00:00Z", "2026-01-01T00:00:00",
        "2026-01-01T00:00:00+00:00", "2026-01-01T00:00:00-23:59", "2026-01-01T00:00:00+24:00",
        "2026-01-01T24:00:00Z", "2026-01-01T23:59:60Z", "2026-02-29T00:00:00Z", "2024-02-29T00:00:00.5Z",
        "2026-01-01T00:00:00.1234567890Z", "2026-01-01", "0", "1e3", "0000-01-01T00:00:00Z",
    ],
    "date": ["2026-01-01", "2026-02-29", "2026-1-1", "2026-01-01T00:00:00Z", "20260101", "0"],
}  # fmt: skip


def near(schema: Json, document: Json) -> Values:
    """Values for `schema`, of which about half should be valid."""
    schema = resolve(schema, document)
    return st.one_of(*_of_type(schema, document), st.sampled_from(JUNK))


def resolve(schema: Json, document: Json) -> Json:
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    return schema


def altered(value: Any, schema: Json, document: Json) -> Values:
    """A valid value with one thing changed: so no other fault hides what becomes of it."""
    schema = resolve(schema, document)
    if not isinstance(value, dict):
        return near(schema, document)
    if "discriminator" in schema:
        chosen = value[schema["discriminator"]["propertyName"]]
        mapped = {"$ref": schema["discriminator"]["mapping"][chosen]}
        return altered(value, mapped, document) | near(schema, document)
    changes: list[Values] = [st.just(value), near(schema, document)]
    for name, member in schema.get("properties", {}).items():
        changed = (
            altered(value[name], member, document) if name in value else near(member, document)
        )
        changes.append(changed.map(lambda new, name=name: {**value, name: new}))
        changes.append(st.just({key: one for key, one in value.items() if key != name}))
    changes.append(
        st.sampled_from(["more", "", "Title", "root"]).map(lambda name: {**value, name: 1})
    )
    return st.one_of(changes)


def _of_type(schema: Json, document: Json) -> list[Values]:
    named = schema.get("type", [])
    kinds = [named] if isinstance(named, str) else list(named)
    found: list[Values] = []
    for word in ("oneOf", "anyOf"):
        found += [near(one, document) for one in schema.get(word, [])]
    if "enum" in schema or "const" in schema:
        right = [*schema.get("enum", []), *([schema["const"]] if "const" in schema else [])]
        wrong = [
            f(str(one))
            for one in right
            for f in (str.upper, str.title, "{} ".format, "{}\n".format)
        ]
        return [st.sampled_from([*right, *wrong])]
    for kind in kinds:
        found += _MAKERS[kind](schema, document)
    return found


def _strings(schema: Json, document: Json) -> list[Values]:
    least, most = schema.get("minLength", 0), schema.get("maxLength", 50)
    lengths = sorted({max(0, n) for n in (least - 1, least, least + 1, most - 1, most, most + 1)})
    # A character counts once, whatever its bytes; of a pattern's own characters come the long texts.
    plain = st.sampled_from(["a", "A", "0", "-", "_", "!", "~", " ", "é", "😀", "\u200b"])
    filled = st.builds(lambda char, length: char * length, plain, st.sampled_from(lengths))
    found: list[Values] = [filled]
    if "pattern" in schema:
        valid = st.from_regex(schema["pattern"].removesuffix("$") + r"\Z")
        found += [valid, valid.flatmap(_broken)]
        found.append(st.builds(_stretched, valid, st.sampled_from(lengths)))
    if schema.get("format") in FORMATS:
        found.append(st.sampled_from(FORMATS[schema["format"]]))
    return found


def _broken(text: str) -> Values:
    """One character more, somewhere."""
    odd = st.sampled_from(
        ["\n", "\0", "\x1f", "\x7f", "\x80", "\x9f", "\xa0", " ", "é", "\u2028", "😀", "-"]
    )
    return st.builds(lambda at, char: text[:at] + char + text[at:], st.integers(0, len(text)), odd)


def _stretched(text: str, length: int) -> str:
    """As long as wanted, of the last but one character, which most patterns repeat."""
    if len(text) < 2:
        return (text or "a") * length
    return (text[:-1] + text[-2] * max(0, length - len(text)) + text[-1])[:length]


def _numbers(schema: Json, document: Json) -> list[Values]:
    edges = [schema[word] for word in ("minimum", "maximum") if word in schema] or [0]
    near_edges = [edge + step for edge in edges for step in (-1, 0, 1)]
    floats = [float(edge) for edge in near_edges] + [edge + 0.5 for edge in edges]
    texts = [str(edge) for edge in near_edges]
    return [st.sampled_from([*near_edges, *floats, *texts, 2**63, -(2**63) - 1, 1e300])]


def _arrays(schema: Json, document: Json) -> list[Values]:
    least, most = schema.get("minItems", 0), min(schema.get("maxItems", 5), 101)
    lengths = st.sampled_from(sorted({max(0, n) for n in (least - 1, least, 1, 2, most, most + 1)}))
    one = near(schema["items"], document)
    repeated = st.builds(lambda item, length: [item] * length, one, lengths)
    return [repeated, st.lists(one, max_size=3)]


def _objects(schema: Json, document: Json) -> list[Values]:
    found: list[Values] = []
    if isinstance(schema.get("additionalProperties"), dict):
        names = near(schema.get("propertyNames", {"type": "string"}), document).filter(
            lambda name: isinstance(name, str)
        )
        member = near(schema["additionalProperties"], document)
        found.append(st.dictionaries(names, member, max_size=2))
        most = schema.get("maxProperties", 5)
        found.append(
            st.sampled_from([0, 1, most - 1, most, most + 1]).map(
                lambda size: {f"k{'abcdefghij'[n % 10] * (n // 10 + 1)}": "v" for n in range(size)}
            )
        )
    required = schema.get("required", [])
    members = {name: near(one, document) for name, one in schema.get("properties", {}).items()}
    if members:
        found.append(
            st.fixed_dictionaries(
                {name: one for name, one in members.items() if name in required},
                optional={name: one for name, one in members.items() if name not in required},
            )
        )
    return found or [st.just({})]


_MAKERS: dict[str, Any] = {
    "string": _strings,
    "integer": _numbers,
    "number": _numbers,
    "boolean": lambda schema, document: [st.booleans()],
    "null": lambda schema, document: [st.none()],
    "array": _arrays,
    "object": _objects,
}


def written(value: Any) -> bytes:
    """JSON as a client would send it."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
