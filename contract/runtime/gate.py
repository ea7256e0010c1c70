"""The fidelity gate: settles what a framework would accept or answer beside the contract.

Pure ASGI. It finds the operation, refuses what the operation does not declare by raising a Refusal,
and leaves in the scope what later rooms read: `contract.operation`, `contract.query` and
`contract.headers`. Whoever renders refusals stands around it, and nothing in between answers errors
in words of its own.
"""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from contract.runtime.operations import Operation
from contract.runtime.pointers import escape
from contract.runtime.receiving import BoundedReceive
from contract.runtime.refusals import (
    CLOSE_CONNECTION,
    FieldError,
    Refusal,
    gone,
    headers_too_large,
    invalid,
    malformed,
    method_not_allowed,
    not_found,
    payload_too_large,
    unsupported_media_type,
)
from contract.runtime.routing import PathTable, Resource, Rules, plain_path
from contract.runtime.urlencoded import decode_pairs

# Fields that decide who asks, for what, and where the body ends: a second one is a second opinion.
_SINGLE_HEADERS = frozenset(
    {
        b"authorization",
        b"content-encoding",
        b"content-length",
        b"content-type",
        b"host",
        b"transfer-encoding",
    }
)
_HOST = re.compile(rb"[A-Za-z0-9._~%!$&'()*+,;=:\[\]-]+")
_CHARSET = re.compile(rb"charset=\"?utf-8\"?", re.IGNORECASE)
# The bytes that frame one header line: ": " and CRLF.
_LINE_OVERHEAD_BYTES = 4
_MAX_LENGTH_DIGITS = 18
_MAX_NAME_LENGTH = 64

