"""Each text means one thing, or is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.security.encoding import decode_base64url, encode_base64url, read_json_object


@given(st.binary())
def test_base64url_comes_back(data: bytes) -> None:
    assert decode_base64url(encode_base64url(data)) == data


@given(st.text(max_size=12))
def test_a_text_that_can_be_decoded_is_the_only_spelling(text: str) -> None:
    try:
        data = decode_base64url(text)
    except ValueError:
        return
    assert encode_base64url(data) == text


@pytest.mark.parametrize("text", ["A", "AAAA=", "AA==", "AB", "A A", "AA\n", "+/", "é", "\ud800"])
def test_other_spellings_are_refused(text: str) -> None:
    with pytest.raises(ValueError):
        decode_base64url(text)


def test_an_object_is_read() -> None:
    assert read_json_object(b' {"a": [1, "\xc3\xa9", null]} ') == {"a": [1, "é", None]}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"1",
        b"null",
        b'{"a": 1, "a": 1}',
        b'{"a": NaN}',
        b'{"a": -Infinity}',
        b'\xef\xbb\xbf{"a": 1}',
        '{"a": 1}'.encode("utf-16"),
        b'{"a": "\xff"}',
        b'{"a": ' * 100_000,
        b'{"a": ' + b"1" * 5000 + b"}",
    ],
    ids=lambda data: repr(data[:20]),
)
def test_what_another_reader_could_read_otherwise_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        read_json_object(data)
