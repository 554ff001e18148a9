"""Small drawings as inline SVG, from plain numbers. Each is a sentence first: the sentence is the drawing's title.

Nothing here queries, reads the clock or knows a model. `key` makes the ids unique when a page has two of one kind.
Drawings with words on them come twice: one for wide screens and one 300 wide, of which the style sheet shows one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import pi
from typing import Final

from markupsafe import Markup, escape

# Measured against white and against each other in the tests: 4.5 to 1 for text, 3 to 1 for marks.
DEEP: Final = "#12436d"
TRACK: Final = "#d8dde0"  # always beside a mark that carries the meaning, never alone
LINE: Final = "#768692"
TEXT: Final = "#212b32"
QUIET: Final = "#4c6272"
ORANGE: Final = "#ed6c2b"  # always with an outline in TEXT
PAPER: Final = "#ffffff"

TEXT_PAIRS: Final = ((TEXT, PAPER), (QUIET, PAPER), (PAPER, DEEP), (TEXT, TRACK))
MARK_PAIRS: Final = ((DEEP, PAPER), (DEEP, TRACK), (LINE, PAPER), (TEXT, PAPER), (TEXT, ORANGE))

NARROW: Final = 300
SMALLEST_TEXT: Final = 13  # in drawing units: a narrow drawing of 300 is shown at least 288 wide, so 12 px and more


@dataclass(frozen=True, slots=True)
class LadderStep:
    """One standard. `total` 0 means that it is not counted in questions: then `words` say what it needs."""

    name: str
    done: int
    total: int
    is_reached: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that is due on a day."""

    on: date
    name: str


def ring(done: int, total: int, *, key: str = "ring") -> Markup:
    """Draw how many of the questions are done."""
    part = done / total if total else 0
    radius, thick = 54, 14
    length = 2 * pi * radius
    circle = f'<circle cx="64" cy="64" r="{radius}" fill="none" stroke-width="{thick}"'
    drawn = f'{circle} stroke="{TRACK}" class="app-track"/>'
    if part:
        dash = f'stroke-dasharray="{length * part:.1f} {length:.1f}"' if part < 1 else ""
        drawn += f'{circle} stroke="{DEEP}" class="app-line" {dash} transform="rotate(-90 64 64)"/>'
    drawn += _text(64, 71, str(done), size=30, bold=True, anchor="middle")
    drawn += _text(64, 91, f"of {total}", size=SMALLEST_TEXT, colour=QUIET, anchor="middle")
    return _svg(
        key, 128, 128, title=ring_words(done, total), desc="A ring that fills as questions are done.", drawn=drawn
    )


def ring_words(done: int, total: int) -> str:
    """Say what the ring shows."""
    if not total:
        return "There are no questions to do."
    left = total - done
    rest = f"{left} left to do." if left else "None left to do."
    return f"{done} of {total} questions done. {rest}"


def ladder(steps: Sequence[LadderStep], *, key: str = "ladder") -> Markup:
    """Draw the standards as bars, the lowest first, each with how far it is."""
    title, desc = ladder_words(steps), " ".join(f"{step.name}: {_so_far(step)}." for step in steps)
    wide = _svg(f"{key}-w", 620, 44 * len(steps), title=title, desc=desc, drawn=_bars(steps), shown="wide")
    narrow = _svg(
        f"{key}-n", NARROW, 64 * len(steps), title=title, desc=desc, drawn=_stacked_bars(steps), shown="narrow"
    )
    return wide + narrow


def ladder_words(steps: Sequence[LadderStep]) -> str:
    """Say what the ladder shows: the highest standard reached, and what the next one needs."""
    reached = [step for step in steps if step.is_reached]
    ahead = [step for step in steps[len(reached) :] if not step.is_reached]
    said = f"You can publish {reached[-1].name}." if reached else "You cannot publish yet."
    if ahead and ahead[0].total > ahead[0].done:
        said += f" {ahead[0].total - ahead[0].done} left for {ahead[0].name}."
    return said


def year_line(
    today: date,
    opens: date,
    deadline: date,
    marks: Sequence[Mark] = (),
    own_expiry: date | None = None,
    *,
    key: str = "year",
) -> Markup:
    """Draw the year as a line from its first day to the deadline, with what is due on it.

    `own_expiry` is the day the organisation's own standard runs out, drawn as a second block when it falls inside.
    """
    title = year_words(today, deadline)
    desc = " ".join([*(f"{mark.name}: {_day(mark.on)}." for mark in marks), *_expiry_words(own_expiry)])
    return Markup("").join(
        _svg(
            f"{key}-{shown[0]}",
            width,
            58,
            title=title,
            desc=desc or "Nothing else is due.",
            drawn=_year(_Scale(opens, deadline, width), today, marks, own_expiry),
            shown=shown,
        )
        for shown, width in (("wide", 600), ("narrow", NARROW))
    )


