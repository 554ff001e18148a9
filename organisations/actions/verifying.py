"""An operator checks that whoever registered a head office or council really acts for it."""

from datetime import datetime

from organisations import audit
from organisations.models import Organisation, User
from organisations.refusals import Refused
from organisations.tenancy import acting_for, action

NOT_AN_OPERATOR = "not-an-operator"


@action
def verify_group(*, group: Organisation, by: User, at: datetime) -> None:
    """Say that a group is what it says it is: from now on it wins by what the directory says (R44, R58). Once."""
    if not by.is_operator:
        raise Refused(NOT_AN_OPERATOR)
    with acting_for(group, user=by):
        locked = Organisation.objects.select_for_update(no_key=True).get(pk=group.pk)
        if locked.verified_at is None:
            locked.verified_at = at
            locked.save(update_fields=["verified_at"])
            audit.record("verified-group", organisation=group, by=by, at=at, subject=group.code)
