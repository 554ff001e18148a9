"""The door: here, and nowhere else, a request becomes a request for one organisation.

A stranger gets 404, whether or not the organisation exists; a member without the permission gets 403 and is told who
can help; everybody else gets the organisation, with its scope open for the managers and for PostgreSQL.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.db import connection, transaction
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.response import SimpleTemplateResponse

from organisations import tenancy
from organisations.models import Membership, Organisation
from organisations.permissions import Permission
from organisations.refusals import Refused

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Organisation, P], HttpResponse]
READING = ("GET", "HEAD", "OPTIONS")


class MemberRequest(HttpRequest):
    """A request that has come through the door."""

    organisation: Organisation
    membership: Membership


def organisation_page(
    *, can: Permission, changing: Permission | None = None, methods: tuple[str, ...] = ("GET", "HEAD", "POST")
) -> Callable[[View[P]], Callable[..., HttpResponse]]:
    """Make a view the page of one organisation, named by `code` in its address.

    `can` is needed to see the page; `changing`, if given, for every method that may change something.
    """

    def decorate(view: View[P]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def door(request: Any, code: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            _refuse_what_no_text_holds(request)
            membership = _membership(request, code)
            needed = can if request.method in READING or changing is None else changing
            with _scope(membership):
                request.organisation, request.membership = membership.organisation, membership
                request.has_other_organisations = membership.has_others  # type: ignore[attr-defined]
                if not membership.may(needed):
                    return _say_who_can(request)
                try:
                    return _finished(view(request, membership.organisation, *args, **kwargs))
                except Refused as refused:  # what another action of the same page wrote before is taken back
                    answer = render(request, "organisations/refused.jinja", {"words": refused.words}, status=409)
                    transaction.set_rollback(True)
                    return answer

        door.can, door.changing, door.methods = can, changing or can, methods  # type: ignore[attr-defined]
        return door

    return decorate


def _refuse_what_no_text_holds(request: HttpRequest) -> None:
    """Say 404 for an address with a NUL in it: PostgreSQL has no such text, so nothing can be called that."""
    if "\0" in request.path:
        raise Http404


def _membership(request: HttpRequest, code: str) -> Membership:
    """Find the person's own active membership, or say 404.

    One statement tells PostgreSQL who asks and about whom; only then can the membership be seen. Nothing else runs
    before it is found, and the 404 takes the setting back with the transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ENTER, [str(request.user.pk), code.upper()])
    mine = (
        Membership.mine.active()
        .filter(user=request.user.pk, organisation__code=code.upper())
        .select_related("organisation")
        .annotate(has_others=_HAS_OTHERS)
    )
    membership = next(iter(mine), None)
    if membership is None:
        raise Http404
    return membership


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


def _scope(membership: Membership) -> AbstractContextManager[None]:
    """Open the scope: flat when the request is the whole transaction, nested (and put back) otherwise."""
    if connection.savepoint_ids or not connection.in_atomic_block:
        return tenancy.acting_for(membership.organisation_id, user=membership.user_id)
    return tenancy.managers_for((membership.organisation_id,), membership.user_id)


def _finished(response: HttpResponse) -> HttpResponse:
    """Render before the scope closes; a streamed answer would be written after it."""
    if response.streaming:
        raise RuntimeError("A page of an organisation cannot stream: build it first.")
    return response.render() if isinstance(response, SimpleTemplateResponse) else response


def _say_who_can(request: Any) -> HttpResponse:
    administrators = Membership.objects.administrators().select_related("user")
    names = [str(member.user) for member in administrators]
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
