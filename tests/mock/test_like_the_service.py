"""The mock behaves like the service: what its tests say of each operation, said of the mock.

Every test of `tests/features` that speaks HTTP alone is run here once more. What cannot be true of
the mock is listed, so that the list is read by whoever relies on it.
"""

import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest

TESTS = Path(__file__).parents[1]
# Of `tests/http`: what does not depend on limits or on the database.
EDGE = ["test_authorisation_matrix", "test_every_operation", "test_idempotency", "test_problems"]
# Nothing is limited, so that a frontend's own tests meet no limit; mails leave at once, so nothing
# can happen while one waits; passwords are not hashed; a day is longer than a mock runs.
OTHERWISE = {
    "a_request_that_met_a_limit_is_not_kept",
    "after_a_day_the_key_may_carry_another_body",
    "a_guess_of_any_length_is_wrong_at_the_same_cost",
    "a_mail_that_cannot_leave_leaves_later_with_a_token_that_works",
    "a_mail_that_waits_is_not_sent_to_whom_is_gone",
    "after_five_guesses_even_the_right_password_must_wait",
    "after_five_wrong_guesses_the_right_code_is_refused_too",
    "a_guess_here_and_a_guess_at_the_sign_in_are_one_count",
    "an_address_is_the_same_in_whatever_case_it_is_guessed_at",
    "asking_while_one_must_wait_does_not_make_it_longer",
    "five_guesses_in_five_minutes_and_then_even_the_right_password_waits",
    "one_mailbox_gets_three_mails_an_hour_whoever_asks",
    "ten_proofs_in_ten_minutes_are_admitted_and_then_the_client_waits",
    "the_limit_of_an_address_does_not_tell_whether_it_is_known",
    "the_right_password_forgives_how_long_the_wait_has_grown",
    "the_token_is_good_for_an_hour_and_for_one_use",
    "the_wait_grows_while_guessing_goes_on_and_a_quiet_time_forgets_it",
    "until_the_new_mail_is_written_the_earlier_one_works",
    "when_the_wait_is_over_the_right_password_signs_in",
    "who_is_suspended_before_the_invitation_leaves_gets_none",
    "without_trusted_proxies_nobody_chooses_their_own_address",
}
FIXTURES = {"service", "admin"}
# What only tests use that look behind HTTP.
BEHIND = {"application", "database"}


def _tests(module: ModuleType) -> Iterator[tuple[str, FunctionType]]:
    for name, test in vars(module).items():
        if not name.startswith("test_") or not isinstance(test, FunctionType):
            continue
        if test.__module__ == module.__name__ and _speaks_http_alone(test):
            yield name.removeprefix("test_"), test


def _speaks_http_alone(test: FunctionType) -> bool:
    asked = set(inspect.signature(test).parameters) - _parametrized(test)
    return "service" in asked and asked <= FIXTURES and not _looks_behind(test, set())


def _parametrized(test: FunctionType) -> set[str]:
    marks: list[pytest.Mark] = getattr(test, "pytestmark", [])
    named = [mark.args[0] for mark in marks if mark.name == "parametrize"]
    return {name for each in named for name in ([each] if isinstance(each, str) else each)}


def _looks_behind(function: Any, seen: set[object]) -> bool:
    """Whether it, or a function of the tests that it calls, touches what is behind HTTP."""
    plain = inspect.unwrap(function)
    if plain in seen:
        return False
    seen.add(plain)
    names = set(_names(plain.__code__))
    called = (plain.__globals__.get(name) for name in names)
    return not names.isdisjoint(BEHIND) or any(
        isinstance(each, FunctionType)
        and each.__module__.startswith("tests.")
        and _looks_behind(each, seen)
        for each in called
    )


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)


def _collected() -> Iterator[tuple[str, str, FunctionType]]:
    features = sorted(TESTS.glob("features/*/test_*.py"))
    for file in [*features, *(TESTS / "http" / f"{name}.py" for name in EDGE)]:
        parts = file.with_suffix("").relative_to(TESTS.parent).parts
        for name, test in _tests(importlib.import_module(".".join(parts))):
            yield file.stem.removeprefix("test_"), name, test


COLLECTED = list(_collected())
globals().update(
    {f"test_{about}_{name}": test for about, name, test in COLLECTED if name not in OTHERWISE}
)


def test_the_list_of_what_is_otherwise_names_tests_that_are_there() -> None:
    assert OTHERWISE <= {name for _, name, _ in COLLECTED}


def test_most_of_what_the_service_promises_is_asked_of_the_mock() -> None:
    asked = {about for about, name, _ in COLLECTED if name not in OTHERWISE}

    assert {"create_user", "get_me", "list_users", "refresh", "suspend_user", "update_me"} <= asked
    assert len(COLLECTED) > 200
