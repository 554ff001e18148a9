"""Where organisations stand, in one statement for any number of them; and the public projection that it reads.

`Standing` holds what an organisation published or declared, without what is private; `Coverage` what counts for whom.
Both may be read in any scope, so every page can ask. `rebuild` is called by every action that changes what they show.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection

from assessments.cover_facts import COLUMNS, ROWS, a_day, certificate_from, cover_from
from assessments.models import Publication, Standing
from assessments.rules.history import PastPublication, Source
from assessments.rules.levels import Level
from assessments.rules.status import Facts, Status, status_on
from assessments.snapshots import elsewhere_facts
from organisations.models import EarlierPublication, Organisation, Profile
from organisations.tenancy import acting_for


def status_on_day(organisation: Organisation | int, day: date) -> Status:
    """Return where one organisation stands on any date (R29)."""
    [status] = statuses_on([organisation], day).values()
    return status


def statuses_on(organisations: Iterable[Organisation | int], day: date) -> dict[int, Status]:
    """Return where each organisation stands on any date, by its id, in one statement; readable in any scope."""
    ids = {one if isinstance(one, int) else one.pk for one in organisations}
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_FACTS, {"ids": sorted(ids), "day": day})
        return {row[0]: status_on(_facts(*row[1:]), day) for row in cursor.fetchall()}


# Of each organisation only what can decide: its newest publication here, or the newest known from elsewhere, and the
# cover that began last. The rules choose between them.
_FACTS = f"""
    SELECT organisation.id, organisation.closed_on, to_jsonb(own), to_jsonb(national), to_jsonb(cover)
    FROM organisations_organisation organisation
    LEFT JOIN LATERAL (
        SELECT source, reference, level, year_label, published_at, published_on, valid_until, certificate_expires_on,
            proof_issued_on, proof_expires_on, label
        FROM assessments_standing standing
        WHERE standing.organisation_id = organisation.id AND NOT is_withdrawn AND published_on <= %(day)s
            AND (source = 'here' OR level <> '')
        ORDER BY (source = 'here') DESC, published_on DESC, published_at DESC NULLS LAST, source, standing.id DESC
        LIMIT 1) own ON true
    LEFT JOIN LATERAL (
        SELECT level, published_on, label, 'national-list' AS source FROM organisations_nationalresult result
        WHERE result.code IN (
                SELECT organisation.code
                UNION SELECT code FROM organisations_formercode former WHERE former.organisation_id = organisation.id)
            AND published_on <= %(day)s AND level IN ('approaching', 'met', 'exceeded')
        ORDER BY published_on DESC, result.id
        LIMIT 1) national ON coalesce(own.source, '') <> 'here'
    LEFT JOIN LATERAL (
        SELECT {COLUMNS} FROM {ROWS} WHERE cover.site_id = organisation.id AND cover.from_on <= %(day)s
        ORDER BY cover.from_on DESC
        LIMIT 1) cover ON true
    WHERE organisation.id = ANY(%(ids)s)
