"""revokeToken: ending a session with any token of it, and no word about what is not ours."""

from urllib.parse import urlencode

import httpx
import pytest

from app.config import Settings
from app.config.values import Quota
from tests.features.sessions.tokens import is_in, is_out, post_form, refusal
from tests.support import sql
from tests.support.answers import visible
from tests.support.service import API, Person, Service, person_of
from tests.support.serving import serving, with_quotas

ADA = "ada@example.com"
REASONS = "SELECT revoked_reason FROM sessions WHERE revoked_at IS NOT NULL"


async def revoke(service: Service, token: str, **form: str) -> httpx.Response:
    return await service.http.post(f"{API}/auth/revoke", data={"token": token, **form})


async def refreshed(service: Service, person: Person) -> Person:
    return person_of(person.email, person.password, await service.refresh(person.refresh_token))


@pytest.mark.parametrize("which", ["refresh_token", "access_token"])
async def test_either_token_ends_its_session_at_once(service: Service, which: str) -> None:
    ada = await service.person(ADA)

    response = await revoke(service, getattr(ada, which))

    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["cache-control"] == "no-store"
    assert await is_out(service, ada)


@pytest.mark.parametrize("which", ["refresh_token", "access_token"])
async def test_other_sessions_stay(service: Service, which: str) -> None:
    ada, phone = await service.person(ADA), await service.signed_in(ADA)
    bob = await service.person("bob@example.com")

    await revoke(service, getattr(ada, which))

    for person in (phone, bob):
        assert await is_in(service, person)
        assert await is_in(service, await refreshed(service, person))


async def test_a_spent_refresh_token_ends_what_has_become_of_its_session(service: Service) -> None:
    ada = await service.person(ADA)
    child = await refreshed(service, ada)
    service.clock.advance(days=1)
    child = await refreshed(service, child)

    response = await revoke(service, ada.refresh_token)
    await service.deliver()

    assert response.status_code == 200
    assert await is_out(service, child)
    assert [mail.kind for mail in service.mailbox.to(ADA)] == ["verify_email"]


async def test_the_refresh_token_ends_the_session_when_the_access_token_has_expired(
    service: Service,
) -> None:
    ada = await service.person(ADA)
    service.clock.advance(hours=1)

    by_access_token = await revoke(service, ada.access_token)
    child = await refreshed(service, ada)
    by_refresh_token = await revoke(service, child.refresh_token)

    assert (by_access_token.status_code, by_refresh_token.status_code) == (200, 200)
    assert await is_out(service, child)


async def test_an_access_token_of_any_scope_ends_its_session(service: Service) -> None:
    await service.confirmed(ADA)
    reader = person_of(ADA, "", await service.token(ADA, scope="account:read"))

    assert (await revoke(service, reader.access_token)).status_code == 200
    assert await is_out(service, reader)


@pytest.mark.parametrize("which", ["refresh_token", "access_token"])
async def test_a_hint_is_accepted_and_not_believed(service: Service, which: str) -> None:
    await service.confirmed(ADA)
    for hint in ("refresh_token", "access_token", "", "a hint that nobody knows"):
        ada = await service.signed_in(ADA)

        response = await revoke(service, getattr(ada, which), token_type_hint=hint)

        assert response.status_code == 200, hint
        assert await is_out(service, ada), hint


async def test_a_session_is_revoked_once_and_the_second_time_is_as_good(service: Service) -> None:
    ada = await service.person(ADA)
    first = await revoke(service, ada.refresh_token)
    after = await sql.contents(service.application.database)
    service.clock.advance(minutes=1)

    again = [await revoke(service, token) for token in (ada.refresh_token, ada.access_token)]

    assert [visible(response) for response in again] == [visible(first)] * 2
    assert await sql.contents(service.application.database) == after
    reasons = await sql.rows(service.application.database, REASONS)
    assert [row.revoked_reason for row in reasons] == ["revoked"]


async def test_a_revoked_token_that_comes_back_is_no_theft(service: Service) -> None:
    ada = await service.person(ADA)
    child = await refreshed(service, ada)
    await revoke(service, child.refresh_token)
    service.clock.advance(minutes=1)

    await service.refresh(ada.refresh_token)
    await service.deliver()

    assert [mail.kind for mail in service.mailbox.to(ADA)] == ["verify_email"]


