"""Which code is mutated, and which tests are asked about it: the quick ones, made for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Area:
    """Files by pattern, the tests that should see a change of them, and options of pytest."""

    files: Sequence[str]
    tests: Sequence[str]
    options: Sequence[str] = ()


AREAS: Final[Mapping[str, Area]] = {
    "security": Area(
        ["app/security/*.py"],
        ["tests/security"],
        # Thousands of tokens, and processes with other libraries: too slow to ask for each mutant.
        [
            "--ignore=tests/security/test_mutated_tokens.py",
            "--ignore=tests/security/test_crypto_dependencies.py",
        ],
    ),
    "domain": Area(
        ["app/features/*/domain.py"],
        [
            "tests/features/accounts",
            "tests/features/sessions/test_create_token.py",
            "tests/features/sessions/test_list_my_sessions.py",
            "tests/features/users/test_suspend_user.py",
            "tests/features/users/test_update_user.py",
            "tests/features/users/test_suspension_that_is_over.py",
        ],
        ["-k", "not postgres"],  # the same statements, a second time
    ),
    "runtime": Area(["contract/runtime/*.py"], ["tests/runtime"]),
}
