"""Renews tokens once, whoever asks and however many do: once for threads, once more for tasks."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Generator

import httpx

from accord_api import Client
from accord_api.api.sessions import create_token, revoke_token
from accord_client import renewal
from accord_client.failures import unwrap
from accord_client.tokens import Tokens, TokenStore


class Session(httpx.Auth):
    """Sends the access token, and meets a 401 with new tokens and a second try."""

    def __init__(self, anonymous: Client, store: TokenStore) -> None:
        self._anonymous = anonymous
        self._store = store
        self._turn = threading.Lock()

    def sync_auth_flow(
        self, request: httpx.Request
    ) -> Generator[httpx.Request, httpx.Response, None]:
        held = self._fresh()
        if held is None:
            yield request
            return
        response = yield renewal.with_token(request, held)
        if response.status_code == httpx.codes.UNAUTHORIZED:
            renewed = self._renewed(held)
            if renewed is not None:
                yield renewal.with_token(request, renewed)

    def begin(self, email: str, password: str, scope: str | None) -> None:
        form = renewal.password_grant(email, password, scope)
        answer = unwrap(create_token.sync(client=self._anonymous, body=form))
        with self._turn:
            self._store.write(Tokens.of(answer))

    def end(self) -> None:
        with self._turn:
            held = self._store.read()
            self._store.write(None)
        if held is not None:
            unwrap(revoke_token.sync(client=self._anonymous, body=renewal.revocation(held)))

    def _fresh(self) -> Tokens | None:
        """The tokens to send, renewed if they are about to expire."""
        held = self._store.read()
        if held is None or not held.are_due:
            return held
        try:
            return self._renewed(held)
        except renewal.NOT_NOW:
            return held  # it may be good still; if not, the answer is 401 and we ask again

    def _renewed(self, used: Tokens) -> Tokens | None:
        """Tokens other than those that have not worked; None if the session has ended."""
        with self._turn:
            held = self._store.read()
            if held is None or held.access_token != used.access_token:
                return held  # another thread was faster, or somebody signed out
            form = renewal.refresh_grant(held)
            try:
                answer = create_token.sync(client=self._anonymous, body=form)
            except httpx.TransportError:  # within ten seconds the same token gets the same answer
                answer = create_token.sync(client=self._anonymous, body=form)
            return renewal.settled(self._store, held, answer)


class AsyncSession(httpx.Auth):
    """The same for tasks."""

    def __init__(self, anonymous: Client, store: TokenStore) -> None:
        self._anonymous = anonymous
        self._store = store
        self._turn = asyncio.Lock()
        self._renewals: set[asyncio.Task[Tokens | None]] = set()

    async def async_auth_flow(
        self, request: httpx.Request
    ) -> AsyncGenerator[httpx.Request, httpx.Response]:
        held = await self._fresh()
        if held is None:
            yield request
            return
        response = yield renewal.with_token(request, held)
        if response.status_code == httpx.codes.UNAUTHORIZED:
            renewed = await self._renewed(held)
            if renewed is not None:
                yield renewal.with_token(request, renewed)

    async def begin(self, email: str, password: str, scope: str | None) -> None:
        form = renewal.password_grant(email, password, scope)
        answer = unwrap(await create_token.asyncio(client=self._anonymous, body=form))
        async with self._turn:
            self._store.write(Tokens.of(answer))

    async def end(self) -> None:
        async with self._turn:
            held = self._store.read()
            self._store.write(None)
        if held is not None:
            form = renewal.revocation(held)
            unwrap(await revoke_token.asyncio(client=self._anonymous, body=form))

    async def _fresh(self) -> Tokens | None:
        held = self._store.read()
        if held is None or not held.are_due:
            return held
        try:
            return await self._renewed(held)
        except renewal.NOT_NOW:
            return held

    async def _renewed(self, used: Tokens) -> Tokens | None:
        """Goes on when the task that asks is cancelled: an answer that nobody keeps costs the
        session."""
        renewal_task = asyncio.create_task(self._exchanged(used))
        self._renewals.add(renewal_task)  # a loop does not keep its tasks alive
        renewal_task.add_done_callback(self._renewals.discard)
        return await asyncio.shield(renewal_task)

    async def _exchanged(self, used: Tokens) -> Tokens | None:
        async with self._turn:
            held = self._store.read()
            if held is None or held.access_token != used.access_token:
                return held
            form = renewal.refresh_grant(held)
            try:
                answer = await create_token.asyncio(client=self._anonymous, body=form)
            except httpx.TransportError:
                answer = await create_token.asyncio(client=self._anonymous, body=form)
            return renewal.settled(self._store, held, answer)
