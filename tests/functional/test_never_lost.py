"""Nobody loses work: sign-outs, two people at once, bad lines, closed tabs and two organisations side by side."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from assessments.models import Answer, Assessment
from organisations.models import User
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.functional.browsing import Visitor
from tests.functional.steps import address, when_they_type

REF = "1.1.5"  # a text that no other page follows
NOT_SAVED = "We could not save just now. Your words are still here. Try again."
MINE, THEIRS = "Tom is in charge.", "Jo is in charge."
SignedIn = Callable[..., Visitor]


@pytest.fixture
def question(assessment: Assessment) -> str:
    return address("question", assessment, REF)


def saved_text(assessment: Assessment) -> str:
    with acting_for(assessment.organisation):
        return str(Answer.objects.get(assessment=assessment, ref=REF).text)


@pytest.mark.parametrize("has_script", [True, False], ids=["with script", "without script"])
def test_words_typed_after_the_session_ended_are_there_after_sign_in(
    signed_in: SignedIn, priya: User, assessment: Assessment, question: str, *, has_script: bool
) -> None:
    visitor = signed_in(priya, has_script=has_script)
    visitor.open(question)
    Session.objects.all().delete()
    when_they_type(visitor, MINE)
    visitor.press("Save and continue")
    visitor.is_at("Sign in")
    visitor.fill("Email address", priya.email)
    visitor.fill("Password", f.PASSWORD)
    visitor.press("Sign in")

    visitor.sees("We kept what you typed before you were signed out. Press save to keep it.")
    expect(visitor.page.get_by_label("Your answer")).to_have_value(MINE)
    visitor.press("Save and continue")
    assert saved_text(assessment) == MINE


def test_two_people_who_answer_at_once_are_shown_both_answers(
    signed_in: SignedIn, priya: User, assessment: Assessment, question: str
) -> None:
    tom = f.member(assessment.organisation, Role.CONTRIBUTOR, "Tom")
    first, second = signed_in(priya), signed_in(tom, has_script=False)
    for visitor, text in ((first, THEIRS), (second, MINE)):
        visitor.open(question)
        when_they_type(visitor, text)
    first.press("Save and continue")
    second.press("Save and continue")

    second.is_at("Two people answered this")
    second.sees(MINE)
    second.sees(THEIRS)
    second.is_refused("Save my choice", "Choose which answer you want")
    second.choose("Join them")
    second.press("Save my choice")
    assert saved_text(assessment) == f"{THEIRS}\n\n{MINE}"
    first.open(address("answer_history", assessment, REF))
    expect(first.page.locator("main section")).to_have_count(3)
    for words in (MINE, THEIRS, "Saved at the same time as another answer, and kept"):
        first.sees(words)


@pytest.mark.parametrize("line", ["cut", "silent"])
def test_a_line_that_drops_is_said_within_five_seconds(
    signed_in: SignedIn, priya: User, question: str, line: str
) -> None:
    visitor = signed_in(priya)
    visitor.open(question)
    page, box = visitor.page, visitor.page.get_by_label("Your answer")
    if line == "cut":
        page.context.set_offline(True)
    else:
        page.route("**/draft/", lambda _route: None)
    box.fill(MINE)
    box.blur()
    expect(page.get_by_text(NOT_SAVED)).to_be_visible(timeout=5_500)  # five, and half a one to look
    expect(box).to_have_value(MINE)
    visitor.is_clean()

    page.context.set_offline(False)
    page.unroute_all(behavior="ignoreErrors")
    box.press_sequentially("!")
    box.blur()
    expect(page.get_by_text("Saved at")).to_be_visible()


def test_a_draft_comes_back_after_the_tab_was_closed(signed_in: SignedIn, priya: User, question: str) -> None:
    visitor = signed_in(priya)
    visitor.open(question)
    when_they_type(visitor, MINE)
    with visitor.page.expect_response(lambda answer: "Tom" in (answer.request.post_data or "")):
        visitor.page.get_by_label("Your answer").blur()
    tab = visitor.beside()
    visitor.page.close()

    tab.open(question)
    tab.sees("You were still writing this at 12:42pm on 22 November 2026. Press save to keep it.")
    expect(tab.page.get_by_label("Your answer")).to_have_value(MINE)


def test_two_tabs_save_each_to_their_own_organisation(
    signed_in: SignedIn, priya: User, assessment: Assessment, question: str
) -> None:
    elm_view = f.assessment(f.organisation("VB002", "Elm View", by=priya), by=priya)
    rose_court = signed_in(priya)
    other = rose_court.beside()
    rose_court.open(question)
    other.open(address("question", elm_view, REF))
    when_they_type(rose_court, "Rose Court's words")
    when_they_type(other, "Elm View's words")
    rose_court.press("Save and continue")
    other.press("Save and continue")

    assert saved_text(assessment) == "Rose Court's words"
    assert saved_text(elm_view) == "Elm View's words"
    expect(other.page.locator("header")).to_contain_text("Elm View")
