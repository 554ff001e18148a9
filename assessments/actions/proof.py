"""The register as answers see it: every change of a document, with what follows for the questions it supports.

Each locks the newest assessment first, then writes to the register, then settles the answers.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from assessments.actions.proving import settle
from assessments.closed import refuse_if_closed
from assessments.editions import edition
from assessments.models import Assessment
from assessments.newest import default_review, edition_of, hold, refs_of
from assessments.rules.schedule import london_date
from assessments.snapshots import lock
from evidence import scanning
from evidence.actions import documents as register
from evidence.models import Document, DocumentUse, DocumentVersion, SharedUse
from evidence.receiving import Received
from organisations import audit
from organisations.groups import is_group
from organisations.models import GroupSite, Organisation, User
from organisations.tenancy import action


@action
def add_document(
    *,
    organisation: Organisation,
    words: Mapping[str, Any],
    refs: Collection[str],
    received: Received | None,
    by: User,
    at: datetime,
) -> Document:
    """Put a document on the register and link it to the questions it supports."""
    assessment = hold(organisation)
    name = edition_of(assessment, at)
    document = register.add(organisation=organisation, words=words, received=received, by=by, at=at)
    linked = {*refs_of([document.pk], name), *_known(refs, name)}
    register.use_for(document=document, edition=name, refs=linked, by=by, at=at)
    settle(organisation=organisation, assessment=assessment, by=by, at=at)
    if received:
        transaction.on_commit(scanning.ring)
    return document


@action
def change_document(
    *, document: Document, words: Mapping[str, Any], refs: Collection[str], version: int, by: User, at: datetime
) -> Document:
    """Change what the register says, and which questions it supports; raises Refused over a newer version."""
    organisation = document.organisation
    assessment = hold(organisation)
    name = edition_of(assessment, at)
    before = Document.objects.get(pk=document.pk)
    changed = register.change(document=document, words=words, version=version, by=by, at=at)
    lost = register.use_for(document=changed, edition=name, refs=_known(refs, name), by=by, at=at)
    if before.is_somewhere and not changed.is_somewhere:
        lost |= set(refs)
    shared_no_more = before.is_shared and not (changed.is_shared and changed.is_somewhere)
    settle(
        organisation=organisation,
        assessment=assessment,
        by=by,
        at=at,
        without=lost,
        without_at_sites=set(refs) if shared_no_more else (),
        papers=[document.pk] if shared_no_more else [],
    )
    return changed


@action
def still_right(*, document: Document, by: User, at: datetime) -> Document:
    """Say that a document is still right: it is looked at again after the months of its kind."""
    today = london_date(at)
    assessment = hold(document.organisation)
    review_on = default_review(document.kind, edition_of(assessment, at), None, today)
    return register.still_right(document=document, review_on=review_on, today=today, by=by, at=at)


@action
def add_version(
    *, document: Document, words: Mapping[str, Any], received: Received | None, version: int, by: User, at: datetime
) -> DocumentVersion:
    """Add a new version of a document; raises Refused over a newer one."""
    organisation = document.organisation
    assessment = hold(organisation)
    before = Document.objects.get(pk=document.pk)
    filed = register.add_version(document=document, words=words, received=received, version=version, by=by, at=at)
    # A file that waits takes nothing back yet: what the scanner says of it will.
    gone = before.is_somewhere and not filed.document.is_somewhere and received is None
    without = refs_of([document.pk], edition_of(assessment, at)) if gone else []
    settle(
        organisation=organisation,
        assessment=assessment,
        by=by,
        at=at,
        without=without,
        papers=[document.pk] if gone and before.is_shared else [],
    )
    if received:
        transaction.on_commit(scanning.ring)
    return filed


@action
def remove_document(*, document: Document, by: User, at: datetime) -> list[str]:
    """Take a document off the register for 30 days of undo, and then for good; give the questions it proved (R10)."""
    organisation = document.organisation
    assessment = hold(organisation)
    refs = refs_of([document.pk], edition_of(assessment, at))
    was_there = Document.objects.current().filter(pk=document.pk).exists()
    removed = register.remove(document=document, by=by, at=at)
    if not was_there:
        return refs
    settle(
        organisation=organisation,
        assessment=assessment,
        by=by,
        at=at,
        without=refs,
        papers=[document.pk] if removed.is_shared else [],
    )
    return refs


@action
def restore_document(*, document: Document, by: User, at: datetime) -> Document:
    """Bring a document back with the questions it supports; raises Refused after 30 days."""
    organisation = document.organisation
    assessment = hold(organisation)
    restored = register.restore(document=document, by=by, at=at)
    settle(organisation=organisation, assessment=assessment, by=by, at=at)
    return restored


@action
def link_documents(
    *,
    assessment: Assessment,
    ref: str,
    documents: Collection[int],
    papers: Collection[int] = (),
    by: User,
    at: datetime,
) -> None:
    """Set which of one's own documents, and which of the group's papers, prove one question.

    Raises Refused when the year is closed. What is not there, or not shared, is left out.
    """
    held = lock(assessment)
    refuse_if_closed(held, at)
    organisation, name = held.organisation, held.edition
    lost = _link_own(organisation, name, ref, documents, by, at) | _link_shared(organisation, name, ref, papers, by, at)
    audit.record("linked-documents", organisation=organisation, by=by, at=at, subject=ref, year=held.year.label)
    settle(organisation=organisation, assessment=held, by=by, at=at, without=[ref] if lost else [])


def _link_own(
    organisation: Organisation, name: str, ref: str, documents: Collection[int], by: User, at: datetime
) -> set[int]:
    uses = DocumentUse.objects.filter(organisation=organisation, edition=name, ref=ref)
    before = set(uses.filter(document__removed_at=None).values_list("document_id", flat=True))
    own = Document.objects.current().filter(organisation=organisation, pk__in=documents)
    after = set(own.values_list("pk", flat=True))
    uses.filter(document__in=before - after).delete()
    made = {"organisation": organisation, "edition": name, "ref": ref, "linked_by": by, "linked_at": at}
    DocumentUse.objects.bulk_create(DocumentUse(document_id=pk, **made) for pk in sorted(after - before))
    return before - after


def _link_shared(
    organisation: Organisation, name: str, ref: str, papers: Collection[int], by: User, at: datetime
) -> set[int]:
    uses = SharedUse.objects.filter(organisation=organisation, edition=name, ref=ref)
    link = GroupSite.seen.active().filter(site=organisation).first()
    shared = Document.seen.shared().filter(organisation=link.organisation_id) if link else Document.seen.none()
    there = set(shared.values_list("pk", flat=True))
    before = set(uses.values_list("paper", flat=True)) & there
    after = set(papers) & there
    uses.filter(paper__in=before - after).delete()
    if link:
        made = {"organisation": organisation, "edition": name, "ref": ref, "linked_by": by, "linked_at": at}
        SharedUse.objects.bulk_create(
            SharedUse(group_id=link.organisation_id, paper=pk, **made) for pk in sorted(after - before)
        )
    return before - after


@action
def files_changed(*, organisation: Organisation, documents: Collection[int], by: User | None, at: datetime) -> None:
    """Follow what the scanner, or the store, said about files: a paper that nobody can find proves nothing."""
    assessment = hold(organisation)
    name = edition_of(assessment, at)
    nowhere = [one.pk for one in Document.objects.current().filter(pk__in=documents) if not one.is_somewhere]
    settle(
        organisation=organisation,
        assessment=assessment,
        by=by,
        at=at,
        without=refs_of(nowhere, name),
        papers=nowhere if is_group(organisation) else [],
    )


def _known(refs: Collection[str], name: str) -> list[str]:
    questions = edition(name)
    return sorted(ref for ref in set(refs) if questions.has_question(ref))
