"""Signing keys that are refused, each with the one line that its operator needs."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from app.security.encoding import encode_base64url
from app.security.jwk import SigningKey
from app.security.keys import KeySet, KeySetInvalid
from tests.security.forge import NOW

RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
SECRET = {"kty": "oct", "k": encode_base64url(bytes(range(32)))}

Change = Callable[[dict[str, Any]], object]


def document(*keys: Any) -> str:
    return json.dumps({"keys": list(keys)})


def members(keys: KeySet) -> dict[str, Any]:
    return dict(keys.signing.private_jwk())


def refused(text: str | bytes, *, allow_symmetric: bool = False) -> str:
    with pytest.raises(KeySetInvalid) as refusal:
        KeySet.parse(text, allow_symmetric=allow_symmetric)
    message = str(refusal.value)
    assert "\n" not in message
    assert len(message) < 120
    return message


# --- sets ---

NO_JSON = "this is not a JWK set: no valid JSON object"
NO_LIST = 'this is not a JWK set: it has no list "keys"'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", NO_JSON),
        ("[]", NO_JSON),
        ("null", NO_JSON),
        ("secret", NO_JSON),
        ("\ufeff{}", NO_JSON),
        ("\ud800", NO_JSON),
        ('{"keys": [], "keys": []}', NO_JSON),
        ("{}", NO_LIST),
        ('{"keys": {}}', NO_LIST),
        ('{"keys": []}', "the key set is empty: it needs at least one private key"),
        ('{"keys": [1]}', "key 1 is not a JSON object"),
        ('{"keys": [{}]}', "key 1: kty is missing or not a string"),
        ('{"keys": [{"kty": "OKP"}]}', "key 1: kty must be EC, RSA or oct"),
    ],
)
def test_what_is_no_key_set_is_refused(text: str, message: str) -> None:
    assert refused(text) == message


def asymmetric_bytes(encoding: Encoding) -> list[bytes]:
    private, public = RSA_KEY, RSA_KEY.public_key()
    return [
        public.public_bytes(encoding, PublicFormat.SubjectPublicKeyInfo),
        public.public_bytes(encoding, PublicFormat.PKCS1),
        private.private_bytes(encoding, PrivateFormat.PKCS8, NoEncryption()),
        private.private_bytes(encoding, PrivateFormat.TraditionalOpenSSL, NoEncryption()),
    ]


def test_der_and_pem_are_no_key_set() -> None:
    for name, encoding in {"DER": Encoding.DER, "PEM": Encoding.PEM}.items():
        for data in asymmetric_bytes(encoding):
            assert refused(data) == f"this is {name}, not a JWK set"
    pem = asymmetric_bytes(Encoding.PEM)[0]
    assert refused(b"\n " + pem) == "this is PEM, not a JWK set"


def test_two_keys_of_one_name_are_refused(es256_keys: KeySet, rs256_keys: KeySet) -> None:
    one, other = members(es256_keys), members(rs256_keys) | {"kid": es256_keys.signing.kid}
    assert refused(document(one, other)) == "two keys have the same kid"
    assert refused(document(one, one)) == "two keys have the same kid"


def test_a_secret_beside_a_key_pair_is_refused(es256_keys: KeySet) -> None:
    mixed = document(members(es256_keys), SECRET)
    message = "symmetric and asymmetric keys do not go into one set"
    assert refused(mixed, allow_symmetric=True) == message


def test_a_set_whose_first_key_is_retired_is_refused(es256_keys: KeySet) -> None:
    retired = members(es256_keys) | {"retired_at": 1}
    assert refused(document(retired)) == "the first key signs, so it cannot be retired"


# --- secrets ---


def test_secrets_are_refused_unless_this_is_development(tmp_path: Path) -> None:
    message = "symmetric keys (HS256) are for development only"
    path = tmp_path / "keys.json"
    path.write_text(document(SECRET))
    assert refused(document(SECRET)) == message
    for load in (KeySet.load, lambda path: KeySet.load_or_create(path, "ES256", NOW)):
        with pytest.raises(KeySetInvalid, match="keys.json: symmetric keys"):
            load(path)

    keys = KeySet.load_or_create(path, "ES256", NOW, allow_symmetric=True)

    assert keys.signing.algorithm == "HS256"


@pytest.mark.parametrize("size", [0, 1, 31])
def test_short_secrets_are_refused(size: int) -> None:
    short = {"kty": "oct", "k": encode_base64url(b"x" * size)}
    message = "key 1: a symmetric key needs at least 32 random bytes"
    assert refused(document(short), allow_symmetric=True) == message


def ssh_bytes() -> list[bytes]:
    keys = (RSA_KEY, ec.generate_private_key(ec.SECP256R1()))
    return [key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH) for key in keys]


def test_an_asymmetric_key_is_no_secret() -> None:
    """The precondition of CVE-2026-85394 cannot be configured."""
    pem, der = asymmetric_bytes(Encoding.PEM), asymmetric_bytes(Encoding.DER)
    for data in (*pem, *der, *ssh_bytes(), b"\n " + pem[0]):
        pasted = {"kty": "oct", "k": encode_base64url(data)}
        message = "key 1: k holds an asymmetric key (PEM, SSH or DER), which is no secret"
        assert refused(document(pasted), allow_symmetric=True) == message


# --- key pairs ---

KID = "kid must be 1 to 128 letters, digits, dots, hyphens or underscores"
INSTANT = "created_at must be a whole number of Unix seconds"
NO_PAIR = "x and y are not the public half of d"
NO_KEY = "d is not a private key of P-256"
ALGORITHM = "this kind of key signs with ES256 and nothing else"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda key: key.pop("d"), "d is missing or not a string"),
        (lambda key: key.update(d=1), "d is missing or not a string"),
        (lambda key: key.pop("x"), "x is missing or not a string"),
        (lambda key: key.update(d=key["x"]), NO_PAIR),
        (lambda key: key.update(x=key["y"]), NO_PAIR),
        (lambda key: key.update(d=encode_base64url(bytes(32))), NO_KEY),
        (lambda key: key.update(d=encode_base64url(b"\xff" * 32)), NO_KEY),
        (lambda key: key.update(d="AQAB"), "d must be 32 bytes long"),
        (lambda key: key.update(d="AA" + key["d"]), "d is not base64url"),
        (lambda key: key.update(d="AAAA" + key["d"]), "d must be 32 bytes long"),
        (lambda key: key.update(d=key["d"] + "="), "d is not base64url"),
        (lambda key: key.pop("crv"), "crv is missing or not a string"),
        (lambda key: key.update(crv="P-384"), "crv must be P-256, the curve of ES256"),
        (lambda key: key.update(kty="RSA"), "n is missing or not a string"),
        (lambda key: key.update(kty="oct"), "k is missing or not a string"),
        (lambda key: key.update(kty=None), "kty is missing or not a string"),
        (lambda key: key.update(alg="HS256"), ALGORITHM),
        (lambda key: key.update(alg="none"), ALGORITHM),
        (lambda key: key.update(use="enc"), "use must be sig"),
        (lambda key: key.update(kid=""), KID),
        (lambda key: key.update(kid="../x"), KID),
        (lambda key: key.update(kid="x" * 129), KID),
        (lambda key: key.update(kid=1), "kid is missing or not a string"),
        (lambda key: key.update(created_at="today"), INSTANT),
        (lambda key: key.update(created_at=True), INSTANT),
        (lambda key: key.update(created_at=-1), INSTANT),
        (lambda key: key.update(created_at=2**33), INSTANT),
        (lambda key: key.update(created_at=10**30), INSTANT),
    ],
)
def test_a_key_that_does_not_hold_together_is_refused(
    change: Change, message: str, es256_keys: KeySet
) -> None:
    key = members(es256_keys)
    change(key)
    assert refused(document(key)) == f"key 1: {message}"


@pytest.mark.parametrize("instant", [0, 2**33 - 1])
def test_any_whole_second_of_three_centuries_is_an_instant(
    instant: int, es256_keys: KeySet
) -> None:
    key = members(es256_keys) | {"created_at": instant}
    created_at = KeySet.parse(document(key)).signing.created_at
    assert created_at is not None
    assert created_at.timestamp() == instant


UNFIT = "the members of the RSA key do not fit together"
EXPONENT = "e must be an odd number from 65537 up to 2^32"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda key: key.pop("qi"), "qi is missing or not a string"),
        (lambda key: key.update(q=key["p"]), UNFIT),
        (lambda key: key.update(d=key["dp"]), UNFIT),
        (lambda key: key.update(e="Aw"), EXPONENT),
        (lambda key: key.update(e="AQAA"), EXPONENT),
        (lambda key: key.update(e=encode_base64url((65539 + 1).to_bytes(3))), EXPONENT),
        (lambda key: key.update(e=encode_base64url((2**32 + 1).to_bytes(5))), EXPONENT),
        (lambda key: key.update(alg="RS512"), "this kind of key signs with RS256 and nothing else"),
        (
            lambda key: key.update(n=encode_base64url(b"\xff" * 2048)),
            "an RSA key needs 2048 to 8192 bits, not 16384",
        ),
    ],
)
def test_an_rsa_key_that_does_not_hold_together_is_refused(
    change: Change, message: str, rs256_keys: KeySet
) -> None:
    key = members(rs256_keys)
    change(key)
    assert refused(document(key)) == f"key 1: {message}"


def test_weak_rsa_is_refused() -> None:
    private = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    weak = SigningKey(kid="weak", algorithm="RS256", private=private).private_jwk()
    assert refused(document(weak)) == "key 1: an RSA key needs 2048 to 8192 bits, not 1024"


# --- files ---


def test_the_error_names_the_file_and_the_key(tmp_path: Path, es256_keys: KeySet) -> None:
    path = tmp_path / "keys.json"
    with pytest.raises(KeySetInvalid, match="keys.json: No such file"):
        KeySet.load(path)
    with pytest.raises(KeySetInvalid, match="directory"):
        KeySet.load(tmp_path)
    path.write_text(document(members(es256_keys), {"kty": "EC"}))
    with pytest.raises(KeySetInvalid, match="keys.json: key 2: crv is missing"):
        KeySet.load(path)
    below = path / "below"
    for write in (
        lambda: KeySet.load_or_create(below, "ES256", NOW),
        lambda: es256_keys.save(below),
    ):
        with pytest.raises(KeySetInvalid, match=f"{below}: (Not a directory|File exists)"):
            write()
