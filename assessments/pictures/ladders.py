"""What can I publish now? One bar for each standard."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assessments.pictures.drawing import DEEP, NARROW, PAPER, SMALLEST_TEXT, TEXT, svg, text


@dataclass(frozen=True, slots=True)
class LadderStep:
    """One standard. `total` 0 means that it is not counted in questions: then `words` say what it needs."""

    name: str
    done: int
    total: int
    is_reached: bool
    words: str = ""


def ladder(steps: Sequence[LadderStep], *, key: str = "ladder") -> Markup:
    """Draw the standards as bars, the lowest first, each with how far it is."""
    title, desc = ladder_words(steps), " ".join(f"{step.name}: {_so_far(step)}." for step in steps)
    wide = svg(f"{key}-w", 620, 44 * len(steps), title=title, desc=desc, drawn=_bars(steps), shown="wide")
    narrow = svg(
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


def _bars(steps: Sequence[LadderStep]) -> str:
    return "".join(
        text(0, 44 * n + 27, step.name, size=16, bold=True)
        + _bar(step, x=200, y=44 * n + 8, width=170, key_y=44 * n + 21)
        + text(384, 44 * n + 27, _so_far(step), size=16)
        for n, step in enumerate(steps)
    )


def _stacked_bars(steps: Sequence[LadderStep]) -> str:
    return "".join(
        text(0, 64 * n + 16, step.name, size=14, bold=True)
        + _bar(step, x=0, y=64 * n + 24, width=110, key_y=64 * n + 37)
        + text(122, 64 * n + 42, _so_far(step), size=SMALLEST_TEXT)
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
