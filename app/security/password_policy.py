"""Which new passwords are refused: too short, too long, guessable, or made of one's own words.

There are no composition rules and no forced changes (NIST SP 800-63B §3.1.1.2, OWASP ASVS 6.2.5).
"""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from app.errors import WeakPassword
from app.security.bounded_threads import BoundedThreads
from app.security.passwords import MAXIMUM_PASSWORD_BYTES

MINIMUM_CHARACTERS: Final = 12
MAXIMUM_CHARACTERS: Final = 128

_MINIMUM_SCORE = 2
# zxcvbn tries every reading of l33t signs: 3 s of Python for the worst 72 characters, 0.25 s for
# the worst 24, which is no more than the hash that follows. 24 characters are enough to judge.
_JUDGED_CHARACTERS = 24
# What must be left of a password when the account's own words are taken out of it.
_MINIMUM_OWN_CHARACTERS = 8
_MINIMUM_WORD_CHARACTERS = 3
_SEPARATORS = re.compile(r"[\W_]+")


class PasswordRefusal(StrEnum):
    """Why a new password is refused; `detail` says it to the person who chose it."""

    NOT_TEXT = "not_text"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    OWN_WORDS = "own_words"
    GUESSABLE = "guessable"

    @property
    def detail(self) -> str:
        return _DETAILS[self]


_DETAILS: Mapping[PasswordRefusal, str] = {
    PasswordRefusal.NOT_TEXT: "The password holds something that is not a character.",
    PasswordRefusal.TOO_SHORT: f"Use at least {MINIMUM_CHARACTERS} characters.",
    PasswordRefusal.TOO_LONG: f"Use at most {MAXIMUM_CHARACTERS} characters.",
    PasswordRefusal.OWN_WORDS: "Do not build it from your e-mail address, your name or ours.",
    PasswordRefusal.GUESSABLE: "This one is easy to guess. Take a few unrelated words.",
}


class PasswordPolicy:
    """The rules for new passwords; judging one is work for the threads of the hasher."""

    def __init__(self, threads: BoundedThreads, *, product_name: str) -> None:
        self._threads = threads
        self._product_name = product_name

    async def refusal(
        self, password: str, *, email: str, display_name: str | None
    ) -> PasswordRefusal | None:
        """Why it is refused, or None. Raises ServiceUnavailable when the queue is full."""
        words = (email, email.partition("@")[0], display_name or "", self._product_name)
        return _unfit(password) or await self._threads.run(_weakness, password, words)

    async def require(self, password: str, *, email: str, display_name: str | None) -> None:
        """Raises WeakPassword, which says why, or ServiceUnavailable when the queue is full."""
        refusal = await self.refusal(password, email=email, display_name=display_name)
        if refusal is not None:
            raise WeakPassword(refusal.detail)


def _unfit(password: str) -> PasswordRefusal | None:
    if len(password) < MINIMUM_CHARACTERS:
        return PasswordRefusal.TOO_SHORT
    if len(password) > MAXIMUM_CHARACTERS:
        return PasswordRefusal.TOO_LONG
    try:
        size_bytes = len(password.encode("utf-8"))
    except UnicodeEncodeError:
        return PasswordRefusal.NOT_TEXT
    return PasswordRefusal.TOO_LONG if size_bytes > MAXIMUM_PASSWORD_BYTES else None


def _weakness(password: str, words: Iterable[str]) -> PasswordRefusal | None:
    if _is_made_of(password, words):
        return PasswordRefusal.OWN_WORDS
    if _score(password[:_JUDGED_CHARACTERS]) < _MINIMUM_SCORE:
        return PasswordRefusal.GUESSABLE
    return None


def _is_made_of(password: str, words: Iterable[str]) -> bool:
    """Whether little is left of the password without the words, whatever stands between letters."""
    before = after = _squash(password)
    for word in sorted(_parts(words), key=len, reverse=True):
        after = after.replace(word, "")
    removed = len(before) - len(after)
    return len(password) - removed < _MINIMUM_OWN_CHARACTERS


def _parts(words: Iterable[str]) -> set[str]:
    """Each word as a whole, and what its separators part it into."""
    parts = {_squash(word) for word in words}
    for word in words:
        parts.update(_SEPARATORS.split(word.casefold()))
    return {part for part in parts if len(part) >= _MINIMUM_WORD_CHARACTERS}


def _squash(text: str) -> str:
    return _SEPARATORS.sub("", text.casefold())


def _score(password: str) -> int:
    """zxcvbn's estimate: 0 (under 1,000 guesses) to 4 (over 10^10).

    The account's words are not passed as `user_inputs`: zxcvbn keeps those in a module global, and
    threads would judge by each other's words.
    """
    # Its lists take 13 MiB, which a process that nobody registers with does without.
    from zxcvbn import zxcvbn  # type: ignore[import-untyped]  # has no types and no stubs

    score: int = zxcvbn(password)["score"]
    return score
