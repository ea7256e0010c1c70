"""The answers that a contract shows: each example with its status and its headers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from contract.mock.prefer import Preference

Json = Mapping[str, Any]

_METHODS: Final = frozenset({"get", "put", "post", "delete", "patch"})


@dataclass(frozen=True, slots=True)
class Example:
    """One answer as the contract shows it; no `media_type` means that it has no content."""

    name: str | None
    status: int
    headers: tuple[tuple[str, str], ...]
    media_type: str | None
    value: object


class Examples:
    """The examples of a whole contract, by operation."""

    def __init__(self, document: Json) -> None:
        self._document = document
        self._by_operation = {
            operation["operationId"]: tuple(self._of(operation))
            for operation in _operations(document)
        }

    def default(self, operation_id: str) -> Example:
        """The first example of success. Raises `LookupError` for an operation without one."""
        examples = self._by_operation[operation_id]
        try:
            return next(each for each in examples if 200 <= each.status < 300)
        except StopIteration:
            raise LookupError(f"{operation_id} shows no success") from None

    def find(self, operation_id: str, preference: Preference) -> Example | None:
        """The first example that is as preferred; None if the contract shows none."""
        for each in self._by_operation[operation_id]:
            if preference.code in (None, each.status) and preference.example in (None, each.name):
                return each
        return None

    def request(self, operation_id: str, name: str) -> Json:
        """The body of a request that the contract shows. Raises `LookupError`."""
        for operation in _operations(self._document):
            if operation["operationId"] == operation_id:
                for shape in self._resolved(operation["requestBody"])["content"].values():
                    value: Json = self._resolved(shape["examples"][name])["value"]
                    return value
        raise LookupError(operation_id)

    def _of(self, operation: Json) -> Iterator[Example]:
        for status, declared in operation["responses"].items():
            response = self._resolved(declared)
            headers = tuple(self._headers(response.get("headers", {})))
            content = response.get("content", {})
            if not content:
                yield Example(None, int(status), headers, None, None)
            for media_type, shape in content.items():
                for name, example in shape.get("examples", {}).items():
                    value = self._resolved(example)["value"]
                    yield Example(name, int(status), headers, media_type, value)

    def _headers(self, declared: Json) -> Iterator[tuple[str, str]]:
        """Those that are always there; what an optional one tells depends on more than this."""
        for name, header in declared.items():
            resolved = self._resolved(header)
            if resolved.get("required") and "example" in resolved:
                yield name, str(resolved["example"])

    def _resolved(self, node: Json) -> Json:
        while "$ref" in node:
            target: Any = self._document
            for step in node["$ref"].removeprefix("#/").split("/"):
                target = target[step.replace("~1", "/").replace("~0", "~")]
            node = target
        return node


def _operations(document: Json) -> Iterator[Json]:
    for item in document["paths"].values():
        yield from (operation for method, operation in item.items() if method in _METHODS)
