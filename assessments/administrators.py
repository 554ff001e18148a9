"""Writing to everybody who runs an organisation."""

from datetime import datetime

from django.urls import reverse

from organisations import post
from organisations.models import Membership, Organisation


def write_to(organisation: Organisation, name: str, *, at: datetime, **context: object) -> None:
    """Put the mail called `name` into the queue for each administrator of a group. Needs its scope open."""
    path = reverse("assessments:covered", args=[organisation.code])
    for member in Membership.objects.administrators().filter(organisation=organisation).select_related("user"):
        post.write(name, to=member.user.email, at=at, organisation=organisation, path=path, **context)
