"""Small readings of an OpenAPI document that several rooms of the toolkit need."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from contract.build.findings import Pointer

Json: TypeAlias = dict[str, Any]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
SAFE_METHODS = frozenset({"get", "head", "options", "trace"})


@dataclass(frozen=True, slots=True)
class OperationAt:
    """An operation object with its place; `path` includes the server's prefix."""

    method: str
    template: str
    path: str
    value: Json
    security: list[dict[str, list[str]]]

    @property
    def pointer(self) -> Pointer:
        return ("paths", self.template, self.method)

    @property
    def id(self) -> str:
        return str(self.value.get("operationId", f"{self.method} {self.template}"))

    @property
    def scopes(self) -> tuple[str, ...] | None:
        """None for a public operation, an empty tuple where any valid token will do."""
        if not self.security:
            return None
        return tuple(scope for scopes in self.security[0].values() for scope in scopes)

    @property
    def is_oauth(self) -> bool:
        return self.value.get("x-error-format") == "oauth"


def operations(document: Json) -> Iterator[OperationAt]:
    for template, item in document.get("paths", {}).items():
        servers = item.get("servers") or document.get("servers") or [{"url": "/"}]
        prefix = str(servers[0]["url"]).rstrip("/")
        for method in METHODS:
            if method in item:
                value = item[method]
                security = value.get("security", document.get("security", []))
                yield OperationAt(method, template, f"{prefix}{template}", value, security)


def resolve(document: Json, value: Json) -> Json:
    """The component that a reference names, or the value itself."""
    while isinstance(value, dict) and "$ref" in value:
        found: Any = document
        for part in str(value["$ref"]).removeprefix("#/").split("/"):
            found = found[part]
        value = found
    return value


def ref_name(value: Json) -> str | None:
    """`{"$ref": "#/components/schemas/User"}` → User."""
    reference = value.get("$ref")
    return str(reference).rsplit("/", 1)[-1] if reference else None
