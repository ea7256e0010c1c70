"""Another issuer: its keys, its tokens, and the address that publishes them, served for real."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from app.clock import Clock
from app.security.encoding import encode_base64url
from tests.security.forge import ABSENT, hmac_sha256, signing_input
from tests.support.clock import MovableClock

FRONTEND = "https://app.example"
AUDIENCE = "accord"
SECRET = "a secret of the frontend, long enough"
SUBJECT = "q7YkT2nVb0xWm4sLr9cEhUaPjZdGfKiN"
ADDRESS = "/api/auth/jwks"

Private: TypeAlias = "ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey | rsa.RSAPrivateKey"


@dataclass(frozen=True)
class Key:
    """One key of the issuer, with its name and its one algorithm."""

    kid: str
    algorithm: str
    private: Private

    @classmethod
    def make(cls, kid: str, algorithm: str = "EdDSA") -> "Key":
        return cls(kid, algorithm, _MAKERS[algorithm]())

    def sign(self, data: bytes) -> bytes:
        match self.private:
            case ed25519.Ed25519PrivateKey() as private:
                return private.sign(data)
            case ec.EllipticCurvePrivateKey() as private:
                r, s = decode_dss_signature(private.sign(data, ec.ECDSA(hashes.SHA256())))
                return r.to_bytes(32, "big") + s.to_bytes(32, "big")
            case rsa.RSAPrivateKey() as private:
                salted = padding.PSS(padding.MGF1(hashes.SHA256()), hashes.SHA256.digest_size)
                scheme = salted if self.algorithm == "PS256" else padding.PKCS1v15()
                return private.sign(data, scheme, hashes.SHA256())

    @property
    def jwk(self) -> dict[str, Any]:
        """The public half, as Better Auth publishes it."""
        return {"kid": self.kid, "alg": self.algorithm, **self._public()}

    def _public(self) -> dict[str, str]:
        match self.private.public_key():
            case ed25519.Ed25519PublicKey() as public:
                x = encode_base64url(public.public_bytes_raw())
                return {"kty": "OKP", "crv": "Ed25519", "x": x}
            case ec.EllipticCurvePublicKey() as public:
                point = public.public_numbers()
                x, y = (encode_base64url(n.to_bytes(32, "big")) for n in (point.x, point.y))
                return {"kty": "EC", "crv": "P-256", "x": x, "y": y}
            case rsa.RSAPublicKey() as public:
                numbers = public.public_numbers()
                n, e = (_integer(value) for value in (numbers.n, numbers.e))
                return {"kty": "RSA", "n": n, "e": e}


def _integer(value: int) -> str:
    return encode_base64url(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def _rsa() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


_MAKERS: Mapping[str, Callable[[], Private]] = {
    "EdDSA": ed25519.Ed25519PrivateKey.generate,
    "ES256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "RS256": _rsa,
    "PS256": _rsa,
}


@dataclass
class Issuer:
    """Signs with the first key and publishes all, at an address of this machine."""

    clock: Clock = field(default_factory=MovableClock)
    keys: list[Key] = field(default_factory=lambda: [Key.make("first")])
    url: str = ""
    # How often it was asked, and what it says instead of its keys.
    asked: int = 0
    answer: bytes | None = None
    # While this is not set, it takes connections and says nothing.
    speaks: asyncio.Event = field(default_factory=asyncio.Event)

    def rotate(self, algorithm: str = "EdDSA", *, keep: bool = True) -> Key:
        """Sign with a new key from now on."""
        key = Key.make(f"key {len(self.keys) + 1} {self.asked}", algorithm)
        self.keys = [key, *(self.keys if keep else ())]
        return key

    def claims(self, **changes: Any) -> dict[str, Any]:
        """What Better Auth says of somebody whose address it has verified."""
        now = int(self.clock.now().timestamp())
        claims = {
            **{"iss": FRONTEND, "aud": AUDIENCE, "sub": SUBJECT, "iat": now, "exp": now + 900},
            **{"id": SUBJECT, "name": "Ada", "email": "ada@example.com", "emailVerified": True},
            **changes,
        }
        return {name: value for name, value in claims.items() if value is not ABSENT}

    def token(self, key: Key | None = None, /, **changes: Any) -> str:
        """A token as the jwt plugin makes it: without `typ`."""
        key = key or self.keys[0]
        signed = signing_input({"alg": key.algorithm, "kid": key.kid}, self.claims(**changes))
        return f"{signed}.{encode_base64url(key.sign(signed.encode()))}"

    def shared(self, header: Mapping[str, Any] | None = None, /, **changes: Any) -> str:
        """A token by the shared secret, as the recipe makes it."""
        names = header or {"alg": "HS256", "typ": "at+jwt", "kid": "ba-shared"}
        signed = signing_input(names, self.claims(**changes))
        return f"{signed}.{encode_base64url(hmac_sha256(SECRET.encode(), signed.encode()))}"

    @asynccontextmanager
    async def serving(self, certificate: Path | None = None) -> AsyncIterator["Issuer"]:
        """Meanwhile its keys are at `url`, over TLS with a certificate."""
        self.speaks.set()
        tls = None
        if certificate is not None:
            tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            tls.load_cert_chain(certificate)
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=tls)
        port = server.sockets[0].getsockname()[1]
        self.url = f"https://localhost:{port}" if tls else f"http://127.0.0.1:{port}"
        try:
            yield self
        finally:
            self.speaks.set()
            server.close()
            await server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            self.asked += 1
            await self.speaks.wait()
            is_here = head.startswith(f"GET {ADDRESS} HTTP/1.1\r\n".encode())
            told = self.answer if is_here else None
            writer.write(self.published() if told is None else told)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # whoever asked has lost patience
        finally:
            writer.close()

    def published(self, **headers: str) -> bytes:
        """The answer with the keys."""
        return answer(json.dumps({"keys": [key.jwk for key in self.keys]}).encode(), **headers)


def answer(body: bytes, status: str = "200 OK", **headers: str) -> bytes:
    """A whole answer; `Content_Type="text/html"` is a header."""
    fields = {"Content-Type": "application/json", "Connection": "close", **headers}
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{head}\r\n".encode() + body
