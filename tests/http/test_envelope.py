"""What surrounds every request: its id, its client, default headers, the access log."""

import re
from collections.abc import Mapping
from typing import Any

import httpx
import pytest
from structlog.testing import capture_logs

from app.config import Settings
from app.config.values import Quota
from contract.runtime.operations import Operation
from generated.operations import OPERATIONS
from tests.http.calls import EMAIL, PASSWORD, ada, call, named
from tests.support import sql
from tests.support.service import API, Service
from tests.support.serving import CLIENT, serving, with_quotas

DEFAULTS = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
HSTS = "strict-transport-security"
ORIGIN = "http://localhost:3000"
PREFLIGHT = {"Origin": ORIGIN, "Access-Control-Request-Method": "PATCH"}
JSON = {"Content-Type": "application/json"}
# One answer of each kind: how to get it, and the status that shows that it is the one.
ANSWERS: dict[str, tuple[str, str, dict[str, Any], int]] = {
    "200": ("GET", "/health/live", {}, 200),
    "202": ("POST", f"{API}/auth/password/forgot", {"json": {"email": EMAIL}}, 202),
    "304": ("GET", "/.well-known/jwks.json", {"headers": {"If-None-Match": "*"}}, 304),
    "400": ("POST", f"{API}/auth/register", {"content": b"{", "headers": JSON}, 400),
    "400 of OAuth": ("POST", f"{API}/auth/token", {"data": {"grant_type": "x"}}, 400),
    "401": ("GET", f"{API}/me", {}, 401),
    "404": ("GET", "/nowhere", {}, 404),
    "405": ("DELETE", f"{API}/me", {}, 405),
    "413": ("POST", f"{API}/auth/register", {"content": b" " * 70_000, "headers": JSON}, 413),
    "415": ("POST", f"{API}/auth/register", {"content": b"{}"}, 415),
    "422": ("POST", f"{API}/auth/register", {"json": {}}, 422),
    "431": ("GET", "/health/live", {"headers": {"X": "a" * 17_000}}, 431),
    "HEAD": ("HEAD", "/health/live", {}, 200),
    "OPTIONS": ("OPTIONS", f"{API}/me", {}, 204),
    "preflight": ("OPTIONS", f"{API}/me", {"headers": PREFLIGHT}, 200),
    "refused preflight": (
        "OPTIONS", f"{API}/me", {"headers": {**PREFLIGHT, "Origin": "http://evil.example"}}, 400,
    ),
    "contract": ("GET", f"{API}/openapi.json", {}, 200),
    "asset": ("GET", "/assets/docs.js", {}, 200),
    "no asset": ("GET", "/assets/nothing", {}, 404),
}  # fmt: skip
PAGES = ["/", "/docs", "/redoc", "/problems", "/problems/not_found", "/problems/nonsense"]


def assert_enveloped(response: httpx.Response) -> None:
    """The answer has an id, and everything that keeps a browser from misusing it."""
    assert re.fullmatch(r"[0-9a-f]{32}", response.headers["x-request-id"])
    assert response.headers["cache-control"]
    for name, value in DEFAULTS.items():
        assert response.headers.get_list(name) == [value]


@pytest.mark.parametrize(("method", "url", "sent", "status"), ANSWERS.values(), ids=ANSWERS)
async def test_every_answer_has_the_security_headers(
    service: Service, method: str, url: str, sent: Mapping[str, Any], status: int
) -> None:
    response = await service.http.request(method, url, **sent)

    assert response.status_code == status
    assert_enveloped(response)
    assert HSTS not in response.headers
    assert not {"server", "x-powered-by"} & set(response.headers)


@pytest.mark.parametrize("operation", OPERATIONS, ids=named)
async def test_every_operation_answers_with_the_security_headers(
    service: Service, operation: Operation
) -> None:
    person = await ada(service)

    response = await call(service, operation, headers=person.auth)

    assert_enveloped(response)
    is_personal = operation.scopes is not None or operation.error_format == "oauth"
    is_kept_by_others = "public" in response.headers["cache-control"]
    assert not (is_personal and is_kept_by_others)


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_has_a_policy_of_its_own_and_all_else(service: Service, path: str) -> None:
    response = await service.http.get(path)

    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none';") and "frame-ancestors 'none'" in policy
    assert response.headers["x-frame-options"] == "DENY"
    assert response.headers["x-content-type-options"] == "nosniff"


