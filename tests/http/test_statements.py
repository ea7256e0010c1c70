"""How many statements a request costs: a number that no busy machine changes.

One more statement is a round trip to the database for everybody. Whoever adds one says so here.
"""

from collections.abc import Awaitable, Callable

import httpx
import pytest

from tests.support import sql
from tests.support.service import API, PASSWORD, Person, Service

ADA = "ada@example.com"

Ask = Callable[[Service, Person], Awaitable[httpx.Response]]


def read(path: str) -> Ask:
    async def ask(service: Service, person: Person) -> httpx.Response:
        return await service.http.get(f"{API}{path}", headers=person.auth)

    return ask


async def sign_in(service: Service, person: Person) -> httpx.Response:
    return await service.token(person.email)


async def refresh(service: Service, person: Person) -> httpx.Response:
    return await service.refresh(person.refresh_token)


async def change(service: Service, person: Person) -> httpx.Response:
    return await service.patch_me(person, {"locale": "en"})


async def register(service: Service, _: Person) -> httpx.Response:
    return await service.post("/auth/register", {"email": "new@example.com", "password": PASSWORD})


CALLER = 1  # the session and the account of whoever asks, in one
TRAIL = 3  # the head is taken, the event written, the head moved
COSTS: dict[str, tuple[Ask, int]] = {
    "getMe": (read("/me"), CALLER),
    "listMySessions": (read("/me/sessions"), CALLER + 1),
    "listUsers": (read("/users"), CALLER + 1),
    "listAuditEvents": (read("/audit-events"), CALLER + 1),
    "updateMe": (change, CALLER + 2 + TRAIL),  # lock, write
    # Three limits and one forgiven; find; lock, session, token, the oldest one too many.
    "createToken, password": (sign_in, 4 + 1 + 4 + TRAIL),
    # A limit; spend, read, the next token, seen just now.
    "createToken, refresh": (refresh, 1 + 4 + TRAIL),
    # Two limits; the account, its mail, whose it is.
    "register": (register, 2 + 3 + TRAIL),
}


@pytest.mark.parametrize("name", COSTS)
async def test_a_request_costs_so_many_statements(service: Service, name: str) -> None:
    ask, cost = COSTS[name]
    admin = await service.admin(ADA)
    with sql.recorded(service.application.database) as statements:
        response = await ask(service, admin)

    assert response.is_success, response.text
    sent = [statement for statement in statements if not statement.startswith("BEGIN")]
    assert len(sent) == cost, "\n\n".join(sent)
