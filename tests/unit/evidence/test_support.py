"""When support of well-known software ends, however somebody writes what it is called."""

from datetime import date

import pytest
import yaml

from evidence.lists.support import TABLE, support_end

WINDOWS_10 = date(2025, 10, 14)
OFFICE_2016 = date(2025, 10, 14)
ROWS = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
FIELDS = {"names", "with", "unless", "ends_on", "note"}


@pytest.mark.parametrize(
    "software",
    [
        "Windows 10",
        "windows 10",
        "WINDOWS   10",
        "Win 10",
        "Win10",
        "Windows10",
        "win-10 pro",
        "Microsoft Windows 10 Pro",
        "Microsoft® Windows® 10 Home (64-bit)",
        "Windows 10, version 22H2",
        "Runs Windows 10.",
        "Windows 10 Enterprise",
    ],
)
def test_windows_10_is_known_however_it_is_written(software: str) -> None:
    assert support_end(software) == WINDOWS_10


@pytest.mark.parametrize(
    ("software", "ends_on"),
    [
        ("Windows XP", date(2014, 4, 8)),
        ("Win7", date(2020, 1, 14)),
        ("Windows 8", date(2016, 1, 12)),
        ("Windows 8.1 Pro", date(2023, 1, 10)),
        ("Windows 11 Pro 22H2", date(2024, 10, 8)),
        ("Windows 11 Enterprise 22H2", date(2025, 10, 14)),
        ("Windows 11 23H2", date(2025, 11, 11)),
        ("Win 11 Home version 24h2", date(2026, 10, 13)),
        ("Windows Server 2012 R2", date(2023, 10, 10)),
        ("Windows Server2019 Standard", date(2029, 1, 9)),
        ("Microsoft Office 2010", date(2020, 10, 13)),
        ("Office Home and Business 2016", None),  # the year does not follow the name
        ("Office 2016", OFFICE_2016),
        ("Office2016", OFFICE_2016),
        ("Microsoft Word 2016", OFFICE_2016),
        ("Office 2016 for Mac", date(2020, 10, 13)),
        ("Office 2021", date(2026, 10, 13)),
        ("Internet Explorer 11", date(2022, 6, 15)),
    ],
)
def test_what_is_well_known_has_its_day(software: str, ends_on: date | None) -> None:
    assert support_end(software) == ends_on


@pytest.mark.parametrize(
    "software",
    [
        "",
        "Windows",
        "Windows 1",
        "Windows 11",
        "Windows 11 Pro",
        "Windows 100",
        "Windows 2010",
        "Windows 8.2",
        "10",
        "Office 365",
        "Microsoft 365",
        "Office 20100",
        "macOS 10",
        "iOS 10",
        "Android 10",
        "Nourish 10.1",
        "Window 10 blinds",
        "Kindows 10",
    ],
)
def test_what_is_not_known_has_none(software: str) -> None:
    assert support_end(software) is None


@pytest.mark.parametrize(
    "software",
    [
        "Windows 10 ESU",
        "Windows 10 with extended updates",
        "Windows 10 Enterprise LTSC 2021",
        "Windows 10 IoT Enterprise",
    ],
)
def test_updates_that_are_paid_for_and_other_editions_are_not_told_that_they_have_ended(software: str) -> None:
    assert support_end(software) is None


def test_of_several_programs_the_first_to_end_counts() -> None:
    assert support_end("Windows 11 Pro, Office 2016") == OFFICE_2016
    assert support_end("Windows 10, Office 2010") == date(2020, 10, 13)


def test_every_name_of_every_row_finds_its_own_day() -> None:
    for row in ROWS:
        for name in row["names"]:
            assert support_end(" ".join([name, *row.get("with", ())])) == row["ends_on"], name


def test_every_row_says_where_it_is_stated() -> None:
    for row in ROWS:
        assert set(row) <= FIELDS
        assert row["note"].endswith(".")
        assert isinstance(row["ends_on"], date)
        assert all(word == word.casefold() for word in [*row.get("with", ()), *row.get("unless", ())])


def test_the_row_of_windows_10_says_that_updates_can_be_paid_for() -> None:
    [row] = [row for row in ROWS if row["names"] == ["Windows 10"]]

    assert "Paid extended updates" in row["note"]
