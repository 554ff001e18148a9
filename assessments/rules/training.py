"""The training target of question 3.2.1 (R25)."""

from datetime import date

from assessments.rules.answers import count_problems
from assessments.rules.validity import add_months


def meets_target(trained: int, total: int) -> bool:
    """Say whether 95 % of people are trained, in integers; raises ValueError for impossible counts (R25)."""
    for problem in count_problems(trained, total):
        raise ValueError(problem.value)
    return trained * 100 >= total * 95


def fewest_trained(total: int) -> int:
    """Return how many of `total` people must be trained to meet the target; raises ValueError below one (R25)."""
    if total < 1:
        raise ValueError(total)
    return -(-total * 95 // 100)


def counts_as_trained(completed_on: date, day: date) -> bool:
    """Say whether training on a date counts on a day: within 12 months, the same day last year included (R25)."""
    return add_months(day, -12) <= completed_on <= day
