"""Adds to each operation what every operation of its kind has, so that people do not repeat it:
errors, headers, and whose tokens it accepts."""

from collections.abc import Iterator
from copy import deepcopy

from contract.build import deprecation
from contract.build.document import SAFE_METHODS, Json, OperationAt, operations, ref_name, resolve
from contract.build.findings import Finding, Pointer
from contract.build.link import Linker
from contract.build.names import letters
from contract.build.problems import FALLBACK_ERROR, ErrorResponses, oauth_form

AUTHENTICATION_CODES = frozenset({"authentication_required", "invalid_token", "insufficient_scope"})
RATE_LIMIT_HEADERS = ("Retry-After", "RateLimit-Policy", "RateLimit")
NO_STORE = {
    "description": "Tokens are never kept by caches (RFC 6749 §5.1).",
    "required": True,
    "schema": {"type": "string", "const": "no-store"},
}


def implied_codes(operation: OperationAt, parameters: list[Json]) -> Iterator[str]:
    """The refusals that follow from what the operation is, whatever it does."""
    value, scopes = operation.value, operation.scopes
    # Malformed: any request may name its host twice, or its length.
    yield from ("malformed_request", "validation_failed", "rate_limited", "internal_error")
    if scopes is not None:
        yield from ("authentication_required", "invalid_token")
    if scopes:
        yield "insufficient_scope"
    if "requestBody" in value:
        yield from ("request_timeout", "payload_too_large", "unsupported_media_type")
    if scopes is not None or operation.method not in SAFE_METHODS:
        yield "service_unavailable"
    if _is_idempotent(operation):
        yield from ("idempotency_key_in_use", "idempotency_key_reused")
    if deprecation.is_deprecated(value):
        yield deprecation.GONE
    for parameter in parameters:
        if str(parameter.get("name")).lower() == "if-match":
            yield "precondition_failed"
            if parameter.get("required") is True:
                yield "precondition_required"


