"""What follows for answers when proof comes or goes: confirmations, counts, and the sites that rely on it (R8, R10)."""

from collections.abc import Collection, Iterable
from datetime import datetime

from assessments.actions.reaching import papers_gone, recount_sites
from assessments.actions.summary import recount
from assessments.editions import edition
from assessments.models import Assessment, Confirmation
from assessments.rules.schedule import can_edit, london_date
from assessments.shared import site_ids
from assessments.snapshots import lock_answers, year_facts
from organisations.groups import is_group
from organisations.models import Organisation, User
from organisations.tenancy import action


@action
def settle(
    *,
    organisation: Organisation,
    assessment: Assessment | None,
    by: User | None,
    at: datetime,
    without: Collection[str] = (),
    without_at_sites: Collection[str] = (),
    papers: Collection[int] = (),
) -> None:
    """Make the counts again after proof changed; questions that lost some, `without`, are confirmed no more (R10).

    `without_at_sites` lost theirs only at a group's sites, which can use `papers` no more. A year that is closed stays
    as it was.
    """
    if assessment is None or not can_edit(year_facts(assessment.year), london_date(at)):
        return
    _clear(assessment, without)
    today = london_date(at)
    locked = lock_answers(assessment, today=today)
    recount(locked.assessment, locked.answers, locked.exempt, today=today)
    if is_group(organisation):
        _settle_sites(organisation, assessment, {*without, *without_at_sites}, papers, by, at)


def _clear(assessment: Assessment, refs: Iterable[str]) -> None:
    """Take back the confirmation of each question's assertion in its part."""
    questions = edition(assessment.edition)
    for ref in sorted(set(refs)):
        if questions.has_question(ref):
            question = questions.question(ref)
            Confirmation.objects.filter(
                assessment=assessment, assertion=question.assertion, section=question.section
            ).delete()


def _settle_sites(
    group: Organisation,
    assessment: Assessment,
    without: Collection[str],
    papers: Collection[int],
    by: User | None,
    at: datetime,
) -> None:
    sites = site_ids(group)
    if not sites:
        return
    year = assessment.year
    if without or papers:
        papers_gone(group=group, year=year, sites=sites, refs=without, papers=papers, by=by, at=at)
    else:
        recount_sites(group=group, year=year, sites=sites, by=by, at=at)