Headers = dict[bytes, bytes]


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Gate:
    """ASGI middleware; refusals are raised, never rendered."""

    def __init__(
        self,
        app: ASGIApp,
        operations: Iterable[Operation],
        *,
        max_body_bytes: int = 65_536,
        max_header_bytes: int = 16_384,
        body_timeout_seconds: float = 10.0,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        self.app = app
        self._paths = PathTable(_rules(operation) for operation in operations)
        self._max_body_bytes = max_body_bytes
        self._max_header_bytes = max_header_bytes
        self._body_timeout_seconds = body_timeout_seconds
        self._now = now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection event; only HTTP is the contract's business."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            await self._serve(scope, receive, send)
        except ClientDisconnect:
            # Nobody is left to answer, and a client that hangs up is not an error of ours.
            return

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        # A refusal before the operation is recorded is of the protocol; no operation declares it.
        scope["contract.operation"] = None
        path = plain_path(scope)
        resource, scope["path_params"] = (None, {}) if path is None else self._paths.find(path)
        rules = _choose(resource, scope["method"])
        try:
            headers = self._read_headers(scope, rules)
        except Refusal as refusal:
            if rules is not None and refusal.code in rules.operation.problems:
                scope["contract.operation"] = rules.operation
            raise
        if path is None:
            raise not_found()
        if rules is not None:
            await self._call(rules, headers, scope, receive, send)
        elif resource is None:
            await self.app(scope, receive, send)
        elif scope["method"] == "OPTIONS":
            await _answer_options(resource, send)
        else:
            raise method_not_allowed(resource.allow)

    async def _call(
        self, rules: Rules, headers: Headers, scope: Scope, receive: Receive, send: Send
    ) -> None:
        scope["contract.operation"] = rules.operation
        deprecation = rules.operation.deprecation
        if deprecation is not None and deprecation.is_over(self._now()):
            raise gone()
        scope["contract.headers"] = headers
        scope["contract.query"] = _read_query(scope["query_string"], rules)
        if rules.takes_body:
            self._check_body(rules, headers)
            receive = BoundedReceive(
                receive,
                max_bytes=self._max_body_bytes,
                timeout_seconds=self._body_timeout_seconds,
            )
        if scope["method"] == "HEAD" and rules.operation.method == "GET":
            # A copy, because the server frames the response by the method it read.
            scope = {**scope, "method": "GET"}
            send = _without_body(send)
        await self.app(scope, receive, send)

    def _read_headers(self, scope: Scope, rules: Rules | None) -> Headers:
        """The headers that may occur once; one pass, since every request pays for it."""
        single = _SINGLE_HEADERS if rules is None else rules.single_headers
        size = len(scope["path"]) + len(scope["query_string"])
        headers: Headers = {}
        repeated = None
        for name, value in scope["headers"]:
            size += len(name) + len(value) + _LINE_OVERHEAD_BYTES
            if name in single:
                if name in headers:
                    repeated = name
                headers[name] = value
        if size > self._max_header_bytes:
            raise headers_too_large(self._max_header_bytes)
        if repeated is not None:
            raise malformed(f"The header {repeated.decode('latin-1')} occurs more than once.")
        _check_framing(scope, headers)
        return headers

    def _check_body(self, rules: Rules, headers: Headers) -> None:
        length = headers.get(b"content-length")
        if length is None:
            if b"transfer-encoding" not in headers:
                return
        elif self._length(length) == 0:
            return
        encoding = headers.get(b"content-encoding", b"identity")
        if encoding.strip().lower() != b"identity":
            raise unsupported_media_type(
                "The body must not be encoded.", headers=[("Accept-Encoding", "identity")]
            )
        media_type = headers.get(b"content-type", b"")
        if media_type not in rules.media_types and not _is_accepted(media_type, rules):
            accepted = ", ".join(rules.operation.request_media_types)
            raise unsupported_media_type(f"The body must be {accepted}.")

    def _length(self, text: bytes) -> int:
        if not text.isdigit():
            raise malformed(
                "The header content-length is not a number.", headers=[CLOSE_CONNECTION]
            )
        if len(text) > _MAX_LENGTH_DIGITS or int(text) > self._max_body_bytes:
            raise payload_too_large(self._max_body_bytes)
        return int(text)


def _rules(operation: Operation) -> Rules:
    names = frozenset(name.lower().encode("latin-1") for name in operation.headers)
    return Rules(
        operation=operation,
        query=operation.query,
        query_lists=operation.query_lists,
        single_headers=_SINGLE_HEADERS | names,
        media_types=frozenset(name.encode("latin-1") for name in operation.request_media_types),
        takes_body=bool(operation.request_media_types),
    )


def _choose(resource: Resource | None, method: str) -> Rules | None:
    if resource is None:
        return None
    rules = resource.methods.get(method)
    return resource.methods.get("GET") if rules is None and method == "HEAD" else rules


def _check_framing(scope: Scope, headers: Headers) -> None:
    host = headers.get(b"host")
    if host is None:
        # RFC 9112 §3.2; HTTP/1.0 had no such field.
        if scope.get("http_version") != "1.0":
            raise malformed("The header host is required.")
    elif host and not _HOST.fullmatch(host):
        raise malformed("The header host is not valid.")
    coding = headers.get(b"transfer-encoding")
    if coding is not None:
        _check_transfer(coding, headers)


def _check_transfer(coding: bytes, headers: Headers) -> None:
    if b"content-length" in headers:
        # RFC 9112 §6.1: the mark of request smuggling.
        detail = "Content-Length and Transfer-Encoding exclude each other."
        raise malformed(detail, headers=[CLOSE_CONNECTION])
    if coding.strip().lower() != b"chunked":
        # Servers undo the chunks of `gzip, chunked`, and hand over bytes that nobody unpacks.
        raise malformed("The only transfer coding is chunked.", headers=[CLOSE_CONNECTION])


def _is_accepted(given: bytes, rules: Rules) -> bool:
    """Equal media types (RFC 9110 §8.3.1); charset=utf-8 is the only parameter with a meaning."""
    media_type, *parameters = given.split(b";")
    return media_type.strip().lower() in rules.media_types and all(
        _CHARSET.fullmatch(parameter.strip()) for parameter in parameters
    )


def _read_query(raw: bytes, rules: Rules) -> dict[str, list[str]]:
    if not raw:
        return {}
    try:
        pairs = decode_pairs(raw)
    except ValueError:
        detail = "The query has a broken percent escape or is not UTF-8"
        raise invalid([FieldError("query", "query_encoding", detail)]) from None
    query: dict[str, list[str]] = {}
    for name, value in pairs:
        query.setdefault(name, []).append(value)
    faults = (_query_fault(name, values, rules) for name, values in query.items())
    errors = [fault for fault in faults if fault is not None]
    if errors:
        raise invalid(errors)
    return query


def _query_fault(name: str, values: list[str], rules: Rules) -> FieldError | None:
    if name in rules.query:
        if len(values) > 1:
            return _fault(name, "parameter_repeated", "The parameter may occur once")
    elif name not in rules.query_lists:
        return _fault(name, "parameter_unknown", "The operation has no such query parameter")
    if any("\0" in value for value in values):
        return _fault(name, "string_nul", "Text must not contain U+0000")
    return None


def _fault(name: str, code: str, detail: str) -> FieldError:
    return FieldError(f"query/{escape(name[:_MAX_NAME_LENGTH])}", code, detail)


def _without_body(send: Send) -> Send:
    """HEAD is GET without the content, Content-Length included (RFC 9110 §9.3.2)."""

    async def send_head(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return send_head


async def _answer_options(resource: Resource, send: Send) -> None:
    headers = [(b"allow", resource.allow.encode("ascii"))]
    await send({"type": "http.response.start", "status": 204, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
