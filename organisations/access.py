"""The doors: here, and nowhere else, a request becomes a request for one organisation.

A stranger gets 404, whether or not the organisation exists; a member without the permission gets 403 and is told who
can help; everybody else gets the organisation, with its scope open for the managers and for PostgreSQL.

A site that a group looks after may be entered by the group's people too, in their role there, while the link lasts. A
group's own pages (`group_page`) open its scope together with that of its sites. Operators have a desk
(`operator_page`).
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.db import connection, transaction
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.template.response import SimpleTemplateResponse

from organisations import tenancy
from organisations.belonging import service_with
from organisations.desk import desk
from organisations.groups import is_group
from organisations.models import GroupSite, Membership, Organisation, OrganisationKind
from organisations.permissions import Permission, Role
from organisations.refusals import Refused
from organisations.words import refusal

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Organisation, P], HttpResponse]
HOMES = ("assessments:home", "assessments:group_home")
READING = ("GET", "HEAD", "OPTIONS")


class MemberRequest(HttpRequest):
    """A request that has come through the door.

    `group` is the head office or council that somebody came from, if any; `is_guest` that the site had an account of
    its own before it came to that group.
    """

    organisation: Organisation
    membership: Membership
    group: Organisation | None
    is_guest: bool


ONLY_THEIR_OWN = "only-their-own-people"


def refuse_visitors(request: MemberRequest) -> None:
    """Refuse who comes from the group above, where only the people of the site itself can speak (R74)."""
    if request.group is not None:
        raise refusal(ONLY_THEIR_OWN)


def organisation_page(
    *, can: Permission, changing: Permission | None = None, methods: tuple[str, ...] = ("GET", "HEAD", "POST")
) -> Callable[[View[P]], Callable[..., HttpResponse]]:
    """Make a view the page of one organisation, named by `code` in its address.

    `can` is needed to see the page; `changing`, if given, for every method that may change something.
    """
    return _door(_entering, can, changing or can, methods)


def group_page(
    *, can: Permission, changing: Permission | None = None, methods: tuple[str, ...] = ("GET", "HEAD", "POST")
) -> Callable[[View[P]], Callable[..., HttpResponse]]:
    """Make a view a page of a head office or council, with the scope of the sites it looks after open as well.

    Any other organisation has no such page: 404. A site that has left is not in the scope from the next request on.
    """
    return _door(_entering_group, can, changing or can, methods)


Entering = Callable[[Any, str], tuple[Membership, tuple[int, ...]]]


def _door(
    enter: Entering, can: Permission, changing: Permission, methods: tuple[str, ...]
) -> Callable[[View[P]], Callable[..., HttpResponse]]:
    def decorate(view: View[P]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def door(request: Any, code: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            _refuse_what_no_text_holds(request)
            try:
                membership, organisations = enter(request, code)
            except Renamed as renamed:
                return redirect(_address_with(request, code, renamed.code))
            needed = can if request.method in READING else changing
            with _scope(organisations, membership.user_id):
                request.organisation, request.membership = membership.organisation, membership
                if not membership.may(needed):
                    return _say_who_can(request)
                if membership.organisation.merged_into_id and (answer := _joined_to_another(request, code)):
                    return answer
                try:
                    return _finished(view(request, membership.organisation, *args, **kwargs))
                except Refused as refused:  # what another action of the same page wrote before is taken back
                    answer = render(request, "organisations/refused.jinja", {"words": refused.words}, status=409)
                    transaction.set_rollback(True)
                    return answer

        door.can, door.changing, door.methods = can, changing, methods  # type: ignore[attr-defined]
        return door

    return decorate


class Renamed(Exception):
    """Raised at the door when an organisation that the person may enter has another code by now (R61)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _joined_to_another(request: Any, code: str) -> HttpResponse | None:
    """Of a record that was joined to another, lead from its home to that one's, and refuse every change (R61).

    Its other pages stay, to be read.
    """
    target = service_with(code)
    if request.method not in READING:
        words = f"This record was joined to {target}. You can read it here, but not change it. Work there instead."
        return render(request, "organisations/refused.jinja", {"words": words}, status=409)
    is_home = request.resolver_match.view_name in HOMES
    if is_home and target and Membership.mine.active().filter(user=request.user, organisation=target).exists():
        return redirect(_address_with(request, code, target.code))
    return None


def _address_with(request: HttpRequest, old: str, new: str) -> str:
    """Give the address that was asked for with the code of today."""
    return request.get_full_path().replace(f"/{old}/", f"/{new}/", 1)


def _entering(request: Any, code: str) -> tuple[Membership, tuple[int, ...]]:
    membership = _membership(request, code)
    return membership, (membership.organisation_id,)


def _entering_group(request: Any, code: str) -> tuple[Membership, tuple[int, ...]]:
    membership = _membership(request, code)
    if not is_group(membership.organisation) or request.group is not None:
        raise Http404
    sites = GroupSite.seen.active().filter(organisation=membership.organisation_id).values_list("site_id", flat=True)
    organisations = (membership.organisation_id, *sites)
    tenancy.tell_postgresql(organisations, membership.user_id)
    return membership, organisations


