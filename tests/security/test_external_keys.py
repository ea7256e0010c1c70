"""Of what another issuer publishes, only public keys that we verify with are taken."""

import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from app.security.encoding import encode_base64url
from app.security.external_keys import read_keys
from tests.support.issuer import Key

ED, EC, RSA, PSS = (
    Key.make(name, name).jwk for name in ("EdDSA", "ES256", "RS256", "PS256")
)  # fmt: skip
SHORT = Key("short", "RS256", rsa.generate_private_key(65537, 1024)).jwk


def kids(*published: Any) -> list[str]:
    return list(read_keys(json.dumps({"keys": published}).encode()))


def without(jwk: dict[str, Any], name: str) -> dict[str, Any]:
    return {member: value for member, value in jwk.items() if member != name}


def test_keys_of_four_algorithms_are_taken() -> None:
    assert kids(ED, EC, RSA, PSS) == ["EdDSA", "ES256", "RS256", "PS256"]


def test_a_curve_beside_an_rsa_key_means_nothing() -> None:
    """Better Auth 1.7 publishes it, once the algorithm has been changed from RS256 to EdDSA."""
    assert kids({**RSA, "crv": "Ed25519"}) == ["RS256"]


@pytest.mark.parametrize(("jwk", "algorithm"), [(ED, "EdDSA"), (EC, "ES256"), (RSA, "RS256")])
def test_a_key_that_does_not_say_has_the_one_algorithm_of_its_kind(
    jwk: dict[str, Any], algorithm: str
) -> None:
    (key,) = read_keys(json.dumps({"keys": [without(jwk, "alg")]}).encode()).values()

    assert key.algorithm_name == algorithm


@pytest.mark.parametrize(
    "jwk",
    [
        {"kid": "oct", "kty": "oct", "k": "c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0", "alg": "HS256"},
        {**RSA, "alg": "HS256"},
        {**RSA, "alg": "RS512"},
        {**EC, "alg": "EdDSA"},
        {**EC, "alg": "none"},
        {**EC, "alg": ["ES256"]},
        {**EC, "crv": "P-384"},
        {**EC, "crv": "P-521", "alg": "ES512"},
        {**EC, "y": EC["x"]},
        {**EC, "x": 7},
        {**EC, "kty": "RSA"},
        {**ED, "x": "AAAA"},
        {**ED, "use": "enc"},
        {**ED, "key_ops": ["sign"]},
        {**ED, "key_ops": ["verify", "sign"]},
        {**ED, "d": "AAAA"},
        {**ED, "kty": ["OKP"]},
        {**ED, "kid": 7},
        without(ED, "kid"),
        without(ED, "x"),
        SHORT,
        "a text",
        None,
        [],
    ],
    ids=range(24),
)  # fmt: skip
def test_what_is_no_such_key_is_passed_over(jwk: Any) -> None:
    assert kids(jwk, ED) == ["EdDSA"]


@pytest.mark.parametrize(
    ("bits", "found"), [(2047, []), (2048, ["RS256"]), (8192, ["RS256"]), (8193, [])]
)
def test_an_rsa_key_has_2048_to_8192_bits(bits: int, found: list[str]) -> None:
    modulus = (1 << (bits - 1)) + 1
    n = encode_base64url(modulus.to_bytes((bits + 7) // 8, "big"))

    assert kids({**RSA, "n": n}) == found


def test_a_set_may_have_64_keys() -> None:
    assert kids(*[None] * 63, ED) == ["EdDSA"]


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"[]",
        b"{}",
        b"null",
        b'{"keys": {}}',
        b'{"keys": null}',
        b'{"keys": [], "keys": []}',
        b"<html>",
        b"\xff\xfe{}",
        json.dumps({"keys": [ED] * 2}).encode(),
        json.dumps({"keys": [None] * 65}).encode(),
        b'{"keys": ' + b"[" * 20_000 + b"]" * 20_000 + b"}",
    ],
    ids=range(12),
)
def test_what_is_no_set_of_keys_is_refused_as_a_whole(document: bytes) -> None:
    with pytest.raises(ValueError):
        read_keys(document)
