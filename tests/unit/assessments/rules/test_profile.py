from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assessments.rules.profile import (
    CyberEssentialsPlus,
    Earlier,
    Ico,
    Profile,
    Tri,
    exemptions,
    missing_fields,
)
from tests.unit.assessments.rules.cases import LIVE_CERTIFICATE, PROFILE, TODAY

ISSUED, ENDS = date(2025, 9, 1), date(2026, 8, 31)


@pytest.mark.parametrize(
    ("certificate", "day", "expected"),
    [
        (LIVE_CERTIFICATE, date(2025, 8, 31), False),
        (LIVE_CERTIFICATE, ISSUED, True),
        (LIVE_CERTIFICATE, ENDS, True),
        (LIVE_CERTIFICATE, date(2026, 9, 1), False),
        (replace(LIVE_CERTIFICATE, held=Tri.NO), TODAY, False),
        (replace(LIVE_CERTIFICATE, held=Tri.NOT_SURE), TODAY, False),
        (replace(LIVE_CERTIFICATE, held=None), TODAY, False),
        (replace(LIVE_CERTIFICATE, number=" "), TODAY, False),
        (replace(LIVE_CERTIFICATE, issued_on=None), TODAY, False),
        (replace(LIVE_CERTIFICATE, expires_on=None), TODAY, False),
    ],
)
def test_r14_live_certificate(certificate: CyberEssentialsPlus, day: date, expected: bool) -> None:
    assert certificate.is_live(day) is expected


@pytest.mark.parametrize(
    ("cyber", "nhsmail", "expected"),
    [
        (LIVE_CERTIFICATE, Tri.NO, {"cyber-essentials-plus"}),
        (LIVE_CERTIFICATE, Tri.YES, {"cyber-essentials-plus", "nhsmail-only"}),
        (replace(LIVE_CERTIFICATE, expires_on=date(2026, 3, 9)), Tri.YES, {"nhsmail-only"}),
        (replace(LIVE_CERTIFICATE, issued_on=date(2026, 3, 11)), Tri.NO, set()),
        (CyberEssentialsPlus(Tri.NO), Tri.NOT_SURE, set()),
        (CyberEssentialsPlus(Tri.NOT_SURE), None, set()),
    ],
)
def test_r22_exemptions(cyber: CyberEssentialsPlus, nhsmail: Tri | None, expected: set[str]) -> None:
    assert exemptions(replace(PROFILE, cyber=cyber, nhsmail_only=nhsmail), TODAY) == expected


def test_a_new_profile_lacks_every_field() -> None:
    expected = ("care_kinds", "ico", "earlier", "nhsmail_only", "cyber")
    assert missing_fields(Profile("Rose Court", "VL001")) == expected


def test_a_full_profile_lacks_nothing() -> None:
    assert missing_fields(PROFILE) == ()


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"ico": Ico(exempt_reason="We hold no computer records")}, ()),
        ({"ico": Ico(number=" ", exempt_reason=" ")}, ("ico",)),
        ({"earlier": Earlier.UNKNOWN}, ()),
        ({"nhsmail_only": Tri.NOT_SURE}, ()),
        ({"cyber": CyberEssentialsPlus(Tri.NOT_SURE)}, ()),
        ({"cyber": CyberEssentialsPlus(Tri.YES)}, ("cyber",)),
        ({"cyber": CyberEssentialsPlus(Tri.YES, "CEP-1", ISSUED)}, ("cyber",)),
        ({"cyber": CyberEssentialsPlus(Tri.YES, "CEP-1", None, ENDS)}, ("cyber",)),
        ({"cyber": CyberEssentialsPlus(Tri.YES, "", ISSUED, ENDS)}, ("cyber",)),
        ({"cyber": CyberEssentialsPlus(Tri.YES, "CEP-1", ENDS, ISSUED)}, ("cyber",)),
        ({"cyber": CyberEssentialsPlus(Tri.YES, "CEP-1", ISSUED, ISSUED)}, ()),
        ({"cyber": LIVE_CERTIFICATE}, ()),
    ],
)
def test_what_counts_as_answered(change: dict[str, Any], missing: tuple[str, ...]) -> None:
    assert missing_fields(replace(PROFILE, **change)) == missing


@pytest.mark.parametrize(
    ("expires_on", "expected"), [(None, False), (TODAY, False), (date(2026, 3, 9), True), (date(2027, 1, 1), False)]
)
def test_r26_ico_lapse_is_a_warning(expires_on: date | None, expected: bool) -> None:
    ico = Ico(number="ZA1", expires_on=expires_on)
    assert ico.has_lapsed(TODAY) is expected
    assert missing_fields(replace(PROFILE, ico=ico)) == ()
