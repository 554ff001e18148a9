"""ODS prints names in capitals; people do not write them so."""

import pytest

from organisations.directory.names import kindly

NAMES = {
    "ROSE COURT CARE HOME": "Rose Court Care Home",
    "ROSE  COURT   ": "Rose Court",
    "THE HOUSE OF THE SISTERS": "The House of the Sisters",
    "ELM VIEW CARE UK LTD": "Elm View Care UK Ltd",
    "LEEDS NHS TRUST LLP": "Leeds NHS Trust LLP",
    "ST MARY'S HOME": "St Mary's Home",
    "ST MARY\u2019S HOME": "St Mary\u2019s Home",
    "SISTERS' REST": "Sisters' Rest",
    "O'BRIEN HOUSE": "O'Brien House",
    "L'ARCHE": "L'Arche",
    "MCDONALD LODGE": "McDonald Lodge",
    "HC-ONE LIMITED": "HC-One Limited",
    "STRATFORD-UPON-AVON": "Stratford-upon-Avon",
    "1ST CHOICE HOMECARE": "1st Choice Homecare",
    "FLAT 12A": "Flat 12A",
    "ROSE COURT (LEEDS) C.I.C.": "Rose Court (Leeds) C.I.C.",
    "(THE) OLD RECTORY": "(The) Old Rectory",
    "A & B CARE": "A & B Care",
    "TLC CARE": "TLC Care",
    "DR SMITH'S SURGERY": "Dr Smith's Surgery",
    "CAFÉ COURT": "Café Court",
    "": "",
}


@pytest.mark.parametrize("capitals", NAMES)
def test_a_name_in_capitals_is_written_kindly(capitals: str) -> None:
    assert kindly(capitals) == NAMES[capitals]


@pytest.mark.parametrize("name", ["Rose Court", "homeInstead", "eCare UK", "The MRC Home"])
def test_a_name_with_small_letters_is_left_alone(name: str) -> None:
    assert kindly(name) == name


@pytest.mark.parametrize("name", NAMES.values())
def test_what_is_kind_already_stays_as_it_is(name: str) -> None:
    assert kindly(name) == name
