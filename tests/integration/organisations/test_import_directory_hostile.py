"""Malformed, cut off, wrong or hostile files: a sentence, and no table changed."""

from collections.abc import Iterator
from queue import Queue
from threading import Thread

import pytest
from django.db import connection, transaction

from organisations.directory.importing import load, preview
from organisations.directory.kinds import Kind
from organisations.directory.problems import NotLoaded, NotUnderstood, WhichList
from organisations.directory.reading import file_of
from tests import factories as f
from tests.factories import directory as d
from tests.integration.organisations.loading_of import directory, imports, loaded

SITES = [d.care(f"VL{number:03}", parent="A1B") for number in range(40)]
LOCATIONS = [d.location(f"1-{number}") for number in range(40)]
MONTHLY = d.monthly(*LOCATIONS)


def broken(row: int, column: int, text: str) -> bytes:
    """Give the list of sites with one cell wrong; row and column count from one."""
    rows = [list(one) for one in SITES]
    rows[row - 1][column - 1] = text
    return d.headless(*rows)


# What is sent, its name, and how the sentence begins.
CORPUS = {
    "a wrong code": (broken(17, 1, "V L"), "ecarehomesite.csv", "Row 17, column 1 (code): "),
    "a wrong date in the last row": (broken(40, 12, "31/03/2026"), "ecarehomesite.csv", "Row 40, column 12 (close"),
    "a wrong parent": (broken(3, 15, "?"), "ecarehomesite.csv", "Row 3, column 15 (parent code): "),
    "a missing column": (d.headless(*SITES[:9], SITES[9][:-1]), "ecarehomesite.csv", "Row 10: This row has 26 columns"),
    "a torn quote": (d.headless(*SITES[:9]) + b'"VLX","ROSE', "ecarehomesite.csv", "Row 10: We could not read this"),
    "two encodings": (
        d.headless(d.care("VLA", "CAFÉ")) + d.headless(d.care("VLB", "CAFÉ"), encoding="cp1252"),
        "ecarehomesite.csv",
        "Row 2: The accents",
    ),
    "control characters": (broken(5, 2, "ROSE\x01COURT"), "ecarehomesite.csv", "Row 5: This is not plain text"),
    "a list of another kind": (d.headless(*d.many_offices(40)), "ecarehomesite.csv", "This does not look like the ODS"),
    "no kind": (d.headless(*SITES), "list.csv", "This is an ODS list, but"),
    "an empty file": (b"", "ecarehomesite.csv", "The file is empty"),
    "headings and nothing else": (d.as_csv(d.weekly()), "weekly.csv", "There is nothing to load in weekly.csv"),
    "a missing heading": (
        d.as_csv([[cell for at, cell in enumerate(row) if at] for row in MONTHLY]),
        "monthly.csv",
        "Row 1: These are the headings of the CQC monthly directory",
    ),
    "a location without a number": (
        d.as_ods({"HSCA_Active_Locations": d.monthly(*LOCATIONS, d.location(""))}),
        "monthly.ods",
        "Row 42, column 1 (Location ID): ",
    ),
    "a workbook with a wrong cell": (
        d.as_xlsx({"S": d.monthly(*LOCATIONS, d.location("1-99", **{"Location HSCA start date": "soon"}))}),
        "monthly.xlsx",
        "Row 42, column 2 (Location HSCA start date): ",
    ),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(99), "ecarehomesite.csv", "Row 2: This is not plain text"),
    "a spreadsheet cut off": (d.as_ods({"S": MONTHLY})[:-99], "monthly.ods", "The file is damaged"),
    "a result without a date": (
        d.as_csv(d.national(("VLABC", "ROSE", "Standards Met", ""))),
        "national.csv",
        "Row 2, column 4 (Date Of Publication): ",
    ),
}  # fmt: skip


@pytest.fixture
def _something_there(db: None) -> None:
    loaded(d.headless(*SITES[:20]), "ecarehomesite.csv")
    loaded(d.as_csv(d.monthly(*LOCATIONS[:20])), "monthly.csv")


@pytest.mark.usefixtures("_something_there")
@pytest.mark.parametrize("sort", CORPUS)
def test_a_file_that_is_wrong_gets_a_sentence_and_changes_nothing(sort: str) -> None:
    content, name, words = CORPUS[sort]
    before = directory()

    for look in (
        lambda: preview(file_of(content, name), at=f.NOW),
        lambda: load(file_of(content, name), by=None, at=f.NOW),
    ):
        with pytest.raises(NotUnderstood) as refused:
            look()
        assert str(refused.value).startswith(words)

    assert directory() == before
    assert imports() == 2


@pytest.mark.usefixtures("_something_there")
def test_a_list_cut_off_at_the_end_of_a_row_is_noticed_by_what_is_missing() -> None:
    before = directory()

    with pytest.raises(NotLoaded, match="The file may be cut off"):
        loaded(d.headless(*SITES[:4]), "ecarehomesite.csv")

    assert directory() == before


@pytest.mark.usefixtures("_something_there")
def test_saying_which_list_it_is_does_not_make_it_that_list() -> None:
    with pytest.raises(WhichList):
        loaded(d.headless(*SITES), "list.csv")
    with pytest.raises(NotLoaded, match="of another list"):
        loaded(d.headless(*SITES), "list.csv", kind=Kind.COUNCIL_SITES)

    assert loaded(d.headless(*SITES), "list.csv", kind=Kind.CARE_SITES).changes == 20


@pytest.fixture
def _lock_held_elsewhere(transactional_db: None) -> Iterator[None]:
    """Let another connection load something while the test runs."""
    steps: Queue[str] = Queue()
    done: Queue[str] = Queue()

    def hold() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(4402001)")
            done.put("held")
            steps.get(timeout=30)
        connection.close()

    other = Thread(target=hold)
    other.start()
    done.get(timeout=30)
    yield
    steps.put("let go")
    other.join(timeout=30)


@pytest.mark.usefixtures("_lock_held_elsewhere")
def test_two_imports_do_not_run_at_once() -> None:
    with pytest.raises(NotLoaded, match="Somebody is loading another file"):
        loaded(d.headless(*SITES), "ecarehomesite.csv")

    assert imports() == 0
