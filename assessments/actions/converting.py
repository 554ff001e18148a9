"""Going back: a service that came to a group with an account of its own stands alone again, within 30 days (R48)."""

from datetime import datetime

from assessments.actions.leaving import let_go
from assessments.rules.schedule import london_date
from organisations import audit
from organisations.converting import can_be_undone
from organisations.models import GroupSite, OrganisationKind, User
from organisations.refusals import Refused
from organisations.tenancy import acting_for, action

CANNOT_BE_UNDONE = "cannot-be-undone"
UNDONE = "undone"


@action
def undo_conversion(*, link: GroupSite, by: User, at: datetime) -> None:
    """Let a service go back to standing on its own, as either side may for 30 days."""
    if not can_be_undone(link, london_date(at)):
        raise Refused(CANNOT_BE_UNDONE)
    group, site = link.organisation, link.site
    with acting_for(group, site, user=by):
        let_go(group=group, site=site, on=london_date(at), why=UNDONE, by=by, at=at)
        site.kind = OrganisationKind.SINGLE_SITE
        site.save(update_fields=["kind"])
        audit.record_many([("undid-coming", group, site.code), ("undid-coming", site, group.code)], by=by, at=at)
