"""Which questions papers support, carried along: to another edition, and away from a group (R3, R75)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from evidence.models import Document, DocumentUse, PaperTick, SharedUse
from organisations import audit
from organisations.models import Organisation, User
from organisations.tenancy import action


@action
def carry_papers(
    *, organisation: Organisation, old: str, new: str, places: Mapping[str, str], by: User, at: datetime
) -> None:
    """Let papers support the questions of a new edition; `places` gives the new reference of each old one.

    What was said to the checklist is carried too. The old edition's links stay for its years.
    """
    models: tuple[Any, ...] = (DocumentUse, SharedUse)
    for model in models:
        moved = list(model.objects.filter(organisation=organisation, edition=old, ref__in=places))
        for use in moved:
            use.pk, use.edition, use.ref, use.linked_by, use.linked_at = None, new, places[use.ref], by, at
        model.objects.bulk_create(moved, ignore_conflicts=True)
    ticks = list(PaperTick.objects.filter(organisation=organisation, edition=old))
    for tick in ticks:
        tick.pk, tick.edition = None, new
    PaperTick.objects.bulk_create(ticks, ignore_conflicts=True)


@action
def keep_papers(*, group: Organisation, site: Organisation, by: User | None, at: datetime) -> list[str]:
    """Give a site that leaves entries of its own for the group's papers that it relied on.

    They are marked with where they came from. Those are the papers it chose, and those that prove what it inherited
    and now keeps. Only the entry follows: a file stays with the group. Returns the questions that a paper proved which
    nobody could find there now. Needs the scope of both.
    """
    with connection.cursor() as cursor:
        cursor.execute(_RELIED_ON, {"group": group.pk, "site": site.pk})
        relied = cursor.fetchall()
    papers = {paper.pk: paper for paper in Document.seen.filter(pk__in={row[0] for row in relied})}
    kept = {pk: _copy(paper, group, site, at) for pk, paper in papers.items()}
    DocumentUse.objects.bulk_create(
        DocumentUse(
            organisation=site,
            document=kept[paper],
            edition=edition,
            ref=ref,
            linked_by_id=papers[paper].added_by_id,
            linked_at=at,
        )
        for paper, edition, ref in relied
    )
    SharedUse.objects.filter(organisation=site, group=group).delete()
    if kept:
        audit.record("kept-papers", organisation=site, by=by, at=at, subject=group.code)
    return sorted({ref for paper, _, ref in relied if not kept[paper].is_somewhere})


def _copy(paper: Document, group: Organisation, site: Organisation, at: datetime) -> Document:
    copied = ("kind", "title", "place", "link", "owner", "written_on", "review_on", "added_by_id", "saved_by_id")
    words = {name: getattr(paper, name) for name in copied}
    kept: Document = Document.objects.create(
        organisation=site, came_from=group.name[:100], added_at=at, saved_at=at, **words
    )
    return kept


_RELIED_ON = """
    SELECT paper.id, used.edition, used.ref
    FROM evidence_shareduse used JOIN evidence_document paper ON paper.id = used.paper
    WHERE used.organisation_id = %(site)s AND used.group_id = %(group)s AND paper.is_shared
        AND paper.removed_at IS NULL
    UNION
    SELECT paper.id, used.edition, used.ref
    FROM evidence_documentuse used
    JOIN evidence_document paper ON paper.id = used.document_id
    JOIN organisations_organisation above ON above.id = used.organisation_id
    JOIN assessments_assessment form ON form.organisation_id = %(site)s AND form.edition = used.edition
    JOIN assessments_answer answer ON answer.assessment_id = form.id AND answer.ref = used.ref
        AND answer.came_from = above.name
    WHERE used.organisation_id = %(group)s AND paper.is_shared AND paper.removed_at IS NULL
    ORDER BY 1, 2, 3
"""
