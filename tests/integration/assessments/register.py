"""What the tests of the register share: Rose Court's documents, and what a form about one sends."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse

from evidence.models import Document, SharedUse
from organisations.models import Organisation
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import proof as p
from tests.factories.assessments import manager_of
from tests.integration.assessments.reading import elements

TODAY = p.TODAY
# The last day that is out of date, the last that is to check soon, and the first that is in date.
LATE, SOON, FAR = (TODAY + timedelta(days=days) for days in (-1, 60, 61))
WRITTEN = {"written_on_day": "3", "written_on_month": "5", "written_on_year": "2026"}
AGAIN = {"review_on_day": "1", "review_on_month": "2", "review_on_year": "2027"}


def filed(home: Organisation, title: str = "Privacy notice", *refs: str, **fields: Any) -> Document:
    """Put a document on a home's register, for these questions."""
    by = manager_of(home)
    with acting_for(home, user=by):
        made = p.document(home, by, title, **fields)
        for ref in refs:
            p.use(made, ref, by)
    return made


def found(home: Organisation, document: Document) -> Document:
    """Read a document again."""
    with acting_for(home):
        return Document.objects.get(pk=document.pk)


def refs_of(home: Organisation, document: Document) -> list[str]:
    """Return the questions that a document supports, in order."""
    with acting_for(home):
        return sorted(document.uses.values_list("ref", flat=True))


def chosen(site: Organisation, group: Organisation, paper: Document, ref: str) -> None:
    """Let a site have chosen a paper of its group for a question."""
    with acting_for(site):
        SharedUse.objects.create(
            organisation=site,
            group=group,
            paper=paper.pk,
            edition="care-7",
            ref=ref,
            linked_by=manager_of(group),
            linked_at=f.NOW,
        )


def uses_of(site: Organisation, paper: Document) -> list[str]:
    """Return the questions that a group's paper proves at a site, in order."""
    with acting_for(site):
        return sorted(SharedUse.objects.filter(paper=paper.pk).values_list("ref", flat=True))


def ticked(page: HttpResponse, name: str = "refs") -> list[str]:
    """Return what is ticked in the boxes of one name."""
    boxes = [dict(box.attributes) for box in elements(page, "input", name=name)]
    return [box["value"] for box in boxes if "checked" in box]
