"""Operations: the names that SDKs, docs and handlers take from them."""

import re

from contract.build.document import Json
from contract.build.findings import Pointer
from contract.build.lint.reading import Reading
from contract.build.lint.rules import Faults, rule
from contract.build.names import snake

_CAMEL = re.compile(r"[a-z][a-z0-9]*([A-Z][a-z0-9]*)*")


@rule("operation-id", "Give it an operationId in camelCase: a verb and a noun.")
def operation_id(reading: Reading) -> Faults:
    """SDK methods, handler methods and test files are named after it."""
    for operation in reading.operations:
        written = operation.value.get("operationId")
        if written is None:
            yield operation.pointer, "The operation has no operationId."
        elif not _CAMEL.fullmatch(written):
            yield (
                *operation.pointer,
                "operationId",
            ), f"The operationId {written} is not camelCase."


@rule("unique-operation-id", "Rename one of them.")
def unique_operation_id(reading: Reading) -> Faults:
    """Two operations of one name are one method in an SDK, and one of them is lost."""
    seen: set[str] = set()
    for operation in reading.operations:
        name = snake(operation.id)
        if name in seen:
            yield (
                *operation.pointer,
                "operationId",
            ), f"{operation.id} is the name of two operations."
        seen.add(name)


@rule("one-tag", "Name exactly one tag, from the list of the document.")
def one_tag(reading: Reading) -> Faults:
    """The tag is the module and the handler that the operation belongs to."""
    known = {tag["name"] for tag in reading.bundle.get("tags", [])}
    for operation in reading.operations:
        tags = operation.value.get("tags", [])
        if len(tags) != 1 or tags[0] not in known:
            at = (*operation.pointer, "tags") if tags else operation.pointer
            yield at, f"{operation.id} does not belong to exactly one known tag."


@rule("unique-tag", "Rename one of them.")
def unique_tag(reading: Reading) -> Faults:
    """Tags become modules: `user-emails` and `user_emails` are one."""
    seen: set[str] = set()
    for index, tag in enumerate(reading.bundle.get("tags", [])):
        if (name := snake(tag["name"])) in seen:
            yield ("tags", index), f"The tag {tag['name']} is a module that exists."
        seen.add(name)


@rule("summary", "Write a few words: what the operation does.")
def summary(reading: Reading) -> Faults:
    """It is the docstring of the handler and the line in the docs page's list."""
    for operation in reading.operations:
        if not str(operation.value.get("summary") or "").strip():
            yield operation.pointer, f"{operation.id} has no summary."


@rule("one-server", "Write one server with a path, such as /api/v1.")
def one_server(reading: Reading) -> Faults:
    """Routes are made from it; a host would tie the contract to one deployment."""
    holders: list[tuple[Pointer, Json]] = [((), reading.bundle)]
    holders += [(("paths", path), item) for path, item in reading.bundle["paths"].items()]
    for pointer, holder in holders:
        servers = holder.get("servers", [{"url": "/"}])
        url = str(servers[0].get("url", ""))
        if len(servers) != 1 or not url.startswith("/") or "{" in url:
            yield (*pointer, "servers"), "There is not exactly one server with a relative URL."
    for operation in reading.operations:
        if "servers" in operation.value:
            yield (*operation.pointer, "servers"), "An operation has servers of its own."
