"""Whose site is it? What the group is asked, and what the operators decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from organisations.models import Dispute, Organisation


@dataclass(frozen=True, slots=True)
class RaiseDisputePage:
    site: str
    holder: str
    is_open_since: datetime | None
    site_href: str


def raise_dispute_page(
    group: Organisation, site: Organisation, holder: Organisation | None, there: Dispute | None
) -> RaiseDisputePage:
    """Ask why a site is the group's; without a holder there is nothing to ask."""
    return RaiseDisputePage(
        site=site.name,
        holder=str(holder) if holder else "",
        is_open_since=there.opened_at if there else None,
        site_href=reverse("assessments:sites", args=[group.code]),
    )


@dataclass(frozen=True, slots=True)
class DisputeLine:
    site: str
    claimant: str
    holder: str
    opened_at: datetime
    href: str


@dataclass(frozen=True, slots=True)
class DisputesPage:
    lines: tuple[DisputeLine, ...]


def disputes_page(found: Iterable[Dispute]) -> DisputesPage:
    """List what waits for a decision."""
    return DisputesPage(
        tuple(
            DisputeLine(
                str(one.site),
                str(one.organisation),
                str(one.holder),
                one.opened_at,
                reverse("assessments:dispute", args=[one.pk]),
            )
            for one in found
        )
    )


@dataclass(frozen=True, slots=True)
class DisputePage:
    site: str
    claimant: str
    holder: str
    words: str
    person: str
    opened_at: datetime
    decided_at: datetime | None
    winner: str
    decision: str


def dispute_page(one: Dispute) -> DisputePage:
    """Lay out one dispute: who says what, and the decision once there is one."""
    return DisputePage(
        site=str(one.site),
        claimant=str(one.organisation),
        holder=str(one.holder),
        words=one.words,
        person=str(one.opened_by),
        opened_at=one.opened_at,
        decided_at=one.decided_at,
        winner=str(one.in_favour_of) if one.in_favour_of else "",
        decision=one.decision,
    )


CLAIMANT, HOLDER = "claimant", "holder"


def sides(one: Dispute) -> list[tuple[str, str]]:
    """Return the two sides to choose from, with what the choice does."""
    return [
        (CLAIMANT, f"{one.organisation}. What {one.holder.name} published stops counting"),
        (HOLDER, f"{one.holder}. What it published goes on counting"),
    ]


def side(one: Dispute, chosen: str) -> Organisation:
    """Return the side that was chosen."""
    return one.organisation if chosen == CLAIMANT else one.holder
