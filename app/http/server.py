"""The HTTP server around the application: uvicorn, told what we trust and how to refuse."""

import contextvars

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from app.http import problems
from app.http.middleware import DEFAULT_HEADERS, new_request_id
from app.observability import context
from app.observability.context import Client, RequestContext
from contract.runtime.refusals import malformed


class ProblemProtocol(HttpToolsProtocol):
    """Answers bytes that are no HTTP request with a problem, as everything else is answered."""

    def send_400_response(self, msg: str) -> None:
        request_id = new_request_id()
        body = contextvars.copy_context().run(_unreadable, request_id)
        headers = {
            "Content-Type": "application/problem+json",
            "Content-Length": str(len(body)),
            "Connection": "close",
            "X-Request-Id": request_id,
            **DEFAULT_HEADERS,
        }
        lines = ["HTTP/1.1 400 Bad Request", *(f"{name}: {text}" for name, text in headers.items())]
        self.transport.write("\r\n".join([*lines, "", ""]).encode("ascii") + body)
        self.transport.close()


def server(app: ASGIApp) -> uvicorn.Server:
    """A server for `app`; the caller brings the sockets."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            # httptools refuses what two parsers could read differently: Content-Length beside
            # Transfer-Encoding passes h11.
            http=ProblemProtocol,
            ws="none",
            loop="uvloop",
            lifespan="on",
            # The address of the client is ours to judge: the envelope counts the proxies.
            proxy_headers=False,
            server_header=False,
            access_log=False,
            log_config=None,  # like every library: app.observability.logging
            log_level="error",
            timeout_keep_alive=5,
            timeout_graceful_shutdown=20,
        )
    )


def _unreadable(request_id: str) -> bytes:
    context.enter(RequestContext(request_id, Client("unknown", None)))
    refusal = malformed("The bytes that arrived are not an HTTP request.")
    return bytes(problems.render(refusal, {"path": "/"}).body)
