"""`Prefer` is read as RFC 7240 writes it, with the names that Prism uses."""

import pytest

from contract.mock.prefer import Preference, read

NOT_FOUND = Preference(404, None)


@pytest.mark.parametrize(
    ("value", "preference"),
    [
        ("code=404", NOT_FOUND),
        ("CODE = 404", NOT_FOUND),
        ('code="404"', NOT_FOUND),
        ("code=404; foo=bar; baz", NOT_FOUND),
        ("respond-async, code=404", NOT_FOUND),
        ("respond-async, wait=10, ,code=404", NOT_FOUND),
        ("code=404, code=409", NOT_FOUND),
        ("example=last_admin", Preference(None, "last_admin")),
        ("code=409, example=email_taken", Preference(409, "email_taken")),
        ('example="email\\_taken" , code=409', Preference(409, "email_taken")),
        ('title="a, code=500", code=404', NOT_FOUND),
    ],
)
def test_a_preference_is_understood(value: str, preference: Preference) -> None:
    assert read([(b"accept", b"*/*"), (b"prefer", value.encode())]) == preference


@pytest.mark.parametrize(
    "value",
    [
        "",
        ",",
        "code",
        "code=",
        "code=four",
        "code=999",
        "code=40",
        "return=minimal",
        'example=""',
        "=",
    ],
)
def test_what_says_nothing_about_examples_is_ignored(value: str) -> None:
    assert read([(b"prefer", value.encode())]) is None


def test_several_headers_are_one_list_of_which_the_first_counts() -> None:
    assert read([(b"prefer", b"wait=1"), (b"prefer", b"code=404"), (b"prefer", b"code=500")]) == (
        NOT_FOUND
    )


def test_no_header_prefers_nothing() -> None:
    assert read([]) is None


def test_what_was_applied_is_told_in_the_same_syntax() -> None:
    for preference in (NOT_FOUND, Preference(409, "email_taken"), Preference(None, "one")):
        assert read([(b"prefer", preference.applied.encode())]) == preference
