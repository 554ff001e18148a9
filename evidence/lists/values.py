"""A cell as it was written, and what it means: tolerant of how people write, and never guessing."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final, TypeAlias

from evidence.lists.columns import Column, Kind
from evidence.lists.guarding import A_FORMULA, BROKEN, unguarded

Value: TypeAlias = str | date | None

YES: Final = frozenset({"yes", "y", "true", "1", "x", "✓", "✔"})
NO: Final = frozenset({"no", "n", "false", "0", "none", "✗", "✘"})
NOT_KNOWN: Final = frozenset({
    "-", "\N{EN DASH}", "\N{EM DASH}", "?", "n/a", "na", "not known", "unknown", "don't know", "do not know",
    "not sure", "tbc", "tba",
})  # fmt: skip
NO_DAY: Final = NOT_KNOWN | {"no", "none", "not yet", "never", "not done", "outstanding", "booked"}

MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
FEWEST_LETTERS: Final = 3  # of a month's name
YEARS: Final = range(1900, 2201)
CENTURY: Final = 2000
TWO_FIGURES: Final = 100
SERIAL: Final = re.compile(r"(\d{5})(?:\.\d+)?")  # days as Excel counts them
FIRST_SERIAL: Final = date(1899, 12, 30)
TIME: Final = r"(?:[ t,]+\d{1,2}[:.]\d\d.*)?"
WEEKDAY: Final = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[, ]+)?"
ISO: Final = re.compile(rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){TIME}")
IN_FIGURES: Final = re.compile(rf"(?P<day>\d{{1,2}})[-/. ](?P<month>\d{{1,2}})[-/. ](?P<year>\d{{4}}|\d\d){TIME}")
IN_WORDS: Final = re.compile(
    rf"{WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[-/. ]*"
    rf"(?P<month>[a-z]{{3,9}})[-/., ]*(?P<year>\d{{4}}|\d\d){TIME}"
)
EXAMPLE: Final = "30/06/2026"
LONGEST_SHOWN: Final = 40


class Unclear(ValueError):
    """Raised for a cell that cannot be read; its words go after the column: "we expected ..."."""


def value_of(column: Column, text: str, today: date) -> Value:
    """Read a cell; None is a blank one. Raises Unclear with what was expected. `today` is the London day."""
    plain, bare = tidied(column, text), tidied(column, unguarded(text))
    if not bare or says_nothing(column, bare):
        return None
    if plain.casefold() in BROKEN:
        raise Unclear("the spreadsheet shows an error here. Type what it should say")
    if plain.startswith(A_FORMULA):
        raise Unclear("we cannot work out a formula. Type what it comes to")
    return READERS[column.kind](column, bare, today)


def tidied(column: Column, text: str) -> str:
    """Give a text as it is kept: single spaces, or lines with one kind of end."""
    if column.kind is Kind.LINES:
        return text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return " ".join(text.split())


def _words(column: Column, text: str, _today: date) -> Value:
    if any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t" for letter in text):
        raise Unclear("some characters here cannot be kept. Type it again")
    if len(text) > column.most:
        raise Unclear(f"we expected {column.most:,} letters at most, and this has {len(text):,}")
    return text


def _day(column: Column, text: str, today: date) -> Value:
    plain = text.casefold()
    if plain in NO_DAY:
        return None
    found = day_of(plain)
    if found is None:
        raise Unclear(f"we expected a date like {EXAMPLE}, not “{start_of(text)}”")
    if column.is_past and found > today:
        raise Unclear(f"we expected a day that has come, not “{start_of(text)}”")
    return found


def _yes_or_no(_column: Column, text: str, _today: date) -> Value:
    plain = text.casefold().rstrip(".")
    if plain in YES | NO:
        return "yes" if plain in YES else "no"
    if plain in NOT_KNOWN:
        return None
    raise Unclear(f"we expected yes or no, not “{start_of(text)}”")


READERS: Final[dict[Kind, Callable[[Column, str, date], Value]]] = {
    Kind.TEXT: _words,
    Kind.LINES: _words,
    Kind.DATE: _day,
    Kind.YES_NO: _yes_or_no,
}


def day_of(text: str) -> date | None:
    """Read a date, the day before the month, or as Excel counts days; None for what is no date."""
    if serial := SERIAL.fullmatch(text):
        return FIRST_SERIAL + timedelta(days=int(serial[1]))
    for pattern in (IN_FIGURES, ISO, IN_WORDS):
        if found := pattern.fullmatch(text.casefold()):
            return _real(found["year"], found["month"], found["day"])
    return None


def _real(year: str, month: str, day: str) -> date | None:
    years = int(year) + (CENTURY if int(year) < TWO_FIGURES else 0)
    try:
        found = date(years, int(month) if month.isdecimal() else _month(month), int(day))
    except ValueError:
        return None
    return found if found.year in YEARS else None


def _month(word: str) -> int:
    """Count a month by its name or the beginning of it. Raises ValueError."""
    word = "sep" if word == "sept" else word
    found = [number for number, name in enumerate(MONTHS, start=1) if name.startswith(word)]
    if len(word) < FEWEST_LETTERS or not found:
        raise ValueError(word)
    return found[0]


def start_of(text: str) -> str:
    """Give enough of a text to find it by."""
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def says_nothing(column: Column, text: str) -> bool:
    """Say whether a cell has only a word for nothing, such as "no" for why somebody is away."""
    return bool(column.blanks) and text.casefold() in column.blanks.split(", ")
