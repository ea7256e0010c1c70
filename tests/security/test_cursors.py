"""Cursors say where a page ended, to us alone: signed, bound to a query, and good for a day."""

import json
import os

import pytest

from app.errors import InvalidCursor
from app.pagination import Position
from app.security.cursors import LIFETIME, Cursors
from app.security.encoding import decode_base64url, encode_base64url
from tests.support.clock import MovableClock

KEY, OTHER_KEY = os.urandom(32), os.urandom(32)
POSITION: Position = ("2026-11-22T12:00:00+00:00", "019cadd387887a109c2f5d0c9e3f7b21")
POSITIONS: list[Position] = [POSITION, ("ada@example.com",), ("",), ("é\u2028😀", '"],["'), ("7",)]
MAC_BYTES = 16


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def cursors(clock: MovableClock) -> Cursors:
    return Cursors([KEY], clock)


def is_refused(cursors: Cursors, cursor: str, query: str = "users") -> bool:
    try:
        cursors.read(cursor, query=query)
    except InvalidCursor:
        return True
    return False


@pytest.mark.parametrize("position", POSITIONS)
def test_what_was_put_in_comes_out(cursors: Cursors, position: Position) -> None:
    cursor = cursors.issue(position, query="users")

    assert cursors.read(cursor, query="users") == position


def test_a_cursor_fits_the_pattern_and_the_length_of_the_contract(cursors: Cursors) -> None:
    longest = cursors.issue(("a" * 254,), query="q" * 10_000)

    assert longest.replace("-", "a").replace("_", "a").isalnum()
    assert longest.isascii() and len(longest) <= 1024


def test_every_bit_counts(cursors: Cursors) -> None:
    data = decode_base64url(cursors.issue(POSITION, query="users"))

    for place in range(len(data)):
        for bit in range(8):
            altered = bytearray(data)
            altered[place] ^= 1 << bit
            assert is_refused(cursors, encode_base64url(bytes(altered))), (place, bit)


def test_a_piece_of_a_cursor_is_none(cursors: Cursors) -> None:
    data = decode_base64url(cursors.issue(POSITION, query="users"))

    for length in range(len(data)):
        assert is_refused(cursors, encode_base64url(data[:length]))
        assert is_refused(cursors, encode_base64url(data[length + 1 :]))
    assert is_refused(cursors, encode_base64url(data + b" "))


def test_only_one_spelling_is_read(cursors: Cursors) -> None:
    cursor = cursors.issue(("1",), query="users")
    spellings = [cursor + "=", cursor + "\n", " " + cursor, cursor + "é", cursor.swapcase()]

    assert cursors.read(cursor, query="users") == ("1",)
    assert all(is_refused(cursors, spelling) for spelling in spellings)


@pytest.mark.parametrize("query", ["", "user", "users ", "users2", "USERS", '["users"]'])
def test_a_cursor_of_another_query_is_refused(cursors: Cursors, query: str) -> None:
    cursor = cursors.issue(POSITION, query="users")

    assert is_refused(cursors, cursor, query)


def test_nothing_can_be_moved_from_the_position_into_the_query(cursors: Cursors) -> None:
    cursor = cursors.issue(("a",), query="b")
    data = decode_base64url(cursor)

    for cut in range(1, len(data) - MAC_BYTES):
        query = (data[-cut:] + b"b").decode()
        assert is_refused(cursors, encode_base64url(data[:-cut]), query)


@pytest.mark.parametrize("seconds", [0, 1])
def test_a_cursor_of_yesterday_is_refused(
    cursors: Cursors, clock: MovableClock, seconds: int
) -> None:
    cursor = cursors.issue(POSITION, query="users")
    clock.advance(seconds=LIFETIME.total_seconds() - 1)
    in_time = cursors.read(cursor, query="users")
    clock.advance(seconds=1 + seconds)

    assert in_time == POSITION
    assert is_refused(cursors, cursor)


def test_what_somebody_else_signed_is_refused(cursors: Cursors, clock: MovableClock) -> None:
    forger = Cursors([OTHER_KEY], clock)
    forged = forger.issue(POSITION, query="users")
    unsigned = json.dumps([2**40, *POSITION]).encode()

    assert is_refused(cursors, forged)
    assert is_refused(cursors, encode_base64url(bytes(MAC_BYTES) + unsigned))
    assert is_refused(cursors, encode_base64url(unsigned))


def test_after_a_rotation_old_cursors_are_read_and_new_ones_bear_the_new_key(
    cursors: Cursors, clock: MovableClock
) -> None:
    rotated = Cursors([OTHER_KEY, KEY], clock)
    old, new = cursors.issue(POSITION, query="users"), rotated.issue(POSITION, query="users")

    assert rotated.read(old, query="users") == POSITION
    assert Cursors([OTHER_KEY], clock).read(new, query="users") == POSITION
    assert is_refused(cursors, new)


@pytest.mark.parametrize("found", [[], ["a"], ["a", "b"]])
def test_a_page_that_holds_all_is_the_last(cursors: Cursors, found: list[str]) -> None:
    page = cursors.page(found, 2, lambda item: (item,), query="users")

    assert (page.items, page.next_cursor) == (found, None)


def test_a_page_ends_where_the_next_begins(cursors: Cursors) -> None:
    page = cursors.page(["a", "b", "c"], 2, lambda item: (item,), query="users")

    assert page.items == ["a", "b"]
    assert page.next_cursor is not None
    assert cursors.read(page.next_cursor, query="users") == ("b",)
