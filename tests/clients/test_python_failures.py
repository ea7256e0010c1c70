"""What the Python client makes of strangers' answers, and of a server that is ill."""

import json
from collections.abc import Callable

import httpx
import pytest

from accord_api.api.accounts import get_me
from accord_api.models import ServiceUnavailableProblem, TemporarilyUnavailableOAuthError
from accord_client import Accord, Refused, Tokens, UnexpectedAnswer, unwrap
from tests.clients.people import Purse, is_renewal

Answer = Callable[[httpx.Request], httpx.Response]
ORIGIN = "http://accord.test"
LONG, NOW = 2.0**40, 0.0
UNAVAILABLE = json.dumps(
    {
        "type": "/problems/service_unavailable",
        "title": "Service unavailable",
        "status": 503,
        "detail": "The service cannot answer now. Try again later.",
        "instance": "/api/v1/me",
        "code": "service_unavailable",
        "request_id": "0123456789",
    }
)


def signed_in(answer: Answer, *, renew_at: float = LONG) -> tuple[Accord, Purse]:
    purse = Purse()
    purse.write(Tokens("access", "refresh", renew_at))
    return Accord(ORIGIN, tokens=purse, transport=httpx.MockTransport(answer)), purse


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(httpx.Response(200, html="<h1>Sign in to the hotel</h1>"), id="a portal"),
        pytest.param(httpx.Response(502, html="<h1>Bad Gateway</h1>"), id="a proxy"),
        pytest.param(httpx.Response(403, json={"message": "no"}), id="a gateway that speaks JSON"),
        pytest.param(httpx.Response(401, html="<h1>Who?</h1>"), id="a 401 that is not ours"),
        pytest.param(httpx.Response(503, json=["no"]), id="JSON that is no object"),
        pytest.param(httpx.Response(418), id="a status that nobody declared"),
    ],
)
def test_what_the_contract_does_not_declare_is_raised(answer: httpx.Response) -> None:
    accord, purse = signed_in(lambda _: answer)
    before = purse.held
    with accord, pytest.raises(UnexpectedAnswer) as raised:
        get_me.sync(client=accord.client)
    assert raised.value.status_code == answer.status_code
    assert purse.held == before


def test_a_declared_refusal_is_returned_or_raised_as_one_likes() -> None:
    accord, _ = signed_in(lambda _: problem(UNAVAILABLE))
    with accord:
        refusal = get_me.sync(client=accord.client)
        assert isinstance(refusal, ServiceUnavailableProblem)
        with pytest.raises(Refused, match="service_unavailable: The service cannot") as refused:
            unwrap(refusal)
    assert refused.value.problem is refusal


def test_a_server_that_cannot_renew_now_costs_nobody_the_session() -> None:
    accord, purse = signed_in(_cannot_renew)
    before = purse.held
    with accord, pytest.raises(Refused) as refused:
        get_me.sync(client=accord.client)
    assert isinstance(refused.value.refusal, TemporarilyUnavailableOAuthError)
    assert purse.held == before


@pytest.mark.parametrize(
    "renewal",
    [
        pytest.param(lambda request: _cannot_renew(request), id="no database"),
        pytest.param(lambda _: httpx.Response(502, html="<h1>Bad Gateway</h1>"), id="no server"),
    ],
)
def test_a_token_that_is_only_about_to_expire_is_used_meanwhile(renewal: Answer) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return renewal(request) if is_renewal(request) else problem(UNAVAILABLE)

    accord, purse = signed_in(answer, renew_at=NOW)
    before = purse.held
    with accord:
        assert isinstance(get_me.sync(client=accord.client), ServiceUnavailableProblem)
    assert purse.held == before


def test_a_token_that_is_about_to_expire_is_renewed_before_it_is_sent() -> None:
    seen: list[str | None] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers.get("Authorization"))
        return pair() if is_renewal(request) else problem(UNAVAILABLE)

    accord, purse = signed_in(answer, renew_at=NOW)
    with accord:
        get_me.sync(client=accord.client)
    assert seen == [None, "Bearer next access"]
    assert purse.held.refresh_token == "next refresh"


def test_a_renewal_does_not_bring_back_what_another_process_has_replaced() -> None:
    """A store may be shared; whoever signed out or in meanwhile has the last word."""
    replaced = Tokens("another access", "another refresh", LONG)
    sent: list[str | None] = []

    def answer(request: httpx.Request) -> httpx.Response:
        if is_renewal(request):
            purse.write(replaced)
            return pair()
        sent.append(request.headers["Authorization"])
        return expired()

    accord, purse = signed_in(answer)
    with accord:
        get_me.sync(client=accord.client)
    assert purse.held == replaced
    assert sent == ["Bearer access", "Bearer another access"]


def pair() -> httpx.Response:
    tokens = {"access_token": "next access", "refresh_token": "next refresh", "expires_in": 600}
    return httpx.Response(200, json={**tokens, "token_type": "Bearer", "scope": "account:read"})


def problem(body: str, status: int = 503) -> httpx.Response:
    return httpx.Response(
        status, content=body, headers={"Content-Type": "application/problem+json"}
    )


def expired() -> httpx.Response:
    members = {"type": "/problems/invalid_token", "title": "Access token not valid", "status": 401}
    return problem(json.dumps({**json.loads(UNAVAILABLE), **members, "code": "invalid_token"}), 401)


def _cannot_renew(request: httpx.Request) -> httpx.Response:
    if not is_renewal(request):
        return expired()
    said = {"error": "temporarily_unavailable", "error_description": "Try again later."}
    return httpx.Response(503, json=said)
