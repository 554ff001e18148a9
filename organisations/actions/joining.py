"""Asking to join an organisation that has an account already (R59)."""

from datetime import datetime

from django.urls import reverse

from organisations import audit, post
from organisations.actions.people import ALREADY_A_MEMBER, join
from organisations.groups import link_of
from organisations.models import JoinRequest, Membership, Organisation, User
from organisations.permissions import Role
from organisations.refusals import Refused
from organisations.tenancy import acting_for, action

NOT_WAITING = "request-not-waiting"


@action
def ask_to_join(*, organisation: Organisation, by: User, at: datetime, message: str) -> JoinRequest:
    """Ask the administrators, by mail and on their page. Asking twice is one request; nobody's name is disclosed.

    Refuses somebody who belongs there: agreeing to that request would give them another role by a side door.
    """
    if Membership.mine.active().filter(organisation=organisation, user=by).exists():
        raise Refused(ALREADY_A_MEMBER)
    request: JoinRequest
    request, made = JoinRequest.mine.get_or_create(
        organisation=organisation,
        user=by,
        state=JoinRequest.State.WAITING,
        defaults={"message": message, "asked_at": at},
    )
    if made:
        with acting_for(organisation, user=by):
            for administrator in _administrators(organisation, by):
                post.write(
                    "join_request",
                    to=administrator.email,
                    at=at,
                    organisation=organisation,
                    asker=by,
                    message=message,
                    path=reverse("organisations:people", args=[organisation.code]),
                )
            audit.record("asked-to-join", organisation=organisation, by=by, at=at, subject=str(request.pk))
    return request


def _administrators(organisation: Organisation, by: User) -> list[User]:
    """Return who can let somebody in; for a site that its group set up and nobody has joined, the group's people."""
    own = [member.user for member in Membership.objects.administrators().select_related("user")]
    link = None if own else link_of(organisation)
    if link is None:
        return own
    with acting_for(link.organisation, user=by):
        return [member.user for member in Membership.objects.administrators().select_related("user")]


@action
def decide_request(
    *, organisation: Organisation, by: User, at: datetime, request_id: int, role: Role | None
) -> JoinRequest:
    """Agree to a request with a role, or refuse it with None; tell the person who asked."""
    waiting = JoinRequest.objects.filter(organisation=organisation, state=JoinRequest.State.WAITING)
    request: JoinRequest | None = waiting.select_for_update().filter(pk=request_id).first()
    if request is None:
        raise Refused(NOT_WAITING)
    request.state = JoinRequest.State.AGREED if role else JoinRequest.State.REFUSED
    request.decided_at, request.decided_by = at, by
    request.save(update_fields=["state", "decided_at", "decided_by"])
    if role:
        join(organisation=organisation, user=request.user, role=role, by=by, at=at)
    post.write(
        "join_decision",
        to=request.user.email,
        at=at,
        organisation=organisation,
        agreed=bool(role),
        path=reverse("organisations:choose"),
    )
    audit.record("decided-request", organisation=organisation, by=by, at=at, subject=str(request.pk), agreed=bool(role))
    return request
