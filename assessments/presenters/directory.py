"""The operator's pages of the directory: what was loaded, and what a file would change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from organisations.directory.importing import preview, too_many_words
from organisations.directory.kinds import WORDS, Kind
from organisations.directory.problems import NotLoaded, NotUnderstood, WhichList
from organisations.directory.reading import File
from organisations.directory.reports import Loaded, PartReport, Sample
from organisations.models import DirectoryImport

MOST_PAST = 50
SORTS = {"added": "New", "changed": "Changed", "closed": "Newly closed", "vanished": "No longer listed"}


@dataclass(frozen=True, slots=True)
class PastImport:
    at: datetime
    what: str
    file_name: str
    counts: str
    by: str


@dataclass(frozen=True, slots=True)
class DirectoryPage:
    past: tuple[PastImport, ...]


@dataclass(frozen=True, slots=True)
class ListPreview:
    """One list of a file: its counts in words, examples by heading, and why it must not be loaded as it is."""

    what: str
    counts: str
    examples: tuple[tuple[str, tuple[Sample, ...]], ...]
    notes: tuple[str, ...]
    refusal: str


@dataclass(frozen=True, slots=True)
class DirectoryFilePage:
    """`problem` says why the file cannot be loaded; with `needs_kind` somebody has to say which list it is."""

    file_name: str
    problem: str = ""
    needs_kind: bool = False
    lists: tuple[ListPreview, ...] = ()
    has_changes: bool = False
    too_many_vanish: bool = False


def directory_page() -> DirectoryPage:
    """List the newest imports."""
    found = DirectoryImport.objects.select_related("imported_by")[:MOST_PAST]
    return DirectoryPage(tuple(map(_past, found)))


def directory_file_page(file: File, kind: Kind | None, at: datetime) -> DirectoryFilePage:
    """Read a file and say what loading it would change, or what is wrong with it."""
    try:
        seen = preview(file, at=at, kind=kind)
    except WhichList as problem:
        return DirectoryFilePage(file.name, str(problem), needs_kind=True)
    except (NotUnderstood, NotLoaded) as problem:
        return DirectoryFilePage(file.name, str(problem))
    return DirectoryFilePage(
        file.name,
        lists=tuple(map(_list, seen.parts)),
        has_changes=seen.changes > 0,
        too_many_vanish=seen.too_many_vanish,
    )


def loaded_words(loaded: Loaded) -> str:
    """Say in a line what was loaded."""
    return " ".join(f"{_capital(WORDS[part.kind])}: {counts_in_words(part.tally.as_counts())}" for part in loaded.parts)


def counts_in_words(counts: Mapping[str, int]) -> str:
    """Write the counts that are not zero: "60,000 rows. 12 new. 30 changed. 59,958 as before."."""
    named = (
        ("rows", "rows" if counts.get("rows") != 1 else "row"),
        ("added", "new"),
        ("changed", "changed"),
        ("closed", "of these newly closed"),
        ("vanished", "no longer listed"),
        ("ended", "moved or left"),
        ("unchanged", "as before"),
        ("left_out", "not for us"),
        ("repeated", "repeated"),
        ("odd", "odd"),
    )
    return " ".join(f"{counts[name]:,} {words}." for name, words in named if counts.get(name))


def _past(one: DirectoryImport) -> PastImport:
    known = {kind.value: words for kind, words in WORDS.items()}
    return PastImport(
        at=one.imported_at,
        what=_capital(known.get(one.kind, one.kind)),
        file_name=one.file_name,
        counts=counts_in_words(one.counts),
        by=str(one.imported_by) if one.imported_by else "a command",
    )


def _list(report: PartReport) -> ListPreview:
    return ListPreview(
        what=_capital(WORDS[report.kind]),
        counts=counts_in_words(report.tally.as_counts()),
        examples=tuple(_examples(report.samples)),
        notes=report.notes,
        refusal=too_many_words(report) if report.tally.too_many_vanish else "",
    )


def _examples(samples: Mapping[str, tuple[Sample, ...]]) -> Iterable[tuple[str, tuple[Sample, ...]]]:
    return ((heading, samples[sort]) for sort, heading in SORTS.items() if samples.get(sort))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