async def test_a_429_a_500_and_a_503_have_the_security_headers(settings: Settings) -> None:
    quotas = with_quotas(settings, public=Quota(1, 60))
    async with serving(settings, rate_limits=quotas) as service:
        await sql.execute(service.application.database, "DROP TABLE outbox")
        await sql.execute(service.application.database, "DROP TABLE alembic_version")
        with capture_logs():
            broken = await service.post("/auth/password/forgot", {"email": EMAIL})
        away = await service.http.get("/health/ready")
        limited = await service.http.get("/health/ready")

    assert [each.status_code for each in (broken, away, limited)] == [500, 503, 429]
    for response in (broken, away, limited):
        assert_enveloped(response)


@pytest.mark.parametrize("path", ["/health/live", f"{API}/me", "/nowhere", "/docs"])
async def test_only_in_production_browsers_are_told_to_stay_with_https(
    settings: Settings, path: str
) -> None:
    async with serving(settings, environment="production") as service:
        response = await service.http.get(path)

    assert response.headers[HSTS] == "max-age=63072000; includeSubDomains"


# --- request ids ---


@pytest.mark.parametrize("given", ["a" * 8, "Z" * 128, "0-9_A-Za-z", "f81d4fae-7dec-11d0-a765"])
async def test_a_request_id_of_the_caller_is_kept(service: Service, given: str) -> None:
    with capture_logs():
        response = await service.http.get("/nowhere", headers={"X-Request-Id": given})

    assert response.headers["x-request-id"] == response.json()["request_id"] == given


@pytest.mark.parametrize(
    "given",
    [b"", b"a" * 7, b"a" * 129, b"a b c d e f", b"../../etc", b"<script>", b"\xc3\xa9" * 8,
     b"aaaaaaaa\r\nX-Evil: 1", b"aaaaaaaa\n", b"a\x00aaaaaaa", b"%0d%0aX-Evil:1", b"aaaa,bbbb",
     b"${jndi:ldap://x}", b"1' OR '1'='1"],
)  # fmt: skip
async def test_a_request_id_that_could_do_harm_is_replaced(service: Service, given: bytes) -> None:
    response = await service.http.get("/nowhere", headers=[(b"X-Request-Id", given)])

    assert re.fullmatch(r"[0-9a-f]{32}", response.headers["x-request-id"])
    assert "x-evil" not in response.headers
    assert response.json()["request_id"] == response.headers["x-request-id"]


async def test_two_requests_get_two_ids(service: Service) -> None:
    first, second = [await service.http.get("/health/live") for _ in range(2)]

    assert first.headers["x-request-id"] != second.headers["x-request-id"]


# --- whose request it is ---


async def address_of(service: Service, *forwarded: str) -> str:
    """Where a session says that it began, for a sign-in that came through these hops."""
    headers = [("X-Forwarded-For", value) for value in forwarded]
    form = {"grant_type": "password", "username": EMAIL, "password": PASSWORD}
    tokens = await service.http.post(f"{API}/auth/token", data=form, headers=headers)
    auth = {"Authorization": f"Bearer {tokens.json()['access_token']}"}
    sessions = (await service.http.get(f"{API}/me/sessions", headers=auth)).json()["items"]
    address: str = next(each["ip_address"] for each in sessions if each["current"])
    return address


