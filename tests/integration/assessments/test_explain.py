"""The support desk's command: where an organisation stands, and every blocker by its code."""

import json
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from assessments.models import Assessment
from assessments.rules.levels import Level
from organisations.models import Organisation
from tests import factories as f
from tests.factories import assessments as a

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]


def explain(*words: str) -> str:
    out = StringIO()
    call_command("explain", *words, stdout=out)
    return out.getvalue()


def facts(*words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(explain(*words, "--json"))
    return found


def test_it_says_where_somebody_stands_in_lines(rose_court: Organisation) -> None:
    a.published(rose_court)

    lines = explain("VA001").splitlines()

    assert lines[:3] == [
        "Rose Court (VA001) on 2026-11-22: met",
        "Valid until 2027-11-22",
        "Year 2026-27, edition care-7",
    ]
    assert "Standards Met: 43 of 43, can be published" in lines
    assert any(line.startswith("  published-before") for line in lines)


def test_it_names_every_blocker_with_its_code_and_reference(assessment: Assessment) -> None:
    a.answered(assessment, but=["1.1.5"])

    text = explain("VA001")

    assert "Standards Met: 42 of 43," in text
    assert "  question-not-satisfied     1.1.5      staffing-and-roles\n" in text
    assert "  profile-field-missing      ico\n" in text
    assert "  no-live-certificate        cyber\n" in text


def test_the_same_as_json(assessment: Assessment) -> None:
    a.ready(assessment)

    found = facts("VA001")

    assert {name: found[name] for name in ("code", "name", "on", "status", "year", "edition")} == {
        "code": "VA001",
        "name": "Rose Court",
        "on": "2026-11-22",
        "status": "not-published",
        "year": "2026-27",
        "edition": "care-7",
    }
    approaching, met, _ = found["levels"]
    assert (met["level"], met["done"], met["total"], met["can_publish"], met["blockers"]) == ("met", 43, 43, True, [])
    assert approaching["blockers"] == [{"reason": "met-already-reached", "reference": "", "section": ""}]


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2025-11-21", "not-published"),
        ("2025-11-22", "approaching"),
        ("2026-11-22", "met"),
        ("2027-11-22", "met"),
        ("2027-11-23", "expired"),
    ],
)
def test_it_tells_any_day(rose_court: Organisation, day: str, status: str) -> None:
    """R29: past and to come."""
    first = a.published(rose_court, Level.APPROACHING, at=datetime(2025, 11, 22, 9, tzinfo=UTC))
    a.published(rose_court, after=first.pk)

    assert facts("VA001", "--on", day)["status"] == status


def test_a_renewed_certificate_keeps_exceeded(rose_court: Organisation) -> None:
    """R23: the one published with ends on 22 October 2027."""
    a.published(rose_court, Level.EXCEEDED)
    assert facts("VA001", "--on", "2027-10-23")["status"] == "met"

    a.described(rose_court, **a.certificate(datetime(2027, 10, 1, tzinfo=UTC).date()))

    assert facts("VA001", "--on", "2027-10-23")["status"] == "exceeded"


def test_a_home_that_has_not_begun(rose_court: Organisation) -> None:
    assert explain("VA001") == "Rose Court (VA001) on 2026-11-22: registered, nothing opened\n"
    assert facts("VA001")["levels"] == []


def test_the_code_may_be_typed_in_any_way(rose_court: Organisation) -> None:
    assert "Rose Court" in explain(" va001 ")


def test_an_unknown_code_is_said_to_be_unknown() -> None:
    with pytest.raises(CommandError, match=r"No organisation is registered with the code ZZ999\."):
        explain("ZZ999")


def test_a_day_that_is_none_is_refused(rose_court: Organisation) -> None:
    with pytest.raises(CommandError, match="invalid fromisoformat value: 'yesterday'"):
        explain("VA001", "--on", "yesterday")


def test_it_tells_of_one_home_only(rose_court: Organisation) -> None:
    elm_view = f.organisation("VB002", "Elm View", by=f.person("Tom"))
    a.published(elm_view)

    assert "registered, nothing opened" in explain("VA001")
