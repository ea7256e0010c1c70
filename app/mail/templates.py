"""What our letters say: plain English text, in lines that no mail program needs to wrap.

A link carries its token behind `#`: browsers do not send that part to any server, so it reaches
neither an access log nor a Referer header. Without a frontend there is nothing to link to: then a
letter carries the token, or the code, alone.
"""

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Letter:
    """The subject and the text of a mail."""

    subject: str
    text: str


def verify_email(
    *, frontend_url: str | None, token: str, code: str, expires_at: datetime
) -> Letter:
    """To somebody who registered, or asked for the confirmation again."""
    return _letter(
        "Confirm your e-mail address",
        "Welcome to Accord.",
        *_link(
            "Open this link to confirm that this is your e-mail address:",
            frontend_url,
            f"/verify-email#token={token}",
        ),
        "Type this code where you registered:",
        code,
        "For programs, the token alone:",
        token,
        f"They work once, until {_instant(expires_at)}.",
        "If you did not register, ignore this mail: without you, nothing happens.",
    )


def account_exists(*, frontend_url: str | None) -> Letter:
    """To the owner of an account whose address somebody tried to register again."""
    return _letter(
        "You already have an account",
        "Somebody, perhaps you, tried to register with this e-mail address.\n"
        "It already belongs to your account, and nothing about it has changed.",
        *_link("To sign in, or to choose a new password, go to:", frontend_url),
        "If it was not you, there is nothing that you need to do.",
    )


def reset_password(*, frontend_url: str | None, token: str, expires_at: datetime) -> Letter:
    """To the owner of an account who has forgotten the password."""
    return _letter(
        "Choose a new password",
        "Somebody, perhaps you, asked for a new password for your account.",
        *_link("Open this link to choose one:", frontend_url, f"/reset-password#token={token}"),
        "For programs, the token alone:",
        token,
        f"It works once, until {_instant(expires_at)}.",
        "If it was not you, ignore this mail: your password stays as it is.",
    )


def invitation(*, frontend_url: str | None, token: str, expires_at: datetime) -> Letter:
    """To somebody for whom an account was made, without a password."""
    return _letter(
        "You are invited",
        "An account was made for you with this e-mail address.",
        *_link(
            "Open this link to choose a password:", frontend_url, f"/reset-password#token={token}"
        ),
        "For programs, the token alone, to send with a password to resetPassword:",
        token,
        f"It works once, until {_instant(expires_at)}.",
        "If you do not want the account, ignore this mail: nobody can use it.",
    )


def password_changed(*, frontend_url: str | None, changed_at: datetime) -> Letter:
    """To the owner of an account whose password is a new one now."""
    return _letter(
        "You have a new password",
        f"A new password was chosen for your account on {_instant(changed_at)}.\n"
        "All other sessions were signed out.",
        "If it was you, there is nothing that you need to do.",
        "If it was not you, choose a new password at once, and change the\n"
        "password of this mailbox too.",
        *_link("You can do so here:", frontend_url),
    )


def session_reuse_detected(*, frontend_url: str | None, detected_at: datetime) -> Letter:
    """To the owner of a session whose refresh token was used twice: by its owner and by a thief."""
    return _letter(
        "A session of yours was ended",
        f"On {_instant(detected_at)} one of your sessions was\n"
        "used from two places at once. That happens when somebody has copied it,\n"
        "so we ended it.",
        "Sign in again to go on. If you do not know why this could have happened,\n"
        "choose a new password, which ends all sessions.",
        *_link("You can do so here:", frontend_url),
    )


def _link(sentence: str, frontend_url: str | None, path: str = "") -> tuple[str, ...]:
    """What to do there, and the address on a line of its own; nothing where there is no page."""
    return (sentence, frontend_url + path) if frontend_url else ()


def _letter(subject: str, *paragraphs: str) -> Letter:
    return Letter(subject, "\n\n".join(paragraphs) + "\n")


def _instant(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%d %B %Y at %H:%M UTC")
