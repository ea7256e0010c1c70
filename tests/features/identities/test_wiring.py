"""What the settings alone cannot show, and what is let go of in the end."""

import base64
import json
from pathlib import Path

import pytest
from pydantic import SecretStr

from app import bootstrap
from app.config import Misconfigured, Settings
from tests.support.clock import MovableClock
from tests.support.issuer import FRONTEND, SECRET


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    """Settings that sign with a secret, as development may."""
    key = {
        **{"kty": "oct", "alg": "HS256", "use": "sig", "kid": "own"},
        **{"iat": int(MovableClock().now().timestamp()), "k": encoded(SECRET)},
    }
    sharing = {
        "better_auth_mode": "secret",
        "better_auth_issuer": FRONTEND,
        "signing_algorithm": "HS256",
        "signing_keys": SecretStr(json.dumps({"keys": [key]})),
        "database_url": f"sqlite:///{tmp_path}/accord.db",
    }
    return settings.model_copy(update=sharing)


def encoded(secret: str) -> str:
    return base64.urlsafe_b64encode(secret.encode()).rstrip(b"=").decode()


def test_a_secret_that_signs_our_own_tokens_is_refused(settings: Settings) -> None:
    """Whoever verifies for the frontend could then sign for us."""
    with pytest.raises(Misconfigured) as raised:
        bootstrap.build(settings.model_copy(update={"better_auth_secret": SecretStr(SECRET)}))

    (line,) = raised.value.faults
    assert line.startswith("BETTER_AUTH_SECRET: ")
    assert SECRET not in line


async def test_another_secret_than_our_own_is_taken(settings: Settings) -> None:
    other = SecretStr("another secret of the frontend, long enough")
    application = bootstrap.build(settings.model_copy(update={"better_auth_secret": other}))
    await application.close()


def test_a_proxy_of_a_kind_that_is_not_spoken_is_one_clear_line(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "socks5://127.0.0.1:1080")
    over_tls = {"better_auth_mode": "jwks", "better_auth_jwks_url": f"{FRONTEND}/jwks"}
    with pytest.raises(Misconfigured) as raised:
        bootstrap.build(settings.model_copy(update=over_tls))

    assert raised.value.faults == ("HTTPS_PROXY, ALL_PROXY: must be http or https proxies",)


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_a_file_of_certificates_that_is_none_is_one_clear_line(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: str | None
) -> None:
    file = tmp_path / "authorities.pem"
    if content is not None:
        file.write_text(content)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    over_tls = {"better_auth_mode": "jwks", "better_auth_jwks_url": f"{FRONTEND}/jwks"}
    with pytest.raises(Misconfigured) as raised:
        bootstrap.build(settings.model_copy(update=over_tls))

    assert raised.value.faults == ("SSL_CERT_FILE: must be a file of certificates",)
