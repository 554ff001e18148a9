"""What a site says to its group's answers: true here, or different here because ... (R74)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from assessments.closed import refuse_if_closed
from assessments.inheriting import inherited_by
from assessments.models import Assessment, SiteDifference, SiteReply
from assessments.snapshots import lock
from organisations import audit
from organisations.groups import link_of
from organisations.models import User
from organisations.refusals import Refused
from organisations.tenancy import action

NOT_IN_A_GROUP = "not-in-a-group"


class AnswersChanged(Refused):
    """Raised when the group changed its answers while somebody read them; carries the references."""

    def __init__(self, refs: frozenset[str]) -> None:
        super().__init__("answers-changed", "Some answers changed while you were reading. Go back and read them again.")
        self.refs = refs


@action
def reply(
    *, assessment: Assessment, seen: Mapping[str, int], differences: Mapping[str, str], by: User, at: datetime
) -> SiteReply:
    """Say that the group's answers are true here, or which of them are different and how, in words.

    `seen` are the versions that the person read: raises AnswersChanged when any is another by now. What was said
    before gives way to what is said now.
    """
    locked = lock(assessment)
    refuse_if_closed(locked, at)
    link = link_of(locked.organisation)
    if link is None:
        raise Refused(NOT_IN_A_GROUP)
    now = {ref: one.version for ref, one in inherited_by(locked).items()}
    if now != dict(seen):
        raise AnswersChanged(frozenset(ref for ref, _ in now.items() ^ seen.items()))
    about: dict[str, Any] = {"organisation": locked.organisation, "group": link.organisation, "year": locked.year}
    told = {"said_by": by, "said_at": at}
    said = SiteReply.Reply.DIFFERENT if differences else SiteReply.Reply.TRUE_HERE
    answer, _ = SiteReply.objects.update_or_create(**about, defaults={"reply": said, **told})
    SiteDifference.objects.filter(**about).delete()
    SiteDifference.objects.bulk_create(
        SiteDifference(**about, **told, ref=ref, because=because, version=now[ref])
        for ref, because in differences.items()
        if ref in now
    )
    entry: dict[str, Any] = {"organisation": locked.organisation, "subject": link.organisation.code, "by": by, "at": at}
    if differences:
        audit.record("different-here", **entry, year=locked.year.label, refs=sorted(differences))
    else:
        audit.record("agreed-here", **entry, year=locked.year.label)
    result: SiteReply = answer
    return result
