"""The three levels as a ladder: what is done, what is left, and whether the level is on offer (R7, R12)."""

from dataclasses import dataclass

from assessments.rules import blockers as reasons
from assessments.rules.blockers import APPLIES, CHECKS, Blocker, Reason
from assessments.rules.case import Case
from assessments.rules.completeness import tally
from assessments.rules.levels import Level

# What answering more questions cannot change, so the level is not held out as a goal.
CLOSING: tuple[Reason, ...] = (
    Reason.APPROACHING_ALREADY_USED,
    Reason.PUBLISHED_BEFORE,
    Reason.MET_ALREADY_REACHED,
    Reason.NO_LIVE_CERTIFICATE,
)


@dataclass(frozen=True, slots=True)
class Offer:
    """One level: its count, all that blocks it apart from the declaration, and the first reason it is not on offer."""

    level: Level
    done: int
    total: int
    blockers: tuple[Blocker, ...]
    why_not: Reason | None

    @property
    def is_offered(self) -> bool:
        """Say whether the level can be held out as a goal, whatever is still to do for it."""
        return self.why_not is None


def offers(case: Case) -> tuple[Offer, Offer, Offer]:
    """Return the three levels, lowest first."""
    return _offer(case, Level.APPROACHING), _offer(case, Level.MET), _offer(case, Level.EXCEEDED)


def aim(case: Case) -> Level | None:
    """Return Approaching Standards while it is what a publication would reach, None when a higher level is in sight."""
    return Level.APPROACHING if _offer(case, Level.APPROACHING).is_offered else None


def _offer(case: Case, level: Level) -> Offer:
    count = tally(case, level)
    closing = (r for r in CLOSING if level in APPLIES[r] and any(CHECKS[r](case, level)))
    return Offer(
        level=level,
        done=count.done,
        total=count.total,
        blockers=reasons.blockers(case, level, declared=True),
        why_not=next(closing, None),
    )


def publishable(case: Case) -> tuple[Level, ...]:
    """Return the levels that lack nothing but the declaration, lowest first."""
    return tuple(level for level in Level if not reasons.blockers(case, level, declared=True))
