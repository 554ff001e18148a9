"""Reading who belongs to the organisation whose scope is open."""

from organisations.models import Membership


def number_of_administrators() -> int:
    """Count the active administrators."""
    count: int = Membership.objects.administrators().count()
    return count
