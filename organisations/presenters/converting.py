"""What a head office or council asks of a service, and what would change."""

from dataclasses import dataclass
from datetime import date, datetime

from organisations.converting import CAN_BE_UNDONE_FOR, can_be_undone, last_day_to_undo
from organisations.models import GroupSite, OrganisationKind


@dataclass(frozen=True, slots=True)
class GroupRequestPage:
    """One request, to the service that is asked. A council only reads what it did not set up (R51)."""

    id: int
    service: str
    code: str
    group: str
    only_reads: bool
    asked_at: datetime
    is_waiting: bool
    is_member: bool
    was_refused: bool
    can_undo: bool
    undo_until: date | None
    undo_days: int = CAN_BE_UNDONE_FOR.days


def group_request_page(link: GroupSite, today: date) -> GroupRequestPage:
    return GroupRequestPage(
        id=link.pk,
        service=link.site.name,
        code=link.site.code,
        group=str(link.organisation),
        only_reads=link.organisation.kind == OrganisationKind.COUNCIL,
        asked_at=link.asked_at,
        is_waiting=link.state == GroupSite.State.ASKED,
        is_member=link.state == GroupSite.State.ACTIVE,
        was_refused=link.state == GroupSite.State.REFUSED,
        can_undo=can_be_undone(link, today),
        undo_until=last_day_to_undo(link),
    )
