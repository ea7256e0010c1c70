"""What tests ask of user management and of the audit trail, and how they read a refusal."""

import re
from typing import Any

import httpx

from tests.support.service import API, PASSWORD, Person, Service

USERS, EVENTS = f"{API}/users", f"{API}/audit-events"
BOB = "bob@example.com"
MERGE_PATCH = "application/merge-patch+json"
# Of no account: a UUID like ours, of somebody else.
NOBODY = "01930000-0000-7000-8000-0000000000ff"

Json = dict[str, Any]


async def create(
    service: Service, actor: Person, email: str = BOB, *, key: str | None = None, **body: Any
) -> httpx.Response:
    """Make an account; without a password among `body`, its owner is invited."""
    headers = actor.auth | ({"Idempotency-Key": key} if key else {})
    return await service.http.post(USERS, json={"email": email, **body}, headers=headers)


async def made(service: Service, actor: Person, email: str = BOB, **body: Any) -> Json:
    """A new account as createUser answers it."""
    response = await create(service, actor, email, **body)
    assert response.status_code == 201, response.text
    account: Json = response.json()
    return account


async def employed(
    service: Service, actor: Person, email: str = BOB, **body: Any
) -> tuple[Person, str]:
    """Somebody whose account is new and ready, signed in, and the id of the account."""
    account = await made(service, actor, email, password=PASSWORD, email_verified=True, **body)
    return await service.signed_in(email), account["id"]


async def own_id(service: Service, person: Person) -> str:
    """The id of somebody's account."""
    account_id: str = (await service.me(person)).json()["id"]
    return account_id


async def get(service: Service, actor: Person, path: str = "", **headers: str) -> httpx.Response:
    """Read below /users: an account, or what belongs to it."""
    return await service.http.get(f"{USERS}{path}", headers={**actor.auth, **headers})


async def find(
    service: Service, actor: Person, url: str = USERS, /, **query: Any
) -> httpx.Response:
    """One page of a list, of accounts unless told, or why there is none."""
    return await service.http.get(url, params=query, headers=actor.auth)


async def ask(service: Service, actor: Person, url: str = USERS, /, **query: Any) -> httpx.Response:
    """One page of a list, of accounts unless told."""
    response = await find(service, actor, url, **query)
    assert response.status_code == 200, response.text
    return response


async def listed(service: Service, actor: Person, **query: Any) -> list[str]:
    """The addresses on the page that a query finds, in their order."""
    page = (await ask(service, actor, **query)).json()
    return [account["email"] for account in page["items"]]


async def read(service: Service, actor: Person, user_id: str) -> Json:
    """An account as it is now."""
    response = await get(service, actor, f"/{user_id}")
    assert response.status_code == 200, response.text
    account: Json = response.json()
    return account


async def etag_of(service: Service, actor: Person, user_id: str) -> str:
    """The current version of an account."""
    etag: str = (await get(service, actor, f"/{user_id}")).headers["etag"]
    return etag


async def patch(
    service: Service, actor: Person, user_id: str, patch: object, if_match: str | None = "*"
) -> httpx.Response:
    """Send a merge patch of an account, of whatever version unless told."""
    headers = {**actor.auth, "Content-Type": MERGE_PATCH, **_condition(if_match)}
    return await service.http.patch(f"{USERS}/{user_id}", json=patch, headers=headers)


async def delete(
    service: Service, actor: Person, user_id: str, if_match: str | None = "*"
) -> httpx.Response:
    """Remove an account, of whatever version unless told."""
    headers = {**actor.auth, **_condition(if_match)}
    return await service.http.delete(f"{USERS}/{user_id}", headers=headers)


async def suspend(
    service: Service, actor: Person, user_id: str, if_match: str | None = None, **body: Any
) -> httpx.Response:
    """Suspend an account, for a reason unless told."""
    headers = {**actor.auth, **_condition(if_match)}
    return await service.http.put(
        f"{USERS}/{user_id}/suspension", json={"reason": "Spam.", **body}, headers=headers
    )


async def reinstate(
    service: Service, actor: Person, user_id: str, if_match: str | None = None
) -> httpx.Response:
    """Lift the suspension of an account."""
    headers = {**actor.auth, **_condition(if_match)}
    return await service.http.delete(f"{USERS}/{user_id}/suspension", headers=headers)


async def end_sessions(service: Service, actor: Person, user_id: str) -> httpx.Response:
    """Sign somebody out everywhere."""
    return await service.http.delete(f"{USERS}/{user_id}/sessions", headers=actor.auth)


async def start_reset(service: Service, actor: Person, user_id: str) -> httpx.Response:
    """Have somebody mailed a token for a new password."""
    return await service.post(f"/users/{user_id}/password-reset", None, actor)


async def trail(service: Service, actor: Person, **filters: Any) -> list[Json]:
    """The audit events that `filters` select, the oldest first."""
    query = {"sort": "sequence", "limit": 100, **filters}
    events: list[Json] = (await ask(service, actor, EVENTS, **query)).json()["items"]
    return events


async def done_to(service: Service, actor: Person, user_id: str) -> list[str]:
    """The names of what was done to an account, the oldest first."""
    return [event["action"] for event in await trail(service, actor, subject_id=user_id)]


def problem(response: httpx.Response) -> tuple[int, str]:
    """The status and the code of a refusal."""
    return response.status_code, response.json()["code"]


def missing_scope(response: httpx.Response) -> str:
    """The scope that a 403 names, in its challenge and in its text."""
    assert problem(response) == (403, "insufficient_scope"), response.text
    found = re.search(r'error="insufficient_scope", scope="([a-z:]+)"$', _challenge(response))
    assert found and found[1] in response.json()["detail"]
    return found[1]


def _challenge(response: httpx.Response) -> str:
    return str(response.headers["www-authenticate"])


def _condition(if_match: str | None) -> dict[str, str]:
    return {} if if_match is None else {"If-Match": if_match}
