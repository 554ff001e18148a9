"""Explain where an organisation stands, for support staff: which levels it could publish, and what is in the way."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessments.rules.offers import offers
from assessments.rules.schedule import london_date
from assessments.snapshots import load_newest
from assessments.standings import status_on_day
from assessments.words import LEVELS
from organisations.models import Organisation
from organisations.tenancy import acting_for


class Command(BaseCommand):
    help = "Say an organisation's status on a day, and every blocker of every level with its reason code and reference."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="ODS code")
        parser.add_argument("--on", type=date.fromisoformat, help="a London date, YYYY-MM-DD; today by default")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        day = options["on"] or london_date(timezone.now())
        organisation = Organisation.objects.filter(code=options["code"].strip().upper()).first()
        if organisation is None:
            raise CommandError(f"No organisation is registered with the code {options['code']}.")
        with acting_for(organisation):
            facts = explain(organisation, day)
        self.stdout.write(json.dumps(facts, indent=2) if options["json"] else "\n".join(in_lines(facts)))


def explain(organisation: Organisation, day: date) -> dict[str, Any]:
    """Gather the facts inside the organisation's open scope."""
    loaded = load_newest(organisation, today=day)
    facts: dict[str, Any] = {"code": organisation.code, "name": organisation.name, "on": day.isoformat()}
    if loaded is None:
        return {**facts, "status": "registered, nothing opened", "year": None, "levels": []}
    standing = status_on_day(organisation, day)
    return {
        **facts,
        "status": standing.kind.value,
        "level": standing.level.value if standing.level else None,
        "covered_by": standing.by_code or None,
        "valid_until": standing.valid_until.isoformat() if standing.valid_until else None,
        "year": loaded.case.year.label,
        "edition": loaded.case.edition.name,
        "levels": [
            {
                "level": offer.level.value,
                "done": offer.done,
                "total": offer.total,
                "can_publish": not offer.blockers,
                "blockers": [
                    {"reason": b.reason.value, "reference": b.subject, "section": b.section} for b in offer.blockers
                ],
            }
            for offer in offers(loaded.case)
        ],
    }


def in_lines(facts: dict[str, Any]) -> list[str]:
    """Write the facts for a terminal."""
    lines = [f"{facts['name']} ({facts['code']}) on {facts['on']}: {facts['status']}"]
    if facts.get("covered_by"):
        lines.append(f"Covered by {facts['covered_by']}")
    if facts.get("valid_until"):
        lines.append(f"Valid until {facts['valid_until']}")
    if facts["year"]:
        lines.append(f"Year {facts['year']}, edition {facts['edition']}")
    for level in facts["levels"]:
        name = next(words for known, words in LEVELS.items() if known.value == level["level"])
        verdict = "can be published" if level["can_publish"] else f"{len(level['blockers'])} in the way"
        lines.append(f"{name}: {level['done']} of {level['total']}, {verdict}")
        lines += [f"  {b['reason']:26} {b['reference']:10} {b['section']}".rstrip() for b in level["blockers"]]
    return lines