@pytest.mark.parametrize(
    ("trusted", "forwarded", "seen"),
    [
        (0, [], CLIENT),
        (0, ["198.51.100.1"], CLIENT),
        (1, [], CLIENT),
        (1, ["198.51.100.1"], "198.51.100.1"),
        (1, ["6.6.6.6, 198.51.100.1"], "198.51.100.1"),
        (1, ["6.6.6.6", "198.51.100.1"], "198.51.100.1"),
        (1, [" , 198.51.100.1 , "], "198.51.100.1"),
        (2, ["198.51.100.1"], CLIENT),
        (2, ["198.51.100.1, 10.0.0.1"], "198.51.100.1"),
        (2, ["6.6.6.6, 198.51.100.1, 10.0.0.1"], "198.51.100.1"),
        (2, ["6.6.6.6, 7.7.7.7", "198.51.100.1", "10.0.0.1"], "198.51.100.1"),
        (1, ["2001:db8::1"], "2001:db8::1"),
    ],
)
async def test_the_client_is_what_the_outermost_trusted_proxy_saw(
    settings: Settings, trusted: int, forwarded: list[str], seen: str
) -> None:
    async with serving(settings, trusted_proxy_count=trusted) as service:
        await service.confirmed(EMAIL, PASSWORD)

        assert await address_of(service, *forwarded) == seen


@pytest.mark.parametrize(
    "name", ["X-Real-IP", "Forwarded", "X-Client-IP", "True-Client-IP", "CF-Connecting-IP"]
)
async def test_no_other_header_names_the_client(settings: Settings, name: str) -> None:
    quotas = with_quotas(settings, public=Quota(1, 60))
    async with serving(settings, rate_limits=quotas, trusted_proxy_count=1) as service:
        statuses = [
            (await service.http.get("/health/live", headers={name: f"198.51.100.{n}"})).status_code
            for n in range(2)
        ]

    assert statuses == [200, 429]


@pytest.mark.parametrize("trusted", [0, 1, 2])
async def test_a_made_up_hop_is_no_way_around_a_limit(settings: Settings, trusted: int) -> None:
    """The leftmost address is written by whoever sends the request."""
    proxies = ["198.51.100.1", "10.0.0.1"][:trusted]
    quotas = with_quotas(settings, public=Quota(3, 60))
    async with serving(settings, rate_limits=quotas, trusted_proxy_count=trusted) as service:
        statuses = []
        for number in range(4):
            hops = ", ".join([f"6.6.6.{number}", *proxies])
            response = await service.http.get("/health/live", headers={"X-Forwarded-For": hops})
            statuses.append(response.status_code)

    assert statuses == [200, 200, 200, 429]


async def test_behind_a_proxy_each_client_has_a_limit_of_its_own(settings: Settings) -> None:
    """A limiter that saw the proxy only would be one bucket for everybody."""
    quotas = with_quotas(settings, public=Quota(1, 60))
    async with serving(settings, rate_limits=quotas, trusted_proxy_count=1) as service:
        statuses = [
            (
                await service.http.get("/health/live", headers={"X-Forwarded-For": address})
            ).status_code
            for address in ("198.51.100.1", "198.51.100.2", "2001:db8::1", "2001:db8::2")
        ]

    assert statuses == [200, 200, 200, 429]  # the last two are one customer: one /64


async def test_a_user_agent_is_kept_as_text_and_cut(service: Service) -> None:
    agent = b"\x1b[2J<script>\xff" + b"a" * 2000
    await service.confirmed(EMAIL, PASSWORD)
    form = {"grant_type": "password", "username": EMAIL, "password": PASSWORD}
    tokens = await service.http.post(
        f"{API}/auth/token", data=form, headers=[(b"User-Agent", agent)]
    )

    auth = {"Authorization": f"Bearer {tokens.json()['access_token']}"}
    sessions = await service.http.get(f"{API}/me/sessions", headers=auth)

    assert sessions.json()["items"][0]["user_agent"] == agent.decode("latin-1")[:512]
    assert b"\x1b" not in sessions.content


# --- the access log ---


def access_lines(logs: list[Any]) -> list[dict[str, Any]]:
    return [line for line in logs if line["event"].startswith("request ")]


async def newest_event(service: Service, response: httpx.Response) -> str | None:
    """The last action that the audit trail has of a request."""
    found = await sql.rows(
        service.application.database,
        "SELECT action FROM audit_events WHERE request_id = :id ORDER BY sequence DESC LIMIT 1",
        id=response.headers["x-request-id"],
    )
    return found[0].action if found else None


