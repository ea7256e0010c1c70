"""Turns problem codes into flat schemas, one per code, and into the error responses of an
operation.

Flat and each with a `const` code, because generators of clients lose errors that narrow a shared
schema by `allOf`,
and because a union of constants is what a client's type checker can narrow.
"""

from typing import Any

from contract.build.document import Json, OperationAt
from contract.build.names import pascal

PROBLEM_JSON = "application/problem+json"
REQUEST_ID_EXAMPLE = "0193510a-7d2c-7e0b-9d0c-2f6a4b1c8e57"
FALLBACK_ERROR = {
    "pointer": "/name",
    "code": "string_too_long",
    "detail": "At most 100 characters.",
}


def problem_schema(code: str, entry: Json) -> Json:
    """The members of RFC 9457 plus the stable code; open, so that members can be added later."""
    members: Json = {
        "type": {"type": "string", "const": f"/problems/{code}"},
        "title": {"type": "string", "const": entry["title"]},
        "status": {"type": "integer", "const": entry["status"]},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "code": {"type": "string", "const": code},
        "request_id": {"type": "string"},
    }
    if entry.get("errors"):
        members["errors"] = {
            "type": "array",
            "items": {"$ref": "#/components/schemas/ProblemError"},
        }
    return {
        "type": "object",
        "description": str(entry["when"]),
        "required": list(members),
        "properties": members,
    }


def oauth_schema(error: str) -> Json:
    """RFC 6749 §5.2."""
    return {
        "type": "object",
        "description": f"The OAuth 2.0 error `{error}` (RFC 6749 §5.2).",
        "required": ["error", "error_description"],
        "properties": {
            "error": {"type": "string", "const": error},
            "error_description": {"type": "string"},
        },
    }


def oauth_form(code: str, entry: Json) -> Json | None:
    """How RFC 6749 endpoints spell a code: `{error, status}`; a code of theirs alone is its own
    error."""
    if entry.get("oauth_only"):
        return {"error": code, "status": entry["status"]}
    form: Json | None = entry.get("oauth")
    return form


class ErrorResponses:
    """Collects the codes of one operation by status and writes their responses and schemas."""

    def __init__(self, catalogue: Json, schemas: Json, error_example: Json) -> None:
        self.catalogue = catalogue
        self.schemas = schemas
        self.error_example = error_example

    def of(self, operation: OperationAt, codes: list[str]) -> dict[str, Json]:
        by_status: dict[int, list[str]] = {}
        for code in codes:
            form = self._oauth_form(code) if operation.is_oauth else self.catalogue[code]
            by_status.setdefault(form["status"], []).append(code)
        return {
            str(status): self._response(operation, by_status[status])
            for status in sorted(by_status)
        }

    def _response(self, operation: OperationAt, codes: list[str]) -> Json:
        when = [str(self.catalogue[code]["when"]) for code in codes]
        listed = "\n".join(f"- `{code}`: {text}" for code, text in zip(codes, when, strict=True))
        media_type = "application/json" if operation.is_oauth else PROBLEM_JSON
        schema, examples = (self._oauth if operation.is_oauth else self._problems)(operation, codes)
        return {
            "description": when[0] if len(codes) == 1 else listed,
            "headers": {},
            "content": {media_type: {"schema": schema, "examples": examples}},
        }

    def _problems(self, operation: OperationAt, codes: list[str]) -> tuple[Json, Json]:
        names = {code: f"{pascal(code)}Problem" for code in codes}
        for code, name in names.items():
            self.schemas.setdefault(name, problem_schema(code, self.catalogue[code]))
        examples = {code: self._example(code, self._problem(operation, code)) for code in codes}
        return _one_of(names, "code"), examples

    def _oauth(self, operation: OperationAt, codes: list[str]) -> tuple[Json, Json]:
        names = {}
        for error in dict.fromkeys(self._oauth_form(code)["error"] for code in codes):
            names[error] = f"{pascal(error)}OAuthError"
            self.schemas.setdefault(names[error], oauth_schema(error))
        examples = {}
        for code in codes:
            error, detail = self._oauth_form(code)["error"], self.catalogue[code]["detail"]
            body = {"error": error, "error_description": detail}
            examples[code] = self._example(code, body)
        return _one_of(names, "error"), examples

    def _oauth_form(self, code: str) -> Json:
        # The expander has left out the codes without one.
        return oauth_form(code, self.catalogue[code]) or {}

    def _example(self, code: str, value: Json) -> Json:
        return {"summary": self.catalogue[code]["title"], "value": value}

    def _problem(self, operation: OperationAt, code: str) -> Json:
        entry = self.catalogue[code]
        body: dict[str, Any] = {
            "type": f"/problems/{code}",
            "title": entry["title"],
            "status": entry["status"],
            "detail": entry["detail"],
            "instance": operation.path,
            "code": code,
            "request_id": REQUEST_ID_EXAMPLE,
        }
        if entry.get("errors"):
            body["errors"] = [self.error_example]
        return body


def _one_of(names: dict[str, str], discriminator: str) -> Json:
    references = {value: f"#/components/schemas/{name}" for value, name in names.items()}
    if len(references) == 1:
        return {"$ref": next(iter(references.values()))}
    return {
        "oneOf": [{"$ref": reference} for reference in references.values()],
        "discriminator": {"propertyName": discriminator, "mapping": references},
    }
