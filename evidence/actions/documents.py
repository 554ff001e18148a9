"""The register: adding, changing, renewing, removing documents, and which questions they support.

What follows for answers and confirmations is for `assessments.actions.proof`, which calls these.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from evidence.models import Document, DocumentUse, DocumentVersion, FileState
from evidence.receiving import Received
from evidence.undoing import can_undo
from organisations import audit
from organisations.models import Organisation, User
from organisations.tenancy import action
from organisations.words import refusal

SOMEBODY_SAVED_FIRST: Final = "somebody-saved-first"
TOO_LATE_TO_UNDO: Final = "too-late-to-undo"
REMOVED_ALREADY: Final = "removed-already"
A_PRESS: Final = timedelta(minutes=1)
WORDS: Final = ("kind", "title", "place", "link", "owner", "written_on", "review_on", "is_shared")
OF_A_VERSION: Final = ("place", "link", "written_on", "review_on")


def _same_just_now(
    organisation: Organisation, words: Mapping[str, Any], received: Received | None, by: User, at: datetime
) -> Document | None:
    """Find what a second press of the same button would add again: the same words and file, within a minute."""
    fresh = Document()
    given = {name: words.get(name, getattr(fresh, name)) for name in WORDS}
    just_now = Document.objects.current().filter(organisation=organisation, added_by=by, added_at__gt=at - A_PRESS)
    sha256 = received.sha256 if received else ""
    found: Document | None = just_now.filter(**given, history__number=1, history__sha256=sha256).first()
    return found


@action
def add(
    *, organisation: Organisation, words: Mapping[str, Any], received: Received | None, by: User, at: datetime
) -> Document:
    """Put a document on the register with its first version, once; `words` are named in WORDS."""
    if there := _same_just_now(organisation, words, received, by, at):
        return there
    document: Document = Document.objects.create(
        organisation=organisation,
        added_by=by,
        added_at=at,
        saved_by=by,
        saved_at=at,
        **{name: words[name] for name in WORDS if name in words},
    )
    _file_version(document, received, by, at)
    document.save(update_fields=["versions", "file_state"])
    audit.record("added-document", **_about(document, by, at))
    return document


def _file_version(document: Document, received: Received | None, by: User, at: datetime) -> DocumentVersion:
    """File what the document says now as its next version, with the file that came along."""
    document.versions += 1
    document.file_state = FileState.WAITING if received else FileState.NONE
    version: DocumentVersion = DocumentVersion.objects.create(
        organisation_id=document.organisation_id,
        document=document,
        number=document.versions,
        place=document.place,
        link=document.link,
        written_on=document.written_on,
        added_by=by,
        added_at=at,
        state=document.file_state,
        **(
            {
                "file_name": received.file_name,
                "media_type": received.media_type,
                "size": received.size,
                "sha256": received.sha256,
                "key": received.key,
            }
            if received
            else {}
        ),
    )
    return version


@action
def change(*, document: Document, words: Mapping[str, Any], version: int, by: User, at: datetime) -> Document:
    """Change what the register says of a document, over the version that was read; raises Refused if it is older."""
    locked = _lock(document)
    _refuse_stale(locked, version)
    changed = [name for name in WORDS if name in words and words[name] != getattr(locked, name)]
    if changed:
        _save(locked, {name: words[name] for name in changed}, by, at)
        audit.record("changed-document", **_about(locked, by, at))
    return locked


@action
def still_right(*, document: Document, review_on: date | None, today: date, by: User, at: datetime) -> Document:
    """Write down that somebody looked and it is still right; it is looked at again on `review_on`."""
    locked = _lock(document)
    _save(locked, {"checked_on": today, "review_on": review_on}, by, at)
    audit.record("checked-document", **_about(locked, by, at))
    return locked


@action
def add_version(
    *, document: Document, words: Mapping[str, Any], received: Received | None, version: int, by: User, at: datetime
) -> DocumentVersion:
    """Add a new version, over the one that was read; the old one stays in the history with its file."""
    locked = _lock(document)
    _refuse_stale(locked, version)
    for name in OF_A_VERSION:
        setattr(locked, name, words.get(name, getattr(locked, name)))
    filed = _file_version(locked, received, by, at)
    _save(locked, {name: getattr(locked, name) for name in (*OF_A_VERSION, "versions", "file_state")}, by, at)
    audit.record("added-version", **_about(locked, by, at), number=filed.number)
    return filed


@action
def remove(*, document: Document, by: User, at: datetime) -> Document:
    """Take a document off the register; it can come back for 30 days. A second press changes nothing."""
    locked = _lock(document, even_removed=True)
    if locked.removed_at is None:
        _save(locked, {"removed_at": at, "removed_by": by}, by, at)
        audit.record("removed-document", **_about(locked, by, at))
    return locked


@action
def restore(*, document: Document, by: User, at: datetime) -> Document:
    """Bring a removed document back; raises Refused after 30 days."""
    locked = _lock(document, even_removed=True)
    if locked.removed_at is None:
        return locked
    if not can_undo(locked.removed_at, at):
        raise refusal(TOO_LATE_TO_UNDO)
    _save(locked, {"removed_at": None, "removed_by": None}, by, at)
    audit.record("restored-document", **_about(locked, by, at))
    return locked


@action
def use_for(*, document: Document, edition: str, refs: Collection[str], by: User, at: datetime) -> set[str]:
    """Set which questions of an edition a document supports; give those that it supports no more."""
    uses = DocumentUse.objects.filter(organisation=document.organisation_id, document=document, edition=edition)
    before, after = set(uses.values_list("ref", flat=True)), set(refs)
    if before - after:
        uses.filter(ref__in=before - after).delete()
    DocumentUse.objects.bulk_create(
        DocumentUse(
            organisation_id=document.organisation_id,
            document=document,
            edition=edition,
            ref=ref,
            linked_by=by,
            linked_at=at,
        )
        for ref in sorted(after - before)
    )
    if before != after:
        audit.record("linked-document", **_about(document, by, at), refs=sorted(after))
    return before - after


def _lock(document: Document, *, even_removed: bool = False) -> Document:
    locked: Document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if locked.removed_at is not None and not even_removed:
        raise refusal(REMOVED_ALREADY)
    return locked


def _refuse_stale(document: Document, version: int) -> None:
    if document.version != version:
        raise refusal(SOMEBODY_SAVED_FIRST)


def _save(document: Document, changes: Mapping[str, Any], by: User, at: datetime) -> None:
    for name, value in changes.items():
        setattr(document, name, value)
    document.version += 1
    document.saved_by, document.saved_at = by, at
    document.save(update_fields=[*changes, "version", "saved_by", "saved_at"])


def _about(document: Document, by: User, at: datetime) -> dict[str, Any]:
    """Say what an entry of the audit trail is about: the title may name a person, so it holds the number."""
    return {"organisation": document.organisation_id, "by": by, "at": at, "subject": f"document {document.pk}"}
