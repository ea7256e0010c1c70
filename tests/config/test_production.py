"""Production refuses what must not meet real people."""

from pathlib import Path

import pytest

from app.config import Misconfigured, Settings, load_settings, unsafe_in_production

SAFE: dict[str, object] = {
    "environment": "production",
    "public_url": "https://accounts.example.org",
    "database_url": "postgresql://accord@db/accord",
    "signing_keys": '{"keys": []}',
    "mail_transport": "smtp",
    "mail_from": "Example <accounts@example.org>",
    "smtp_host": "smtp.example.org",
    "frontend_url": "https://app.example.org",
    "cors_origins": ["https://app.example.org"],
}


def _unsafe(**changed: object) -> tuple[str, ...]:
    return unsafe_in_production(Settings.model_validate(SAFE | changed))


def test_a_complete_configuration_is_accepted() -> None:
    assert _unsafe() == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("public_url", "http://accounts.example.org"),
        ("public_url", "http://127.0.0.1:8000"),
        ("frontend_url", "http://app.example.org"),
        ("cors_origins", ["https://app.example.org", "http://localhost:3000"]),
        ("bcrypt_rounds", 11),
        ("mail_transport", "console"),
        ("mail_transport", "file"),
        ("mail_from", "Accord <accord@localhost>"),
        ("smtp_security", "none"),
        ("signing_algorithm", "HS256"),
        ("seed_demo", True),
        ("database_url", "sqlite:///var/accord.db"),
        ("database_url", "sqlite:///:memory:"),
        ("database_url", "sqlite://"),
    ],
)
def test_it_refuses(name: str, value: object) -> None:
    (line,) = _unsafe(**{name: value})
    assert line.startswith(f"{name.upper()}: ")
    assert "\n" not in line


def test_it_refuses_to_start_without_signing_keys(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    missing: dict[str, object] = {"signing_keys": None, "signing_keys_file": file}
    (line,) = _unsafe(**missing)
    assert line.startswith("SIGNING_KEYS: ")
    file.touch()
    assert _unsafe(**missing) == ()


def test_verbs_that_do_not_serve_need_neither_keys_nor_mail() -> None:
    bare = Settings(environment="production", database_url="postgresql://accord@db/accord")
    assert unsafe_in_production(bare, serving=False) == ()
    assert unsafe_in_production(bare) != ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("database_url", "sqlite:////var/lib/accord/accord.db"),
        ("docs_enabled", True),
        ("docs_enabled", False),
        ("frontend_url", None),
        ("registration", "closed"),
    ],
)
def test_it_allows(name: str, value: object) -> None:
    assert _unsafe(**{name: value}) == ()


def test_mail_may_go_unencrypted_to_a_relay_on_this_machine() -> None:
    assert _unsafe(smtp_security="none", smtp_host="127.0.0.1") == ()
    assert _unsafe(smtp_security="none", smtp_host="localhost") == ()


def test_a_forgotten_environment_means_production_and_is_said_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    with pytest.raises(Misconfigured) as raised:
        load_settings()
    assert raised.value.faults[0].startswith("ENVIRONMENT: not set, which means production")


def test_development_refuses_none_of_it() -> None:
    settings = Settings(environment="development", bcrypt_rounds=4, signing_algorithm="HS256")
    assert unsafe_in_production(settings) == ()
