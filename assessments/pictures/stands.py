"""Where do the questions stand? One bar in up to four pieces, told apart by how they are filled."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from assessments.pictures.drawing import DEEP, FONT, NARROW, ORANGE, PAPER, TEXT, svg

HEIGHT: Final = 40
LEAST: Final = 34  # drawing units: room for a number of two figures


@dataclass(frozen=True, slots=True)
class Stand:
    """How many questions are done, need a check, are on the plan, and are still to do."""

    done: int = 0
    check: int = 0
    planned: int = 0
    to_do: int = 0

    @property
    def total(self) -> int:
        """Count them all."""
        return self.done + self.check + self.planned + self.to_do


_NAMES: Final = {"done": "done", "check": "needs a check", "planned": "on your plan", "to_do": "to do"}
# How each piece is filled: solid, orange with an outline, dotted, hatched. Without colours they still differ.
_FILLS: Final = {
    "done": f'fill="{DEEP}" class="app-solid"',
    "check": f'fill="{ORANGE}" class="app-pale"',
    "planned": f'fill="{PAPER}" class="app-pale"',
    "to_do": f'fill="{PAPER}" class="app-pale"',
}
_DRAWN_OVER: Final = {
    "planned": ("", "M4 4h.01", 'stroke-width="3" stroke-linecap="round"'),
    "to_do": (' patternTransform="rotate(45)"', "M0 0v8", 'stroke-width="3"'),
}
_ON_A_SWATCH: Final = {
    "planned": ("M5 5h.01M10 5h.01M15 5h.01M5 10h.01M10 10h.01M15 10h.01M5 15h.01M10 15h.01M15 15h.01", 2.5),
    "to_do": ("M1 10L10 1M1 19L19 1M10 19L19 10", 2),
}


def stand_bar(stand: Stand, *, key: str = "stand") -> Markup:
    """Draw the pieces side by side, each with its count; nothing at all when there is nothing to count."""
    if not stand.total:
        return Markup()
    return Markup().join(
        svg(
            f"{key}-{shown[0]}",
            width,
            HEIGHT,
            title=stand_words(stand),
            desc="A bar with one piece for each state.",
            drawn=_bar(stand, width, f"{key}-{shown[0]}"),
            shown=shown,
        )
        for shown, width in (("wide", 600), ("narrow", NARROW))
    )


def stand_words(stand: Stand) -> str:
    """Say what the bar shows. What is done and what is to do is always said, the rest where there is any."""
    said = ", ".join(f"{_NAMES[name]} {count}" for name, count in _pieces(stand))
    return f"{said[0].upper()}{said[1:]}."


def stand_key(stand: Stand) -> tuple[tuple[Markup, str], ...]:
    """Give each piece's look, as a small square, with its words: the list below the bar."""
    return tuple((_swatch(name), f"{_NAMES[name].capitalize()} {count}") for name, count in _pieces(stand))


def _pieces(stand: Stand) -> Iterator[tuple[str, int]]:
    for name in _NAMES:
        count = getattr(stand, name)
        if count or name in ("done", "to_do"):
            yield name, count


def _bar(stand: Stand, width: int, key: str) -> str:
    pieces = [(name, count) for name, count in _pieces(stand) if count]
    spare = width - 2 - LEAST * len(pieces)
    boxes, numbers, x = "", "", 1.0
    for name, count in pieces:
        wide = LEAST + spare * count / stand.total
        boxes += _box(name, x, wide, f"{key}-{name}")
        colour = f' fill="{PAPER}" class="app-on-solid"' if name == "done" else ""
        numbers += f'<text x="{x + wide / 2:.0f}" y="26"{colour}>{count}</text>'
        x += wide
    words = f'{FONT} font-size="16" font-weight="700" text-anchor="middle" fill="{TEXT}"'
    return f'<g stroke="{TEXT}" stroke-width="1.5">{boxes}</g><g {words}>{numbers}</g>'


def _box(name: str, x: float, wide: float, key: str) -> str:
    place = f'x="{x:.0f}" y="1" width="{wide:.0f}" height="{HEIGHT - 2}"'
    drawn = f"<rect {place} {_FILLS[name]}/>"
    if name not in _DRAWN_OVER:
        return drawn
    turned, path, pen = _DRAWN_OVER[name]
    pattern = f'<pattern id="{key}" width="8" height="8" patternUnits="userSpaceOnUse"{turned}>'
    # The number stands on plain ground, not on lines or dots.
    plain = f'x="{x + wide / 2 - 14:.0f}" y="8" width="28" height="24" stroke="none"'
    return (
        f'{pattern}<path d="{path}" stroke="{TEXT}" {pen} class="app-line"/></pattern>{drawn}'
        f'<rect {place} fill="url(#{key})"/><rect {plain} fill="{PAPER}" class="app-ground"/>'
    )


def _swatch(name: str) -> Markup:
    drawn = f'<rect x="1" y="1" width="18" height="18" stroke="{TEXT}" stroke-width="1.5" {_FILLS[name]}/>'
    if name in _ON_A_SWATCH:
        path, pen = _ON_A_SWATCH[name]
        drawn += f'<path d="{path}" stroke="{TEXT}" stroke-width="{pen}" stroke-linecap="round" class="app-line"/>'
    frame = '<svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">'  # the words beside it say the same
    return Markup(f"{frame}{drawn}</svg>")  # noqa: S704 - nothing in it but our own numbers
