"""One planted fault or more for each rule: where it is made, and the line that must be named."""

from dataclasses import dataclass

from tests.build.library import Edit


@dataclass(frozen=True, slots=True)
class Fault:
    rule: str
    edits: tuple[Edit, ...]
    file: str
    line: str  # the line on which this text begins is the one to be named
    is_everywhere: bool = False  # the same fault is found at other lines too


def fault(rule: str, file: str, old: str, new: str, line: str, *more: Edit) -> Fault:
    """A fault made by an edit in the file in which it is found."""
    return Fault(rule, (Edit(file, old, new), *more), file, line)


def elsewhere(rule: str, file: str, line: str, *edits: Edit, is_everywhere: bool = False) -> Fault:
    return Fault(rule, edits, file, line, is_everywhere)


BOOKS, ONE_BOOK, IMPORTS = (
    "paths/books.yaml",
    "paths/books_{book_id}.yaml",
    "paths/books_imports.yaml",
)
LOANS, TOKEN, HEALTH = "paths/books_{book_id}_loans.yaml", "paths/token.yaml", "paths/health.yaml"
SCHEMAS, HEADERS = "components/schemas/", "components/headers/"
BOOK, CREATE, PATCH = SCHEMAS + "Book.yaml", SCHEMAS + "BookCreate.yaml", SCHEMAS + "BookPatch.yaml"
PAGE, TITLE, LABELS = SCHEMAS + "BookPage.yaml", SCHEMAS + "Title.yaml", SCHEMAS + "Labels.yaml"
CARD, LIMIT = SCHEMAS + "TokenRequest.yaml", "components/parameters/Limit.yaml"
PROBLEMS, ROOT = "components/problems.yaml", "v1.yaml"
HEALTH_SCHEMA = (
    "type: object\nrequired: [status]\nproperties:\n  status:\n    type: string\n    const: ok\n"
)

SHELF = "  shelf:\n    type: string"  # a property of Book that nothing depends on


def shelf(rule: str, schema: str, line: str) -> Fault:
    """A fault in a property of an answer."""
    return fault(rule, BOOK, SHELF, f"  shelf:\n{schema}", line)


def renamed_health(rule: str, file: str, name: str) -> Fault:
    """The schema Health under another name."""
    return elsewhere(
        rule,
        file,
        "",
        Edit(HEALTH, "Health.yaml", f"{name}.yaml"),
        Edit(SCHEMAS + "Health.yaml"),
        Edit(f"{SCHEMAS}{name}.yaml", None, HEALTH_SCHEMA),
    )


DOCUMENT = [
    fault("syntax", TITLE, "type: string", "type: [string", "minLength"),
    fault("syntax", TITLE, "minLength: 1", "minLength: 1\nminLength: 2", "minLength: 2"),
    elsewhere("syntax", TITLE, "", Edit(TITLE, None, "")),
    fault("reference", PAGE, "Book.yaml", "Bok.yaml", "$ref"),
    fault("reference", PAGE, "Book.yaml", "'#/components/schemas/Bok'", "$ref"),
    fault("reference", PAGE, "Book.yaml", "Book.yaml#/properties", "$ref"),
    fault("openapi", HEALTH, "operationId: getHealth", "operationId: [getHealth]", "operationId"),
    fault("openapi", HEALTH, "      description: It is.\n", "", "'200'"),
    fault(
        "valid-default", CREATE, "maximum: 10000", "maximum: 10000\n    default: many", "default"
    ),
    fault("openapi", ROOT, "3.1.1", "3.2.0", "openapi:"),
    fault(
        "plain-document",
        ROOT,
        "servers:",
        "jsonSchemaDialect: https://example.com\nservers:",
        "jsonSchema",
    ),
    fault("plain-document", ROOT, "servers:", "webhooks: {}\nservers:", "webhooks"),
    elsewhere(
        "unused-file",
        SCHEMAS + "Author.yaml",
        "",
        Edit(SCHEMAS + "Author.yaml", None, "type: object\n"),
    ),
    elsewhere(
        "unused-file", "examples/getBook/b.json", "", Edit("examples/getBook/b.json", None, "{}\n")
    ),
    fault(
        "unused-component",
        ROOT,
        "components:\n",
        "components:\n  schemas:\n    Cat: {type: object}\n",
        "Cat",
    ),
    renamed_health("component-name", SCHEMAS + "health.yaml", "health"),
    renamed_health("unique-component", LIMIT, "Limit"),
    renamed_health("generic-problem", SCHEMAS + "HealthProblem.yaml", "HealthProblem"),
]

