"""How a hostile token is made: as a good one, with one thing wrong."""

import json
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.security.compact import MAXIMUM_TOKEN_BYTES
from app.security.encoding import encode_base64url
from app.security.keys import KeySet
from tests.security.forge import NOW, Forge, segment, signing_input

BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


# --- keys ---


def unsigned(forge: Forge, algorithm: str) -> str:
    return signing_input(forge.header(alg=algorithm), forge.payload()) + "."


def by_public_key(forge: Forge, encoding: Encoding) -> str:
    return forge.hs256(public_key(forge, encoding, PublicFormat.SubjectPublicKeyInfo))


def by_openssh_key(forge: Forge) -> str:
    return forge.hs256(public_key(forge, Encoding.OpenSSH, PublicFormat.OpenSSH))


def by_public_jwk(forge: Forge) -> str:
    return forge.hs256(json.dumps(forge.keys.signing.public_jwk()).encode())


def by_public_jwks(forge: Forge) -> str:
    return forge.hs256(json.dumps(forge.keys.public_jwks()).encode())


def hmac_under_the_real_algorithm(forge: Forge) -> str:
    secret = public_key(forge, Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return forge.hs256(secret, alg=forge.keys.signing.algorithm)


def by_another_key(forge: Forge) -> str:
    stranger = Forge(KeySet.generate("ES256", NOW))
    return stranger.token(header=forge.header())


def with_own_jwk(_: Forge) -> str:
    stranger = Forge(KeySet.generate("ES256", NOW))
    return stranger.with_header(jwk=stranger.keys.signing.public_jwk())


def public_key(forge: Forge, encoding: Encoding, form: PublicFormat) -> bytes:
    private = forge.keys.signing.private
    assert not isinstance(private, bytes)
    return private.public_key().public_bytes(encoding, form)


# --- documents ---


def raw(members: dict[str, Any]) -> bytes:
    return json.dumps(members).encode()


def with_number(forge: Forge, spelling: str) -> str:
    return forge.token(payload=raw(forge.payload(exp="@")).replace(b'"@"', spelling.encode()))


def tail(members: bytes) -> Callable[[bytes], bytes]:
    return lambda text: text[:-1] + b"," + members + b"}"


def twice(name: str) -> Callable[[bytes], bytes]:
    return tail(f'"{name}": "again"'.encode())


def with_header_member_twice(forge: Forge) -> str:
    return forge.token(header=twice("alg")(raw(forge.header())))


def nested(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


def signed_bytes(forge: Forge, header: bytes | None, payload: bytes | None) -> str:
    parts = (
        segment(forge.header() if header is None else header),
        segment(forge.payload() if payload is None else payload),
    )
    return signed(forge, ".".join(parts))


def in_encoding(forge: Forge, encoding: str) -> str:
    payload = json.dumps(forge.payload(note="é"), ensure_ascii=False)
    return forge.token(payload=payload.encode(encoding))


# --- spellings ---


def surrounded(forge: Forge, before: str, after: str) -> str:
    return before + forge.token() + after


def in_segment(forge: Forge, place: int, junk: str) -> str:
    """Signed with the junk in it, so that only the spelling is wrong."""
    parts = forge.token().split(".")
    parts[place] += junk
    return ".".join(parts) if place == 2 else signed(forge, ".".join(parts[:2]))


def without_segment(forge: Forge, place: int) -> str:
    parts = forge.token().split(".")
    del parts[place]
    return ".".join(parts)


def with_plain_base64(forge: Forge) -> str:
    while not {"-", "_"} & set(token := forge.token()):
        pass  # one signature in fifteen has neither
    return token.replace("-", "+").replace("_", "/")


def spare_bits(forge: Forge) -> str:
    """64 bytes leave bits of the last character unused: another letter gives the same bytes."""
    token = forge.token()
    return token[:-1] + BASE64URL[BASE64URL.index(token[-1]) + 1]


def oversize(forge: Forge) -> str:
    missing = MAXIMUM_TOKEN_BYTES - len(forge.token())
    padded = forge.with_claims(note="x" * (missing * 3 // 4 + 20))
    assert MAXIMUM_TOKEN_BYTES < len(padded) < MAXIMUM_TOKEN_BYTES + 60
    return padded


def json_serialised(forge: Forge) -> str:
    header, payload, signature = forge.token().split(".")
    return json.dumps({"protected": header, "payload": payload, "signature": signature})


# --- signatures ---


def signed(forge: Forge, text: str) -> str:
    return f"{text}.{encode_base64url(forge.sign(text))}"


def own_signature(forge: Forge) -> bytes:
    return forge.sign(signing_input(forge.header(), forge.payload()))


def with_signature(forge: Forge, signature: bytes) -> str:
    return signing_input(forge.header(), forge.payload()) + "." + encode_base64url(signature)


def signature_of_another(forge: Forge) -> str:
    one, other = forge.token(), forge.with_claims(jti="another")
    return one.rpartition(".")[0] + "." + other.rpartition(".")[2]


def as_der(signature: bytes) -> bytes:
    r, s = (int.from_bytes(half, "big") for half in (signature[:32], signature[32:]))
    return encode_dss_signature(r, s)
