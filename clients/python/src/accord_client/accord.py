"""One session with one server: the client to give to operations, and how to sign in and out."""

from types import TracebackType
from typing import Final, Self

import httpx

from accord_api import AuthenticatedClient, Client
from accord_client.failures import raise_unless_declared
from accord_client.session import AsyncSession, Session
from accord_client.tokens import MemoryTokens, TokenStore

TIMEOUT_SECONDS: Final = 10.0


class Accord:
    """Give `client` to operations: `get_me.sync(client=accord.client)`. Threads may share it.

    `origin` is where the server is, without a path. `transport` is another way there than httpx's
    own, for instance through a proxy.
    """

    def __init__(
        self,
        origin: str,
        *,
        tokens: TokenStore | None = None,
        timeout_seconds: float = TIMEOUT_SECONDS,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        def connected(auth: httpx.Auth | None) -> httpx.Client:
            return httpx.Client(
                base_url=origin,
                auth=auth,
                timeout=timeout_seconds,
                transport=transport,
                event_hooks={"response": [_checked]},
            )

        self._store = tokens or MemoryTokens()
        self._anonymous = Client(origin, raise_on_unexpected_status=True)
        self._anonymous.set_httpx_client(connected(None))
        self._session = Session(self._anonymous, self._store)
        self.client = AuthenticatedClient(origin, token="", raise_on_unexpected_status=True)
        self.client.set_httpx_client(connected(self._session))

    @property
    def is_signed_in(self) -> bool:
        """Whether there are tokens; whether they are good, only the server knows."""
        return self._store.read() is not None

    def sign_in(self, email: str, password: str, *, scope: str | None = None) -> None:
        """Begin a session, in place of the one that there may be. Raises `Refused`."""
        self._session.begin(email, password, scope)

    def sign_out(self) -> None:
        """Forget the tokens at once, and end the session on the server."""
        self._session.end()

    def close(self) -> None:
        """Close the connections; the session goes on, for whoever has its tokens."""
        self.client.get_httpx_client().close()
        self._anonymous.get_httpx_client().close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        raised: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self.close()


class AsyncAccord:
    """The same for tasks: `await get_me.asyncio(client=accord.client)`."""

    def __init__(
        self,
        origin: str,
        *,
        tokens: TokenStore | None = None,
        timeout_seconds: float = TIMEOUT_SECONDS,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        def connected(auth: httpx.Auth | None) -> httpx.AsyncClient:
            return httpx.AsyncClient(
                base_url=origin,
                auth=auth,
                timeout=timeout_seconds,
                transport=transport,
                event_hooks={"response": [_checked_later]},
            )

        self._store = tokens or MemoryTokens()
        self._anonymous = Client(origin, raise_on_unexpected_status=True)
        self._anonymous.set_async_httpx_client(connected(None))
        self._session = AsyncSession(self._anonymous, self._store)
        self.client = AuthenticatedClient(origin, token="", raise_on_unexpected_status=True)
        self.client.set_async_httpx_client(connected(self._session))

    @property
    def is_signed_in(self) -> bool:
        return self._store.read() is not None

    async def sign_in(self, email: str, password: str, *, scope: str | None = None) -> None:
        await self._session.begin(email, password, scope)

    async def sign_out(self) -> None:
        await self._session.end()

    async def aclose(self) -> None:
        await self.client.get_async_httpx_client().aclose()
        await self._anonymous.get_async_httpx_client().aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        raised: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        await self.aclose()


def _checked(response: httpx.Response) -> None:
    response.read()
    raise_unless_declared(response)


async def _checked_later(response: httpx.Response) -> None:
    await response.aread()
    raise_unless_declared(response)
