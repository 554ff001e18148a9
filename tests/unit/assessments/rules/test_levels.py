import pytest

from assessments.rules.levels import Level, at_least


def test_levels_rank_lowest_first() -> None:
    assert sorted(Level, key=lambda level: level.rank) == [Level.APPROACHING, Level.MET, Level.EXCEEDED]


@pytest.mark.parametrize(
    ("level", "minimum", "expected"),
    [
        (Level.EXCEEDED, Level.MET, True),
        (Level.MET, Level.MET, True),
        (Level.APPROACHING, Level.MET, False),
        (Level.MET, Level.EXCEEDED, False),
    ],
)
def test_at_least_compares_rank_not_spelling(level: Level, minimum: Level, expected: bool) -> None:
    assert at_least(level, minimum) is expected
