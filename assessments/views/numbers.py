"""The numbers that only each service knows: pasted for many at once, and summed for the group."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assessments.actions.answers import save_answer
from assessments.actions.rolling_up import give_numbers
from assessments.forms.numbers import PasteForm, UseNumbersForm
from assessments.list_rows import training_of_sites
from assessments.presenters.numbers import (
    counting_question,
    local_questions,
    numbers_page,
    readable_sites,
    sites_by_code,
)
from assessments.rules.answers import Choice
from assessments.rules.questions import Question
from assessments.shared import own_answers
from assessments.snapshots import Loaded, answer_row
from assessments.views.finding import loaded_or_404
from organisations.access import MemberRequest, group_page
from organisations.groups import sites_of
from organisations.models import GroupSite, Organisation
from organisations.permissions import Permission


@group_page(can=Permission.READ, changing=Permission.ANSWER)
def numbers(request: MemberRequest, group: Organisation, year: str) -> HttpResponse:
    loaded = loaded_or_404(group, year)
    asked = counting_question(loaded.case)
    if asked is None:
        raise Http404
    if request.method == "POST" and "use" in request.POST:
        return _use(request, loaded, asked)
    links = sites_of(group)
    pasting = request.method == "POST"
    form = PasteForm(sites_by_code(group, links), request.POST if pasting else None)
    if pasting and _paste(request, loaded, asked, form):
        return redirect("assessments:numbers", group.code, year)
    return render(request, "assessments/numbers.jinja", _page(request, loaded, asked, links, form))


def _paste(request: MemberRequest, loaded: Loaded, asked: Question, form: PasteForm) -> bool:
    """Save the lines that are right; say whether all of them were."""
    is_right = form.is_valid()
    if form.counts:
        without = give_numbers(
            assessment=loaded.assessment, ref=asked.ref, numbers=form.counts, by=request.user, at=timezone.now()
        )
        saved = len(form.counts) - len(without)
        wrong = f" {len(form.wrong)} need a fix." if form.wrong else ""
        messages.success(request, f"Saved for {saved} of your services.{wrong}")
        if without:
            messages.warning(request, f"{len(without)} have not started this year, so they have no numbers yet.")
    return is_right


def _use(request: MemberRequest, loaded: Loaded, asked: Question) -> HttpResponse:
    """Save the sum that was shown as the group's own answer."""
    group, year = loaded.assessment.organisation, loaded.case.year.label
    form = UseNumbersForm(request.POST)
    if not form.is_valid() or form.cleaned_data["trained"] > form.cleaned_data["total"]:
        return redirect("assessments:numbers", group.code, year)
    words = {
        "choice": Choice.YES,
        "staff_total": form.cleaned_data["total"],
        "staff_trained": form.cleaned_data["trained"],
    }
    saved = save_answer(
        assessment=loaded.assessment,
        ref=asked.ref,
        words=words,
        version=form.cleaned_data["version"],
        by=request.user,
        at=timezone.now(),
    )
    if saved.set_aside:
        return redirect("assessments:choose", group.code, year, asked.ref, saved.set_aside)
    messages.success(request, "Saved. The sum is your answer now.")
    return redirect("assessments:numbers", group.code, year)


def _page(
    request: MemberRequest, loaded: Loaded, asked: Question, links: list[GroupSite], form: PasteForm
) -> dict[str, Any]:
    refs = [question.ref for question in local_questions(loaded.case)]
    answers = own_answers(loaded.assessment.year, [link.site_id for link in links], refs)
    row = answer_row(loaded.assessment, asked.ref)
    listed = training_of_sites(readable_sites(form.sites), loaded.case.today)
    version, number = row.version if row else 0, request.GET.get("page")
    page = numbers_page(loaded.case, asked, links, answers, listed, version=version, number=number)
    return {"page": page, "form": form}
