"""createToken: the form that it reads, whichever the grant, and what it makes of any other."""

from urllib.parse import urlencode

import pytest

from tests.features.sessions.tokens import FORM, post_form, refusal
from tests.support import sql
from tests.support.hashing import recorded_work
from tests.support.service import API, PASSWORD, Service

ADA = "ada@example.com"
SIGN_IN = {"grant_type": "password", "username": ADA, "password": PASSWORD}
REFRESH = {"grant_type": "refresh_token", "refresh_token": f"rt_{'A' * 43}"}


async def refused(service: Service, content: str | bytes, *, status: int = 400) -> dict[str, str]:
    """What the refusal says, when the form changed nothing and cost no hash."""
    before = await sql.contents(service.application.database)
    with recorded_work() as work:
        response = await post_form(service, "/auth/token", content)
    refusal(response, status)
    assert work == []
    assert await sql.contents(service.application.database) == before
    body: dict[str, str] = response.json()
    return body


@pytest.mark.parametrize("form", [SIGN_IN, REFRESH], ids=["sign in", "refresh"])
async def test_each_parameter_that_a_grant_needs_is_named_when_it_is_absent_or_empty(
    service: Service, form: dict[str, str]
) -> None:
    for name in form:
        rest = {other: value for other, value in form.items() if other != name}
        for content in (rest, {**rest, name: ""}):
            body = await refused(service, urlencode(content))
            assert body["error"] == "invalid_request"
            assert name in body["error_description"]


@pytest.mark.parametrize("form", [SIGN_IN, REFRESH], ids=["sign in", "refresh"])
async def test_a_parameter_that_is_repeated_is_refused_whatever_it_says(
    service: Service, form: dict[str, str]
) -> None:
    for name, value in form.items():
        for again in (value, "", "x"):
            body = await refused(service, urlencode([*form.items(), (name, again)]))
            assert body["error"] == "invalid_request"
            assert name in body["error_description"]


async def test_a_parameter_that_nobody_needs_may_not_be_repeated_either(service: Service) -> None:
    content = urlencode([*SIGN_IN.items(), ("nonce", "1"), ("nonce", "2")])

    assert (await refused(service, content))["error"] == "invalid_request"


async def test_a_grant_that_is_not_served_is_named_as_such(service: Service) -> None:
    for grant in ("client_credentials", "authorization_code", "Password", "password ", "x" * 600):
        body = await refused(service, urlencode({**SIGN_IN, "grant_type": grant}))
        assert body["error"] == "unsupported_grant_type", grant


OUT_OF_BOUNDS = [
    ("username", "x" * 255),
    ("username", "ada@example.com\n"),
    ("username", "ada\0@example.com"),
    ("password", "x" * 1025),
    ("password", PASSWORD + "\0"),
    ("password", "seven\tgreen\tbicycles"),
    ("scope", "x" * 513),
    ("scope", "account:read\naccount:write"),
    ("scope", "ällés"),
    ("client_id", "x" * 129),
    ("client_id", "bell\a"),
    ("client_secret", "x" * 257),
    ("refresh_token", "x" * 513),
    ("refresh_token", "rt_\0"),
]


async def test_a_value_out_of_bounds_is_refused_by_its_name(service: Service) -> None:
    for name, value in OUT_OF_BOUNDS:
        form = REFRESH if name == "refresh_token" else SIGN_IN
        body = await refused(service, urlencode({**form, name: value}))
        assert body["error"] == "invalid_request"
        assert name in body["error_description"]


async def test_what_is_no_form_is_an_invalid_request(service: Service) -> None:
    contents: list[str | bytes] = [
        "",
        "&&&",
        "grant_type",
        "grant_type=password&username=ada%4",
        "grant_type=password&username=%zz",
        b"grant_type=password&username=\xff",
        "grant_type=password&username=%ED%A0%80&password=x",  # a lone surrogate
        '{"grant_type": "password"}',
    ]
    for content in contents:
        assert (await refused(service, content))["error"] == "invalid_request", content


async def test_any_other_media_type_is_415(service: Service) -> None:
    media_types = ["application/json", "multipart/form-data; boundary=x", "text/plain", ""]
    await service.confirmed(ADA)

    for content_type in [*media_types, f"{FORM}; charset=iso-8859-1"]:
        response = await post_form(service, "/auth/token", urlencode(SIGN_IN), content_type)
        assert refusal(response, 415) == "invalid_request", content_type


async def test_the_media_type_of_forms_is_read_as_http_writes_it(service: Service) -> None:
    await service.confirmed(ADA)

    for content_type in (FORM, FORM.title(), f"{FORM}; charset=UTF-8", f'{FORM};charset="utf-8"'):
        response = await post_form(service, "/auth/token", urlencode(SIGN_IN), content_type)
        assert response.status_code == 200, content_type


async def test_a_body_that_is_too_large_is_413(service: Service) -> None:
    body = await refused(service, f"{urlencode(SIGN_IN)}&more={'x' * 65_536}", status=413)

    assert body["error"] == "invalid_request"


async def test_credentials_in_the_query_are_refused_before_they_are_read(service: Service) -> None:
    await service.confirmed(ADA)

    response = await service.http.post(
        f"{API}/auth/token?username={ADA}",
        data={"grant_type": "password", "password": PASSWORD},
    )

    assert refusal(response) == "invalid_request"
    assert ADA not in response.text


async def test_parameters_of_other_clients_are_ignored(service: Service) -> None:
    await service.confirmed(ADA)
    extra = {"client_id": "web", "client_secret": "s3cret", "audience": "x", "refresh_token": "y"}

    response = await service.token(ADA, headers={"Authorization": "Basic d2ViOng="}, **extra)

    assert response.status_code == 200
    again = await service.refresh(response.json()["refresh_token"], username="eve", password="x")
    assert again.status_code == 200


async def test_only_post_is_served(service: Service) -> None:
    response = await service.http.get(f"{API}/auth/token?grant_type=password")

    assert (response.status_code, response.headers["allow"]) == (405, "OPTIONS, POST")