FAITHFUL = [
    shelf("lost-keyword", "    type: string\n    not: {type: string, const: X}", "not:"),
    shelf("lost-keyword", "    type: string\n    if: {type: string, const: X}", "if:"),
    fault(
        "lost-keyword",
        PAGE,
        "type: array",
        "type: array\n    contains: {$ref: Book.yaml}",
        "contains",
    ),
    fault(
        "lost-keyword",
        PAGE,
        "type: array",
        "type: array\n    prefixItems: [{$ref: Book.yaml}]",
        "prefixItems",
    ),
    fault(
        "lost-keyword",
        PATCH,
        "properties:",
        "dependentRequired: {title: [subtitle]}\nproperties:",
        "dependent",
    ),
    fault("boolean-schema", BOOK, SHELF, "  shelf: true", "shelf: true"),
    shelf("object-const", "    type: array\n    const: [a]", "const:"),
    shelf("typed-schema", "    description: Where it stands.", "shelf:"),
    fault(
        "one-of-discriminator",
        SCHEMAS + "Import.yaml",
        "    shelf: ImportByShelf.yaml\n",
        "",
        "oneOf",
    ),
    fault(
        "any-of",
        PAGE,
        "$ref: Book.yaml",
        "anyOf: [{$ref: Book.yaml}, {$ref: Health.yaml}]",
        "anyOf",
    ),
    shelf("nullable-style", "    type: string\n    nullable: true", "nullable"),
    shelf("nullable-style", "    type: [string, integer]", "type: [string, integer]"),
    fault("nullable-style", BOOK, "anyOf:", "oneOf:", "oneOf"),
    fault("nullable-style", BOOK, "- $ref: Genre.yaml", "- type: string", "anyOf"),
    elsewhere(
        "narrowing-all-of",
        SCHEMAS + "OldBook.yaml",
        "allOf",
        Edit(PAGE, "$ref: Book.yaml", "$ref: OldBook.yaml"),
        Edit(
            SCHEMAS + "OldBook.yaml",
            None,
            "properties:\n  title:\n    type: string\nallOf:\n  - $ref: Book.yaml\n",
        ),
    ),
    shelf("named-object", "    type: object", "shelf:"),
    shelf("named-enum", "    type: string\n    enum: [a, b]", "enum:"),
    fault("string-enum", SCHEMAS + "Genre.yaml", "poetry", "1", "enum"),
    fault("portable-pattern", SCHEMAS + "ImportByShelf.yaml", "[0-9]{1,3}", "\\d{1,3}", "pattern"),
    fault("portable-pattern", LABELS, "'^[a-z]{1,20}$'", "'^(?!x)[a-z]{1,20}$'", "propertyNames"),
    shelf("bare-uri", "    type: string\n    format: uri", "format: uri"),
    shelf("read-write-only", "    type: string\n    readOnly: true", "readOnly"),
    fault(
        "reference-siblings",
        PAGE,
        "$ref: Book.yaml",
        "$ref: Book.yaml\n      minProperties: 1",
        "minProp",
    ),
    fault("member-spelling", BOOK, "shelf:", "shelfName:", "shelfName"),
    fault("time-name", BOOK, SHELF, "  moved:\n    type: string\n    format: date-time", "moved"),
]

