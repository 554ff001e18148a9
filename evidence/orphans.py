"""The store held against the register: files that no row names, and rows whose file is not there as it was kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from evidence import storage
from evidence.actions import files
from evidence.file_room import file_room
from evidence.models import DocumentVersion, FileState
from organisations.tenancy import acting_for

# The file of an upload is kept before its row is written.
IN_FLIGHT: Final = timedelta(hours=1)
RECENT: Final = timedelta(days=2)
THERE: Final = (FileState.WAITING, FileState.CLEAN)


class Wrong(StrEnum):
    """Name how a file and its row do not fit."""

    NO_ROW = "no row names this file"
    NO_FILE = "the file of this row is missing"
    OTHER_SIZE = "the file of this row has another size"
    BACK = "the file of this row was lost and is back"


@dataclass(frozen=True, slots=True)
class Orphan:
    """A file or a row that is alone: `version` is the row's id, `modified_at` (UTC) is of a file that no row names."""

    organisation: int
    key: str
    wrong: Wrong
    version: int = 0
    modified_at: datetime | None = None

    def __str__(self) -> str:
        return f"organisation {self.organisation}, {self.key}: {self.wrong}"


def find(*, now: datetime) -> Iterator[Orphan]:
    """Give every orphan, organisation by organisation; raises storage.Unreachable."""
    for organisation in sorted({*_with_rows(), *storage.organisations()}):
        rows = _rows(organisation)  # before the files: a row's file is there first
        there = {stored.key: stored for stored in storage.keys(organisation)}
        for row in rows:
            stored = there.pop(row.key, None)
            wrong = _wrong(row, stored.size if stored else None)
            if wrong:
                yield Orphan(organisation, row.key, wrong, row.pk)
        for stored in there.values():
            if stored.modified_at < now - IN_FLIGHT and not _is_named(stored.key):
                yield Orphan(organisation, stored.key, Wrong.NO_ROW, modified_at=stored.modified_at)


def repair(orphan: Orphan, *, now: datetime) -> None:
    """Remove a file that no row names, or give a row the state that fits; does nothing if all is well by now."""
    if orphan.wrong is Wrong.NO_ROW:
        if not _is_named(orphan.key):
            storage.remove(orphan.key)
        return
    with acting_for(orphan.organisation):
        version = DocumentVersion.objects.select_for_update(of=("self",)).get(pk=orphan.version)
        wrong = _wrong(version, _size(version.key))
        if wrong in {Wrong.NO_FILE, Wrong.OTHER_SIZE}:
            files.lose_file(version=version, by=None, at=now)
        elif wrong is Wrong.BACK:
            files.find_again(version=version, by=None, at=now)


def remove_unnamed(*, now: datetime) -> int:
    """Remove the files that uploads of the last two days left without a row; return how many there were.

    Older ones are for the operator's command: after a backup was restored, a row may be missing and not the file.
    """
    left = [one for one in find(now=now) if one.modified_at and one.modified_at > now - RECENT]
    for orphan in left:
        repair(orphan, now=now)
    return len(left)


def _with_rows() -> list[int]:
    with file_room():
        return list(DocumentVersion.seen.order_by("organisation").values_list("organisation", flat=True).distinct())


def _rows(organisation: int) -> list[Any]:
    with file_room():
        return list(DocumentVersion.seen.filter(organisation=organisation).only("pk", "key", "size", "state"))


def _is_named(key: str) -> bool:
    with file_room():
        return bool(DocumentVersion.seen.filter(key=key).exists())


def _wrong(row: Any, there: int | None) -> Wrong | None:
    """Say what is wrong with a row whose file has so many bytes, or is not there (None)."""
    if row.state == FileState.LOST and there == row.size:
        return Wrong.BACK
    if row.state not in THERE or there == row.size:
        return None
    return Wrong.NO_FILE if there is None else Wrong.OTHER_SIZE


def _size(key: str) -> int | None:
    try:
        return storage.size(key)
    except storage.Missing:
        return None
