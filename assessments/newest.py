"""The newest assessment of an organisation, which its register of papers speaks to."""

from collections.abc import Collection
from datetime import date, datetime

from assessments.editions import edition
from assessments.models import Assessment
from assessments.rules.validity import add_months
from assessments.snapshots import lock
from assessments.years import current_year
from evidence.models import DocumentUse
from organisations.models import Organisation

A_YEAR = 12  # months


def hold(organisation: Organisation) -> Assessment | None:
    """Lock the newest assessment, before anything of the register: the order in which everybody waits."""
    newest = Assessment.objects.filter(organisation=organisation).order_by("-year__opens_at").first()
    return lock(newest) if newest else None


def edition_of(assessment: Assessment | None, at: datetime) -> str:
    """Name the edition whose questions papers are linked to: the assessment's, or that of the year to come."""
    return assessment.edition if assessment else current_year(at).edition


def refs_of(documents: Collection[int], edition_name: str) -> list[str]:
    """Return the questions of an edition that any of these documents supports."""
    uses = DocumentUse.objects.filter(document__in=documents, edition=edition_name)
    return sorted(set(uses.values_list("ref", flat=True)))


def default_review(kind: str, edition_name: str, written_on: date | None, today: date) -> date | None:
    """Return when a paper of a kind wants a look: its months after it was written, or after today (F17).

    None for a kind that never goes out of date; a paper of no kind is looked at every year.
    """
    kinds = {one.slug: one.review_months for one in edition(edition_name).document_kinds}
    months = kinds.get(kind, A_YEAR)
    return add_months(written_on or today, months) if months else None
