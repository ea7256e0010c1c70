"""Mails are plain, cannot smuggle headers, and keep their Message-ID."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from uuid import UUID

import pytest

from app.mail.mailer import Mail, Sender, compose

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TOKEN = "vt_" + "0123456789abcdefghijklmnopqrstuvwxyz_-ABCDEFGHIJ" * 4


def mail(**changes: str) -> Mail:
    fields = {"recipient": "ada@example.com", "subject": "Hello", "text": f"Hi\n{TOKEN}\n"}
    return Mail(
        id=UUID("01930000-0000-7000-8000-00000000000a"), kind="verify_email", **(fields | changes)
    )


def test_a_mail_on_the_wire_is_plain_seven_bit_text_with_whole_lines() -> None:
    content = compose(mail(), Sender("Accord <accord@example.org>"), NOON)
    parsed = message_from_bytes(content, policy=default)

    assert content.isascii()
    assert b"\r\n" + TOKEN.encode() + b"\r\n" in content
    assert parsed["Content-Transfer-Encoding"] == "7bit"
    assert parsed["Content-Type"] == 'text/plain; charset="us-ascii"'
    assert (parsed["From"], parsed["To"]) == ("Accord <accord@example.org>", "ada@example.com")
    assert (parsed["Subject"], parsed["Auto-Submitted"]) == ("Hello", "auto-generated")
    assert parsed["Date"].datetime == NOON


def test_the_message_id_is_that_of_the_outbox_whenever_it_is_sent() -> None:
    sender = Sender("accord@example.org")
    ids = {
        message_from_bytes(compose(mail(), sender, now), policy=default)["Message-ID"]
        for now in (NOON, NOON.replace(day=23))
    }

    assert ids == {"<01930000-0000-7000-8000-00000000000a@example.org>"}


@pytest.mark.parametrize(
    "recipient",
    [
        "ada@example.com\r\nBcc: eve@example.com",
        "ada@example.com\nBcc: eve@example.com",
        "ada@example.com, eve@example.com",
        "Ada <ada@example.com>",
        "ada@exam\x00ple.com",
        "adä@example.com",
        '"a\\"da"@example.com',
        "ada@eve@example.com",
        "ada",
        "@example.com",
        "",
    ],
)
def test_a_recipient_that_is_more_or_less_than_an_address_is_refused(recipient: str) -> None:
    with pytest.raises(ValueError, match="recipient"):
        mail(recipient=recipient)


@pytest.mark.parametrize("subject", ["Hello\r\nBcc: eve@example.com", "Hello\n", "Grüße", ""])
def test_a_subject_that_is_more_than_a_line_is_refused(subject: str) -> None:
    with pytest.raises(ValueError, match="subject"):
        mail(subject=subject)


@pytest.mark.parametrize("text", ["Grüße", "x" * 999])
def test_a_text_that_would_have_to_be_encoded_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="text"):
        mail(text=text)


@pytest.mark.parametrize("recipient", ["a..b@example.com", ".a@example.com", "a'/{b}@example.com"])
def test_an_address_that_browsers_accept_can_be_written_to(recipient: str) -> None:
    content = compose(mail(recipient=recipient), Sender("accord@example.org"), NOON)
    (address,) = message_from_bytes(content, policy=default)["To"].addresses

    assert f"{address.username}@{address.domain}" == recipient


@pytest.mark.parametrize(
    "sender", ["", "Accord", "Accord <>", "a@b\r\nBcc: c@d", "Äccord <accord@example.org>", "@b"]
)
def test_a_sender_that_is_no_address_is_refused(sender: str) -> None:
    with pytest.raises(ValueError, match="sender"):
        Sender(sender)
