"""Settings come from the environment and, in development, .env; each fault is one line."""

from pathlib import Path

import pytest

from app.config import DEFAULT_RATE_LIMITS, Misconfigured, Quota, Settings, load_settings


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine that sets nothing but ENVIRONMENT, in a folder without .env."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("ENVIRONMENT", "development")
    monkeypatch.chdir(tmp_path)


def _faults() -> tuple[str, ...]:
    with pytest.raises(Misconfigured) as raised:
        load_settings()
    return raised.value.faults


def test_development_needs_no_setting() -> None:
    settings = load_settings()
    assert settings.public_url == settings.audience == "http://127.0.0.1:8000"
    assert settings.cors_origins == ("http://localhost:3000",)
    assert settings.seed_demo
    assert settings.log_format == "console"


def test_the_public_url_follows_the_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "9001")
    settings = load_settings()
    assert settings.public_url == settings.audience == "http://127.0.0.1:9001"


def test_a_public_url_loses_its_trailing_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://accounts.example.org/")
    assert load_settings().public_url == "https://accounts.example.org"


def test_an_empty_variable_is_as_if_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "")
    monkeypatch.setenv("SMTP_HOST", "")
    settings = load_settings()
    assert settings.port == 8000
    assert settings.smtp_host is None


def test_settings_are_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_settings().port = 1  # type: ignore[misc]


def test_settings_built_by_hand_ignore_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "9001")
    assert Settings(environment="development").port == 8000


def test_dotenv_is_read_in_development(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("PORT=9002\nHOST=0.0.0.0\n")
    monkeypatch.setenv("HOST", "127.0.0.2")
    settings = load_settings()
    assert settings.port == 9002
    assert settings.host == "127.0.0.2", "the process environment wins"


def test_dotenv_itself_may_say_development(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ENVIRONMENT")
    Path(".env").write_text("ENVIRONMENT=development\nPORT=9002\n")
    assert load_settings().port == 9002


def test_dotenv_is_not_read_in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENVIRONMENT", "production")
    Path(".env").write_text("PUBLIC_URL=https://accounts.example.org\n")
    assert any(line.startswith("PUBLIC_URL: ") for line in _faults())


def test_dotenv_cannot_make_it_production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ENVIRONMENT")
    Path(".env").write_text("ENVIRONMENT=production\n")
    assert _faults() == (
        "ENVIRONMENT: .env is read in development only; set it in the process environment",
    )


def test_a_near_miss_in_dotenv_is_refused() -> None:
    Path(".env").write_text("REGISTRATON=closed\n")
    assert _faults() == ("REGISTRATON: no such setting (in .env); did you mean REGISTRATION?",)


def test_unknown_names_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cluster that runs a service named accord sets this one in every container."""
    monkeypatch.setenv("ACCORD_PORT", "tcp://10.0.0.1:8000")
    Path(".env").write_text("COMPOSE_PROJECT_NAME=accord\n")
    assert load_settings().port == 8000


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("ENVIRONMENT", "staging", "ENVIRONMENT: input should be 'development' or 'production'"),
        ("PORT", "http", "PORT: input should be a valid integer"),
        ("PORT", "0", "PORT: input should be greater than or equal to 1"),
        ("PUBLIC_URL", "accounts.example.org", "PUBLIC_URL: must be an absolute http or https"),
        ("PUBLIC_URL", "https://a:b@example.org", "PUBLIC_URL: must not carry a query"),
        ("PUBLIC_URL", "https://example.org:x", "PUBLIC_URL: "),
        ("DATABASE_URL", "mysql://root:hunter2@db/accord", "DATABASE_URL: must start with sqlite:"),
        ("ACCESS_TOKEN_TTL_SECONDS", "901", "ACCESS_TOKEN_TTL_SECONDS: input should be less"),
        ("SIGNING_ALGORITHM", "none", "SIGNING_ALGORITHM: input should be 'ES256'"),
        ("CORS_ORIGINS", "*", "CORS_ORIGINS: origins are named one by one; * is refused"),
        ("CORS_ORIGINS", "https://a.example/x", "CORS_ORIGINS: an origin is scheme, host and port"),
        ("RATE_LIMITS", "sign-in=5", "RATE_LIMITS: “sign-in=5” is not of the form group="),
        ("RATE_LIMITS", "sign-in=0/60", "RATE_LIMITS: “sign-in=0/60” is not of the form group="),
        ("RATE_LIMITS", "login=5/60", "RATE_LIMITS: no such group: login; known: public, read,"),
        ("REFRESH_TOKEN_IDLE_SECONDS", "2592001", "REFRESH_TOKEN_IDLE_SECONDS: must not exceed"),
        ("MAIL_TRANSPORT", "smtp", "SMTP_HOST: must be set when MAIL_TRANSPORT is smtp"),
    ],
)
def test_a_fault_is_one_line_that_names_the_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, line: str
) -> None:
    monkeypatch.setenv(name, value)
    faults = _faults()
    assert len(faults) == 1
    assert faults[0].startswith(line)
    assert "\n" not in faults[0]


def test_every_fault_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "x")
    monkeypatch.setenv("BCRYPT_ROUNDS", "99")
    assert [line.partition(":")[0] for line in _faults()] == ["PORT", "BCRYPT_ROUNDS"]


def test_no_fault_repeats_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://root:hunter2@db/accord")
    monkeypatch.setenv("PUBLIC_URL", "https://root:hunter2@example.org")
    monkeypatch.setenv("SMTP_PASSWORD", "hunter2")
    monkeypatch.setenv("SIGNING_KEYS", "hunter2")
    assert "hunter2" not in str(Misconfigured(_faults()))


def test_printing_settings_shows_no_secret() -> None:
    settings = Settings.model_validate(
        {
            "database_url": "postgresql://root:hunter2@db/accord",
            "migration_database_url": "postgresql://root:hunter2@db/accord",
            "smtp_password": "hunter2",
            "signing_keys": "hunter2",
        }
    )
    assert "hunter2" not in repr(settings)


def test_rate_limits_are_laid_over_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RATE_LIMITS", " sign-in=7/300 , mail=1/60 ")
    limits = load_settings().rate_limits
    assert limits["sign-in"] == Quota(7, 300)
    assert limits["mail"] == Quota(1, 60)
    assert limits["read"] == DEFAULT_RATE_LIMITS["read"]


def test_origins_are_split_and_lowered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORS_ORIGINS", "https://App.Example.org, http://localhost:5173/")
    assert load_settings().cors_origins == ("https://app.example.org", "http://localhost:5173")


def test_migrations_may_have_a_database_host_of_their_own() -> None:
    url = "postgresql://direct/accord"
    assert Settings(database_url="postgresql://pooler/accord").migrations_url.endswith(
        "pooler/accord"
    )
    assert Settings(migration_database_url=url).migrations_url == url
