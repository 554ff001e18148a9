"""The audit trail: one row for every change, written in the change's own transaction."""

from datetime import datetime
from typing import Any

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
