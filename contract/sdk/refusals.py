"""The refusals of a contract as Python types: the generator makes a class of each, and no name for
all of them."""

from contract.build.document import Json
from contract.build.format import formatted

_TEXT = '''\
"""Every refusal of the contract. Written by `make sdk`; never edit it."""

from typing import Final, TypeAlias

from .models import {names}

Problem: TypeAlias = {problems}
OAuthError: TypeAlias = {oauth_errors}
Refusal: TypeAlias = Problem | OAuthError

PROBLEMS: Final = ({problem_names},)
OAUTH_ERRORS: Final = ({oauth_names},)
'''


def refusals(bundle: Json) -> str:
    """A module that stands beside the generator's models."""
    schemas = bundle["components"]["schemas"]
    problems = sorted(name for name, schema in schemas.items() if _is_told_by("code", schema))
    oauth_errors = sorted(name for name, schema in schemas.items() if _is_told_by("error", schema))
    return formatted(
        _TEXT.format(
            names=", ".join(sorted([*problems, *oauth_errors])),
            problems=" | ".join(problems),
            oauth_errors=" | ".join(oauth_errors),
            problem_names=", ".join(problems),
            oauth_names=", ".join(oauth_errors),
        )
    )


def _is_told_by(member: str, schema: Json) -> bool:
    return "const" in schema.get("properties", {}).get(member, {})
