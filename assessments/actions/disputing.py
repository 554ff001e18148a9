"""Two groups say one site is theirs: the earlier cover stands until an operator decides (R44)."""

from datetime import datetime

from assessments.actions.covering import DAY, End, end_covers
from assessments.administrators import write_to
from assessments.covers import holder_of
from assessments.models import Coverage
from assessments.rules.schedule import london_date
from organisations import audit
from organisations.directory.looking_up import parent_of
from organisations.groups import has_looked_after
from organisations.models import Dispute, Organisation, User
from organisations.tenancy import acting_for, action
from organisations.words import refusal

NOBODY_COVERS_IT = "nobody-covers-it"
NOT_YOURS = "dispute-not-yours"
DECIDED_ALREADY = "dispute-decided"


@action
def raise_dispute(*, group: Organisation, site: Organisation, words: str, by: User, at: datetime) -> Dispute:
    """Say that a site which another group covers is this group's; both are told. Pressed twice, it is one dispute."""
    day = london_date(at)
    holder = holder_of(site, group, day)
    if holder is None:
        raise refusal(NOBODY_COVERS_IT)
    if not has_looked_after(group, site) and parent_of(site.code, day) != group.code:
        raise refusal(NOT_YOURS)
    with acting_for(group, holder, user=by):
        dispute, is_new = Dispute.objects.get_or_create(
            organisation=group,
            site=site,
            decided_at=None,
            defaults={"holder": holder, "words": words, "opened_at": at, "opened_by": by},
        )
        if is_new:
            audit.record_many(
                [("opened-dispute", side, dispute.site.code) for side in _sides(dispute)],
                by=by,
                at=at,
                dispute=dispute.pk,
            )
            for side in (group, holder):
                write_to(side, "dispute_opened", at=at, site=site, claimant=group, holder=holder)
    found: Dispute = dispute
    return found


@action
def decide_dispute(*, dispute: Dispute, in_favour_of: Organisation, words: str, by: User, at: datetime) -> None:
    """Decide whose a site is, for operators; both are told why. The holder's cover ends yesterday if it is not its."""
    claimant, holder, site = dispute.organisation, dispute.holder, dispute.site
    with acting_for(claimant, holder, user=by):
        locked = Dispute.objects.select_for_update().get(pk=dispute.pk)
        if locked.decided_at is not None:
            raise refusal(DECIDED_ALREADY)
        if in_favour_of == claimant:
            end = End(london_date(at) - DAY, Coverage.Ended.TAKEN_OVER, was_by=holder.code)
            end_covers(ends={site.pk: end}, by=by, at=at)
        locked.decided_at, locked.decided_by, locked.in_favour_of, locked.decision = at, by, in_favour_of, words
        locked.save(update_fields=["decided_at", "decided_by", "in_favour_of", "decision"])
        audit.record_many(
            [("decided-dispute", side, locked.site.code) for side in _sides(locked)],
            by=by,
            at=at,
            dispute=locked.pk,
        )
        for side in (claimant, holder):
            told = {"site": site, "claimant": claimant, "holder": holder, "winner": in_favour_of, "words": words}
            write_to(side, "dispute_decided", at=at, **told)


def _sides(dispute: Dispute) -> list[int]:
    """Give the two whose trails are written, by their ids: two who write both never wait in a ring."""
    return sorted((dispute.organisation_id, dispute.holder_id))
