"""How far am I? A ring that fills."""

from math import pi

from markupsafe import Markup

from assessments.pictures.drawing import DEEP, QUIET, SMALLEST_TEXT, TRACK, svg, text


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
    drawn += text(64, 71, str(done), size=30, bold=True, anchor="middle")
    drawn += text(64, 91, f"of {total}", size=SMALLEST_TEXT, colour=QUIET, anchor="middle")
    return svg(
        key, 128, 128, title=ring_words(done, total), desc="A ring that fills as questions are done.", drawn=drawn
    )


def ring_words(done: int, total: int) -> str:
    """Say what the ring shows."""
    if not total:
        return "There are no questions to do."
    left = total - done
    rest = f"{left} left to do." if left else "None left to do."
    return f"{done} of {total} questions done. {rest}"
