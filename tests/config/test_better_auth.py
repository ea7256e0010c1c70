"""What keeps the service from believing a Better Auth frontend: one clear line, and no secret."""

import pytest
from pydantic import ValidationError

from app.config import Settings
from app.config.better_auth import DOCUMENTED_SECRET

SECRET = "a secret of the frontend, long enough"
JWKS: dict[str, object] = {
    "environment": "production",
    "public_url": "https://accounts.example.org",
    "better_auth_mode": "jwks",
    "better_auth_issuer": "https://app.example.org",
}
SHARED = {**JWKS, "better_auth_mode": "secret", "better_auth_secret": SECRET}


def fault(given: dict[str, object], **changed: object) -> str:
    with pytest.raises(ValidationError) as raised:
        Settings.model_validate(given | changed)
    (error,) = raised.value.errors()
    return error["msg"].removeprefix("Value error, ")


def test_it_is_off_and_makes_no_accounts_unless_asked() -> None:
    settings = Settings(environment="development")

    assert (settings.better_auth_mode, settings.external_provisioning) == ("off", "reject")


def test_the_addresses_are_those_of_better_auth_unless_others_are_given() -> None:
    settings = Settings.model_validate({**JWKS, "better_auth_issuer": "https://app.example.org/"})

    assert settings.better_auth_issuer == "https://app.example.org"
    assert settings.external_keys_url == "https://app.example.org/api/auth/jwks"
    assert settings.external_audience == "https://accounts.example.org"
    other = {"better_auth_jwks_url": "https://keys.example.org/jwks", "better_auth_audience": "api"}
    settings = Settings.model_validate(JWKS | other)
    assert settings.external_keys_url == "https://keys.example.org/jwks"
    assert settings.external_audience == "api"


@pytest.mark.parametrize("given", [JWKS, SHARED], ids=["jwks", "secret"])
def test_it_needs_an_issuer_that_is_not_our_own(given: dict[str, object]) -> None:
    assert fault(given, better_auth_issuer=None).startswith("BETTER_AUTH_ISSUER: must be set")
    same = fault(given, better_auth_issuer="https://accounts.example.org")
    assert same.startswith("BETTER_AUTH_ISSUER: must not be PUBLIC_URL")


@pytest.mark.parametrize(
    "url",
    [
        "http://app.example.org/api/auth/jwks",
        "http://127.0.0.1.example.org/jwks",
        "http://10.0.0.7/jwks",
        "http://localhost.example.org/jwks",
    ],
)
def test_keys_are_not_fetched_in_the_clear_from_another_machine(url: str) -> None:
    assert fault(JWKS, better_auth_jwks_url=url).startswith("BETTER_AUTH_JWKS_URL: must be https")


def test_an_issuer_in_the_clear_would_publish_its_keys_in_the_clear() -> None:
    """The line names what was given: nobody has set an address of the keys."""
    line = fault(JWKS, better_auth_issuer="http://app.example.org")

    assert line.startswith("BETTER_AUTH_ISSUER: must be https")


def test_an_issuer_in_the_clear_may_publish_its_keys_elsewhere() -> None:
    given = {
        "better_auth_issuer": "http://app.example.org",
        "better_auth_jwks_url": "https://keys.example.org/jwks",
    }

    assert Settings.model_validate(JWKS | given).better_auth_issuer == "http://app.example.org"


def test_a_secret_that_nobody_needs_does_not_lie_here() -> None:
    line = fault(JWKS, better_auth_secret=SECRET)

    assert line == "BETTER_AUTH_SECRET: must not be set when BETTER_AUTH_MODE is jwks"


def test_keys_that_nobody_fetches_are_not_named() -> None:
    line = fault(SHARED, better_auth_jwks_url="https://keys.example.org/jwks")

    assert line == "BETTER_AUTH_JWKS_URL: must not be set when BETTER_AUTH_MODE is secret"


def test_while_it_is_off_neither_is_asked_for_nor_refused() -> None:
    unused = {"better_auth_secret": SECRET, "better_auth_jwks_url": "http://app.example.org/jwks"}

    settings = Settings.model_validate({**JWKS, **unused, "better_auth_mode": "off"})

    assert settings.better_auth_mode == "off"


def test_the_name_of_the_issuer_fits_into_the_audit_trail() -> None:
    longest = "https://app.example.org/" + "x" * 176
    settings = Settings.model_validate({**JWKS, "better_auth_issuer": longest})
    assert settings.better_auth_issuer == longest

    line = fault(JWKS, better_auth_issuer=longest + "x")

    assert line == "BETTER_AUTH_ISSUER: must have at most 200 characters"


@pytest.mark.parametrize("host", ["127.0.0.1:3000", "localhost:3000", "[::1]:3000"])
def test_keys_of_this_machine_may_be_fetched_in_the_clear(host: str) -> None:
    settings = Settings.model_validate({**JWKS, "better_auth_issuer": f"http://{host}"})

    assert settings.external_keys_url == f"http://{host}/api/auth/jwks"


@pytest.mark.parametrize("secret", [None, "x" * 31, DOCUMENTED_SECRET])
def test_a_secret_that_is_missing_short_or_known_is_refused(secret: str | None) -> None:
    line = fault(SHARED, better_auth_secret=secret)

    assert line.startswith("BETTER_AUTH_SECRET: ")
    assert secret is None or secret not in line


def test_a_secret_of_thirty_two_bytes_is_enough() -> None:
    settings = Settings.model_validate({**SHARED, "better_auth_secret": "é" * 16})

    assert settings.better_auth_mode == "secret"


def test_while_it_is_off_nothing_is_asked_of_the_rest() -> None:
    unset = {"better_auth_mode": "off", "better_auth_issuer": None}

    assert Settings.model_validate(JWKS | unset).better_auth_issuer is None
