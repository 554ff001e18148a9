"""Reading what a group shares. Needs the scope of the group and its sites."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from assessments.editions import crosswalks_to, edition
from assessments.given import GIVEN
from assessments.models import Answer, Assessment, SharedAnswer, ToolkitYear
from organisations.models import GroupSite, Organisation


@dataclass(frozen=True, slots=True)
class SiteAnswer:
    """What one site itself has said to a question, with its counts where it gave any."""

    site: int
    ref: str
    choice: str
    staff_total: int | None
    staff_trained: int | None


def shared_rows(group: Organisation, year: ToolkitYear) -> dict[str, SharedAnswer]:
    """Return what a group shares in a year, by reference."""
    rows = SharedAnswer.objects.filter(organisation=group, year=year)
    return {row.ref: row for row in rows}


def site_ids(group: Organisation) -> list[int]:
    """Return the ids of the sites that a group looks after now, in order."""
    links = GroupSite.seen.active().filter(organisation=group).order_by("site_id")
    return list(links.values_list("site_id", flat=True))


def own_answers(year: ToolkitYear, sites: Collection[int], refs: Collection[str]) -> list[SiteAnswer]:
    """Return what the sites have said themselves to some questions, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_OWN, {"year": year.pk, "sites": list(sites), "refs": list(refs)})
        return [SiteAnswer(*row) for row in cursor.fetchall()]


_OWN = f"""
    SELECT form.organisation_id, own.ref, own.choice, own.staff_total, own.staff_trained
    FROM assessments_answer own JOIN assessments_assessment form ON form.id = own.assessment_id
    WHERE form.year_id = %(year)s AND form.organisation_id = ANY (%(sites)s) AND own.ref = ANY (%(refs)s)
        AND {GIVEN.format("own")}
"""  # noqa: S608 - our own names


def own_answered(year: ToolkitYear, sites: Collection[int]) -> dict[str, set[int]]:
    """Return which sites have answered each question for themselves, by its reference."""
    with connection.cursor() as cursor:
        cursor.execute(_OWN_ANSWERED, {"year": year.pk, "sites": list(sites)})
        return {ref: set(found) for ref, found in cursor.fetchall()}


_OWN_ANSWERED = f"""
    SELECT own.ref, array_agg(form.organisation_id)
    FROM assessments_answer own JOIN assessments_assessment form ON form.id = own.assessment_id
    WHERE form.year_id = %(year)s AND form.organisation_id = ANY (%(sites)s) AND {GIVEN.format("own")}
    GROUP BY own.ref
"""  # noqa: S608 - our own names


def shared_last_year(assessment: Assessment) -> dict[str, list[int]]:
    """Return what the group shared in the year before, by today's references, each with the sites left out."""
    if assessment.carried_from_id is None:
        return {}
    before = Assessment.objects.select_related("year").get(pk=assessment.carried_from_id)
    rows = SharedAnswer.objects.filter(organisation=assessment.organisation_id, year=before.year)
    names = _names(before.edition, assessment.edition)
    return {names.get(row.ref, row.ref): row.except_sites for row in rows if names.get(row.ref, row.ref)}


def _names(old: str, new: str) -> Mapping[str, str]:
    """Give the new reference of each question of an edition; "" for one that was dropped."""
    walks = [walk for walk in crosswalks_to(new) if walk.from_edition == old]
    return {step.old: step.new or "" for walk in walks for step in walk.entries if step.old}


def can_share(assessment: Assessment, ref: str) -> bool:
    """Say whether a question has one answer for all sites; some are each site's own by nature (R73)."""
    questions = edition(assessment.edition)
    return questions.has_question(ref) and not questions.question(ref).is_local


def own_rows(assessment: Assessment, refs: Collection[str]) -> dict[str, Any]:
    """Return the group's own answers to some questions, with who saved them."""
    rows = Answer.objects.filter(assessment=assessment, ref__in=refs).select_related("saved_by")
    return {row.ref: row for row in rows}
