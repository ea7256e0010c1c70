"""Compares what an operation answers: statuses, headers, links and bodies."""

from dataclasses import replace

from contract.breaking import schemas
from contract.breaking.bodies import compare_content
from contract.breaking.findings import shown
from contract.breaking.node import Node
from contract.breaking.operations import Pair
from contract.breaking.shape import Schema
from contract.breaking.walk import Walk

# Only who asks by a condition gets it, and reads it as such.
_NOT_MODIFIED = "304"
_GONE = "410"


def compare(walk: Walk, pair: Pair) -> None:
    """Tell what a client can meet that it did not know, or misses."""
    old, new = (side.node.child("responses").members() for side in (pair.old, pair.new))
    for status in {**old, **new}:
        was, now = _of(old, status), _of(new, status)
        if was is not None and now is not None:
            _compare_one(replace(walk, is_error=_is_error(status)), was, now)
        elif was is not None:
            walk.report.add(f"{_class(status)}-status-removed", walk.operation, was, shown(status))
        elif now is not None and not _is_announced(pair, status):
            walk.report.add(f"{_class(status)}-status-added", walk.operation, now, shown(status))


def _of(responses: dict[str, Node], status: str) -> Node | None:
    """The answer declared for a status: by itself, by its class, or by `default`."""
    names = (status, f"{status[:1]}XX", "default")
    return next((responses[name] for name in names if name in responses), None)


def _is_error(status: str) -> bool:
    return status[:1] not in ("1", "2", "3")


def _class(status: str) -> str:
    return "error" if _is_error(status) or status == _NOT_MODIFIED else "success"


def _is_announced(pair: Pair, status: str) -> bool:
    """A deprecated operation says that it will be gone: nobody meets that before its Sunset."""
    return status == _GONE and pair.new.node.child("deprecated").is_true


def _compare_one(walk: Walk, old: Node, new: Node) -> None:
    _headers(walk, old, new)
    for name in old.child("links").mapping.keys() - new.child("links").mapping.keys():
        walk.tell("link-removed", old.child("links", name), shown(name))
    before, after = (node.child("content") for node in (old, new))
    if before.mapping and not after.mapping:
        walk.tell("body-removed", old, "the body")
    elif after.mapping and not before.mapping:
        walk.tell("body-added", new, "the body")
    else:
        compare_content(walk, before, after)


def _headers(walk: Walk, old: Node, new: Node) -> None:
    before, after = (_by_name(node.child("headers")) for node in (old, new))
    for name in before.keys() - after.keys():
        walk.tell("header-removed", before[name], shown(name))
    for name in after.keys() - before.keys():
        walk.tell("header-added", after[name], shown(name))
    for name in before.keys() & after.keys():
        if before[name].child("required").is_true and not after[name].child("required").is_true:
            walk.tell("header-made-optional", after[name], shown(name))
        schemas.compare(walk, _schema(before[name]), _schema(after[name]))


def _by_name(headers: Node) -> dict[str, Node]:
    """The case of a header's name means nothing."""
    return {name.lower(): node for name, node in headers.members().items()}


def _schema(header: Node) -> Schema:
    schema = header.child("schema")
    return (schema,) if schema.exists else ()
