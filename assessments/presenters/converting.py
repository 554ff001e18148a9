"""Asking a service with an account of its own to come to a group, as the group sees it."""

from dataclasses import dataclass
from datetime import date, datetime

from organisations.converting import can_be_undone, last_day_to_undo
from organisations.models import GroupSite, Organisation, OrganisationKind


@dataclass(frozen=True, slots=True)
class ConvertPage:
    code: str
    group: str
    only_reads: bool
    site: str
    site_code: str
    is_elsewhere: bool
    is_waiting: bool
    is_member: bool
    was_refused: bool
    can_undo: bool
    asked_at: datetime | None
    undo_until: date | None


def convert_page(
    group: Organisation, site: Organisation, link: GroupSite | None, today: date, *, is_elsewhere: bool
) -> ConvertPage:
    state = link.state if link else ""
    return ConvertPage(
        code=group.code,
        group=group.name,
        only_reads=group.kind == OrganisationKind.COUNCIL,
        site=str(site),
        site_code=site.code,
        is_elsewhere=is_elsewhere,
        is_waiting=state == GroupSite.State.ASKED,
        is_member=state == GroupSite.State.ACTIVE,
        was_refused=state == GroupSite.State.REFUSED,
        can_undo=link is not None and can_be_undone(link, today),
        asked_at=link.asked_at if link else None,
        undo_until=last_day_to_undo(link) if link else None,
    )
