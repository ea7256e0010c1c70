"""Development mailers put mails where people and grep find them."""

import stat
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from uuid import uuid4

import pytest

from app.mail.mailboxes import ConsoleMailer, FileMailer
from app.mail.mailer import Mail
from tests.support.clock import MovableClock

SENDER = "Accord <accord@localhost>"
TOKEN = "vt_" + "x" * 180


def mail(recipient: str = "ada@example.com") -> Mail:
    return Mail(
        id=uuid4(), kind="verify_email", recipient=recipient, subject="Hello", text=f"{TOKEN}\n"
    )


async def test_a_mail_becomes_a_file_for_its_owner_only(tmp_path: Path) -> None:
    clock = MovableClock()
    folder = tmp_path / "var" / "mailbox"

    await FileMailer(folder, SENDER, clock).send(mail())

    (file,) = folder.iterdir()
    assert file.name == f"{clock.now():%Y%m%dT%H%M%S.%fZ}-verify_email-ada@example.com.eml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert TOKEN in file.read_text(encoding="ascii").split("\n")
    assert b"\r" not in file.read_bytes()
    assert message_from_bytes(file.read_bytes(), policy=default)["Subject"] == "Hello"


async def test_an_address_with_a_path_in_it_stays_in_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "mailbox"

    await FileMailer(folder, SENDER, MovableClock()).send(mail("../../etc/{ada}@example.com"))

    assert [file.parent for file in tmp_path.rglob("*.eml")] == [folder]


async def test_two_mails_of_one_instant_are_two_files(tmp_path: Path) -> None:
    mailer = FileMailer(tmp_path, SENDER, MovableClock())

    for _ in range(3):
        await mailer.send(mail())

    assert len(list(tmp_path.glob("*.eml"))) == 3


async def test_the_longest_address_fits_into_a_file_name(tmp_path: Path) -> None:
    await FileMailer(tmp_path, SENDER, MovableClock()).send(mail("a" * 242 + "@example.com"))

    assert len(list(tmp_path.glob("*-verify_email-aaa*.eml"))) == 1


async def test_an_attempt_that_was_killed_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    mailer, letter = FileMailer(tmp_path, SENDER, MovableClock()), mail()
    (tmp_path / f".{letter.id}.draft").write_text("half")

    await mailer.send(letter)

    assert len(list(tmp_path.iterdir())) == 1


async def test_the_console_shows_the_whole_mail(capsys: pytest.CaptureFixture[str]) -> None:
    await ConsoleMailer(SENDER, MovableClock()).send(mail())

    lines = capsys.readouterr().out.split("\n")
    assert TOKEN in lines
    assert "To: ada@example.com" in lines
