"""Papers first: which of these do you have? (F4)."""

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest
from django.http import HttpResponse
from django.test import Client

from assessments.editions import edition
from assessments.models import Answer, Assessment
from assessments.rules.levels import Level
from assessments.rules.questions import Kind
from evidence.models import Document, DocumentUse, PaperTick
from organisations.models import AuditEntry, Organisation, User
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import assessments as a
from tests.factories import proof
from tests.integration.assessments.reading import (
    browser,
    buttons,
    elements,
    links,
    of,
    of_year,
    press,
    refusals,
    text,
    typed,
    words,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]

LAST_YEAR = datetime(2025, 11, 22, 9, tzinfo=UTC)
TWELVE = 12
LEAST_STARTED = 15
SHELF = "Office shelf, blue folder"


def kinds_of(year: Assessment) -> list[str]:
    return [line.document_kind for line in edition(year.edition).checklist]


def ticked(
    client: Client, year: Assessment, kinds: list[str], *, says: str = "yes", place: str = SHELF
) -> HttpResponse:
    """Say the same to some lines, and follow to the page that comes next."""
    sent = {f"says-{kind}": says for kind in kinds}
    sent |= {f"place-{kind}": place for kind in kinds if says == "yes"}
    return client.post(of_year(year, "ready"), sent, follow=True)


def documents_of(home: Organisation) -> dict[str, Document]:
    with acting_for(home):
        return {one.kind: one for one in Document.objects.filter(organisation=home)}


def started_in(edition_name: str, kinds: Iterable[str]) -> set[str]:
    """Return the questions that the edition says some papers start."""
    wanted = set(kinds)
    return {ref for line in edition(edition_name).checklist if line.document_kind in wanted for ref in line.starts}


def test_every_line_of_the_checklist_is_there_with_its_four_answers(client: Client, assessment: Assessment) -> None:
    page = client.get(of_year(assessment, "ready"))

    questions = edition(assessment.edition)
    assert press(page) == "Save and show my plan"
    for line in questions.checklist:
        assert line.plain_question in words(page)
        assert questions.document_kind(line.document_kind).what_it_is in words(page)
        radios = elements(page, "input", type="radio", name=f"says-{line.document_kind}")
        assert [dict(radio.attributes)["value"] for radio in radios] == ["yes", "not-yet", "not-sure", "does-not-apply"]
        assert not any("checked" in dict(radio.attributes) for radio in radios)
        assert typed(page, f"place-{line.document_kind}") == ""
    assert "Where do you keep it?: Privacy notice" in words(page)


def test_nothing_has_to_be_ticked(client: Client, assessment: Assessment) -> None:
    response = client.post(of_year(assessment, "ready"), follow=True)

    assert "Saved." in words(response)
    assert documents_of(assessment.organisation) == {}
    with acting_for(assessment.organisation):
        assert not AuditEntry.objects.filter(verb="ticked-papers").exists()


def test_twelve_ticks_start_at_least_fifteen_questions_and_the_page_says_how_many(
    client: Client, assessment: Assessment
) -> None:
    kinds = kinds_of(assessment)[:TWELVE]
    should = started_in(assessment.edition, kinds)
    needed = {question.ref for question in edition(assessment.edition).needed_for(Level.MET)}

    page = ticked(client, assessment, kinds)

    assert len(should & needed) >= LEAST_STARTED
    assert f"That has started {len(should & needed)} of your {len(needed)} questions." in words(page)
    shown = states(client, assessment)
    short = {ref: edition(assessment.edition).question(ref).short for ref in should}
    assert {ref for ref in should if shown[short[ref]] == "To do"} == set()
    others = {q.short for q in edition(assessment.edition).questions} - set(short.values())
    assert {shown[name] for name in others} == {"To do"}


def states(client: Client, year: Assessment) -> dict[str, str]:
    items = elements(client.get(of_year(year, "questions"), {"all": ""}), "li", cls="nhsuk-task-list__item")
    return {text(item.children[0]): text(item.children[1]) for item in items}


def test_afterwards_the_page_says_what_is_left_of_each_part_and_how_long_it_takes(
    client: Client, assessment: Assessment
) -> None:
    page = ticked(client, assessment, kinds_of(assessment))

    with_minutes = [words for words in links(page) if " left, about " in words]
    assert len(with_minutes) == len(edition(assessment.edition).sections)
    assert all("minute" in words for words in with_minutes)


