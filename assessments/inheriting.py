"""What a site inherits: its group's shared answers, wherever it has said nothing itself (R71).

Nothing is copied while the site belongs to the group: the answer is read from `SharedAnswer` together with the site's
own, in the statements that read those.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import JSONField, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.fields import BooleanField

from assessments.models import Answer, Assessment
from assessments.proving import SHARED_PROOF, papers_from, with_papers
from assessments.rules import answers as rules


@dataclass(frozen=True, slots=True)
class Inherited:
    """A group's answer as one of its sites reads it: what was said, by whom and when, in which version."""

    answer: rules.Answer
    version: int
    by: str
    at: datetime
    shared_at: datetime

    @property
    def shared_since(self) -> datetime:
        """Return when these words came to be shared: a reply from before is not about them."""
        return max(self.at, self.shared_at)

    @property
    def group(self) -> str:
        return self.answer.inherited_from


# The shared answers of the group that looks after the site of `assessments_assessment`, as JSON.
INHERITED = """(
    SELECT jsonb_agg(line ORDER BY ref) FROM (
        SELECT shared.ref, shared.choice, shared.text, shared.kept_at, shared.link, shared."on", shared.reason,
            shared.staff_total, shared.staff_trained, shared.version, shared.answered_by, shared.changed_at,
            shared.shared_at, above.name AS from_group, {papers} AS papers
        FROM organisations_groupsite belonging
        JOIN assessments_sharedanswer shared ON shared.organisation_id = belonging.organisation_id
        JOIN organisations_organisation above ON above.id = belonging.organisation_id
        WHERE belonging.site_id = assessments_assessment.organisation_id AND belonging.state = 'active'
            AND shared.year_id = assessments_assessment.year_id
            AND NOT belonging.site_id = ANY (shared.except_sites)
            {only}) line)""".replace("{papers}", SHARED_PROOF)


def inherited_of(ref: str = "") -> RawSQL:
    """Make the column that reads what a site inherits, of one question or of all."""
    sql = INHERITED.format(only="AND shared.ref = %s" if ref else "")
    return RawSQL(sql, (ref,) if ref else (), output_field=JSONField())  # noqa: S611 - our own names


# Said in SQL, and in the statement that locks an assessment, so that others pay no statement for it.
HAS_GROUP = RawSQL(
    """
    EXISTS (SELECT FROM organisations_groupsite belonging
        WHERE belonging.site_id = assessments_assessment.organisation_id AND belonging.state = 'active')
    """,
    (),
    output_field=BooleanField(),
)


def inherited(rows: Iterable[Mapping[str, Any]] | None) -> dict[str, Inherited]:
    """Read the column's rows; an answer that the group has left empty is none."""
    found = {row["ref"]: _inherited(row) for row in rows or ()}
    return {ref: one for ref, one in found.items() if one.answer.is_given}


def inherited_by(assessment: Assessment) -> dict[str, Inherited]:
    """Read what a site inherits, in a statement of its own: after its assessment was locked."""
    rows: QuerySet[Any] = Assessment.objects.filter(pk=assessment.pk).values_list(inherited_of(), flat=True)
    return inherited(next(iter(rows), None))


def inherited_in(assessment: Any) -> dict[str, Inherited]:
    """Give what a site inherits, of an assessment that was read with everything."""
    return inherited(assessment.everything["inherited"])


def facts(found: Mapping[str, Inherited]) -> dict[str, rules.Answer]:
    """Give what is inherited as the rules' data."""
    return {ref: one.answer for ref, one in found.items()}


def is_given(row: Answer | None) -> bool:
    """Say whether an organisation has answered for itself."""
    return row is not None and any(getattr(row, name) not in ("", None) for name in GIVEN_BY)


GIVEN_BY = ("choice", "text", "kept_at", "link", "on", "reason", "staff_total", "staff_trained")


def _inherited(row: Mapping[str, Any]) -> Inherited:
    answer = rules.Answer(
        row["ref"],
        rules.Choice(row["choice"]) if row["choice"] else None,
        text=row["text"],
        kept_at=row["kept_at"],
        link=row["link"],
        on=date.fromisoformat(row["on"]) if row["on"] else None,
        reason=row["reason"],
        staff_total=row["staff_total"],
        staff_trained=row["staff_trained"],
        inherited_from=row["from_group"],
    )
    answer = with_papers(answer, papers_from(row["papers"]))
    return Inherited(
        answer,
        row["version"],
        row["answered_by"],
        datetime.fromisoformat(row["changed_at"]),
        datetime.fromisoformat(row["shared_at"]),
    )
