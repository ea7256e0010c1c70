"""Signing keys: made, kept for their owner only, rotated, published by half, refused when weak."""

import json
import os
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from jwt import PyJWKSet

from app.security.encoding import encode_base64url
from app.security.jwk import SigningKey
from app.security.keys import KeySet, KeySetInvalid
from tests.security.forge import NOW

DAY = timedelta(days=1)
PRIVATE_MEMBERS = {"d", "p", "q", "dp", "dq", "qi", "k", "oth"}
RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
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
    with pytest.raises(KeySetInvalid):
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
    with pytest.raises(KeySetInvalid, match="overlap"):
        es256_keys.rotated(NOW, overlap=timedelta(minutes=15))


def test_a_secret_is_not_rotated() -> None:
    keys = KeySet.parse(document(SECRET), allow_symmetric=True)
    with pytest.raises(KeySetInvalid, match="symmetric"):
        keys.rotated(NOW, overlap=DAY)


# --- refused ---


def weak_rsa() -> dict[str, str | int]:
    private = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    return SigningKey(kid="weak", algorithm="RS256", private=private).private_jwk()


def asymmetric_bytes(encoding: Encoding) -> list[bytes]:
    private, public = RSA_KEY, RSA_KEY.public_key()
    return [
        public.public_bytes(encoding, PublicFormat.SubjectPublicKeyInfo),
        public.public_bytes(encoding, PublicFormat.PKCS1),
        private.private_bytes(encoding, PrivateFormat.PKCS8, NoEncryption()),
        private.private_bytes(encoding, PrivateFormat.TraditionalOpenSSL, NoEncryption()),
    ]


def refused(text: str | bytes, *, allow_symmetric: bool = False) -> str:
    with pytest.raises(KeySetInvalid) as refusal:
        KeySet.parse(text, allow_symmetric=allow_symmetric)
    message = str(refusal.value)
    assert "\n" not in message
    assert len(message) < 120
    return message


def test_weak_rsa_is_refused() -> None:
    assert "2048" in refused(document(weak_rsa()))


def test_secrets_are_refused_unless_this_is_development() -> None:
    assert "development" in refused(document(SECRET))
    assert KeySet.parse(document(SECRET), allow_symmetric=True).signing.algorithm == "HS256"


@pytest.mark.parametrize("size", [0, 1, 31])
def test_short_secrets_are_refused(size: int) -> None:
    short = {"kty": "oct", "k": encode_base64url(b"x" * size)}
    assert "32" in refused(document(short), allow_symmetric=True)


@pytest.mark.parametrize("encoding", [Encoding.DER, Encoding.PEM])
def test_an_asymmetric_key_is_no_secret(encoding: Encoding) -> None:
    """The precondition of CVE-2026-85394 cannot be configured."""
    for data in asymmetric_bytes(encoding):
        pasted = {"kty": "oct", "k": encode_base64url(data)}
        assert "asymmetric" in refused(document(pasted), allow_symmetric=True)


def test_der_and_pem_are_no_key_set() -> None:
    for name, encoding in {"DER": Encoding.DER, "PEM": Encoding.PEM}.items():
        for data in asymmetric_bytes(encoding):
            assert f"this is {name}" in refused(data)


def test_keys_of_two_families_under_one_name_are_refused(
    es256_keys: KeySet, rs256_keys: KeySet
) -> None:
    one, other = members(es256_keys), members(rs256_keys) | {"kid": es256_keys.signing.kid}
    assert "kid" in refused(document(one, other))
    assert "kid" in refused(document(one, one))


def test_a_secret_beside_a_key_pair_is_refused(es256_keys: KeySet) -> None:
    mixed = document(members(es256_keys), SECRET)
    assert "one set" in refused(mixed, allow_symmetric=True)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "null", '{"keys": []}', '{"keys": {}}', '{"keys": [1]}', '{"keys": [{}]}',
     '{"keys": [], "keys": []}', '{"keys": [{"kty": "OKP"}]}', "\ufeff{}", "\ud800", "secret"],
)  # fmt: skip
def test_what_is_no_key_set_is_refused(text: str) -> None:
    assert refused(text)


Change = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    "change",
    [
        lambda key: key.pop("d"),
        lambda key: key.pop("x"),
        lambda key: key.update(d=key["x"]),
        lambda key: key.update(x=key["y"]),
        lambda key: key.update(d=encode_base64url(bytes(32))),
        lambda key: key.update(d=encode_base64url(b"\xff" * 32)),
        lambda key: key.update(d="AQAB"),
        lambda key: key.update(d=key["d"] + "="),
        lambda key: key.update(d=1),
        lambda key: key.update(crv="P-384"),
        lambda key: key.update(kty="RSA"),
        lambda key: key.update(kty="oct"),
        lambda key: key.update(kty=None),
        lambda key: key.update(alg="HS256"),
        lambda key: key.update(alg="none"),
        lambda key: key.update(use="enc"),
        lambda key: key.update(kid=""),
        lambda key: key.update(kid="../x"),
        lambda key: key.update(kid="x" * 129),
        lambda key: key.update(kid=1),
        lambda key: key.update(retired_at=1),
        lambda key: key.update(created_at="today"),
        lambda key: key.update(created_at=True),
        lambda key: key.update(created_at=10**30),
    ],
)
def test_a_key_that_does_not_hold_together_is_refused(change: Change, es256_keys: KeySet) -> None:
    key = members(es256_keys)
    change(key)
    message = refused(document(key))
    assert members(es256_keys)["d"] not in message


@pytest.mark.parametrize(
    "change",
    [
        lambda key: key.pop("qi"),
        lambda key: key.update(q=key["p"]),
        lambda key: key.update(d=key["dp"]),
        lambda key: key.update(e="Aw"),
        lambda key: key.update(e="AQAA"),
        lambda key: key.update(alg="RS512"),
        lambda key: key.update(n=encode_base64url(b"\xff" * 2048)),
    ],
)
def test_an_rsa_key_that_does_not_hold_together_is_refused(
    change: Change, rs256_keys: KeySet
) -> None:
    key = members(rs256_keys)
    change(key)
    assert refused(document(key))


def test_the_error_names_the_file_and_the_key(tmp_path: Path, es256_keys: KeySet) -> None:
    path = tmp_path / "keys.json"
    with pytest.raises(KeySetInvalid, match="keys.json: No such file"):
        KeySet.load(path)
    with pytest.raises(KeySetInvalid, match="directory"):
        KeySet.load(tmp_path)
    path.write_text(document(members(es256_keys), {"kty": "EC"}))
    with pytest.raises(KeySetInvalid, match="keys.json: key 2: crv is missing"):
        KeySet.load(path)
    with pytest.raises(KeySetInvalid, match="Not a directory"):
        KeySet.load_or_create(path / "below", "ES256", NOW)


def test_published_members_are_none_of_the_private_ones(rs256_keys: KeySet) -> None:
    assert not PRIVATE_MEMBERS & set(rs256_keys.signing.public_jwk())
