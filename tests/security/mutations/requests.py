"""Mutants of the token of a live session, sent to the whole service."""

from collections import Counter
from collections.abc import Mapping

import httpx

from tests.http.liars import LiveForge
from tests.security.mutations.mutator import Mutator
from tests.support.service import API, Service

Answers = Mapping[tuple[int, str], int]

REFUSALS = {(401, "invalid_token"), (401, "authentication_required")}


async def answers(service: Service, count: int, seed: int) -> Answers:
    """How often each status and problem code came back for so many mutants."""
    person = await service.person()
    forge = LiveForge(service.application.settings, person)
    await _require_success(service, forge.token())
    mutator = Mutator(forge, seed)
    seen: Counter[tuple[int, str]] = Counter()
    for mutant in mutator.mutants(count):
        # Spaces around a credential belong to HTTP, not to the token.
        if not mutator.is_good(mutant.text.strip(" ")):
            seen[_told(await _ask(service, mutant.text))] += 1
    await _require_success(service, forge.token())
    return seen


async def _require_success(service: Service, token: str) -> None:
    """Else every mutant would be refused for a reason of its own."""
    response = await _ask(service, token)
    assert response.status_code == 200, response.text


async def _ask(service: Service, token: str) -> httpx.Response:
    value = b"Bearer " + token.encode("utf-8", "surrogatepass")
    return await service.http.get(f"{API}/me", headers={b"Authorization": value})


def _told(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, str(response.json().get("code"))
