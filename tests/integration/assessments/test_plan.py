"""The action plan: a line for every Standards Met question that is not satisfied, and what is written on it."""

from datetime import UTC, date, datetime

import pytest
from django.http import HttpResponse
from django.test import Client

from assessments.editions import edition
from assessments.models import Assessment, PlanRow
from assessments.rules.levels import Level
from organisations.models import AuditEntry, Organisation
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import assessments as a
from tests.integration.assessments.reading import browser, elements, links, of_year, refusals, text, typed, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]

REF = "3.1.1"  # needed for Standards Met, not for Approaching Standards
LAST_YEAR = datetime(2025, 11, 22, 9, tzinfo=UTC)
LINE = {
    "action": "Make a table of roles",
    "owner": "Deputy manager",
    "target_on_day": "1",
    "target_on_month": "3",
    "target_on_year": "2027",
    "progress": "in-progress",
    "comments": "Tom has begun",
}


def lines(page: HttpResponse) -> list[str]:
    return [text(line) for line in elements(page, "section", cls="app-plan-line")]


def show(client: Client, year: Assessment) -> HttpResponse:
    return client.get(of_year(year, "plan"))


def write(client: Client, year: Assessment, version: int = 0, **changes: str) -> HttpResponse:
    return client.post(of_year(year, "plan_row", REF), {**LINE, "version": str(version), **changes})


def row_of(year: Assessment) -> PlanRow:
    with acting_for(year.organisation):
        return PlanRow.objects.get(assessment=year, ref=REF)


def test_every_question_that_is_not_satisfied_has_a_line_in_order(client: Client, assessment: Assessment) -> None:
    """R17."""
    a.answered(assessment, but=["7.1.2", REF, "1.1.5"])

    found = lines(show(client, assessment))

    assert [line.split()[0] for line in found] == ["1.1.5", REF, "7.1.2"]
    assert "You need this one for any standard. A plan is not enough to publish." in found[0]
    assert "any standard" not in found[1]


def test_the_plan_begins_with_the_editions_own_suggestion(client: Client, assessment: Assessment) -> None:
    a.answered(assessment, but=[REF])

    page = show(client, assessment)

    [line] = lines(page)
    assert edition(assessment.edition).question(REF).next_action in line
    assert "Your plan has 1 line, one for each thing you still need for Standards Met." in words(page)
    assert "1 line needs more from you." in words(page)
    assert links(page)["Say who will do it and by when: Who needs what training"] == of_year(
        assessment, "plan_row", REF
    )


def test_what_was_written_is_shown(client: Client, assessment: Assessment) -> None:
    a.answered(assessment, but=[REF])

    page = client.post(of_year(assessment, "plan_row", REF), {**LINE, "version": "0"}, follow=True)

    assert page.redirect_chain == [(of_year(assessment, "plan"), 302)]
    assert "Saved: Who needs what training." in words(page)
    [line] = lines(page)
    for said in ("Make a table of roles", "Deputy manager", "1 March 2027", "In progress", "Tom has begun"):
        assert said in line
    assert "Every line says what, who and when." in words(page)
    with acting_for(assessment.organisation):
        assert AuditEntry.objects.get(verb="planned").subject == REF


def test_a_line_closes_itself_when_its_question_is_satisfied(client: Client, assessment: Assessment) -> None:
    """R17."""
    a.answered(assessment, but=[REF])
    a.planned(assessment, REF, action="Make a table of roles")

    a.answer(assessment, REF)

    page = show(client, assessment)
    assert lines(page) == []
    assert "You have nothing on your plan. Well done." in words(page)
    assert "Done 3.1.1 Who needs what training: Make a table of roles" in words(page)


def test_a_line_comes_back_when_its_question_is_not_satisfied_any_more(client: Client, assessment: Assessment) -> None:
    a.answered(assessment)
    a.planned(assessment, REF, action="Make a table of roles")

    a.answer(assessment, REF, choice="not-sure")

    [line] = lines(show(client, assessment))
    assert "Make a table of roles" in line