REQUESTS = [
    fault("request-string-length", CARD, "    maxLength: 20\n", "", "card:"),
    fault(
        "request-string-length",
        BOOKS,
        "        maxLength: 50\n",
        "",
        "schema:\n        type: string\n        min",
    ),
    fault("request-string-pattern", CARD, "    pattern: '^[0-9]+$'\n", "", "card:"),
    fault("request-string-pattern", CARD, "'^[0-9]+$'", "'[0-9]+'", "pattern"),
    fault("request-string-pattern", CARD, "'^[0-9]+$'", "'^.+$'", "pattern"),
    fault("request-number-bounds", CREATE, "    maximum: 10000\n", "", "pages:"),
    fault("request-list-bound", CREATE, "    maxItems: 10\n", "", "authors:"),
    fault("request-map-bound", LABELS, "maxProperties: 5\n", "", "type: object"),
    fault(
        "request-format",
        CARD,
        "    maxLength: 20\n",
        "    maxLength: 20\n    format: hostname\n",
        "format: h",
    ),
    fault("closed-request", PATCH, "additionalProperties: false\n", "", "type: object"),
    fault(
        "named-body",
        LOANS,
        "$ref: ../components/schemas/LoanRequest.yaml",
        "{type: object, additionalProperties: false, properties: "
        "{days: {$ref: ../components/schemas/Days.yaml}}}",
        "application/json:",
        Edit(SCHEMAS + "LoanRequest.yaml"),
        Edit(SCHEMAS + "Days.yaml", None, "type: integer\nminimum: 1\nmaximum: 28\n"),
        Edit(LOANS, "schema:\n          {", "schema: {"),
    ),
    fault(
        "request-media-type",
        ONE_BOOK,
        "application/merge-patch+json",
        "application/json",
        "    content:\n      application/json:\n        schema:\n     "
        "     $ref: ../components/schemas/BookPatch",
    ),
    fault(
        "merge-patch-default",
        PATCH,
        "    maxLength: 100\n",
        "    maxLength: 100\n    default: x\n",
        "default",
    ),
    fault("body-method", LOANS, "post:", "delete:", "requestBody"),
    fault(
        "form-body-required", TOKEN, "    required: true\n", "    required: false\n", "requestBody"
    ),
    fault(
        "parameters-on-operation",
        ONE_BOOK,
        "get:",
        "parameters:\n  - $ref: ../components/parameters/Limit.yaml\nget:",
        "param",
    ),
    fault(
        "path-parameters",
        LOANS,
        "  parameters:\n    - $ref: ../components/parameters/BookId.yaml\n",
        "",
        "post:",
    ),
    fault("parameter-style", LIMIT, "in: query\n", "in: query\nexplode: false\n", "explode"),
    fault(
        "parameter-place",
        BOOKS,
        "name: q\n      in: query",
        "name: q\n      in: cookie",
        "in: cookie",
    ),
    fault(
        "parameter-type",
        BOOKS,
        "type: boolean\n        default: true",
        "type: object",
        "schema:\n        type: object",
    ),
    fault("parameter-default", LIMIT, "in: query\n", "in: query\nrequired: true\n", "default"),
    fault("parameter-spelling", BOOKS, "name: q\n", "name: searchFor\n", "name: searchFor"),
    fault("secret-in-url", BOOKS, "name: q\n", "name: access_token\n", "name: access_token"),
    fault("reserved-name", BOOKS, "name: q\n", "name: key\n", "name: key"),
    fault("reserved-name", HEALTH, "getHealth", "edge", "operationId"),
]

RESPONSES = [
    fault(
        "exact-status",
        HEALTH,
        "responses:\n",
        "responses:\n    default:\n      description: x\n",
        "default",
    ),
    fault(
        "exact-status",
        HEALTH,
        "responses:\n",
        "responses:\n    2XX:\n      description: x\n",
        "2XX",
    ),
    fault(
        "problem-response",
        HEALTH,
        "responses:\n",
        "responses:\n    '418':\n      description: x\n",
        "'418'",
    ),
    fault("success-response", HEALTH, "'200'", "'303'", "responses:"),
    fault("response-media-type", HEALTH, "application/json", "text/plain", "content:"),
    fault(
        "named-response",
        HEALTH,
        "            $ref: ../components/schemas/Health.yaml",
        "            type: object",
        "application/json:",
        Edit(SCHEMAS + "Health.yaml"),
    ),
    fault("body-without-content", HEALTH, "'200'", "'204'", "application/json"),
    fault(
        "created-location",
        BOOKS,
        "        Location: {$ref: ../components/headers/Location.yaml}\n",
        "",
        "'201'",
        Edit(HEADERS + "Location.yaml"),
    ),
    fault("created-location", HEADERS + "Location.yaml", "required: true", "required: false", ""),
    fault(
        "unauthorized-challenge",
        HEADERS + "WwwAuthenticate.yaml",
        "required: true",
        "required: false",
        "",
    ),
    fault("rate-limit-retry", HEADERS + "RetryAfter.yaml", "required: true", "required: false", ""),
    fault("header-promise", HEADERS + "ETag.yaml", "required: true\n", "", ""),
    fault("header-type", HEADERS + "ETag.yaml", "type: string", "type: boolean", ""),
    fault("header-spelling", BOOKS, "ETag: {", "etag: {", "etag:"),
    fault("link-target", BOOKS, "operationId: getBook", "operationId: getBok", "read:"),
    fault("link-target", BOOKS, "book_id: $response", "id: $response", "read:"),
    fault(
        "created-links",
        BOOKS,
        "      links:\n        read:\n          operationId: getBook\n"
        "          parameters:\n            book_id: $response.body#/id\n",
        "",
        "'201'",
    ),
]

