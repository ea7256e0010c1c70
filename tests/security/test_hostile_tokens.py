"""Every token of the hostile corpus is refused, in one way and for the rule that it breaks."""

from typing import Any

import pytest

from app.security.encoding import decode_base64url, encode_base64url
from app.security.keys import KeySet
from app.security.tokens import AccessTokens, TokenRefused
from tests.security.corpus import CORPUS, algorithms
from tests.security.forge import Forge

P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@pytest.mark.parametrize("name", CORPUS)
def test_a_hostile_token_is_refused(name: str, forge: Forge, tokens: AccessTokens) -> None:
    lie = CORPUS[name]
    with pytest.raises(TokenRefused) as refusal:
        tokens.verify(lie.make(forge))
    assert refusal.value.reason == lie.reason


@pytest.mark.parametrize("token", [None, 1, b"a.b.c", ["a"], object()])
def test_what_is_no_text_is_refused(token: Any, tokens: AccessTokens) -> None:
    with pytest.raises(TokenRefused):
        tokens.verify(token)


def test_the_forge_also_makes_good_tokens_so_each_is_refused_for_its_lie(
    forge: Forge, tokens: AccessTokens
) -> None:
    assert len(CORPUS) >= 40
    assert tokens.verify(forge.token()).token_id == "a-token-id"


@pytest.mark.parametrize("name", [lie.name for lie in algorithms() if lie.name != "alg 'RS256'"])
def test_an_rsa_service_refuses_the_same_algorithms(name: str, rs256_keys: KeySet) -> None:
    forge = Forge(rs256_keys)
    with pytest.raises(TokenRefused):
        forge.verifier().verify(CORPUS[name].make(forge))


@pytest.mark.parametrize("first", [0, 1])
def test_with_keys_of_two_families_each_key_keeps_its_own_algorithm(
    first: int, es256_keys: KeySet, rs256_keys: KeySet
) -> None:
    pair = (es256_keys.signing, rs256_keys.signing)
    forge = Forge(KeySet((pair[first], pair[1 - first])))
    tokens, other = forge.verifier(), forge.keys.keys[1]
    assert tokens.verify(forge.token()).token_id == "a-token-id"
    for header in (forge.header(alg=other.algorithm), forge.header(kid=other.kid)):
        with pytest.raises(TokenRefused, match="alg"):
            tokens.verify(forge.token(header=header))


def test_the_twin_of_an_ecdsa_signature_makes_no_other_token(
    forge: Forge, tokens: AccessTokens
) -> None:
    """(r, n − s) is as valid as (r, s). So a token is known by its `jti`, never by its text."""
    token = forge.token()
    text, _, spelled = token.rpartition(".")
    signature = decode_base64url(spelled)
    twin_s = P256_ORDER - int.from_bytes(signature[32:], "big")
    twin = encode_base64url(signature[:32] + twin_s.to_bytes(32, "big"))
    assert tokens.verify(f"{text}.{twin}") == tokens.verify(token)
