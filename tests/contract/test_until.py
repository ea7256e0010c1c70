"""A long run goes on with new seeds until it has what was asked for."""

from itertools import islice

from tests.contract.until import Until


def test_without_a_bound_each_seed_is_run_once() -> None:
    until = Until()

    assert list(until.seeds([7, 9])) == [7, 9]
    assert not until.is_met(10**9)


def test_so_many_cases_take_as_many_seeds_as_they_need() -> None:
    until = Until(cases=100)

    assert list(islice(until.seeds([7, 9]), 4)) == [7, 9, 10, 11]
    assert [until.is_met(cases) for cases in (0, 99, 100)] == [False, False, True]


def test_a_time_is_over_whatever_was_sent() -> None:
    until = Until(seconds=1000)

    assert list(islice(until.seeds([7]), 2)) == [7, 8]
    assert not until.is_met(10**9)
    assert Until(seconds=1000, started=until.started - 1000).is_met(0)


def test_of_both_bounds_the_first_counts() -> None:
    until = Until(cases=100, seconds=1000)

    assert until.is_met(100)
    assert Until(cases=100, seconds=0).is_met(1)
