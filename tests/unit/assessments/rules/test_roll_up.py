"""A group's training is the sum over its sites, in integers (R25, R73)."""

from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.roll_up import Count, summed

COUNTS = st.builds(lambda total, trained: Count(min(trained, total), total), st.integers(0, 99), st.integers(0, 99))


def test_the_sum_is_not_the_mean_of_percentages() -> None:
    sites = [Count(1, 2), Count(94, 98)]

    assert summed(sites) == Count(95, 100)
    assert summed(sites).is_enough
    assert sum(site.share for site in sites) / 2 < 95


def test_one_too_few_is_not_enough() -> None:
    assert not summed([Count(94, 100)]).is_enough
    assert summed([Count(19, 20)]).is_enough
    assert not summed([Count(18, 19)]).is_enough


def test_nobody_is_no_share_and_not_enough() -> None:
    assert (summed([]).share, summed([]).is_enough) == (0, False)
    assert summed([Count(0, 0)]) == Count(0, 0)


@given(st.lists(COUNTS))
def test_the_order_does_not_matter_and_nobody_is_lost(counts: list[Count]) -> None:
    assert summed(counts) == summed(reversed(counts))
    assert summed(counts).total - summed(counts).trained == sum(one.total - one.trained for one in counts)
