"""The hand-written FastAPI service."""

import json

from benchmarks.contestants.programs import FOLDER, SECRET, uvicorn
from benchmarks.speed import databases, environments, messages, people
from benchmarks.speed.contestant import Call, Contestant, Stage, Tokens
from benchmarks.speed.processes import Program

# Hashed with the program's own scheme, once.
_HASH = "from passlib.hash import bcrypt; print(bcrypt.using(rounds=12).hash({!r}))"
_PEOPLE = """
INSERT INTO users SELECT gen_random_uuid(), email, '{hash}', name, NULL, NULL,
    '{{"theme": "dark"}}', role, true, at, at
FROM (
    SELECT 'person' || n || '@example.com' AS email, 'Person ' || n AS name, 'user' AS role,
        timestamptz '2026-01-01Z' + n * interval '1 minute' AS at
    FROM generate_series(1, {count}) AS n
    UNION ALL SELECT '{admin}', 'Admin', 'admin', now()
) AS everybody
"""


class Handwritten(Contestant):
    name = "handwritten"
    title = "hand-written FastAPI"
    static_path = "/health"
    hashes_like_accord = True
    module = "handwritten"

    @property
    def versions(self) -> str:
        return environments.pins("handwritten", "fastapi", "sqlalchemy", "pyjwt", "asyncpg")

    def prepare(self, stage: Stage) -> None:
        self._python = environments.python("handwritten") / "python"
        self._folder = stage.folder
        self._url = databases.create(stage, f"speed_{self.module}")
        for statement in (FOLDER / "handwritten.sql").read_text().split(";\n"):
            databases.execute(self._url, statement)
        hashed = environments.output(self._python, "-c", _HASH.format(people.PASSWORD))
        filled = _PEOPLE.format(hash=hashed, count=people.COUNT, admin=people.ADMIN)
        databases.execute(self._url, filled)
        databases.execute(self._url, "ANALYZE")

    def program(self, port: int) -> Program:
        variables = environments.bare(DATABASE_URL=self._address(), SECRET=SECRET)
        return Program(uvicorn(self._python, port, self.module), self._folder, variables)

    def _address(self) -> str:
        return databases.for_sqlalchemy(self._url)

    def sign_in(self, email: str) -> bytes | None:
        return messages.post_form("/auth/token", username=email, password=people.PASSWORD)

    def tokens(self, email: str, body: bytes) -> Tokens:
        answer = json.loads(body)
        return Tokens(email, answer["access_token"], answer["refresh_token"])

    def me(self, tokens: Tokens) -> Call:
        request = messages.get("/me", messages.bearer(tokens.access))
        return Call(request, lambda body: json.loads(body)["email"] == tokens.email)

    def users(self, tokens: Tokens) -> Call:
        request = messages.get("/users?limit=50", messages.bearer(tokens.access))
        return Call(request, lambda body: len(json.loads(body)) == 50)

    def refresh(self, tokens: Tokens) -> bytes | None:
        return messages.post_form("/auth/refresh", refresh_token=tokens.refresh)
