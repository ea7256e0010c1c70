"""Idempotency-Key: the first answer again, instead of a second effect (IETF draft)."""

import hashlib
import hmac
from collections.abc import Awaitable, Callable
from typing import Protocol

from starlette.requests import Request
from starlette.responses import Response

from app.errors import DomainError, RateLimited, ServiceUnavailable
from app.http import problems
from app.idempotency.store import Answer
from contract.runtime.operations import Operation

# Made anew for each answer; the rest is what the client was told the first time.
_NOT_KEPT = frozenset({"content-length", "date", "x-request-id"})


class Keys(Protocol):
    """Where keys are claimed, and answers kept."""

    async def claim(self, key: bytes, operation: str, fingerprint: bytes) -> Answer | None:
        """The kept answer, or None: then the caller completes or releases the key."""

    async def complete(self, key: bytes, answer: Answer) -> None:
        """Keep `answer` for the retries to come."""

    async def release(self, key: bytes) -> None:
        """Give the key back after a request without effect."""


async def once(
    store: Keys,
    request: Request,
    operation: Operation,
    *,
    caller: str,
    key: str,
    call: Callable[[], Awaitable[Response]],
) -> Response:
    """Run `call` unless `caller` has used `key` for this operation before; then its answer."""
    stored_key = _hash(operation.id, caller, key)
    # Keyed with what the table does not hold: the body may carry a password, and its bare digest
    # would let whoever reads the table try guesses at a speed that no password withstands.
    fingerprint = hmac.digest(key.encode(), await request.body(), "sha256")
    kept = await store.claim(stored_key, operation.id, fingerprint)
    if kept is not None:
        return _replay(kept)
    try:
        response = await _settled(request, call)
    except BaseException:  # a cancelled request, too, must not block its own retry
        await store.release(stored_key)
        raise
    await store.complete(stored_key, _keep(response))
    return response


async def _settled(request: Request, call: Callable[[], Awaitable[Response]]) -> Response:
    """The answer to keep. A refusal of the domain is one; passing trouble is not, and is raised."""
    try:
        return await call()
    except (RateLimited, ServiceUnavailable):
        raise
    except DomainError as refusal:
        return problems.render(refusal, request.scope)


def _keep(response: Response) -> Answer:
    headers = [[name, value] for name, value in response.headers.items() if name not in _NOT_KEPT]
    return Answer(response.status_code, headers, bytes(response.body))


def _replay(kept: Answer) -> Response:
    response = Response(kept.body, kept.status)
    for name, value in kept.headers:
        response.headers[name] = value
    response.headers["Idempotency-Replayed"] = "true"
    return response


def _hash(*parts: str) -> bytes:
    """Keys of two callers, or for two operations, never meet; none rests in clear."""
    return hashlib.sha256("\n".join(parts).encode()).digest()
