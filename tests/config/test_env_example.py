"""`.env.example` and the settings say the same, both ways."""

import io
import re
from pathlib import Path

import pytest
from dotenv import dotenv_values

from app.config import DEFAULT_RATE_LIMITS, Quota, Settings

TEXT = (Path(__file__).parents[2] / ".env.example").read_text()
LINES = TEXT.splitlines()
NAMED = {
    match[1]: (index, match[2])
    for index, line in enumerate(LINES)
    if (match := re.fullmatch(r"#?([A-Z_]+)=(.*)", line))
}
# Their defaults follow from others, or the example shows the form and not the default.
NOT_A_PLAIN_DEFAULT = {"ENVIRONMENT", "RATE_LIMITS"}


def test_it_names_every_setting_and_nothing_else() -> None:
    assert set(NAMED) == {name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("name", NAMED)
def test_each_setting_has_its_sentence(name: str) -> None:
    above = LINES[NAMED[name][0] - 1]
    assert re.match(r"# .*[.;,:)]$", above), f"no sentence above {name}"


@pytest.mark.parametrize("name", sorted(set(NAMED) - NOT_A_PLAIN_DEFAULT))
def test_it_shows_the_default_of_development(name: str) -> None:
    shown = NAMED[name][1]
    given = {"environment": "development"} | ({name.lower(): shown} if shown else {})
    default = Settings.model_validate({"environment": "development"})
    assert getattr(Settings.model_validate(given), name.lower()) == getattr(default, name.lower())


def test_it_tells_every_default_quota() -> None:
    told = {
        group: Quota(int(limit), int(seconds))
        for group, limit, seconds in re.findall(r"([a-z-]+)=(\d+)/(\d+)", TEXT)
    }
    assert told == DEFAULT_RATE_LIMITS


def test_it_can_be_copied_as_it_is() -> None:
    values = dotenv_values(stream=io.StringIO(TEXT))
    assert values == {"ENVIRONMENT": "development"}
