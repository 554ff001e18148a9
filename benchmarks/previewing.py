"""Put staff on a list and paste over them, through the pages. Run by `benchmarks.inside`."""

import csv
import gc
import re
from collections import defaultdict
from http import HTTPStatus
from io import BytesIO, StringIO
from itertools import cycle
from typing import Any, Final

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook

from assessments.rules.schedule import london_date
from benchmarks.pasting import FILE, FLOOR, PREVIEW, SAVE
from benchmarks.people import session_of
from benchmarks.searching import timed
from evidence.models import TrainedPerson
from organisations.actions.registration import register
from organisations.models import Organisation, OrganisationKind, User
from organisations.tenancy import acting_for

TURNS: Final = 12  # the first two only warm up
WARM: Final = 2
HEADINGS: Final = ("Name", "Job", "Date of training")
SHOWN: Final = re.compile(r"(?P<count>[\d,]+) changes:.*name=\"digest\" value=\"(?P<digest>\w+)\"", re.DOTALL)
Row = tuple[str, str, str]
PATH: Final = "/o/VA001/lists/training/paste/"


def main(rows: int) -> dict[str, list[float]]:
    """Fill, warm up, and give the milliseconds of each turn."""
    by = User.objects.create_user("priya@example.com", name="Priya")
    client = Client(SERVER_NAME="127.0.0.1")
    client.cookies["session"] = session_of(by, timezone.now())["session"]
    home = _home(by)
    taken: dict[str, list[float]] = defaultdict(list)
    gc.freeze()
    for turn in range(TURNS):
        _fill(home, by, rows)
        for name, milliseconds in _turn(client, home, _pasted(rows, turn)).items():
            taken[name].append(milliseconds)
    return {name: times[WARM:] for name, times in taken.items()}


def _turn(client: Client, home: Organisation, cells: list[Row]) -> dict[str, float]:
    """Look at the rows pasted and as a file, and save them; a page that is not as it should be is an error."""
    text = "\n".join("\t".join(row) for row in [HEADINGS, *cells])
    taken, answers = {FLOOR: timed(lambda: _floor(home, text))}, {}

    def press(name: str, status: HTTPStatus, **said: Any) -> None:
        taken[name] = timed(lambda: answers.update({name: client.post(PATH, said)}))
        if answers[name].status_code != status:
            raise RuntimeError(f"{name} was answered {answers[name].status_code}")

    press(PREVIEW, HTTPStatus.OK, text=text)
    press(FILE, HTTPStatus.OK, text="", file=_workbook(cells))
    found = SHOWN.search(answers[PREVIEW].content.decode())
    if not found or int(found["count"].replace(",", "")) != sum(row[:2] != _as_it_was(row) for row in cells):
        raise RuntimeError("the preview does not show what was pasted")
    press(SAVE, HTTPStatus.FOUND, text=text, press="save", digest=found["digest"])
    return taken


def _as_it_was(row: Row) -> tuple[str, str]:
    return f"Tom Hill {row[0].split()[-1]}", "Care worker"


def _home(by: User) -> Organisation:
    with acting_for(user=by):
        return register(
            by=by,
            at=timezone.now(),
            code="VA001",
            name="Rose Court",
            town="Leeds",
            postcode="LS1 4AP",
            kind=OrganisationKind.SINGLE_SITE,
        )


def _fill(home: Organisation, by: User, rows: int) -> None:
    now = timezone.now()
    with acting_for(home, user=by):
        TrainedPerson.objects.all().delete()
        TrainedPerson.objects.bulk_create(
            TrainedPerson(
                organisation=home,
                name=f"Tom Hill {number}",
                job="Care worker",
                trained_on=london_date(now),
                saved_by=by,
                saved_at=now,
            )
            for number in range(rows)
        )


def _pasted(rows: int, turn: int) -> list[Row]:
    """Write a third of the rows as they are, a third with another job, and a third of new people."""
    on = f"{london_date(timezone.now()):%d/%m/%Y}"
    sorts = cycle([("Tom Hill", "Care worker"), ("Tom Hill", f"Senior care worker {turn}"), ("Ann Lee", "Care worker")])
    return [(f"{name} {number}", job, on) for number, (name, job) in zip(range(rows), sorts, strict=False)]


def _workbook(rows: list[Row]) -> SimpleUploadedFile:
    made, content = Workbook(), BytesIO()
    for row in [HEADINGS, *rows]:
        made.active.append(row)
    made.save(content)
    return SimpleUploadedFile("staff.xlsx", content.getvalue())


def _floor(home: Organisation, text: str) -> None:
    list(csv.reader(StringIO(text), delimiter="\t"))
    with acting_for(home), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM evidence_trainedperson WHERE removed_at IS NULL")
        cursor.fetchall()
