"""Inviting the managers of a group's services, many at once."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from assessments.forms.groups import InviteManagersForm
from assessments.matrix import Matrix, load
from assessments.presenters.invite_managers import (
    invite_check_page,
    invite_managers_page,
    known_services,
    members_of,
    to_invite,
)
from assessments.rules.schedule import london_date
from assessments.years import current_year
from organisations import held_words
from organisations.access import MemberRequest, group_page
from organisations.actions.inviting import invite_many
from organisations.group_people import people_at
from organisations.invite_lines import InviteLine, read_lines
from organisations.models import Organisation
from organisations.permissions import Permission


@group_page(can=Permission.MANAGE_PEOPLE)
def invite_managers(request: MemberRequest, group: Organisation) -> HttpResponse:
    now = timezone.now()
    matrix = load(group, current_year(now), today=london_date(now))
    people = people_at(service.id for service in matrix.services if service.code)
    form, press = _form(request), request.POST.get("press", "")
    if press == "change" or not form.is_valid():
        page = invite_managers_page(matrix, people, request.GET.get("page"), now)
        return render(request, "assessments/invite_managers.jinja", {"page": page, "form": _shown(request, form, page)})
    lines = read_lines(form.cleaned_data["lines"], known_services(matrix), members_of(people))
    if press == "send":
        return _send(request, matrix, lines, now)
    return _check(request, matrix, lines, form, now)


def _form(request: MemberRequest) -> InviteManagersForm:
    """Take what was sent, or what a former press has left to be put right."""
    if request.method == "POST":
        return InviteManagersForm(request.POST, request.FILES)
    return InviteManagersForm(held_words.take(request))


def _shown(request: MemberRequest, form: InviteManagersForm, page: object) -> InviteManagersForm:
    if request.POST.get("press") == "change":
        return InviteManagersForm(initial={"lines": form.data.get("lines", "")})
    if not form.is_bound and "start" in request.GET:
        return InviteManagersForm(initial={"lines": page.start})  # type: ignore[attr-defined]
    return form


def _check(
    request: MemberRequest, matrix: Matrix, lines: list[InviteLine], form: InviteManagersForm, now: datetime
) -> HttpResponse:
    page = invite_check_page(matrix, lines, now)
    typed = InviteManagersForm(initial={"lines": form.cleaned_data["lines"]})
    return render(request, "assessments/invite_managers_check.jinja", {"page": page, "form": typed})


def _send(request: MemberRequest, matrix: Matrix, lines: list[InviteLine], now: datetime) -> HttpResponse:
    """Invite everybody whose line is right; the other lines go back into the box."""
    since = _instant(request.POST.get("shown_at", ""))
    sent = invite_many(people=to_invite(matrix, lines), since=since, by=request.user, at=now)
    wrong = [line.text for line in lines if not line.is_right]
    path = reverse("assessments:invite_managers", args=[matrix.group.code])
    if wrong:
        messages.warning(request, f"{sent} sent, {len(wrong)} {'needs' if len(wrong) == 1 else 'need'} a fix.")
        held_words.put(request, path, {"lines": "\n".join(wrong)})
    else:
        messages.success(request, f"{sent} {'invite' if sent == 1 else 'invites'} sent.")
    return redirect(path)


def _instant(text: str) -> datetime | None:
    """Read when the list was shown; anything else is as if nothing had been said."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and timezone.is_aware(found) else None
