"""What tasks see of the Python client: the same session, also when one of them is cancelled."""

import asyncio

import httpx
import pytest

from accord_api.api.accounts import get_me
from accord_api.models import AuthenticationRequiredProblem, InvalidGrantOAuthError
from accord_client import AsyncAccord, Refused, unwrap
from app.demo import DEMO_ACCOUNTS
from tests.clients.people import Purse, is_renewal
from tests.support.server import Server

DEMO = DEMO_ACCOUNTS[0]


class SlowLine(httpx.AsyncHTTPTransport):
    """The way to a server: counts the renewals, and says when one is on its way back."""

    def __init__(self) -> None:
        super().__init__()
        self.renewals = 0
        self.is_renewing = asyncio.Event()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await super().handle_async_request(request)
        if is_renewal(request):
            self.renewals += 1
            self.is_renewing.set()
            await asyncio.sleep(0.1)
        return response


async def test_tasks_share_one_session(server: Server) -> None:
    purse, line = Purse(), SlowLine()
    async with AsyncAccord(server.url, tokens=purse, transport=line) as accord:
        with pytest.raises(Refused) as refused:
            await accord.sign_in(DEMO.email, "not the password")
        assert isinstance(refused.value.refusal, InvalidGrantOAuthError)
        await accord.sign_in(DEMO.email, DEMO.password)

        purse.expire()
        answers = await asyncio.gather(*(get_me.asyncio(client=accord.client) for _ in range(8)))
        assert {unwrap(answer).email for answer in answers} == {DEMO.email}
        assert line.renewals == 1

        await _is_cancelled_while_it_renews(accord, purse, line)

        await accord.sign_out()
        assert not accord.is_signed_in
        answer = await get_me.asyncio(client=accord.client)
        assert isinstance(answer, AuthenticationRequiredProblem)


async def _is_cancelled_while_it_renews(accord: AsyncAccord, purse: Purse, line: SlowLine) -> None:
    purse.expire()
    spent = purse.held.refresh_token
    line.is_renewing.clear()
    asking = asyncio.create_task(get_me.asyncio(client=accord.client))
    await line.is_renewing.wait()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert unwrap(await get_me.asyncio(client=accord.client)).email == DEMO.email
    assert purse.held.refresh_token != spent
    assert line.renewals == 2
