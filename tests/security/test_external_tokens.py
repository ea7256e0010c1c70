"""Another issuer's tokens: the hostile corpus is refused, and what the frontend signs besides."""

import asyncio
from dataclasses import dataclass
from typing import Any

import pytest
from jwt import PyJWK

from app.security.encoding import encode_base64url
from app.security.external_keys import SharedSecret
from app.security.external_tokens import ExternalIdentity, ExternalTokens
from app.security.keys import KeySet
from app.security.token_verifier import BETTER_AUTH, OWN, TokenVerifier
from app.security.tokens import TokenRefused, VerifiedClaims
from generated.operations import ISSUERS
from tests.security.corpus import CORPUS
from tests.security.forge import (
    ABSENT,
    AUDIENCE,
    ISSUER,
    NOW_SECONDS,
    Forge,
    SettableClock,
    hmac_sha256,
    signing_input,
)

SECRET = "a secret of the frontend, long enough"
FRONTEND = "https://app.example"
# Claims that only our own tokens have; another issuer's `sub` may also be any text.
_OWN_CLAIMS = {"client_id", "jti", "scope", "sid", "auth_time", "scope_source"}
_NO_SUBJECT = {"sub missing", "sub ''", "sub 1", "sub None", "sub True", "sub 1.5", "sub []"}
HOSTILE = [
    lie.name
    for lie in CORPUS.values()
    if lie.reason not in _OWN_CLAIMS and (lie.reason != "sub" or lie.name in _NO_SUBJECT)
]


@dataclass(frozen=True)
class Published:
    """The keys of the forge, under the `typ` of its tokens, so that each lie is reached."""

    keys: dict[str, PyJWK]
    types: frozenset[str | None] = frozenset({"at+jwt"})

    async def find(self, kid: str) -> PyJWK | None:
        return self.keys.get(kid)

    async def close(self) -> None:
        """Nothing is open."""


def external(keys: Any, issuer: str = FRONTEND) -> ExternalTokens:
    return ExternalTokens(issuer=issuer, audience=AUDIENCE, keys=keys, clock=SettableClock())


def verify(verifier: ExternalTokens, token: str) -> object:
    return asyncio.run(verifier.verify(token))


def choose(verifier: TokenVerifier, token: str, *accepted: str) -> object:
    return asyncio.run(verifier.verify(token, accepted or (OWN, BETTER_AUTH)))


def published(forge: Forge) -> Published:
    key = forge.keys.signing
    assert not isinstance(key.private, bytes)
    numbers: Any = key.private.public_key().public_numbers()
    x, y = (encode_base64url(n.to_bytes(32, "big")) for n in (numbers.x, numbers.y))
    jwk = PyJWK({"kty": "EC", "crv": "P-256", "x": x, "y": y}, "ES256")
    return Published({key.kid: jwk})


def by_secret(header: dict[str, Any] | None = None, /, **claims: Any) -> str:
    payload = {
        **{"iss": FRONTEND, "aud": AUDIENCE, "sub": "q7Yk", "iat": NOW_SECONDS},
        **{"exp": NOW_SECONDS + 900, "email": "ada@example.org", "emailVerified": True},
        **claims,
    }
    kept = {name: value for name, value in payload.items() if value is not ABSENT}
    names = {"alg": "HS256", "typ": "at+jwt", "kid": "ba-shared"} if header is None else header
    signed = signing_input(names, kept)
    return f"{signed}.{encode_base64url(hmac_sha256(SECRET.encode(), signed.encode()))}"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_token_is_refused(name: str, forge: Forge) -> None:
    with pytest.raises(TokenRefused):
        verify(external(published(forge), ISSUER), CORPUS[name].make(forge))


def test_the_token_that_the_lies_are_made_from_is_accepted(forge: Forge) -> None:
    assert len(HOSTILE) > 200
    assert isinstance(verify(external(published(forge), ISSUER), forge.token()), ExternalIdentity)


def test_a_token_by_the_shared_secret_says_who_it_speaks_of() -> None:
    identity = verify(external(SharedSecret(SECRET)), by_secret(role="admin", scope="users:write"))
    assert isinstance(identity, ExternalIdentity)
    assert (identity.issuer, identity.subject) == (FRONTEND, "q7Yk")
    assert identity.email == "ada@example.org"