@pytest.mark.parametrize("operation", OPERATIONS, ids=named)
async def test_each_request_is_one_line_that_says_who_did_what_and_what_came_of_it(
    service: Service, operation: Operation
) -> None:
    person = await ada(service)
    with capture_logs() as logs:
        response = await call(service, operation, headers=person.auth)

    (line,) = access_lines(logs)
    assert set(line) == {
        "event", "log_level", "operation", "method", "route", "status", "outcome", "problem",
        "actor", "action", "duration_ms",
    }  # fmt: skip
    assert (line["operation"], line["route"]) == (operation.id, operation.path)
    assert (line["method"], line["status"]) == (operation.method, response.status_code)
    assert line["outcome"] == ("ok" if response.is_success else "refused")
    assert (line["problem"] in operation.problems) == response.is_client_error
    assert line["action"] == await newest_event(service, response)
    assert line["duration_ms"] > 0


async def test_the_actor_is_the_account_that_asked(service: Service) -> None:
    person = await service.person()
    account = (await service.me(person)).json()["id"]
    with capture_logs() as logs:
        await service.me(person)
        await service.http.get(f"{API}/me", headers={"Authorization": "Bearer nonsense"})
        await service.http.get(f"{API}/users", headers=person.auth)
        await service.signed_in(EMAIL)
        await service.token(EMAIL, "not the right one")

    lines = access_lines(logs)
    assert [line["actor"] for line in lines] == [account, None, None, account, None]
    assert [line["problem"] for line in lines] == [
        None, "invalid_token", "insufficient_scope", None, "invalid_grant",
    ]  # fmt: skip
    assert [line["action"] for line in lines] == [
        None, None, None, "user.signed_in", "user.sign_in_failed",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("method", "path", "route", "problem"),
    [
        ("GET", "/docs", "/docs", None),
        ("HEAD", "/docs", "/docs", None),
        ("GET", "/problems/not_found", "/problems/{code}", None),
        ("GET", "/problems/canary", "/problems/{code}", None),
        ("GET", "/assets/docs.js", "/assets/{name}", None),
        ("GET", f"{API}/openapi.json", f"{API}/openapi.json", None),
        ("HEAD", "/health/live", "/health/live", None),
        ("GET", "/canary", None, "not_found"),
        ("PUT", f"{API}/me", None, "method_not_allowed"),
    ],
)
async def test_a_line_has_the_template_of_a_route_and_no_path(
    service: Service, method: str, path: str, route: str | None, problem: str | None
) -> None:
    with capture_logs() as logs:
        await service.http.request(method, path)

    (line,) = access_lines(logs)
    assert (line["method"], line["route"], line["problem"]) == (method, route, problem)
    assert "canary" not in repr(line)


async def test_no_line_has_a_query_a_token_or_an_address(service: Service) -> None:
    person = await ada(service)
    with capture_logs() as logs:
        for path in ("/me?access_token=canary", "/nowhere?token=canary", "/canary", "/me"):
            await service.http.get(f"{API}{path}", headers=person.auth)

    text = repr(logs)
    for secret in ("canary", person.access_token, EMAIL, CLIENT):
        assert secret not in text
    assert [line["status"] for line in access_lines(logs)] == [422, 404, 404, 200]
    assert [line["operation"] for line in access_lines(logs)] == ["getMe", None, None, "getMe"]


@pytest.mark.parametrize("path", ["/a%0d%0aforged: line", "/%1b[2J", "/%c2%9b2J", "/%E2%80%A8x"])
async def test_a_path_cannot_write_to_the_terminal_that_shows_the_log(
    service: Service, path: str
) -> None:
    with capture_logs() as logs:
        await service.http.get(path)

    (line,) = access_lines(logs)
    assert all(str(value).isascii() and str(value).isprintable() for value in line.values())


@pytest.mark.parametrize("path", ["/docs", "/nowhere", f"{API}/me", f"{API}/auth/token"])
async def test_an_answer_to_head_has_no_content_whoever_made_it(
    service: Service, path: str
) -> None:
    head, get = [await service.http.request(method, path) for method in ("HEAD", "GET")]

    assert (head.status_code, head.content) == (get.status_code, b"")
    assert head.headers["content-type"] == get.headers["content-type"]
    assert int(head.headers["content-length"]) > 0
