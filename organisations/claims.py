"""Reading claims. Row security shows each reader theirs: who asks, who is there, who decides, the operators."""

from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404

from organisations.claiming import Voices
from organisations.directory.looking_up import parent_of
from organisations.groups import GROUPS, link_of
from organisations.models import (
    Claim,
    Membership,
    Organisation,
    OrganisationKind,
    User,
)

OPEN = (Claim.State.WAITING, Claim.State.OBJECTED)
MOST = 200


def voices_of(claim: Claim, *, mailbox_is_dead: bool = False) -> Voices:
    """Give what has been said; who answered without an objection said that the claim is right."""
    has_objection = claim.state == Claim.State.OBJECTED
    return Voices(
        objections_until=claim.objections_until,
        has_objection=has_objection,
        is_right=claim.objected_by_id is not None and not has_objection,
        mailbox_is_dead=claim.mailbox_is_dead or mailbox_is_dead,
    )


def is_open(claim: Claim) -> bool:
    """Say whether nobody has decided yet."""
    return claim.state in OPEN


def is_administrator(person: User, organisation: Organisation) -> bool:
    """Say whether the person can do everything there: nobody needs to claim what they have."""
    return Membership.mine.administrators().filter(user=person, organisation=organisation).exists()


def newest_claim(person: User, organisation: Organisation) -> Claim | None:
    """Return the person's own newest claim, decided or not."""
    claim: Claim | None = Claim.seen.filter(user=person, organisation=organisation).order_by("-asked_at").first()
    return claim


def open_claims_on(organisation: Organisation) -> list[Claim]:
    """Return the undecided claims to take over an organisation, oldest first. Needs its scope."""
    claims = Claim.objects.filter(organisation=organisation, state__in=OPEN)
    return list(claims.select_related("user").order_by("asked_at"))


def claims_for(decider: Organisation) -> list[Claim]:
    """Return the claims that a head office or partner may decide, undecided ones first. Needs its scope."""
    return _in_order(Claim.seen.filter(decider=decider))


def claim_for_or_404(decider: Organisation, pk: int) -> Claim:
    """Return one claim that a head office or partner may decide."""
    return _found(Claim.seen.filter(decider=decider), pk)


def claims_on_the_desk() -> list[Claim]:
    """Return everybody's claims, undecided ones first. Needs the operators' desk."""
    return _in_order(Claim.seen.all())


def claim_on_the_desk_or_404(pk: int) -> Claim:
    """Return anybody's claim. Needs the operators' desk."""
    return _found(Claim.seen.all(), pk)


def _in_order(claims: Any) -> list[Claim]:
    newest = claims.select_related("organisation", "user", "decider").order_by("-asked_at")
    waiting = newest.filter(state__in=OPEN).reverse()
    return [*waiting, *newest.exclude(state__in=OPEN)[:MOST]]


def _found(claims: Any, pk: int) -> Claim:
    people = ("user", "decided_by", "objected_by")
    claim: Claim = get_object_or_404(claims.select_related("organisation", "decider", *people), pk=pk)
    return claim


def partners() -> list[Organisation]:
    """Return the support partners that are registered here."""
    return list(Organisation.objects.filter(kind=OrganisationKind.SUPPORT_PARTNER, merged_into=None).order_by("name"))


def head_office_of(organisation: Organisation, day: date) -> Organisation | None:
    """Return the group that looks after a site, or else the one that the directory names and an operator has checked.

    Needs the site's scope.
    """
    link = link_of(organisation)
    if link:
        return link.organisation
    parent = parent_of(organisation.code, day)
    checked = Organisation.objects.filter(kind__in=GROUPS, merged_into=None, verified_at__isnull=False)
    return checked.filter(code=parent).first() if parent else None
