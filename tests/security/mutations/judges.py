"""Who says whether a token is accepted: our verifier, and one that another library makes."""

import re
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import jwt

from app.security.encoding import decode_base64url, read_json_object
from app.security.keys import KeySet
from app.security.tokens import AccessTokens, TokenRefused
from tests.security.forge import AUDIENCE, ISSUER
from tests.security.mutations.mutator import Mutant

Judge = Callable[[str], bool]

TIMES = ("iat", "exp", "auth_time")
_UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_SCOPE_TOKEN = r"[!#-\[\]-~]+"
_TEXTS = {
    "sub": _UUID,
    "sid": _UUID,
    "client_id": r"(?s:.{1,255})",
    "jti": r"(?s:.{1,255})",
    "scope": rf"({_SCOPE_TOKEN}( {_SCOPE_TOKEN})*)?",
}


class Fault(NamedTuple):
    """What must not happen to a mutant: it was accepted, or the judge broke over it."""

    mutant: Mutant
    what: str


def faults(judge: Judge, mutants: Iterable[Mutant]) -> list[Fault]:
    """All that goes wrong, so that one fault does not hide the next."""
    found = []
    for mutant in mutants:
        try:
            if judge(mutant.text):
                found.append(Fault(mutant, "accepted"))
        except Exception as error:  # whatever it is, a caller would have had a 500
            found.append(Fault(mutant, repr(error)))
    return found


def ours(tokens: AccessTokens) -> Judge:
    """The verifier of the service, on python-jose."""

    def accepts(token: str) -> bool:
        try:
            tokens.verify(token)
        except TokenRefused:
            return False
        return True

    return accepts


def pyjwt(keys: KeySet) -> Judge:
    """PyJWT with the published keys, by the real clock. It knows RFC 7519; what RFC 9068 and our
    own rules ask besides (one spelling, no other header member, `typ`, types) is asked before."""
    published = jwt.PyJWKSet.from_dict(keys.public_jwks())

    def accepts(token: str) -> bool:
        try:
            header, _, _ = (decode_base64url(part) for part in token.split("."))
            members = read_json_object(header)
            key = published[str(members["kid"])]
            claims = _decoded(token, key)
        except (ValueError, LookupError, jwt.PyJWTError):
            return False
        exact = {"alg": key.algorithm_name, "typ": "at+jwt", "kid": key.key_id}
        return members == exact and is_in_form(claims)

    return accepts


def is_in_form(claims: Mapping[str, Any]) -> bool:
    """Whether each claim is of its one type, and the token no longer good than it may be."""
    times = [claims[name] for name in (*TIMES, "nbf") if name in claims]
    return (
        all(type(seconds) is int and seconds >= 0 for seconds in times)
        and all(_matches(pattern, claims[name]) for name, pattern in _TEXTS.items())
        and claims["auth_time"] <= time.time() + 30
        and 0 < claims["exp"] - claims["iat"] <= 900
        and claims.get("scope_source", "role") == "role"
    )


def _matches(pattern: str, text: object) -> bool:
    return isinstance(text, str) and re.fullmatch(pattern, text) is not None


def _decoded(token: str, key: jwt.PyJWK) -> dict[str, Any]:
    read_json_object(decode_base64url(token.split(".")[1]))
    return jwt.decode(
        token,
        key,
        algorithms=[key.algorithm_name],
        audience=AUDIENCE,
        issuer=ISSUER,
        leeway=30,
        options={"require": [*TIMES, *_TEXTS, "iss", "aud"], "strict_aud": True},
    )
