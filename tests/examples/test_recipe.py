"""The page shows what was run: each piece of JavaScript in it stands in the example, as it is."""

import re

import pytest

from app.config import Settings
from tests.examples.better_auth import SOURCES
from tests.support.server import ROOT

PAGE = (ROOT / "docs" / "better-auth.md").read_text(encoding="utf-8")
PIECES = re.findall(r"```js\n(.*?)```", PAGE, re.DOTALL)
SETTINGS = [
    dict(re.findall(r"(?m)^([A-Z_]+)=(\S*)", block))
    for block in re.findall(r"```sh\n(BETTER.*?)```", PAGE, re.DOTALL)
]


@pytest.mark.parametrize("piece", PIECES, ids=range(len(PIECES)))
def test_the_page_shows_what_the_example_runs(piece: str) -> None:
    files = [file.read_text(encoding="utf-8") for file in SOURCES.glob("*.mjs")]

    assert any(piece in text for text in files)


def test_there_is_something_to_show() -> None:
    assert len(PIECES) == 3
    assert [given["BETTER_AUTH_MODE"] for given in SETTINGS] == ["jwks", "secret"]


@pytest.mark.parametrize("given", SETTINGS, ids=["jwks", "secret"])
def test_the_settings_on_the_page_are_good(given: dict[str, str]) -> None:
    secret = {"BETTER_AUTH_SECRET": "3f9c1e5b7a2d4860b1c8e7f6a5d4c3b2"}
    told = {**given, **(secret if given["BETTER_AUTH_MODE"] == "secret" else {})}
    origins = told.pop("CORS_ORIGINS", "")
    lower = {name.lower(): value for name, value in told.items()}
    settings = Settings.model_validate({"environment": "development", **lower})

    assert settings.better_auth_issuer == "https://app.example.org"
    assert origins in ("", settings.better_auth_issuer)
