"""A list as a CSV file: what a spreadsheet opens, and what comes straight back without a change."""

import csv
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from evidence.lists.columns import Kind
from evidence.lists.specs import LISTS, SUPPLIERS
from evidence.models import Supplier, TrainedPerson
from organisations.models import Organisation, User
from tests.integration.assessments.listing import MAY, put_on_list
from tests.integration.assessments.reading import elements, of, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
NASTY = ["=1+1", "'=1", "+44 113 496 0000", "@Tom", "-", '"Rota" Ltd', "Hill, Tom; Lee", "#N/A", "Zoë's", "Name"]


def test_a_list_is_a_file_for_excel(client: Client, rose_court: Organisation, priya: User) -> None:
    rota = {"name": "=cmd()", "does": "Rotas, pay", "handles_data": "yes", "contract_ends_on": MAY}
    put_on_list(Supplier, rose_court, priya, rota)

    answer = client.get(of(rose_court, "list_file", "suppliers"))

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="suppliers-va001-2026-11-22.csv"'
    assert answer.content.startswith("\N{ZERO WIDTH NO-BREAK SPACE}".encode())
    headings, row = csv.reader(StringIO(answer.content.decode("utf-8-sig")))
    assert headings == [column.label for column in SUPPLIERS.columns]
    assert row == ["'=cmd()", "Rotas, pay", "", "Yes", "", "", "2026-05-04", "", ""]


def test_what_is_off_the_list_is_not_in_its_file(client: Client, rose_court: Organisation, priya: User) -> None:
    [tom, _] = put_on_list(TrainedPerson, rose_court, priya, "Tom", "Ann")
    client.post(of(rose_court, "remove_row", "training", tom.pk))

    assert b"Tom" not in client.get(of(rose_court, "list_file", "training")).content


@pytest.mark.parametrize("listed", LISTS, ids=lambda listed: listed.slug)
def test_out_and_straight_back_in_changes_nothing(client, rose_court, priya, listed):
    """N8. Every text there is was tried on the way through the file; here it is the whole way, through every list."""
    filled = {Kind.TEXT: "'+x", Kind.LINES: 'GP\n\n"Council",\tward', Kind.DATE: MAY, Kind.YES_NO: "no"}
    whole = {column.field: filled[column.kind] for column in listed.columns}
    put_on_list(listed.model, rose_court, priya, *NASTY, whole, whole)

    content = client.get(of(rose_court, "list_file", listed.slug)).content
    file = SimpleUploadedFile("list.csv", content)
    page = client.post(of(rose_court, "paste_rows", listed.slug), {"text": "", "file": file})

    [sentence] = elements(page, "p", cls="app-lede")
    assert text(sentence) == f"Nothing to change. {listed.counted(len(NASTY) + 2)} are the same."
