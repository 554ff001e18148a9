"""The action plan as an Excel workbook, with the columns of the national template.

Every text cell is text: nothing typed by a person can become a formula or a link.
"""

from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, Protection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from assessments.exports.cells import safe_pieces
from assessments.models import PlanRow as Written
from assessments.rules import plan
from assessments.rules.case import Case, PlanEntry
from assessments.rules.completeness import status
from assessments.rules.schedule import LONDON

COLUMNS = (
    ("Evidence item ref", 18),
    ("Question", 50),
    ("Topic", 28),
    ("Current position", 22),
    ("Action to be taken", 50),
    ("Owner", 24),
    ("Target date (dd/mm/yyyy)", 24),
    ("Progress (Not started/In progress/Done)", 24),
    ("Comments", 40),
)
LOCKED_COLUMNS = 2
PROGRESS = dict(Written.Progress.choices)
POSITIONS = {
    "to-do": "Not answered",
    "started": "Started",
    "check-again": "To check again",
    "on-plan": "Not yet",
    "completed": "Done",
    "does-not-apply": "Does not apply",
}


def plan_workbook(case: Case, *, plan_id: int, made_at: datetime) -> bytes:
    """Return the plan as the bytes of an XLSX file: sheet "Action plan" and sheet "About"."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Action plan"
    sheet.freeze_panes = "C2"
    sheet.protection.sheet = True
    for number, (_, width) in enumerate(COLUMNS):
        sheet.column_dimensions["ABCDEFGHI"[number]].width = width
    choices = DataValidation(type="list", formula1=f'"{",".join(PROGRESS.values())}"', allow_blank=True)
    choices.add("H2:H1000")
    sheet.add_data_validation(choices)
    _append(sheet, [title for title, _ in COLUMNS], is_bold=True)
    for row in plan.rows(case):
        for cells in _rows(case, row):
            _append(sheet, cells)
    _about(book, case, plan_id, made_at)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _rows(case: Case, row: plan.PlanRow) -> list[list[Any]]:
    """Give one row, and further rows for text that is longer than a cell holds."""
    question, entry = row.question, row.entry or PlanEntry(row.question.ref, action=row.question.next_action)
    position = POSITIONS[status(question, case.answers.get(question.ref), case.exempt, case.today)]
    actions, owners, comments = (safe_pieces(text) for text in (entry.action, entry.owner, entry.comments))
    section = case.edition.section(question.section).plain_title
    first = [
        question.ref,
        question.asks,
        section,
        position,
        actions[0],
        owners[0],
        entry.target_on,
        PROGRESS[entry.progress],
        comments[0],
    ]
    more = [
        [question.ref, "(continued)", "", "", _at(actions, i), _at(owners, i), None, "", _at(comments, i)]
        for i in range(1, max(len(actions), len(owners), len(comments)))
    ]
    return [first, *more]


def _at(pieces: list[str], index: int) -> str:
    return pieces[index] if index < len(pieces) else ""


def _about(book: Workbook, case: Case, plan_id: int, made_at: datetime) -> None:
    sheet = book.create_sheet("About")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 60
    facts = (
        ("Organisation", case.profile.name),
        ("Code", case.profile.code),
        ("Year", case.year.words),
        ("Edition", case.edition.name),
        ("Plan id", str(plan_id)),
        ("Made at", f"{made_at.astimezone(LONDON):%d/%m/%Y %H:%M} London time"),
    )
    for name, value in facts:
        _append(sheet, [name, value])


def _append(sheet: Worksheet, values: list[Any], *, is_bold: bool = False) -> None:
    """Write a row under the last one. A date is a date; anything else is text, whatever it begins with."""
    row = sheet.max_row + 1 if sheet["A1"].value is not None else 1
    for column, value in enumerate(values, 1):
        cell: Cell = sheet.cell(row, column)
        if isinstance(value, date):
            cell.value, cell.number_format = value, "dd/mm/yyyy"
        elif value:
            cell.value, cell.data_type = safe_pieces(value)[0], "s"  # or "=" would begin a formula
        cell.font = Font(bold=is_bold)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.protection = Protection(locked=is_bold or column <= LOCKED_COLUMNS)
