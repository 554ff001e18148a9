"""Reading who belongs to the organisation whose scope is open."""

from django.shortcuts import get_object_or_404

from organisations.models import Membership


def number_of_administrators() -> int:
    """Count the active administrators."""
    count: int = Membership.objects.administrators().count()
    return count


def member_or_404(pk: int) -> Membership:
    """Return one active member with who they are."""
    member: Membership = get_object_or_404(Membership.objects.active().select_related("user"), pk=pk)
    return member
