"""Entity tags: RFC 9110 §13.1, compared strongly for writes and weakly for reads."""

import re

_TAG = re.compile(r'(W/)?"([\x21\x23-\x7e\x80-\xff]*)"')


def none_match(header: str | None, etag: str) -> bool:
    """True if the client already has `etag`, so that a read may answer 304."""
    if header is None:
        return False
    return header.strip() == "*" or _opaque(etag) in {tag for _, tag in _TAG.findall(header)}


def match(header: str, etag: str) -> bool:
    """True if a write conditional on `header` may go on; a weak tag never matches (§8.8.3.2)."""
    if header.strip() == "*":
        return True
    return _opaque(etag) in {tag for weak, tag in _TAG.findall(header) if not weak}


def _opaque(etag: str) -> str:
    return etag.strip('"')
