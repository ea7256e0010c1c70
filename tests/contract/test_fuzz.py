"""A short run of Schemathesis as each role: a real server, all checks, all phases, no warning."""

import pytest

from tests.contract.fuzz import fuzz
from tests.contract.report import DOCUMENTED
from tests.contract.server import PEOPLE

SEED = 20261122
# As many (operation, status) pairs as any seed has shown; fewer means that the fuzzer went blind.
_PAIRS_MIN = 55


@pytest.mark.parametrize("role", sorted(PEOPLE))
def test_the_server_is_what_its_contract_says(role: str) -> None:
    run = fuzz(role, SEED, "--max-examples=10")

    assert run.is_clean, "\n".join([run.output, *run.complaints])
    seen = run.seen.keys() & DOCUMENTED
    assert len(seen) >= _PAIRS_MIN, sorted(DOCUMENTED - seen)
    successes = {(name, status) for name, status in DOCUMENTED if status < 300}
    assert successes - seen == set()
