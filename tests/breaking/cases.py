"""For each kind of change a contract before it and one after it, in which it is all that is
found."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from contract.breaking.rules import KINDS, Severity
from tests.breaking.library import (
    Json,
    answer,
    answered,
    answers,
    content,
    contract,
    deprecated,
    document,
    flow,
    operation,
    problems,
    query,
    scheme,
    secured,
    sent,
)

TODAY = date(2026, 6, 1)


@dataclass(frozen=True, slots=True)
class Case:
    """`kind` is found from `base` to `changed`; back, nothing breaks, unless it `breaks_back`."""

    kind: str
    base: Json
    changed: Json
    breaks_back: bool = False
    note: str = ""


def both_ways(name: str, narrow: object, wide: object, note: str = "") -> Iterator[Case]:
    """What narrows breaks who sends, what widens breaks who reads; the other way it harms
    nobody."""
    yield Case(f"request-{name}-narrowed", sent(wide), sent(narrow), note=note)
    yield Case("request-widened", sent(narrow), sent(wide), breaks_back=True, note=f"{name} {note}")
    yield Case(f"response-{name}-widened", answered(narrow), answered(wide), note=note)
    yield Case(
        "response-narrowed", answered(wide), answered(narrow), breaks_back=True,
        note=f"{name} {note}",
    )  # fmt: skip


def both_sides(name: str, old: object, new: object, **components: object) -> Iterator[Case]:
    """What is neither narrower nor wider is the same for who sends and who reads."""
    is_break = KINDS[f"request-{name}"].severity is Severity.BREAK
    for side, make in (("request", sent), ("response", answered)):
        yield Case(f"{side}-{name}", make(old, **components), make(new, **components), is_break)


def thing(*required: str, closed: bool = False, **properties: object) -> Json:
    """An object."""
    found: Json = {"type": "object", "properties": properties}
    if required:
        found["required"] = list(required)
    return found | ({"additionalProperties": False} if closed else {})


TEXT: Json = {"type": "string"}
NUMBER: Json = {"type": "number"}
WHOLE: Json = {"type": "integer"}
LIST: Json = {"type": "array", "items": TEXT}
NULL: Json = {"type": "null"}
CAT, DOG = thing(purrs={"type": "boolean"}), thing(barks={"type": "boolean"})
A, B = "#/components/schemas/A", "#/components/schemas/B"


def choice(*references: str, **mapping: str) -> Json:
    found: Json = {"oneOf": [{"$ref": reference} for reference in references]}
    if mapping:
        found["discriminator"] = {"propertyName": "kind", "mapping": mapping}
    return found


def pets(make: object, *references: str, **mapping: str) -> Json:
    assert callable(make)
    found: Json = make(choice(*references, **mapping), A=CAT, B=DOG)
    return found


def by(name: str) -> Json:
    """A discriminator that reads another member."""
    found = choice(A, B, a=A, b=B)
    found["discriminator"]["propertyName"] = name
    return found


GET, POST = operation(operationId="listNotes"), operation()
ONE, TWO = document(), document(paths={"/notes": {"post": POST, "get": GET}})
BODY: Json = {"content": content(TEXT)}
HEADER: Json = {"headers": {"ETag": {"required": True, "schema": TEXT}}}
FREE_HEADER: Json = {"headers": {"ETag": {"required": False, "schema": TEXT}}}
ALL_LINKS: Json = {"links": {"read": {"operationId": "readNote"}}}
XML: Json = content(TEXT) | content(TEXT, "application/xml")
READ, WRITE = {"oauth2": ["read"]}, {"oauth2": ["read", "write"]}
KEY: Json = {"apiKey": []}
ON_TIME = deprecated("2026-06-01", "2027-06-01")


def gone(begin: str, end: str) -> Json:
    """A contract with a second operation, which is deprecated."""
    dates = {"x-deprecated-at": begin, "x-sunset": end}
    old = operation(operationId="listNotes", deprecated=True, **dates)
    return document(paths={"/notes": {"post": POST, "get": old}})


def retryable(flag: bool) -> Json:
    return document(**{"x-problem-types": {"busy": {"status": 503, "retryable": flag}}})


OPERATIONS = [
    Case("path-removed", document(paths={"/notes": {"post": POST}, "/all": {"get": GET}}), ONE),
    Case("operation-removed", TWO, ONE),
    Case("operation-added", ONE, TWO, breaks_back=True),
    Case("operation-removed-before-sunset", gone("2025-01-01", "2026-06-02"), ONE),
    Case("operation-retired", gone("2025-01-01", "2026-06-01"), ONE),
    Case("operation-id-changed", ONE, contract(operationId="makeNote"), breaks_back=True),
    Case(
        "server-removed",
        document(servers=[{"url": "/api/v1"}]),
        document(servers=[{"url": "/api/v2"}]),
        breaks_back=True,
    ),
    Case("deprecated-without-dates", ONE, contract(deprecated=True)),
    Case("deprecated-without-dates", ONE, deprecated("2026-06-01", "in summer"), note="words"),
    Case("deprecated-without-dates", ON_TIME, deprecated("2026-06-01", None), note="taken back"),
    Case("sunset-too-soon", ONE, deprecated("2026-06-01", "2026-11-27")),
    Case("sunset-moved-earlier", ON_TIME, deprecated("2026-06-01", "2027-05-31")),
    Case("operation-deprecated", ONE, deprecated("2026-06-01", "2026-11-28")),
    Case("deprecation-withdrawn", ON_TIME, ONE),
]

PARAMETERS = [
    Case("parameter-removed", query(), contract()),
    Case("parameter-added", contract(), query(), breaks_back=True),
    Case("parameter-added-required", contract(), query(required=True), breaks_back=True),
    Case("parameter-made-required", query(), query(required=True)),
    Case("parameter-made-optional", query(required=True), query(), breaks_back=True),
    Case(
        "parameter-style-changed", query(schema=LIST), query(schema=LIST, explode=False),
        breaks_back=True,
    ),
    Case(
        "parameter-style-changed",
        query(schema=LIST), query(schema=LIST, style="pipeDelimited", explode=True),
        breaks_back=True, note="pipes",
    ),
    Case(
        "path-parameter-renamed",
        document(paths={"/notes/{id}": {"get": GET}}),
        document(paths={"/notes/{note_id}": {"get": GET}}),
    ),
    Case("request-length-narrowed", query(), query(schema=TEXT | {"maxLength": 5})),
]  # fmt: skip

BODIES = [
    Case("request-body-added-required", contract(), sent(TEXT), breaks_back=True),
    Case("request-body-added", contract(), contract(requestBody=BODY), breaks_back=True),
    Case("request-body-removed", sent(TEXT), contract(), breaks_back=True),
    Case("request-body-made-required", contract(requestBody=BODY), sent(TEXT)),
    Case("request-body-made-optional", sent(TEXT), contract(requestBody=BODY), breaks_back=True),
    Case(
        "request-media-type-removed",
        contract(requestBody={"content": XML}), contract(requestBody=BODY),
    ),
    Case(
        "request-media-type-added",
        contract(requestBody=BODY), contract(requestBody={"content": XML}),
        breaks_back=True,
    ),
]  # fmt: skip

ANSWERS = [
    Case("success-status-removed", answers(s200=answer(), s202=answer()), contract(), True),
    Case("success-status-added", contract(), answers(s200=answer(), s202=answer()), True),
    Case("error-status-removed", answers(s200=answer(), s409=answer()), contract()),
    Case("error-status-added", contract(), answers(s200=answer(), s409=answer())),
    Case("response-media-type-removed", answers(s200={"content": XML}), answers(s200=BODY)),
    Case("response-media-type-added", answers(s200=BODY), answers(s200={"content": XML}), True),
    Case("response-body-removed", answers(s200=BODY), contract()),
    Case("response-body-added", contract(), answers(s200=BODY), breaks_back=True),
    Case("response-header-removed", answers(s200=HEADER), contract()),
    Case("response-header-added", contract(), answers(s200=HEADER), breaks_back=True),
    Case("response-header-made-optional", answers(s200=HEADER), answers(s200=FREE_HEADER)),
    Case("response-link-removed", answers(s200=ALL_LINKS), contract()),
    Case("problem-code-added", problems("taken", "stale"), problems("taken", "stale", "locked")),
    Case("problem-code-added", problems("taken"), problems("taken", "locked"), note="to one"),
    Case("problem-code-removed", problems("taken", "stale"), problems("taken"), breaks_back=True),
    Case("problem-not-retryable", retryable(True), retryable(False)),
]

VALUES = [
    *both_ways("type", TEXT, {"type": ["string", "null"]}),
    *both_ways("type", WHOLE, NUMBER, "integer is a number"),
    *both_ways("type", TEXT, {}, "any"),
    *both_ways("enum", {"enum": ["a"]}, {"enum": ["a", "b"]}),
    *both_ways("enum", TEXT | {"const": "a"}, TEXT | {"enum": ["a", "b"]}, "of a const"),
    *both_ways("enum", TEXT | {"enum": ["a"]}, TEXT, "of any text"),
    *both_ways("enum", {"enum": ["a"]}, TEXT, "without a type"),
    *both_ways("constraint", {"oneOf": [TEXT, WHOLE]}, {}, "a choice of anything"),
    *both_sides("const-changed", TEXT | {"const": "a"}, TEXT | {"const": "b"}),
    *both_ways("format", TEXT | {"format": "uuid"}, TEXT),
    *both_ways("format", WHOLE | {"format": "int32"}, WHOLE | {"format": "int64"}, "of numbers"),
    *both_ways("pattern", TEXT | {"pattern": "^a"}, TEXT),
    *both_ways("length", TEXT | {"minLength": 2}, TEXT | {"minLength": 1}),
    *both_ways("length", TEXT | {"maxLength": 2}, TEXT, "no end"),
    *both_ways("range", NUMBER | {"maximum": 5}, NUMBER | {"maximum": 6}),
    *both_ways("range", NUMBER | {"exclusiveMinimum": 5}, NUMBER | {"minimum": 5}, "exclusive"),
    *both_ways("range", NUMBER | {"multipleOf": 6}, NUMBER | {"multipleOf": 3}, "steps"),
    *both_ways("count", LIST | {"maxItems": 5}, LIST),
    *both_ways("count", LIST | {"uniqueItems": True}, LIST, "unique"),
    *both_ways("size", thing() | {"minProperties": 1}, thing()),
    *both_ways("constraint", TEXT | {"not": {"const": "a"}}, TEXT),
    *both_ways("length", LIST | {"items": TEXT | {"maxLength": 1}}, LIST, "of items"),
    *both_ways(
        "length", {"allOf": [TEXT, {"maxLength": 1}]}, {"allOf": [TEXT, {"maxLength": 2}]}, "allOf"
    ),
    *both_ways(
        "type", {"type": "object", "additionalProperties": TEXT}, {"type": "object"}, "of others"
    ),
    *both_sides("default-changed", TEXT | {"default": "a"}, TEXT | {"default": "b"}),
    *both_sides("discriminator-changed", choice(A, B, a=A, b=B), choice(A, B, a=B, b=A),
                A=CAT, B=DOG),
    *both_sides("discriminator-changed", choice(A, B, a=A, b=B), choice(A, B, a=A, c=B),
                A=CAT, B=DOG),
    *both_sides("discriminator-changed", choice(A, B, a=A, b=B), by("sort"), A=CAT, B=DOG),
]  # fmt: skip

OBJECTS = [
    Case("request-property-removed", sent(thing(a=TEXT, b=TEXT)), sent(thing(a=TEXT))),
    Case("request-property-added", sent(thing(a=TEXT)), sent(thing(a=TEXT, b=TEXT)), True),
    Case("request-property-added-required", sent(thing()), sent(thing("a", a=TEXT)), True),
    Case("request-property-made-required", sent(thing(a=TEXT)), sent(thing("a", a=TEXT))),
    Case("request-widened", sent(thing("a", a=TEXT)), sent(thing(a=TEXT)), True, "required"),
    Case("request-object-closed", sent(thing()), sent(thing(closed=True))),
    Case("request-widened", sent(thing(closed=True)), sent(thing()), True, "closed"),
    Case("request-variant-removed", pets(sent, A, B), pets(sent, A)),
    Case("request-variant-added", pets(sent, A), pets(sent, A, B), True),
    Case("response-property-removed", answered(thing(a=TEXT)), answered(thing())),
    Case(
        "response-property-removed",
        answered(thing("a", a=TEXT)), answered(thing()),
        note="always came",
    ),
    Case("response-property-added", answered(thing()), answered(thing("a", a=TEXT)), True),
    Case("response-property-made-optional", answered(thing("a", a=TEXT)), answered(thing(a=TEXT))),
    Case("response-narrowed", answered(thing(a=TEXT)), answered(thing("a", a=TEXT)), True, "a"),
    Case(
        "response-property-added-to-closed",
        answered(thing(closed=True)), answered(thing(a=TEXT, closed=True)),
        breaks_back=True,
    ),
    Case("response-object-opened", answered(thing(closed=True)), answered(thing())),
    Case("response-narrowed", answered(thing()), answered(thing(closed=True)), note="closed"),
    Case("response-variant-added", pets(answered, A), pets(answered, A, B)),
    Case("response-variant-removed", pets(answered, A, B), pets(answered, A), True),
    Case("response-variant-added", answered(TEXT), answered({"oneOf": [TEXT, NULL]}), note="null"),
]  # fmt: skip

SECURITY = [
    Case("security-added", secured(), secured(READ)),
    Case("security-loosened", secured(READ), secured(), breaks_back=True),
    Case("security-loosened", secured(READ), secured(READ, KEY), True, note="one more"),
    Case("security-alternative-removed", secured(READ, KEY), secured(READ)),
    Case("security-alternative-removed", secured(READ), secured(READ | KEY), note="both at once"),
    Case("scope-added", secured(READ), secured(WRITE)),
    Case("scope-removed", scheme(), flow(scopes={"read": "Read."})),
    Case("security-scheme-changed", scheme(), flow(tokenUrl="/tokens"), breaks_back=True),
    Case("security-scheme-changed", scheme(), scheme(flows={}), note="a flow"),
    Case(
        "role-scope-removed",
        document(**{"x-role-scopes": {"user": ["read", "write"]}}),
        document(**{"x-role-scopes": {"user": ["read"]}}),
    ),
    Case(
        "idempotency-removed",
        contract(**{"x-idempotency": "optional"}), contract(**{"x-idempotency": "none"}),
    ),
    Case(
        "issuer-removed",
        contract(**{"x-accepted-issuers": ["own", "partner"]}),
        contract(**{"x-accepted-issuers": ["own"]}),
    ),
    Case(
        "rate-limit-added",
        contract(**{"x-rate-limit": ["read"]}), contract(**{"x-rate-limit": ["read", "mail"]}),
    ),
]  # fmt: skip

CASES = [*OPERATIONS, *PARAMETERS, *BODIES, *ANSWERS, *VALUES, *OBJECTS, *SECURITY]
