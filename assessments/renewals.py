"""Reading what runs out, from the register, the lists and the profile: one statement, whatever is in them."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.db import connection

from assessments.rules.case import Case
from assessments.rules.list_facts import Trainee
from assessments.rules.profile import Tri
from assessments.rules.renewals import Renewal, RenewalFacts, RenewalKind, looked_ahead_to, renewals
from assessments.snapshots import Loaded
from evidence.lists.support import support_end
from organisations.groups import is_group

TRAINEES: Final = "training"


def renewals_of(loaded: Loaded) -> tuple[Renewal, ...]:
    """Return what runs out for an organisation by the end of its year, the soonest first."""
    case = loaded.case
    until = looked_ahead_to(case.today, case.year.deadline)
    organisation = loaded.assessment.organisation
    rows = _rows(organisation.pk, until)
    # What a group says of training is the sum over its services (R73), not the list of its own office.
    is_counted = not is_group(organisation)
    return renewals(_facts(case, [row for row in rows if is_counted or row[0] != TRAINEES]), case.today, until)


def _facts(case: Case, rows: Iterable[tuple[Any, ...]]) -> RenewalFacts:
    ends: list[Renewal] = []
    trainees: list[Trainee] = []
    for kind, pk, name, on, count, software in rows:
        if kind == TRAINEES:
            trainees += [Trainee("", on)] * count
        elif ends_on := on or support_end(software):
            ends.append(Renewal(RenewalKind(kind), name, ends_on, pk))
    cyber = case.profile.cyber
    return RenewalFacts(
        rows=tuple(ends),
        data_fee_ends_on=case.profile.ico.expires_on if case.profile.ico.number else None,
        cyber_ends_on=cyber.expires_on if cyber.held is Tri.YES else None,
        trainees=tuple(trainees),
    )


def _rows(organisation_id: int, until: date) -> list[tuple[Any, ...]]:
    """Read the rows that end by a day, and how many people were trained on each; who is away is not counted (R25)."""
    with connection.cursor() as cursor:
        cursor.execute(_ENDING, {"organisation": organisation_id, "until": until})
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


_ENDING: Final = """
    SELECT 'document' AS kind, id, title AS name, review_on AS ends_on, 1 AS how_many, '' AS software
    FROM evidence_document
    WHERE organisation_id = %(organisation)s AND removed_at IS NULL AND review_on <= %(until)s
    UNION ALL
    SELECT 'contract', id, name, contract_ends_on, 1, '' FROM evidence_supplier
    WHERE organisation_id = %(organisation)s AND removed_at IS NULL AND contract_ends_on <= %(until)s
    UNION ALL
    SELECT 'certificate', id, name, certificate_ends_on, 1, '' FROM evidence_supplier
    WHERE organisation_id = %(organisation)s AND removed_at IS NULL AND certificate_ends_on <= %(until)s
    UNION ALL
    SELECT 'support', id, name, support_ends_on, 1, software FROM evidence_device
    WHERE organisation_id = %(organisation)s AND removed_at IS NULL
        AND (support_ends_on <= %(until)s OR support_ends_on IS NULL AND software <> '')
    UNION ALL
    SELECT 'training', NULL, '', trained_on, count(*), '' FROM evidence_trainedperson
    WHERE organisation_id = %(organisation)s AND removed_at IS NULL AND away_because !~ '\\S' GROUP BY trained_on
"""
