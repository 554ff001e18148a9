"""Reading which sites a group's next publication may count for, in a fixed number of statements (R38).

The candidates are the sites that a group looks after, and those whose head office it is today by the directory. Needs
the scope of the group and its sites, or what the sites said cannot be seen.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from assessments.covers import active_sites
from assessments.models import SiteTick, ToolkitYear
from assessments.replies import SILENT, SiteState, replies
from assessments.routes import affirmed, verdicts
from assessments.rules.coverage import CAN_BE_TICKED, Candidacy, SiteFacts, candidacy, is_ods_code, may_be_covered
from assessments.rules.levels import Level
from organisations.models import Organisation, ServiceWithoutCode
from organisations.tenancy import acting_for


@dataclass(frozen=True, slots=True)
class Tick:
    """What somebody chose for one site: with it or without it, why not, and why all the same."""

    is_ticked: bool
    reason: str = ""
    all_the_same: str = ""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who else covers a site, and since when."""

    id: int
    name: str
    code: str
    reference: str
    from_on: date


@dataclass(frozen=True, slots=True)
class Candidate:
    """One site with the one thing that decides, and all that its line says. `id` is None for one with no record."""

    id: int | None
    code: str
    name: str
    town: str
    candidacy: Candidacy
    facts: SiteFacts
    holder: Holder | None
    differs_because: str
    state: SiteState
    was_covered: bool
    is_covered: bool
    tick: SiteTick | None

    @property
    def can_be_ticked(self) -> bool:
        return self.candidacy in CAN_BE_TICKED

    @property
    def is_ticked(self) -> bool:
        """Say whether it is chosen: as somebody saved it, or else if it was covered last time (R38)."""
        chosen = self.tick.is_ticked if self.tick else self.was_covered
        return chosen and self.can_be_ticked

    @property
    def all_the_same(self) -> str:
        return self.tick.all_the_same if self.tick else ""

    @property
    def may_be_covered(self) -> bool:
        return may_be_covered(self.candidacy, self.all_the_same)


def candidates(
    group: Organisation, year: ToolkitYear, *, day: date, level: Level | None = None
) -> tuple[Candidate, ...]:
    """Return every candidate by its name, judged for a publication of that level, or of any without one."""
    with connection.cursor() as cursor:
        cursor.execute(_SITES, {"group": group.pk, "day": day})
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    ticks = {tick.site_id: tick for tick in _ticks(group, year)}
    is_affirmed = affirmed(group, year) is not None
    ways, said = verdicts(group, year), replies(group, year)
    rows += _gone(rows, ticks.values())
    return tuple(
        _candidate(row, ticks.get(row["id"]), is_affirmed, ways.get(row["id"]), said.get(row["id"]), day, level)
        for row in rows
    )


def _ticks(group: Organisation, year: ToolkitYear) -> list[SiteTick]:
    return list(SiteTick.objects.filter(organisation=group, year=year).select_related("site"))


def _gone(rows: list[dict[str, Any]], ticks: Iterable[SiteTick]) -> list[dict[str, Any]]:
    """Add what is ticked and no candidate any more: it must be seen to be refused, not left out in silence (R45)."""
    there = {row["id"] for row in rows}
    nothing = dict.fromkeys(_NO, False) | dict.fromkeys(_UNKNOWN)
    return [
        {**nothing, "id": tick.site_id, "code": tick.site.code, "name": tick.site.name, "town": tick.site.town}
        for tick in ticks
        if tick.is_ticked and tick.site_id not in there
    ]