async def test_a_token_that_is_of_no_use_looks_like_one_that_was_revoked(
    service: Service, settings: Settings
) -> None:
    ada = await service.person(ADA)
    head, payload, signature = ada.access_token.split(".")
    async with serving(settings, public_url="https://elsewhere.example") as elsewhere:
        foreign = await elsewhere.signed_in(ADA)
    before = await sql.contents(service.application.database)
    useless = {
        "unknown": f"rt_{'A' * 43}",
        "cut": ada.refresh_token[:-1],
        "longer": ada.refresh_token + "A",
        "other case": ada.refresh_token.swapcase(),
        "padded": f" {ada.refresh_token}",
        "unsigned": f"{head}.{payload}.",
        "badly signed": f"{head}.{payload}.{signature[::-1]}",
        "of another issuer": foreign.access_token,
        "word": "x",
        "long": "x" * 8192,
        "personal": f"pat_{'A' * 43}",
    }

    seen = {name: visible(await revoke(service, token)) for name, token in useless.items()}

    assert await sql.contents(service.application.database) == before
    assert await is_in(service, ada)
    revoked = visible(await revoke(service, ada.refresh_token))
    assert revoked[0] == 200
    assert all(answer == revoked for answer in seen.values()), seen


@pytest.mark.parametrize("which", ["refresh_token", "access_token"])
async def test_what_a_suspended_account_revokes_stays_ended(service: Service, which: str) -> None:
    """A session that is out of use for a while must not come back when its owner gave it up."""
    ada = await service.person(ADA)
    database = service.application.database
    await sql.execute(database, "UPDATE accounts SET status = 'suspended'")

    assert (await revoke(service, getattr(ada, which))).status_code == 200

    await sql.execute(database, "UPDATE accounts SET status = 'active'")
    assert await is_out(service, ada)


@pytest.mark.parametrize("prefix", ["evt_", "prt_"])
async def test_the_tokens_of_mails_cannot_be_revoked(service: Service, prefix: str) -> None:
    await service.register(ADA)
    if prefix == "prt_":
        await service.post("/auth/password/forgot", {"email": ADA})
        await service.deliver()
    token = service.mailbox.token(ADA)
    before = await sql.contents(service.application.database)

    response = await revoke(service, token)

    assert token.startswith(prefix)
    assert refusal(response) == "unsupported_token_type"
    assert await sql.contents(service.application.database) == before


# --- the form ---


async def refused(service: Service, content: str, *, status: int = 400) -> str:
    """What the refusal says, when the form ended nothing."""
    before = await sql.contents(service.application.database)
    response = await post_form(service, "/auth/revoke", content)
    assert refusal(response, status) == "invalid_request"
    assert await sql.contents(service.application.database) == before
    description: str = response.json()["error_description"]
    return description


async def test_without_a_token_there_is_nothing_to_revoke(service: Service) -> None:
    for content in ("token=", "token", "token_type_hint=refresh_token", "x=y"):
        assert "token" in await refused(service, content)


async def test_what_is_no_form_is_an_invalid_request(service: Service) -> None:
    for content in ("", "&&", "token=%4", "token=%ff"):
        assert await refused(service, content)


async def test_a_value_out_of_bounds_is_refused_by_its_name(service: Service) -> None:
    values = {
        "token": ["x" * 8193, "rt_\0", "rt_é"],
        "token_type_hint": ["x" * 65],
        "client_id": ["x" * 129],
        "client_secret": ["x" * 257],
    }
    for name, several in values.items():
        for value in several:
            content = urlencode({"token": f"rt_{'A' * 43}", name: value})
            assert name in await refused(service, content)


async def test_a_repeated_token_is_refused_whichever_comes_first(service: Service) -> None:
    ada = await service.person(ADA)

    for tokens in ([ada.refresh_token, "x"], ["x", ada.refresh_token], [ada.refresh_token] * 2):
        content = urlencode([("token", token) for token in tokens])
        assert "token" in await refused(service, content)


async def test_only_forms_are_read_and_only_from_the_body(service: Service) -> None:
    ada = await service.person(ADA)

    as_json = await service.post("/auth/revoke", {"token": ada.refresh_token})
    in_query = await service.http.post(
        f"{API}/auth/revoke?token={ada.refresh_token}", data={"token": ada.refresh_token}
    )

    assert (refusal(as_json, 415), refusal(in_query)) == ("invalid_request", "invalid_request")
    assert await is_in(service, ada)


async def test_a_client_that_names_itself_and_parameters_of_others_are_ignored(
    service: Service,
) -> None:
    ada = await service.person(ADA)
    extra = {"client_id": "web", "client_secret": "s3cret", "audience": "x"}

    assert (await revoke(service, ada.refresh_token, **extra)).status_code == 200
    assert await is_out(service, ada)


async def test_one_address_revokes_only_so_often(settings: Settings) -> None:
    async with serving(settings, rate_limits=with_quotas(settings, write=Quota(1, 60))) as service:
        ada = await service.person(ADA)
        assert (await revoke(service, f"rt_{'A' * 43}")).status_code == 200

        response = await revoke(service, ada.refresh_token)

        assert refusal(response, 429) == "temporarily_unavailable"
        assert response.headers["ratelimit-policy"] == '"write";q=1;w=60'
        assert int(response.headers["retry-after"]) > 0
        assert await is_in(service, ada)
