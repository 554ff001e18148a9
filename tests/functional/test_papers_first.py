"""Papers first: from the first button to questions that have started (F4)."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from organisations.models import User
from tests import factories as f
from tests.functional import steps
from tests.functional.browsing import DESKTOP, PHONE, Visitor


@pytest.mark.parametrize(
    ("width", "has_script"), [(DESKTOP, True), (PHONE, False)], ids=["desktop", "phone without script"]
)
def test_ticking_papers_starts_questions(
    signed_in: Callable[..., Visitor], priya: User, *, width: int, has_script: bool
) -> None:
    home = f.organisation(by=priya)
    visitor = signed_in(priya, width, has_script=has_script)
    visitor.open(reverse("assessments:home", args=[home.code]))
    visitor.press("Make my plan")

    steps.when_they_say_which_papers_they_have(visitor)

    visitor.follow("Which papers you have")
    visitor.sees("You keep it here: Office shelf, blue folder")
    visitor.follow("Documents")
    visitor.sees("Privacy notice")
