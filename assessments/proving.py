"""How many papers of the register prove each question, read in the statements that read the answers (R8).

Any paper starts a question. Only one that somebody could find proves it: it has a place, a link, or a file that may
be had.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, NamedTuple

from django.db import connection
from django.db.models import JSONField
from django.db.models.expressions import RawSQL

from assessments.given import GIVEN
from assessments.models import Assessment
from assessments.rules import answers as rules
from evidence.models import FileState
from organisations.models import Organisation

THERE: Final = "paper.removed_at IS NULL"
FINDABLE: Final = "(paper.place <> '' OR paper.link <> '' OR paper.file_state = 'clean')"
# How many are linked, how many of them could be found, and the first day of review among those.
COUNTED: Final = f"""count(*), count(*) FILTER (WHERE {FINDABLE}),
        min(paper.review_on) FILTER (WHERE {FINDABLE})"""

# Each paper that is linked to a question of `assessments_assessment`: its organisation's own, and those that its group
# shares and it uses, with the group's name.
_LINKED: Final = """
    SELECT used.document_id AS paper, used.ref, '' AS "group" FROM evidence_documentuse used
    WHERE used.organisation_id = assessments_assessment.organisation_id
        AND used.edition = assessments_assessment.edition
    UNION
    SELECT used.paper, used.ref, above.name
    FROM evidence_shareduse used JOIN organisations_organisation above ON above.id = used.group_id
    WHERE used.organisation_id = assessments_assessment.organisation_id
        AND used.edition = assessments_assessment.edition
"""
# And those that prove what it inherits: shared by the group for an answer that stands here.
_INHERITED: Final = f"""
    UNION
    SELECT used.document_id, used.ref, above.name
    FROM organisations_groupsite belonging
    JOIN organisations_organisation above ON above.id = belonging.organisation_id
    JOIN assessments_sharedanswer shared ON shared.organisation_id = above.id
        AND shared.year_id = assessments_assessment.year_id
        AND NOT assessments_assessment.organisation_id = ANY (shared.except_sites)
    JOIN evidence_documentuse used ON used.organisation_id = above.id AND used.ref = shared.ref
        AND used.edition = assessments_assessment.edition
    WHERE belonging.site_id = assessments_assessment.organisation_id AND belonging.state = 'active'
        AND NOT EXISTS (SELECT FROM assessments_answer own WHERE own.assessment_id = assessments_assessment.id
            AND own.ref = shared.ref AND {GIVEN.format("own")})
"""  # noqa: S608 - our own names
_JOINED: Final = f"""
    JOIN evidence_document paper ON paper.id = linked.paper AND {THERE} AND (linked."group" = '' OR paper.is_shared)
"""

PROVEN: Final = f"""(
    SELECT jsonb_object_agg(ref, papers) FROM (
        SELECT linked.ref, jsonb_build_array({COUNTED}) AS papers
        FROM ({_LINKED}) linked {_JOINED} GROUP BY linked.ref) counted)"""  # noqa: S608 - our own names

PROOFS: Final = RawSQL(PROVEN, (), output_field=JSONField())  # noqa: S611 - our own names

# Papers that a group shares with its sites, for an answer that `shared` says: what a site inherits is proven by these.
SHARED_PROOF: Final = f"""(
    SELECT jsonb_build_array({COUNTED})
    FROM evidence_documentuse used JOIN evidence_document paper ON paper.id = used.document_id
    WHERE used.organisation_id = shared.organisation_id AND used.ref = shared.ref
        AND used.edition = assessments_assessment.edition AND paper.is_shared AND {THERE})"""  # noqa: S608 - our own names


class Papers(NamedTuple):
    """How many papers are linked to a question, how many prove it, and the first day of review among those."""

    linked: int
    count: int
    until: date | None


def papers_by_ref(rows: Mapping[str, list[Any]] | None) -> dict[str, Papers]:
    """Read the column PROVEN: nothing when no paper is linked."""
    return {ref: papers_from(row) for ref, row in (rows or {}).items()}


def papers_from(row: list[Any]) -> Papers:
    """Read one entry of the columns above."""
    linked, count, until = row
    return Papers(linked, count, date.fromisoformat(until) if until else None)


def with_proofs(answers: Mapping[str, rules.Answer], proofs: Mapping[str, Papers]) -> dict[str, rules.Answer]:
    """Join answers with the papers that prove them; a paper alone starts a question."""
    joined = dict(answers)
    for ref, papers in proofs.items():
        joined[ref] = with_papers(joined.get(ref) or rules.Answer(ref), papers)
    return joined


def with_papers(answer: rules.Answer, papers: Papers | None) -> rules.Answer:
    """Join one answer with the papers that prove it."""
    if papers is None:
        return answer
    return replace(answer, papers=papers.linked, documents=papers.count, papers_until=papers.until)


def shared_proofs(group: Organisation, edition: str) -> dict[str, Papers]:
    """Read the papers that a group shares with its sites for each question of an edition."""
    with connection.cursor() as cursor:
        cursor.execute(_SHARED_BY_REF, [group.pk, edition])
        return {ref: Papers(*papers) for ref, *papers in cursor.fetchall()}


_SHARED_BY_REF = f"""
    SELECT used.ref, {COUNTED}
    FROM evidence_documentuse used JOIN evidence_document paper ON paper.id = used.document_id
    WHERE used.organisation_id = %s AND used.edition = %s AND paper.is_shared AND {THERE} GROUP BY used.ref
