"""Where is the proof? Choosing the papers that prove a question, and how its page shows them."""

from datetime import UTC, datetime

import pytest
from django.http import HttpResponse
from django.test import Client

from assessments.models import Assessment, Confirmation
from assessments.rules.levels import Level
from evidence.models import FileState
from organisations.models import AuditEntry, Organisation
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import assessments as a
from tests.factories import groups as g
from tests.factories import sharing as s
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
    words,
)
from tests.integration.assessments.register import LATE, SOON, filed, refs_of, ticked, uses_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]

NOTICE, RIGHTS = "1.1.3", "1.2.1"  # one that asks for a document, and one for words


def show(client: Client, form: Assessment, ref: str = RIGHTS) -> HttpResponse:
    return client.get(of_year(form, "proof", ref))


def choose(client: Client, form: Assessment, ref: str = RIGHTS, **ids: object) -> HttpResponse:
    return client.post(of_year(form, "proof", ref), ids, follow=True)


def offered(page: HttpResponse) -> list[str]:
    return [text(label) for label in elements(page, "label", cls="app-tick")]


def folded(page: HttpResponse) -> str:
    return " ".join(text(one) for one in elements(page, "details"))


def test_without_documents_the_one_thing_to_do_is_to_add_one(client: Client, assessment: Assessment) -> None:
    page = show(client, assessment)

    assert "You have no documents yet. You can just tell us where one is." in words(page)
    assert press(page) == "Add the first"
    assert links(page)["Add the first"] == of(assessment.organisation, "add_document") + f"?ref={RIGHTS}"
    assert "A good one to show is: Guide to rights requests, or Log of rights requests, or Privacy notice." in words(
        page
    )


def test_papers_of_the_right_kind_come_first_and_the_others_are_folded_away(
    client: Client, assessment: Assessment
) -> None:
    home = assessment.organisation
    filed(home, "A backup plan", kind="backup-plan")
    filed(home, "B notice", kind="privacy-notice")
    filed(home, "C minutes", RIGHTS, kind="management-minutes")

    page = show(client, assessment)

    assert offered(page) == ["C minutes", "B notice", "A backup plan"]
    assert "A backup plan" in folded(page)
    assert "B notice" not in folded(page)
    assert "C minutes" not in folded(page)
    assert len(ticked(page, "documents")) == 1


def test_a_few_papers_of_other_kinds_are_all_in_sight(client: Client, assessment: Assessment) -> None:
    filed(assessment.organisation, "Backup plan", kind="backup-plan")

    page = show(client, assessment)

    assert offered(page) == ["Backup plan"]
    assert folded(page) == ""


def test_many_papers_of_other_kinds_are_folded_away(client: Client, assessment: Assessment) -> None:
    for number in range(13):
        filed(assessment.organisation, f"Minutes {number}", kind="management-minutes")

    page = show(client, assessment)

    assert len(offered(page)) == 13
    assert "Minutes 12" in folded(page)


def test_each_paper_says_how_it_stands(client: Client, assessment: Assessment) -> None:
    home = assessment.organisation
    filed(home, "Late", review_on=LATE)
    filed(home, "Lost", place="", file_state=FileState.LOST, key="k", review_on=SOON)

    page = show(client, assessment)

    assert "Out of date: look again by 21 November 2026. Office shelf" in words(page)
    assert [text(hint) for hint in elements(page, "div", cls="nhsuk-checkboxes__hint")][1] == "Missing"


def test_choosing_links_them_and_leads_back_to_the_question(client: Client, assessment: Assessment) -> None:
    home = assessment.organisation
    notice, log = filed(home, "Notice", "1.1.3"), filed(home, "Log")

    page = choose(client, assessment, documents=[notice.pk])
    assert page.redirect_chain == [(of_year(assessment, "question", RIGHTS), 302)]
    assert "Added. It supports 2 questions." in words(page)
    assert refs_of(home, notice) == [NOTICE, RIGHTS]

    page = choose(client, assessment, documents=[log.pk])
    assert refs_of(home, notice) == [NOTICE]
    assert refs_of(home, log) == [RIGHTS]

    page = choose(client, assessment)
    assert "Saved. This question has 0 documents." in words(page)
    assert refs_of(home, log) == []
    with acting_for(home):
        assert AuditEntry.objects.filter(verb="linked-documents", subject=RIGHTS).count() == 3


