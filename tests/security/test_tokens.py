"""Our access tokens: what they say, how long they hold, and that others can verify them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import jwt
import pytest

from app.security.encoding import read_json_object
from app.security.keys import KeySet
from app.security.tokens import AccessTokens, TokenRefused
from app.security.verified_tokens import VerifiedTokens
from tests.security.forge import AUDIENCE, CLAIMS, ISSUER, NOW, NOW_SECONDS, Forge

REQUIRED = ["iss", "aud", "sub", "client_id", "iat", "exp", "jti", "scope", "sid", "auth_time"]


def read_by_pyjwt(token: str, keys: KeySet) -> dict[str, Any]:
    """A second opinion: another library, with nothing but the published keys."""
    published = jwt.PyJWKSet.from_dict(keys.public_jwks())
    key = published[jwt.get_unverified_header(token)["kid"]]
    return jwt.decode(
        token,
        key,
        algorithms=[key.algorithm_name],
        audience=AUDIENCE,
        issuer=ISSUER,
        options={"require": REQUIRED, "verify_exp": False, "verify_iat": False},
    )


def test_an_issued_token_says_what_it_was_given(tokens: AccessTokens) -> None:
    verified = tokens.verify(tokens.issue(CLAIMS))
    assert verified.account_id == CLAIMS.account_id
    assert verified.session_id == CLAIMS.session_id
    assert verified.client_id == CLAIMS.client_id
    assert verified.scopes == CLAIMS.scopes
    assert verified.authenticated_at == CLAIMS.authenticated_at
    assert verified.issued_at == NOW
    assert verified.expires_at == NOW + timedelta(seconds=600)


def test_every_token_has_an_id_of_its_own(tokens: AccessTokens) -> None:
    ids = {tokens.verify(tokens.issue(CLAIMS)).token_id for _ in range(50)}
    assert len(ids) == 50


@pytest.mark.parametrize("algorithm", ["ES256", "RS256"])
def test_a_token_is_accepted_by_another_library_with_the_published_keys(
    algorithm: str, es256_keys: KeySet, rs256_keys: KeySet
) -> None:
    keys = es256_keys if algorithm == "ES256" else rs256_keys
    token = Forge(keys).verifier().issue(CLAIMS)
    assert jwt.get_unverified_header(token) == {
        "alg": algorithm,
        "typ": "at+jwt",
        "kid": keys.signing.kid,
    }
    payload = read_by_pyjwt(token, keys)
    assert payload.pop("jti")
    assert payload == {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": str(CLAIMS.account_id),
        "client_id": "web",
        "iat": NOW_SECONDS,
        "exp": NOW_SECONDS + 600,
        "scope": "account:read account:write",
        "sid": str(CLAIMS.session_id),
        "auth_time": NOW_SECONDS - 10_800,
    }


@pytest.mark.parametrize("follows_role", [True, False])
def test_a_token_says_whether_its_scopes_are_those_of_the_role(
    follows_role: bool, tokens: AccessTokens
) -> None:
    token = tokens.issue(replace(CLAIMS, follows_role=follows_role))

    assert tokens.verify(token).follows_role is follows_role


def test_a_session_without_scopes_is_still_a_session(tokens: AccessTokens) -> None:
    token = tokens.issue(replace(CLAIMS, scopes=frozenset()))
    assert tokens.verify(token).scopes == frozenset()


def test_an_unknown_claim_is_ignored_so_that_versions_can_run_side_by_side(
    forge: Forge, tokens: AccessTokens
) -> None:
    assert tokens.verify(forge.with_claims(tenant="x")) == tokens.verify(forge.token())


@pytest.mark.parametrize(
    ("seconds", "is_accepted"),
    [(-31, False), (-30, True), (-29, True), (0, True), (629, True), (630, False), (631, False)],
)
def test_a_token_holds_for_its_life_and_half_a_minute_of_wrong_clocks(
    seconds: int, is_accepted: bool, forge: Forge, tokens: AccessTokens
) -> None:
    token = tokens.issue(CLAIMS)
    forge.clock.move(seconds)
    assert is_valid(tokens, token) is is_accepted


@pytest.mark.parametrize(("seconds", "is_accepted"), [(29, True), (30, True), (31, False)])
@pytest.mark.parametrize("name", ["iat", "nbf", "auth_time"])
def test_the_future_begins_after_half_a_minute(
    name: str, seconds: int, is_accepted: bool, forge: Forge, tokens: AccessTokens
) -> None:
    token = forge.with_claims(**{name: NOW_SECONDS + seconds})
    assert is_valid(tokens, token) is is_accepted


@pytest.mark.parametrize(("lifetime", "is_accepted"), [(1, True), (900, True), (901, False)])
def test_no_token_lives_longer_than_a_quarter_of_an_hour(
    lifetime: int, is_accepted: bool, forge: Forge, tokens: AccessTokens
) -> None:
    token = forge.with_claims(exp=NOW_SECONDS + lifetime)
    assert is_valid(tokens, token) is is_accepted


def test_after_a_rotation_the_old_tokens_still_hold_until_their_key_is_gone(
    forge: Forge, tokens: AccessTokens
) -> None:
    token = tokens.issue(CLAIMS)
    rotated = forge.keys.rotated(NOW, timedelta(hours=1))
    after = Forge(rotated, forge.clock).verifier()
    assert is_valid(after, token)
    assert is_valid(after, after.issue(CLAIMS))
    assert not is_valid(tokens, after.issue(CLAIMS))
    gone = rotated.rotated(NOW + timedelta(hours=1), timedelta(hours=1))
    assert not is_valid(Forge(gone, forge.clock).verifier(), token)


@pytest.mark.parametrize("change", [{"issuer": "https://b.example"}, {"audience": "other"}])
def test_services_with_the_same_keys_refuse_each_others_tokens(
    change: dict[str, str], forge: Forge, tokens: AccessTokens
) -> None:
    names: dict[str, Any] = {"issuer": ISSUER, "audience": AUDIENCE, **change}
    other = AccessTokens(**names, keys=forge.keys, clock=forge.clock)
    assert not is_valid(other, tokens.issue(CLAIMS))
    assert not is_valid(tokens, other.issue(CLAIMS))


@pytest.mark.parametrize(
    "settings",
    [
        {"ttl_seconds": 0},
        {"ttl_seconds": 901},
        {"leeway_seconds": -1},
        {"leeway_seconds": 61},
        {"issuer": ""},
        {"audience": ""},
    ],
)
def test_unsafe_settings_are_refused(settings: dict[str, Any], forge: Forge) -> None:
    usual: dict[str, Any] = {"issuer": ISSUER, "audience": AUDIENCE}
    with pytest.raises(ValueError, match="must"):
        AccessTokens(**{**usual, **settings}, keys=forge.keys, clock=forge.clock)


def test_clocks_that_agree_need_no_leeway(forge: Forge) -> None:
    tokens = AccessTokens(
        issuer=ISSUER, audience=AUDIENCE, keys=forge.keys, clock=forge.clock, leeway_seconds=0
    )
    assert is_valid(tokens, forge.token())
    assert not is_valid(tokens, forge.with_claims(iat=NOW_SECONDS + 1))


def test_the_first_moment_of_unix_is_a_time(forge: Forge, tokens: AccessTokens) -> None:
    assert tokens.verify(forge.with_claims(auth_time=0)).authenticated_at.year == 1970


def test_a_development_service_can_sign_with_a_secret() -> None:
    document = b'{"keys": [{"kty": "oct", "k": "' + b"A" * 43 + b'"}]}'
    forge = Forge(KeySet.parse(document, allow_symmetric=True))
    tokens = forge.verifier()
    token = tokens.issue(CLAIMS)
    assert tokens.verify(token).account_id == CLAIMS.account_id
    assert is_valid(tokens, forge.token())
    assert not is_valid(tokens, forge.hs256(b"another secret of more than 32 bytes"))
    assert read_json_object(b'{"keys": []}') == forge.keys.public_jwks()


def is_valid(tokens: AccessTokens, token: str) -> bool:
    try:
        tokens.verify(token)
    except TokenRefused:
        return False
    return True


def test_a_token_that_was_verified_before_still_expires(forge: Forge, tokens: AccessTokens) -> None:
    token = tokens.issue(CLAIMS)
    first = tokens.verify(token)
    forge.clock.move(629)
    assert tokens.verify(token) is first
    forge.clock.move(1)
    assert not is_valid(tokens, token)


def test_a_clock_that_goes_back_makes_a_known_token_one_of_the_future(
    forge: Forge, tokens: AccessTokens
) -> None:
    token = tokens.issue(CLAIMS)
    assert is_valid(tokens, token)
    forge.clock.move(-31)
    assert not is_valid(tokens, token)


def test_no_more_tokens_are_remembered_than_there_is_room_for(tokens: AccessTokens) -> None:
    claims = tokens.verify(tokens.issue(CLAIMS))
    memory = VerifiedTokens(leeway_seconds=30, room=2)
    for token in ("first", "second", "third"):
        memory.keep(token, claims, NOW_SECONDS)
    known = [memory.find(token, NOW_SECONDS) for token in ("first", "second", "third")]
    assert known == [None, claims, claims]


def test_a_token_that_no_longer_holds_makes_room(tokens: AccessTokens) -> None:
    claims = tokens.verify(tokens.issue(CLAIMS))
    memory = VerifiedTokens(leeway_seconds=30, room=2)
    memory.keep("first", claims, NOW_SECONDS)
    memory.keep("second", claims, NOW_SECONDS)

    assert memory.find("second", NOW_SECONDS - 1) is None
    memory.keep("second", claims, NOW_SECONDS)

    assert memory.find("first", NOW_SECONDS) is claims
