"""The generated code alone, served: behind it a handler that takes whatever it is given.

So a test learns what the wire accepts, by the road of a real request, without the rules behind it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from fastapi import FastAPI
from fastapi.security import SecurityScopes
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from contract.runtime.gate import Gate
from contract.runtime.operations import Operation
from contract.runtime.refusals import Refusal
from generated.operations import OPERATIONS
from generated.routes import accounts, audit, emails, passwords, sessions, system, users

_ROUTERS = (
    (accounts.accounts_router, accounts.AccountsHandler),
    (audit.audit_router, audit.AuditHandler),
    (emails.emails_router, emails.EmailsHandler),
    (passwords.passwords_router, passwords.PasswordsHandler),
    (sessions.sessions_router, sessions.SessionsHandler),
    (system.system_router, system.SystemHandler),
    (users.users_router, users.UsersHandler),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a request: what the handler was given, or the code of the refusal."""

    given: Mapping[str, Any] | None = None
    refusal: str = ""

    @property
    def is_accepted(self) -> bool:
        return self.given is not None


class _Reached(Exception):
    """A handler was called."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        super().__init__("a handler was called")
        self.given = given


class _Everybody:
    """An edge that knows everybody and remembers nothing."""

    async def principal(self, request: Request, scopes: SecurityScopes) -> object:
        return None

    async def once(
        self,
        request: Request,
        operation: Operation,
        principal: object,
        key: str | None,
        call: Callable[[], Awaitable[Response]],
    ) -> Response:
        return await call()


class WireOnly:
    """Asks the generated code, from code that is not asynchronous."""

    def __init__(self) -> None:
        app = FastAPI(
            openapi_url=None,
            redirect_slashes=False,
            middleware=[Middleware(_Verdicts), Middleware(Gate, operations=OPERATIONS)],
        )
        for router, handler in _ROUTERS:
            app.include_router(router(_accepting(handler), _Everybody()))
        self._app = app
        self._runner = asyncio.Runner()

    def close(self) -> None:
        """End the loop that the requests ran in."""
        self._runner.close()

    def ask(
        self,
        method: str,
        raw_path: str,
        query: str,
        headers: Iterable[tuple[str, str]],
        body: bytes,
    ) -> Verdict:
        """What becomes of one request; `raw_path` and `query` are percent-encoded."""
        return self._runner.run(self._ask(_scope(method, raw_path, query, headers, body), body))

    async def _ask(self, scope: Scope, body: bytes) -> Verdict:
        async def receive() -> Message:
            return {"type": "http.request", "body": body}

        async def send(message: Message) -> None:
            # Nothing answers here, but the router of what is in no contract.
            assert message.get("status", 404) == 404, message
            scope["verdict"] = Verdict(refusal="not_found")

        await self._app(scope, receive, send)
        verdict: Verdict = scope["verdict"]
        return verdict


class _Verdicts:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except Refusal as refusal:
            scope["verdict"] = Verdict(refusal=refusal.code)
        except _Reached as reached:
            scope["verdict"] = Verdict(given=reached.given)


def _accepting(handler: type[Any]) -> Any:
    async def accept(self: object, **given: object) -> None:
        raise _Reached(given)

    names: Iterable[str] = handler.__abstractmethods__
    return type("Accepting", (handler,), {name: accept for name in names})()


def _scope(
    method: str, raw_path: str, query: str, headers: Iterable[tuple[str, str]], body: bytes
) -> Scope:
    sent = [("host", "accounts.example.org"), *headers]
    if body:
        sent.append(("content-length", str(len(body))))
    return {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(raw_path),
        "raw_path": raw_path.encode("ascii"),
        "query_string": query.encode("ascii"),
        "root_path": "",
        "headers": [(name.lower().encode(), text.encode("latin-1")) for name, text in sent],
        "client": ("192.0.2.1", 1),
        "server": ("192.0.2.2", 443),
    }
