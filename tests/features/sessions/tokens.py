"""What the tests of this room ask of tokens and sessions, and how they read a refusal."""

import base64
import json
from typing import Any

import httpx

from tests.support.service import API, Person, Service

FORM = "application/x-www-form-urlencoded"
ALL_SCOPES = "account:read account:write sessions:read sessions:write"


def refusal(response: httpx.Response, status: int = 400) -> str:
    """The code of a refusal that has the shape of RFC 6749 §5.2, to the last character."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/json"
    assert response.headers["cache-control"] == "no-store"
    body = response.json()
    assert set(body) == {"error", "error_description"}
    text = body["error_description"]
    assert text and all(" " <= character <= "~" and character not in '"\\' for character in text)
    code: str = body["error"]
    return code


def claims(access_token: str) -> dict[str, Any]:
    """What an access token says; whether it is genuine is not looked at."""
    return _segment(access_token, 1)


def header(access_token: str) -> dict[str, Any]:
    """How an access token is signed."""
    return _segment(access_token, 0)


def session_id(person: Person) -> str:
    """The session that a person speaks through."""
    sid: str = claims(person.access_token)["sid"]
    return sid


async def is_in(service: Service, person: Person) -> bool:
    """Whether the access token of a person works."""
    response = await service.me(person)
    assert response.status_code in {200, 401}, response.text
    return response.status_code == 200


async def is_out(service: Service, person: Person) -> bool:
    """Whether neither token of a person works any more; the refresh token is used to find out."""
    refreshed = await service.refresh(person.refresh_token)
    return not await is_in(service, person) and refreshed.status_code == 400


async def listed(service: Service, person: Person) -> list[dict[str, Any]]:
    """The sessions that a person sees."""
    response = await service.http.get(f"{API}/me/sessions", headers=person.auth)
    assert response.status_code == 200, response.text
    items: list[dict[str, Any]] = response.json()["items"]
    return items


async def post_form(
    service: Service, path: str, content: str | bytes, content_type: str = FORM
) -> httpx.Response:
    """POST a body as it is, such as no client library would build."""
    return await service.http.post(
        f"{API}{path}", content=content, headers={"Content-Type": content_type}
    )


def _segment(token: str, place: int) -> dict[str, Any]:
    text = token.split(".")[place]
    decoded: dict[str, Any] = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return decoded