@pytest.mark.parametrize("is_verified", [False, ABSENT, "true", 1, None])
def test_an_address_that_the_issuer_has_not_verified_is_not_read(is_verified: Any) -> None:
    identity = verify(external(SharedSecret(SECRET)), by_secret(emailVerified=is_verified))
    assert isinstance(identity, ExternalIdentity)
    assert identity.email is None


@pytest.mark.parametrize(
    ("camel", "snake", "is_read"),
    [(ABSENT, True, True), (True, True, True), (True, False, False), (False, True, False)],
)
def test_both_names_of_the_claim_are_known_and_one_no_is_enough(
    camel: Any, snake: Any, is_read: bool
) -> None:
    token = by_secret(emailVerified=camel, email_verified=snake)
    identity = verify(external(SharedSecret(SECRET)), token)
    assert isinstance(identity, ExternalIdentity)
    assert (identity.email is not None) is is_read


_NOBODY = {"iss": ABSENT, "aud": ABSENT, "sub": ABSENT}


@pytest.mark.parametrize(
    "token",
    [
        by_secret({"alg": "HS256"}, **_NOBODY, exp=NOW_SECONDS + 3600),
        by_secret({"alg": "HS256"}, **_NOBODY, session={"userId": "q7Yk"}, user={"id": "q7Yk"}),
        by_secret(**_NOBODY),
        by_secret({"alg": "HS256"}),
        by_secret({"alg": "HS256", "kid": "ba-shared"}),
        by_secret({"alg": "HS256", "typ": "JWT", "kid": "ba-shared"}),
        by_secret(exp=NOW_SECONDS + 901),
        by_secret(aud=[AUDIENCE]),
        by_secret(aud=FRONTEND),
    ],
    ids=range(9),
)
def test_what_else_the_secret_has_signed_is_no_access_token(token: str) -> None:
    with pytest.raises(TokenRefused):
        verify(external(SharedSecret(SECRET)), token)


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        SharedSecret("x" * 31)


def test_each_issuer_has_one_profile_and_never_the_other(forge: Forge) -> None:
    verifier = TokenVerifier(forge.verifier(), external(SharedSecret(SECRET)))
    assert isinstance(choose(verifier, forge.token()), VerifiedClaims)
    assert isinstance(choose(verifier, by_secret()), ExternalIdentity)
    for token in (by_secret(iss=ISSUER), forge.with_claims(iss=FRONTEND)):
        with pytest.raises(TokenRefused):
            choose(verifier, token)


@pytest.mark.parametrize("times", [1, 2])
def test_an_issuer_that_the_operation_does_not_accept_is_refused(forge: Forge, times: int) -> None:
    """Also a token of ours that is known from a moment ago."""
    own, other = forge.token(), by_secret()
    verifier = TokenVerifier(forge.verifier(), external(SharedSecret(SECRET)))
    for _ in range(times):
        assert isinstance(choose(verifier, own, OWN), VerifiedClaims)
        assert isinstance(choose(verifier, other, BETTER_AUTH), ExternalIdentity)
        for token, accepted in ((own, BETTER_AUTH), (other, OWN)):
            with pytest.raises(TokenRefused, match="not accepted here"):
                choose(verifier, token, accepted)


def test_a_token_of_our_own_that_is_known_is_not_read_again(
    forge: Forge, monkeypatch: pytest.MonkeyPatch
) -> None:
    verifier = TokenVerifier(forge.verifier(), external(SharedSecret(SECRET)))
    token = forge.token()
    claims = choose(verifier, token)
    monkeypatch.setattr("app.security.token_verifier._claimed_issuer", None)

    assert choose(verifier, token) == claims


def test_without_another_issuer_its_tokens_are_refused(forge: Forge) -> None:
    with pytest.raises(TokenRefused, match="header members|kid"):
        choose(TokenVerifier(forge.verifier()), by_secret())


def test_the_other_issuer_must_not_bear_our_name(es256_keys: KeySet) -> None:
    with pytest.raises(ValueError, match="our own name"):
        TokenVerifier(Forge(es256_keys).verifier(), external(SharedSecret(SECRET), ISSUER))


def test_the_names_of_the_issuers_are_those_of_the_contract() -> None:
    assert list(ISSUERS) == [OWN, BETTER_AUTH]
