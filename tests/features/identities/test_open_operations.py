"""Which operations another issuer's token opens is what the contract says, and nothing else."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from pydantic import SecretStr

from app.config import Settings
from app.security.keys import KeySet
from app.security.token_verifier import BETTER_AUTH
from generated.operations import OPERATIONS
from tests.features.identities.conftest import Frontend
from tests.http.calls import EMAIL, PROTECTED, call, described
from tests.security.corpus import CORPUS, Lie
from tests.security.forge import ABSENT, Forge
from tests.support import sql
from tests.support.issuer import AUDIENCE, FRONTEND, SECRET, Issuer, Key
from tests.support.service import API, Service
from tests.support.serving import serving

OPEN = {operation.id for operation in OPERATIONS if BETTER_AUTH in operation.accepted_issuers}
# Claims that only our own tokens have; another issuer's `sub` may also be any text.
_OWN_CLAIMS = {"client_id", "jti", "scope", "sid", "auth_time", "scope_source"}
_NO_SUBJECT = {"sub missing", "sub ''", "sub 1", "sub None", "sub True", "sub 1.5", "sub []"}
# Better Auth writes no `typ`, and others write JWT.
_NO_LIE = {"typ 'JWT'", "typ missing"}


class FrontendForge(Forge):
    """Forges with the key that the frontend publishes."""

    def header(self, **changes: Any) -> dict[str, Any]:
        return super().header(**{"typ": "JWT", **changes})

    def payload(self, **changes: Any) -> dict[str, Any]:
        verified = {"email": "ada@example.com", "emailVerified": True}
        return super().payload(**{"iss": FRONTEND, "aud": AUDIENCE, **verified, **changes})


@pytest.fixture
async def forge(issuer: Issuer, service: Service) -> AsyncIterator[FrontendForge]:
    """A forge whose key is published; the clock of the service is that of the corpus."""
    keys = KeySet.generate("ES256", service.clock.now())
    forge = FrontendForge(keys)
    service.clock.advance(seconds=(forge.clock.now() - service.clock.now()).total_seconds())
    private: Any = keys.signing.private
    issuer.keys = [Key(keys.signing.kid, "ES256", private)]
    yield forge


def lies() -> list[Lie]:
    return [
        lie
        for lie in CORPUS.values()
        if lie.reason not in _OWN_CLAIMS
        and (lie.reason != "sub" or lie.name in _NO_SUBJECT)
        and lie.name not in _NO_LIE
    ]


def test_the_contract_opens_the_own_account_and_nothing_else() -> None:
    assert OPEN == {"getMe", "updateMe"}
    for operation in PROTECTED:
        accepted = described(operation)["x-accepted-issuers"]
        assert tuple(accepted) == operation.accepted_issuers
        assert "own" in accepted


async def test_what_the_contract_does_not_open_is_refused_and_writes_nothing(
    frontend: Frontend, service: Service
) -> None:
    """Also by the token of an account that could do it here: an admin's."""
    await frontend.me()
    await sql.execute(service.application.database, "UPDATE accounts SET role = 'admin'")
    before = await sql.contents(service.application.database)
    for operation in PROTECTED:
        if operation.id not in OPEN:
            answer = await call(service, operation, headers=frontend.auth())
            assert (answer.status_code, answer.json()["code"]) == (401, "invalid_token")

    assert await sql.contents(service.application.database) == before


async def test_what_the_contract_opens_succeeds(frontend: Frontend, service: Service) -> None:
    for operation in PROTECTED:
        if operation.id in OPEN:
            answer = await call(service, operation, headers=frontend.auth(email=EMAIL))
            assert answer.is_success, answer.text


async def test_the_hostile_corpus_opens_nothing_and_writes_nothing(
    forge: FrontendForge, service: Service
) -> None:
    """A name that no key has is refused, or told to come back while the issuer has its rest."""
    before = await sql.contents(service.application.database)
    corpus = lies()
    for lie in corpus:
        token = lie.make(forge)
        if token.strip(" ") != token:
            continue  # in a header, spaces around it are none of it
        headers = {b"Authorization": b"Bearer " + token.encode("utf-8", "surrogatepass")}
        answer = await service.http.get(f"{API}/me", headers=headers)
        fair = {(401, "invalid_token"), (401, "authentication_required")}
        if lie.reason == "kid":
            fair.add((503, "identity_provider_unavailable"))
        verdict = answer.status_code, answer.json().get("code")
        assert verdict in fair | {(431, "headers_too_large")}, lie.name

    assert len(corpus) > 200
    assert await sql.contents(service.application.database) == before


