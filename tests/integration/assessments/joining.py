"""Joining two records of one service, as an operator does; `old` goes into `new`."""

from django.urls import reverse

from assessments.actions.merging import merge
from organisations.models import Merge, Organisation, User
from organisations.tenancy import acting_for
from tests import factories as f

MERGES = reverse("assessments:ops_merge")
PREVIEW = reverse("assessments:merge_records", args=["VB002", "VA001"])


def joined(old: Organisation, new: Organisation, olu: User) -> Merge:
    with acting_for(user=olu):
        return merge(source=old, target=new, by=olu, at=f.NOW)


def now(organisation: Organisation) -> Organisation:
    """Read a record again."""
    return Organisation.objects.get(pk=organisation.pk)
