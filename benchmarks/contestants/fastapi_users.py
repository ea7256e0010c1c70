"""fastapi-users, the library that most would take."""

import json

from benchmarks.contestants.programs import FOLDER, SECRET, uvicorn
from benchmarks.speed import databases, environments, messages, people
from benchmarks.speed.contestant import Call, Contestant, Stage, Tokens
from benchmarks.speed.processes import Program

# Its own tables, and a hash as it makes them.
_TABLES = """
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable
from fastapi_users_app import User

print(CreateTable(User.__table__).compile(dialect=postgresql.dialect()))
for index in User.__table__.indexes:
    print(";", CreateIndex(index).compile(dialect=postgresql.dialect()))
"""
_HASH = "from fastapi_users.password import PasswordHelper; print(PasswordHelper().hash({!r}))"
_PEOPLE = """
INSERT INTO "user" (id, email, hashed_password, is_active, is_superuser, is_verified)
SELECT gen_random_uuid(), 'person' || n || '@example.com', '{hash}', true, false, true
FROM generate_series(1, {count}) AS n
"""


class FastapiUsers(Contestant):
    name = "fastapi-users"
    title = "fastapi-users"
    static_path = "/health"
    has_admin = False

    @property
    def versions(self) -> str:
        return environments.pins("fastapi_users", "fastapi-users", "fastapi", "sqlalchemy")

    def prepare(self, stage: Stage) -> None:
        self._python = environments.python("fastapi_users") / "python"
        self._folder = stage.folder
        self._url = databases.create(stage, "speed_fastapi_users")
        variables = self._variables()
        tables = environments.output(self._python, "-c", _TABLES, folder=FOLDER, **variables)
        hashed = environments.output(self._python, "-c", _HASH.format(people.PASSWORD))
        filled = _PEOPLE.format(hash=hashed, count=people.COUNT)
        for statement in (*tables.split(";"), filled, "ANALYZE"):
            databases.execute(self._url, statement)

    def program(self, port: int) -> Program:
        command = uvicorn(self._python, port, "fastapi_users_app")
        return Program(command, self._folder, environments.bare(**self._variables()))

    def _variables(self) -> dict[str, str]:
        return {"DATABASE_URL": databases.for_sqlalchemy(self._url), "SECRET": SECRET}

    def sign_in(self, email: str) -> bytes:
        return messages.post_form("/auth/jwt/login", username=email, password=people.PASSWORD)

    def tokens(self, email: str, body: bytes) -> Tokens:
        return Tokens(email, json.loads(body)["access_token"])

    def me(self, tokens: Tokens) -> Call:
        request = messages.get("/users/me", messages.bearer(tokens.access))
        return Call(request, lambda body: json.loads(body)["email"] == tokens.email)
