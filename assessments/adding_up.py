"""Everything that "does it add up?" compares, read in one statement however much there is.

The case is there already; this reads the lists, the documents with the questions they prove, and what was ticked. Needs
the open scope of the organisation; row security guards each table.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from django.db import connection

from assessments.list_rows import columns_of, lists_from
from assessments.papers import in_order
from assessments.rules.adding_up import Facts, File, Paper, Tick
from assessments.rules.case import Case
from assessments.snapshots import Loaded
from organisations.groups import is_group


def compared(loaded: Loaded) -> Facts:
    """Read what there is to compare with the answers of a year that was loaded."""
    organisation, case = loaded.assessment.organisation, loaded.case
    lists = columns_of()
    told = {"organisation": organisation.pk, "edition": case.edition.name}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join([*lists.values(), _PAPERS, _TICKS])}", told)
        *rows, papers, ticks = cursor.fetchone()
    return Facts(
        case,
        lists_from(zip(lists, rows, strict=True)),
        papers=tuple(_papers(case, json.loads(papers or "[]"))),
        ticks={kind: Tick(says) for kind, says in json.loads(ticks or "{}").items()},
        data_lead=organisation.profile.data_lead,
        is_group=is_group(organisation),
    )


def _papers(case: Case, rows: Iterable[list[Any]]) -> Iterator[Paper]:
    """Make a document of each row; what the group links to its own answers proves only those that stand here (R71)."""
    for pk, title, kind, has_place, file, written, review, checked, group, refs, only_inherited in rows:
        inherited = [ref for ref in only_inherited if ref in case.answers and case.answers[ref].inherited_from]
        yield Paper(
            pk,
            title,
            kind,
            refs=in_order([*refs, *inherited], case.edition),
            has_place=has_place,
            file=File(file),
            written_on=_day(written),
            review_on=_day(review),
            checked_on=_day(checked),
            group=group,
        )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


# One's own documents, and those of the group above: what the site uses of them, and what proves the group's answers.
_PAPERS: Final = """
    (SELECT jsonb_agg(jsonb_build_array(paper.id, paper.title, paper.kind, paper.place <> '' OR paper.link <> '',
            paper.file_state, paper.written_on, paper.review_on, paper.checked_on,
            CASE WHEN paper.organisation_id = %(organisation)s THEN '' ELSE owner.name END,
            to_jsonb(ARRAY(
                SELECT used.ref FROM evidence_documentuse used
                WHERE used.document_id = paper.id AND used.organisation_id = %(organisation)s
                    AND used.edition = %(edition)s
                UNION
                SELECT used.ref FROM evidence_shareduse used
                WHERE used.paper = paper.id AND used.group_id = paper.organisation_id
                    AND used.organisation_id = %(organisation)s AND used.edition = %(edition)s)),
            to_jsonb(ARRAY(
                SELECT used.ref FROM evidence_documentuse used
                WHERE used.document_id = paper.id AND used.organisation_id = paper.organisation_id
                    AND paper.organisation_id <> %(organisation)s AND used.edition = %(edition)s)))
        ORDER BY paper.title, paper.id)
    FROM evidence_document paper JOIN organisations_organisation owner ON owner.id = paper.organisation_id
    WHERE paper.removed_at IS NULL AND (paper.organisation_id = %(organisation)s OR (paper.is_shared
        AND paper.organisation_id IN (
            SELECT link.organisation_id FROM organisations_groupsite link
            WHERE link.site_id = %(organisation)s AND link.state = 'active'))))"""
_TICKS: Final = """
    (SELECT jsonb_object_agg(kind, says) FROM evidence_papertick
    WHERE organisation_id = %(organisation)s AND edition = %(edition)s)"""