class Expander:
    """Works on a copy; what is missing or unknown becomes a finding and is left out."""

    def __init__(self, linker: Linker, document: Json) -> None:
        self.linker = linker
        self.document = document
        self.findings: list[Finding] = []
        self.catalogue: Json = document.get("x-problem-types") or {}
        # The linker's own components, so that one that only the expansion names appears at once.
        self.components = document["components"]
        self.headers = {
            letters(path.stem): path.stem
            for path in sorted((linker.folder / "components" / "headers").glob("*.yaml"))
        }

    def expand(self) -> Json:
        errors = ErrorResponses(self.catalogue, self.components["schemas"], self._error_example())
        for operation in list(operations(self.document)):
            self._parameters(operation)
            self._issuers(operation)
            codes = self._codes(operation)
            self._success(operation)
            responses = operation.value["responses"]
            for status, response in errors.of(operation, codes).items():
                self._error_headers(operation, status, response)
                responses.setdefault(status, response)  # lint refuses the one written by hand
            if deprecation.is_deprecated(operation.value):
                for response in responses.values():
                    response["headers"] |= deepcopy(deprecation.HEADERS)
            operation.value["x-problems"] = codes
        components = {kind: members for kind, members in self.components.items() if members}
        components.pop(
            "responses", None
        )  # inlined: each answer carries the headers of its operation
        self.document["components"] = {
            kind: dict(sorted(members.items())) for kind, members in components.items()
        }
        return self.document

    def _error_example(self) -> Json:
        uses = any(entry.get("errors") for entry in self.catalogue.values())
        if not uses:
            return FALLBACK_ERROR
        if not self.linker.component("schemas", "ProblemError"):
            self._report(
                ("x-problem-types",),
                "expansion",
                "There is no components/schemas/ProblemError.yaml.",
                "Problems with `errors` need the schema of one error: pointer, code, detail.",
            )
            return FALLBACK_ERROR
        examples = self.components["schemas"]["ProblemError"].get("examples")
        return dict(examples[0]) if examples else FALLBACK_ERROR

    def _parameters(self, operation: OperationAt) -> None:
        """Resolved into the operation: its headers decide which refusals it implies."""
        value = operation.value
        if not _is_idempotent(operation):
            return
        if not self.linker.component("parameters", "IdempotencyKey"):
            self._report(
                (*operation.pointer, "x-idempotency"),
                "expansion",
                "There is no components/parameters/IdempotencyKey.yaml.",
                "Write the parameter once; the bundler adds it to the operations.",
            )
            return
        parameter: Json = {"$ref": "#/components/parameters/IdempotencyKey"}
        if value["x-idempotency"] == "required":
            parameter = deepcopy(self.components["parameters"]["IdempotencyKey"]) | {
                "required": True
            }
        value["parameters"] = [*value.get("parameters", []), parameter]

    def _issuers(self, operation: OperationAt) -> None:
        """What says nothing accepts the tokens of the first issuer, which is the service itself."""
        known = list(self.document.get("x-issuers") or ())
        if known and operation.scopes is not None:
            operation.value.setdefault("x-accepted-issuers", known[:1])

    def _implied(self, operation: OperationAt) -> Iterator[str]:
        parameters = [resolve(self.document, p) for p in operation.value.get("parameters", [])]
        return implied_codes(operation, parameters)

    def _codes(self, operation: OperationAt) -> list[str]:
        codes = set(self._implied(operation))
        for index, code in enumerate(operation.value.get("x-problems") or []):
            if code in self.catalogue:
                codes.add(code)
            else:
                self._unknown(operation, (*operation.pointer, "x-problems", index), code)
        for code in sorted(codes - set(self.catalogue)):
            self._unknown(operation, operation.pointer, code)
        if operation.is_oauth:
            codes -= set(self._without_oauth(operation, sorted(codes)))
        return [code for code in self.catalogue if code in codes]

    def _unknown(self, operation: OperationAt, pointer: Pointer, code: str) -> None:
        self._report(
            pointer,
            "problem-codes",
            f"{operation.id} can answer {code!r}, which is not in the problem catalogue.",
            "Add the code to x-problem-types, or correct it.",
        )

    def _without_oauth(self, operation: OperationAt, codes: list[str]) -> Iterator[str]:
        for code in codes:
            if code in self.catalogue and oauth_form(code, self.catalogue[code]) is None:
                self._report(
                    (*operation.pointer, "x-problems"),
                    "problem-codes",
                    f"{operation.id} answers OAuth errors, and {code!r} has no OAuth form.",
                    "Give the code `oauth: {error, status}` in the catalogue, or leave it out.",
                )
                yield code

    def _success(self, operation: OperationAt) -> None:
        """Shared responses are put where they are named, then get the headers that the edge
        sets."""
        responses: Json = operation.value["responses"]
        for status, written in list(responses.items()):
            at = (*operation.pointer, "responses", status)
            if "$ref" in written:
                name = ref_name(written)
                self.linker.origins.copy_below(("components", "responses", str(name)), at)
                responses[status] = deepcopy(resolve(self.document, written))
            headers = responses[status].setdefault("headers", {})
            self._header(at, headers, "X-Request-Id")
            if _is_idempotent(operation) and status.startswith("2"):
                self._header(at, headers, "Idempotency-Replayed")

    def _error_headers(self, operation: OperationAt, status: str, response: Json) -> None:
        at, headers = (*operation.pointer, "responses"), response["headers"]
        codes = _codes_of(response)
        self._header(at, headers, "X-Request-Id")
        if codes & AUTHENTICATION_CODES and status in ("401", "403"):
            self._header(at, headers, "WWW-Authenticate", certain=codes <= AUTHENTICATION_CODES)
        if status == "429":
            for name in RATE_LIMIT_HEADERS:
                self._header(at, headers, name)
        if status == "503":
            self._header(at, headers, "Retry-After")
        if operation.is_oauth:
            headers["Cache-Control"] = deepcopy(NO_STORE)
        if _is_idempotent(operation) and codes - set(self._implied(operation)):
            # What an operation refuses by itself is kept for a repetition like a success.
            self._header(at, headers, "Idempotency-Replayed")

    def _header(self, at: Pointer, headers: Json, name: str, *, certain: bool = True) -> None:
        """The component is the one whose letters are those of the header, with or without its
        X-."""
        component = self.headers.get(letters(name)) or self.headers.get(
            letters(name.removeprefix("X-"))
        )
        if component is None or not self.linker.component("headers", component):
            self._report(
                at,
                "expansion",
                f"The header {name} has no component.",
                f"Write components/headers/ for {name}; the bundler adds it to the responses.",
            )
        elif certain:
            headers.setdefault(name, {"$ref": f"#/components/headers/{component}"})
        else:
            headers[name] = deepcopy(self.components["headers"][component]) | {"required": False}

    def _report(self, pointer: Pointer, rule: str, what: str, way_out: str) -> None:
        self.findings.append(Finding(self.linker.origins.find(pointer), rule, what, way_out))


def _is_idempotent(operation: OperationAt) -> bool:
    return operation.value.get("x-idempotency") in ("optional", "required")


def _codes_of(response: Json) -> set[str]:
    return {code for media in response["content"].values() for code in media["examples"]}
