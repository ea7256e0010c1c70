"""Opaque secrets are unique, unguessable, and worthless in the form in which they are stored."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.security import opaque


def test_a_secret_has_its_prefix_and_256_bits() -> None:
    secret = opaque.mint("rt_")
    assert secret.startswith("rt_")
    assert len(secret) == 3 + 43
    assert opaque.is_well_formed(secret, "rt_")


def test_a_hundred_thousand_secrets_are_all_different() -> None:
    secrets = [opaque.mint("rt_") for _ in range(100_000)]
    assert len(set(secrets)) == len(secrets)
    letters = Counter("".join(secret[3:] for secret in secrets))
    assert len(letters) == 64


@pytest.mark.parametrize(
    "text",
    ["", "rt_", "rt_" + "A" * 42, "rt_" + "A" * 44, "ot_" + "A" * 43, "rt_" + "A" * 42 + "=",
     "rt_" + "A" * 43 + "\n", "rt_" + "A" * 42 + "é", " rt_" + "A" * 43, "RT_" + "A" * 43],
)  # fmt: skip
def test_what_was_never_minted_is_seen_at_once(text: str) -> None:
    assert not opaque.is_well_formed(text, "rt_")


def test_the_stored_hash_is_of_the_secret_and_does_not_hold_it() -> None:
    secret = opaque.mint("rt_")
    assert opaque.hash_secret(secret) == opaque.hash_secret(secret)
    assert opaque.hash_secret(secret) != opaque.hash_secret(opaque.mint("rt_"))
    assert len(opaque.hash_secret(secret)) == 32


@given(st.text(alphabet=st.characters()))
def test_any_presented_text_has_a_hash(text: str) -> None:
    assert len(opaque.hash_secret(text)) == 32
    assert len(opaque.hash_code(text, b"bound")) == 32


@pytest.mark.parametrize("text", ["\ud800", "\udfffrt_", "\0", "x" * 1_000_000])
def test_hostile_text_has_a_hash_too(text: str) -> None:
    assert len(opaque.hash_secret(text)) == 32
    assert len(opaque.hash_code(text, b"bound")) == 32
    assert opaque.open_sealed(opaque.seal("rt_child", text), text) == "rt_child"


def test_codes_are_six_digits_and_each_digit_is_as_likely() -> None:
    codes = [opaque.mint_code() for _ in range(20_000)]
    assert all(len(code) == 6 and code.isascii() and code.isdigit() for code in codes)
    for place in range(6):
        counts = Counter(code[place] for code in codes)
        # 2,000 expected, standard deviation 42: seven of those is beyond chance.
        assert set(counts) == set("0123456789")
        assert max(abs(count - 2_000) for count in counts.values()) < 300


def test_the_hash_of_a_code_is_bound_to_its_token() -> None:
    one, other = (opaque.hash_secret(opaque.mint("ot_")) for _ in range(2))
    assert opaque.hash_code("123456", one) == opaque.hash_code("123456", one)
    assert opaque.hash_code("123456", one) != opaque.hash_code("123456", other)
    assert opaque.hash_code("123456", one) != opaque.hash_code("123457", one)


def test_a_child_token_can_be_read_by_the_holder_of_its_parent_only() -> None:
    parent, child = opaque.mint("rt_"), opaque.mint("rt_")
    sealed = opaque.seal(child, parent)
    assert opaque.open_sealed(sealed, parent) == child
    assert opaque.open_sealed(sealed, opaque.mint("rt_")) is None
    assert opaque.open_sealed(sealed, child) is None


def test_a_sealed_token_shows_neither_token_nor_that_it_is_the_same_one() -> None:
    parent, child = opaque.mint("rt_"), opaque.mint("rt_")
    sealed = opaque.seal(child, parent)
    assert sealed != opaque.seal(child, parent)
    for secret in (parent, child):
        assert secret.encode() not in sealed
        assert opaque.hash_secret(secret) not in sealed


def test_a_sealed_token_that_was_changed_or_cut_does_not_open() -> None:
    parent = opaque.mint("rt_")
    sealed = opaque.seal(opaque.mint("rt_"), parent)
    for place in range(len(sealed)):
        changed = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        assert opaque.open_sealed(changed, parent) is None
        assert opaque.open_sealed(sealed[:place], parent) is None


def test_comparing_tells_same_from_different() -> None:
    assert opaque.is_same(b"a" * 32, b"a" * 32)
    assert not opaque.is_same(b"a" * 32, b"b" * 32)
    assert not opaque.is_same(b"a", b"aa")
