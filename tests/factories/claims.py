"""Claims to take over an account, made by the same action as in life."""

from datetime import datetime

from organisations.actions.claiming import claim
from organisations.claiming import Proof
from organisations.models import Claim, Organisation, User
from organisations.tenancy import acting_for
from tests import factories as f


def claimed(
    organisation: Organisation, by: User, *, partner: Organisation | None = None, at: datetime = f.NOW
) -> Claim:
    """Ask to take over an account, with a partner's word if one is given."""
    proof = Proof.PARTNER if partner else Proof.LETTER
    with acting_for(user=by):
        return claim(organisation=organisation, proof=proof, evidence="I run it now", partner=partner, by=by, at=at)


def now(claim: Claim) -> Claim:
    """Read a claim again."""
    with acting_for(claim.organisation_id):
        return Claim.objects.select_related("decided_by", "objected_by").get(pk=claim.pk)
