"""Accord as it is deployed: `accord serve` in production, with everything on."""

import json
import subprocess
from datetime import UTC, datetime, timedelta
from importlib.metadata import version

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import create_async_engine

from app.config import DEFAULT_RATE_LIMITS
from app.db.tables import accounts
from app.db.url import PostgresUrl, parse
from benchmarks.speed import databases, environments, messages, people
from benchmarks.speed.contestant import Call, Contestant, Stage, Tokens
from benchmarks.speed.processes import Program
from tests.support import rows
from tests.support.server import environment
from tests.support.service import API
from tests.support.waiting import wait_for

_STEP = 1_000  # rows an INSERT
_BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
# Counted as always, and never reached.
_BEYOND_REACH = ",".join(f"{group}=100000000/60" for group in DEFAULT_RATE_LIMITS)


class Accord(Contestant):
    name = "accord"
    title = "Accord"
    static_path = "/health/live"
    hashes_like_accord = True

    @property
    def versions(self) -> str:
        """The locks of Accord itself have the rest."""
        return f"{version('accord')}, SQLAlchemy {version('sqlalchemy')}"

    def prepare(self, stage: Stage) -> None:
        self._program = environments.accord() / "accord"
        self._folder = stage.folder
        self._url = databases.create(stage, "speed_accord")
        self._run("migrate")
        self._run("rotate-keys")
        self._run("create-admin", "--email", people.ADMIN)
        wait_for(lambda: _fill(self._url))

    def program(self, port: int) -> Program:
        return Program(
            [self._program, "serve"], self._folder, environment(**self._settings(), PORT=str(port))
        )

    def sign_in(self, email: str) -> bytes:
        return messages.post_form(
            f"{API}/auth/token", grant_type="password", username=email, password=people.PASSWORD
        )

    def tokens(self, email: str, body: bytes) -> Tokens:
        answer = json.loads(body)
        return Tokens(email, answer["access_token"], answer["refresh_token"])

    def me(self, tokens: Tokens) -> Call:
        request = messages.get(f"{API}/me", messages.bearer(tokens.access))
        return Call(request, lambda body: json.loads(body)["email"] == tokens.email)

    def users(self, tokens: Tokens) -> Call:
        request = messages.get(f"{API}/users?limit=50", messages.bearer(tokens.access))
        return Call(request, lambda body: len(json.loads(body)["items"]) == 50)

    def refresh(self, tokens: Tokens) -> bytes:
        return messages.post_form(
            f"{API}/auth/token", grant_type="refresh_token", refresh_token=tokens.refresh
        )

    def _settings(self) -> dict[str, str]:
        return {
            "ENVIRONMENT": "production",
            "PUBLIC_URL": "https://accord.example.com",
            "DATABASE_URL": self._url,
            "SIGNING_KEYS_FILE": str(self._folder / "keys.json"),
            "RATE_LIMITS": _BEYOND_REACH,
            # Production sends by SMTP only; nothing that is measured sends a mail.
            "MAIL_TRANSPORT": "smtp",
            "SMTP_HOST": "127.0.0.1",
            "SMTP_SECURITY": "none",
            "MAIL_FROM": "Accord <accord@example.com>",
        }

    def _run(self, *arguments: str) -> None:
        variables = {**self._settings(), "ADMIN_PASSWORD": people.PASSWORD}
        subprocess.run(
            [self._program, *arguments],
            cwd=self._folder,
            env=environment(**variables),
            stdout=subprocess.DEVNULL,
            check=True,
        )


async def _fill(url: str) -> None:
    """Everybody has the password of the admin, whose hash `accord` itself has made."""
    address = parse(url)
    assert isinstance(address, PostgresUrl)
    engine = create_async_engine(address.url)
    try:
        async with engine.begin() as connection:
            hashed = (await connection.execute(accounts.select())).one().password_hash
            everybody = [_account(number, hashed) for number in range(1, people.COUNT + 1)]
            for begin in range(0, people.COUNT, _STEP):
                await connection.execute(insert(accounts), everybody[begin : begin + _STEP])
            await connection.exec_driver_sql("ANALYZE accounts")
    finally:
        await engine.dispose()


def _account(number: int, password_hash: str) -> dict[str, object]:
    created_at = _BEGAN + timedelta(minutes=number)
    return rows.account(
        created_at,
        people.address(number),
        f"Person {number}",
        email_verified_at=created_at,
        password_hash=password_hash,
        preferences={"theme": "dark"},
    )
