"""Reading the waiting and sent mail for the demonstration, where nobody has a mailbox of their own."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from organisations.models import OutgoingMail
from organisations.post import post_room

MOST = 200


def newest_mails() -> list[OutgoingMail]:
    """Return the newest mails, newest first."""
    with post_room():
        return list(OutgoingMail.objects.order_by("-created_at")[:MOST])


def mail_or_404(pk: UUID) -> OutgoingMail:
    """Return one mail."""
    with post_room():
        return get_object_or_404(OutgoingMail, pk=pk)
