"""Who belongs: inviting, joining, changing a role, leaving. There is always one administrator (R57)."""

import secrets
from datetime import datetime

from django.urls import reverse

from organisations import audit, invitations, post
from organisations.models import Invitation, Membership, Organisation, User
from organisations.models.users import normal_email
from organisations.permissions import Role
from organisations.refusals import Refused
from organisations.tenancy import acting_for, action
from organisations.words import ROLE_MEANINGS

ALREADY_A_MEMBER = "already-a-member"
LAST_ADMINISTRATOR = "last-administrator"
NOBODY_THERE = "nobody-there"
MERGED_RECORD = "merged-record"


@action
def invite(*, organisation: Organisation, by: User, at: datetime, email: str, role: Role) -> Invitation:
    """Ask somebody to join with a role. A newer invitation to the same address ends the older one."""
    email = normal_email(email)
    if Membership.objects.active().filter(organisation=organisation, user__email=email).exists():
        raise Refused(ALREADY_A_MEMBER)
    # One at a time, or two could be open at once. Without the key: every row that is saved at this moment points at it.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    Invitation.objects.filter(organisation=organisation, email=email).unanswered().update(withdrawn_at=at)
    secret = secrets.token_urlsafe(32)
    invitation: Invitation = Invitation.objects.create(
        organisation=organisation,
        email=email,
        role=role,
        invited_by=by,
        sent_at=at,
        secret_sha256=invitations.digest_of(secret),
    )
    key = invitations.InvitationKey(organisation.pk, invitation.pk, secret)
    post.write(
        "invitation",
        to=email,
        at=at,
        organisation=organisation,
        by=by,
        meaning=ROLE_MEANINGS[role],
        path=reverse("organisations:invitation", args=[str(key)]),
    )
    audit.record("invited", organisation=organisation, by=by, at=at, subject=str(invitation.pk), role=role)
    return invitation


@action
def accept(*, invitation: Invitation, by: User, at: datetime) -> Membership:
    """Make the invited person a member. Refuses anybody else, and an invitation that is over."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.email != by.email:
        raise Refused(invitations.FOR_SOMEBODY_ELSE)
    if over := invitations.why_over(invitation, at):
        raise Refused(over)
    invitation.accepted_at = at
    invitation.save(update_fields=["accepted_at"])
    return join(organisation=invitation.organisation, user=by, role=Role(invitation.role), by=by, at=at)


@action
def join(*, organisation: Organisation, user: User, role: Role, by: User, at: datetime) -> Membership:
    """Make somebody a member, or a member again. Who is one already keeps their role: only `change_role` lowers it."""
    if organisation.merged_into_id:
        raise Refused(MERGED_RECORD)
    membership: Membership
    membership, made = Membership.objects.select_for_update().get_or_create(
        organisation=organisation, user=user, defaults={"role": role, "started_at": at}
    )
    if membership.ended_at:
        membership.role, membership.ended_at = role, None
        membership.save(update_fields=["role", "ended_at"])
    elif not made:
        return membership
    audit.record("joined", organisation=organisation, by=by, at=at, subject=str(user.pk), role=role)
    return membership


@action
def withdraw_invitation(*, organisation: Organisation, by: User, at: datetime, invitation_id: int) -> None:
    """End an invitation. Refuses one that was accepted: the person must be removed. Ending it twice ends it once."""
    invitation: Invitation = Invitation.objects.select_for_update().get(organisation=organisation, pk=invitation_id)
    if invitation.accepted_at:
        raise Refused(invitations.USED)
    if not invitation.withdrawn_at:
        invitation.withdrawn_at = at
        invitation.save(update_fields=["withdrawn_at"])
        audit.record("withdrew-invitation", organisation=organisation, by=by, at=at, subject=str(invitation_id))


@action
def change_role(*, organisation: Organisation, by: User, at: datetime, member_id: int, role: Role) -> Membership:
    """Give a member another role. Refuses to leave the organisation without an administrator."""
    member = _locked_member(organisation, member_id)
    if member.role == role:
        return member
    if role != Role.ADMINISTRATOR:
        _refuse_without_administrator(organisation, member)
    member.role = role
    member.save(update_fields=["role"])
    audit.record("changed-role", organisation=organisation, by=by, at=at, subject=str(member.user_id), role=role)
    return member


@action
def remove(*, organisation: Organisation, by: User, at: datetime, member_id: int) -> Membership:
    """End a membership from the next request on, and every link that would begin it again. Refuses the last one."""
    links = _locked_invitations(organisation, member_id)  # before the members, as `accept` does
    member = _locked_member(organisation, member_id)
    _refuse_without_administrator(organisation, member)
    member.ended_at = at
    member.save(update_fields=["ended_at"])
    Invitation.objects.filter(pk__in=links).update(withdrawn_at=at)
    audit.record("removed", organisation=organisation, by=by, at=at, subject=str(member.user_id))
    return member


def _locked_invitations(organisation: Organisation, member_id: int) -> list[int]:
    """Lock the open invitations to a member's address: one sent before they joined another way still works."""
    address = Membership.objects.filter(organisation=organisation, pk=member_id).values("user__email")
    sent = Invitation.objects.filter(organisation=organisation, email__in=address).unanswered().select_for_update()
    return [invitation.pk for invitation in sent]


def _locked_member(organisation: Organisation, member_id: int) -> Membership:
    """Lock every administrator too, in one order, so that two cannot remove each other at the same instant."""
    members = Membership.objects.active().filter(organisation=organisation).select_for_update().order_by("pk")
    everybody: dict[int, Membership] = {member.pk: member for member in members}
    if member_id not in everybody:
        raise Refused(NOBODY_THERE)
    return everybody[member_id]


def _refuse_without_administrator(organisation: Organisation, member: Membership) -> None:
    if not Membership.objects.administrators().filter(organisation=organisation).exclude(pk=member.pk).exists():
        raise Refused(LAST_ADMINISTRATOR)


def accept_link(token: str, *, by: User, at: datetime) -> Membership:
    """Accept an invitation by its link, opening its organisation's scope on the link's signature."""
    invitation = invitations.behind(token)
    with acting_for(invitation.organisation_id, user=by):
        return accept(invitation=invitation, by=by, at=at)


@action
def accept_mine(*, invitation: Invitation, by: User, at: datetime) -> Membership:
    """Accept an invitation without its link: it was sent to the address that the person has proved to be theirs."""
    with acting_for(invitation.organisation_id, user=by):
        return accept(invitation=invitation, by=by, at=at)
