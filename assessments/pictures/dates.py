"""Which papers go out of date? One row a document: a mark on a line of twelve months from today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from markupsafe import Markup, escape

from assessments.pictures.drawing import DEEP, FONT, LINE, NARROW, ORANGE, QUIET, SMALLEST_TEXT, TEXT, day, svg, text
from assessments.rules.validity import add_months

MOST_ROWS: Final = 20
MONTHS: Final = 12
LETTER: Final = 0.5  # of its size: how wide a letter of Arial is


@dataclass(frozen=True, slots=True)
class PaperDate:
    """A document, the day to look at it again, and how it stands in words, which are printed beside its mark."""

    title: str
    on: date
    state_words: str = ""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where things go, in drawing units: the line of months from `left` to `right`, the dates to the edge."""

    width: int
    left: int
    right: int
    row: int  # height of one
    title_x: int
    title_y: int  # of a title in its row
    mark_y: int
    size: int  # of the titles
    small: int  # of the other words
    letters: int  # of a title
    months: tuple[int, ...]

    def x(self, on: date, today: date) -> float:
        span = (add_months(today, MONTHS) - today).days
        return self.left + min(max((on - today).days / span, 0), 1) * (self.right - self.left)


TOP: Final = 26
_SHEETS: Final = {
    "wide": _Sheet(620, 236, 508, 28, 0, 19, 14, 15, 15, 26, (3, 6)),
    "narrow": _Sheet(NARROW, 8, 206, 46, 20, 16, 32, 14, SMALLEST_TEXT, 34, (6,)),
}


def document_dates(rows: Sequence[PaperDate], today: date, *, key: str = "dates") -> Markup:
    """Draw when documents want a look, the soonest first: at most 20, and nothing at all for none.

    What should have been looked at before today stands at the left edge, and what has more than a year at the right.
    The page's own table says the same for all of them.
    """
    shown_rows = sorted(rows, key=lambda row: (row.on, row.title))[:MOST_ROWS]
    return Markup().join(
        svg(
            f"{key}-{shown[0]}",
            sheet.width,
            TOP + sheet.row * len(shown_rows),
            title=document_dates_words(rows, today),
            desc=f"One row a paper, with a mark on a line of {MONTHS} months.",
            drawn=_axis(sheet, today, len(shown_rows)) + _rows(sheet, shown_rows, today),
            shown=shown,
        )
        for shown, sheet in _SHEETS.items()
        if shown_rows
    )


def document_dates_words(rows: Sequence[PaperDate], today: date) -> str:
    """Say how many papers are past their day, and which comes next."""
    if not rows:
        return "No paper has a day to look at it again."
    late = sum(row.on < today for row in rows)
    ahead = min((row for row in rows if row.on >= today), key=lambda row: (row.on, row.title), default=None)
    said = [
        "No paper is out of date." if not late else f"{late} {'paper is' if late == 1 else 'papers are'} out of date."
    ]
    if ahead:
        said.append(f"Next: {ahead.title}, by {day(ahead.on)}.")
    if len(rows) > MOST_ROWS:
        said.append(f"The picture has the first {MOST_ROWS} of {len(rows)}.")
    return " ".join(said)


def _axis(sheet: _Sheet, today: date, count: int) -> str:
    """Name the ends of the line and some months between, and draw today through every row."""
    bottom, size = TOP + sheet.row * count, sheet.small
    drawn = text(sheet.left - 4, 14, "Today", size=size, bold=True)
    for months in sheet.months:
        on = add_months(today, months)
        drawn += text(sheet.x(on, today), 14, f"{on:%b}", size=size, colour=QUIET, anchor="middle")
    last = add_months(today, MONTHS)
    drawn += text(sheet.right + 4, 14, f"{last:%b %Y}", size=size, colour=QUIET, anchor="end")
    return f'{drawn}<path d="M{sheet.left} 20V{bottom}" stroke="{TEXT}" stroke-width="2" class="app-line"/>'


@dataclass(frozen=True, slots=True)
class _Row:
    """The pieces of one row: of the line, of what is ahead and of what is late, and its words."""

    line: str
    dot: str
    late: str
    title: str
    words: str
    on: str


def _rows(sheet: _Sheet, rows: Sequence[PaperDate], today: date) -> str:
    """Draw all lines in one path, all dots in another, and group the words: twenty rows stay small."""
    drawn = [_row(sheet, number, row, today) for number, row in enumerate(rows)]
    lines, dots = "".join(row.line for row in drawn), "".join(row.dot for row in drawn)
    late, titles = "".join(row.late for row in drawn), "".join(row.title for row in drawn)
    words, dates = "".join(row.words for row in drawn), "".join(row.on for row in drawn)
    return (
        f'<path d="{lines}" stroke="{LINE}" class="app-line"/>'
        f'<path d="{dots}" stroke="{DEEP}" stroke-width="13" stroke-linecap="round" class="app-line"/>'
        f'<path d="{late}" fill="{ORANGE}" stroke="{TEXT}" stroke-width="1.5" class="app-pale"/>'
        f'<g {FONT} font-size="{sheet.size}" fill="{TEXT}">{titles}</g>'
        f'<g {FONT} font-size="{sheet.small}" fill="{TEXT}">{words}<g text-anchor="end">{dates}</g></g>'
    )


def _row(sheet: _Sheet, number: int, row: PaperDate, today: date) -> _Row:
    top = TOP + sheet.row * number
    x, y = sheet.x(row.on, today), top + sheet.mark_y
    is_late = row.on < today
    pause, words = _beside(sheet, x, y, row.state_words)
    title = escape(_shortened(row.title, sheet.letters))
    return _Row(
        line=f"M{sheet.left} {y}{pause}H{sheet.right}",
        dot="" if is_late else f"M{x:.0f} {y}h.01",
        late=f"M{x - 7:.0f} {y - 6}h14l-7 12z" if is_late else "",
        title=f'<text x="{sheet.title_x}" y="{top + sheet.title_y}">{title}</text>',
        words=words,
        on=f'<text x="{sheet.width}" y="{y + 5}">{row.on.day} {row.on:%b %Y}</text>',
    )


def _beside(sheet: _Sheet, x: float, y: float, words: str) -> tuple[str, str]:
    """Write words on the side of a mark that has more room, and let the line stop for them."""
    if not words:
        return "", ""
    room = len(words) * sheet.small * LETTER + 6
    if x < (sheet.left + sheet.right) / 2:
        onwards = min(x + 12 + room, sheet.right)
        return f"H{x:.0f}M{onwards:.0f} {y}", f'<text x="{x + 12:.0f}" y="{y + 5}">{escape(words)}</text>'
    said = f'<text x="{x - 12:.0f}" y="{y + 5}" text-anchor="end">{escape(words)}</text>'
    return f"H{max(x - 12 - room, sheet.left):.0f}M{x:.0f} {y}", said


def _shortened(title: str, letters: int) -> str:
    return title if len(title) <= letters else f"{title[: letters - 1].rstrip()}…"
