"""What files leave behind: uploads that were broken off, and the files of documents that nobody can bring back."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings

from evidence import storage
from evidence.actions import files
from evidence.file_room import file_room
from evidence.models import Document, DocumentVersion, FileState
from evidence.undoing import UNDO
from organisations.tenancy import acting_for

# Longer than any upload takes.
AN_UPLOAD: Final = timedelta(hours=1)
KEPT: Final = (FileState.WAITING, FileState.CLEAN, FileState.LOST)


def tidy(*, now: datetime) -> None:
    """Remove what broken-off uploads left in the quarantine and in the store."""
    before = now - AN_UPLOAD
    quarantine = Path(settings.QUARANTINE_DIR)
    for path in quarantine.iterdir() if quarantine.is_dir() else ():
        if path.lstat().st_mtime < before.timestamp():
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    storage.drop_unfinished(before)


def delete_expired(*, now: datetime) -> None:
    """Give up the files of documents that were removed longer ago than anybody may undo."""
    too_old = now - UNDO
    with file_room():
        expired = DocumentVersion.seen.filter(document__removed_at__lt=too_old, state__in=KEPT)
        found = list(expired.order_by("organisation", "pk").values_list("organisation", "document", "pk"))
    for organisation, document, version in found:
        with acting_for(organisation):
            _delete(document, version, too_old, now)


def _delete(document_id: int, version_id: int, too_old: datetime, now: datetime) -> None:
    """Give one file up, unless the document came back since, or somebody is at either row: then next time."""
    documents = Document.objects.select_for_update(skip_locked=True, of=("self",))
    versions = DocumentVersion.objects.select_for_update(skip_locked=True, of=("self",))
    if documents.filter(pk=document_id, removed_at__lt=too_old).first() is None:
        return
    version = versions.filter(pk=version_id, state__in=KEPT).first()
    if version is not None:
        files.delete_file(version=version, by=None, at=now)
