"""What comparing everything costs: one statement more, however many rows and documents there are."""

import gzip

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.editions import edition
from assessments.models import Assessment
from evidence.models import Device, Document, DocumentUse, Supplier, TrainedPerson
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import assessments as a
from tests.integration.assessments.reading import browser, of_year

# Inside a test's own transaction the door needs savepoints.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("that_day")]

DOCUMENTS, ROWS = 400, 600
COSTS = {"adds_up": 9, "publish": 9, "publish_check": 10}
REST = {"publish_check": ["met"]}
MOST_BYTES = 60_000  # on the wire, of a page with a list


def costs(client: Client, year: Assessment) -> dict[str, int]:
    """Open every page twice and return the statements of the second time."""
    found = {}
    for name in COSTS:
        path = of_year(year, name, *REST.get(name, ()))
        client.get(path)
        with CaptureQueriesContext(connection) as statements:
            page = client.get(path)
        assert page.status_code == 200, name
        assert len(gzip.compress(page.content)) < MOST_BYTES, name
        found[name] = len(statements)
    return found


def fill(year: Assessment) -> None:
    """Put many documents that are out of date behind the answers, and many rows on the lists."""
    home, by = year.organisation, a.manager_of(year.organisation)
    refs = [question.ref for question in edition(year.edition).needed_for("met")]  # type: ignore[arg-type]
    with acting_for(home, user=by):
        saved = {"organisation": home, "saved_by": by, "saved_at": f.NOW}
        made = Document.objects.bulk_create(
            Document(
                title=f"Paper {n}",
                place="Office",
                review_on=f.NOW.date().replace(day=1),
                added_by=by,
                added_at=f.NOW,
                **saved,
            )
            for n in range(DOCUMENTS)
        )
        DocumentUse.objects.bulk_create(
            DocumentUse(
                organisation=home,
                document=one,
                edition=year.edition,
                ref=refs[n % len(refs)],
                linked_by=by,
                linked_at=f.NOW,
            )
            for n, one in enumerate(made)
        )
        for model, fields in (
            (Device, {"software": "Windows 10", "has_antivirus": "no"}),
            (Supplier, {"handles_data": "yes"}),
            (TrainedPerson, {}),
        ):
            model.objects.bulk_create(model(name=f"Row {n}", **fields, **saved) for n in range(ROWS))


def test_many_rows_and_documents_cost_what_none_cost() -> None:
    home = f.organisation()
    year = a.ready(f.assessment(home))
    client = browser(a.manager_of(home))

    assert costs(client, year) == COSTS

    fill(year)
    assert costs(client, year) == COSTS