"""  # noqa: S608 - our own names


@dataclass(frozen=True, slots=True)
class Proof:
    """A paper that is linked to a question; `group` is the name of who shares it, "" for one's own."""

    id: int
    title: str
    place: str
    link: str
    file_state: str
    review_on: date | None
    group: str

    @property
    def is_findable(self) -> bool:
        """Say whether somebody could go and find it."""
        return bool(self.place or self.link or self.file_state == FileState.CLEAN)


def proofs_of(ref: str) -> RawSQL:
    """Make the column that lists the papers that prove one question: own, used, and what proves an inherited answer."""
    return RawSQL(_OF_A_QUESTION, (ref,), output_field=JSONField())  # noqa: S611 - our own names


def proofs_from(rows: Iterable[Mapping[str, Any]] | None) -> tuple[Proof, ...]:
    """Read the column's rows."""
    return tuple(
        Proof(**{**row, "review_on": date.fromisoformat(row["review_on"]) if row["review_on"] else None})
        for row in rows or ()
    )


_OF_A_QUESTION = f"""(
    SELECT jsonb_agg(line ORDER BY line.title, line.id) FROM (
        SELECT paper.id, paper.title, paper.place, paper.link, paper.file_state, paper.review_on, linked."group"
        FROM ({_LINKED} {_INHERITED}) linked {_JOINED} WHERE linked.ref = %s) line)
"""  # noqa: S608 - our own names


def papers_of(assessment: Assessment) -> list[dict[str, Any]]:
    """Return every paper that is linked to a question of an assessment, with its newest version, as plain values."""
    with connection.cursor() as cursor:
        cursor.execute(_PAPERS, [assessment.pk])
        columns = [column.name for column in cursor.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


_PAPERS = f"""
    SELECT paper.title, paper.kind, paper.place, paper.link, paper.owner,
        coalesce(paper.written_on::text, '') AS written_on, coalesce(paper.review_on::text, '') AS review_on,
        paper.versions AS version, coalesce((newest.added_at AT TIME ZONE 'Europe/London')::date::text, '') AS added_on,
        coalesce(newest.file_name, '') AS file_name, coalesce(newest.size, 0) AS size,
        coalesce(newest.sha256, '') AS sha256, linked."group", array_agg(linked.ref ORDER BY linked.ref) AS refs
    FROM assessments_assessment CROSS JOIN LATERAL ({_LINKED} {_INHERITED}) linked {_JOINED}
    LEFT JOIN evidence_documentversion newest
        ON newest.document_id = paper.id AND newest.number = paper.versions AND newest.state IN ('', 'clean')
    WHERE assessments_assessment.id = %s
    GROUP BY paper.id, newest.id, linked."group" ORDER BY paper.title, paper.id
"""  # noqa: S608 - our own names
