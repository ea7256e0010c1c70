"""The faults that take a few seconds; `make torture` has all of them, under load for longer."""

import pytest

from tests.support import machine, postgres
from tests.torture import crashes, mails, outages
from tests.torture.__main__ import Fault
from tests.torture.ground import ground
from tests.torture.outcome import Outcome

SECONDS = 1.0


def wreak(fault: Fault, database: str) -> Outcome:
    """Do it, on ground of its own."""
    if database == "postgres" and not postgres.is_installed():
        machine.missing("PostgreSQL server programs", "install the package postgresql")
    with ground(database, SECONDS, is_patient=False) as here:
        return fault(here)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fault", "database"),
    [
        (crashes.kill_the_service, "sqlite"),
        (crashes.kill_the_service, "postgres"),
        (crashes.kill_the_database, "postgres"),
        (mails.stop_the_mail_server, "sqlite"),
        (outages.freeze_the_database, "postgres"),
    ],
)
def test_nothing_is_lost_and_no_wait_is_endless(fault: Fault, database: str) -> None:
    outcome = wreak(fault, database)

    assert outcome.is_whole, str(outcome)
    assert outcome.acknowledged > 0


def test_an_account_that_is_not_there_is_noticed() -> None:
    with ground("sqlite", SECONDS) as here:
        with here.serving():
            pass
        assert here.missing(["nobody@example.com"]) == 1
        assert here.missing([]) == 0


def test_a_loss_and_a_broken_bound_are_no_success() -> None:
    late, hung = Outcome("a fault", "sqlite"), Outcome("a fault", "sqlite")
    late.recovered_after(29)
    hung.recovered_after(float("inf"))

    assert Outcome("a fault", "sqlite", acknowledged=1).is_good
    assert not Outcome("a fault", "sqlite", acknowledged=1, lost=1).is_good
    assert (late.is_whole, late.is_good) == (True, False)
    assert not hung.is_whole