OPERATIONS = [
    fault("operation-id", HEALTH, "getHealth", "get_health", "operationId"),
    fault("operation-id", HEALTH, "  operationId: getHealth\n", "", "get:"),
    fault("unique-operation-id", HEALTH, "getHealth", "createToken", "operationId"),
    fault("one-tag", HEALTH, "[system]", "[system, books]", "tags"),
    fault("one-tag", HEALTH, "[system]", "[sistem]", "tags"),
    fault("one-tag", HEALTH, "  tags: [system]\n", "", "get:"),
    fault(
        "unique-tag",
        ROOT,
        "  - name: system",
        "  - name: book_loans\n  - name: system",
        "- name: book_loans",
    ),
    fault("summary", HEALTH, "  summary: Is it alive\n", "", "get:"),
    fault("one-server", ROOT, "- url: /api/v1", "- url: https://example.com/api/v1", "servers"),
    fault("one-server", HEALTH, "get:\n", "get:\n  servers: [{url: /x}]\n", "servers: [{url"),
    fault("path-spelling", ROOT, "/health:", "/Health:", "/Health:"),
    fault("rate-limit", HEALTH, "  x-rate-limit: [public]\n", "", "get:"),
    fault("rate-limit", HEALTH, "[public]", "public", "x-rate-limit"),
    fault("audit-event", LOANS, "  x-audit-event: loan.started\n", "", "post:"),
    fault("idempotency", LOANS, "  x-idempotency: none\n", "", "post:"),
    fault("idempotency", LOANS, "x-idempotency: none", "x-idempotency: maybe", "x-idempotency"),
    fault("idempotency", HEALTH, "get:\n", "get:\n  x-idempotency: optional\n", "x-idempotency"),
    fault(
        "accepted-issuers", HEALTH, "get:\n", "get:\n  x-accepted-issuers: [own]\n", "x-accepted"
    ),
    fault("accepted-issuers", LOANS, "[own, partner]", "[own, parent]", "x-accepted"),
    fault("accepted-issuers", LOANS, "[own, partner]", "own", "x-accepted"),
    fault("accepted-issuers", LOANS, "[own, partner]", "[]", "x-accepted"),
    fault("error-format", HEALTH, "get:\n", "get:\n  x-error-format: soap\n", "x-error-format"),
    fault(
        "oauth-only-code", HEALTH, "get:\n", "get:\n  x-problems: [invalid_grant]\n", "x-problems"
    ),
    fault("problem-codes", LOANS, "readers_card_missing", "card_missing", "x-problems"),
    fault("problem-codes", TOKEN, "[invalid_grant]", "[book_exists]", "x-problems"),
    fault("problem-type", PROBLEMS, "  title: Book exists\n", "", "book_exists:"),
    fault(
        "problem-type",
        PROBLEMS,
        "book_exists:\n  status: 409",
        "book_exists:\n  status: 209",
        "status: 209",
    ),
    fault(
        "problem-type",
        PROBLEMS,
        "{error: server_error, status: 500}",
        "server_error",
        "oauth: server_error",
    ),
    fault("one-requirement", BOOKS, "- oauth2: [books:read]", "- oauth2: []\n    - {}", "security"),
    fault(
        "one-requirement",
        BOOKS,
        "- oauth2: [books:read]",
        "- oauth2: [books:read]\n      card: []",
        "security",
        Edit(
            ROOT, "securitySchemes:\n", "securitySchemes:\n    card: {type: http, scheme: basic}\n"
        ),
    ),
    fault("security-stated", HEALTH, "  security: []\n", "", "get:"),
    fault("known-scope", BOOKS, "[books:read]", "[books:reed]", "- oauth2"),
    fault("role-scope", ROOT, "reader: [books:read]", "reader: [books:reed]", "reader:"),
]

EXAMPLES = [
    fault(
        "request-example",
        LOANS,
        "          week:\n            summary: For a week.\n            "
        "value: {$ref: ../examples/startLoan/week.json}\n",
        "",
        "application/json:",
        Edit(LOANS, "        examples:\n", ""),
        Edit("examples/startLoan/week.json"),
    ),
    fault(
        "response-example",
        HEALTH,
        "          examples:\n            alive:\n              summary: Alive.\n"
        "              value: {$ref: ../examples/getHealth/alive.json}\n",
        "",
        "application/json:",
        Edit("examples/getHealth/alive.json"),
    ),
    fault("valid-example", "examples/getHealth/alive.json", '"ok"', '"fine"', '"status"'),
    fault(
        "valid-example", "examples/createBook/dune.json", '"pages": 412,', '"pages": 0,', '"pages"'
    ),
    fault("valid-example", "components/parameters/BookId.yaml", "019cadd6-", "", "example"),
]

EXPANSION = [
    elsewhere("expansion", IMPORTS, "'200'", Edit(HEADERS + "RequestId.yaml"), is_everywhere=True),
    elsewhere(
        "expansion",
        IMPORTS,
        "x-idempotency",
        Edit("components/parameters/IdempotencyKey.yaml"),
        is_everywhere=True,
    ),
    elsewhere("expansion", PROBLEMS, "", Edit(SCHEMAS + "ProblemError.yaml")),
]

FAULTS = [*DOCUMENT, *FAITHFUL, *REQUESTS, *RESPONSES, *OPERATIONS, *EXAMPLES, *EXPANSION]