def year_words(today: date, deadline: date) -> str:
    """Say how long there is: days, always with the date beside them."""
    days = (deadline - today).days
    if days < 0:
        return f"The deadline was {_day(deadline)}."
    if days == 0:
        return f"The deadline is today, {_day(deadline)}."
    return f"{days} {'day' if days == 1 else 'days'} to {_day(deadline)}."


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where a day falls on the line, in drawing units, kept inside it."""

    first: date
    last: date
    width: int

    def x(self, on: date) -> float:
        span = max((self.last - self.first).days, 1)
        share = min(max((on - self.first).days / span, 0), 1)
        return 4 + share * (self.width - 12)


def _year(scale: _Scale, today: date, marks: Sequence[Mark], own_expiry: date | None) -> str:
    start, now, end = scale.x(scale.first), scale.x(today), scale.x(scale.last)
    drawn = f'<path d="M{start:.1f} 26H{end:.1f}" stroke="{LINE}" stroke-width="3" class="app-line"/>'
    drawn += f'<path d="M{start:.1f} 26H{now:.1f}" stroke="{DEEP}" stroke-width="8" class="app-line"/>'
    for mark in marks:
        x = scale.x(mark.on)
        drawn += (
            f'<path d="M{x - 6:.1f} 8h12l-6 11z" fill="{ORANGE}" stroke="{TEXT}" stroke-width="1.5" class="app-pale"/>'
        )
    if own_expiry and scale.first <= own_expiry < scale.last:
        drawn += _block(scale.x(own_expiry), 'stroke-width="5" stroke-dasharray="6 2"')
    return drawn + _block(end, 'stroke-width="8"') + _year_labels(scale, now, start, end)


def _block(x: float, stroke: str) -> str:
    return f'<path d="M{x:.1f} 15v22" stroke="{TEXT}" {stroke} class="app-line"/>'


def _year_labels(scale: _Scale, now: float, start: float, end: float) -> str:
    """Print the ends and today. A label that would touch "Today" is left out: the sentence says the deadline."""
    size = SMALLEST_TEXT if scale.width == NARROW else 15
    room = 5 * size
    labels = ""
    if now - start > room:
        labels += _text(start, 52, _short(scale.first), size=size, colour=QUIET)
    if end - now > room:
        labels += _text(end + 4, 52, _short(scale.last), size=size, colour=QUIET, anchor="end")
    if now - start < room / 2:
        return labels + _text(start, 52, "Today", size=size, bold=True)
    if end - now < room / 2:
        return labels + _text(end + 4, 52, "Today", size=size, bold=True, anchor="end")
    return labels + _text(now, 52, "Today", size=size, bold=True, anchor="middle")


def _bars(steps: Sequence[LadderStep]) -> str:
    return "".join(
        _text(0, 44 * n + 27, step.name, size=16, bold=True)
        + _bar(step, x=200, y=44 * n + 8, width=170, key_y=44 * n + 21)
        + _text(384, 44 * n + 27, _so_far(step), size=16)
        for n, step in enumerate(steps)
    )


def _stacked_bars(steps: Sequence[LadderStep]) -> str:
    return "".join(
        _text(0, 64 * n + 16, step.name, size=14, bold=True)
        + _bar(step, x=0, y=64 * n + 24, width=110, key_y=64 * n + 37)
        + _text(122, 64 * n + 42, _so_far(step), size=SMALLEST_TEXT)
        for n, step in enumerate(steps)
    )


def _bar(step: LadderStep, *, x: int, y: int, width: int, key_y: int) -> str:
    """Draw one standard's bar: an outline, how full it is, and a tick when it is reached."""
    share = 1.0 if step.is_reached else step.done / step.total if step.total else 0.0
    box = f'height="26" rx="13" stroke="{TEXT}" stroke-width="1.5"'
    drawn = f'<rect x="{x + 1}" y="{y}" width="{width - 2}" {box} fill="{PAPER}" class="app-pale"/>'
    if share:
        full = max(26, (width - 2) * share)
        drawn += f'<rect x="{x + 1}" y="{y}" width="{full:.0f}" {box} fill="{DEEP}" class="app-solid"/>'
    if step.is_reached:
        drawn += (
            f'<path d="M{x + 12} {key_y}l5 6 9 -11" fill="none" stroke="{PAPER}" stroke-width="3" class="app-cut"/>'
        )
    return drawn


def _so_far(step: LadderStep) -> str:
    if step.words:
        return step.words
    return f"{step.done} of {step.total}" if step.total else "reached" if step.is_reached else "not reached"


def _text(
    x: float, y: float, words: str, *, size: int, colour: str = TEXT, bold: bool = False, anchor: str = "start"
) -> str:
    weight = ' font-weight="700"' if bold else ""
    at = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" font-family="arial, sans-serif" font-size="{size}" fill="{colour}"{weight}{at}>'
        f"{escape(words)}</text>"
    )


def _svg(key: str, width: int, height: int, *, title: str, desc: str, drawn: str, shown: str = "") -> Markup:
    name = f' class="app-picture__{shown}"' if shown else ""
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return Markup(  # noqa: S704 - every text in `drawn` was escaped in _text; keys and numbers are ours
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}{name} role="img" aria-labelledby="{key}-t {key}-d">'
        f'<title id="{key}-t">{escape(title)}</title>'
        f'<desc id="{key}-d">{escape(desc)}</desc>{drawn}</svg>'
    )


def _expiry_words(own_expiry: date | None) -> list[str]:
    return [f"Your standard runs out: {_day(own_expiry)}."] if own_expiry else []


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"


def _short(on: date) -> str:
    return f"{on.day} {on:%b}"
