"""How keys are written and derived: what another program reads must be what this one wrote."""

import hmac
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
)

from app.security.encoding import decode_base64url, encode_base64url
from app.security.key_material import KeySetInvalid, write_private_key
from app.security.keys import KeySet
from tests.security.forge import NOW

SECRET = bytes(range(32))
SECRET_SET = json.dumps({"keys": [{"kty": "oct", "k": encode_base64url(SECRET)}]})
# Its private number is 2: of 32 bytes, 31 are zeros.
SMALL = write_private_key(ec.derive_private_key(2, ec.SECP256R1()))


def parsed(key: dict[str, Any]) -> KeySet:
    return KeySet.parse(json.dumps({"keys": [key]}), allow_symmetric=True)


def test_a_number_of_p256_keeps_its_leading_zeros() -> None:
    """RFC 7518 §6.2.1.2; one key in 128 has a coordinate that begins with a zero."""
    assert {name: len(decode_base64url(SMALL[name])) for name in "xyd"} == dict.fromkeys("xyd", 32)
    assert parsed(SMALL).signing.algorithm == "ES256"


def test_a_number_without_its_leading_zeros_is_refused() -> None:
    with pytest.raises(KeySetInvalid, match="d must be 32 bytes"):
        parsed({**SMALL, "d": encode_base64url(b"\2")})


def test_a_set_with_a_secret_comes_back_from_its_document() -> None:
    keys = KeySet.parse(SECRET_SET, allow_symmetric=True)

    assert KeySet.parse(keys.document(), allow_symmetric=True) == keys


def test_development_goes_on_with_the_secret_that_it_has(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    path.write_text(SECRET_SET)

    keys = KeySet.load_or_create(path, "ES256", NOW, allow_symmetric=True)

    assert keys.signing.private == SECRET


def test_a_new_rsa_key_has_the_exponent_and_the_size_of_everybody() -> None:
    private = KeySet.generate("RS256", NOW).signing.private

    assert isinstance(private, rsa.RSAPrivateKey)
    assert private.public_key().public_numbers().e == 65537
    assert private.key_size == 2048


@pytest.mark.parametrize("kind", [b"ssh-ed25519", b"ssh-rsa", b"ecdsa-sha2-nistp256"])
def test_a_key_of_openssh_is_no_secret(kind: bytes) -> None:
    with pytest.raises(KeySetInvalid, match="asymmetric"):
        parsed({"kty": "oct", "k": encode_base64url(kind + b" AAAAE2VjZHNhLXNoYTItbmlzdHAyNTY")})


def test_a_locked_key_is_no_secret_either() -> None:
    private = ec.derive_private_key(2, ec.SECP256R1())
    locked = private.private_bytes(
        Encoding.DER, PrivateFormat.PKCS8, BestAvailableEncryption(b"a password")
    )
    with pytest.raises(KeySetInvalid, match="asymmetric"):
        parsed({"kty": "oct", "k": encode_base64url(locked)})


@pytest.mark.parametrize("name", ["created_at", "retired_at"])
@pytest.mark.parametrize("seconds", [-1, 2**33])
def test_a_moment_that_no_calendar_has_is_refused(name: str, seconds: int) -> None:
    with pytest.raises(KeySetInvalid, match=name):
        parsed({**SMALL, name: seconds})


def test_a_derived_key_is_the_same_in_each_replica_and_release() -> None:
    """HKDF (RFC 5869) written out: what was sealed before a release must open after it."""
    keys = KeySet.parse(SECRET_SET, allow_symmetric=True)
    secret = f'{{"k": "{encode_base64url(SECRET)}", "kty": "oct"}}'.encode()
    extracted = hmac.digest(bytes(32), secret, "sha256")

    assert keys.derived("cursors") == (hmac.digest(extracted, b"accord/cursors/v1\x01", "sha256"),)


def test_each_key_derives_for_itself(es256_keys: KeySet, rs256_keys: KeySet) -> None:
    both = KeySet((es256_keys.signing, rs256_keys.signing))

    assert both.derived("a") == es256_keys.derived("a") + rs256_keys.derived("a")
    assert len({*both.derived("a"), *both.derived("b")}) == 4
