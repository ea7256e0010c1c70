"""Nobody reads what is somebody else's; and a service in which they can is found out."""

from tests.contract.peers import fuzz_as_peers

SEED = 20261122
_EXAMPLES = "--max-examples=20"
# Everybody who is signed in may read any account by its id: the scope is forgotten there.
_OPEN_TO_ALL = """
from app.http import edge

authenticate = edge.authenticate

async def authenticate_only(request, needed, callers):
    if request.method == "GET" and "user_id" in request.path_params:
        needed.scopes = []
    return await authenticate(request, needed, callers)

edge.authenticate = authenticate_only
"""


def test_nobody_reads_what_is_somebody_elses() -> None:
    exit_code, output = fuzz_as_peers(SEED, _EXAMPLES)

    assert exit_code == 0, output
    assert "5 selected" in output


def test_an_operation_that_shows_any_account_to_anybody_is_found() -> None:
    exit_code, output = fuzz_as_peers(SEED, _EXAMPLES, plant=_OPEN_TO_ALL)

    assert exit_code == 1, output
    assert "ST402" in output
    assert "GET /api/v1/users/{user_id}" in output
