"""Reading disputes about a site: the operators' desk sees all of them, a group its own."""

from organisations.models import Dispute, Organisation

WITH = ("organisation", "holder", "site", "opened_by", "in_favour_of")


def disputes_waiting() -> list[Dispute]:
    """Return the disputes that nobody has decided yet, oldest first. For the operators' desk."""
    return list(Dispute.seen.filter(decided_at__isnull=True).select_related(*WITH).order_by("opened_at", "pk"))


def dispute_by(pk: int) -> Dispute | None:
    """Return one dispute, decided or not. For the operators' desk."""
    found: Dispute | None = Dispute.seen.filter(pk=pk).select_related(*WITH).first()
    return found


def open_dispute_of(group: Organisation, site: Organisation) -> Dispute | None:
    """Return the dispute that a group has opened about a site, until it is decided."""
    found: Dispute | None = Dispute.objects.filter(organisation=group, site=site, decided_at__isnull=True).first()
    return found