def test_a_paper_that_is_there_goes_on_the_register_and_supports_its_questions(
    client: Client, assessment: Assessment
) -> None:
    ticked(client, assessment, ["privacy-notice"])

    paper = documents_of(assessment.organisation)["privacy-notice"]
    assert (paper.title, paper.place) == ("Privacy notice", SHELF)
    with acting_for(assessment.organisation):
        refs = set(DocumentUse.objects.filter(document=paper).values_list("ref", flat=True))
        said = {answer.ref: answer.choice for answer in Answer.objects.filter(assessment=assessment)}
    assert refs == started_in(assessment.edition, ["privacy-notice"])
    asked_for = {ref for ref in refs if edition(assessment.edition).question(ref).kind is Kind.DOCUMENT}
    assert said == dict.fromkeys(asked_for, "yes")


def test_not_yet_is_on_the_plan_and_not_on_the_register(client: Client, assessment: Assessment) -> None:
    page = ticked(client, assessment, ["privacy-notice"], says="not-yet")

    assert "That has started 1 of your" in words(page)
    assert states(client, assessment)[edition(assessment.edition).question("1.1.3").short] == "On your plan"
    assert documents_of(assessment.organisation) == {}


def test_what_was_said_is_shown_again_and_saving_it_unchanged_does_nothing(
    client: Client, assessment: Assessment
) -> None:
    ticked(client, assessment, ["privacy-notice"])
    ticked(client, assessment, ["staff-data-policy"], says="not-sure")

    page = client.get(of_year(assessment, "ready"))
    assert (typed(page, "says-privacy-notice"), typed(page, "says-staff-data-policy")) == ("yes", "not-sure")

    before = documents_of(assessment.organisation)
    sent = {"says-privacy-notice": "yes", "says-staff-data-policy": "not-sure"}
    client.post(of_year(assessment, "ready"), sent)
    with acting_for(assessment.organisation):
        assert AuditEntry.objects.filter(verb="ticked-papers").count() == 2
    assert documents_of(assessment.organisation) == before


def test_a_paper_of_the_register_says_where_it_is_instead_of_asking(
    client: Client, assessment: Assessment, priya: User
) -> None:
    with acting_for(assessment.organisation, user=priya):
        paper = proof.document(assessment.organisation, priya, place="Front desk")

    page = client.get(of_year(assessment, "ready"))

    assert typed(page, "says-privacy-notice") == "yes"
    assert "You keep it here: Front desk" in words(page)
    assert links(page)["See this paper: Privacy notice"] == of(assessment.organisation, "document", paper.pk)
    assert elements(page, "input", name="place-privacy-notice") == []


def test_a_paper_that_nobody_could_find_leads_to_saying_where_it_is(client: Client, assessment: Assessment) -> None:
    ticked(client, assessment, ["privacy-notice"], place="")

    paper = documents_of(assessment.organisation)["privacy-notice"]
    page = client.get(of_year(assessment, "ready"))
    assert links(page)["Say where you keep it: Privacy notice"] == of(assessment.organisation, "document", paper.pk)


def test_a_place_without_its_paper_is_asked_about_and_everything_typed_is_kept(
    client: Client, assessment: Assessment
) -> None:
    sent = {"says-privacy-notice": "not-yet", "place-privacy-notice": SHELF, "place-byod-policy": "Front desk"}

    page = client.post(of_year(assessment, "ready"), sent)

    assert refusals(page) == [
        f"Choose yes if you have it, or take out where you keep it: {title}"
        for title in ("Privacy notice", "Rules for staff phones and laptops")
    ]
    assert typed(page, "says-privacy-notice") == "not-yet"
    assert (typed(page, "place-privacy-notice"), typed(page, "place-byod-policy")) == (SHELF, "Front desk")
    assert documents_of(assessment.organisation) == {}


