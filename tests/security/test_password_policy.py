"""Any composition of a fair length is accepted, unless it is easy to guess or made of own words."""

import asyncio
import string
from collections.abc import AsyncIterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import WeakPassword
from app.security.bounded_threads import BoundedThreads
from app.security.password_policy import PasswordPolicy, PasswordRefusal

# In no order: neighbours in Unicode are a sequence, which is easy to guess.
EMOJI = "".join(chr(0x1F600 + index * 37 % 64) for index in range(64))
GOOD = "correct horse battery staple"


@pytest.fixture
async def policy() -> AsyncIterator[PasswordPolicy]:
    threads = BoundedThreads(max_workers=1, max_waiting=4)
    yield PasswordPolicy(threads, product_name="Accord")
    await threads.close()


async def judge(
    policy: PasswordPolicy,
    password: str,
    *,
    email: str = "ada.lovelace@example.org",
    display_name: str | None = "Ada Lovelace",
) -> PasswordRefusal | None:
    return await policy.refusal(password, email=email, display_name=display_name)


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "kX9-mQ2-vT7z",
        "only lower case words here",
        "8301 2749 5516",
        "    spaces   count too  ",
        "grüße aus österreich",
        "съешь ещё этих булок",
        "我能吞下玻璃而不伤身体呀",
        EMOJI,
        "nul\0in the middle of it",
        "kX9-mQ2-vT7z" + "x" * 116,
        "accord horse battery staple",
        "my friend ada likes gardening",
        "canada is a wide country",
    ],
    ids=lambda password: ascii(password[:20]),
)
async def test_a_password_that_is_hard_to_guess_is_accepted(
    password: str, policy: PasswordPolicy
) -> None:
    assert await judge(policy, password) is None


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        ("", PasswordRefusal.TOO_SHORT),
        ("kX9-mQ2-vT7", PasswordRefusal.TOO_SHORT),
        (EMOJI[:11], PasswordRefusal.TOO_SHORT),
        (GOOD * 4 + "x" * 17, PasswordRefusal.TOO_LONG),
        (GOOD * 200, PasswordRefusal.TOO_LONG),
        ("x" * 1_000_000, PasswordRefusal.TOO_LONG),
        (GOOD + "\ud800", PasswordRefusal.NOT_TEXT),
        ("password1234", PasswordRefusal.GUESSABLE),
        ("P@ssw0rd1234", PasswordRefusal.GUESSABLE),
        ("123456789012", PasswordRefusal.GUESSABLE),
        ("qwertyuiop[]", PasswordRefusal.GUESSABLE),
        ("aaaaaaaaaaaaaaaa", PasswordRefusal.GUESSABLE),
        ("abcabcabcabc", PasswordRefusal.GUESSABLE),
        ("abcdefghijkl", PasswordRefusal.GUESSABLE),
        ("😀" * 64, PasswordRefusal.GUESSABLE),
        ("".join(map(chr, range(0x1F600, 0x1F640))), PasswordRefusal.GUESSABLE),
        ("ada.lovelace@example.org", PasswordRefusal.OWN_WORDS),
        ("ADA.LOVELACE@EXAMPLE.ORG", PasswordRefusal.OWN_WORDS),
        ("ada.lovelace", PasswordRefusal.OWN_WORDS),
        ("Ada-Lovelace-1815", PasswordRefusal.OWN_WORDS),
        ("adalovelace!!!", PasswordRefusal.OWN_WORDS),
        ("lovelace2026", PasswordRefusal.OWN_WORDS),
        ("Accord123456", PasswordRefusal.OWN_WORDS),
        ("accord-accord-accord", PasswordRefusal.OWN_WORDS),
        ("AccordLovelaceAda", PasswordRefusal.OWN_WORDS),
    ],
    ids=lambda value: ascii(value[:30]),
)
async def test_a_password_that_can_be_guessed_is_refused_and_the_person_told_why(
    password: str, refusal: PasswordRefusal, policy: PasswordPolicy
) -> None:
    assert await judge(policy, password) is refusal
    assert refusal.detail.endswith(".")


@pytest.mark.parametrize(
    ("length", "refusal"),
    [(11, PasswordRefusal.TOO_SHORT), (12, None), (128, None), (129, PasswordRefusal.TOO_LONG)],
)
async def test_length_is_counted_in_code_points(
    length: int, refusal: PasswordRefusal | None, policy: PasswordPolicy
) -> None:
    assert await judge(policy, (EMOJI * 3)[:length]) is refusal


async def test_no_name_and_short_words_refuse_nothing(policy: PasswordPolicy) -> None:
    assert await judge(policy, GOOD, email="a@b.c", display_name=None) is None
    assert await judge(policy, GOOD, email="co@b.c", display_name="r t") is None
    assert await judge(policy, GOOD, email="", display_name="") is None


@pytest.mark.parametrize("name", ["Rosamund Samu", "Samu Rosamund"])
async def test_a_word_is_taken_out_before_a_word_that_is_in_it(
    name: str, policy: PasswordPolicy
) -> None:
    """Without `samu`, nothing of `rosamund` would be known again."""
    judged = await judge(policy, "Rosamund!Rosamund", email="x@y.org", display_name=name)

    assert judged is PasswordRefusal.OWN_WORDS


async def test_what_is_required_is_raised_with_its_reason(policy: PasswordPolicy) -> None:
    person = {"email": "ada.lovelace@example.org", "display_name": "Zenobia"}

    await policy.require(GOOD, **person)
    for password in ("ada.lovelace", "Zenobia-2026"):
        with pytest.raises(WeakPassword) as refusal:
            await policy.require(password, **person)
        assert refusal.value.detail == PasswordRefusal.OWN_WORDS.detail


async def test_the_words_of_one_account_are_not_held_against_another() -> None:
    threads = BoundedThreads(max_workers=4, max_waiting=100)
    policy = PasswordPolicy(threads, product_name="Accord")
    names = ("Grace Hopper", "Barbara Liskov")
    judged = await asyncio.gather(
        *(
            policy.refusal("gracehopper1906", email="x@y.org", display_name=name)
            for name in names * 20
        )
    )
    await threads.close()
    assert judged == [PasswordRefusal.OWN_WORDS, None] * 20


SIGNS = st.text("4@8({[<369!1|7$5+0%2xj", min_size=24, max_size=128)
LEGAL = st.text(min_size=12, max_size=128) | st.text(string.printable, min_size=12, max_size=128)


@settings(max_examples=100, deadline=None)
@given(LEGAL | SIGNS)
async def test_any_text_is_judged_and_never_an_error(password: str) -> None:
    threads = BoundedThreads(max_workers=1, max_waiting=0)
    policy = PasswordPolicy(threads, product_name="Accord")
    refusal = await policy.refusal(password, email=password, display_name=password[::-1])
    await threads.close()
    assert refusal in {PasswordRefusal.OWN_WORDS, PasswordRefusal.GUESSABLE, None}
