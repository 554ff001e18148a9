"""After publishing: one more site, or one less (R40, R41)."""

from datetime import datetime

from assessments.actions.choosing import choose_sites
from assessments.actions.covering import DAY, End, Uncovered, amend, end_covers, record_lost
from assessments.candidates import Candidate, Tick, candidates, named
from assessments.covers import active_sites, lock_sites, to_lock
from assessments.histories import current_publication
from assessments.models import Coverage, Publication
from assessments.rules.levels import Level
from assessments.rules.schedule import london_date
from organisations import audit
from organisations.models import Organisation, User
from organisations.tenancy import acting_for, action
from organisations.words import refusal

NOTHING_TO_ADD_TO = "nothing-to-add-to"
FOUR_ANSWERS = "four-answers-again"
COVERED_ALREADY = "covered-already"
NOT_COVERED = "not-covered"


@action
def add_covered(
    *, group: Organisation, site: Organisation, affirmed: bool, all_the_same: str = "", by: User, at: datetime
) -> Coverage:
    """Let the group's publication count for one more site, from today until its own last day (R40).

    `affirmed`: somebody said that the four answers are true there, too. Raises Uncovered if the site cannot be ticked.
    """
    today = london_date(at)
    if not affirmed:
        raise refusal(FOUR_ANSWERS)
    lock_sites(to_lock(group, [site.pk], today))
    publication = current_publication(group, today)
    if publication is None:
        raise refusal(NOTHING_TO_ADD_TO)
    candidate = _judged(group, publication, site, all_the_same, by, at)
    cover, taken = amend(publication=publication, candidate=candidate, by=by, at=at)
    record_lost(publication=publication, taken=taken, by=by, at=at)
    audit.record("added-cover", organisation=group, by=by, at=at, subject=site.code, reference=publication.reference)
    return cover


def _judged(
    group: Organisation, publication: Publication, site: Organisation, all_the_same: str, by: User, at: datetime
) -> Candidate:
    with acting_for(group, *active_sites(group), user=by):
        if all_the_same:
            tick = {site.pk: Tick(is_ticked=True, all_the_same=all_the_same)}
            choose_sites(assessment=publication.assessment, ticks=tick, by=by, at=at)
        level = Level(publication.level)
        found = named(candidates(group, publication.year, day=london_date(at), level=level), [site.pk])
    if not found or not all(one.may_be_covered for one in found):
        raise Uncovered(found)
    if found[0].is_covered:
        raise refusal(COVERED_ALREADY)
    return found[0]


@action
def remove_covered(*, group: Organisation, site: Organisation, by: User, at: datetime) -> None:
    """Stop counting for a site: its last covered day is yesterday (R41)."""
    end = End(london_date(at) - DAY, Coverage.Ended.REMOVED, was_by=group.code)
    if not end_covers(ends={site.pk: end}, by=by, at=at):
        raise refusal(NOT_COVERED)
