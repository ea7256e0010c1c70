"""Entity tags: RFC 9110 §13.1, compared strongly for writes and weakly for reads."""

import re

_TAG = re.compile(r'(W/)?("[\x21\x23-\x7e\x80-\xff]*")')


def none_match(header: str | None, etag: str) -> bool:
    """True if the client already has `etag`, so that a read may answer 304."""
    if header is None:
        return False
    return header.strip() == "*" or etag in {tag for _, tag in _tags(header)}


def match(header: str | None, etag: str) -> bool:
    """True if a write conditional on `header` may go on; a weak tag never matches (§8.8.3.2)."""
    if header is None or header.strip() == "*":
        return True
    return etag in {tag for weak, tag in _tags(header) if not weak}


def _tags(header: str) -> list[tuple[str, str]]:
    """Each tag of a list, and what makes it weak; none if anything else stands in between."""
    between = _TAG.sub("", header)
    return [] if between.strip(" \t,") else _TAG.findall(header)
