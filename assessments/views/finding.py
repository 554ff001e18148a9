"""What every page of a year starts with: find it in the open scope, or say 404."""

from datetime import date

from django.http import Http404, HttpRequest, QueryDict
from django.utils import timezone

from assessments.editions import edition
from assessments.models import Assessment
from assessments.rules.questions import Question
from assessments.rules.schedule import london_date
from assessments.snapshots import Loaded, LoadedQuestion, LockedAnswers, load, load_question, lock_answers_of
from organisations.models import Organisation


def today() -> date:
    """Read the clock once: the London date of this request."""
    return london_date(timezone.now())


def loaded_or_404(organisation: Organisation, year: str) -> Loaded:
    """Read the year's assessment; raises Http404 when it was not opened."""
    loaded = load(organisation, year, today=today())
    if loaded is None:
        raise Http404
    return loaded


def loaded_question_or_404(organisation: Organisation, year: str, ref: str) -> LoadedQuestion:
    """Read one answer of the year's assessment; raises Http404 when the year was not opened."""
    loaded = load_question(organisation, year, ref, today=today())
    if loaded is None:
        raise Http404
    return loaded


def locked_or_404(organisation: Organisation, year: str) -> LockedAnswers:
    """Lock the year's assessment and its answers; raises Http404 when it was not opened."""
    locked = lock_answers_of(organisation, year, today=today())
    if locked is None:
        raise Http404
    return locked


def question_of(assessment: Assessment, ref: str) -> Question:
    """Return a question of the assessment's edition; raises Http404 for a reference it does not have."""
    questions = edition(assessment.edition)
    if not questions.has_question(ref):
        raise Http404
    return questions.question(ref)


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, also when it is empty, or None when the page is only shown."""
    return request.POST if request.method == "POST" else None
