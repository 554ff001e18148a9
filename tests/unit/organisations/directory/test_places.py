"""The town among the address lines, and one way to write a postcode."""

import pytest

from organisations.directory.places import address_of, lines_in, postcode_of, town_of

TOWNS = {
    ("12 HIGH STREET", "", "", "LEEDS", "WEST YORKSHIRE"): "Leeds",
    ("ROSE COURT", "12 HIGH STREET", "HEADINGLEY", "LEEDS", ""): "Leeds",
    ("12 HIGH STREET", "", "LONDON", "", "ENGLAND"): "London",
    ("12 HIGH STREET", "BRISTOL", "AVON", "", ""): "Bristol",
    ("12 HIGH STREET", "", "", "STRATFORD-UPON-AVON", "WARWICKSHIRE"): "Stratford-upon-Avon",
    ("12 HIGH STREET", "", "", "NEWCASTLE", "TYNE & WEAR"): "Newcastle",
    ("12 HIGH STREET", "LEEDS", "LS1 4AP", "", ""): "Leeds",
    # A street is no town, whatever stands last.
    ("ROSE COURT", "12 HIGH STREET", "", "", ""): "",
    ("", "", "", "", "KENT"): "",
    ("", "", "", "", ""): "",
}


@pytest.mark.parametrize("lines", TOWNS)
def test_the_town_is_the_last_line_that_is_no_county(lines: tuple[str, ...]) -> None:
    assert town_of(lines) == TOWNS[lines]


def test_a_town_too_long_to_be_one_is_none() -> None:
    assert town_of(["A" * 61]) == ""


def test_an_address_is_its_filled_lines() -> None:
    assert address_of(["ROSE COURT,", "", " 12 HIGH STREET ", "LEEDS"]) == "Rose Court, 12 High Street, Leeds"


def test_an_address_in_one_text_has_the_same_town() -> None:
    assert town_of(lines_in("12 High Street, Leeds, West Yorkshire")) == "Leeds"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("ls14ap", "LS1 4AP"),
        (" LS1  4AP ", "LS1 4AP"),
        ("W1A 1AA", "W1A 1AA"),
        ("m11aa", "M1 1AA"),
        ("JE1", "JE1"),
        ("", ""),
    ],
)
def test_a_postcode_is_written_one_way(typed: str, written: str) -> None:
    assert postcode_of(typed) == written
