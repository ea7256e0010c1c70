"""What our letters say: what their readers need, and nothing that leaks or breaks."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from app.mail import templates
from app.mail.templates import Letter

FRONTEND = "https://accounts.example.com"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TOKEN = "evt_" + "x" * 43


def letters(frontend_url: str | None) -> dict[str, Letter]:
    return {
        "verify_email": templates.verify_email(
            frontend_url=frontend_url, token=TOKEN, code="012345", expires_at=NOON
        ),
        "account_exists": templates.account_exists(frontend_url=frontend_url),
        "reset_password": templates.reset_password(
            frontend_url=frontend_url, token=TOKEN, expires_at=NOON
        ),
        "password_changed": templates.password_changed(frontend_url=frontend_url, changed_at=NOON),
        "session_reuse_detected": templates.session_reuse_detected(
            frontend_url=frontend_url, detected_at=NOON
        ),
    }


LETTERS = letters(FRONTEND)


@pytest.mark.parametrize("kind", LETTERS)
def test_a_letter_is_plain_short_lines_of_text(kind: str) -> None:
    letter = LETTERS[kind]
    prose = [line for line in letter.text.splitlines() if TOKEN not in line]

    assert (letter.subject + letter.text).isascii()
    assert max(map(len, prose)) <= 78
    assert (
        not letter.text.startswith((" ", "\n"))
        and letter.text.endswith(".\n")
        or FRONTEND in (letter.text.splitlines()[-1])
    )
    assert not any(line.startswith(" ") for line in letter.text.splitlines())


@pytest.mark.parametrize("kind", LETTERS)
def test_a_letter_says_where_to_go(kind: str) -> None:
    assert FRONTEND in LETTERS[kind].text


@pytest.mark.parametrize(("kind", "letter"), letters(None).items())
def test_without_a_frontend_a_letter_has_no_link_and_the_same_secrets(
    kind: str, letter: Letter
) -> None:
    linked = LETTERS[kind].text

    assert "http" not in letter.text and "None" not in letter.text
    assert set(letter.text.splitlines()) < set(linked.splitlines())
    assert (TOKEN in letter.text.splitlines()) == (TOKEN in linked.splitlines())


def test_the_confirmation_has_link_token_and_code_each_on_a_line_of_its_own() -> None:
    lines = LETTERS["verify_email"].text.splitlines()

    assert {f"{FRONTEND}/verify-email#token={TOKEN}", TOKEN, "012345"} <= set(lines)


def test_the_reset_has_link_and_token_each_on_a_line_of_its_own() -> None:
    lines = LETTERS["reset_password"].text.splitlines()

    assert {f"{FRONTEND}/reset-password#token={TOKEN}", TOKEN} <= set(lines)


@pytest.mark.parametrize("kind", ["verify_email", "reset_password"])
def test_validity_is_said_in_utc_whatever_zone_it_came_in(kind: str) -> None:
    assert "until 22 November 2026 at 12:00 UTC." in LETTERS[kind].text
    elsewhere = NOON.astimezone(timezone(timedelta(hours=9)))
    letter = templates.reset_password(frontend_url=FRONTEND, token=TOKEN, expires_at=elsewhere)
    assert letter == LETTERS["reset_password"]


@pytest.mark.parametrize("kind", ["account_exists", "password_changed", "session_reuse_detected"])
def test_a_notice_holds_no_secret(kind: str) -> None:
    assert "token" not in LETTERS[kind].text
