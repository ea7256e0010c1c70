"""RFC 8725 as a corpus: every known way to lie with a JWT, and the rule that each breaks first."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.serialization import Encoding

from tests.security import lies
from tests.security.forge import ABSENT, NOW_SECONDS, Forge, segment

Make = Callable[[Forge], str]

CLAIM_NAMES = (
    *("iss", "aud", "sub", "client_id", "iat", "exp"),
    *("jti", "scope", "sid", "auth_time"),
)
TIME_NAMES = ("iat", "exp", "auth_time", "nbf")
UUID_TEXT = "019ab000-0000-7000-8000-000000000001"


class Lie(NamedTuple):
    """A hostile token, and the reason that the log will give for its refusal."""

    name: str
    reason: str
    make: Make


def header(**changes: Any) -> Make:
    return lambda forge: forge.with_header(**changes)


def claim(**changes: Any) -> Make:
    return lambda forge: forge.with_claims(**changes)


def made(by: Callable[..., str], *arguments: Any) -> Make:
    return lambda forge: by(forge, *arguments)


def payload(change: Callable[[bytes], bytes]) -> Make:
    return lambda forge: forge.token(payload=change(lies.raw(forge.payload())))


def algorithms() -> Iterator[Lie]:
    for name in ("none", "None", "nOnE", "NONE", "", "HS256", "HS512", "RS256", "ES384", "EdDSA"):
        yield Lie(f"alg {name!r}", "alg", header(alg=name))
        yield Lie(f"alg {name!r}, no signature", "alg", made(lies.unsigned, name))
    for value in (None, 1, True, ["ES256"], {"ES256": 1}, "es256", "ES256 "):
        yield Lie(f"alg {value!r}", "alg", header(alg=value))
    yield Lie("alg missing", "header members", header(alg=ABSENT))
    yield Lie("HS256 by the public key as PEM", "alg", made(lies.by_public_key, Encoding.PEM))
    yield Lie("HS256 by the public key as DER", "alg", made(lies.by_public_key, Encoding.DER))
    yield Lie("HS256 by the public key as SSH", "alg", made(lies.by_openssh_key))
    yield Lie("HS256 by the public key as JWK", "alg", made(lies.by_public_jwk))
    yield Lie("HS256 by the public JWK set", "alg", made(lies.by_public_jwks))
    yield Lie("HS256 with a zero secret", "alg", lambda forge: forge.hs256(b"\0"))
    yield Lie("HS256 by the kid", "alg", lambda forge: forge.hs256(forge.keys.signing.kid.encode()))
    yield Lie("HMAC under the real alg", "signature", made(lies.hmac_under_the_real_algorithm))


def headers() -> Iterator[Lie]:
    kid: Any
    for typ in ("JWT", "jwt", "AT+JWT", "application/at+jwt", "rt+jwt", "at+jwt ", "", None, 1):
        yield Lie(f"typ {typ!r}", "typ", header(typ=typ))
    yield Lie("typ missing", "header members", header(typ=ABSENT))
    yield Lie("kid missing", "header members", header(kid=ABSENT))
    kids = ("unknown", "", "../../dev/null", "/proc/self/environ", "' OR 1=1 --", "x\0y", "0")
    for kid in (*kids, None, 0, True, ["a"], {}):
        yield Lie(f"kid {kid!r}", "kid", header(kid=kid))
    yield Lie("another key under our kid", "signature", made(lies.by_another_key))
    yield Lie("another key, brought along as jwk", "header members", made(lies.with_own_jwk))
    extras: dict[str, Any] = {
        "jku": "https://evil.example/jwks.json",
        "x5u": "https://evil.example/cert.pem",
        "x5c": ["MIIB"],
        "x5t": "abc",
        "jwk": {"kty": "oct", "k": "AAAA"},
        "crit": ["exp"],
        "b64": False,
        "zip": "DEF",
        "cty": "JWT",
        "enc": "A256GCM",
        "nonce": "1",
    }
    for name, value in extras.items():
        yield Lie(f"header member {name}", "header members", header(**{name: value}))
    yield Lie("crit with b64", "header members", header(crit=["b64"], b64=False))


def claims() -> Iterator[Lie]:
    value: Any
    for name in CLAIM_NAMES:
        yield Lie(f"{name} missing", name, claim(**{name: ABSENT}))
        for value in (None, True, 1.5, [], {}, ["accord"]):
            yield Lie(f"{name} {value!r}", name, claim(**{name: value}))
    for name in ("iss", "aud", "sub", "client_id", "jti", "sid"):
        for value in ("", 1):
            yield Lie(f"{name} {value!r}", name, claim(**{name: value}))
    for name in TIME_NAMES:
        for value in (str(NOW_SECONDS), float(NOW_SECONDS), -1, 10**30, 2**53, "Infinity"):
            yield Lie(f"{name} {value!r}", name, claim(**{name: value}))
    for issuer in ("https://evil.example", "https://accounts.example/", "HTTPS://accounts.example"):
        yield Lie(f"iss {issuer}", "iss", claim(iss=issuer))
    for audience in ("other", "accord ", "ACCORD", ["accord", "other"]):
        yield Lie(f"aud {audience}", "aud", claim(aud=audience))
    spellings = (UUID_TEXT.upper(), f"{{{UUID_TEXT}}}", f"urn:uuid:{UUID_TEXT}")
    for subject in ("admin", "1", UUID_TEXT.replace("-", ""), UUID_TEXT + "\n", *spellings):
        yield Lie(f"sub {subject!r}", "sub", claim(sub=subject))
        yield Lie(f"sid {subject!r}", "sid", claim(sid=subject))
    for scope in (" ", "a  b", " a", "a ", 'a"b', "a\\b", "a\nb", "a\n", "é", 1):
        yield Lie(f"scope {scope!r}", "scope", claim(scope=scope))
    sources: list[object] = ["Role", "", "account", None, True, 1, ["role"], {}]
    for source in sources:
        yield Lie(f"scope_source {source!r}", "scope_source", claim(scope_source=source))
    yield Lie("jti too long", "jti", claim(jti="x" * 256))


def times() -> Iterator[Lie]:
    now = NOW_SECONDS
    yield Lie("expired", "exp", claim(iat=now - 630, exp=now - 30))
    yield Lie("expired long ago", "exp", claim(iat=1, exp=600))
    yield Lie("issued in the future", "iat", claim(iat=now + 31))
    yield Lie("not valid yet", "nbf", claim(nbf=now + 31))
    yield Lie("authenticated in the future", "auth_time", claim(auth_time=now + 31))
    yield Lie("lives 15 minutes and a second", "lifetime", claim(exp=now + 901))
    yield Lie("lives for ever", "lifetime", claim(exp=2**37))
    yield Lie("issued when it expires", "lifetime", claim(iat=now, exp=now))
    yield Lie("expires before it is issued", "lifetime", claim(iat=now, exp=now - 1))


def documents() -> Iterator[Lie]:
    for number in ("NaN", "Infinity", "-Infinity", "1" * 5000, "01", "0x10", "+1", "1_000"):
        yield Lie(f"exp {number[:9]}", "payload", made(lies.with_number, number))
    for number in ("1e999", "1.7e9", "-0.0", "1795348800.0"):
        yield Lie(f"exp {number}", "exp", made(lies.with_number, number))
    yield Lie("claim twice", "payload", payload(lies.twice("sub")))
    yield Lie("claim twice, escaped", "payload", payload(lies.twice("\\u0073ub")))
    yield Lie("claim twice inside a claim", "payload", payload(lies.tail(b'"x": {"a": 1, "a": 2}')))
    yield Lie("header member twice", "header", made(lies.with_header_member_twice))
    yield Lie("deep nesting in the header", "header", lambda f: f.token(header=b"[" * 3000))
    yield Lie("deep nesting in the payload", "payload", payload(lambda _: b'{"a":' * 1000))
    yield Lie("deep nesting, closed", "payload", payload(lies.tail(b'"x":' + lies.nested(1200))))
    for text in (b"", b"[]", b"null", b'"x"', b"1", b"{", b"\xff\xfe", b"{'iss': 1}"):
        yield Lie(f"header {text!r}", "header", made(lies.signed_bytes, text, None))
        yield Lie(f"payload {text!r}", "payload", made(lies.signed_bytes, None, text))
    yield Lie("header {}", "header members", made(lies.signed_bytes, b"{}", None))
    yield Lie("payload {}", "iss", made(lies.signed_bytes, None, b"{}"))
    for encoding in ("utf-16", "utf-32", "utf-8-sig", "latin-1"):
        yield Lie(f"payload in {encoding}", "payload", made(lies.in_encoding, encoding))
    yield Lie("payload with more behind it", "payload", payload(lambda text: text + b"{}"))
    yield Lie("payload cut short", "payload", payload(lambda text: text[:-1]))


def spellings() -> Iterator[Lie]:
    for text in ("", ".", "a.b", "...", "Bearer", "null", "undefined", "A.B.C.D"):
        yield Lie(f"text {text!r}", "number of segments", made(lambda _, text: text, text))
    for text in ("a.b.c", "=.=.="):
        yield Lie(f"text {text!r}", "base64url", made(lambda _, text: text, text))
    for before, after in (
        (" ", ""),
        ("", " "),
        ("", "\n"),
        ("\t", ""),
        ("", "\0"),
        ("Bearer ", ""),
    ):
        make = made(lies.surrounded, before, after)
        yield Lie(f"around it: {before!r} {after!r}", "base64url", make)
    for place in (0, 1, 2):
        for junk in ("=", "!!", " ", "\n", "\0", "%3D"):
            make = made(lies.in_segment, place, junk)
            yield Lie(f"{junk!r} in segment {place}", "base64url", make)
        for junk in ("é", "Ａ", "\u2028", "\ud800"):
            make = made(lies.in_segment, place, junk)
            yield Lie(f"{ascii(junk)} in segment {place}", "size or characters", make)
        make = made(lies.without_segment, place)
        yield Lie(f"segment {place} left out", "number of segments", make)
    yield Lie("plain base64 alphabet", "base64url", made(lies.with_plain_base64))
    yield Lie("spare bits in the last character", "base64url", made(lies.spare_bits))
    for tail in (".", ".AAAA", ".AAAA.AAAA"):
        make = made(lies.surrounded, "", tail)
        yield Lie(f"more segments: {tail}", "number of segments", make)
    jwe = f"{segment({'alg': 'dir', 'enc': 'A256GCM'})}..AAAA.AAAA.AAAA"
    yield Lie("JWE", "number of segments", lambda _: jwe)
    yield Lie("JSON serialisation", "number of segments", made(lies.json_serialised))
    yield Lie("8 KiB and a little", "size or characters", made(lies.oversize))
    for letter in ("A", "."):
        make = made(lies.surrounded, "", letter * 1_000_000)
        yield Lie(f"a million times {letter!r}", "size or characters", make)


def signatures() -> Iterator[Lie]:
    def signature(change: Callable[[bytes], bytes]) -> Make:
        return lambda forge: lies.with_signature(forge, change(lies.own_signature(forge)))

    def cut(length: int) -> Make:
        return signature(lambda own: own[:length])

    def flipped(place: int) -> Make:
        return signature(lambda own: own[:place] + bytes([own[place] ^ 1]) + own[place + 1 :])

    for length in range(64):
        yield Lie(f"signature cut to {length} bytes", "signature", cut(length))
    for place in range(64):
        yield Lie(f"byte {place} of the signature flipped", "signature", flipped(place))
    yield Lie("signature of zeros", "signature", signature(lambda _: bytes(64)))
    yield Lie("signature of ones", "signature", signature(lambda _: b"\xff" * 64))
    yield Lie("r = s = 1", "signature", signature(lambda _: (bytes(31) + b"\1") * 2))
    yield Lie("signature and a byte", "signature", signature(lambda own: own + b"\0"))
    yield Lie("zero before the signature", "signature", signature(lambda own: b"\0" + own))
    yield Lie("halves exchanged", "signature", signature(lambda own: own[32:] + own[:32]))
    yield Lie("signature as DER", "signature", signature(lies.as_der))
    yield Lie("signature of another payload", "signature", made(lies.signature_of_another))


FAMILIES = (algorithms, headers, claims, times, documents, spellings, signatures)
CORPUS = {lie.name: lie for family in FAMILIES for lie in family()}