def _refuse_what_no_text_holds(request: HttpRequest) -> None:
    """Say 404 for an address with a NUL in it: PostgreSQL has no such text, so nothing can be called that."""
    if "\0" in request.path:
        raise Http404


def _membership(request: Any, code: str) -> Membership:
    """Find the person's active membership, their own or through the group that looks after the site, or say 404.

    One statement tells PostgreSQL who asks and about whom; only then can the membership be seen. Nothing else runs
    before it is found, and the 404 takes the setting back with the transaction.
    """
    code = code.upper()
    with connection.cursor() as cursor:
        cursor.execute(_ENTER, [str(request.user.pk), code])
    mine = Membership.mine.active().filter(user=request.user.pk).annotate(has_others=_HAS_OTHERS)
    request.group, request.is_guest = None, False
    membership: Any = next(iter(mine.filter(organisation__code=code).select_related("organisation")), None)
    if membership is None:
        link, membership = _through_group(mine, code)
        request.group, request.is_guest = link.organisation, link.how == GroupSite.How.ACCEPTED
    request.has_other_organisations = membership.has_others or request.group is not None
    found: Membership = membership
    return found


def _through_group(mine: Any, code: str) -> tuple[GroupSite, Membership]:
    """Give the link to the group and the role somebody has at one of its sites.

    Raises Renamed for a code of the past, or Http404.

    PostgreSQL shows the link because the site is the one asked about, and the membership because it is one's own.
    """
    link = next(iter(GroupSite.seen.active().filter(site__code=code).select_related("site", "organisation")), None)
    there = next(iter(mine.filter(organisation=link.organisation_id)), None) if link else None
    if link is None or there is None:
        _say_if_renamed(mine, code)
        raise Http404
    role = Role.VIEWER if _only_looks_on(link) else there.role
    membership = Membership(organisation=link.site, user_id=there.user_id, role=role, started_at=there.started_at)
    membership.has_others = there.has_others  # type: ignore[attr-defined]
    return link, membership


def _only_looks_on(link: GroupSite) -> bool:
    """Say whether the group may only read: a service that came to its council with an account of its own (R51)."""
    return link.how == GroupSite.How.ACCEPTED and link.organisation.kind == OrganisationKind.COUNCIL


def _say_if_renamed(mine: Any, code: str) -> None:
    """Lead a member from a code of the past, or of a record joined to theirs, to today's (R61).

    For a stranger it stays as unknown as any other.
    """
    found = service_with(code)
    if found is not None and found.code != code and mine.filter(organisation=found).exists():
        raise Renamed(found.code)


# Said in SQL: as an expression it would cost more than everything else on the way in.
_HAS_OTHERS = RawSQL(
    """
    EXISTS (SELECT FROM organisations_membership other WHERE other.user_id = organisations_membership.user_id
        AND other.ended_at IS NULL AND other.id <> organisations_membership.id)
    """,
    (),
    output_field=BooleanField(),
)
_ENTER = """
    SELECT set_config('app.user', %s, true), set_config('app.organisations',
        coalesce((SELECT format('{%%s}', id) FROM organisations_organisation WHERE code = %s), '{}'), true)
"""


def _scope(organisations: tuple[int, ...], user: int) -> AbstractContextManager[None]:
    """Open the scope: flat when the request is the whole transaction, nested (and put back) otherwise."""
    if connection.savepoint_ids or not connection.in_atomic_block:
        return tenancy.acting_for(*organisations, user=user)
    return tenancy.managers_for(organisations, user)


def _finished(response: HttpResponse) -> HttpResponse:
    """Render before the scope closes; a streamed answer would be written after it."""
    if response.streaming:
        raise RuntimeError("A page of an organisation cannot stream: build it first.")
    return response.render() if isinstance(response, SimpleTemplateResponse) else response


def _say_who_can(request: Any) -> HttpResponse:
    # On a group's page the scope of its sites is open as well: only the organisation's own people are named.
    administrators = Membership.objects.administrators().filter(organisation=request.organisation)
    names = [str(member.user) for member in administrators.select_related("user")]
    return render(request, "organisations/no_permission.jinja", {"names": names}, status=403)


def person_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make a view a page of the person signed in, acting for no organisation."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        _refuse_what_no_text_holds(request)
        with tenancy.acting_for(user=request.user.pk):
            return _finished(view(request, *args, **kwargs))

    door.is_personal = True  # type: ignore[attr-defined]
    return door


def operator_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make a view a page of the operators' desk: the desk's tables, and no organisation's own rows."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        _refuse_what_no_text_holds(request)
        if not getattr(request.user, "is_operator", False):
            raise Http404
        with tenancy.acting_for(user=request.user.pk), desk():
            return _finished(view(request, *args, **kwargs))

    door.is_operators = True  # type: ignore[attr-defined]
    return door
