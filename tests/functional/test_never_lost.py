"""Nobody loses work, and nothing happens twice: sign-outs, two people, bad lines, double presses and the Back button."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from assessments.models import Answer, AnswerRevision, Assessment, Confirmation, PlanRow, Publication
from organisations.models import AuditEntry, Invitation, Organisation, User
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories.homes import make_ready
from tests.functional import steps
from tests.functional.browsing import Visitor
from tests.functional.steps import Posted

REF = "1.1.5"  # a text that no other page follows
NOT_SAVED = "We could not save just now. Your words are still here. Try again."
MINE, THEIRS = "Tom is in charge.", "Jo is in charge."
SignedIn = Callable[..., Visitor]


@pytest.fixture
def priya() -> User:
    return f.person("Priya")


@pytest.fixture
def assessment(priya: User) -> Assessment:
    return f.assessment(f.organisation(by=priya))


@pytest.fixture
def question(assessment: Assessment) -> str:
    return address("question", assessment, REF)


def address(page: str, assessment: Assessment, *rest: str) -> str:
    return reverse(f"assessments:{page}", args=[assessment.organisation.code, assessment.year.label, *rest])


def saved_text(assessment: Assessment) -> str:
    with acting_for(assessment.organisation):
        return str(Answer.objects.get(assessment=assessment, ref=REF).text)


def answer(visitor: Visitor, text: str) -> None:
    visitor.choose("I can answer this")
    visitor.fill("Your answer", text)


# --- Nothing is lost ---


@pytest.mark.parametrize("has_script", [True, False], ids=["with script", "without script"])
def test_words_typed_after_the_session_ended_are_there_after_sign_in(
    signed_in: SignedIn, priya: User, assessment: Assessment, question: str, *, has_script: bool
) -> None:
    visitor = signed_in(priya, has_script=has_script)
    visitor.open(question)
    Session.objects.all().delete()
    answer(visitor, MINE)
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
        answer(visitor, text)
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
    answer(visitor, MINE)
    with visitor.page.expect_request_finished(lambda request: "Tom" in (request.post_data or "")):
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
    answer(rose_court, "Rose Court's words")
    answer(other, "Elm View's words")
    rose_court.press("Save and continue")
    other.press("Save and continue")

    assert saved_text(assessment) == "Rose Court's words"
    assert saved_text(elm_view) == "Elm View's words"
    expect(other.page.locator("header")).to_contain_text("Elm View")


# --- Nothing happens twice ---


@pytest.mark.parametrize("has_script", [True, False], ids=["with script", "without script"])
def test_a_double_press_has_one_effect(
    signed_in: SignedIn, posted: Posted, priya: User, *, has_script: bool
) -> None:
    visitor = signed_in(priya, has_script=has_script)
    visitor.presses_twice = True
    visitor.open("/join/")
    for label, words in (("Name of your service", "Rose Court"), ("ODS code", "VA001"), ("Town or city", "Leeds")):
        visitor.fill(label, words)
    visitor.fill("Postcode", "LS1 4AP")
    visitor.press("Join")
    organisation = Organisation.objects.get(code="VA001")
    visitor.open(reverse("assessments:home", args=["VA001"]))
    visitor.press("Make my plan")
    with acting_for(organisation):
        assessment = Assessment.objects.get()
        Confirmation.objects.all().delete()
    visitor.open(address("question", assessment, REF))
    answer(visitor, MINE)
    visitor.press("Save and continue")
    visitor.open(address("question", assessment, "3.1.1"))
    visitor.choose("Not yet")
    visitor.press("Save and continue")
    visitor.fill("Who will do it?", "Registered manager")
    visitor.press("Save and continue")
    with acting_for(organisation):
        assert AnswerRevision.objects.count() == 2
        assert not AnswerRevision.objects.filter(is_set_aside=True).exists()
        assert PlanRow.objects.count() == 1
        make_ready(assessment, by=priya)
        before = AuditEntry.objects.count()
    visitor.open(reverse("organisations:invite", args=["VA001"]))
    visitor.fill("Their email address", "tom@example.com")
    visitor.choose("Answer questions")
    visitor.press("Send the invitation")
    visitor.open(address("publish", assessment))
    steps.when_they_publish(visitor, "Standards Met")
    steps.then_it_is_published(visitor, "Standards Met")
    with acting_for(organisation):
        assert (Invitation.objects.count(), Publication.objects.count()) == (1, 1)
        assert AuditEntry.objects.count() == before + 2
    assert sorted(mail["To"] for mail in posted()) == [priya.email, "tom@example.com"]


def test_back_after_a_save_shows_the_question_as_it_was_saved(
    signed_in: SignedIn, priya: User, assessment: Assessment, question: str
) -> None:
    visitor = signed_in(priya)
    visitor.open(question)
    answer(visitor, MINE)
    visitor.press("Save and continue")
    visitor.go_back()

    expect(visitor.page.get_by_label("Your answer")).to_have_value(MINE)
    visitor.press("Save and continue")
    with acting_for(assessment.organisation):
        assert AnswerRevision.objects.count() == 1


def test_back_after_publishing_does_not_publish_again(
    signed_in: SignedIn, priya: User, assessment: Assessment
) -> None:
    with acting_for(assessment.organisation):
        make_ready(assessment, by=priya)
    visitor = signed_in(priya)
    older = visitor.beside()
    older.open(address("publish", assessment))
    older.press("Publish Standards Met")
    visitor.open(address("publish", assessment))
    steps.when_they_publish(visitor, "Standards Met")
    done = visitor.screen.path

    visitor.go_back()
    visitor.is_at("Check and publish")
    visitor.is_refused("Publish Standards Met", "Tick the box to say that you are allowed to publish")
    older.choose("I am allowed to publish for Rose Court, and what we have said is true")
    older.press("Publish Standards Met")  # from the page as it was before, as a browser may keep it
    assert older.screen.path == done
    with acting_for(assessment.organisation):
        assert Publication.objects.count() == 1
