"""Faults that the generated Python would not survive, or would judge unlike JSON Schema."""

from tests.build.library import Edit
from tests.build.planted import (
    BOOKS,
    CARD,
    CREATE,
    HEADERS,
    HEALTH,
    HEALTH_SCHEMA,
    LOANS,
    ROOT,
    SCHEMAS,
    Fault,
    elsewhere,
    fault,
    shelf,
)

LOAN = SCHEMAS + "LoanRequest.yaml"
WORD = "type: string\nmaxLength: 9\npattern: '^[a-z]*$'\n"
WEEK = "examples/startLoan/week.json"


def query(rule: str, name: str, line: str, schema: str = "{type: boolean}") -> Fault:
    """A fault in one more query parameter of listBooks."""
    added = f"    - name: {name}\n      in: query\n      schema: {schema}\n    - name: q\n"
    return fault(rule, BOOKS, "    - name: q\n", added, line)


def page(rule: str, schema: str, line: str) -> Fault:
    """A fault in the type of a number in a request."""
    return fault(rule, CREATE, "    type: integer\n", f"    {schema}\n", line)


def loan(rule: str, file: str, line: str, schema: str, example: str) -> Fault:
    """A fault in what the body of startLoan is."""
    return elsewhere(rule, file, line, Edit(LOAN, None, schema), Edit(WEEK, None, example))


NAMES = [
    query("reserved-name", "answer", "name: answer"),
    query("reserved-name", "json_body", "name: json_body"),
    fault("reserved-name", HEALTH, "getHealth", "answer", "operationId"),
    fault("reserved-name", HEALTH, "getHealth", "jsonBody", "operationId"),
    fault("reserved-name", HEALTH, "getHealth", "api", "operationId"),
    fault("reserved-name", HEALTH, "getHealth", "uuid", "operationId"),
    elsewhere(
        "reserved-name",
        HEADERS + "Status.yaml",
        "",
        Edit(
            BOOKS,
            "        ETag:",
            "        Status: {$ref: ../components/headers/Status.yaml}\n        ETag:",
        ),
        Edit(HEADERS + "Status.yaml", None, "required: true\nschema: {type: string}\n"),
    ),
    query(
        "unique-parameter",
        "q1\n      in: query\n      schema: {type: boolean}\n    - name: q_1",
        "name: q_1",
    ),
    fault(
        "unique-parameter",
        LOANS,
        "  requestBody:",
        "    - name: book_id\n      in: query\n      schema: {type: boolean}\n  requestBody:",
        "name: book_id",
    ),
    fault("tag-spelling", ROOT, "- name: system", "- name: 2fa\n  - name: system", "- name: 2fa"),
]

TYPES = [
    query("parameter-type", "n", "{type: [boolean", "{type: [boolean, 'null']}"),
    query(
        "parameter-type",
        "n",
        "{type: array",
        "{type: array, maxItems: 2, uniqueItems: true, items: {type: boolean}}",
    ),
    query("fixed-format", "n", "{type: string", "{type: string, format: uuid, maxLength: 36}"),
    query("request-const", "n", "{type: integer", "{type: integer, const: 1}"),
    fault("fixed-format", CREATE, "format: uuid", "format: uuid\n      pattern: '^0'", "pattern"),
    shelf("fixed-format", "    type: string\n    format: date\n    minLength: 10", "minLength"),
    shelf("fixed-format", "    type: string\n    format: ipv4\n    maxLength: 15", "maxLength"),
    shelf("format-type", "    type: string\n    format: int32", "format: int32"),
    shelf("format-type", "    type: integer\n    format: email", "format: email"),
    shelf("typed-schema", "    type: array", "shelf:"),
    page("request-const", "type: integer\n    const: 412", "const"),
    page("request-multiple", "type: number\n    multipleOf: 0.5", "multipleOf"),
    fault("form-text", CARD, "  password:\n", "  n:\n    type: boolean\n  password:\n", "  n:\n"),
    fault(
        "form-text",
        CARD,
        "  password:\n",
        "  n:\n    type: array\n    maxItems: 2\n    items: {type: boolean}\n  password:\n",
        "  n:\n",
    ),
    loan("named-body", LOANS, "application/json:", WORD, '"week"'),
    loan(
        "named-body",
        LOANS,
        "application/json:",
        "type: [object, 'null']\nadditionalProperties: false\n",
        "{}",
    ),
    elsewhere(
        "named-body",
        LOANS,
        "requestBody:",
        Edit(
            LOANS,
            "  requestBody:",
            "  requestBody: {$ref: '#/components/requestBodies/Loan'}\n  x-old:",
        ),
        Edit(ROOT, "components:\n", "components:\n  requestBodies:\n    Loan: {content: {}}\n"),
    ),
    elsewhere(
        "narrowing-all-of",
        SCHEMAS + "Health.yaml",
        "allOf",
        Edit(SCHEMAS + "Health.yaml", None, "allOf:\n  - $ref: Alive.yaml\n  - $ref: Aged.yaml\n"),
        Edit(SCHEMAS + "Alive.yaml", None, HEALTH_SCHEMA + "additionalProperties: false\n"),
        Edit(
            SCHEMAS + "Aged.yaml",
            None,
            "type: object\nproperties: {age: {type: integer}}\n",
        ),
    ),
]

PYTHON = [*NAMES, *TYPES]
