"""Reading the audit trail of the organisation whose scope is open, with the names it needs."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from organisations.models import AuditEntry, Invitation, JoinRequest, User

A_PAGE = 50
ABOUT_A_MEMBER = frozenset(
    {"joined", "changed-role", "removed", "claimed", "objected", "claim-is-right", "decided-claim"}
)
ABOUT_AN_INVITATION = frozenset({"invited", "withdrew-invitation"})
ABOUT_A_REQUEST = frozenset({"asked-to-join", "decided-request"})


@dataclass(frozen=True, slots=True)
class Names:
    """Who acted and whom it was about: people by id, addresses by invitation, askers' names by request."""

    people: dict[int, str]
    invited: dict[int, str]
    askers: dict[int, str]


def page_of_entries(number: str | int | None) -> Page:
    """Return one page of what happened, newest first; a number that is none gives the first page."""
    return Paginator(AuditEntry.objects.order_by("-number"), A_PAGE).get_page(number)


def names_in(entries: Iterable[AuditEntry]) -> Names:
    """Look up every name these entries need, in three statements however many they are."""
    entries = list(entries)
    people = {entry.actor_id for entry in entries if entry.actor_id} | _subjects(entries, ABOUT_A_MEMBER)
    invitations = Invitation.objects.filter(pk__in=_subjects(entries, ABOUT_AN_INVITATION))
    requests = JoinRequest.objects.filter(pk__in=_subjects(entries, ABOUT_A_REQUEST)).select_related("user")
    return Names(
        people={pk: str(person) for pk, person in User.objects.in_bulk(people).items()},
        invited=dict(invitations.values_list("pk", "email")),
        askers={request.pk: str(request.user) for request in requests},
    )


def _subjects(entries: Iterable[AuditEntry], verbs: frozenset[str]) -> set[int]:
    return {int(entry.subject) for entry in entries if entry.verb in verbs}
