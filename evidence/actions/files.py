"""What becomes of a version's file: clean, refused, lost, found again, or deleted with its document.

The new state is due at once (`try_at`): that tells the sweep that answers have to be settled, and bytes removed.
"""

from datetime import datetime
from typing import Any

from evidence.models import Document, DocumentVersion, FileState
from organisations import audit
from organisations.models import User
from organisations.tenancy import action


@action
def find_clean(*, version: DocumentVersion, scanned_with: str, by: User | None, at: datetime) -> None:
    """Let a file be had: the scanner looked at all of it and found nothing."""
    _settle(version, FileState.CLEAN, at, scanned_at=at, scanned_with=scanned_with)
    audit.record("file-clean", **_about(version, by, at))


@action
def refuse_file(*, version: DocumentVersion, found: str, scanned_with: str, by: User | None, at: datetime) -> None:
    """Refuse a file in which the scanner found something; its row stays, with its title and hash."""
    _settle(version, FileState.REFUSED, at, found=found, scanned_at=at, scanned_with=scanned_with)
    audit.record("file-refused", **_about(version, by, at))


@action
def lose_file(*, version: DocumentVersion, by: User | None, at: datetime) -> None:
    """Say that the store does not have the file, or that what it has is not what was kept."""
    _settle(version, FileState.LOST, at)
    audit.record("file-lost", **_about(version, by, at))


@action
def find_again(*, version: DocumentVersion, by: User | None, at: datetime) -> None:
    """Say that a lost file is back in the store; it is checked like a new one."""
    _settle(version, FileState.WAITING, at, tries=0)
    audit.record("file-found", **_about(version, by, at))


@action
def delete_file(*, version: DocumentVersion, by: User | None, at: datetime) -> None:
    """Give up the file of a document that nobody can bring back any more."""
    _settle(version, FileState.GONE, at)
    audit.record("file-gone", **_about(version, by, at))


def _settle(version: DocumentVersion, state: FileState, at: datetime, **rest: object) -> None:
    changes = {"state": state, "waits_for": "", "try_at": at, **rest}
    for name, value in changes.items():
        setattr(version, name, value)
    version.save(update_fields=list(changes))
    # The document itself was not edited: whoever has its form open can go on.
    newest = Document.objects.filter(pk=version.document_id, versions=version.number)
    newest.update(file_state=state)


def _about(version: DocumentVersion, by: User | None, at: datetime) -> dict[str, Any]:
    return {
        "organisation": version.organisation_id,
        "by": by,
        "at": at,
        "subject": f"document {version.document_id}",
        "number": version.number,
    }
