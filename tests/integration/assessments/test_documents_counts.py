"""What the pages of the register cost in SQL, on the second request, with real commits (BEGIN and COMMIT counted)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.editions import edition
from assessments.models import Assessment
from evidence.models import Document, DocumentUse, DocumentVersion
from organisations.models import Organisation
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import groups as g
from tests.factories import sharing as s
from tests.factories.assessments import manager_of
from tests.integration.assessments.reading import browser, elements, of, of_year
from tests.integration.assessments.register import SOON, TODAY, chosen, filed

pytestmark = pytest.mark.django_db(transaction=True)  # inside a test's own transaction the door needs savepoints

MOST = 12
DOCUMENTS, QUESTIONS = 400, 77


@pytest.fixture(autouse=True)
def _at_that_hour() -> Iterator[None]:
    with time_machine.travel(f.NOW + timedelta(hours=2), tick=False):
        yield


def fill(home: Organisation, form: Assessment) -> None:
    """Put 400 documents on the register, which support all 77 questions."""
    by, refs = manager_of(home), [question.ref for question in edition(form.edition).questions]
    assert len(refs) == QUESTIONS
    who = {"added_by": by, "added_at": f.NOW}
    with acting_for(home, user=by):
        made = Document.objects.bulk_create(
            Document(
                organisation=home,
                kind="privacy-notice",
                title=f"Paper {number:03}",
                place="Shelf",
                review_on=TODAY + timedelta(days=number - 50),
                is_shared=True,
                versions=1,
                saved_by=by,
                saved_at=f.NOW,
                **who,
            )
            for number in range(DOCUMENTS)
        )
        DocumentVersion.objects.bulk_create(
            DocumentVersion(organisation=home, document=one, number=1, place="Shelf", **who) for one in made
        )
        DocumentUse.objects.bulk_create(
            DocumentUse(
                organisation=home,
                document=one,
                edition=form.edition,
                ref=refs[number % QUESTIONS],
                linked_by=by,
                linked_at=f.NOW,
            )
            for number, one in enumerate(made)
        )


def cost(client: Client, path: str) -> int:
    """Open a page twice and return the statements of the second time."""
    client.get(path)
    with CaptureQueriesContext(connection) as statements:
        assert client.get(path).status_code == 200
    return len(statements)


def test_pages_of_a_register_cost_the_same_with_400_documents_for_77_questions() -> None:
    home = f.organisation()
    form, client = f.assessment(home), browser(manager_of(home))
    one = filed(home, "Privacy notice", "1.1.3", review_on=SOON)
    pages = [
        of(home, "documents"),
        of(home, "add_document"),
        of(home, "removed_documents"),
        *(of(home, name, one.pk) for name in ("document", "change_document", "renew_document", "remove_document")),
        of_year(form, "proof", "1.1.3"),
        of_year(form, "question", "1.1.3"),
    ]
    before = {path: cost(client, path) for path in pages}

    fill(home, form)

    assert {path: cost(client, path) for path in pages} == before
    assert max(before.values()) <= MOST, before
    assert len(elements(client.get(of(home, "documents")), "tr", cls="nhsuk-table__row")) == 50


def test_the_registers_of_a_group_and_of_its_sites_cost_no_more() -> None:
    fern = g.group()
    first, *_ = g.many_sites(fern, 3)
    form, grace = s.form_of(fern), browser(manager_of(fern))
    tom = browser(f.member(first, Role.ADMINISTRATOR, "Tom"))
    paper = filed(fern, "Group policy", "1.3.7", is_shared=True)
    chosen(first, fern, paper, "1.3.1")
    s.shared(fern, "1.3.7")
    pages = {
        of(fern, "documents"): grace,
        of(fern, "document", paper.pk): grace,
        of(first, "documents"): tom,
        of(first, "shared_document", paper.pk): tom,
        of_year(s.form_of(first), "proof", "1.3.7"): tom,
    }
    before = {path: cost(client, path) for path, client in pages.items()}

    fill(fern, form)

    assert {path: cost(client, path) for path, client in pages.items()} == before
    assert max(before.values()) <= MOST, before
