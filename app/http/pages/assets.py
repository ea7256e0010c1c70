"""The files that pages need, all served from here: no page of ours ever calls another host."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response

_OURS: Final = "app.http.pages"
_VENDORED: Final = "fastapi_offline"
# name → (package that holds it, media type)
_FILES: Final = {
    "pages.css": (_OURS, "text/css; charset=utf-8"),
    "docs.css": (_OURS, "text/css; charset=utf-8"),
    "docs.js": (_OURS, "text/javascript; charset=utf-8"),
    "samples.js": (_OURS, "text/javascript; charset=utf-8"),
    "redoc.js": (_OURS, "text/javascript; charset=utf-8"),
    "favicon.svg": (_OURS, "image/svg+xml"),
    "swagger-ui.css": (_VENDORED, "text/css; charset=utf-8"),
    "swagger-ui-bundle.js": (_VENDORED, "text/javascript; charset=utf-8"),
    "redoc.standalone.js": (_VENDORED, "text/javascript; charset=utf-8"),
}
# ReDoc loads its maker's logo from elsewhere, the only address it calls by itself. Without an
# image it shows none.
_REMOTE_LOGO: Final = b"https://cdn.redoc.ly/redoc/logo-mini.svg"
_A_YEAR: Final = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes that never change while the process runs, with the hash that names them."""

    content: bytes
    media_type: str
    digest: str

    @classmethod
    def of(cls, content: bytes, media_type: str) -> "Document":
        return cls(content, media_type, hashlib.sha256(content).hexdigest()[:32])


@cache
def _asset(name: str) -> Document:
    """The file of that name, one of `_FILES`."""
    package, media_type = _FILES[name]
    content = (resources.files(package) / "static" / name).read_bytes()
    return Document.of(content.replace(_REMOTE_LOGO, b"data:,"), media_type)


def asset_url(name: str) -> str:
    """Its address. The hash in it changes with the content: browsers may keep it for good."""
    return f"/assets/{name}?v={_asset(name).digest}"


def asset_response(request: Request) -> Response:
    """Answers `/assets/{name}`, in a thread: the first answer of a large file compresses it."""
    name = request.path_params["name"]
    if name not in _FILES:
        return Response("No such file.\n", 404, media_type="text/plain")
    document = _asset(name)
    is_pinned = request.query_params.get("v") == document.digest
    return document_response(request, document, _A_YEAR if is_pinned else "no-cache")


def document_response(request: Request, document: Document, cache_control: str) -> Response:
    """The document, compressed where that is understood, or 304 where the client has it."""
    is_gzip = "gzip" in request.headers.get("Accept-Encoding", "") and len(document.content) > 1024
    # A strong validator names bytes, and compressed they are others (RFC 9110 §8.8.3.3).
    etag = f'"{document.digest}{"-gzip" if is_gzip else ""}"'
    headers = MutableHeaders(
        {"ETag": etag, "Cache-Control": cache_control, "Vary": "Accept-Encoding"}
    )
    if _is_known(request.headers.get("If-None-Match"), etag):
        return Response(status_code=304, headers=headers)
    if is_gzip:
        headers["Content-Encoding"] = "gzip"
    content = _compressed(document) if is_gzip else document.content
    return Response(content, headers=headers, media_type=document.media_type)


@cache
def _compressed(document: Document) -> bytes:
    return gzip.compress(document.content, compresslevel=6, mtime=0)


def _is_known(if_none_match: str | None, etag: str) -> bool:
    """Weak comparison, as RFC 9110 §13.1.2 asks for If-None-Match."""
    if if_none_match is None:
        return False
    candidates = {value.strip().removeprefix("W/") for value in if_none_match.split(",")}
    return "*" in candidates or etag in candidates
