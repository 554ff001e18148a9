"""A case, its counts, and papers on the register: what the tests of proof share."""

from assessments.actions.proof import (
    add_document,
)
from assessments.models import Assessment
from assessments.snapshots import load
from evidence.models import Document
from organisations.models import Organisation, User
from organisations.tenancy import acting_for
from tests import factories as f

TODAY = f.NOW.date()
NOTICE = "1.1.3"  # asks for a document


def case_of(form: Assessment):
    with acting_for(form.organisation):
        return load(form.organisation, form.year.label, today=TODAY).case


def counts(form: Assessment) -> tuple[int, int]:
    with acting_for(form.organisation):
        return Assessment.objects.values_list("approaching_done", "met_done").get(pk=form.pk)


def added(home: Organisation, by: User, *refs: str, **words: object) -> Document:
    given = {"title": "Privacy notice", "kind": "privacy-notice", "place": "Office shelf", **words}
    with acting_for(home, user=by):
        return add_document(organisation=home, words=given, refs=refs, received=None, by=by, at=f.NOW)
