"""Taking over an account whose people have left: asking, objecting, deciding; everybody is told, all is kept (R58)."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from organisations import audit, claims, post
from organisations.actions.people import ALREADY_A_MEMBER, change_role, join
from organisations.claiming import TIME_TO_OBJECT, Proof, why_wait
from organisations.groups import is_group
from organisations.models import Claim, Membership, Organisation, Profile, User
from organisations.permissions import Role
from organisations.refusals import Refused
from organisations.tenancy import acting_for, action

DECIDED = "claim-decided"
NOT_OF_THE_SERVICE = "claim-not-of-the-service"
NOT_THE_DECIDER = "claim-not-the-decider"
OWN_CLAIM = "claim-own"
OBJECTED_ALREADY = "claim-objected-already"


@action
def claim(
    *,
    organisation: Organisation,
    proof: Proof,
    evidence: str,
    partner: Organisation | None = None,
    by: User,
    at: datetime,
) -> Claim:
    """Ask to take over an account; its people have 72 hours to object. Asking twice is one claim (R58)."""
    if claims.is_administrator(by, organisation):
        raise Refused(ALREADY_A_MEMBER)
    with acting_for(organisation, user=by):
        decider = partner if proof is Proof.PARTNER else claims.head_office_of(organisation, localdate(at))
        made: Claim
        made, is_new = Claim.objects.get_or_create(
            organisation=organisation,
            user=by,
            state__in=claims.OPEN,
            defaults={
                "decider": decider,
                "proof": proof,
                "evidence": evidence,
                "asked_at": at,
                "objections_until": at + TIME_TO_OBJECT,
            },
        )
        if is_new:
            audit.record(
                "claimed", organisation=organisation, by=by, at=at, subject=str(by.pk), claim=made.pk, proof=proof
            )
            page = reverse("organisations:objection", args=[organisation.code, made.pk])
            _write("claim", made, _addresses_at(organisation), at, page)
            _ask_decider(made, by, at)
    return made


@action
def object_to(*, organisation: Organisation, claim_id: int, words: str, by: User, at: datetime) -> Claim:
    """Say why a claim is wrong; from then on only an operator may agree to it. The first objection is kept."""
    claim = _to_answer(organisation, claim_id, by)
    claim.state, claim.objection, claim.objected_by, claim.objected_at = Claim.State.OBJECTED, words, by, at
    claim.save(update_fields=["state", "objection", "objected_by", "objected_at"])
    audit.record("objected", organisation=organisation, by=by, at=at, subject=str(claim.user_id), claim=claim.pk)
    return claim


@action
def say_it_is_right(*, organisation: Organisation, claim_id: int, by: User, at: datetime) -> Claim:
    """Say that the claim is right, so that nobody has to wait; whoever decides is told."""
    claim = _to_answer(organisation, claim_id, by)
    claim.objected_by, claim.objected_at = by, at
    claim.save(update_fields=["objected_by", "objected_at"])
    audit.record("claim-is-right", organisation=organisation, by=by, at=at, subject=str(claim.user_id), claim=claim.pk)
    _ask_decider(claim, by, at)
    return claim


def _to_answer(organisation: Organisation, claim_id: int, by: User) -> Claim:
    """Lock a claim for one of the service's own administrators. Refuses a visitor from its group, and the claimant."""
    own = Membership.objects.administrators().filter(organisation=organisation, user=by)
    if not own.exists():
        raise Refused(NOT_OF_THE_SERVICE)
    claim = _locked(claim_id)
    if claim.user_id == by.pk:
        raise Refused(OWN_CLAIM)
    if claim.state == Claim.State.OBJECTED:
        raise Refused(OBJECTED_ALREADY)
    return claim


def _locked(claim_id: int) -> Claim:
    """Lock an open claim, so that it is decided once. Needs the scope of the organisation that is claimed."""
    claim: Claim | None = (
        Claim.objects.select_for_update(of=("self",)).select_related("organisation", "user").filter(pk=claim_id).first()
    )
    if claim is None or not claims.is_open(claim):
        raise Refused(DECIDED)
    return claim