def test_a_place_for_a_paper_that_came_on_the_register_meanwhile_is_not_lost(
    client: Client, assessment: Assessment, priya: User
) -> None:
    with acting_for(assessment.organisation, user=priya):
        proof.document(assessment.organisation, priya, place="Front desk")

    page = client.post(of_year(assessment, "ready"), {"says-privacy-notice": "yes", "place-privacy-notice": SHELF})

    [refusal] = refusals(page)
    assert refusal == "This is on your list already, so change it there and empty this box: Privacy notice"
    assert typed(page, "place-privacy-notice") == SHELF
    assert documents_of(assessment.organisation)["privacy-notice"].place == "Front desk"


def test_one_place_for_most_of_them_goes_for_those_with_none_of_their_own(
    client: Client, assessment: Assessment, priya: User
) -> None:
    with acting_for(assessment.organisation, user=priya):
        proof.document(assessment.organisation, priya, place="Front desk")
    sent = {f"says-{kind}": "yes" for kind in ("privacy-notice", "byod-policy", "retention-schedule")}

    client.post(of_year(assessment, "ready"), sent | {"most": SHELF, "place-byod-policy": "Staff room"})

    places = {kind: paper.place for kind, paper in documents_of(assessment.organisation).items()}
    assert places == {"privacy-notice": "Front desk", "byod-policy": "Staff room", "retention-schedule": SHELF}


def test_one_place_fills_in_what_nobody_could_find(client: Client, assessment: Assessment) -> None:
    ticked(client, assessment, ["privacy-notice"], place="")

    client.post(of_year(assessment, "ready"), {"says-privacy-notice": "yes", "most": SHELF})

    assert documents_of(assessment.organisation)["privacy-notice"].place == SHELF


def test_a_place_that_is_too_long_is_refused_and_kept(client: Client, assessment: Assessment) -> None:
    page = client.post(of_year(assessment, "ready"), {"says-privacy-notice": "yes", "place-privacy-notice": "x" * 501})

    assert refusals(page) == ["Say where you keep it in 500 characters or fewer"]
    assert typed(page, "place-privacy-notice") == "x" * 501


def test_one_place_for_no_paper_is_asked_about(client: Client, assessment: Assessment) -> None:
    page = client.post(of_year(assessment, "ready"), {"says-privacy-notice": "not-yet", "most": SHELF})

    assert refusals(page) == ["Choose yes for the papers that you keep there, or empty this box"]
    assert typed(page, "most") == SHELF


def test_what_somebody_answered_before_stays(client: Client, assessment: Assessment) -> None:
    a.answer(assessment, "1.1.3", choice="not-sure", comment="Ask Tom")

    ticked(client, assessment, ["privacy-notice"])

    with acting_for(assessment.organisation):
        answer = Answer.objects.get(assessment=assessment, ref="1.1.3")
    assert (answer.choice, answer.comment) == ("not-sure", "Ask Tom")


def test_contributors_may_and_viewers_read(client: Client, assessment: Assessment) -> None:
    home = assessment.organisation
    ticked(client, assessment, ["privacy-notice"])
    tom, jo = f.member(home, Role.CONTRIBUTOR, "Tom"), f.member(home, Role.VIEWER, "Jo")

    assert "That has started" in words(ticked(browser(tom), assessment, ["byod-policy"]))

    page = browser(jo).get(of_year(assessment, "ready"))
    assert "You can read this, but not change it." in words(page)
    assert f"You keep it here: {SHELF}" in words(page)
    assert "Nobody has said yet" in words(page)
    assert (buttons(page), elements(page, "form")) == ([], [])
    assert browser(jo).post(of_year(assessment, "ready"), {"says-retention-schedule": "yes"}).status_code == 403


def test_a_closed_year_has_words_and_no_form(client: Client, rose_court: Organisation) -> None:
    closed = f.assessment(rose_court, at=LAST_YEAR)

    page = client.get(of_year(closed, "ready"))

    assert "You are looking at 2025 to 2026. You cannot change it." in words(page)
    assert elements(page, "form") == []
    assert ticked(client, closed, ["privacy-notice"]).status_code == 409
    with acting_for(rose_court):
        assert not PaperTick.objects.exists()


def test_the_questions_lead_to_it(client: Client, assessment: Assessment) -> None:
    page = client.get(of_year(assessment, "questions"))

    assert links(page)["Which papers you have"] == of_year(assessment, "ready")
