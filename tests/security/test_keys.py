"""Signing keys: made, kept for their owner only, rotated, published by half, refused when weak."""

import json
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt import PyJWKSet

from app.security.encoding import encode_base64url
from app.security.jwk import SigningKey
from app.security.keys import KeySet, KeySetInvalid
from tests.security.forge import NOW

DAY = timedelta(days=1)
PRIVATE_MEMBERS = {"d", "p", "q", "dp", "dq", "qi", "k", "oth"}
SECRET = {"kty": "oct", "k": encode_base64url(bytes(range(32)))}


def document(*keys: Any) -> str:
    return json.dumps({"keys": list(keys)})


def members(keys: KeySet) -> dict[str, Any]:
    return dict(keys.signing.private_jwk())


# --- made, written, read ---


@pytest.mark.parametrize("algorithm", ["ES256", "RS256"])
def test_a_set_comes_back_from_its_document(
    algorithm: str, es256_keys: KeySet, rs256_keys: KeySet
) -> None:
    keys = es256_keys if algorithm == "ES256" else rs256_keys
    again = KeySet.parse(keys.document())
    assert again.document() == keys.document()
    assert again.signing.algorithm == algorithm
    assert again.signing.created_at == NOW


def test_a_new_rsa_key_has_the_exponent_and_the_length_that_verifiers_expect() -> None:
    private = KeySet.generate("RS256", NOW).signing.private
    assert isinstance(private, rsa.RSAPrivateKey)
    assert private.key_size == 2048
    assert private.public_key().public_numbers().e == 65537


def test_a_secret_comes_back_from_its_document() -> None:
    keys = KeySet.parse(document(SECRET), allow_symmetric=True)
    again = KeySet.parse(keys.document(), allow_symmetric=True)
    assert again.signing.private == bytes(range(32))
    assert again.document() == keys.document()


def test_coordinates_keep_their_leading_zeros() -> None:
    """RFC 7518 §6.2.1.2: 32 bytes each, however small the number."""
    private = ec.derive_private_key(1, ec.SECP256R1())
    key = SigningKey(kid="one", algorithm="ES256", private=private).private_jwk()
    assert key["d"] == encode_base64url(bytes(31) + b"\x01")
    assert KeySet.parse(document(key)).signing.private_jwk() == key


def test_the_kid_is_the_thumbprint_of_rfc_7638(es256_keys: KeySet, rs256_keys: KeySet) -> None:
    ec, rsa_ = members(es256_keys), members(rs256_keys)
    spelled = {
        es256_keys.signing.kid: f'{{"crv":"P-256","kty":"EC","x":"{ec["x"]}","y":"{ec["y"]}"}}',
        rs256_keys.signing.kid: f'{{"e":"AQAB","kty":"RSA","n":"{rsa_["n"]}"}}',
    }
    for kid, required in spelled.items():
        assert kid == encode_base64url(sha256(required.encode()).digest())


def test_a_key_without_a_name_gets_its_thumbprint(es256_keys: KeySet, rs256_keys: KeySet) -> None:
    for keys in (es256_keys, rs256_keys):
        nameless = {name: value for name, value in members(keys).items() if name != "kid"}
        assert KeySet.parse(document(nameless)).signing.kid == keys.signing.kid


