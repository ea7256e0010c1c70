"""Better Auth on Node, with its sessions in the database."""

import base64
import hashlib
import hmac
import json
from pathlib import Path
from urllib.parse import quote

from benchmarks.contestants.programs import FOLDER, SECRET
from benchmarks.speed import databases, environments, messages, people
from benchmarks.speed.contestant import Call, Contestant, Stage, Tokens
from benchmarks.speed.processes import Program

_API = "/api/auth"
_SOURCES = FOLDER / "better_auth"
# Its migrations make no index of the times that its list is ordered by; without one it would sort
# everybody for each page.
_INDEX = 'CREATE INDEX ON "user" ("createdAt")'
_PEOPLE = """
INSERT INTO "user" (id, name, email, "emailVerified", "createdAt", "updatedAt", role)
SELECT 'user' || n, 'Person ' || n, 'person' || n || '@example.com', true, at, at, 'user'
FROM generate_series(1, {count}) AS n,
    LATERAL (SELECT timestamptz '2026-01-01Z' + n * interval '1 minute' AS at) AS moment
UNION ALL SELECT 'admin', 'Admin', '{admin}', true, now(), now(), 'admin'
"""
_PASSWORDS = """
INSERT INTO account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
SELECT id, id, 'credential', id, '{hash}', now(), now() FROM "user"
"""


class BetterAuth(Contestant):
    name = "better-auth"
    title = "Better Auth"
    static_path = "/health"

    @property
    def versions(self) -> str:
        pinned = json.loads((_SOURCES / "package.json").read_text())["dependencies"]
        packages = ", ".join(f"{name} {version}" for name, version in pinned.items())
        return f"Node {environments.output('node', '--version')}, {packages}"

    def prepare(self, stage: Stage) -> None:
        self._folder = stage.folder
        self._server = environments.node("better_auth", _SOURCES) / "server.mjs"
        self._url = databases.create(stage, "speed_better_auth")
        hashed = self._prepare_database()
        filled = _PEOPLE.format(count=people.COUNT, admin=people.ADMIN)
        for statement in (filled, _PASSWORDS.format(hash=hashed), _INDEX, "ANALYZE"):
            databases.execute(self._url, statement)

    def _prepare_database(self) -> str:
        """Its tables are made; the last line that it prints is a hash of the password."""
        command: list[str | Path] = ["node", self._server, "prepare", people.PASSWORD]
        return environments.output(
            *command, folder=self._folder, **self._variables(0)
        ).splitlines()[-1]

    def program(self, port: int) -> Program:
        variables = environments.bare(**self._variables(port))
        return Program(["node", self._server], self._folder, variables)

    def _variables(self, port: int) -> dict[str, str]:
        return {
            "NODE_ENV": "production",
            "DATABASE_URL": self._url,
            "SECRET": SECRET,
            "PORT": str(port),
        }

    def sign_in(self, email: str) -> bytes:
        return messages.post_json(f"{_API}/sign-in/email", email=email, password=people.PASSWORD)

    def tokens(self, email: str, body: bytes) -> Tokens:
        return Tokens(email, json.loads(body)["token"])

    def me(self, tokens: Tokens) -> Call:
        request = messages.get(f"{_API}/get-session", _cookie(tokens))
        return Call(request, lambda body: json.loads(body)["user"]["email"] == tokens.email)

    def users(self, tokens: Tokens) -> Call:
        query = "limit=50&sortBy=createdAt&sortDirection=desc"
        request = messages.get(f"{_API}/admin/list-users?{query}", _cookie(tokens))
        return Call(request, lambda body: len(json.loads(body)["users"]) == 50)


def _cookie(tokens: Tokens) -> dict[str, str]:
    """As it signs it: that the load generator needs no cookie jar."""
    signature = hmac.digest(SECRET.encode(), tokens.access.encode(), hashlib.sha256)
    value = quote(f"{tokens.access}.{base64.b64encode(signature).decode()}", safe="")
    return {"Cookie": f"better-auth.session_token={value}"}