def test_what_was_ticked_is_saved_before_a_document_is_added(client: Client, assessment: Assessment) -> None:
    paper = filed(assessment.organisation)

    page = client.post(of_year(assessment, "proof", RIGHTS), {"documents": [paper.pk], "add": "1"})

    assert page["Location"] == of(assessment.organisation, "add_document") + f"?ref={RIGHTS}"
    assert refs_of(assessment.organisation, paper) == [RIGHTS]


def test_a_site_chooses_from_its_groups_papers_too(fern: Organisation) -> None:
    site = g.site_of(fern)
    form, tom = s.form_of(site), browser(f.member(site, Role.ADMINISTRATOR, "Tom"))
    paper = filed(fern, "Group notice", is_shared=True)

    page = show(tom, form)
    assert "From Fern Care Group" in words(page)
    assert offered(page) == ["Group notice"]

    page = choose(tom, form, papers=[paper.pk])
    assert uses_of(site, paper) == [RIGHTS]
    assert "Added. It supports 1 question." in words(page)
    assert links(page)["Group notice"] == of(site, "shared_document", paper.pk)
    assert "(from Fern Care Group)" in words(page)
    assert ticked(show(tom, form), "papers") == [str(paper.pk)]


def test_taking_proof_away_takes_the_confirmation_back(client: Client, assessment: Assessment) -> None:
    """R10."""
    filed(assessment.organisation, "Notice", NOTICE)
    a.ready(assessment, Level.MET)

    choose(client, assessment, NOTICE)

    with acting_for(assessment.organisation):
        confirmed = Confirmation.objects.filter(assertion="1.1", section="policies-and-procedures")
        assert not confirmed.exists()


def test_a_document_that_is_not_there_any_more_is_refused(client: Client, assessment: Assessment) -> None:
    document = filed(assessment.organisation)
    client.post(of(assessment.organisation, "remove_document", document.pk))
    filed(assessment.organisation, "Another")

    page = choose(client, assessment, documents=[document.pk])

    assert refusals(page) == ["Choose from the list"]


def test_a_closed_year_cannot_be_changed(client: Client, rose_court: Organisation) -> None:
    closed = f.assessment(rose_court, at=datetime(2025, 11, 22, 9, tzinfo=UTC))
    document = filed(rose_court)

    page = show(client, closed)
    assert "You are looking at 2025 to 2026. You cannot change it." in words(page)
    assert buttons(page) == []
    assert choose(client, closed, documents=[document.pk]).status_code == 409
    assert refs_of(rose_court, document) == []


def test_who_may_only_read_sees_the_papers_and_no_button(assessment: Assessment) -> None:
    filed(assessment.organisation, "Notice", RIGHTS)
    jo = browser(f.member(assessment.organisation, Role.VIEWER, "Jo"))

    page = show(jo, assessment)

    assert offered(page) == ["Notice"]
    assert buttons(page) == []
    assert choose(jo, assessment).status_code == 403


def test_a_question_that_is_none_has_no_proof(client: Client, assessment: Assessment) -> None:
    assert show(client, assessment, "99.9").status_code == 404


@pytest.mark.parametrize("ref", [NOTICE, RIGHTS], ids=["a document", "words"])
def test_the_question_shows_its_proof_and_the_way_to_it(client: Client, assessment: Assessment, ref: str) -> None:
    home = assessment.organisation
    page = client.get(of_year(assessment, "question", ref))
    assert links(page)["Choose or add proof"] == of_year(assessment, "proof", ref)

    document = filed(home, "Our notice", ref, review_on=LATE)

    page = client.get(of_year(assessment, "question", ref))
    assert links(page)["Our notice"] == of(home, "document", document.pk)
    assert links(page)["Change the proof"] == of_year(assessment, "proof", ref)
    [line] = [text(one) for one in elements(page, "li") if "Our notice" in text(one)]
    assert line == "Our notice Out of date"


def test_proof_of_a_document_question_stands_under_the_place(client: Client, assessment: Assessment) -> None:
    filed(assessment.organisation, "Our notice", NOTICE)

    shown = words(client.get(of_year(assessment, "question", NOTICE)))

    assert shown.index("Where you keep it") < shown.index("Our notice") < shown.index("Save and continue")


def test_who_may_only_read_sees_that_there_is_no_proof(assessment: Assessment) -> None:
    jo = browser(f.member(assessment.organisation, Role.VIEWER, "Jo"))

    page = jo.get(of_year(assessment, "question", RIGHTS))

    assert "No document is linked to this question." in words(page)
    assert "Choose or add proof" not in links(page)
