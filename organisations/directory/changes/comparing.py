"""Put a list beside the tables: afterwards the temporary tables hold every difference, counted and with examples."""

from collections.abc import Callable
from datetime import date
from typing import Final

from organisations.directory.changes import counting, cqc, ods
from organisations.directory.changes.sql import rows, run
from organisations.directory.changes.staging import make_tables, take_in
from organisations.directory.kinds import CARE_FILES, CQC_FILES, WORDS, Kind
from organisations.directory.problems import NotLoaded, NotUnderstood
from organisations.directory.reading import Part
from organisations.directory.reports import PartReport, Progress, Sample, Tally

OTHER_KIND = "other-kind"
# Statements that must run between comparing a CQC directory and writing it.
BEFORE_CQC: Final = (cqc.LET_NUMBERS_GO,)
Samples = dict[str, tuple[Sample, ...]]


def compare(part: Part, day: date, progress: Progress) -> PartReport:
    """Read a list and find what would change on a London day. Raises NotUnderstood and NotLoaded."""
    make_tables()
    read = take_in(part.rows(), progress)
    if read == 0:
        raise NotUnderstood(f"There is nothing to load in {part.name}. Download it again.")
    progress("Comparing", read)
    tally, samples = _COMPARE[part.kind](part, day, read)
    return PartReport(part.kind, part.name, tally, samples, tuple(part.notes.first))


def _care(part: Part, day: date, read: int) -> tuple[Tally, Samples]:
    kind = ods.ENTRY_KINDS[part.kind].value
    repeated = run(ods.DROP_REPEATED)
    _check_kind(part.kind, kind)
    known = rows(ods.KNOWN, kind=kind, day=day)[0][0]
    run(ods.MERGE, kind=kind)
    if part.is_whole:
        run(ods.GONE, kind=kind, day=day)
    if part.kind in (Kind.CARE_SITES, Kind.COUNCIL_SITES):
        _hold(parents=True)
        run(ods.PARENTS, day=day)
    tally = counting.count_entries(day, rows=read, repeated=repeated, known=known, odd=part.notes.count)
    return tally, counting.entry_samples()


def _check_kind(file_kind: Kind, kind: str) -> None:
    """Refuse a list of another kind: one in which most codes that we know are known as something else."""
    known, as_others = rows(ods.KNOWN_AS_OTHERS, kind=kind)[0]
    if as_others * 2 > known:
        raise NotLoaded(
            OTHER_KIND,
            f"This is not the {WORDS[file_kind]}: {as_others:,} of its {known:,} codes that we know are of another"
            " list. Choose the right list.",
        )


def _cqc(part: Part, day: date, read: int) -> tuple[Tally, Samples]:
    repeated = run(cqc.DROP_REPEATED)
    known = rows(cqc.KNOWN, day=day)[0][0]
    for statement in (*cqc.ONE_LOCATION_A_CODE, cqc.MEAN, "ANALYZE meant", *cqc.ABSORB, cqc.MERGE):
        run(statement)
    left_out = rows(cqc.LEFT_OUT)[0][0]
    for statement in (cqc.STRIPPED, cqc.GONE):
        run(statement, day=day)
    _hold(parents=False)
    run(cqc.TIES, day=day)
    tally = counting.count_entries(
        day, rows=read, repeated=repeated, left_out=left_out, known=known, odd=part.notes.count
    )
    return tally, counting.entry_samples()


def _hold(*, parents: bool) -> None:
    """Gather the relations to compare with, once all entries are merged."""
    run(ods.HOLD, parents=parents)
    for statement in ("ANALYZE held", "ANALYZE merged"):
        run(statement)


def _successors(part: Part, _day: date, read: int) -> tuple[Tally, Samples]:
    repeated = run(ods.DROP_REPEATED_SUCCESSORS)
    left_out = read - repeated - rows(ods.KNOWN_SUCCESSORS)[0][0]
    run(ods.SUCCESSORS)
    tally = counting.count_successors(rows=read, repeated=repeated, left_out=left_out, odd=part.notes.count)
    return tally, counting.successor_samples()


def _results(part: Part, _day: date, read: int) -> tuple[Tally, Samples]:
    repeated = run(ods.DROP_REPEATED_RESULTS)
    tally = counting.count_results(rows=read, repeated=repeated, odd=part.notes.count)
    return tally, counting.result_samples()


_COMPARE: Final[dict[Kind, Callable[[Part, date, int], tuple[Tally, Samples]]]] = {
    **dict.fromkeys(CARE_FILES, _care),
    **dict.fromkeys(CQC_FILES, _cqc),
    Kind.SUCCESSORS: _successors,
    Kind.NATIONAL: _results,
}
