"""What files leave behind: those of documents removed long ago, and uploads that were broken off."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from evidence import scanning, storage
from evidence.models import Document
from organisations.models import Organisation, User
from organisations.tenancy import acting_for
from tests import factories as f
from tests.integration.evidence.filing import again, told, waiting
from tests.integration.evidence.scanners import Clamd

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("disk", "quarantine")]


def test_the_file_of_a_document_removed_long_ago_is_deleted_and_its_row_stays(
    rose_court: Organisation, priya: User, clamd: Clamd
) -> None:
    removed_at = f.NOW - timedelta(days=30)
    version = waiting(rose_court, priya, removed_at=removed_at, removed_by=priya)

    scanning.sweep(now=f.NOW)
    assert again(version).state == "clean"  # it can still come back on that day
    scanning.sweep(now=f.NOW + timedelta(seconds=1))
    with acting_for(rose_court):
        scanning.take_changed(rose_court.pk)

    after = again(version)
    assert (after.state, after.document.file_state, after.sha256) == ("gone", "gone", version.sha256)
    assert not storage.exists(version.key)
    assert told(rose_court)[-1] == f"file-gone document {version.document_id} 1"


def test_the_file_of_a_document_that_was_brought_back_in_time_is_kept(
    rose_court: Organisation, priya: User, clamd: Clamd
) -> None:
    version = waiting(rose_court, priya, removed_at=f.NOW - timedelta(days=40), removed_by=priya)
    with acting_for(rose_court):
        Document.objects.update(removed_at=None)

    scanning.sweep(now=f.NOW)

    assert again(version).state == "clean"
    assert storage.read(version.key) == b"Our privacy notice"


def test_what_was_broken_off_is_removed_from_the_quarantine_after_an_hour(quarantine: Path, disk: Path) -> None:
    unfinished = disk / ".unfinished"
    unfinished.mkdir(parents=True)
    places = [quarantine / "old", unfinished / "old", quarantine / "new", unfinished / "new"]
    for path in places:
        path.write_bytes(b"half")
        age = timedelta(hours=2) if path.name == "old" else timedelta(minutes=59)
        os.utime(path, times=((f.NOW - age).timestamp(),) * 2)

    scanning.sweep(now=f.NOW)

    assert [path.exists() for path in places] == [False, False, True, True]
