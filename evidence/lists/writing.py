"""A list as a CSV file that a spreadsheet opens, with nothing in it that runs. Read back, it changes nothing."""

import csv
from collections.abc import Iterable
from datetime import date
from io import StringIO
from typing import Any

from evidence.lists.columns import Column, ListSpec
from evidence.lists.guarding import guarded
from evidence.lists.values import Value

YES_OR_NO = {"yes": "Yes", "no": "No"}


def list_file(listed: ListSpec, rows: Iterable[Any]) -> bytes:
    """Return the file, in the encoding that Excel knows by its first bytes; days as 2026-06-30, in every country."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(column.label for column in listed.columns)
    for row in rows:
        writer.writerow(_cell(column, getattr(row, column.field)) for column in listed.columns)
    return text.getvalue().encode("utf-8-sig")


def _cell(column: Column, value: Value) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return guarded(value or "") if column.is_words else YES_OR_NO.get(value or "", "")