def _candidate(
    row: dict[str, Any],
    tick: SiteTick | None,
    is_affirmed: bool,  # noqa: FBT001 - one fact among many
    way: Any,
    state: SiteState | None,
    day: date,
    level: Level | None,
) -> Candidate:
    state = state or SiteState(SILENT)
    holder = Holder(*(row[f"holder_{name}"] for name in _HOLDER)) if row["holder_id"] else None
    facts = SiteFacts(
        is_linked=row["is_linked"],
        is_here=row["id"] is not None,
        is_own_registration=row["is_own_registration"],
        is_parent=row["is_parent"],
        is_verified=row["is_verified"],
        has_code=is_ods_code(row["code"]),
        closed_on=row["closed_on"],
        leaves_on=row["leaves_on"],
        is_held=holder is not None,
        holder_is_parent=bool(row["holder_is_parent"]),
        is_disputed=row["is_disputed"],
        is_route_affirmed=is_affirmed,
        may_share=way.may_share if way else True,
        is_different=state.blocks,
        has_published=row["has_published"],
        joined_since=row["joined_since"],
    )
    return Candidate(
        id=row["id"],
        code=row["code"],
        name=row["name"],
        town=row["town"],
        candidacy=candidacy(facts, day, level),
        facts=facts,
        holder=holder,
        differs_because=way.why if way and not way.may_share else "",
        state=state,
        was_covered=row["was_covered"],
        is_covered=row["is_covered"],
        tick=tick,
    )


_HOLDER = ("id", "name", "code", "reference", "from_on")
_NO = (
    "is_linked",
    "is_verified",
    "is_own_registration",
    "is_parent",
    "holder_is_parent",
    "is_disputed",
    "has_published",
    "joined_since",
    "was_covered",
    "is_covered",
)
_UNKNOWN = ("closed_on", "leaves_on", *(f"holder_{name}" for name in _HOLDER))


def candidates_in_scope(
    group: Organisation, year: ToolkitYear, *, day: date, level: Level | None = None
) -> tuple[Candidate, ...]:
    """Return the same where only the group's own scope is open: on its own publish pages."""
    with acting_for(group, *active_sites(group)):
        return candidates(group, year, day=day, level=level)


def without_code(group: Organisation) -> list[str]:
    """Return the names of a group's services that need an ODS code before they can be candidates (R53)."""
    waiting = ServiceWithoutCode.objects.filter(organisation=group, done_at__isnull=True)
    return list(waiting.order_by("name").values_list("name", flat=True))


def all_tickable(found: Iterable[Candidate]) -> dict[int, Tick]:
    """Tick every site that can be ticked without another word."""
    plain = [one for one in found if one.can_be_ticked and one.may_be_covered]
    return {one.id: Tick(is_ticked=True, all_the_same=one.all_the_same) for one in plain if one.id is not None}


def named(found: Iterable[Candidate], ids: Iterable[int]) -> list[Candidate]:
    """Return the candidates with these ids, in the order of their names."""
    wanted = set(ids)
    return [candidate for candidate in found if candidate.id in wanted]


