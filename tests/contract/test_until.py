"""A long run goes on with new seeds until it has what was asked for."""

from itertools import islice

from tests.contract.until import Until


def test_without_a_bound_each_seed_is_run_once() -> None:
    until = Until()

    assert list(until.seeds([7, 9])) == [7, 9]
    assert not until.is_met(10**9)
    assert until.limits(roles=2) == []


def test_so_many_cases_take_as_many_seeds_as_they_need() -> None:
    until = Until(cases=100)

    assert list(islice(until.seeds([7, 9]), 4)) == [7, 9, 10, 11]
    assert [until.is_met(cases) for cases in (0, 99, 100)] == [False, False, True]
    assert until.limits(roles=2) == []


def test_a_time_is_over_whatever_was_sent_and_shared_by_the_roles() -> None:
    until = Until(seconds=1000)

    assert not until.is_met(10**9)
    assert until.limits(roles=2) == ["--max-time=500"]
    assert Until(seconds=1000, started=until.started - 1000).is_met(0)
    assert Until(seconds=1000, started=until.started - 2000).limits(roles=2) == ["--max-time=1"]


def test_of_both_bounds_the_first_counts() -> None:
    until = Until(cases=100, seconds=1000)

    assert until.is_met(100)
    assert Until(cases=100, seconds=0).is_met(1)
