"""What an invitation link carries, and how long one lives. Reading only: `actions.people` makes and ends them."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.core import signing

from organisations.models import Invitation
from organisations.refusals import Refused
from organisations.tenancy import acting_for

LASTS = timedelta(hours=72)
SALT = "organisations.invitation"

UNKNOWN = "invitation-unknown"
USED = "invitation-used"
WITHDRAWN = "invitation-withdrawn"
OLD = "invitation-old"
FOR_SOMEBODY_ELSE = "invitation-for-somebody-else"


@dataclass(frozen=True, slots=True)
class InvitationKey:
    """What an invitation link carries: the signature proves that we wrote it."""

    organisation: int
    invitation: int
    secret: str

    def __str__(self) -> str:
        return signing.dumps([self.organisation, self.invitation, self.secret], salt=SALT)

    @classmethod
    def read(cls, token: str) -> "InvitationKey":
        """Raise Refused when the link was not written here."""
        try:
            return cls(*signing.loads(token, salt=SALT))
        except signing.BadSignature as problem:
            raise Refused(UNKNOWN) from problem


def digest_of(secret: str) -> str:
    """Return the only trace of a link's secret that is kept."""
    return sha256(secret.encode()).hexdigest()


def behind(token: str) -> Invitation:
    """Return the invitation a link was written for, open or over. Raises Refused when there is none."""
    key = InvitationKey.read(token)
    with acting_for(key.organisation):
        both = Invitation.objects.select_related("organisation", "invited_by")
        invitation: Invitation | None = both.filter(pk=key.invitation).first()
    if invitation is None or not secrets.compare_digest(invitation.secret_sha256, digest_of(key.secret)):
        raise Refused(UNKNOWN)
    return invitation


def why_over(invitation: Invitation, at: datetime) -> str:
    """Return why the invitation can no longer be accepted, or "" while it can be: 72 hours, once, the newest only."""
    if invitation.accepted_at:
        return USED
    if invitation.withdrawn_at or invitation.organisation.merged_into_id:
        return WITHDRAWN
    return OLD if at >= invitation.sent_at + LASTS else ""
