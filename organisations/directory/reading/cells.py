"""Single cells: what each kind must look like, and the refusal that names its place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from organisations.directory.places import MOST_POSTCODE, postcode_of
from organisations.directory.problems import NotUnderstood

CODE: Final = re.compile(r"[A-Z0-9]{3,12}")
CQC_ID: Final = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")
COMPACT: Final = re.compile(r"(\d{4})(\d\d)(\d\d)")
ISO: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?")
SLASHED: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: .*)?")
SERIAL: Final = re.compile(r"(\d{5})(?:\.\d+)?")  # days as Excel counts them
FIRST_SERIAL: Final = date(1899, 12, 30)
YEARS: Final = range(1800, 2201)
MOST_NAME: Final = 255
MOST_CQC_ID: Final = 20
MOST_NOTES: Final = 20


@dataclass
class Notes:
    """What was odd and did not stop the reading: how often, and the first few sentences."""

    count: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, words: str, *, row: int) -> None:
        self.count += 1
        if len(self.first) < MOST_NOTES:
            self.first.append(f"Row {row:,}: {words}")


@dataclass(frozen=True, slots=True)
class Cells:
    """One row with the headings of its columns; a cell that is not there is blank."""

    row: int
    texts: Sequence[str]
    headings: Sequence[str]

    def text(self, at: int | None) -> str:
        """Give a cell with single spaces; "-" is how CQC writes nothing."""
        if at is None or at >= len(self.texts):
            return ""
        text = " ".join(self.texts[at].split())
        return "" if text == "-" else text

    def refusal(self, at: int, words: str) -> NotUnderstood:
        heading = self.headings[at] if at < len(self.headings) else ""
        return NotUnderstood(words, row=self.row, column=at + 1, heading=heading)

    def name(self, at: int, what: str = "a name") -> str:
        """Give what must not be blank. Raises NotUnderstood."""
        name = self.text(at)
        if not name:
            raise self.refusal(at, f"This is blank. We expected {what}.")
        return self._short(at, name)

    def words(self, at: int | None, most: int = MOST_NAME) -> str:
        """Give what may be blank. Raises NotUnderstood when it is too long to keep."""
        text = self.text(at)
        return self._short(at, text, most) if at is not None else text

    def _short(self, at: int, text: str, most: int = MOST_NAME) -> str:
        if len(text) > most:
            raise self.refusal(at, f"This has {len(text):,} letters. We expected {most} at most.")
        return text

    def code(self, at: int) -> str:
        """Give an ODS code. Raises NotUnderstood."""
        code = self.text(at).upper()
        if not CODE.fullmatch(code):
            raise self.refusal(at, f'"{_start(code)}" is not an ODS code. We expected 3 to 12 letters and numbers.')
        return code

    def code_or_none(self, at: int) -> str:
        """Give an ODS code or nothing. Raises NotUnderstood for anything else."""
        return self.code(at) if self.text(at) else ""

    def cqc_id(self, at: int) -> str:
        """Give a CQC number, such as 1-101602599. Raises NotUnderstood."""
        number = self.text(at).upper()
        if not CQC_ID.fullmatch(number) or len(number) > MOST_CQC_ID:
            raise self.refusal(at, f'"{_start(number)}" is not a CQC location ID. We expected one like 1-101602599.')
        return number

    def postcode(self, at: int) -> str:
        """Give a postcode with its space; a strange one stays as it is. Raises NotUnderstood for a long text."""
        postcode = postcode_of(self.text(at))
        if len(postcode) > MOST_POSTCODE:
            raise self.refusal(at, f'"{_start(postcode)}" is not a postcode. We expected one like LS1 4AP.')
        return postcode

    def compact_day(self, at: int) -> date | None:
        """Give a date written yyyymmdd, as ODS does, or None. Raises NotUnderstood."""
        text = self.text(at)
        found = COMPACT.fullmatch(text)
        return self._real_day(at, text, found.groups() if found else None, "20260630")

    def day(self, at: int | None) -> date | None:
        """Give a date written 30/06/2026, 2026-06-30 or as Excel counts days, or None. Raises NotUnderstood."""
        if at is None:
            return None
        text = self.text(at)
        if serial := SERIAL.fullmatch(text):
            return FIRST_SERIAL + timedelta(days=int(serial[1]))
        if slashed := SLASHED.fullmatch(text):
            return self._real_day(at, text, slashed.groups()[::-1], "30/06/2026")
        found = ISO.fullmatch(text) or COMPACT.fullmatch(text)
        return self._real_day(at, text, found.groups() if found else None, "30/06/2026")

    def _real_day(self, at: int, text: str, parts: Sequence[str] | None, example: str) -> date | None:
        if not text:
            return None
        try:
            year, month, day = map(int, parts or ())
            found = date(year, month, day)
        except ValueError:
            found = None
        if found is None or found.year not in YEARS:
            raise self.refusal(at, f'"{_start(text)}" is not a date. We expected one like {example}.')
        return found


def _start(text: str) -> str:
    """Give enough of a text to find it by."""
    most = 40
    return text if len(text) <= most else f"{text[:most]}…"
