"""The three pages, each with the fewest statements that its words need."""

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from assessments.editions import edition
from benchmarks.floor.models import Answer, Assessment

QUESTIONS = edition("care-7")


@login_required
def overview(request: HttpRequest, assessment: int) -> HttpResponse:
    """List every question with its state."""
    answers = {answer.ref: answer for answer in Answer.objects.filter(assessment=assessment)}
    parts = [
        (
            section.plain_title,
            [(question, answers.get(question.ref)) for question in QUESTIONS.in_section(section.slug)],
        )
        for section in QUESTIONS.sections
    ]
    context = {"assessment": assessment, "parts": parts, "done": len(answers), "total": len(QUESTIONS.questions)}
    return render(request, "overview.html", context)


@login_required
def question(request: HttpRequest, assessment: int, ref: str) -> HttpResponse:
    """Show one question with its answer, or save the answer with its summary row in one commit."""
    if request.method == "POST":
        return _saved(request, assessment, ref)
    answer = get_object_or_404(Answer, assessment=assessment, ref=ref)
    context = {"assessment": assessment, "question": QUESTIONS.question(ref), "answer": answer}
    return render(request, "question.html", context)


def _saved(request: HttpRequest, assessment: int, ref: str) -> HttpResponse:
    now = timezone.now()
    words = {name: request.POST[name] for name in ("choice", "text", "comment")}
    with transaction.atomic():
        Answer.objects.filter(assessment=assessment, ref=ref).update(**words, version=F("version") + 1, saved_at=now)
        Assessment.objects.filter(pk=assessment).update(saves=F("saves") + 1, last_saved_at=now)
    return redirect("question", assessment, ref)
