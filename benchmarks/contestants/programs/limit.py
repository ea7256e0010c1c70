"""What is left when everything is left out: ASGI, a signature, one SELECT.

No server in Python that verifies a token and reads a row does less; nobody should deploy this.
"""

import json
import os
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import jwt

SECRET = os.environ["SECRET"]
_ONE = (
    "SELECT id, email, display_name, locale, timezone, preferences, role, is_active, created_at,"
    " updated_at FROM users WHERE id = $1"
)
_FIFTY = _ONE.replace("WHERE id = $1", "ORDER BY created_at DESC LIMIT 50")
_pools: list[asyncpg.Pool] = []

Message = dict[str, Any]


async def app(
    scope: Message,
    receive: Callable[[], Awaitable[Message]],
    send: Callable[[Message], Awaitable[None]],
) -> None:
    """Two paths and no errors: whatever goes wrong is a 500 of the server."""
    if scope["type"] == "lifespan":
        await _live(receive, send)
        return
    body = b'{"status":"ok"}' if scope["path"] == "/health" else await _answer(scope)
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _live(
    receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            _pools.append(await asyncpg.create_pool(os.environ["DATABASE_URL"], max_size=20))
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


async def _answer(scope: Message) -> bytes:
    header = next(value for name, value in scope["headers"] if name == b"authorization")
    claims = jwt.decode(header.removeprefix(b"Bearer "), SECRET, algorithms=["HS256"])
    pool = _pools[0]
    if scope["path"] == "/users":
        return _json([_record(row) for row in await pool.fetch(_FIFTY)])
    return _json(_record(await pool.fetchrow(_ONE, uuid.UUID(claims["sub"]))))


def _record(row: asyncpg.Record) -> Message:
    """asyncpg leaves JSON as text."""
    return {**row, "preferences": json.loads(row["preferences"])}


def _json(value: object) -> bytes:
    return json.dumps(value, default=str, separators=(",", ":")).encode()
