"""The published keys of another issuer, fetched when they are needed and kept while they are good.

No request waits longer than a fetch may take, and no token makes us ask more often than the issuer
can bear: docs/adr/0043. Imported only where another issuer is believed.
"""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Mapping, Set
from contextlib import AsyncExitStack
from typing import Final, Protocol, TypeAlias, runtime_checkable

import httpx2
import structlog

from app.errors import IdentityProviderUnavailable
from app.security.external_keys import VerificationKey, read_keys

PATIENCE_SECONDS: Final = 2.0
MAXIMUM_BYTES: Final = 65_536
# Until then a key that we have is good without a question; after it, we ask again first.
FRESH_SECONDS: Final = 600.0
# A key that we had goes on while the issuer cannot be asked; after that it is too old to believe.
STALE_SECONDS: Final = 86_400.0
# How long nobody asks again after an answer in which a key was missing and none was new, and after
# no answer at all.
FUTILE_PAUSE_SECONDS: Final = 30.0
FAILURE_PAUSE_SECONDS: Final = 5.0
# Not compressed: what is counted is what is read. Not from a cache: it may not know a new key yet.
_HEADERS: Final = {
    "Accept": "application/json",
    "Accept-Encoding": "identity",
    "Cache-Control": "no-cache",
}

log = structlog.get_logger(__name__)

# Is told what the client does, step by step.
_Note: TypeAlias = Callable[[str, Mapping[str, object]], Awaitable[None]]


@runtime_checkable
class _Socket(Protocol):
    async def aclose(self) -> None: ...


class RemoteKeys:
    """The key set behind one address; one fetch at a time, however many wait for it."""

    # Better Auth writes none; other issuers write JWT. `at+jwt` is our own alone.
    types: frozenset[str | None] = frozenset({None, "JWT"})

    def __init__(self, url: str, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._url = url
        self._monotonic = monotonic
        self._client = httpx2.AsyncClient(
            headers=_HEADERS,
            timeout=PATIENCE_SECONDS,
            follow_redirects=False,
            # A proxy of the environment sees no more of https than the host. What is fetched in the
            # clear comes from this machine, and must not take the way over another.
            trust_env=url.startswith("https:"),
            # A connection that the issuer is just closing would look like a failure.
            limits=httpx2.Limits(max_keepalive_connections=0),
        )
        self._keys: Mapping[str, VerificationKey] = {}
        self._fetched_at = float("-inf")
        self._paused_until = float("-inf")
        self._failed_at = float("-inf")
        # The keys that the issuer took back last. Not the names that were never there: whoever
        # guesses the next one would have it refused in advance.
        self._withdrawn: Set[str] = frozenset()
        self._fetching: asyncio.Task[bool] | None = None
        self._is_closed = False

    async def find(self, kid: str) -> VerificationKey | None:
        """The key of this name; None if the issuer, asked for it, has none.

        Raises `IdentityProviderUnavailable` while it cannot be asked: then nobody knows whether the
        token is good, and a 401 would sign out whoever holds one by a new key.
        """
        is_told = False
        if not self._is_good(kid):
            is_told = await self._ask_for(kid)
        if kid in self._keys and self._age() < STALE_SECONDS:
            return self._keys[kid]
        if is_told or kid in self._withdrawn:
            return None
        raise IdentityProviderUnavailable(retry_after_seconds=self._pause_seconds())

    async def close(self) -> None:
        """Break off what is being fetched, and let go of the connection."""
        self._is_closed = True
        if self._fetching is not None:
            self._fetching.cancel()
            await asyncio.wait([self._fetching])
        await self._client.aclose()

    def _is_good(self, kid: str) -> bool:
        """Whether the key serves without waiting; behind an issuer that fails, it is asked for
        again in the background. That it failed once, long ago, says nothing of now."""
        if kid not in self._keys:
            return False
        if self._age() < FRESH_SECONDS:
            return True
        is_failing = self._monotonic() - self._failed_at < FRESH_SECONDS
        if not is_failing or self._age() >= STALE_SECONDS:
            return False
        self._begin(kid)
        return True

    async def _ask_for(self, kid: str) -> bool:
        """Wait for a fetch, if one may be begun; says whether the issuer has told all that it knew
        when the key was asked for. A fetch that was on its way before may have missed it.
        """
        earlier = self._fetching
        if earlier is not None:
            await asyncio.wait([earlier])
            if kid in self._keys and self._age() < FRESH_SECONDS:
                return True
        begun = self._begin(kid)
        if begun is None:
            return False
        await asyncio.wait([begun])
        return not begun.cancelled() and begun.result()

    def _begin(self, kid: str) -> asyncio.Task[bool] | None:
        """The fetch that is running now, or a new one unless there is a pause, or an end."""
        is_free = self._fetching is None and not self._is_closed
        if is_free and self._monotonic() >= self._paused_until:
            self._fetching = asyncio.create_task(self._fetch(kid))
        return self._fetching

    async def _fetch(self, kid: str) -> bool:
        """Ask the issuer; says whether it has answered."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                async with AsyncExitStack() as sockets:
                    keys = read_keys(await self._download(_closing(sockets)))
        except Exception as error:  # whatever went wrong, nobody is signed out for it
            # The name alone: its words may hold what the other side has sent.
            log.warning("keys of the other issuer not fetched", error=type(error).__name__)
            self._failed_at = self._monotonic()
            self._paused_until = self._failed_at + FAILURE_PAUSE_SECONDS
            return False
        else:
            self._take(keys, kid)
            return True
        finally:
            self._fetching = None

    def _take(self, keys: Mapping[str, VerificationKey], kid: str) -> None:
        added = keys.keys() - self._keys.keys()
        log.info("keys of the other issuer fetched", count=len(keys), added=len(added))
        if not added and kid not in keys:
            self._paused_until = self._monotonic() + FUTILE_PAUSE_SECONDS
        gone = self._keys.keys() - keys.keys()
        self._withdrawn = (gone or self._withdrawn) - keys.keys()
        self._keys = keys
        self._fetched_at = self._monotonic()
        self._failed_at = float("-inf")

    async def _download(self, note: _Note) -> bytes:
        async with self._client.stream("GET", self._url, extensions={"trace": note}) as response:
            encoding = response.headers.get("Content-Encoding", "identity")
            if response.status_code != 200 or encoding != "identity":
                raise ValueError(f"status {response.status_code}, encoding {encoding}")
            body = bytearray()
            async for chunk in response.aiter_raw():
                body += chunk
                if len(body) > MAXIMUM_BYTES:
                    raise ValueError("too large")
                await asyncio.sleep(0)  # what was read at once may be thousands of chunks
            return bytes(body)

    def _age(self) -> float:
        return self._monotonic() - self._fetched_at

    def _pause_seconds(self) -> int:
        return math.ceil(max(1.0, self._paused_until - self._monotonic()))


def _closing(sockets: AsyncExitStack) -> _Note:
    """Has what is opened closed with the stack: the client forgets a socket when it is broken off
    while the other side says nothing of TLS."""

    async def note(event: str, info: Mapping[str, object]) -> None:
        opened = info.get("return_value")
        if event == "connection.connect_tcp.complete" and isinstance(opened, _Socket):
            sockets.push_async_callback(opened.aclose)

    return note
