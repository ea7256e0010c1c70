"""Credentials that are as good as can be, but for one thing each."""

from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding

from app.config import Settings
from app.security.encoding import decode_base64url, read_json_object
from app.security.keys import KeySet
from tests.security import lies
from tests.security.forge import ABSENT, Forge
from tests.support.mailbox import Mailbox
from tests.support.service import Person

Liar = Callable[[Settings, Person, Mailbox], str]

# No bearer token at all; `{token}` is a good one.
HEADERS: dict[str, dict[str, str]] = {
    "none": {},
    "empty": {"Authorization": ""},
    "scheme only": {"Authorization": "Bearer"},
    "token only": {"Authorization": "{token}"},
    "other scheme": {"Authorization": "Basic {token}"},
    "scheme glued on": {"Authorization": "Bearer:{token}"},
    "other header": {"X-Authorization": "Bearer {token}"},
    "cookie": {"Cookie": "access_token={token}; Authorization=Bearer {token}"},
}


class LiveForge(Forge):
    """Forges with the keys of the running service, for a session that is live."""

    def __init__(self, settings: Settings, person: Person) -> None:
        super().__init__(KeySet.load(settings.signing_keys_file))
        self._claims = read_json_object(decode_base64url(person.access_token.split(".")[1]))

    def payload(self, **changes: Any) -> dict[str, Any]:
        return super().payload(**{**self._claims, **changes})

    def earlier(self, seconds: int) -> dict[str, Any]:
        """The claims as if issued so many seconds before."""
        claims = self.payload()
        return self.payload(iat=claims["iat"] - seconds, exp=claims["exp"] - seconds)


def forged(lie: Callable[[LiveForge], str]) -> Liar:
    return lambda settings, person, _: lie(LiveForge(settings, person))


CREDENTIALS: dict[str, Liar] = {
    "garbage": lambda *_: "garbage",
    "three dots": lambda *_: "a.b.c",
    "two tokens": lambda _, person, __: f"{person.access_token} {person.access_token}",
    "cut off": lambda _, person, __: person.access_token[:-1],
    "refresh token": lambda _, person, __: person.refresh_token,
    "mailed token": lambda _, person, mailbox: mailbox.token(person.email),
    "expired": forged(lambda forge: forge.token(payload=forge.earlier(631))),
    "not yet valid": forged(lambda forge: forge.token(payload=forge.earlier(-120))),
    "lives for a year": forged(lambda forge: forge.with_claims(exp=4_102_444_800)),
    "no expiry": forged(lambda forge: forge.with_claims(exp=ABSENT)),
    "wrong aud": forged(lambda forge: forge.with_claims(aud="https://other.example")),
    "no aud": forged(lambda forge: forge.with_claims(aud=ABSENT)),
    "wrong iss": forged(lambda forge: forge.with_claims(iss="https://other.example")),
    "no iss": forged(lambda forge: forge.with_claims(iss=ABSENT)),
    "typ JWT": forged(lambda forge: forge.with_header(typ="JWT")),
    "no typ": forged(lambda forge: forge.with_header(typ=ABSENT)),
    "wrong signature": forged(lies.signature_of_another),
    "signed by a stranger": forged(lies.by_another_key),
    "brings its own key": forged(lies.with_own_jwk),
    "unknown kid": forged(lambda forge: forge.with_header(kid="unknown")),
    "no kid": forged(lambda forge: forge.with_header(kid=ABSENT)),
    "alg none": forged(lambda forge: lies.unsigned(forge, "none")),
    "alg nOnE": forged(lambda forge: lies.unsigned(forge, "nOnE")),
    "no signature": forged(lambda forge: lies.unsigned(forge, forge.keys.signing.algorithm)),
    "public key as HMAC secret": forged(lambda forge: lies.by_public_key(forge, Encoding.DER)),
    "session of nobody": forged(
        lambda forge: forge.with_claims(sid="019ab000-0000-7000-8000-000000000002")
    ),
    "account of somebody else": forged(
        lambda forge: forge.with_claims(sub="019ab000-0000-7000-8000-000000000001")
    ),
    "no session": forged(lambda forge: forge.with_claims(sid=ABSENT)),
}
