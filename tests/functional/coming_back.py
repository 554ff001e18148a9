"""The steps of the next year, when last year's answers are read again."""

import re
from dataclasses import replace

from assessments import demonstration
from assessments.rules.schedule import default_year, london_date
from assessments.years import year_row
from organisations.models import User
from organisations.tenancy import acting_for
from tests import factories as f
from tests.functional.browsing import Visitor
from tests.functional.steps import EMAIL, when_they_answer


def given_a_service_that_published_last_year(edition_now: str = "") -> User:
    """Make Rose Court, which published Standards Met eleven months ago; this year may ask from another edition."""
    priya, today = f.person(email=EMAIL), london_date(f.NOW)
    organisation = f.organisation(by=priya)
    with acting_for(organisation, user=priya):
        demonstration.last_year(demonstration.Story(organisation, priya, today))
    if edition_now:
        year_row(replace(default_year(today, ""), edition=edition_now))
    return priya


def when_they_count_their_staff_again(visitor: Visitor) -> None:
    """Training counts for a year, so this is asked every year; last year's numbers are there to be changed."""
    visitor.press("Look at: yearly training for staff")
    visitor.is_at("How many staff have done the training?")
    visitor.press("Save and continue")
    visitor.sees("48 of 50 staff: 96%. That is enough.")


def when_they_look_at_what_comes_first(visitor: Visitor) -> list[str]:
    """Look at what the hub names, one after the other; return the notices of the questions."""
    notices = []
    while visitor.button(re.compile("^Look at: ")).count():
        visitor.press(re.compile("^Look at: "))
        while "/q/" in visitor.screen.path:
            notices += visitor.page.locator(".app-notice").all_inner_texts()
            when_they_look_again(visitor)
    return [notice for notice in notices if not notice.startswith("Saved.")]


def when_they_look_again(visitor: Visitor) -> None:
    """Say that last year's answer is still right; answer where there is none."""
    if "/follow-up/" in visitor.screen.path or visitor.page.locator(".app-radios--grid :checked").count():
        visitor.press("Save and continue")
    else:
        when_they_answer(visitor, "Yes")


def when_they_check_their_details(visitor: Visitor) -> None:
    visitor.press("Check your service's details")
    visitor.press("These details are right")


def when_they_find_every_part_true(visitor: Visitor) -> None:
    """Read the four parts one after the other."""
    for number in range(1, 5):
        visitor.is_at("Is all of this still true?")
        visitor.sees(f"part {number} of 4")
        visitor.press("Yes, all true")
