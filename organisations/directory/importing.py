"""Look at a file of the public directories, and load it: one transaction, safe to run again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.db import transaction

from organisations.directory.changes import comparing, sql, writing
from organisations.directory.kinds import CQC_FILES, WORDS, Kind
from organisations.directory.problems import NotLoaded
from organisations.directory.reading import File, Part, fingerprint, parts_of
from organisations.directory.reports import Loaded, PartReport, Preview, Progress, Then, nobody_listens
from organisations.models import DirectoryImport, User

LONDON: Final = ZoneInfo("Europe/London")
# One import at a time; any number will do that no other lock has.
LOCK: Final = 4_402_001
BUSY, TOO_MANY_VANISH = "busy", "too-many-vanish"


def preview(file: File, *, at: datetime, kind: Kind | None = None, progress: Progress = nobody_listens) -> Preview:
    """Say what loading a file would change, and change nothing. Raises NotUnderstood and NotLoaded."""
    parts = parts_of(file, kind)
    seen = Loaded(file.name, fingerprint(file), ())
    with _looking():
        for part in parts[:-1]:  # the next list is compared with what this one would have written
            seen = _load(seen, part, _day(at), progress, even_if_many_vanish=True)
        last = comparing.compare(parts[-1], _day(at), progress)
    return Preview(seen.file_name, seen.sha256, (*seen.parts, last))


def load(
    file: File,
    *,
    by: User | None,
    at: datetime,
    kind: Kind | None = None,
    progress: Progress = nobody_listens,
    then: Then | None = None,
    even_if_many_vanish: bool = False,
) -> Loaded:
    """Load a file in one transaction and record it. Raises NotUnderstood and NotLoaded, and then nothing has changed.

    `then` is told before the commit, so that what follows from moved and closed sites stands or falls with them.
    """
    parts = parts_of(file, kind)
    with transaction.atomic():
        _alone()
        loaded = Loaded(file.name, fingerprint(file), ())
        for part in parts:
            loaded = _load(loaded, part, _day(at), progress, even_if_many_vanish=even_if_many_vanish)
            _record(loaded, by, at)
        if then is not None:
            then(loaded)
    return loaded


def _load(loaded: Loaded, part: Part, day: date, progress: Progress, *, even_if_many_vanish: bool) -> Loaded:
    report = comparing.compare(part, day, progress)
    if report.tally.too_many_vanish and not even_if_many_vanish:
        raise NotLoaded(TOO_MANY_VANISH, too_many_words(report))
    if part.kind is Kind.NATIONAL:
        return loaded.with_part(report, results=writing.write_results())
    if part.kind is Kind.SUCCESSORS:
        writing.write_ties()
        return loaded.with_part(report)
    writing.write_entries(progress, comparing.BEFORE_CQC if part.kind in CQC_FILES else ())
    return loaded.with_part(report, moved=writing.moves(), closed=writing.closures(), reopened=writing.reopenings())


def too_many_words(report: PartReport) -> str:
    """Say why a list is not loaded when far more vanish than usual."""
    tally = report.tally
    return (
        f"The {WORDS[report.kind]} would make {tally.vanished + tally.closed:,} of {tally.known:,} open services vanish"
        f" or close. Usually no more than {tally.most_vanishing:,} do at once. The file may be cut off or old."
        " Check it before you load it."
    )


def _record(loaded: Loaded, by: User | None, at: datetime) -> None:
    report = loaded.parts[-1]
    DirectoryImport.objects.create(
        kind=report.kind.value,
        file_name=report.name[:255],
        sha256=loaded.sha256,
        imported_at=at,
        imported_by=by,
        counts=report.tally.as_counts(),
    )


def _alone() -> None:
    """Keep two imports apart. Raises NotLoaded when another one is under way."""
    if not sql.rows("SELECT pg_try_advisory_xact_lock(%(lock)s)", lock=LOCK)[0][0]:
        raise NotLoaded(BUSY, "Somebody is loading another file. Wait a minute, then try again.")


@contextmanager
def _looking() -> Iterator[None]:
    """Take back whatever comparing has written."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _day(at: datetime) -> date:
    return at.astimezone(LONDON).date()
