"""Rows about cover, as JSON from the database, as the rules' data."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from assessments.rules.levels import Level
from assessments.rules.profile import CyberEssentialsPlus, Tri
from assessments.rules.status import PROVIDER_CHANGED, Cover, Ended

# What a cover's row says, joined to the public facts of its publication; used by every statement that reads covers.
COLUMNS = """
    cover.reference, cover.organisation_id AS by_id, provider.name AS by_name, provider.code AS by_code,
    standing.level, standing.year_label, cover.from_on, cover.to_on, cover.valid_until, cover.ended,
    standing.certificate_expires_on, standing.proof_issued_on, standing.proof_expires_on
"""
# Those that count, or counted: not void, and not of a publication that was withdrawn (R34).
ROWS = """
    assessments_coverage cover
    JOIN organisations_organisation provider ON provider.id = cover.organisation_id
    JOIN assessments_standing standing
        ON standing.organisation_id = cover.organisation_id AND standing.reference = cover.reference
        AND cover.voided_at IS NULL AND NOT standing.is_withdrawn
"""


def cover_from(row: Mapping[str, Any]) -> Cover:
    """Read one row with these columns."""
    dates = {name: date.fromisoformat(row[name]) for name in ("from_on", "to_on", "valid_until")}
    return Cover(
        reference=row["reference"],
        by_id=row["by_id"],
        by_name=row["by_name"],
        by_code=row["by_code"],
        level=Level(row["level"]),
        year_label=row["year_label"],
        ended=Ended(row["ended"]) if row["ended"] else None,
        certificate_expires_on=a_day(row["certificate_expires_on"]),
        certificate=certificate_from(row),
        **dates,
    )


def certificate_from(row: Mapping[str, Any]) -> CyberEssentialsPlus | None:
    """Give the certificate that was live or renewed when the row was made; its number is private and not here."""
    if not row["proof_expires_on"]:
        return None
    return CyberEssentialsPlus(Tri.YES, "on record", a_day(row["proof_issued_on"]), a_day(row["proof_expires_on"]))


def was_covered_approaching(rows: Iterable[Mapping[str, Any]], today: date) -> bool:
    """Say whether a head office's Approaching Standards counted here, under the provider of today (R43).

    `moved_on` is the first day, since the cover began, on which the directory names another head office.
    """
    return any(
        row["level"] == Level.APPROACHING
        and date.fromisoformat(row["from_on"]) <= today
        and row["ended"] not in PROVIDER_CHANGED
        and not (row["moved_on"] and date.fromisoformat(row["moved_on"]) <= today)
        for row in rows
    )


def a_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
