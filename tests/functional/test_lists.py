"""The lists in the browser: from sample rows and from Excel, put right on the page, off the list and back."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse

from assessments.models import Assessment
from organisations.models import User
from tests.functional.browsing import DESKTOP, PHONE, Visitor

SignedIn = Callable[..., Visitor]
ROWS = "Name\tJob\tDate of training\nTom Hill\tCarer\t4/5/2026\nAnn Lee\tCook\tnext week\nSam Ash\tDriver\t5 May 2026"


@pytest.mark.parametrize(("width", "has_script"), [(DESKTOP, True), (PHONE, True), (PHONE, False)])
def test_a_list_grows_from_samples_and_from_excel(
    signed_in: SignedIn, priya: User, assessment: Assessment, width: int, has_script: bool
) -> None:
    visitor = signed_in(priya, width, has_script=has_script)
    visitor.open(reverse("assessments:lists", args=[assessment.organisation.code]))
    visitor.follow("Open who has done training")
    visitor.press("Start from these rows")
    visitor.sees("Registered manager")

    visitor.press("Paste or send many")
    visitor.is_refused("See what will change", "Paste your rows in the box, or choose a file")
    visitor.fill("Paste your rows here", ROWS)
    visitor.press("See what will change")
    visitor.sees("2 changes: 2 new people. We could not read 1 line.")
    visitor.sees("Line 3, Last trained on: we expected a date like 30/06/2026, not “next week”.")
    visitor.fill("Your rows", ROWS.replace("next week", "6 May 2026").replace("Driver", "Night driver"))
    visitor.press("Check again")
    visitor.press("Save 3 changes")
    visitor.sees("Saved 3 changes.")

    visitor.follow("Sam Ash")
    visitor.press("Take it off the list")
    visitor.page.get_by_text("Taken off the list (1)").click()
    visitor.press(re.compile("Bring it back.*Sam Ash"))
    visitor.sees("Sam Ash is back on the list.")
