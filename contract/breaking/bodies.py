"""Compares request bodies, and what both bodies and answers have: media types."""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from contract.breaking import schemas
from contract.breaking.findings import shown
from contract.breaking.node import Node
from contract.breaking.operations import Pair
from contract.breaking.shape import Schema
from contract.breaking.walk import Walk


def compare(walk: Walk, pair: Pair) -> None:
    """Tell what a caller must send otherwise."""
    old, new = (side.node.child("requestBody").followed() for side in (pair.old, pair.new))
    if not old.exists and not new.exists:
        return
    was, now = (node.child("required").is_true for node in (old, new))
    if not new.exists:
        walk.tell("body-removed", old, "the body")
    elif not old.exists:
        walk.tell("body-added-required" if now else "body-added", new, "the body")
    else:
        if was != now:
            walk.tell("body-made-required" if now else "body-made-optional", new, "the body")
        compare_content(walk, old.child("content"), new.child("content"))


def compare_content(walk: Walk, old: Node, new: Node) -> None:
    """The media types of a body or an answer, and the schema of each that both have."""
    before, after = _media(old), _media(new)
    for name in before:
        if _covering(after, name) is None:
            walk.tell("media-type-removed", before[name], shown(name))
    for name in after:
        if _covering(before, name) is None:
            walk.tell("media-type-added", after[name], shown(name))
    for was, now in _both(before, after):
        schemas.compare(walk, _schema(was), _schema(now))


def _media(content: Node) -> dict[str, Node]:
    """Media types are equal in any case; their parameters tell nothing of the schema."""
    found = content.members().items()
    return {name.partition(";")[0].strip().lower(): node for name, node in found}


def _covering(media: dict[str, Node], name: str) -> Node | None:
    """The media type itself, or a range such as `image/*` that has it."""
    wider = (node for other, node in media.items() if "*" in other and fnmatchcase(name, other))
    return media.get(name) or next(wider, None)


def _both(before: dict[str, Node], after: dict[str, Node]) -> Iterator[tuple[Node, Node]]:
    for name in {**before, **after}:
        was, now = _covering(before, name), _covering(after, name)
        if was is not None and now is not None:
            yield was, now


def _schema(media: Node) -> Schema:
    schema = media.child("schema")
    return (schema,) if schema.exists else ()
