"""One good request for each operation, as the contract's examples show it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote, urlencode

Json = Mapping[str, Any]

FORM: Final = "application/x-www-form-urlencoded"
_METHODS: Final = frozenset({"get", "put", "post", "delete", "patch"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleRequest:
    """What is sent, before it is written in any language."""

    operation_id: str
    method: str
    origin: str
    template: str
    scopes: tuple[str, ...] | None
    path: Mapping[str, object] = field(default_factory=dict)
    query: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str | None = None
    body: Any = None
    answers_json: bool = False

    @property
    def url(self) -> str:
        """The whole address."""
        filled = {name: quote(str(value), safe="") for name, value in self.path.items()}
        query = f"?{urlencode(self.query)}" if self.query else ""
        return f"{self.origin}{self.template.format_map(filled)}{query}"


def sample_requests(
    document: Json, origin: str, shown: frozenset[str]
) -> Iterator[tuple[Json, SampleRequest]]:
    """Each operation with its request; `shown` names the optional parameters that are worth it."""
    for path, item in document["paths"].items():
        servers = item.get("servers") or document["servers"]
        template = servers[0]["url"].rstrip("/") + path
        for method, operation in item.items():
            if method in _METHODS:
                reading = _Reading(document, operation)
                yield operation, reading.request(method.upper(), origin, template, shown)


@dataclass(frozen=True, slots=True)
class _Reading:
    document: Json
    operation: Json

    def request(
        self, method: str, origin: str, template: str, shown: frozenset[str]
    ) -> SampleRequest:
        media_type, body = self._body()
        return SampleRequest(
            operation_id=self.operation["operationId"],
            method=method,
            origin=origin,
            template=template,
            scopes=self._scopes(),
            path=self._parameters("path", shown),
            query=self._parameters("query", shown),
            headers={name: str(value) for name, value in self._parameters("header", shown).items()},
            media_type=media_type,
            body=body,
            answers_json=self._answers_json(),
        )

    def _parameters(self, place: str, shown: frozenset[str]) -> dict[str, object]:
        found = map(self._resolved, self.operation.get("parameters", ()))
        return {
            each["name"]: each["example"]
            for each in found
            if each["in"] == place and (each.get("required") or each["name"] in shown)
        }

    def _body(self) -> tuple[str | None, Any]:
        content = self._resolved(self.operation.get("requestBody", {})).get("content", {})
        for media_type, shape in content.items():
            example = next(iter(shape["examples"].values()))
            return media_type, self._resolved(example)["value"]
        return None, None

    def _scopes(self) -> tuple[str, ...] | None:
        security = self.operation.get("security", self.document.get("security", []))
        named = [tuple(scopes) for each in security for scopes in each.values()]
        return named[0] if named else None

    def _answers_json(self) -> bool:
        responses = self.operation["responses"].items()
        return any(
            status.startswith("2") and self._resolved(response).get("content")
            for status, response in responses
        )

    def _resolved(self, node: Json) -> Json:
        while "$ref" in node:
            target: Any = self.document
            for step in node["$ref"].removeprefix("#/").split("/"):
                target = target[step.replace("~1", "/").replace("~0", "~")]
            node = target
        return node
