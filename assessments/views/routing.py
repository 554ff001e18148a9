"""One form or many: the start, the questions and the lists of services of a head office or council (R37, R49, R52)."""

from collections.abc import Container
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assessments import routes
from assessments.actions import routing as actions
from assessments.forms.routes import LookCloserForm, PickForm, RouteForm
from assessments.models import Assessment, ToolkitYear
from assessments.presenters import route_questions as pages
from assessments.presenters.route_asks import asks_of, is_news, taken
from assessments.presenters.routing import LOOK_CLOSER, address, earlier_of, next_href, route_page
from assessments.routes_words import words_for
from assessments.rules.grouping import DECIDING, FOUR, RouteQuestion, Said, chosen_in, reply_for, sites_that, ticked_in
from assessments.rules.regrouping import Change, ForAll, LookCloser, TakeOver, Told, Which
from assessments.views.finding import posted, today
from organisations.access import group_page
from organisations.models import Organisation
from organisations.permissions import Permission

PICKING = {Said.DIFFERENT: "route_which", Said.ASK: "route_ask"}


@dataclass
class Opened:
    """What every page about one form or many starts with."""

    assessment: Assessment
    found: routes.Routing

    @property
    def year(self) -> ToolkitYear:
        return self.assessment.year

    @cached_property
    def then(self) -> routes.Routing | None:
        """Read what was said in the last year that was affirmed."""
        before = routes.affirmed_before(self.found.group, self.year)
        return routes.earlier_routing(self.found, before.year) if before else None

    def said_or_then(self, question: RouteQuestion) -> routes.Routing | None:
        """Give what a page starts with: what is said this year, otherwise last year's."""
        return self.found if chosen_in(self.found.replies, question) else self.then


def opened_or_404(group: Organisation, label: str) -> Opened:
    """Read a group's year; raises Http404 when it was not opened."""
    assessment = routes.opened(group, label)
    if assessment is None:
        raise Http404
    return Opened(assessment, routes.routing_with_people(group, assessment.year))


def _question_or_404(slug: str, among: Container[RouteQuestion]) -> RouteQuestion:
    if slug not in set(RouteQuestion) or RouteQuestion(slug) not in among:
        raise Http404
    return RouteQuestion(slug)


@group_page(can=Permission.READ, changing=Permission.MANAGE_SITES)
def route(request: HttpRequest, organisation: Organisation, year: str) -> HttpResponse:
    opened = opened_or_404(organisation, year)
    if request.method == "POST":
        actions.say_still_right(assessment=opened.assessment, by=request.user, at=timezone.now())
        messages.success(request, "Thank you. Your answers count for this year too.")
        return redirect("assessments:route_result", organisation.code, year)
    result = routes.affirmed(organisation, opened.year)
    before = None if opened.found.rows else routes.affirmed_before(organisation, opened.year)
    then = routes.earlier_routing(opened.found, before.year) if before else None
    page = route_page(opened.year, opened.found, result, earlier_of(before, then))
    return render(request, "assessments/route.jinja", {"page": page})


@group_page(can=Permission.READ, changing=Permission.MANAGE_SITES)
def route_question(request: HttpRequest, organisation: Organisation, year: str, question: str) -> HttpResponse:
    opened = opened_or_404(organisation, year)
    if question == LOOK_CLOSER:
        return _look_closer(request, opened)
    about = _question_or_404(question, FOUR)
    form = RouteForm(words_for(organisation).questions[about], posted(request), initial=_said(opened, about))
    if request.method == "POST" and form.is_valid():
        return _go_on(request, opened, about, form)
    said, asks = opened.said_or_then(about), asks_of(opened.year, opened.found, about)
    then = None if said is opened.found else said
    page = pages.route_question_page(opened.year, opened.found, about, then, asks)
    return render(request, "assessments/route_question.jinja", {"page": page, "form": form})


def _said(opened: Opened, about: RouteQuestion) -> dict[str, str]:
    """Give what the form shows first."""
    said = opened.said_or_then(about)
    chosen = chosen_in(said.replies, about) if said else None
    if said is None or chosen is None:
        return {}
    for_all = reply_for(said.replies, about, None)
    return {"value": chosen.value, "note": for_all.note if for_all else ""}