"""  # noqa: S608 - our own names


def _facts(closed_on: date | None, own: str | None, national: str | None, cover: str | None) -> Facts:
    mine = _some(own)
    return Facts(
        history=(*map(_publication, mine), *elsewhere_facts(_some(national))),
        covers=tuple(map(cover_from, _some(cover))),
        closed_on=closed_on,
        certificate=next(map(certificate_from, mine), None),
    )


def _some(line: str | None) -> list[Any]:
    return [json.loads(line)] if line else []


def _publication(row: Mapping[str, Any]) -> PastPublication:
    return PastPublication(
        level=Level(row["level"]) if row["level"] else None,
        published_at=datetime.fromisoformat(row["published_at"]) if row["published_at"] else None,
        published_on=date.fromisoformat(row["published_on"]),
        valid_until=date.fromisoformat(row["valid_until"]),
        year_label=row["year_label"],
        source=Source(row["source"]),
        certificate_expires_on=a_day(row["certificate_expires_on"]),
        label=row["label"],
        reference=row["reference"],
    )


def rebuild(organisation: Organisation) -> None:
    """Make an organisation's public facts again from what it published and declared. Needs its scope open.

    Called after the change has written its audit entry, whose chain lets one at a time through.
    """
    wanted = wanted_standings(organisation)
    there = {_key(row): row for row in Standing.objects.filter(organisation=organisation)}
    gone = [row.pk for key, row in there.items() if key not in wanted]
    if gone:
        Standing.objects.filter(organisation=organisation, pk__in=gone).delete()
    changed = [row for key, row in wanted.items() if key not in there or differences(there[key], row)]
    if changed:
        Standing.objects.bulk_create(changed, update_conflicts=True, unique_fields=list(_KEY), update_fields=_WORDS)
    if (gone or changed) and organisation.merged_into:
        with acting_for(organisation.merged_into):
            rebuild(organisation.merged_into)


_KEY = ("organisation_id", "source", "reference", "published_on")
_WORDS = [
    "level",
    "year_label",
    "published_at",
    "valid_until",
    "certificate_expires_on",
    "proof_issued_on",
    "proof_expires_on",
    "is_withdrawn",
    "label",
]


def differences(there: Standing, wanted: Standing) -> list[str]:
    """Name the columns in which a row is not what it ought to be."""
    return [name for name in _WORDS if getattr(there, name) != getattr(wanted, name)]


def _key(row: Standing) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in _KEY)


def standings_of(organisation: Organisation) -> dict[tuple[Any, ...], Standing]:
    """Return the public facts as they are, by what names each."""
    return {_key(row): row for row in Standing.objects.filter(organisation=organisation)}


def wanted_standings(organisation: Organisation) -> dict[tuple[Any, ...], Standing]:
    """Work out what the public facts ought to be, from the organisation's own rows."""
    proof = _proof_of(organisation)
    published = Publication.objects.facts().filter(organisation=organisation)
    rows = [_here(one, proof) for one in published]
    declared = EarlierPublication.objects.filter(organisation=organisation).values(
        "level", "published_on", "label", "source"
    )
    earlier = elsewhere_facts({**line, "published_on": line["published_on"].isoformat()} for line in declared)
    rows += [_elsewhere(organisation, one) for one in earlier]
    own = {_key(row): row for row in rows}
    return {_key(row): row for row in _of_joined_records(organisation)} | own


def _of_joined_records(organisation: Organisation) -> list[Standing]:
    """Give what the records joined to this one published, each under its own reference, as this one's (R61)."""
    joined = Standing.public.filter(organisation__merged_into=organisation).order_by("pk")
    return [
        Standing(
            organisation_id=organisation.pk,
            source=row.source,
            reference=row.reference,
            published_on=row.published_on,
            **{name: getattr(row, name) for name in _WORDS},
        )
        for row in joined
    ]


def _proof_of(organisation: Organisation) -> tuple[date | None, date | None]:
    """Give the dates of the certificate that the organisation says it has now, if its details are whole (R14, R23)."""
    profile = Profile.objects.filter(organisation=organisation).first()
    if profile is None or profile.cyber_plus != Profile.Tri.YES or not profile.cyber_plus_number.strip():
        return None, None
    if not profile.cyber_plus_issued_on or not profile.cyber_plus_expires_on:
        return None, None
    return profile.cyber_plus_issued_on, profile.cyber_plus_expires_on


def _here(publication: Publication, proof: tuple[date | None, date | None]) -> Standing:
    issued_on, expires_on = proof if publication.level == Level.EXCEEDED else (None, None)
    return Standing(
        organisation_id=publication.organisation_id,
        source=Source.HERE.value,
        reference=publication.reference,
        level=publication.level,
        year_label=publication.year.label,
        published_at=publication.published_at,
        published_on=publication.published_on,
        valid_until=publication.valid_until,
        certificate_expires_on=publication.certificate_expires_on,
        proof_issued_on=issued_on,
        proof_expires_on=expires_on,
        is_withdrawn=publication.withdrawn_at is not None,
    )


def _elsewhere(organisation: Organisation, past: PastPublication) -> Standing:
    return Standing(
        organisation_id=organisation.pk,
        source=past.source.value,
        level=past.level.value if past.level else "",
        year_label=past.year_label,
        published_on=past.published_on,
        valid_until=past.valid_until,
        label=past.label,
    )
