"""The first year: from the start page to Approaching Standards with a plan (journey 3.1)."""

from collections.abc import Callable

import pytest

from tests.functional import steps
from tests.functional.browsing import DESKTOP, PHONE, Visitor
from tests.functional.steps import Posted

MOST_SCREENS_TO_THE_FIRST_QUESTION = 13  # U1, without the screens that a mistake shows again


@pytest.mark.parametrize(
    ("width", "has_script"),
    [(DESKTOP, True), (PHONE, False)],
    ids=["desktop", "phone without script"],
)
def test_a_new_service_publishes_approaching_standards(
    visitors: Callable[..., Visitor], posted: Posted, *, width: int, has_script: bool
) -> None:
    visitor = visitors(width, has_script=has_script)
    steps.given_the_lists_have_their_service()

    steps.when_they_sign_up(visitor)
    steps.when_they_prove_their_address(visitor, posted)
    steps.when_they_join_with_their_service(visitor)
    visitor.sees("Rose Court has joined.")
    steps.when_they_describe_their_service(visitor)
    steps.when_they_answer_every_question(visitor)
    steps.when_they_finish_the_plan(visitor)
    steps.when_they_finish_every_part(visitor)
    visitor.follow("Home")
    visitor.press("Go to publish")
    steps.when_they_publish(visitor, "Approaching Standards")

    steps.then_it_is_published(visitor, "Approaching Standards")
    visitor.sees("Next year you need Standards Met. Your first job is due by")
    visitor.press("See your letter")
    visitor.is_at("Progress letter")
    visitor.sees("has published Approaching Standards for 2026 to 2027")
    steps.then_a_mail_says_so(visitor, posted, "Approaching Standards", to=steps.EMAIL)
    clean = [screen for screen in visitor.screens if not screen.errors]
    first = next(i for i, screen in enumerate(clean) if "/q/" in screen.path)
    assert first + 1 <= MOST_SCREENS_TO_THE_FIRST_QUESTION
