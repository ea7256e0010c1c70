"""The policy of one operation, as the contract states it."""

from dataclasses import dataclass
from typing import Literal

from contract.runtime.deprecation import Deprecation


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One (method, path); `path` is the full template, as in `/api/v1/me/sessions/{session_id}`."""

    id: str
    method: str
    path: str
    tag: str
    # None is public; an empty tuple wants any valid token.
    scopes: tuple[str, ...] | None
    rate_limits: tuple[str, ...]
    idempotency: Literal["none", "optional", "required"]
    audit_event: str | None
    # Query parameters that may occur once, and exploded arrays that may repeat.
    query: frozenset[str]
    query_lists: frozenset[str]
    # Declared header parameters in lower case.
    headers: frozenset[str]
    # Empty when the operation takes no body.
    request_media_types: tuple[str, ...]
    statuses: frozenset[int]
    # Codes of the problem catalogue, before any mapping to an OAuth error.
    problems: frozenset[str]
    error_format: Literal["problem", "oauth"]
    # Whose tokens are accepted, by the names of the contract; nobody's by a public operation.
    accepted_issuers: tuple[str, ...] = ()
    deprecation: Deprecation | None = None
