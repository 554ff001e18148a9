"""Several lists in one file: a zip of CSVs, or the JSON object of the ODS service."""

import json

import pytest

from organisations.directory.kinds import Kind
from organisations.directory.problems import WhichList
from organisations.directory.reading import file_of, parts_of
from tests.factories import directory as d
from tests.unit.organisations.directory.reading_of import part, problem, rows

OFFICES = d.headless(d.care("A1B", "ROSE HOMES"))
SITES = d.headless(d.care("VLABC", parent="A1B"))
SUCCESSORS = d.headless(d.successor("VLABC", "VLXYZ"))


def kinds(content: bytes, name: str) -> list[Kind]:
    return [one.kind for one in parts_of(file_of(content, name))]


def test_a_zip_gives_its_lists_in_the_order_to_load_them() -> None:
    content = d.as_zip(succ=SUCCESSORS, ecarehomesite=SITES, ecarehomehq=OFFICES)

    assert kinds(content, "22_04_2026_userDefinedPack.zip") == [Kind.HEAD_OFFICES, Kind.CARE_SITES, Kind.SUCCESSORS]
    assert [len(list(one.rows())) for one in parts_of(file_of(content, "pack.zip"))] == [1, 1, 1]


def test_lists_that_are_not_ours_are_left_in_the_zip() -> None:
    assert kinds(d.as_zip(eauth=OFFICES, ecarehomesite=SITES), "pack.zip") == [Kind.CARE_SITES]
    assert "None of the 2 lists" in str(problem(d.as_zip(eauth=OFFICES, educate=SITES), "pack.zip"))


def test_a_pack_of_changes_is_not_whole() -> None:
    content = d.as_zip(ecarehomehq=OFFICES, ecarehomesite=SITES)

    pack = parts_of(file_of(content, "pack_changes_90_days_to_20260424.zip"))

    assert [one.is_whole for one in pack] == [False, False]


def test_a_lone_list_in_a_zip_may_have_any_name() -> None:
    assert part(d.as_zip(export=SITES), "export.zip", Kind.CARE_SITES).kind is Kind.CARE_SITES
    assert isinstance(problem(d.as_zip(export=SITES), "export.zip"), WhichList)


@pytest.mark.parametrize("as_lines", [False, True])
def test_the_answer_of_the_ods_service_is_read(as_lines: bool) -> None:
    reports = {"ecarehomesite ": SITES.decode(), "ecarehomehq": OFFICES.decode()}
    if as_lines:
        reports = {name: text.splitlines() for name, text in reports.items()}
    content = json.dumps(reports).encode()

    assert kinds(content, "getReport.json") == [Kind.HEAD_OFFICES, Kind.CARE_SITES]
    assert rows(json.dumps({"ecarehomesite": SITES.decode()}).encode(), "getReport")[0].code == "VLABC"


JSON = {
    "an error": (b'{"error": "Missing report query parameter"}', "answered with an error"),
    "a list": (b"[1, 2]", "JSON object"),
    "a number": (b'{"ecarehomesite": 1}', "not CSV text"),
    "cut off": (b'{"ecarehomesite": "\\"VLABC\\"', "could not read this JSON"),
    "very deep": (b"[" * 100_000, "could not read this JSON"),
    "an empty report": (b'{"ecarehomesite": ""}', "ecarehomesite.csv is empty"),
    "other reports": (b'{"eauth": "", "educate": ""}', "None of the 2 lists"),
}


@pytest.mark.parametrize("sort", JSON)
def test_json_that_is_no_list_is_refused_in_words(sort: str) -> None:
    content, words = JSON[sort]

    assert words in str(problem(content, "getReport.json"))


def test_what_a_person_says_must_fit() -> None:
    weekly = d.as_csv(d.weekly(d.location("1-1")))

    assert "This is the CQC weekly directory, not the ODS list of care sites" in str(
        problem(weekly, "list.csv", Kind.CARE_SITES)
    )
    assert "could not find the headings of the CQC weekly directory" in str(problem(SITES, "list.csv", Kind.CQC_WEEKLY))
