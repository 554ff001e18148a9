"""One question: answering it, what follows, two answers at once, and how it came to be."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assessments.actions import answers as actions
from assessments.actions.dropping import drop_own_answer
from assessments.editions import edition
from assessments.forms.answers import AnswerForm, ChooseForm, starting_words, typed_words
from assessments.histories import draft_of, last_years, revision, revisions
from assessments.models import Answer, AnswerDraft
from assessments.models.answers import WORDS
from assessments.offering import offer_for_question
from assessments.presenters import answers as presenters
from assessments.rules.answers import Choice
from assessments.rules.answers import follow_up as follows
from assessments.rules.questions import Question
from assessments.rules.route import next_unfinished
from assessments.rules.schedule import can_edit
from assessments.snapshots import LoadedQuestion, LockedAnswers, answer_row
from assessments.views.finding import loaded_or_404, loaded_question_or_404, locked_or_404, posted, question_of, today
from organisations import held_words
from organisations.access import organisation_page
from organisations.models import Organisation
from organisations.permissions import Permission


@organisation_page(can=Permission.READ, changing=Permission.ANSWER)
def question(request: HttpRequest, organisation: Organisation, year: str, ref: str) -> HttpResponse:
    if request.method != "POST":
        return _show(request, loaded_question_or_404(organisation, year, ref), ref)
    locked = locked_or_404(organisation, year)
    asked = question_of(locked.assessment, ref)
    form = AnswerForm(
        asked, today(), request.POST, is_for_later="later" in request.POST, documents=locked.papers_for(ref)
    )
    if not form.is_valid():
        return _show(request, loaded_question_or_404(organisation, year, ref), ref, form)
    saved = actions.save_answer(
        assessment=locked,
        ref=ref,
        words=form.words,
        version=form.cleaned_data["version"],
        by=request.user,
        at=timezone.now(),
        is_finished=form.is_all,
    )
    if saved.set_aside:
        return redirect("assessments:choose", organisation.code, year, ref, saved.set_aside)
    return _go_on(request, organisation, year, locked, asked, form)


def _show(request: HttpRequest, loaded: LoadedQuestion, ref: str, form: AnswerForm | None = None) -> HttpResponse:
    asked = question_of(loaded.assessment, ref)
    draft = _draft(request, loaded, ref)
    held = held_words.take(request) if form is None else None
    page = presenters.question_page(
        loaded,
        asked,
        last_year=last_years(loaded.assessment, ref),
        draft_from=draft.saved_at if draft and form is None and not held else None,
        was_held=held is not None,
    )
    if form is None:
        form = AnswerForm(
            asked,
            loaded.today,
            initial={
                "version": _version(loaded.answer),
                **starting_words(draft or loaded.answer),
                **typed_words(held or {}),
            },
        )
    offers = offer_for_question(loaded, asked)
    if page.is_inherited or offers.offers:
        form.below_a_heading()
    return render(request, "assessments/question.jinja", {"page": page, "form": form, "offers": offers})


@organisation_page(can=Permission.ANSWER, methods=("POST",))
def use_shared(request: HttpRequest, organisation: Organisation, year: str, ref: str) -> HttpResponse:
    locked = locked_or_404(organisation, year)
    question_of(locked.assessment, ref)
    drop_own_answer(locked=locked, ref=ref, by=request.user, at=timezone.now())
    messages.success(request, "Saved. Your own answer is in the history.")
    return redirect("assessments:question", organisation.code, year, ref)


def _version(answer: Answer | None) -> int:
    return answer.version if answer else 0


def _draft(request: HttpRequest, loaded: LoadedQuestion, ref: str) -> AnswerDraft | None:
    """Find what the person was still typing; a closed year is shown as it was saved."""
    if not can_edit(loaded.year, loaded.today):
        return None
    return draft_of(loaded.assessment, ref, request.user, version=_version(loaded.answer))


def _go_on(
    request: HttpRequest,
    organisation: Organisation,
    year: str,
    locked: LockedAnswers,
    asked: Question,
    form: AnswerForm,
) -> HttpResponse:
    """Go to what the choice leads to, to the next question of the part, or back to the part."""
    choice = form.cleaned_data["choice"]
    if form.is_for_later:
        messages.success(request, "Saved. You can come back to this one.")
        return redirect("assessments:part", organisation.code, year, asked.section)
    if follows(asked, Choice(choice)):
        return redirect("assessments:follow_up", organisation.code, year, asked.ref)
    messages.success(request, "Saved.")
    return to_next(organisation, year, locked, asked)


def to_next(organisation: Organisation, year: str, locked: LockedAnswers, asked: Question) -> HttpResponse:
    """Redirect to the next unfinished question of the part, or where one came from: the review, or the part."""
    questions = edition(locked.assessment.edition)
    following = next_unfinished(
        questions, locked.answers, locked.exempt, today(), section=asked.section, after=asked.ref
    )
    if following:
        return redirect("assessments:question", organisation.code, year, following.ref)
    if locked.assessment.carried_from_id:
        return redirect("assessments:review", organisation.code, year)
    return redirect("assessments:part", organisation.code, year, asked.section)


@organisation_page(can=Permission.ANSWER, methods=("POST",))
def draft(request: HttpRequest, organisation: Organisation, year: str, ref: str) -> HttpResponse:
    loaded = loaded_or_404(organisation, year)
    asked = question_of(loaded.assessment, ref)
    form = AnswerForm(asked, loaded.case.today, request.POST, is_for_later=True)
    if not form.is_valid():
        return JsonResponse({"saved": False}, status=422)
    actions.save_draft(
        assessment=loaded.assessment,
        ref=ref,
        words=form.words,
        version=form.cleaned_data["version"],
        by=request.user,
        at=timezone.now(),
    )
    return JsonResponse({"saved": True})


@organisation_page(can=Permission.ANSWER)
def choose(request: HttpRequest, organisation: Organisation, year: str, ref: str, revision_id: int) -> HttpResponse:
    loaded = loaded_or_404(organisation, year)
    asked = question_of(loaded.assessment, ref)
    mine, theirs = revision(loaded.assessment, ref, revision_id), answer_row(loaded.assessment, ref)
    if mine is None or theirs is None:
        raise Http404
    joined = "\n\n".join(text for text in (theirs.text, mine.text) if text)
    form = ChooseForm(posted(request), initial={"version": theirs.version, "joined": joined})
    if request.method == "POST" and form.is_valid():
        words = _chosen(form.cleaned_data, mine, theirs)
        saved = actions.save_answer(
            assessment=loaded.assessment,
            ref=ref,
            words=words,
            version=form.cleaned_data["version"],
            by=request.user,
            at=timezone.now(),
        )
        if saved.set_aside:
            return redirect("assessments:choose", organisation.code, year, ref, saved.set_aside)
        messages.success(request, "Saved. The other answer is kept in the history.")
        return redirect("assessments:question", organisation.code, year, ref)
    page = presenters.choose_page(loaded.case, asked, mine, theirs)
    return render(request, "assessments/choose.jinja", {"page": page, "form": form})


def _chosen(cleaned: dict[str, Any], mine: Any, theirs: Any) -> dict[str, Any]:
    source = theirs if cleaned["keep"] == ChooseForm.THEIRS else mine
    words = {name: getattr(source, name) for name in WORDS}
    return {**words, "text": cleaned["joined"]} if cleaned["keep"] == ChooseForm.JOINED else words


@organisation_page(can=Permission.READ, methods=("GET", "HEAD"))
def answer_history(request: HttpRequest, organisation: Organisation, year: str, ref: str) -> HttpResponse:
    loaded = loaded_or_404(organisation, year)
    asked = question_of(loaded.assessment, ref)
    current = _version(answer_row(loaded.assessment, ref))
    page = presenters.history_page(loaded.case, asked, revisions(loaded.assessment, ref), current)
    return render(request, "assessments/answer_history.jinja", {"page": page})
