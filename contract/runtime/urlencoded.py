"""Strict reading of `name=value&…`, the syntax that queries and forms share."""

import re
from urllib.parse import unquote_to_bytes

_BAD_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")


def decode_pairs(raw: bytes) -> list[tuple[str, str]]:
    """The pairs in order; ValueError for a broken percent escape or bytes that are not UTF-8."""
    if b"%" in raw and _BAD_ESCAPE.search(raw):
        raise ValueError("broken percent escape")
    pairs = []
    for piece in raw.split(b"&"):
        if piece:
            name, _, value = piece.partition(b"=")
            pairs.append((_decode(name), _decode(value)))
    return pairs


def _decode(raw: bytes) -> str:
    spaced = raw.replace(b"+", b" ")
    return (unquote_to_bytes(spaced) if b"%" in spaced else spaced).decode("utf-8")
