"""The soak test itself, for a few seconds: that it loads, looks and computes."""

from collections import Counter
from xml.etree import ElementTree

import pytest

from benchmarks import lines, soak
from benchmarks.lines import Panel
from benchmarks.soak import MEASURES, Sample


@pytest.mark.slow
def test_a_short_one_meets_only_what_it_expects() -> None:
    samples, travellers = soak.soak("sqlite", 4)

    # A machine that is busy enough is told to come back; nothing else may be unexpected.
    assert [one for one in travellers.failures if ": 503 " not in one] == []
    assert set(travellers.answers) >= {200, 202, 204, 400, 401, 404, 413, 422}
    assert samples[-1].requests > samples[0].requests
    assert all(one.memory_mib > 0 and one.descriptors and one.connections for one in samples)


def test_growth_after_the_warm_up_is_a_slope_and_growth_within_it_is_none() -> None:
    memory = MEASURES["resident memory, MiB"]
    warm = [Sample(n, 100 + 50 * min(n, 3), 9, 5, n) for n in range(10)]
    leaking = [Sample(n, 100 + 2 * n, 9, 5, n) for n in range(10)]

    assert soak.slope(warm, memory) == pytest.approx(0)
    assert soak.slope(leaking, memory) == pytest.approx(2)


def test_the_picture_has_a_line_for_each_measure() -> None:
    panels = [Panel("a & b", [1.0, 2.0]), Panel("c", [0.0, 0.0])]
    picture = ElementTree.fromstring(lines.draw("<title>", [0.0, 1.0], panels))

    kinds = Counter(element.tag.rpartition("}")[2] for element in picture.iter())
    assert kinds["polyline"] == 2