_SITES = """
    WITH codes AS (
        SELECT code FROM organisations_organisation WHERE id = %(group)s
        UNION SELECT code FROM organisations_formercode WHERE organisation_id = %(group)s
    ), last AS (
        SELECT reference, published_on FROM assessments_standing
        WHERE organisation_id = %(group)s AND source = 'here' AND NOT is_withdrawn
        ORDER BY published_on DESC, published_at DESC LIMIT 1
    ), linked AS (
        SELECT site.id, site.code, site.name, site.town, site.kind, site.closed_on, link.joined_on,
            true AS is_linked, entry.id AS entry_id, entry.closed_on AS entry_closed_on
        FROM organisations_groupsite link
        JOIN organisations_organisation site ON site.id = link.site_id
        LEFT JOIN organisations_directoryentry entry ON entry.code = site.code
        WHERE link.organisation_id = %(group)s AND link.state = 'active'
    ), sites AS (
        SELECT * FROM linked
        UNION ALL
        SELECT site.id, entry.code, coalesce(site.name, entry.name), coalesce(site.town, entry.town), site.kind,
            site.closed_on, NULL, false, entry.id, entry.closed_on
        FROM organisations_directoryentry entry
        LEFT JOIN organisations_organisation site ON site.code = entry.code
        WHERE entry.id IN (
                SELECT relation.entry_id FROM organisations_directoryrelation relation
                WHERE relation.kind = 'parent' AND relation.to_code IN (SELECT code FROM codes)
                    AND coalesce(relation.from_on, '-infinity') <= %(day)s
                    AND coalesce(relation.to_on, 'infinity') >= %(day)s)
            AND entry.code IS NOT NULL AND coalesce(entry.closed_on, 'infinity') >= %(day)s
            AND entry.code NOT IN (SELECT code FROM linked)
    ), relations AS (
        SELECT relation.entry_id, relation.to_code, relation.from_on, relation.to_on,
            relation.to_code IN (SELECT code FROM codes) AS is_ours,
            coalesce(relation.from_on, '-infinity') <= %(day)s AND coalesce(relation.to_on, 'infinity') >= %(day)s
                AS is_now
        FROM organisations_directoryrelation relation
        WHERE relation.kind = 'parent' AND relation.entry_id IN (SELECT entry_id FROM sites)
    ), parents AS (
        SELECT entry_id, bool_or(is_ours AND is_now) AS is_ours, array_agg(to_code) FILTER (WHERE is_now) AS codes
        FROM relations GROUP BY entry_id
    ), ours AS (
        SELECT DISTINCT ON (entry_id) entry_id, to_on FROM relations
        WHERE is_ours AND coalesce(from_on, '-infinity') <= %(day)s
        ORDER BY entry_id, coalesce(from_on, '-infinity') DESC
    ), leaving AS (
        SELECT other.entry_id, min(other.from_on) AS on FROM relations other JOIN ours USING (entry_id)
        WHERE NOT other.is_ours AND other.from_on > ours.to_on GROUP BY other.entry_id
    )
    SELECT sites.id, sites.code, sites.name, sites.town, sites.is_linked,
        least(sites.closed_on, sites.entry_closed_on) AS closed_on,
        coalesce(parents.is_ours, false) AS is_parent, leaving.on AS leaves_on,
        (SELECT verified_at IS NOT NULL FROM organisations_organisation WHERE id = %(group)s) AS is_verified,
        NOT sites.is_linked AND sites.id IS NOT NULL AND (
            sites.kind NOT IN ('site', 'in-house-service') OR EXISTS (
                SELECT FROM assessments_standing own
                WHERE own.organisation_id = sites.id AND own.source = 'here' AND NOT own.is_withdrawn))
            AS is_own_registration,
        EXISTS (SELECT FROM assessments_standing own WHERE own.organisation_id = sites.id AND NOT own.is_withdrawn)
            OR EXISTS (SELECT FROM organisations_nationalresult result WHERE result.code = sites.code)
            AS has_published,
        EXISTS (SELECT FROM organisations_dispute dispute WHERE dispute.organisation_id = %(group)s
            AND dispute.site_id = sites.id AND dispute.decided_at IS NULL) AS is_disputed,
        last.reference IS NOT NULL AND EXISTS (
            SELECT FROM assessments_coverage mine WHERE mine.site_id = sites.id AND mine.organisation_id = %(group)s
                AND mine.reference = last.reference AND mine.voided_at IS NULL AND mine.ended = '') AS was_covered,
        EXISTS (
            SELECT FROM assessments_coverage mine WHERE mine.site_id = sites.id AND mine.organisation_id = %(group)s
                AND mine.voided_at IS NULL AND %(day)s BETWEEN mine.from_on AND mine.to_on) AS is_covered,
        last.reference IS NOT NULL AND coalesce(sites.joined_on > last.published_on, true) AND NOT EXISTS (
            SELECT FROM assessments_coverage mine WHERE mine.site_id = sites.id AND mine.organisation_id = %(group)s
                AND mine.voided_at IS NULL) AS joined_since,
        holder.id AS holder_id, holder.name AS holder_name, holder.code AS holder_code,
        cover.reference AS holder_reference, cover.from_on AS holder_from_on,
        coalesce(holder.code = ANY (parents.codes), false) AS holder_is_parent
    FROM sites
    LEFT JOIN last ON true
    LEFT JOIN parents ON parents.entry_id = sites.entry_id
    LEFT JOIN leaving ON leaving.entry_id = sites.entry_id
    LEFT JOIN LATERAL (
        SELECT coverage.organisation_id, coverage.reference, coverage.from_on FROM assessments_coverage coverage
        WHERE coverage.site_id = sites.id AND coverage.organisation_id <> %(group)s
            AND coverage.voided_at IS NULL AND coverage.to_on >= %(day)s
        ORDER BY coverage.from_on LIMIT 1) cover ON true
    LEFT JOIN organisations_organisation holder ON holder.id = cover.organisation_id
    ORDER BY sites.name, sites.code
"""
