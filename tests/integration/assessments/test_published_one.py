"""The frozen copy of one publication: what was said that day, whatever has changed since (R34)."""

import pytest
from django.test import Client

from assessments.actions.publishing import publish
from assessments.rules.levels import Level
from evidence.models import Document
from organisations.models import Organisation, User
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import assessments as a
from tests.factories import proof
from tests.integration.assessments.reading import elements, of, summary, text, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]


def test_it_says_who_published_what_and_when(client: Client, rose_court: Organisation) -> None:
    publication = a.published(rose_court)

    page = client.get(of(rose_court, "published_one", publication.reference))

    assert "Standards Met, 22 November 2026" in words(page)
    facts = summary(page)
    assert facts["Reference"] == publication.reference
    assert facts["Published"] == "22 November 2026, 10:42am"
    assert facts["By"] == "Priya, Registered manager"
    assert facts["They said"] == "It is true."
    assert publication.snapshot_sha256 in words(page)


def test_it_shows_every_answer_as_it_was(client: Client, rose_court: Organisation) -> None:
    publication = a.published(rose_court)
    a.answer(publication.assessment, "2.1.1", choice="not-sure", text="Changed since")
    a.renamed(rose_court, "Rose Manor")

    page = client.get(of(rose_court, "published_one", publication.reference))

    answers = summary(page)
    assert answers["2.1.1 Data safety for new starters"].startswith("Yes.")
    assert sum(key[0].isdigit() for key in answers) == 77
    assert sum(said == "No answer." for said in answers.values()) == 34  # those that can be left out
    caption = elements(page, "p", cls="app-caption")
    assert [text(line) for line in caption] == ["Rose Court"]


def test_the_plan_is_part_of_it(client: Client, rose_court: Organisation) -> None:
    publication = a.published(rose_court, Level.APPROACHING)
    a.planned_again(publication.assessment, "3.1.1", action="Something else")

    page = client.get(of(rose_court, "published_one", publication.reference))

    assert "Action plan" in words(page)
    assert "Something else" not in words(page)
    rows = [text(row) for row in elements(page, "div", cls="nhsuk-summary-list__row")]
    assert "3.1.1 Who needs what training Write it down Tom, by 2027-02-22" in rows


def test_what_a_certificate_covered_says_so(client: Client, rose_court: Organisation) -> None:
    publication = a.published(rose_court, Level.EXCEEDED)

    page = client.get(of(rose_court, "published_one", publication.reference))

    covered = [key for key, said in summary(page).items() if said == "Covered by a certificate."]
    assert [key.split()[0] for key in covered] == ["4.2.4", "6.2.1", "9.1.1", "9.2.1"]


@pytest.mark.parametrize("page", ["published_one", "publish_done", "certificate"])
def test_only_ones_own_publications_are_there(client: Client, rose_court: Organisation, page: str) -> None:
    a.published(rose_court)
    elm_view = f.organisation("VB002", "Elm View", by=f.person("Tom"))
    theirs = a.published(elm_view)

    assert client.get(of(rose_court, page, theirs.reference)).status_code == 404
    assert client.get(of(rose_court, page, "AAAA-AAAA")).status_code == 404
    assert client.get(of(elm_view, page, theirs.reference)).status_code == 404


def test_it_says_what_proved_it_with_place_and_hash(client: Client, rose_court: Organisation, priya: User) -> None:
    year = a.ready(f.assessment(rose_court))
    with acting_for(rose_court, user=priya):
        file = {"key": "1/a", "file_name": "notice.pdf", "sha256": "ab" * 32, "size": 9, "file_state": "clean"}
        document = proof.document(rose_court, priya, "Privacy notice", **file)
        proof.use(document, "1.1.3", priya)
        publication = publish(
            assessment=year, level=Level.MET, declaration="It is true.", after=None, by=priya, at=f.NOW
        )
        Document.objects.filter(pk=document.pk).update(title="Changed since", removed_at=f.NOW)

    page = client.get(of(rose_court, "published_one", publication.reference))

    said = summary(page)["Privacy notice"]
    assert said.startswith("Kept at: Office shelf")
    assert "Dated 22 November 2026" in said
    assert f"File: notice.pdf, SHA-256 {'ab' * 32}" in said
    assert said.endswith("For 1.1.3")
