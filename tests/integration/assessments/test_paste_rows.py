"""Pasting rows or sending them as a file: what is shown is what is saved, and nothing that was typed is lost."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from evidence.models import InformationAsset, TrainedPerson
from organisations.models import AuditEntry, Organisation, User
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.integration.assessments.listing import MAY, box, digest, on_list, put_on_list, table, trail
from tests.integration.assessments.reading import browser, buttons, elements, of, press, refusals, text, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
STAFF = "Name\tJob\tTrained\nTom\tCarer\t4/5/2026\nAnn\tCook\t"
ANEW = "Nothing is saved yet. The list or the box has changed. Look again."


def send(client: Client, home: Organisation, slug: str = "training", **said: Any) -> HttpResponse:
    return client.post(of(home, "paste_rows", slug), said)


def save(client: Client, home: Organisation, page: HttpResponse, **changes: Any) -> HttpResponse:
    """Press the button of a preview."""
    said = {"text": box(page), "digest": digest(page), "press": "save", **changes}
    return client.post(of(home, "paste_rows", "training"), said)


def lede(page: HttpResponse) -> str:
    [sentence] = elements(page, "p", cls="app-lede")
    return text(sentence)


def heading(page: HttpResponse) -> str:
    [only] = elements(page, "h1")
    return text(only)


def workbook(*rows: list[Any]) -> SimpleUploadedFile:
    made, content = Workbook(), BytesIO()
    for row in rows:
        made.active.append(row)
    made.save(content)
    return SimpleUploadedFile("staff.xlsx", content.getvalue())


# --- The preview ---


def test_nothing_is_saved_until_somebody_says_so(client: Client, rose_court: Organisation) -> None:
    page = send(client, rose_court, text=STAFF)

    assert heading(page) == "Check what will change"
    assert lede(page) == "2 changes: 2 new people."
    assert press(page) == "Save 2 changes"
    assert table(page) == [["Tom", "Carer", "4 May 2026"], ["Ann", "Cook", "\N{EN DASH}"]]
    assert on_list(TrainedPerson, rose_court) == []
    assert trail(rose_court) == []


def test_a_preview_shows_the_same_the_changed_the_new_and_the_unclear(client, rose_court, priya):
    put_on_list(TrainedPerson, rose_court, priya, {"name": "Tom", "job": "Carer", "trained_on": MAY}, "Jo", "Lee")
    put_on_list(TrainedPerson, rose_court, priya, {"name": "Ann", "job": "Cleaner"})

    page = send(client, rose_court, text=f"{STAFF}\nSam\tCook\t\nLee\tCook\tsoon\n\tCook\t")

    assert lede(page) == "2 changes: 1 new person, 1 changed. 1 person is the same. We could not read 2 lines."
    assert table(page) == [["Ann", "Job", "Cleaner", "Cook"], ["Sam", "Cook", "\N{EN DASH}"]]
    said = words(page)
    assert "Line 5, Last trained on: we expected a date like 30/06/2026, not “soon”." in said
    assert "Line 6, Name: this is blank, and each row needs it." in said
    assert "1 person on your list is not in these rows. That stays." in said
    assert "An empty cell leaves what is there." in said


def test_what_is_left_out_is_said(client: Client, rose_court: Organisation) -> None:
    page = send(client, rose_court, text="My staff\nName\tPayroll number\nTom\t7")
    assert "This list has no place for: Payroll number. We left that out." in words(page)
    assert "We left out 1 line above the headings." in words(page)

    page = send(client, rose_court, text="Tom\tCarer")
    assert "we took the columns in this order: Name, Job, Last trained on, Away because." in words(page)


def test_a_list_that_is_as_it_was_has_nothing_to_change(client: Client, rose_court: Organisation, priya: User) -> None:
    put_on_list(TrainedPerson, rose_court, priya, "Tom")

    page = send(client, rose_court, text="Tom")

    assert (heading(page), lede(page)) == ("Nothing to change", "Nothing to change. 1 person is the same.")
    assert buttons(page) == ["Check again"]
    assert press(page) == "Check again"


def test_what_was_pasted_stays_in_the_box_as_it_was(client: Client, rose_court: Organisation) -> None:
    pasted = '\t\nName\tJob\n<b>Tom</b>\t"Carer,\n&amp; cook"'

    page = send(client, rose_court, text=pasted.replace("\n", "\r\n"))

    assert box(page) == pasted


@pytest.mark.parametrize(
    ("pasted", "refusal"),
    [
        ("", "Paste your rows in the box, or choose a file"),
        ("  \n ", "Paste your rows in the box, or choose a file"),
        ("Name\tJob", "There are no rows. Paste at least one, with its headings or without"),
        ("Job\tTrained\nCarer\t4/5/2026", "There is no column called Name. Add it, then try again"),
        ("Tom\n" * 5_001, "There are 5,001 rows. Take 5,000 at most at a time"),
    ],
)
def test_what_is_no_list_is_refused_and_stays_in_the_box(client, rose_court, pasted, refusal):
    page = send(client, rose_court, text=pasted)

    assert refusals(page) == [refusal]
    assert box(page).strip() == pasted.strip()


def test_more_text_than_we_take_at_once_is_said_kindly(client: Client, rose_court: Organisation) -> None:
    page = send(client, rose_court, text="Tom Hill\tCarer\n" * 80_000)

    assert page.status_code == 413
    assert "You sent more than we can take at once." in words(page)
    assert on_list(TrainedPerson, rose_court) == []


# --- Saving ---


def test_what_was_shown_is_saved_and_written_down_once(client, rose_court, priya):
    put_on_list(TrainedPerson, rose_court, priya, {"name": "Ann", "job": "Cleaner", "away_because": "Ill"}, "Jo")

    page = save(client, rose_court, send(client, rose_court, text=STAFF))
    assert page.status_code == 302

    assert on_list(TrainedPerson, rose_court, "job", "trained_on", "away_because", "version") == [
        ("Ann", "Cook", None, "Ill", 2),
        ("Jo", "", None, "", 1),
        ("Tom", "Carer", MAY, "", 1),
    ]
    assert "Saved 2 changes." in words(client.get(page["Location"]))
    with acting_for(rose_court):
        [entry] = AuditEntry.objects.filter(verb="pasted-list")
        assert (entry.subject, entry.detail) == ("training", {"new": 1, "changed": 1})
        assert TrainedPerson.objects.get(name="Ann").saved_by == priya


def test_saving_the_same_preview_twice_saves_once(client: Client, rose_court: Organisation) -> None:
    preview = send(client, rose_court, text=STAFF)
    save(client, rose_court, preview)

    again = save(client, rose_court, preview)

    assert again.status_code == 302
    assert "All of this is on your list now." in words(client.get(again["Location"]))
    assert len(on_list(TrainedPerson, rose_court)) == 2
    assert len(trail(rose_court)) == 1


def test_a_list_that_has_changed_meanwhile_is_shown_anew(client, rose_court, priya):
    [ann] = put_on_list(TrainedPerson, rose_court, priya, {"name": "Ann", "job": "Cleaner"})
    preview = send(client, rose_court, text=STAFF)
    tom = browser(f.member(rose_court, Role.CONTRIBUTOR, "Tom"))
    tom.post(of(rose_court, "change_row", "training", ann.pk), {"version": "1", "name": "Ann", "job": "Driver"})

    anew = save(client, rose_court, preview)

    assert ANEW in words(anew)
    assert ["Ann", "Job", "Driver", "Cook"] in table(anew)
    assert on_list(TrainedPerson, rose_court, "job") == [("Ann", "Driver")]

    assert save(client, rose_court, anew).status_code == 302
    assert on_list(TrainedPerson, rose_court, "job") == [("Ann", "Cook"), ("Tom", "Carer")]


def test_a_box_that_was_changed_is_shown_before_it_is_saved(client: Client, rose_court: Organisation) -> None:
    anew = save(client, rose_court, send(client, rose_court, text=STAFF), text=STAFF.replace("Tom", "Tim"))

    assert ANEW in words(anew)
    assert table(anew)[0][0] == "Tim"
    assert on_list(TrainedPerson, rose_court) == []


def test_lines_that_could_not_be_read_are_all_that_is_left_in_the_box(client: Client, rose_court: Organisation) -> None:
    preview = send(client, rose_court, text=f"{STAFF}\nLee\tCook\tsoon")

    left = save(client, rose_court, preview)

    assert "Saved 2 changes. These lines are left. Put them right in the box." in words(left)
    assert lede(left) == "Nothing to change. We could not read 1 line."
    assert box(left) == "Name\tJob\tTrained\nLee\tCook\tsoon"
    assert len(on_list(TrainedPerson, rose_court)) == 2

    again = save(client, rose_court, preview)
    assert "All of this is on your list now. These lines are left." in words(again)
    assert box(again) == box(left)

    right = send(client, rose_court, text=box(left).replace("soon", "4/5/2026"))
    assert save(client, rose_court, right).status_code == 302
    assert len(on_list(TrainedPerson, rose_court)) == 3


def test_a_row_that_was_taken_off_is_new_when_it_is_pasted_again(client, rose_court, priya):
    [tom] = put_on_list(TrainedPerson, rose_court, priya, "Tom")
    client.post(of(rose_court, "remove_row", "training", tom.pk))

    assert lede(send(client, rose_court, text=STAFF)) == "2 changes: 2 new people."


def test_each_list_takes_only_its_own_columns(client: Client, rose_court: Organisation) -> None:
    pasted = 'Information asset\tLocation\tRecipients\tReviewed\nCare plans\tOffice\t"GP\nCouncil"\t4 May 2026'
    page = send(client, rose_court, "information", text=pasted)
    said = {"text": pasted, "digest": digest(page), "press": "save"}

    assert send(client, rose_court, "information", **said).status_code == 302
    assert on_list(InformationAsset, rose_court, "place", "shared_with", "checked_on") == [
        ("Care plans", "Office", "GP\nCouncil", MAY)
    ]


# --- Files ---


def test_a_workbook_is_read_into_the_box_and_not_kept(client: Client, rose_court: Organisation) -> None:
    page = send(client, rose_court, file=workbook(["Name", "Job", "Trained"], ["Tom", "Carer", MAY]), text="")

    assert lede(page) == "1 change: 1 new person."
    assert box(page) == "Name\tJob\tTrained\nTom\tCarer\t04/05/2026"
    assert "enctype" in page.content.decode()

    assert save(client, rose_court, page).status_code == 302
    assert on_list(TrainedPerson, rose_court, "trained_on") == [("Tom", MAY)]


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("staff.csv", b"", "The file is empty. Choose another one"),
        ("staff.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "This is an old Excel file (.xls), or one with a password."),
        ("staff.xlsx", b"PK\x03\x04broken", "We could not read this file: it may be damaged."),
        ("staff.pdf", b"%PDF-1.7", "This is a PDF."),
    ],
)
def test_a_file_that_is_no_list_gets_a_sentence_and_changes_nothing(client, rose_court, name, content, refusal):
    page = send(client, rose_court, file=SimpleUploadedFile(name, content), text="")

    [said] = refusals(page)
    assert said.startswith(refusal)
    assert on_list(TrainedPerson, rose_court) == []


def test_a_file_with_the_wrong_columns_can_be_put_right_in_the_box(client: Client, rose_court: Organisation) -> None:
    page = send(client, rose_court, file=workbook(["Job", "Trained"], ["Carer", MAY]), text="")

    assert refusals(page) == ["There is no column called Name. Add it, then try again"]
    assert box(page) == "Job\tTrained\nCarer\t04/05/2026"


def test_a_box_and_a_file_at_once_are_not_mixed(client: Client, rose_court: Organisation) -> None:
    page = send(client, rose_court, file=workbook(["Name"], ["Ann"]), text="Tom")

    assert refusals(page) == ["Use the box or a file, not both. Empty the box to use a file"]
    assert box(page) == "Tom"


def test_a_file_over_the_cap_of_every_form_is_refused_as_well(client, rose_court, settings):
    settings.EVIDENCE_MAX_BYTES = 1_000

    page = send(client, rose_court, text="", file=SimpleUploadedFile("staff.csv", b"Name,Job\n" + b"Tom,Carer\n" * 500))

    assert refusals(page) == ["The file must be smaller than 5 MB"]


# --- Who, and at what cost ---


def test_what_was_pasted_when_the_session_ran_out_is_there_again(rose_court: Organisation, priya: User) -> None:
    client = Client()
    send(client, rose_court, text=STAFF)
    client.force_login(priya)

    assert box(client.get(of(rose_court, "paste_rows", "training"))) == STAFF


def test_who_may_only_read_cannot_paste(rose_court: Organisation) -> None:
    jo = browser(f.member(rose_court, Role.VIEWER, "Jo"))

    assert send(jo, rose_court, text=STAFF).status_code == 403


def test_a_paste_costs_the_same_for_one_row_and_for_six_hundred(client, rose_court, priya):
    names = [f"Tom {at}" for at in range(600)]
    put_on_list(TrainedPerson, rose_court, priya, *names)
    client.get(of(rose_court, "paste_rows", "training"))  # the first request of a session costs more
    costs = set()

    for count in (1, 600):
        pasted = "\n".join(
            [f"{name}\tCarer {count}" for name in names[:count]] + [f"Ann {count} {at}" for at in range(count)]
        )
        with CaptureQueriesContext(connection) as showing:
            page = send(client, rose_court, text=pasted)
        with CaptureQueriesContext(connection) as saving:
            assert save(client, rose_court, page, text=pasted).status_code == 302
        costs.add((len(showing), len(saving)))

    assert len(costs) == 1
    assert len(on_list(TrainedPerson, rose_court)) == 600 + 1 + 600
