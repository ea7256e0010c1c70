"""A start that must not succeed: exit status 2, one clear line a fault, never a traceback."""

import json
from pathlib import Path

import pytest

from tests.cli.programs import GRACE
from tests.support.server import free_port, run
from tests.support.service import PASSWORD

DEVELOPMENT = {"ENVIRONMENT": "development", "PORT": str(free_port())}
# A production that lacks nothing, so that each case below is wrong in one thing only.
PRODUCTION = {
    "ENVIRONMENT": "production",
    "PUBLIC_URL": "https://accounts.example",
    "MAIL_TRANSPORT": "smtp",
    "MAIL_FROM": "Accord <accord@accounts.example>",
    "SMTP_HOST": "mail.example",
    "SIGNING_KEYS": '{"keys": []}',
}

IN_DEVELOPMENT = {
    "an unknown environment": ({"ENVIRONMENT": "staging"}, "ENVIRONMENT"),
    "a port that is none": ({"PORT": "http"}, "PORT"),
    "a port out of range": ({"PORT": "70000"}, "PORT"),
    "another database": ({"DATABASE_URL": "mysql://localhost/accord"}, "DATABASE_URL"),
    "a public address that is none": ({"PUBLIC_URL": "accounts.example"}, "PUBLIC_URL"),
    "a token that lives for an hour": ({"ACCESS_TOKEN_TTL_SECONDS": "3600"}, "ACCESS_TOKEN_TTL"),
    "too few rounds": ({"BCRYPT_ROUNDS": "3"}, "BCRYPT_ROUNDS"),
    "an unknown scheme": ({"PASSWORD_SCHEME": "md5"}, "PASSWORD_SCHEME"),
    "an idle time beyond the lifetime": (
        {"REFRESH_TOKEN_TTL_SECONDS": "60", "REFRESH_TOKEN_IDLE_SECONDS": "61"},
        "REFRESH_TOKEN_IDLE_SECONDS",
    ),
    "an unknown group of limits": ({"RATE_LIMITS": "login=1/1"}, "RATE_LIMITS"),
    "a limit that is none": ({"RATE_LIMITS": "sign-in=many"}, "RATE_LIMITS"),
    "limits shared nowhere": (
        {"REDIS_URL": "redis://:secret-that-nobody-may-see/@127.0.0.1"},
        "REDIS_URL",
    ),
    "a wildcard origin": ({"CORS_ORIGINS": "*"}, "CORS_ORIGINS"),
    "smtp to nowhere": ({"MAIL_TRANSPORT": "smtp"}, "SMTP_HOST"),
    "keys that are none": ({"SIGNING_KEYS": "secret-that-nobody-may-see"}, "SIGNING_KEYS"),
    "a host that is not ours": ({"HOST": "203.0.113.9"}, "PORT"),
    "a host that is no address": ({"HOST": "no.such.host.invalid"}, "HOST"),
    "a privileged address family": ({"HOST": "::zz"}, "HOST"),
}
IN_PRODUCTION = {
    "a stray database": ({"DATABASE_URL": "sqlite:///accord.db"}, "DATABASE_URL"),
    "an http address": ({"PUBLIC_URL": "http://accounts.example"}, "PUBLIC_URL"),
    "an http origin": ({"CORS_ORIGINS": "http://app.example"}, "CORS_ORIGINS"),
    "mail into a folder": ({"MAIL_TRANSPORT": "file"}, "MAIL_TRANSPORT"),
    "mail in the clear": ({"SMTP_SECURITY": "none"}, "SMTP_SECURITY"),
    "cheap hashes": ({"BCRYPT_ROUNDS": "10"}, "BCRYPT_ROUNDS"),
    "a shared secret": ({"SIGNING_ALGORITHM": "HS256"}, "SIGNING_ALGORITHM"),
    "demo accounts": ({"SEED_DEMO": "true"}, "SEED_DEMO"),
    "no key": ({"SIGNING_KEYS": ""}, "SIGNING_KEYS"),
}


def _is_refused(folder: Path, settings: dict[str, str], name: str) -> str:
    ended = run("serve", folder=folder, settings=settings)
    lines = ended.stderr.splitlines()
    assert ended.returncode == 2, ended.stderr
    assert ended.stdout == ""
    assert [line for line in lines if not line.startswith("accord: ")] == []
    assert any(line.startswith(f"accord: {name}") for line in lines), ended.stderr
    return ended.stderr


@pytest.mark.parametrize(("wrong", "name"), IN_DEVELOPMENT.values(), ids=IN_DEVELOPMENT)
def test_a_wrong_setting_in_development(folder: Path, wrong: dict[str, str], name: str) -> None:
    lines = _is_refused(folder, DEVELOPMENT | wrong, name)

    assert len(lines.splitlines()) == 1
    assert "secret-that-nobody-may-see" not in lines


@pytest.mark.parametrize(("wrong", "name"), IN_PRODUCTION.values(), ids=IN_PRODUCTION)
def test_an_unsafe_setting_in_production(folder: Path, wrong: dict[str, str], name: str) -> None:
    database = {"DATABASE_URL": f"sqlite:///{folder}/accord.db"}

    lines = _is_refused(folder, PRODUCTION | database | wrong, name)

    assert len(lines.splitlines()) == 1


def test_a_start_without_settings_is_a_production_that_lacks_everything(folder: Path) -> None:
    lines = _is_refused(folder, {}, "ENVIRONMENT: not set, which means production")

    for name in ("DATABASE_URL", "PUBLIC_URL", "MAIL_TRANSPORT", "SIGNING_KEYS"):
        assert f"accord: {name}: " in lines


def test_a_misspelt_name_in_env_file_is_told_apart(folder: Path) -> None:
    (folder / ".env").write_text("ENVIRONMENT=development\nBCRYPT_ROUND=4\n")

    lines = _is_refused(folder, {"PORT": "1"}, "BCRYPT_ROUND: no such setting")

    assert "did you mean BCRYPT_ROUNDS?" in lines


def test_production_refuses_a_database_that_is_not_migrated(folder: Path) -> None:
    settings = _production_with_keys(folder)
    (folder / "accord.db").touch()

    lines = _is_refused(folder, settings, "DATABASE_URL: not migrated")

    assert "accord migrate" in lines


def test_production_refuses_a_database_that_is_not_there(folder: Path) -> None:
    _is_refused(folder, _production_with_keys(folder), "DATABASE_URL: ")


@pytest.mark.parametrize("verb", ["migrate", "worker", "create-admin", "rotate-keys"])
def test_no_verb_answers_a_wrong_setting_with_a_traceback(folder: Path, verb: str) -> None:
    options = ["--email", GRACE, "--password", PASSWORD]
    arguments = [verb, *(options if verb == "create-admin" else [])]
    settings = DEVELOPMENT | {"DATABASE_URL": "mysql://localhost/accord"}

    ended = run(*arguments, folder=folder, settings=settings)

    assert ended.returncode == 2
    assert ended.stderr.startswith("accord: DATABASE_URL: ")
    assert len(ended.stderr.splitlines()) == 1


def _production_with_keys(folder: Path) -> dict[str, str]:
    made = run("rotate-keys", folder=folder)
    assert made.returncode == 0, made.stderr
    keys = (folder / "var" / "keys.json").read_text()
    assert len(json.loads(keys)["keys"]) == 1
    database = {"DATABASE_URL": f"sqlite:///{folder}/accord.db"}
    return PRODUCTION | database | {"SIGNING_KEYS": keys}
