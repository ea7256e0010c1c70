"""What is raised: refusals that are unwrapped, and all that the contract does not declare."""

from typing import TypeAlias, TypeVar, cast

import httpx

from accord_api.errors import UnexpectedStatus
from accord_api.refusals import OAUTH_ERRORS, PROBLEMS, Problem, Refusal

T = TypeVar("T")

# An answer that is none of the contract's: most often something between you and the server speaks.
UnexpectedAnswer: TypeAlias = UnexpectedStatus


class NotModified(UnexpectedAnswer):
    """304: what you have is current. Only who sends `if_none_match` meets it."""


class Refused(Exception):
    """A refusal that the contract declares; `match` on its class, or compare its code."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        if isinstance(refusal, PROBLEMS):
            super().__init__(f"{refusal.code}: {refusal.detail}")
        else:
            super().__init__(f"{refusal.error}: {refusal.error_description}")

    @property
    def problem(self) -> Problem | None:
        """None for an error of the token endpoints, which answer as OAuth has it."""
        return self.refusal if isinstance(self.refusal, PROBLEMS) else None


def unwrap(answer: T | Refusal | None) -> T:
    """What the operation gives; a refusal is raised as `Refused`."""
    if isinstance(answer, (*PROBLEMS, *OAUTH_ERRORS)):
        raise Refused(answer)
    # None is the body of a 204. An undeclared status was raised before.
    return cast(T, answer)


def raise_unless_declared(response: httpx.Response) -> None:
    """Meet what is not the contract's before somebody parses it; the response has been read."""
    if response.status_code == httpx.codes.NOT_MODIFIED:
        raise NotModified(response.status_code, response.content)
    if response.content and not _is_declared(response):
        raise UnexpectedAnswer(response.status_code, response.content)


def _is_declared(response: httpx.Response) -> bool:
    try:
        body = response.json()
    except ValueError:
        return False
    if response.is_success:
        return True
    return isinstance(body, dict) and ({"code", "request_id"} <= body.keys() or "error" in body)