@action
def decide(
    *,
    claim: Claim,
    decider: Organisation | None,
    agree: bool,
    reason: str,
    mailbox_is_dead: bool = False,
    by: User,
    at: datetime,
) -> Claim:
    """Agree to a claim or refuse it, for the head office or partner that may, or, with None, as an operator (R58).

    Agreeing makes the person an administrator. Refuses to agree while the people who are there may still object.
    """
    scope = [claim.organisation_id, *([decider.pk] if decider else [])]
    with acting_for(*scope, user=by):
        claim = _locked(claim.pk)
        _refuse_who_may_not(claim, decider, by, at)
        voices = claims.voices_of(claim, mailbox_is_dead=mailbox_is_dead)
        wait = why_wait(voices, at, is_operator=decider is None)
        if agree and wait:
            raise Refused(wait)
        before = _addresses_at(claim.organisation)
        claim.state = Claim.State.AGREED if agree else Claim.State.REFUSED
        claim.decided_by, claim.decided_at, claim.decision = by, at, reason
        claim.mailbox_is_dead = voices.mailbox_is_dead
        claim.save(update_fields=["state", "decided_by", "decided_at", "decision", "mailbox_is_dead"])
        if agree:
            _let_in(claim, by, at)
        _record_decision(claim, decider, by, at, agree=agree)
        _tell_everybody(claim, before, at)
    return claim


def _refuse_who_may_not(claim: Claim, decider: Organisation | None, by: User, at: datetime) -> None:
    """Refuse one's own claim, somebody else's business, and a head office that has lost the site since."""
    if claim.user_id == by.pk:
        raise Refused(OWN_CLAIM)
    if decider is None:
        if not by.is_operator:
            raise Refused(NOT_THE_DECIDER)
        return
    is_lost = is_group(decider) and claims.head_office_of(claim.organisation, localdate(at)) != decider
    is_colleague = Membership.objects.active().filter(organisation=decider, user=claim.user_id).exists()
    if claim.decider_id != decider.pk or is_lost or is_colleague:
        raise Refused(NOT_THE_DECIDER)


def _let_in(claim: Claim, by: User, at: datetime) -> None:
    """Make the person an administrator, whatever they were there."""
    organisation = claim.organisation
    member = join(organisation=organisation, user=claim.user, role=Role.ADMINISTRATOR, by=by, at=at)
    change_role(organisation=organisation, by=by, at=at, member_id=member.pk, role=Role.ADMINISTRATOR)


def _record_decision(claim: Claim, decider: Organisation | None, by: User, at: datetime, *, agree: bool) -> None:
    said: dict[str, Any] = {
        "by": by,
        "at": at,
        "claim": claim.pk,
        "agreed": agree,
        "mailbox_is_dead": claim.mailbox_is_dead,
    }
    audit.record("decided-claim", organisation=claim.organisation, subject=str(claim.user_id), **said)
    if decider:
        audit.record("decided-claim-on", organisation=decider, subject=claim.organisation.code, **said)


def _tell_everybody(claim: Claim, before: list[str], at: datetime) -> None:
    code = claim.organisation.code
    _write("claim_decision", claim, [claim.user.email], at, reverse("organisations:claimed", args=[code]))
    others = [address for address in before if address != claim.user.email]
    _write("claim_decided", claim, others, at, reverse("organisations:people", args=[code]))


def _addresses_at(organisation: Organisation) -> list[str]:
    """Give the addresses of the administrators and of the shared mailbox, each once. Needs the scope."""
    shared = Profile.objects.filter(organisation=organisation).exclude(shared_mailbox="")
    addresses = [*_administrators_of(organisation), *shared.values_list("shared_mailbox", flat=True)]
    return list(dict.fromkeys(addresses))


def _administrators_of(organisation: Organisation) -> list[str]:
    administrators = Membership.objects.administrators().filter(organisation=organisation)
    return list(administrators.order_by("pk").values_list("user__email", flat=True))


def _ask_decider(claim: Claim, by: User, at: datetime) -> None:
    """Tell the administrators of the head office or partner that they can decide, and from when."""
    decider = claim.decider
    if decider is None:
        return
    with acting_for(decider, user=by):
        others = [address for address in _administrators_of(decider) if address != claim.user.email]
    page = reverse("organisations:decide_claim", args=[decider.code, claim.pk])
    _write("claim_to_decide", claim, others, at, page)


def _write(name: str, claim: Claim, addresses: list[str], at: datetime, page: str) -> None:
    is_right = claims.voices_of(claim).is_right
    for to in addresses:
        post.write(name, to=to, at=at, organisation=claim.organisation, claim=claim, is_right=is_right, path=page)
