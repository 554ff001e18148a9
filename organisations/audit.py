"""The audit trail: one row for every change, written in the change's own transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection

from organisations.models import AuditEntry, Organisation, User


def record(
    verb: str, *, organisation: Organisation | int, by: User | None, at: datetime, subject: str = "", **detail: Any
) -> None:
    """Append what was done, by whom and when (UTC); detail holds ids and codes, never personal text."""
    AuditEntry.objects.create(
        organisation_id=organisation if isinstance(organisation, int) else organisation.pk,
        at=at,
        actor_id=by.pk if by else None,
        verb=verb,
        subject=subject,
        detail=detail,
    )


def record_many(
    entries: Iterable[tuple[str, Organisation | int, str]], *, by: User | None, at: datetime, **detail: Any
) -> None:
    """Append an entry for each (verb, organisation, subject) in one statement; they share who, when and detail."""
    AuditEntry.objects.bulk_create(
        AuditEntry(
            organisation_id=organisation if isinstance(organisation, int) else organisation.pk,
            at=at,
            actor_id=by.pk if by else None,
            verb=verb,
            subject=subject,
            detail=detail,
        )
        for verb, organisation, subject in entries
    )


def broken_links(organisation: Organisation) -> list[int]:
    """Return the numbers of the entries that do not fit the chain, in order; none is as it should be.

    An entry that was changed is named itself; one that was taken out shows in the next entry, or in the head's number
    when the newest are gone. Needs the organisation's scope open.
    """
    with connection.cursor() as cursor:
        cursor.execute(_BROKEN, {"organisation": organisation.pk})
        return [number for (number,) in cursor.fetchall()]


_BROKEN = """
    SELECT entry.number FROM organisations_auditentry entry
    LEFT JOIN organisations_auditentry earlier
        ON earlier.organisation_id = entry.organisation_id AND earlier.number = entry.number - 1
    WHERE entry.organisation_id = %(organisation)s AND (
        entry.hash IS DISTINCT FROM organisations_audit_hash(entry)
        OR entry.previous_hash IS DISTINCT FROM coalesce(earlier.hash, '')
    )
    UNION
    SELECT head.number FROM organisations_audithead head
    LEFT JOIN organisations_auditentry newest
        ON newest.organisation_id = head.organisation_id AND newest.number = head.number
    WHERE head.organisation_id = %(organisation)s AND head.hash IS DISTINCT FROM newest.hash
    ORDER BY 1
"""
