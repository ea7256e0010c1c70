"""Every kind of refusal has one shape: RFC 9457 here, RFC 6749 at the OAuth endpoints."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
from structlog.testing import capture_logs

from app.config import Settings
from app.config.values import Quota
from app.errors import NotReady
from app.http.problems import render
from contract.runtime.operations import Operation
from generated.operations import GET_LIVENESS, OPERATIONS
from generated.responses import PROBLEM_TYPES
from tests.http.calls import EMAIL, FORM, PASSWORD, PROTECTED, ada, call, named, path_of
from tests.support import sql
from tests.support.hashing import no_free_thread
from tests.support.service import API, Service
from tests.support.serving import serving, with_quotas

MEMBERS = {"type", "title", "status", "detail", "instance", "code", "request_id"}
JSON = "application/json"
REGISTER = f"{API}/auth/register"
TOKEN = f"{API}/auth/token"
REVOKE = f"{API}/auth/revoke"

# What is sent, and what it is refused with.
REFUSED: dict[str, tuple[str, str, dict[str, Any], int, str]] = {
    "no such path": ("GET", f"{API}/nowhere", {}, 404, "not_found"),
    "no such path for POST": ("POST", "/nowhere", {"content": b"x"}, 404, "not_found"),
    "trailing slash": ("GET", f"{API}/me/", {}, 404, "not_found"),
    "method": ("PUT", f"{API}/me", {}, 405, "method_not_allowed"),
    "no body": ("POST", REGISTER, {"headers": {"Content-Type": JSON}}, 400, "malformed_request"),
    "no JSON": (
        "POST", REGISTER, {"content": b"{", "headers": {"Content-Type": JSON}},
        400, "malformed_request",
    ),
    "media type": ("POST", REGISTER, {"data": {"email": EMAIL}}, 415, "unsupported_media_type"),
    "no media type": ("POST", REGISTER, {"content": b"{}"}, 415, "unsupported_media_type"),
    "schema": ("POST", REGISTER, {"json": {"email": EMAIL}}, 422, "validation_failed"),
    "weak password": (
        "POST", REGISTER, {"json": {"email": EMAIL, "password": "password1234"}},
        422, "weak_password",
    ),
    "query": ("GET", "/health/live?verbose=1", {}, 422, "validation_failed"),
    "header": (
        "POST", REGISTER,
        {"json": {"email": EMAIL, "password": PASSWORD}, "headers": {"Idempotency-Key": "short"}},
        422, "validation_failed",
    ),
    "too large": (
        "POST", REGISTER, {"content": b" " * 65_537, "headers": {"Content-Type": JSON}},
        413, "payload_too_large",
    ),
    "headers too large": ("GET", f"{API}/me", {"headers": {"X": "a" * 17_000}}, 431,
                          "headers_too_large"),
    "no token": ("GET", f"{API}/me", {}, 401, "authentication_required"),
    "bad token": ("GET", f"{API}/me", {"headers": {"Authorization": "Bearer x"}}, 401,
                  "invalid_token"),
    "used up token": (
        "POST", f"{API}/auth/email-verification/confirm",
        {"json": {"method": "token", "token": "evt_x"}}, 400, "verification_token_invalid",
    ),
    "reset token": (
        "POST", f"{API}/auth/password/reset", {"json": {"token": "x", "new_password": PASSWORD}},
        400, "reset_token_invalid",
    ),
}  # fmt: skip
# The same at the endpoints that OAuth defines: the error, and what its description must say.
OAUTH_REFUSED: dict[str, tuple[str, dict[str, Any], int, str, str]] = {
    "no grant type": (TOKEN, {"data": {"username": "a"}}, 400, "invalid_request", "grant_type"),
    "grant type": (TOKEN, {"data": {"grant_type": "implicit"}}, 400, "unsupported_grant_type", ""),
    "no password": (
        TOKEN, {"data": {"grant_type": "password", "username": "a"}},
        400, "invalid_request", "password",
    ),
    "nobody": (
        TOKEN, {"data": {"grant_type": "password", "username": EMAIL, "password": "x"}},
        400, "invalid_grant", "",
    ),
    "refresh token": (
        TOKEN, {"data": {"grant_type": "refresh_token", "refresh_token": "x"}},
        400, "invalid_grant", "",
    ),
    "repeated": (
        TOKEN, {"content": b"grant_type=password&grant_type=password",
                "headers": {"Content-Type": FORM}}, 400, "invalid_request", "grant_type",
    ),
    "broken escape": (
        TOKEN, {"content": b"grant_type=%zz", "headers": {"Content-Type": FORM}},
        400, "invalid_request", "escape",
    ),
    "no body": (TOKEN, {"headers": {"Content-Type": FORM}}, 400, "invalid_request", "body"),
    "JSON": (TOKEN, {"json": {"grant_type": "password"}}, 415, "invalid_request", FORM),
    "too large": (
        TOKEN, {"content": b"a" * 65_537, "headers": {"Content-Type": FORM}},
        413, "invalid_request", "65536",
    ),
    "query": (f"{TOKEN}?grant_type=password", {"data": {"username": "a"}}, 400,
              "invalid_request", "query/grant_type"),
    "nothing to revoke": (REVOKE, {"data": {"token": ""}}, 400, "invalid_request", "token"),
    "mailed token": (REVOKE, {"data": {"token": "prt_x"}}, 400, "unsupported_token_type", ""),
    'quotes and "backslashes\\"': (
        TOKEN, {"data": {"grant_type": '"\\\r\n\x1b é'}}, 400, "unsupported_grant_type", "",
    ),
}  # fmt: skip


def problem_of(response: httpx.Response, status: int, code: str) -> Mapping[str, Any]:
    """The problem in an answer, which must be one through and through."""
    body: dict[str, Any] = response.json()
    assert (response.status_code, body["code"]) == (status, code), response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert set(body) == MEMBERS | ({"errors"} if code == "validation_failed" else set())
    assert (body["status"], body["type"]) == (status, f"/problems/{code}")
    assert (body["title"], bool(body["detail"])) == (PROBLEM_TYPES[code].title, True)
    assert body["instance"] == response.request.url.path[:256]
    assert body["request_id"] == response.headers["x-request-id"]
    assert response.headers["cache-control"] == "no-store"
    return body


def oauth_error_of(response: httpx.Response, status: int, error: str) -> str:
    """The description in an answer, which must be RFC 6749 §5.2 and nothing more."""
    body = response.json()
    assert (response.status_code, body["error"]) == (status, error), response.text
    assert response.headers["content-type"] == "application/json"
    assert response.headers["cache-control"] == "no-store"
    assert set(body) == {"error", "error_description"}
    description: str = body["error_description"]
    assert re.fullmatch(r"[\x20-\x21\x23-\x5B\x5D-\x7E]+", description)
    return description


@pytest.mark.parametrize(("method", "url", "sent", "status", "code"), REFUSED.values(), ids=REFUSED)
async def test_a_refusal_is_a_problem_and_its_type_leads_to_a_page(
    service: Service, method: str, url: str, sent: Mapping[str, Any], status: int, code: str
) -> None:
    problem = problem_of(await service.http.request(method, url, **sent), status, code)

    page = await service.http.get(problem["type"])
    assert page.status_code == 200
    assert code in page.text


@pytest.mark.parametrize(
    ("url", "sent", "status", "error", "says"), OAUTH_REFUSED.values(), ids=OAUTH_REFUSED
)
async def test_a_refusal_of_an_oauth_endpoint_is_an_oauth_error(
    service: Service, url: str, sent: Mapping[str, Any], status: int, error: str, says: str
) -> None:
    response = await service.http.post(url, **sent)

    assert says in oauth_error_of(response, status, error)


async def test_every_code_has_its_page(service: Service) -> None:
    for code in PROBLEM_TYPES:
        page = await service.http.get(f"/problems/{code}")
        assert (page.status_code, code in page.text) == (200, True)
        assert page.headers["content-type"] == "text/html; charset=utf-8"


async def test_a_missing_scope_says_which_one(service: Service) -> None:
    await service.confirmed(EMAIL, PASSWORD)
    token = (await service.token(EMAIL, PASSWORD, scope="account:read")).json()["access_token"]

    response = await service.http.get(
        f"{API}/me/sessions", headers={"Authorization": f"Bearer {token}"}
    )

    assert "sessions:read" in problem_of(response, 403, "insufficient_scope")["detail"]


@pytest.mark.parametrize("operation", PROTECTED, ids=named)
async def test_a_challenge_comes_with_every_401(service: Service, operation: Operation) -> None:
    absent = await call(service, operation)
    wrong = await call(service, operation, headers={"Authorization": "Bearer x"})

    assert absent.headers["www-authenticate"] == 'Bearer realm="accord"'
    assert wrong.headers["www-authenticate"] == 'Bearer realm="accord", error="invalid_token"'


@pytest.mark.parametrize("path", sorted({path_of(operation, {}) for operation in OPERATIONS}))
async def test_another_method_gets_405_and_exactly_those_that_are_known(
    service: Service, path: str
) -> None:
    known = {operation.method for operation in OPERATIONS if path_of(operation, {}) == path}
    known |= {"OPTIONS"} | ({"HEAD"} if "GET" in known else set())

    for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE"} - known:
        response = await service.http.request(method, path)
        problem_of(response, 405, "method_not_allowed")
        assert response.headers["allow"] == ", ".join(sorted(known))


async def test_a_page_knows_get_and_head(service: Service) -> None:
    response = await service.http.post("/docs")

    problem_of(response, 405, "method_not_allowed")
    assert set(response.headers["allow"].split(", ")) == {"GET", "HEAD"}


async def test_options_tells_the_methods(service: Service) -> None:
    response = await service.http.options(f"{API}/me")

    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["allow"] == "GET, HEAD, OPTIONS, PATCH"


@pytest.mark.parametrize("accept", ["text/html", "application/xml;q=1, */*;q=0", "garbage"])
async def test_what_is_accepted_changes_nothing(service: Service, accept: str) -> None:
    """RFC 9110 §12.4.1 allows to disregard it, and there is only one form."""
    good = await service.http.get("/health/live", headers={"Accept": accept})
    bad = await service.http.get(f"{API}/nowhere", headers={"Accept": accept})

    assert (good.status_code, good.headers["content-type"]) == (200, "application/json")
    problem_of(bad, 404, "not_found")


async def test_a_422_points_to_every_fault_and_repeats_no_value(service: Service) -> None:
    body = {"email": "not-an-address", "password": "hunter2", "sub/path~name": 1}

    response = await service.post("/auth/register", body)

    errors = problem_of(response, 422, "validation_failed")["errors"]
    assert {error["pointer"] for error in errors} == {"/email", "/password", "/sub~1path~0name"}
    assert all(set(error) == {"pointer", "code", "detail"} for error in errors)
    assert "hunter2" not in response.text and "not-an-address" not in response.text


async def test_a_long_path_is_not_repeated_whole(service: Service) -> None:
    response = await service.http.get(f"{API}/{'a' * 9000}")

    assert len(problem_of(response, 404, "not_found")["instance"]) == 256


async def test_a_spent_quota_is_a_429_of_the_right_shape(settings: Settings) -> None:
    quotas = with_quotas(settings, public=Quota(1, 60), token=Quota(1, 60))
    async with serving(settings, rate_limits=quotas) as service:
        plain = [await service.http.get("/health/live") for _ in range(2)][1]
        oauth = [await service.refresh("x") for _ in range(2)][1]

    problem_of(plain, 429, "rate_limited")
    oauth_error_of(oauth, 429, "temporarily_unavailable")
    assert int(plain.headers["retry-after"]) > 0 and int(oauth.headers["retry-after"]) > 0


async def test_a_database_that_is_away_is_a_503_and_the_process_is_alive(
    service: Service,
) -> None:
    Path(service.application.settings.database_url.removeprefix("sqlite:///")).unlink()

    refused = await service.post("/auth/password/forgot", {"email": EMAIL})
    signing_in = await service.token(EMAIL)
    ready = await service.http.get("/health/ready")

    problem_of(refused, 503, "service_unavailable")
    oauth_error_of(signing_in, 503, "temporarily_unavailable")
    problem_of(ready, 503, "not_ready")
    assert all(int(each.headers["retry-after"]) > 0 for each in (refused, signing_in, ready))
    assert (await service.http.get("/health/live")).status_code == 200


async def test_an_overload_is_a_503(settings: Settings) -> None:
    async with serving(settings, hash_queue_limit=1, hash_workers=1) as service:
        await service.confirmed(EMAIL, PASSWORD)
        with no_free_thread(service.application):
            service.application.hasher.threads.submit(int)
            refused = await service.token(EMAIL, PASSWORD)

    oauth_error_of(refused, 503, "temporarily_unavailable")


async def test_an_unexpected_error_is_a_bare_500_and_the_reason_is_in_the_log(
    service: Service,
) -> None:
    database = service.application.database
    await sql.execute(database, "ALTER TABLE outbox RENAME TO elsewhere")
    with capture_logs() as logs:
        response = await service.post("/auth/password/forgot", {"email": EMAIL})
    await sql.execute(database, "ALTER TABLE elsewhere RENAME TO outbox")
    again = await service.post("/auth/password/forgot", {"email": EMAIL})

    problem = problem_of(response, 500, "internal_error")
    assert problem["detail"] == PROBLEM_TYPES["internal_error"].detail
    assert not re.search(r"outbox|sqlite|table|error:|Traceback", response.text, re.IGNORECASE)
    (line,) = [log for log in logs if log["event"] == "unexpected error"]
    assert (line["log_level"], "outbox" in str(line["exc_info"])) == ("error", True)
    assert again.status_code == 202


async def test_an_unexpected_error_of_an_oauth_endpoint_is_a_server_error(
    service: Service,
) -> None:
    person = await ada(service)
    await sql.execute(service.application.database, "DROP TABLE refresh_tokens")

    with capture_logs() as logs:
        response = await service.refresh(person.refresh_token)

    description = oauth_error_of(response, 500, "server_error")
    assert "unexpected error" in {log["event"] for log in logs}
    assert description == PROBLEM_TYPES["internal_error"].detail


def test_a_refusal_that_the_contract_does_not_declare_is_a_500_and_logged() -> None:
    with capture_logs() as logs:
        scope = {"path": GET_LIVENESS.path, "contract.operation": GET_LIVENESS}
        response = render(NotReady("where the secret is"), scope)

    assert (response.status_code, json.loads(bytes(response.body))["code"]) == (
        500,
        "internal_error",
    )
    assert b"secret" not in bytes(response.body)
    assert [(log["event"], log["code"]) for log in logs] == [("unexpected error", "not_ready")]
