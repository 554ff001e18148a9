"""Which sites a publication may count for, why not, and how long (R36 to R46, R53, R74)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from assessments.rules.levels import Level
from assessments.rules.status import Ended

DAY = timedelta(days=1)


class Candidacy(StrEnum):
    """Say the one thing that decides about a site: whether it can be ticked, and what to know about it (R38)."""

    TICKABLE = "tickable"
    NEW = "new"  # joined since last time
    LEAVING = "leaving"  # another provider's from a day to come
    TAKES_OVER = "takes-over"  # another group covers it, but the directory names this one (R44)
    DIFFERENT_HERE = "different-here"  # only with a written reason (R74)
    NOT_OURS = "not-ours"
    SOLD = "sold"
    CLOSED = "closed"
    NOT_ADDED = "not-added"
    OWN_REGISTRATION = "own-registration"  # R48
    NEEDS_CODE = "needs-code"  # R53
    DISPUTED = "disputed"  # R44
    COVERED_ELSEWHERE = "covered-elsewhere"
    NO_ROUTE = "no-route"  # the four questions are still open (R37)
    WORKS_DIFFERENTLY = "works-differently"  # R37, R52
    STEP_BACK = "step-back"  # R43


# Codes that something else gave a service, such as a CQC location's number, are longer.
LONGEST_ODS_CODE = 8


def is_ods_code(code: str) -> bool:
    """Say whether a code can be an ODS code; only with one can a site be covered by another's form (R53)."""
    return code.isalnum() and len(code) <= LONGEST_ODS_CODE


CAN_BE_TICKED = frozenset(
    {Candidacy.TICKABLE, Candidacy.NEW, Candidacy.LEAVING, Candidacy.TAKES_OVER, Candidacy.DIFFERENT_HERE}
)


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What decides about one site of a group on a day.

    `is_parent`: the directory names the group as its head office. `leaves_on` is the first day under another provider.
    `has_published` counts what the site published itself, wherever (R6, R79).
    """

    is_linked: bool = True
    is_here: bool = True
    is_own_registration: bool = False
    is_parent: bool = False
    is_verified: bool = True
    has_code: bool = True
    closed_on: date | None = None
    leaves_on: date | None = None
    is_held: bool = False
    holder_is_parent: bool = False
    is_disputed: bool = False
    is_route_affirmed: bool = True
    may_share: bool = True
    is_different: bool = False
    has_published: bool = False
    joined_since: bool = False


def candidacy(facts: SiteFacts, day: date, level: Level | None = None) -> Candidacy:
    """Say whether a site can be covered on a day; with a level, by a publication of that level (R43)."""
    reasons = (*_not_a_site_of_ours(facts, day), *_held_up(facts, level), *_to_know(facts))
    return next((candidacy for holds, candidacy in reasons if holds), Candidacy.TICKABLE)


Reasons = tuple[tuple[bool, Candidacy], ...]


def _not_a_site_of_ours(facts: SiteFacts, day: date) -> Reasons:
    return (
        (not facts.is_linked and not facts.is_parent, Candidacy.NOT_OURS),
        (facts.closed_on is not None and facts.closed_on < day, Candidacy.CLOSED),
        (facts.leaves_on is not None and facts.leaves_on <= day, Candidacy.SOLD),
        (not facts.is_here, Candidacy.NOT_ADDED),
        (not facts.is_linked and facts.is_own_registration, Candidacy.OWN_REGISTRATION),
        (not facts.has_code, Candidacy.NEEDS_CODE),
    )


def _held_up(facts: SiteFacts, level: Level | None) -> Reasons:
    loses = facts.is_held and not takes_over(facts)
    return (
        (loses and facts.is_disputed, Candidacy.DISPUTED),
        (loses, Candidacy.COVERED_ELSEWHERE),
        (not facts.is_route_affirmed, Candidacy.NO_ROUTE),
        (not facts.may_share, Candidacy.WORKS_DIFFERENTLY),
        (level is Level.APPROACHING and facts.has_published, Candidacy.STEP_BACK),
    )


def _to_know(facts: SiteFacts) -> Reasons:
    return (
        (facts.is_different, Candidacy.DIFFERENT_HERE),
        (facts.is_held, Candidacy.TAKES_OVER),
        (facts.leaves_on is not None, Candidacy.LEAVING),
        (facts.joined_since, Candidacy.NEW),
    )


def takes_over(facts: SiteFacts) -> bool:
    """Say whether the group wins a site from its holder: only the directory's head office does by itself (R44).

    And only one that an operator has checked: anybody can register a code that nobody has used yet.
    """
    return facts.is_held and facts.is_parent and facts.is_verified and not facts.holder_is_parent


def may_be_covered(candidacy: Candidacy, all_the_same: str) -> bool:
    """Say whether a ticked site can be covered: what is different there needs a reason in words (R74)."""
    return candidacy in CAN_BE_TICKED and (candidacy is not Candidacy.DIFFERENT_HERE or bool(all_the_same.strip()))


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when a cover counts, both included, and what ends it before its publication does."""

    from_on: date
    to_on: date
    ended: Ended | None = None

    @property
    def counts(self) -> bool:
        """Say whether there is any day on which it counts; one that has none is void."""
        return self.to_on >= self.from_on


def span(
    from_on: date, valid_until: date, *, closed_on: date | None, leaves_on: date | None, office_closed_on: date | None
) -> Span:
    """Return how long a new cover lasts: as its publication, but not past a closing or a sale known already (R36)."""
    limits = [Span(from_on, valid_until)]
    if office_closed_on is not None:  # R47
        limits.append(Span(from_on, office_closed_on, Ended.MERGED))
    if closed_on is not None:
        limits.append(Span(from_on, closed_on, Ended.CLOSED))
    if leaves_on is not None:
        limits.append(Span(from_on, leaves_on - DAY, Ended.SOLD))
    return min(limits, key=lambda limit: limit.to_on)


def restored(first: Span, ends: Iterable[tuple[date, Ended]]) -> Span:
    """Return a cover that was replaced, once what replaced it is withdrawn (R34).

    `ends` are the last days that anything else has set since; the first of them counts, if it is before its own.
    """
    return min([first, *(Span(first.from_on, on, why) for on, why in ends)], key=lambda limit: limit.to_on)