def test_a_saved_set_is_for_its_owner_only(tmp_path: Path, es256_keys: KeySet) -> None:
    path = tmp_path / "var" / "keys" / "keys.json"
    old_mask = os.umask(0)
    try:
        es256_keys.save(path)
    finally:
        os.umask(old_mask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert KeySet.load(path).document() == es256_keys.document()
    assert list(path.parent.iterdir()) == [path]


def test_saving_replaces_the_file_whole_and_closes_it_to_others(
    tmp_path: Path, es256_keys: KeySet
) -> None:
    path = tmp_path / "keys.json"
    path.write_text("x" * 100_000)
    path.chmod(0o644)
    es256_keys.save(path)
    assert path.read_bytes() == es256_keys.document()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_directory_that_exists_keeps_its_mode(tmp_path: Path, es256_keys: KeySet) -> None:
    tmp_path.chmod(0o755)
    es256_keys.save(tmp_path / "keys.json")
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_processes_that_start_together_get_the_same_new_key(tmp_path: Path) -> None:
    path = tmp_path / "var" / "keys.json"
    with ThreadPoolExecutor(8) as pool:
        made = pool.map(lambda _: KeySet.load_or_create(path, "ES256", NOW), range(8))
        assert len({keys.signing.kid for keys in made}) == 1
    assert list(path.parent.iterdir()) == [path]


def test_a_set_that_exists_is_never_made_anew(tmp_path: Path, es256_keys: KeySet) -> None:
    path = tmp_path / "keys.json"
    es256_keys.save(path)
    assert KeySet.load_or_create(path, "RS256", NOW).signing.kid == es256_keys.signing.kid


def test_a_key_does_not_show_itself_when_printed(es256_keys: KeySet) -> None:
    assert members(es256_keys)["d"] not in repr(es256_keys)
    secret = KeySet.parse(document(SECRET), allow_symmetric=True)
    assert repr(bytes(range(32))) not in repr(secret)


# --- published ---


def test_only_the_public_half_is_published(es256_keys: KeySet, rs256_keys: KeySet) -> None:
    both = KeySet((es256_keys.signing, rs256_keys.signing))
    published = both.public_jwks()["keys"]
    assert [key["kid"] for key in published] == [es256_keys.signing.kid, rs256_keys.signing.kid]
    assert set(published[0]) == {"kty", "crv", "x", "y", "kid", "alg", "use"}
    assert set(published[1]) == {"kty", "n", "e", "kid", "alg", "use"}
    assert len(PyJWKSet.from_dict(both.public_jwks()).keys) == 2


def test_a_secret_is_never_published() -> None:
    keys = KeySet.parse(document(SECRET), allow_symmetric=True)
    assert keys.public_jwks() == {"keys": []}
    with pytest.raises(KeySetInvalid, match="^a symmetric key has no public half$"):
        keys.signing.public_jwk()


# --- rotated ---


def test_a_rotation_signs_with_a_new_key_and_keeps_the_old_one_for_the_overlap(
    es256_keys: KeySet,
) -> None:
    rotated = es256_keys.rotated(NOW + DAY, overlap=DAY)
    new, old = rotated.keys
    assert rotated.signing is new
    assert new.kid != old.kid == es256_keys.signing.kid
    assert new.algorithm == old.algorithm
    assert (new.created_at, new.retired_at) == (NOW + DAY, None)
    assert (old.created_at, old.retired_at) == (NOW, NOW + DAY)
    assert KeySet.parse(rotated.document()).document() == rotated.document()


@pytest.mark.parametrize(("seconds", "count"), [(-1, 3), (0, 2), (1, 2)])
def test_a_key_goes_when_it_was_retired_for_longer_than_the_overlap(
    seconds: int, count: int, es256_keys: KeySet
) -> None:
    once = es256_keys.rotated(NOW, overlap=DAY)
    twice = once.rotated(NOW + DAY + timedelta(seconds=seconds), overlap=DAY)
    assert len(twice.keys) == count


def test_an_overlap_shorter_than_a_token_lives_is_refused(es256_keys: KeySet) -> None:
    shortest = timedelta(minutes=20)
    assert len(es256_keys.rotated(NOW, overlap=shortest).keys) == 2
    with pytest.raises(KeySetInvalid, match=r"^the overlap must be at least 0:20:00$"):
        es256_keys.rotated(NOW, overlap=shortest - timedelta(seconds=1))


def test_a_secret_is_not_rotated() -> None:
    keys = KeySet.parse(document(SECRET), allow_symmetric=True)
    with pytest.raises(KeySetInvalid, match="^a symmetric key is not rotated: generate an ES256 "):
        keys.rotated(NOW, overlap=DAY)


def test_published_members_are_none_of_the_private_ones(rs256_keys: KeySet) -> None:
    assert not PRIVATE_MEMBERS & set(rs256_keys.signing.public_jwk())
