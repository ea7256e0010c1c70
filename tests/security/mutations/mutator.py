"""Tokens that nobody may get in with, without end: each begins as one that is good, or as a lie."""

import base64
import random
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import cycle, islice
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.security.encoding import decode_base64url, encode_base64url
from app.security.keys import KeySet
from tests.security import lies
from tests.security.corpus import CORPUS
from tests.security.forge import ABSENT, NOW, Forge, hmac_sha256, signing_input
from tests.security.mutations.members import wrong_claims, wrong_header
from tests.security.mutations.texts import changed, respelled

# A reader that refuses by length looks at nothing else; a few such tokens are in the corpus.
_LONGEST = 4000
_SIGNATURE = re.compile(r"[\w-]{86}", re.ASCII)


class Mutant(NamedTuple):
    """A token that must be refused, and the way in which it was made."""

    family: str
    text: str


class Mutator:
    """Makes mutants by chance; the same seed makes the same changes, with other signatures."""

    def __init__(self, forge: Forge, seed: int) -> None:
        self._forge = forge
        self._chance = random.Random(seed)
        payloads = [forge.payload(), forge.payload(jti="another", scope="account:read")]
        self._payloads = payloads
        self._good = [forge.token(payload=payload) for payload in payloads]
        self._signed = {token.rpartition(".")[0] for token in self._good}
        self._hostile = [token for token in _corpus(forge) if 0 < len(token) < _LONGEST]
        self._strangers = [Forge(KeySet.generate(kind, NOW)) for kind in ("ES256", "RS256")]
        self._secrets = _guessable_secrets(forge)

    def mutants(self, count: int) -> Iterator[Mutant]:
        """So many of them, each family in turn, and no text twice."""
        seen: set[str] = set()
        for name in islice(cycle(FAMILIES), count):
            text = FAMILIES[name](self)
            while text in seen or self.is_good(text):  # what changed nothing, or undid another
                text = FAMILIES[name](self)
            seen.add(text)
            yield Mutant(name, text)

    def is_good(self, text: str) -> bool:
        """Whether this is, letter for letter, what the key signed, with a signature of the key."""
        signed, _, spelled = text.rpartition(".")
        if signed not in self._signed or not _SIGNATURE.fullmatch(spelled):
            return False
        signature = base64.urlsafe_b64decode(spelled + "==")
        return encode_base64url(signature) == spelled and self._forge.signed(signed, signature)

    # --- the families ---

    def text(self) -> str:
        return changed(self._token(), self._token(), self._chance)

    def hostile(self) -> str:
        return changed(self._chance.choice(self._hostile), self._token(), self._chance)

    def spelling(self) -> str:
        """The same bytes in another spelling; signed as it is spelled, where that is possible."""
        parts, place = self._token().split("."), self._chance.randrange(3)
        parts[place] = respelled(parts[place], self._chance)
        if place == 2 or self._chance.random() < 0.2:
            return ".".join(parts)
        return lies.signed(self._forge, ".".join(parts[:2]))

    def header(self) -> str:
        return self._made(wrong_header(self._forge.header(), self._chance), self._payload())

    def claims(self) -> str:
        """Signed with the real key: what is refused is what the token says."""
        return self._made(self._forge.header(), wrong_claims(self._payload(), self._chance))

    def unsigned(self) -> str:
        """Other claims under a signature that was good for what they were."""
        payload = {**self._payload(), "scope": "users:write", "jti": str(self._chance.random())}
        text = signing_input(self._forge.header(), payload)
        return f"{text}.{self._token().rpartition('.')[2]}"

    def key(self) -> str:
        """Good in every word, and signed with a key of the attacker's, or one he can guess."""
        chance, stranger = self._chance, self._chance.choice(self._strangers)
        real, own = self._forge.header(), stranger.header()
        algorithms = (real["alg"], own["alg"], "HS256", "HS512", "none")
        header = {
            **real,
            "alg": chance.choice(algorithms),
            "kid": chance.choice([real, own])["kid"],
        }
        if chance.random() < 0.2:
            header["jwk"] = stranger.keys.signing.public_jwk()
        payload = {**self._payload(), "jti": str(chance.random())}
        text = signing_input(header, payload)
        if chance.random() < 0.5:
            return lies.signed(stranger, text)
        return (
            f"{text}.{encode_base64url(hmac_sha256(chance.choice(self._secrets), text.encode()))}"
        )

    def signature(self) -> str:
        text, _, spelled = self._token().rpartition(".")
        signature = _other_signature(decode_base64url(spelled), self._chance)
        return f"{text}.{encode_base64url(signature)}"

    def _token(self) -> str:
        return self._chance.choice(self._good)

    def _payload(self) -> dict[str, Any]:
        return self._chance.choice(self._payloads)

    def _made(self, header: Mapping[str, Any], payload: Mapping[str, Any]) -> str:
        return self._forge.token(_present(header), _present(payload))


Family = Callable[[Mutator], str]
FAMILIES: dict[str, Family] = {
    family.__name__: family
    for family in (
        *(Mutator.text, Mutator.hostile, Mutator.spelling, Mutator.header),
        *(Mutator.claims, Mutator.unsigned, Mutator.key, Mutator.signature),
    )
}


def _present(members: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not ABSENT}


def _corpus(forge: Forge) -> Iterator[str]:
    for lie in CORPUS.values():
        yield lie.make(forge)


def _guessable_secrets(forge: Forge) -> list[bytes]:
    form = PublicFormat.SubjectPublicKeyInfo
    public = [lies.public_key(forge, encoding, form) for encoding in (Encoding.PEM, Encoding.DER)]
    kid, issuer = forge.keys.signing.kid.encode(), forge.payload()["iss"].encode()
    return [*public, public[0].strip(), kid, issuer, b"", bytes(32), b"secret"]


def _other_signature(own: bytes, chance: random.Random) -> bytes:
    place, bit = chance.randrange(len(own)), 1 << chance.randrange(8)
    half = len(own) // 2
    return chance.choice(
        [
            own[:place] + bytes([own[place] ^ bit]) + own[place + 1 :],
            own[:place],
            own + chance.randbytes(chance.randrange(1, 70)),
            chance.randbytes(len(own)),
            own[half:] + own[:half],
            own[:half] + bytes(half),
            bytes(half) + own[half:],
            lies.as_der(own),
            own[::-1],
        ]
    )
