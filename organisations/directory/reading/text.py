"""Comma-separated text, a row at a time, in whichever encoding it was saved."""

import csv
import io
import re
from collections.abc import Iterator
from typing import IO, Final

from organisations.directory.problems import NotUnderstood
from organisations.directory.reading.files import File

# What no text has: NUL and its neighbours, tab and line ends apart.
CONTROL: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
LONGEST_LINE: Final = 1_000_000
SAVE_AS: Final = "Save it as CSV UTF-8, then try again."


def csv_rows(file: File) -> Iterator[tuple[int, list[str]]]:
    """Give each row that is not blank with its number. Raises NotUnderstood where the text is torn."""
    encoding = encoding_of(file)
    number = 0
    with file.open() as stream, io.TextIOWrapper(stream, encoding, newline="") as text:
        reader = csv.reader(text, strict=True)
        while True:
            number += 1
            try:
                cells = next(reader, None)
            except csv.Error as problem:
                raise NotUnderstood(
                    "We could not read this row: its quotes do not match, or the file ends in the middle of it."
                    " Download the file again.",
                    row=number,
                ) from problem
            if cells is None:
                return
            if any(cells):
                yield number, cells


def encoding_of(file: File) -> str:
    """Say how a file's letters are written: UTF-8, or Windows's older way. Raises NotUnderstood for anything else."""
    in_utf8 = in_other = 0
    with file.open() as stream:
        for number, line in _lines(stream):
            if CONTROL.search(line):
                raise NotUnderstood(f"This is not plain text. {SAVE_AS}", row=number)
            if line.isascii():
                continue
            if _is(line, "utf-8"):
                in_utf8 = in_utf8 or number
            else:
                in_other = in_other or number
                _check_windows(line, number)
    if in_utf8 and in_other:
        raise NotUnderstood(
            f"The accents here are written in another encoding than in row {in_utf8:,}. {SAVE_AS}", row=in_other
        )
    return "cp1252" if in_other else "utf-8-sig"


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE:
            raise NotUnderstood("This row is far too long. The file may not be a list. Download it again.", row=number)
        yield number, line


def _check_windows(line: bytes, number: int) -> None:
    if not _is(line, "cp1252"):
        raise NotUnderstood(f"Some letters are in an encoding that we do not know. {SAVE_AS}", row=number)


def _is(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