def test_a_date_that_has_passed_is_late_and_one_far_away_is_questioned(client: Client, assessment: Assessment) -> None:
    """R18: far is more than six months away."""
    a.answered(assessment, but=[REF, "5.1.1", "7.1.2"])
    a.planned(assessment, REF, target_on=date(2026, 11, 21))
    a.planned(assessment, "5.1.1", target_on=date(2027, 5, 22))
    a.planned(assessment, "7.1.2", target_on=date(2027, 5, 23))

    late, near, far = lines(show(client, assessment))

    assert "Late This date has passed." in late
    assert "Add a date after today" in late
    assert "Could it be sooner?" not in near
    assert "Could it be sooner?" in far


@pytest.mark.parametrize("field", ["action", "owner"])
def test_a_line_says_what_it_lacks(client: Client, assessment: Assessment, field: str) -> None:
    a.answered(assessment, but=[REF])
    a.planned(assessment, REF, **{field: "", "target_on": None})

    [line] = lines(show(client, assessment))

    assert f"Add {'what' if field == 'action' else 'who'} and when" in line


def test_two_who_write_one_line_lose_neither_text(client: Client, assessment: Assessment) -> None:
    tom = browser(f.member(assessment.organisation, Role.CONTRIBUTOR, "Tom"))
    write(tom, assessment, action="Tom's plan")

    page = write(client, assessment, action="Priya's plan")

    assert page.status_code == 200
    assert refusals(page) == ["Someone else saved this while you were typing. Read both, then save the one you want."]
    assert "Tom wrote: Tom's plan (Deputy manager, 1 March 2027)" in words(page)
    assert typed(page, "action") == "Priya's plan"
    assert row_of(assessment).action == "Tom's plan"

    assert write(client, assessment, version=int(typed(page, "version")), action="Priya's plan").status_code == 302
    assert row_of(assessment).action == "Priya's plan"


def test_saving_the_same_line_again_makes_no_new_version(client: Client, assessment: Assessment) -> None:
    for _ in range(2):
        write(client, assessment)

    assert row_of(assessment).version == 1


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"action": ""}, "Say what you will do"),
        ({"owner": ""}, "Say who will do it"),
        ({"target_on_year": "2026"}, "The date must be after today"),
        ({"target_on_year": "2028"}, "Choose an earlier date: it must be before your standard would run out"),
        ({"target_on_month": "13"}, "The date must be a real date"),
        ({"progress": "almost"}, "Choose how it is going"),
        ({"version": "x"}, None),
    ],
)
def test_what_a_line_refuses(
    client: Client, assessment: Assessment, changes: dict[str, str], refusal: str | None
) -> None:
    page = client.post(of_year(assessment, "plan_row", REF), {**LINE, "version": "0", **changes})

    assert page.status_code == 200
    assert refusal is None or refusals(page) == [refusal]
    with acting_for(assessment.organisation):
        assert not PlanRow.objects.exists()


@pytest.mark.parametrize("ref", ["9.9.9", "1.1.4"])
def test_only_questions_that_standards_met_needs_have_a_line(client: Client, assessment: Assessment, ref: str) -> None:
    """1.1.4 can be left out."""
    assert client.get(of_year(assessment, "plan_row", ref)).status_code == 404
    assert client.post(of_year(assessment, "plan_row", ref), {**LINE, "version": "0"}).status_code == 404


def test_a_closed_year_shows_its_plan_and_refuses(client: Client, rose_court: Organisation) -> None:
    closed = f.assessment(rose_court, at=LAST_YEAR)
    a.planned(closed, REF, at=LAST_YEAR)

    assert "You are looking at 2025 to 2026. You cannot change it." in words(show(client, closed))
    refused = write(client, closed, version=1)
    assert refused.status_code == 409
    assert "This year is closed" in words(refused)


def test_a_published_plan_stays_as_it_was_published(client: Client, rose_court: Organisation) -> None:
    """R21: progress is tracked on a living copy."""
    publication = a.published(rose_court, Level.APPROACHING)
    before = publication.snapshot

    write(client, publication.assessment, version=1, progress="done")

    with acting_for(rose_court):
        publication.refresh_from_db()
    assert publication.snapshot == before
    assert row_of(publication.assessment).progress == "done"


def test_a_contributor_may_write_and_a_viewer_may_read(assessment: Assessment) -> None:
    jo = browser(f.member(assessment.organisation, Role.VIEWER, "Jo"))
    tom = browser(f.member(assessment.organisation, Role.CONTRIBUTOR, "Tom"))

    assert jo.get(of_year(assessment, "plan")).status_code == 200
    assert write(jo, assessment).status_code == 403
    assert write(tom, assessment).status_code == 302
