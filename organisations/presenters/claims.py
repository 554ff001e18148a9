"""Claims to take over an account, as each reader may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from organisations.claiming import TIME_TO_OBJECT, Proof, why_wait
from organisations.claims import is_open, voices_of
from organisations.models import Claim, Organisation
from organisations.quiet import QUIET_AFTER, Quiet
from organisations.words import PROOFS, REFUSALS

MOST_QUIET = 100
HOURS_TO_OBJECT = int(TIME_TO_OBJECT.total_seconds() // 3600)


@dataclass(frozen=True, slots=True)
class ClaimedPage:
    """What the one who asks is told. It names nobody at the service."""

    service: str
    code: str
    asked_at: datetime
    objections_until: datetime
    is_waiting: bool
    is_objected: bool
    is_agreed: bool
    decision: str


def claimed_page(claim: Claim) -> ClaimedPage:
    return ClaimedPage(
        service=str(claim.organisation),
        code=claim.organisation.code,
        asked_at=claim.asked_at,
        objections_until=claim.objections_until,
        is_waiting=is_open(claim),
        is_objected=claim.state == Claim.State.OBJECTED,
        is_agreed=claim.state == Claim.State.AGREED,
        decision=claim.decision,
    )


@dataclass(frozen=True, slots=True)
class ObjectionPage:
    """What the service's own people see: who asks and how they would show it, not what they wrote."""

    service: str
    code: str
    name: str
    email: str
    proof: str
    asked_at: datetime
    objections_until: datetime
    can_answer: bool
    objection: str
    outcome: str


def objection_page(claim: Claim) -> ObjectionPage:
    voices = voices_of(claim)
    return ObjectionPage(
        service=claim.organisation.name,
        code=claim.organisation.code,
        name=str(claim.user),
        email=claim.user.email,
        proof=_proof(claim),
        asked_at=claim.asked_at,
        objections_until=claim.objections_until,
        can_answer=is_open(claim) and not voices.has_objection,
        objection=claim.objection,
        outcome=_outcome(claim),
    )


@dataclass(frozen=True, slots=True)
class ClaimLine:
    id: int
    service: str
    name: str
    asked_at: datetime
    state: str
    colour: str


@dataclass(frozen=True, slots=True)
class QuietLine:
    service: str
    last_seen: datetime


@dataclass(frozen=True, slots=True)
class ClaimsPage:
    """The claims that somebody can decide; operators also see which services have gone quiet."""

    title: str
    code: str
    waiting: tuple[ClaimLine, ...]
    decided: tuple[ClaimLine, ...]
    quiet: tuple[QuietLine, ...] = ()
    quiet_count: int = 0
    quiet_days: int = QUIET_AFTER.days


def claims_page(
    claims: Iterable[Claim], at: datetime, *, decider: Organisation | None = None, quiet: Iterable[Quiet] = ()
) -> ClaimsPage:
    claims, quiet = list(claims), list(quiet)
    return ClaimsPage(
        title="Account take-overs to check" if decider else "Account claims",
        code=decider.code if decider else "",
        waiting=tuple(_line(one, at, is_operator=decider is None) for one in claims if is_open(one)),
        decided=tuple(_line(one, at, is_operator=decider is None) for one in claims if not is_open(one)),
        quiet=tuple(QuietLine(str(one.organisation), one.last_seen) for one in quiet[:MOST_QUIET]),
        quiet_count=len(quiet),
    )


def _line(claim: Claim, at: datetime, *, is_operator: bool) -> ClaimLine:
    state, colour = _state(claim, at, is_operator=is_operator)
    return ClaimLine(claim.pk, str(claim.organisation), str(claim.user), claim.asked_at, state, colour)


def _state(claim: Claim, at: datetime, *, is_operator: bool) -> tuple[str, str]:
    if claim.state == Claim.State.AGREED:
        return "Agreed", "green"
    if claim.state == Claim.State.REFUSED:
        return "Refused", "grey"
    if claim.state == Claim.State.OBJECTED:
        return "Somebody objects", "orange"
    waits = why_wait(voices_of(claim), at, is_operator=is_operator)
    return ("Time to object", "white") if waits else ("You can decide", "blue")


@dataclass(frozen=True, slots=True)
class DecideClaimPage:
    """One claim with all that was said, for whoever decides. `wait` says why nobody may agree yet, or is ""."""

    id: int
    service: str
    name: str
    email: str
    job: str
    proof: str
    decider: str
    is_deciders: bool
    evidence: str
    asked_at: datetime
    objections_until: datetime
    objection: str
    objector: str
    is_right: bool
    can_decide: bool
    is_own: bool
    wait: str
    outcome: str
    decision: str


def decide_claim_page(
    claim: Claim, reader_id: int, at: datetime, *, decider: Organisation | None = None
) -> DecideClaimPage:
    voices = voices_of(claim)
    wait = why_wait(voices, at, is_operator=decider is None)
    return DecideClaimPage(
        id=claim.pk,
        service=str(claim.organisation),
        name=str(claim.user),
        email=claim.user.email,
        job=claim.user.job_title,
        proof=_proof(claim),
        decider=str(claim.decider) if claim.decider else "",
        is_deciders=decider is not None,
        evidence=claim.evidence,
        asked_at=claim.asked_at,
        objections_until=claim.objections_until,
        objection=claim.objection,
        objector=str(claim.objected_by) if claim.objected_by else "",
        is_right=voices.is_right,
        can_decide=is_open(claim) and claim.user_id != reader_id,
        is_own=claim.user_id == reader_id,
        wait=f"{REFUSALS[wait]}." if wait and is_open(claim) else "",
        outcome=_outcome(claim),
        decision=claim.decision,
    )


def _proof(claim: Claim) -> str:
    """Say the proof; an old record may have one that is not offered any more."""
    return PROOFS[Proof(claim.proof)] if claim.proof in set(Proof) else claim.proof


def _outcome(claim: Claim) -> str:
    if claim.state == Claim.State.AGREED:
        return f"{claim.user} was let in."
    return f"{claim.user} was not let in." if claim.state == Claim.State.REFUSED else ""
