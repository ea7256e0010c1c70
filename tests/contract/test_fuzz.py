"""A short run of Schemathesis as each role: a real server, all checks, all phases, no warning."""

import pytest

from generated.operations import OPERATIONS
from tests.contract.fuzz import fuzz, is_allowed
from tests.contract.report import DOCUMENTED
from tests.fixtures_database import empty_url, postgres_leftovers
from tests.support.conformance import WITNESS

__all__ = ["empty_url", "postgres_leftovers"]

SEED = 20261122
# Nearly as many (operation, status) pairs as any seed has shown; fewer means that it went blind.
_PAIRS_MIN = {"admin": 105, "user": 68}


# Each role and each database once; `make fuzz DATABASE=postgres` runs both roles.
@pytest.mark.parametrize(
    ("role", "empty_url"), [("admin", "postgres"), ("user", "sqlite")], indirect=["empty_url"]
)
def test_the_server_is_what_its_contract_says(role: str, empty_url: str) -> None:
    run = fuzz(role, SEED, "--max-examples=10", database_url=empty_url)

    assert run.is_clean, "\n".join([run.output, *run.complaints])
    seen = run.seen.pairs.keys() & DOCUMENTED
    WITNESS.pairs.update(seen)
    assert len(seen) >= _PAIRS_MIN[role], sorted(DOCUMENTED - seen)
    allowed = {operation.id for operation in OPERATIONS if is_allowed(role, operation)}
    successes = {(name, status) for name, status in DOCUMENTED if status < 300 and name in allowed}
    assert successes - seen == set()
