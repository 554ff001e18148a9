"""Next year: last year's answers are read again, found true and published in a quarter of an hour (journey 3.2)."""

from collections.abc import Callable

import pytest

from tests.functional import coming_back, steps
from tests.functional.browsing import DESKTOP, PHONE, Visitor
from tests.functional.steps import Posted

# U2, when nothing has changed.
MOST_SCREENS = 14
MOST_ACTIONS = 20
MOST_WORDS = 1800

CHANGED = "The words of this question have changed since you answered. Read it and save it again."


@pytest.mark.parametrize(
    ("width", "has_script"),
    [(DESKTOP, True), (DESKTOP, False), (PHONE, True)],
    ids=["desktop", "without script", "phone"],
)
def test_a_service_that_comes_back_publishes_standards_met(
    visitors: Callable[..., Visitor], posted: Posted, *, width: int, has_script: bool
) -> None:
    coming_back.given_a_service_that_published_last_year()
    posted()
    visitor = visitors(width, has_script=has_script)

    steps.when_they_sign_in(visitor)
    visitor.press("Look at last year's answers")
    visitor.sees("Nothing is new.")
    coming_back.when_they_count_their_staff_again(visitor)
    coming_back.when_they_check_their_details(visitor)
    coming_back.when_they_find_every_part_true(visitor)
    steps.when_they_publish(visitor, "Standards Met")

    steps.then_it_is_published(visitor, "Standards Met")
    words = sum(screen.words for screen in visitor.screens)
    assert len(visitor.screens) <= MOST_SCREENS
    assert visitor.actions <= MOST_ACTIONS
    assert words <= MOST_WORDS
    steps.then_a_mail_says_so(visitor, posted, "Standards Met", to=steps.EMAIL)


def test_questions_that_changed_since_last_year_are_looked_at_first(visitor: Visitor) -> None:
    coming_back.given_a_service_that_published_last_year(edition_now="care-8")

    steps.when_they_sign_in(visitor)
    visitor.press("Look at last year's answers")
    visitor.sees("5 things need a look first.")
    told = coming_back.when_they_look_at_what_comes_first(visitor)
    coming_back.when_they_check_their_details(visitor)
    coming_back.when_they_find_every_part_true(visitor)
    steps.when_they_publish(visitor, "Standards Met")

    steps.then_it_is_published(visitor, "Standards Met")
    # Three were reworded; the other two are needed now and had no answer, so there is none to look at again.
    assert told == [CHANGED] * 3
