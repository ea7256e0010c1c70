"""The mock as an ASGI application: the service's own edge and stubs over memory and examples."""

import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from functools import cache
from importlib.resources import files

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.types import Scope

from app import bootstrap, main
from app.bootstrap import Handlers
from app.clock import Clock, SystemClock
from app.config import Settings
from app.http.edge import HttpEdge
from app.http.problems import Problems
from app.http.server import Server, server
from app.lifecycle import Lifecycle
from app.mail.mailer import Mailer
from app.mock.accounts import Accounts
from app.mock.audit import Audit
from app.mock.emails import Emails
from app.mock.keys import MemoryKeys
from app.mock.letters import Letters
from app.mock.memory import Memory
from app.mock.passwords import Passwords
from app.mock.people import settled
from app.mock.sessions import Sessions
from app.mock.sign_ins import SignIns
from app.mock.system import System
from app.mock.users import Users
from app.observability import context
from app.security.bounded_threads import BoundedThreads
from app.security.cursors import Cursors
from app.security.keys import KeySet
from app.security.password_policy import PasswordPolicy
from contract.mock.answering import ExampleAnswers, completed
from contract.mock.examples import Examples

# What the contract does not promise, and the mock understands.
_ASKED, _APPLIED = "Prefer", "Preference-Applied"
_SET_BY_THE_ENVELOPE = frozenset({"x-request-id"})


def create_mock(
    settings: Settings, memory: Memory | None = None, mailer: Mailer | None = None
) -> FastAPI:
    """The mock, ready to be served by any ASGI server; nothing of it outlives the process.

    `memory` is what it remembers already, if it is to be somebody else than the usual people.
    """
    examples = _examples()
    idle_lifetime = timedelta(seconds=settings.refresh_token_idle_seconds)
    memory = memory or settled(Memory(SystemClock(), idle_lifetime), examples)
    clock = memory.clock
    letters = Letters(
        memory, mailer or bootstrap.open_mailer(settings, clock), bootstrap.mail_policy(settings)
    )
    keys = KeySet.generate("ES256", clock.now())
    threads = BoundedThreads(max_workers=1, max_waiting=settings.hash_queue_limit)
    sign_ins = SignIns(
        memory,
        bootstrap.access_tokens(settings, keys, clock),
        bootstrap.session_policy(settings),
        letters,
    )
    policy = PasswordPolicy(threads, product_name="Accord")
    cursors = Cursors(keys.derived("cursors"), clock)
    handlers = Handlers(
        accounts=completed(Accounts)(memory, letters, policy, settings.registration == "open"),
        audit=completed(Audit)(memory, cursors),
        emails=completed(Emails)(memory, letters),
        passwords=completed(Passwords)(memory, letters, policy),
        sessions=completed(Sessions)(memory, sign_ins),
        system=completed(System)(keys, settings.public_url),
        users=completed(Users)(memory, letters, policy, cursors),
    )
    return main.assemble(
        settings,
        HttpEdge(sign_ins, MemoryKeys()),
        handlers,
        middleware=_middleware(settings, clock, examples),
        lifespan=_closing(threads),
    )


@cache
def _examples() -> Examples:
    return Examples(json.loads((files("generated") / "openapi.json").read_bytes()))


def create_mock_server(settings: Settings) -> Server:
    """The mock in a server; the caller brings the sockets."""
    return server(create_mock(settings), settings, Lifecycle())


def _middleware(settings: Settings, clock: Clock, examples: Examples) -> list[Middleware]:
    """The service's, but nothing is limited: a limit is seen by preferring it."""
    return [
        main.envelope(settings),
        main.cors(settings, accepted=[_ASKED], exposed=[_APPLIED]),
        Middleware(Problems),
        main.gate(settings, clock),
        Middleware(
            ExampleAnswers,
            examples=examples,
            occurrence=_occurrence,
            set_elsewhere=_SET_BY_THE_ENVELOPE,
        ),
    ]


def _occurrence(scope: Scope) -> Mapping[str, str]:
    return {"instance": scope["path"], "request_id": context.current().request_id}


def _closing(
    threads: BoundedThreads,
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        try:
            yield
        finally:
            await threads.close()

    return lifespan
