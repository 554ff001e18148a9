"""What pasting would do to a list, before anything is done: what is new, what changes, what we could not read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from assessments.presenters.lists import Cell, written
from evidence.lists.columns import ListSpec
from evidence.lists.comparing import Change, Changed, Compared, NotUnderstood
from evidence.lists.reading import Pasted, PastedRow
from organisations.models import Organisation

MOST_SHOWN: Final = 1_000  # rows of each sort


@dataclass(frozen=True, slots=True)
class PastePage:
    title: str
    list_title: str
    list_href: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProblemLine:
    line: int
    name: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CellChange:
    heading: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ChangedLine:
    line: int
    name: str
    changes: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True)
class NewLine:
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class PasteCheckPage:
    """What pressing the button will do. `digest` goes with it, so that nothing else is done."""

    title: str
    list_title: str
    list_href: str
    paste_href: str
    sentence: str
    notes: tuple[str, ...]
    headings: tuple[str, ...]
    problems: tuple[ProblemLine, ...]
    changed: tuple[ChangedLine, ...]
    new: tuple[NewLine, ...]
    same: tuple[str, ...]
    button: str
    digest: str
    more_problems: int = 0
    more_changed: int = 0
    more_new: int = 0


def paste_page(organisation: Organisation, listed: ListSpec) -> PastePage:
    return PastePage(
        title=f"Add many {listed.many} at once",
        list_title=listed.title,
        list_href=reverse("assessments:list_page", args=[organisation.code, listed.slug]),
        columns=tuple(column.label for column in listed.columns),
    )


def paste_check_page(
    organisation: Organisation, listed: ListSpec, pasted: Pasted, compared: Compared
) -> PasteCheckPage:
    """Lay out a preview: the counts in one sentence, then each sort of row."""
    problems, changed, new = compared.not_understood, compared.changed, compared.new
    columns = [listed.column(field) for field in pasted.fields if field != listed.columns[0].field]
    return PasteCheckPage(
        title=_title(compared),
        list_title=listed.title,
        list_href=reverse("assessments:list_page", args=[organisation.code, listed.slug]),
        paste_href=reverse("assessments:paste_rows", args=[organisation.code, listed.slug]),
        sentence=sentence(listed, compared),
        notes=tuple(_notes(listed, pasted, compared)),
        headings=(listed.columns[0].label, *(column.label for column in columns)),
        problems=tuple(_problem(one) for one in problems[:MOST_SHOWN]),
        changed=tuple(_changed(one) for one in changed[:MOST_SHOWN]),
        new=tuple(
            NewLine(one.name, tuple(Cell(c.label, written(c, one.values.get(c.field))) for c in columns))
            for one in new[:MOST_SHOWN]
        ),
        same=_names(compared.same),
        button=f"Save {_plural(compared.changes, 'change')}" if compared.changes else "",
        digest=compared.digest,
        more_problems=max(0, len(problems) - MOST_SHOWN),
        more_changed=max(0, len(changed) - MOST_SHOWN),
        more_new=max(0, len(new) - MOST_SHOWN),
    )


def sentence(listed: ListSpec, compared: Compared) -> str:
    """Count what was found: "14 changes: 12 new people, 2 changed. 584 are the same. We could not read 3 lines."."""
    said = []
    if compared.changes:
        parts = [
            f"{listed.counted(len(compared.new)).replace(' ', ' new ', 1)}" if compared.new else "",
            f"{len(compared.changed):,} changed" if compared.changed else "",
        ]
        said.append(f"{_plural(compared.changes, 'change')}: {', '.join(filter(None, parts))}.")
    else:
        said.append("Nothing to change.")
    if compared.same:
        said.append(f"{listed.counted(len(compared.same))} {'is' if len(compared.same) == 1 else 'are'} the same.")
    if compared.not_understood:
        said.append(f"We could not read {_plural(len(compared.not_understood), 'line')}.")
    return " ".join(said)


def saved_words(saved: Compared) -> str:
    """Say what was saved; a second press finds that there was nothing more to do."""
    return f"Saved {_plural(saved.changes, 'change')}." if saved.changes else "All of this is on your list now."


def _title(compared: Compared) -> str:
    if compared.changes:
        return "Check what will change"
    return "Some lines need a fix" if compared.not_understood else "Nothing to change"


def _notes(listed: ListSpec, pasted: Pasted, compared: Compared) -> Iterable[str]:
    if not pasted.headings:
        labels = ", ".join(listed.column(field).label for field in pasted.fields)
        yield f"There were no headings, so we took the columns in this order: {labels}."
    if pasted.above:
        yield f"We left out {_plural(pasted.above, 'line')} above the headings."
    if pasted.left_out:
        yield f"This list has no place for: {', '.join(pasted.left_out)}. We left that out."
    if compared.staying:
        verb = "is" if compared.staying == 1 else "are"
        stay = "That stays." if compared.staying == 1 else "They stay."
        yield f"{listed.counted(compared.staying)} on your list {verb} not in these rows. {stay}"
    if compared.changed or compared.same:
        yield "An empty cell leaves what is there."


def _problem(one: NotUnderstood) -> ProblemLine:
    said = tuple(f"Line {one.line:,}, {problem.column}: {problem.words}." for problem in one.problems)
    return ProblemLine(one.line, one.name, said)


def _changed(one: Changed) -> ChangedLine:
    return ChangedLine(one.line, one.name, tuple(_change(change) for change in one.changes))


def _change(change: Change) -> CellChange:
    return CellChange(
        change.column.label,
        written(change.column, change.old) or "nothing",
        written(change.column, change.new),
    )


def _names(rows: Iterable[PastedRow]) -> tuple[str, ...]:
    return tuple(one.name for one in rows)[:MOST_SHOWN]


def _plural(count: int, one: str) -> str:
    return f"{count:,} {one}{'' if count == 1 else 's'}"
