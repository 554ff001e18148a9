"""The question page: what it shows, where a save leads, and what a save does."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from assessments.editions import edition
from assessments.models import Answer, AnswerDraft, AnswerRevision, Assessment
from assessments.rules.levels import Level
from organisations.models import AuditEntry, Organisation, User
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import assessments as a
from tests.integration.assessments.reading import browser, buttons, elements, links, of, of_year, press, typed, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]

REF = "2.1.1"
LAST_YEAR = datetime(2025, 11, 22, 9, tzinfo=UTC)
YES = {"version": "0", "choice": "yes"}


@pytest.fixture
def carried(rose_court: Organisation) -> Assessment:
    """Give the second year of a home that answered 2.1.1 and 1.1.3 last year; it needs care-8, which rewords 1.1.3."""
    first = f.assessment(rose_court, at=LAST_YEAR)
    a.answer(first, REF, choice="yes", text="In every induction", at=LAST_YEAR)
    a.answer(first, "1.1.3", choice="yes", kept_at="On our website", at=LAST_YEAR)
    a.operators_year("2026-27", edition="care-8")
    return f.assessment(rose_court)


def answer_to(year: Assessment, ref: str = REF) -> Answer:
    with acting_for(year.organisation):
        return Answer.objects.get(assessment=year, ref=ref)


def test_a_question_says_why_it_is_asked_and_what_is_good(client: Client, assessment: Assessment) -> None:
    question = edition(assessment.edition).question(REF)

    shown = words(client.get(of_year(assessment, "question", REF)))

    for said in (question.asks, question.why, question.good, question.borrow, "You need this one for any standard."):
        assert " ".join(said.split()) in shown


def test_the_example_is_that_of_the_care_one_gives(client: Client, assessment: Assessment) -> None:
    examples = edition(assessment.edition).question(REF).examples
    a.described(assessment.organisation, care_kinds=["home_care"])

    shown = words(client.get(of_year(assessment, "question", REF)))

    assert examples["home_care"] in shown
    assert examples["care_home"] not in shown


def test_saving_goes_on_to_the_next_unfinished_question_of_the_part(client: Client, assessment: Assessment) -> None:
    a.answer(assessment, "2.2.1")

    page = client.post(of_year(assessment, "question", REF), YES, follow=True)

    assert page.redirect_chain == [(of_year(assessment, "question", "3.1.1"), 302)]
    assert "Saved." in words(page)


def test_the_last_one_of_a_part_leads_back_to_the_part(client: Client, assessment: Assessment) -> None:
    response = client.post(of_year(assessment, "question", "3.4.1"), YES)

    assert response["Location"] == of_year(assessment, "part", "staffing-and-roles")


@pytest.mark.parametrize(
    ("ref", "choice"),
    [(REF, "not-yet"), ("1.1.1", "does-not-apply"), ("3.2.1", "yes")],
    ids=["plan", "reason", "staff"],
)
def test_some_choices_lead_to_a_page_of_their_own(
    client: Client, assessment: Assessment, ref: str, choice: str
) -> None:
    response = client.post(of_year(assessment, "question", ref), {"version": "0", "choice": choice})

    assert response["Location"] == of_year(assessment, "follow_up", ref)


def test_not_yet_to_one_that_can_be_left_out_needs_no_plan(client: Client, assessment: Assessment) -> None:
    response = client.post(of_year(assessment, "question", "3.2.2"), {"version": "0", "choice": "not-yet"})

    assert response["Location"] == of_year(assessment, "question", "3.4.1")


def test_a_save_is_counted_filed_and_recorded(client: Client, assessment: Assessment, priya: User) -> None:
    client.post(of_year(assessment, "question", REF), {**YES, "text": "In every induction"})

    assessment.refresh_from_db()
    assert (assessment.approaching_done, assessment.met_done) == (1, 1)
    with acting_for(assessment.organisation):
        [revision] = AnswerRevision.objects.filter(assessment=assessment, ref=REF)
        [entry] = AuditEntry.objects.filter(verb="answered")
    assert (revision.text, revision.version, revision.saved_by) == ("In every induction", 1, priya)
    assert entry.subject == REF


def test_saving_the_same_again_makes_no_new_version(client: Client, assessment: Assessment) -> None:
    for version in ("0", "1"):
        client.post(of_year(assessment, "question", REF), {**YES, "version": version})

    assert answer_to(assessment).version == 1


def test_a_closed_year_is_shown_and_refuses(client: Client, rose_court: Organisation, priya: User) -> None:
    closed = f.assessment(rose_court, at=LAST_YEAR)
    a.answer(closed, REF, choice="yes", text="As saved", at=LAST_YEAR)
    with acting_for(rose_court):
        kept = {"organisation": rose_court, "assessment": closed, "ref": REF, "saved_by": priya, "saved_at": LAST_YEAR}
        AnswerDraft.objects.create(**kept, version=1, choice="yes", text="Never saved")

    page = client.get(of_year(closed, "question", REF))
    refused = client.post(of_year(closed, "question", REF), {**YES, "version": "1", "text": "Too late"})

    assert "This year is closed. You cannot change it." in words(page)
    assert buttons(page) == []
    assert typed(page, "text") == "As saved"
    assert refused.status_code == 409
    assert "This year is closed" in words(refused)
    assert answer_to(closed).text == "As saved"


def test_a_carried_answer_is_found_still_true_with_one_press(client: Client, carried: Assessment) -> None:
    page = client.get(of_year(carried, "question", REF))
    assert "You said this last year. If it is still true, press save." in words(page)
    assert "Last year you said Yes. In every induction." in words(page)
    assert press(page) == "It is still true"

    sent = {"version": typed(page, "version"), "choice": typed(page, "choice"), "text": typed(page, "text")}
    client.post(of_year(carried, "question", REF), sent)

    answer = answer_to(carried)
    assert (answer.text, answer.version, answer.carried) == ("In every induction", 2, False)
    assert press(client.get(of_year(carried, "question", REF))) == "Save and continue"


def test_a_carried_answer_to_changed_words_is_to_be_read_again(client: Client, carried: Assessment) -> None:
    page = client.get(of_year(carried, "question", "1.1.3"))
    assert "The words of this question have changed since you answered." in words(page)
    assert press(page) == "Save and continue"

    client.post(
        of_year(carried, "question", "1.1.3"), {"version": "1", "choice": "yes", "kept_at": typed(page, "kept_at")}
    )

    answer = answer_to(carried, "1.1.3")
    assert (answer.kept_at, answer.check_again, answer.carried) == ("On our website", False, False)


def test_the_last_one_of_a_part_leads_back_to_the_review_it_came_from(client: Client, carried: Assessment) -> None:
    response = client.post(of_year(carried, "question", "3.4.1"), YES)

    assert response["Location"] == of_year(carried, "review")


def test_the_history_is_linked_once_there_is_one(client: Client, assessment: Assessment) -> None:
    address = of_year(assessment, "question", REF)
    assert "Changes to this answer" not in links(client.get(address))

    client.post(address, YES)

    assert links(client.get(address))["Changes to this answer"] == of_year(assessment, "answer_history", REF)


def test_a_contributor_may_answer_and_a_viewer_may_not(assessment: Assessment) -> None:
    address = of_year(assessment, "question", REF)
    jo, tom = f.member(assessment.organisation, Role.VIEWER, "Jo"), f.member(assessment.organisation, Role.CONTRIBUTOR)

    assert browser(jo).get(address).status_code == 200
    assert browser(jo).post(address, YES).status_code == 403
    assert browser(tom).post(address, YES).status_code == 302


def test_answering_after_publishing_changes_no_publication(client: Client, rose_court: Organisation) -> None:
    publication = a.published(rose_court, Level.MET)
    before = publication.snapshot

    client.post(of_year(publication.assessment, "question", REF), {**YES, "version": "1", "choice": "not-sure"})

    with acting_for(rose_court):
        publication.refresh_from_db()
    assert publication.snapshot == before


def test_words_typed_while_the_session_ran_out_wait_behind_the_sign_in(
    client: Client, assessment: Assessment, priya: User
) -> None:
    address = of_year(assessment, "question", REF)
    client.logout()
    assert client.post(address, {**YES, "text": "Typed too slowly"}).status_code == 302

    client.force_login(priya)
    page = client.get(address)

    assert "We kept what you typed before you were signed out." in words(page)
    assert typed(page, "text") == "Typed too slowly"


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("ref", ["9.9.9", "x" * 300, "1.1.1'"])
def test_an_unknown_question_is_not_there(client: Client, assessment: Assessment, method: str, ref: str) -> None:
    assert getattr(client, method)(of_year(assessment, "question", ref)).status_code == 404


def test_a_year_not_opened_has_no_questions(client: Client, rose_court: Organisation) -> None:
    address = of(rose_court, "question", "2026-27", REF)

    assert client.get(address).status_code == 404
    assert client.post(address, YES).status_code == 404
    assert elements(client.get(of(rose_court, "home")), "form", method="post")


def test_a_version_that_is_no_number_is_refused(client: Client, assessment: Assessment) -> None:
    for version in ("", "x", "-1", str(10**30)):
        assert client.post(of_year(assessment, "question", REF), {**YES, "version": version}).status_code == 200

    later = f.NOW + timedelta(hours=2)
    assert a.answer(assessment, REF, choice="yes", at=later).version == 1
