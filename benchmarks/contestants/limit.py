"""The limit: the hand-written service's database and tokens, and nothing else of it."""

import time

import jwt

from benchmarks.contestants.handwritten import Handwritten
from benchmarks.contestants.programs import SECRET
from benchmarks.speed import databases, environments
from benchmarks.speed.contestant import Tokens

_HOUR = 3600


class Limit(Handwritten):
    name = "limit"
    title = "limit: ASGI, PyJWT, asyncpg"
    module = "limit"
    hashes_like_accord = False

    @property
    def versions(self) -> str:
        return environments.pins("handwritten", "uvicorn", "pyjwt", "asyncpg")

    def _address(self) -> str:
        return self._url

    def sign_in(self, email: str) -> None:
        return None

    def tokens(self, email: str, body: bytes) -> Tokens:
        """It signs nobody in, so the token is made here."""
        query = f"SELECT id FROM users WHERE email = '{email}'"  # nosec B608: an address of ours
        subject = str(databases.execute(self._url, query)[0][0])
        claims = {"sub": subject, "exp": int(time.time()) + _HOUR}
        return Tokens(email, jwt.encode(claims, SECRET, algorithm="HS256"))

    def refresh(self, tokens: Tokens) -> None:
        return None
