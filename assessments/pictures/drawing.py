"""What every drawing is made of: the palette, text, the frame with its names, and dates in words."""

from datetime import date
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

TEXT_PAIRS: Final = ((TEXT, PAPER), (QUIET, PAPER), (PAPER, DEEP), (TEXT, TRACK), (TEXT, ORANGE))
MARK_PAIRS: Final = ((DEEP, PAPER), (DEEP, TRACK), (LINE, PAPER), (TEXT, PAPER), (TEXT, ORANGE))

NARROW: Final = 300
SMALLEST_TEXT: Final = 13  # in drawing units: a narrow drawing of 300 is shown at least 288 wide, so 12 px and more


FONT: Final = 'font-family="arial, sans-serif"'


def text(
    x: float, y: float, words: str, *, size: int, colour: str = TEXT, bold: bool = False, anchor: str = "start"
) -> str:
    """Write words at a place, escaped."""
    weight = ' font-weight="700"' if bold else ""
    at = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text x="{x:.0f}" y="{y:.0f}" {FONT} font-size="{size}" fill="{colour}"{weight}{at}>{escape(words)}</text>'


def svg(key: str, width: int, height: int, *, title: str, desc: str, drawn: str, shown: str = "") -> Markup:
    """Frame a drawing and give it its two names. `shown` is "wide" or "narrow" when it comes twice."""
    name = f' class="app-picture__{shown}"' if shown else ""
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return Markup(  # noqa: S704 - every text in `drawn` was escaped in `text`; keys and numbers are ours
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}{name} role="img" aria-labelledby="{key}-t {key}-d">'
        f'<title id="{key}-t">{escape(title)}</title>'
        f'<desc id="{key}-d">{escape(desc)}</desc>{drawn}</svg>'
    )


def day(on: date) -> str:
    """Write a date as "30 June 2026"."""
    return f"{on.day} {on:%B %Y}"


def short_day(on: date) -> str:
    """Write a date as "30 Jun"."""
    return f"{on.day} {on:%b}"
