"""Is this true here? A site's reply, and the group's view of all replies."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assessments.actions.asking import ask_managers
from assessments.actions.replying import AnswersChanged, reply
from assessments.actions.rolling_up import give_own_numbers
from assessments.forms.agree import AgreeForm
from assessments.inheriting import Inherited, inherited_in
from assessments.presenters.agree import agree_initial, agree_page, missing_counts
from assessments.presenters.agreeing import Agreeing, agreeing_page, differences_page
from assessments.replies import differences_of, last_asked, replies, reply_of, with_people
from assessments.shared import shared_rows
from assessments.snapshots import Loaded
from assessments.views.finding import loaded_or_404, posted
from organisations.access import MemberRequest, group_page, organisation_page, refuse_visitors
from organisations.groups import link_of, sites_of
from organisations.models import Organisation
from organisations.permissions import Permission


@organisation_page(can=Permission.READ, changing=Permission.CONFIRM)
def agree(request: HttpRequest, organisation: Organisation, year: str) -> HttpResponse:
    loaded, link = loaded_or_404(organisation, year), link_of(organisation)
    if link is None:
        raise Http404
    group, shared = link.organisation, inherited_in(loaded.assessment)
    counting = missing_counts(loaded.case)
    said = differences_of(organisation, group, loaded.assessment.year)
    form = AgreeForm(list(shared), counting, posted(request), initial=agree_initial(shared, said))
    changed: frozenset[str] = frozenset()
    if request.method == "POST":
        refuse_visitors(request)
    if request.method == "POST" and form.is_valid():
        changed = _say(request, loaded, form)
        if not changed:
            return redirect("assessments:agree", organisation.code, year)
        form = _read_again(form, shared, counting)
    told = reply_of(organisation, group, loaded.assessment.year)
    page = agree_page(loaded.case, group.name, shared, told)
    context = {"page": page, "form": form, "changed_now": [loaded.case.edition.question(ref).short for ref in changed]}
    return render(request, "assessments/agree.jinja", context, status=409 if changed else 200)


def _say(request: HttpRequest, loaded: Loaded, form: AgreeForm) -> frozenset[str]:
    """Save the reply, and the numbers that came with it; give the answers that changed meanwhile, and save nothing."""
    told = {"assessment": loaded.assessment, "by": request.user, "at": timezone.now()}
    try:
        reply(**told, seen=form.seen, differences=form.said)
    except AnswersChanged as problem:
        return problem.refs
    for ref, count in form.counts.items():
        give_own_numbers(**told, ref=ref, count=count)
    messages.success(
        request, "Thank you. We have told your head office." if form.said else "Thank you. You have agreed."
    )
    return frozenset()


def _read_again(form: AgreeForm, shared: Mapping[str, Inherited], counting: Mapping[str, str]) -> AgreeForm:
    """Make the form anew with what was typed, over the answers as they are now."""
    typed = {name: value for name, value in form.cleaned_data.items() if not name.startswith("seen-")}
    return AgreeForm(list(shared), counting, initial={**agree_initial(shared, {}), **typed})


@group_page(can=Permission.READ, changing=Permission.ANSWER)
def agreeing(request: MemberRequest, group: Organisation, year: str) -> HttpResponse:
    loaded = loaded_or_404(group, year)
    row = loaded.assessment.year
    if request.method == "POST":
        asked = ask_managers(group=group, year=row, by=request.user, at=timezone.now())
        nobody = f" {len(asked.nobody)} have nobody who can sign in." if asked.nobody else ""
        messages.success(request, f"{len(asked.asked)} asked.{nobody}")
        return redirect("assessments:agreeing", group.code, year)
    found = _replies(loaded)
    page = agreeing_page(
        loaded.case,
        found,
        people=with_people([link.site_id for link in found.links]),
        last_asked=last_asked(group, row),
        number=request.GET.get("page"),
    )
    return render(request, "assessments/agreeing.jinja", {"page": page})


@group_page(can=Permission.READ, methods=("GET", "HEAD"))
def differences(request: MemberRequest, group: Organisation, year: str) -> HttpResponse:
    loaded = loaded_or_404(group, year)
    page = differences_page(loaded.case, _replies(loaded), number=request.GET.get("page"))
    return render(request, "assessments/differences.jinja", {"page": page})


def _replies(loaded: Loaded) -> Agreeing:
    group, year = loaded.assessment.organisation, loaded.assessment.year
    return Agreeing(sites_of(group), replies(group, year), list(shared_rows(group, year)))