CLAIMS = ("iss", "aud", "sub", "iat", "exp", "nbf", "jti", "email", "emailVerified", "name", "role")
ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 2**31, 2**63, 10**40, 1.5, [], {}, ["a"], {"a": 1}, " ", ""),
    *("a\0b", "\ud800", "\u202e", "é", "a\nb", "x" * 255, "x" * 256, "'; --", "https://x.example"),
)


@pytest.mark.parametrize("claim", CLAIMS)
async def test_whatever_a_trusted_issuer_signs_is_no_error_of_ours(
    frontend: Frontend, claim: str
) -> None:
    """It is believed in what it says, and not in how it says it."""
    for odd in ODD:
        answer = await frontend.me(**{claim: odd})

        assert answer.status_code in {200, 401, 403}, repr(odd)


async def test_what_the_lies_are_made_from_is_accepted(
    forge: FrontendForge, service: Service
) -> None:
    headers = {"Authorization": f"Bearer {forge.token()}"}

    assert (await service.http.get(f"{API}/me", headers=headers)).status_code == 200


@pytest.mark.parametrize("algorithm", ["EdDSA", "ES256", "RS256", "PS256"])
async def test_each_algorithm_that_it_can_publish_is_accepted(
    frontend: Frontend, algorithm: str
) -> None:
    frontend.issuer.rotate(algorithm)

    assert (await frontend.me()).status_code == 200


async def test_a_key_has_the_algorithm_that_it_was_published_with(frontend: Frontend) -> None:
    rs256 = frontend.issuer.rotate("RS256")
    ps256 = Key(rs256.kid, "PS256", rs256.private)

    assert (await frontend.me(frontend.issuer.token(ps256))).status_code == 401
    assert (await frontend.me()).status_code == 200


async def test_neither_profile_takes_the_tokens_of_the_other(
    frontend: Frontend, service: Service
) -> None:
    person = await service.person("bob@example.com")
    own_name = service.application.settings.public_url

    for token in (
        frontend.issuer.token(iss=own_name),
        frontend.issuer.shared(),
        frontend.issuer.token(aud=own_name),
    ):
        assert (await frontend.me(token)).json()["code"] == "invalid_token"
    assert (await service.me(person)).status_code == 200


async def test_by_the_shared_secret_what_the_recipe_makes_is_accepted_and_nothing_else(
    issuer: Issuer, settings: Settings
) -> None:
    secret = SecretStr(SECRET)
    async with serving(settings, better_auth_mode="secret", better_auth_secret=secret) as service:
        issuer.clock = service.clock
        frontend = Frontend(service, issuer)
        assert (await frontend.me(issuer.shared())).status_code == 200
        for token in (
            issuer.token(),
            issuer.shared({"alg": "HS256"}),
            issuer.shared({"alg": "HS256", "typ": "JWT", "kid": "ba-shared"}),
            issuer.shared({"alg": "HS256", "typ": "at+jwt", "kid": "other"}),
            issuer.shared(iss=ABSENT, aud=ABSENT, sub=ABSENT),
        ):
            assert (await frontend.me(token)).json()["code"] == "invalid_token"
    assert issuer.asked == 0


# --- while the keys cannot be had ---


async def test_without_its_keys_a_token_is_neither_good_nor_bad(frontend: Frontend) -> None:
    frontend.issuer.answer = b""
    for answer in (await frontend.me(), await frontend.rename("Ada")):
        assert (answer.status_code, answer.json()["code"]) == (503, "identity_provider_unavailable")
        assert 1 <= int(answer.headers["Retry-After"]) <= 5
    frontend.issuer.answer = None


async def test_known_keys_go_on_while_the_issuer_is_away(frontend: Frontend) -> None:
    assert (await frontend.me()).status_code == 200
    frontend.issuer.answer = b""
    unknown = Key.make("another")

    assert (await frontend.me(frontend.issuer.token(unknown))).status_code == 503
    assert (await frontend.me()).status_code == 200


async def test_a_rotation_is_no_401_for_anybody(frontend: Frontend) -> None:
    statuses = set()
    for _ in range(3):
        old = frontend.issuer.token()
        frontend.issuer.rotate()
        for token in (frontend.issuer.token(), old):
            statuses.add((await frontend.me(token)).status_code)

    assert statuses == {200}


async def test_a_token_that_is_refused_anyway_makes_nobody_ask(frontend: Frontend) -> None:
    now = int(frontend.service.clock.now().timestamp())
    for token in (
        frontend.issuer.token(Key.make("another"), exp=now - 31, iat=now - 900),
        frontend.issuer.token(Key.make("yet another"), aud="others"),
        frontend.issuer.token(Key.make("a third"), sub=""),
    ):
        assert (await frontend.me(token)).status_code == 401

    assert frontend.issuer.asked == 0
