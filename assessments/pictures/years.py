"""What is coming? The year as a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from assessments.pictures.drawing import (
    DEEP,
    LINE,
    NARROW,
    ORANGE,
    QUIET,
    SMALLEST_TEXT,
    TEXT,
    day,
    short_day,
    svg,
    text,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that is due on a day."""

    on: date
    name: str


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
    title = year_words(today, deadline, marks)
    desc = " ".join([*(f"{mark.name}: {day(mark.on)}." for mark in marks), *_expiry_words(own_expiry)])
    return Markup("").join(
        svg(
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


def year_words(today: date, deadline: date, marks: Sequence[Mark] = ()) -> str:
    """Say how long there is, in days with the date beside them, and what is due next."""
    ahead = min((mark for mark in marks if mark.on >= today), key=lambda mark: mark.on, default=None)
    return _days_words(today, deadline) + (f" {ahead.name}: {day(ahead.on)}." if ahead else "")


def _days_words(today: date, deadline: date) -> str:
    days = (deadline - today).days
    if days < 0:
        return f"The deadline was {day(deadline)}."
    if days == 0:
        return f"The deadline is today, {day(deadline)}."
    return f"{days} {'day' if days == 1 else 'days'} to {day(deadline)}."


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
        labels += text(start, 52, short_day(scale.first), size=size, colour=QUIET)
    if end - now > room:
        labels += text(end + 4, 52, short_day(scale.last), size=size, colour=QUIET, anchor="end")
    if now - start < room / 2:
        return labels + text(start, 52, "Today", size=size, bold=True)
    if end - now < room / 2:
        return labels + text(end + 4, 52, "Today", size=size, bold=True, anchor="end")
    return labels + text(now, 52, "Today", size=size, bold=True, anchor="middle")


def _expiry_words(own_expiry: date | None) -> list[str]:
    return [f"Your standard runs out: {day(own_expiry)}."] if own_expiry else []
