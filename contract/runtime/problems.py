"""One entry of the contract's problem catalogue."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemType:
    """What a code means; `oauth_error` and `oauth_status` say how RFC 6749 endpoints spell it."""

    code: str
    status: int
    title: str
    detail: str
    retryable: bool
    when: str
    oauth_error: str | None
    oauth_status: int | None