def _go_on(request: HttpRequest, opened: Opened, about: RouteQuestion, form: RouteForm) -> HttpResponse:
    """Save an answer for all; for some, lead to the list, and take what was typed along."""
    note = form.cleaned_data["note"]
    if form.said not in PICKING:
        return _say(request, opened, ForAll(about, form.said, note))
    response = redirect(address(opened.found.group, opened.year, PICKING[form.said], about.value))
    if note and form.said is Said.DIFFERENT:
        response["Location"] += f"?{urlencode({'note': note})}"
    return response


def _look_closer(request: HttpRequest, opened: Opened) -> HttpResponse:
    is_new = DECIDING[0] in opened.found.outcome.missing
    then = opened.then if is_new else None
    initial = {"ticked": [question.value for question in ticked_in((then or opened.found).replies)]}
    form = LookCloserForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        return _say(request, opened, LookCloser(form.questions))
    page = pages.look_closer_page(opened.year, opened.found, then)
    return render(request, "assessments/route_question.jinja", {"page": page, "form": form})


@group_page(can=Permission.MANAGE_SITES)
def route_which(request: HttpRequest, organisation: Organisation, year: str, question: str) -> HttpResponse:
    about = _question_or_404(question, (*FOUR, *DECIDING))
    return _pick(request, opened_or_404(organisation, year), about, Said.DIFFERENT)


@group_page(can=Permission.MANAGE_SITES)
def route_ask(request: HttpRequest, organisation: Organisation, year: str, question: str) -> HttpResponse:
    return _pick(request, opened_or_404(organisation, year), _question_or_404(question, FOUR), Said.ASK)


def _pick(request: HttpRequest, opened: Opened, about: RouteQuestion, value: Said) -> HttpResponse:
    """Show the list of services, look for some in it, or save what is ticked."""
    sites = {link.site.code: link.site for link in opened.found.links}
    sent = request.POST or request.GET
    ticked = sent.getlist("site") if request.method == "POST" else _ticked(opened, about, value)
    is_saving = request.method == "POST" and "find_it" not in request.POST
    form = PickForm(
        {code: site.name for code, site in sites.items()},
        posted(request) if is_saving else None,
        initial={"site": ticked, "note": sent.get("note", "")},
    )
    if is_saving and form.is_valid():
        chosen = frozenset(sites[code].pk for code in form.cleaned_data["site"])
        return _say(request, opened, Which(about, chosen, value, form.cleaned_data["note"]))
    page = pages.route_which_page(
        opened.year,
        opened.found,
        about,
        is_asking=value is Said.ASK,
        ticked=set(ticked),
        find=sent.get("find", "").strip(),
    )
    template = "route_ask" if value is Said.ASK else "route_which"
    return render(request, f"assessments/{template}.jinja", {"page": page, "form": form})


def _ticked(opened: Opened, about: RouteQuestion, value: Said) -> list[str]:
    said = opened.said_or_then(about)
    there = sites_that(said.replies, about, value) if said else frozenset()
    return [link.site.code for link in opened.found.links if link.site_id in there]


@group_page(can=Permission.MANAGE_SITES, methods=("POST",))
def route_take(request: HttpRequest, organisation: Organisation, year: str) -> HttpResponse:
    opened, wanted = opened_or_404(organisation, year), request.POST.getlist("take")
    told = tuple(
        Told(RouteQuestion(row.question), row.site_id, Said(row.told), row.told_note)
        for row in opened.found.rows
        if is_news(row) and taken(row) in wanted
    )
    if not told:
        messages.error(request, "That answer has changed, or somebody has used it. Look at what is here now.")
        return redirect("assessments:route_result", organisation.code, year)
    return _say(request, opened, TakeOver(told))


def _say(request: HttpRequest, opened: Opened, change: Change) -> HttpResponse:
    """Save a change; when the answers are in use already, show first what it moves."""
    found, after = opened.found, change.to(opened.found.replies)
    if "sure" not in request.POST and after != found.replies:
        covered = routes.covered_now(found.group, today())
        if covered or routes.affirmed(found.group, opened.year):
            would_be = routes.with_replies(found, after)
            page = pages.route_change_page(opened.year, found, would_be, covered, request.POST)
            return render(request, "assessments/route_change.jinja", {"page": page})
    actions.change_route(assessment=opened.assessment, change=change, by=request.user, at=timezone.now())
    return redirect(next_href(opened.year, found, after))
