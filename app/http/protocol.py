"""HTTP on one connection: uvicorn's parser, with an end to every wait for the client.

uvicorn bounds the time between two requests and nothing else. Seen with raw sockets: who sends half
a head keeps the connection, a head without an end fills the memory (85 MB for one of 50 MB), and
nothing ends the wait for somebody who does not take their answer.
"""

import asyncio
import contextvars
from http import HTTPStatus
from typing import Final

import structlog
from starlette.responses import Response
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from app.http import problems
from app.http.middleware import DEFAULT_HEADERS, new_request_id
from app.observability import context
from app.observability.context import Client, RequestContext
from contract.runtime.refusals import Refusal, headers_too_large, malformed

# What one head may fill before it is refused unread. The gate says how much of it is served.
MAX_HEAD_BYTES: Final = 131_072
# How many requests may wait on a connection behind the one that is being answered.
MAX_PIPELINED: Final = 16
# A line may be lost for a while: who reads has this many times the time of who writes, and as much
# again for each so many bytes.
_READER_PATIENCE: Final = 4
_READER_PROGRESS: Final = 65_536

log = structlog.get_logger(__name__)


class BoundedProtocol(HttpToolsProtocol):
    """Answers with a problem what never becomes a request, and ends what no longer moves.

    `timeout_keep_alive` bounds a head too, from the connection or from its first byte.
    """

    _head_timer: asyncio.TimerHandle | None = None
    _reader_timer: asyncio.TimerHandle | None = None
    _is_in_head = True
    _has_begun = False
    _is_refused = False
    _head_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._await_client()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._stop_waiting()
        self._forget_reader()
        # uvicorn forgets it when the connection breaks.
        self._unset_keepalive_if_required()

    def data_received(self, data: bytes) -> None:
        if self._is_refused:
            return  # dropped: to close on unread bytes would tear our answer from the client
        if self._is_in_head:
            self._head_bytes += len(data)
        super().data_received(data)
        if self.transport.is_closing():
            return
        is_too_large = self._is_in_head and self._head_bytes > MAX_HEAD_BYTES
        if self._is_answering():
            # uvicorn reads on after each answer: nothing bounds what queues up behind it.
            if is_too_large or len(self.pipeline) > MAX_PIPELINED:
                self.transport.abort()
        elif is_too_large:
            self._refuse(headers_too_large(MAX_HEAD_BYTES))
        elif self._head_timer is None:
            self._await_client()

    def on_message_begin(self) -> None:
        self._has_begun = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._stop_waiting()
        self._is_in_head = self._has_begun = False
        self._head_bytes = 0
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._is_in_head = True
        super().on_message_complete()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.transport.is_closing():
            self._await_reader()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._await_reader()

    def resume_writing(self) -> None:
        super().resume_writing()
        if not self.transport.is_closing():
            self._forget_reader()

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        self._await_reader()

    def shutdown(self) -> None:
        super().shutdown()
        if self.transport.is_closing():
            self._await_reader()

    def send_400_response(self, msg: str) -> None:
        if self._is_answering() and not self.cycle.more_body:
            # Behind a whole request: that is worked on and is answered, and then it is over.
            self._is_refused = True
            self.cycle.keep_alive = False
        elif self._is_answering() and (self.pipeline or self.cycle.response_started):
            self.transport.abort()  # a 400 would be taken for the answer to another request
        else:
            self._refuse(malformed("The bytes that arrived are not an HTTP request."))

    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _await_client(self) -> None:
        self._head_timer = self.loop.call_later(self.timeout_keep_alive, self._on_late_client)

    def _stop_waiting(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _on_late_client(self) -> None:
        self._head_timer = None
        if self._has_begun and not self._is_refused:
            self._refuse(Refusal("request_timeout", "The headers did not arrive in time."))
        else:
            self.transport.close()
            self._await_reader()

    def _await_reader(self) -> None:
        """An answer that nobody takes goes with its connection: a transport that closes would wait
        for the reader for ever."""
        if self._reader_timer is None:
            unread = self.transport.get_write_buffer_size()
            seconds = self.timeout_keep_alive * _READER_PATIENCE
            self._reader_timer = self.loop.call_later(seconds, self._on_late_reader, unread)

    def _on_late_reader(self, unread: int) -> None:
        self._reader_timer = None
        if self.transport.get_write_buffer_size() > unread - _READER_PROGRESS:
            self.transport.abort()
        else:
            self._await_reader()

    def _forget_reader(self) -> None:
        if self._reader_timer is not None:
            self._reader_timer.cancel()
            self._reader_timer = None

    def _refuse(self, refusal: Refusal) -> None:
        """Answer, and read on for a while: the client may still be sending."""
        self._is_refused = True
        if self._is_answering():
            self.cycle.disconnected = True
        self.transport.write(contextvars.copy_context().run(_unrequested, refusal))
        self.transport.write_eof()
        self._stop_waiting()
        self._await_client()


def _unrequested(refusal: Refusal) -> bytes:
    """The whole answer to bytes that never became a request, which has no line of its own."""
    request_id = new_request_id()
    context.enter(RequestContext(request_id, Client("unknown", None)))
    log.info("bytes refused", problem=refusal.code)
    response = problems.render(refusal, {"path": "/"})
    for name, value in {**DEFAULT_HEADERS, "Connection": "close"}.items():
        response.headers[name] = value
    response.headers["X-Request-Id"] = request_id
    return _head_of(response) + bytes(response.body)


def _head_of(response: Response) -> bytes:
    status = HTTPStatus(response.status_code)
    lines = [b"HTTP/1.1 %d %b" % (status, status.phrase.encode())]
    lines += [b"%b: %b" % header for header in response.raw_headers]
    return b"\r\n".join([*lines, b"", b""])
