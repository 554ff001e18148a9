"""What the sites of a group say to "Is this true here?" (R74): one statement for all of them."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from assessments.models import SiteDifference, SiteReply, ToolkitYear
from organisations.models import AuditEntry, Membership, Organisation
from organisations.permissions import PERMISSIONS, Permission

ASKED = "asked-to-agree"  # as the audit trail says it
MAY_REPLY = [role for role, permissions in PERMISSIONS.items() if Permission.CONFIRM in permissions]
AGREED, DIFFERENT, SILENT, AGAIN = "agreed", "different", "silent", "again"


@dataclass(frozen=True, slots=True)
class Difference:
    """One shared answer that is different at a site; open until the group changes that answer."""

    ref: str
    because: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class SiteState:
    """Where one site stands: `state` is agreed, different, silent, or again (it agreed before an answer changed)."""

    state: str
    differences: tuple[Difference, ...] = ()

    @property
    def blocks(self) -> bool:
        """Say whether the site must not be covered before somebody has looked at what it said (R74)."""
        return any(difference.is_open for difference in self.differences)


def replies(group: Organisation, year_row: ToolkitYear) -> dict[int, SiteState]:
    """Return where each of a group's sites stands, by its id. Needs the scope of the group and its sites."""
    with connection.cursor() as cursor:
        cursor.execute(_REPLIES, {"group": group.pk, "year": year_row.pk})
        rows = cursor.fetchall()
    return {site: _state(reply, is_changed, json.loads(said) if said else ()) for site, reply, is_changed, said in rows}


def reply_of(site: Organisation, group: Organisation, year_row: ToolkitYear) -> SiteReply | None:
    """Return what a site has said to its group this year."""
    found = SiteReply.objects.filter(organisation=site, group=group, year=year_row).select_related("said_by")
    return next(iter(found), None)


def differences_of(site: Organisation, group: Organisation, year_row: ToolkitYear) -> dict[str, SiteDifference]:
    """Return what a site has said is different there, by reference."""
    found = SiteDifference.objects.filter(organisation=site, group=group, year=year_row)
    return {difference.ref: difference for difference in found}


def last_asked(group: Organisation, year_row: ToolkitYear) -> datetime | None:
    """Return when the group last asked its managers this year."""
    entries = AuditEntry.objects.filter(organisation_id=group.pk, verb=ASKED, subject=year_row.label)
    at: datetime | None = entries.values_list("at", flat=True).first()
    return at


def with_people(sites: Collection[int]) -> set[int]:
    """Return which sites have somebody who can sign in and reply."""
    members = Membership.objects.active().filter(organisation__in=sites, role__in=MAY_REPLY)
    return set(members.values_list("organisation_id", flat=True))


def _state(reply: str | None, is_changed: bool, said: Any) -> SiteState:  # noqa: FBT001 - a column
    differences = tuple(_difference(one) for one in said)
    if reply is None:
        return SiteState(SILENT)
    if any(difference.is_open for difference in differences):
        return SiteState(DIFFERENT, differences)
    return SiteState(AGAIN if is_changed else AGREED, differences)


def _difference(row: Mapping[str, Any]) -> Difference:
    return Difference(row["ref"], row["because"], is_open=row["is_open"])


# What is asked is whether the group's answer is true there, so a site with an answer of its own is asked all the same.
_REPLIES = """
    SELECT link.site_id, reply.reply,
        EXISTS (
            SELECT FROM assessments_sharedanswer shared
            WHERE shared.organisation_id = %(group)s AND shared.year_id = %(year)s
                AND greatest(shared.changed_at, shared.shared_at) > reply.said_at
                AND NOT link.site_id = ANY (shared.except_sites)
        ),
        (SELECT jsonb_agg(jsonb_build_object('ref', said.ref, 'because', said.because, 'is_open', EXISTS (
                SELECT FROM assessments_sharedanswer shared
                WHERE shared.organisation_id = %(group)s AND shared.year_id = %(year)s
                    AND shared.ref = said.ref AND shared.version = said.version)) ORDER BY said.id)
            FROM assessments_sitedifference said
            WHERE said.organisation_id = link.site_id AND said.group_id = %(group)s AND said.year_id = %(year)s)
    FROM organisations_groupsite link
    LEFT JOIN assessments_sitereply reply
        ON reply.organisation_id = link.site_id AND reply.group_id = %(group)s AND reply.year_id = %(year)s
    WHERE link.organisation_id = %(group)s AND link.state = 'active'
"""
