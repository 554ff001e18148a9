"""What a choice leads to, on a page of its own: a reason, training counts, or a line on the plan."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assessments.actions.answers import save_answer
from assessments.forms.answers import FOLLOW_UP_FORMS, starting_words
from assessments.models.answers import WORDS
from assessments.presenters.answers import follow_up_page, training_words
from assessments.rules.answers import FollowUp
from assessments.rules.answers import follow_up as follows
from assessments.rules.questions import Question
from assessments.snapshots import Loaded, answer_row
from assessments.views.answers import to_next
from assessments.views.finding import loaded_or_404, locked_or_404, posted, question_of
from assessments.views.plan import plan_form, save_row
from organisations.access import organisation_page
from organisations.models import Organisation
from organisations.permissions import Permission


@organisation_page(can=Permission.ANSWER)
def follow_up(request: HttpRequest, organisation: Organisation, year: str, ref: str) -> HttpResponse:
    loaded = loaded_or_404(organisation, year)
    asked, answer = question_of(loaded.assessment, ref), loaded.case.answers.get(ref)
    kind = follows(asked, answer.choice) if answer and answer.choice else None
    if answer is None or kind is None or (answer.inherited_from and kind is not FollowUp.PLAN):
        return redirect("assessments:question", organisation.code, year, ref)
    return _plan(request, loaded, asked) if kind is FollowUp.PLAN else _words(request, loaded, asked, kind)


def _words(request: HttpRequest, loaded: Loaded, asked: Question, kind: FollowUp) -> HttpResponse:
    """Ask for what belongs to the answer itself."""
    answer = answer_row(loaded.assessment, asked.ref)
    initial = {"version": answer.version if answer else 0, **starting_words(answer)}
    form = FOLLOW_UP_FORMS[kind](posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        words = {name: value for name, value in form.cleaned_data.items() if name in WORDS}
        saved = save_answer(
            assessment=loaded.assessment,
            ref=asked.ref,
            words=words,
            version=form.cleaned_data["version"],
            by=request.user,
            at=timezone.now(),
        )
        if saved.set_aside:
            return redirect("assessments:choose", *_address(loaded), asked.ref, saved.set_aside)
        counted = training_words(words["staff_trained"], words["staff_total"]) if kind is FollowUp.TRAINING else ""
        return _go_on(request, loaded, asked, counted)
    return _page(request, loaded, asked, kind, form)


def _plan(request: HttpRequest, loaded: Loaded, asked: Question) -> HttpResponse:
    """Ask for the line on the plan: what, who, when."""
    form = plan_form(request, loaded, asked)
    if request.method == "POST" and form.is_valid() and save_row(request, loaded, asked, form):
        return _go_on(request, loaded, asked)
    return _page(request, loaded, asked, FollowUp.PLAN, form)


def _page(request: HttpRequest, loaded: Loaded, asked: Question, kind: FollowUp, form: object) -> HttpResponse:
    page = follow_up_page(loaded.case, asked, kind)
    return render(request, "assessments/follow_up.jinja", {"page": page, "form": form})


def _go_on(request: HttpRequest, loaded: Loaded, asked: Question, counted: str = "") -> HttpResponse:
    messages.success(request, f"Saved. {counted}".rstrip())
    organisation, year = loaded.assessment.organisation, loaded.case.year.label
    return to_next(organisation, year, locked_or_404(organisation, year), asked)


def _address(loaded: Loaded) -> tuple[str, str]:
    return loaded.case.profile.code, loaded.case.year.label
