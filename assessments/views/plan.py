"""The action plan, on a page and as a workbook."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assessments.actions.planning import SOMEBODY_SAVED_FIRST, save_plan_row
from assessments.exports.plan_workbook import plan_workbook as write_workbook
from assessments.forms.plan import PlanForm, starting_plan
from assessments.histories import plan_row as written
from assessments.presenters.plan import plan_page, plan_row_page
from assessments.rules.questions import Question
from assessments.snapshots import Loaded
from assessments.views.finding import loaded_or_404, posted, question_of
from organisations.access import organisation_page
from organisations.models import Organisation
from organisations.permissions import Permission
from organisations.refusals import Refused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@organisation_page(can=Permission.READ, methods=("GET", "HEAD"))
def plan(request: HttpRequest, organisation: Organisation, year: str) -> HttpResponse:
    page = plan_page(loaded_or_404(organisation, year).case)
    return render(request, "assessments/plan.jinja", {"page": page})


@organisation_page(can=Permission.READ, changing=Permission.EDIT_PLAN)
def plan_row(request: HttpRequest, organisation: Organisation, year: str, ref: str) -> HttpResponse:
    loaded = loaded_or_404(organisation, year)
    question = question_of(loaded.assessment, ref)
    if not question.is_needed:
        raise Http404
    form = plan_form(request, loaded, question)
    if request.method == "POST" and form.is_valid() and save_row(request, loaded, question, form):
        messages.success(request, f"Saved: {question.short}.")
        return redirect("assessments:plan", organisation.code, year)
    page = plan_row_page(loaded.case, question, theirs=written(loaded.assessment, ref) if form.was_overtaken else None)
    return render(request, "assessments/plan_row.jinja", {"page": page, "form": form})


def plan_form(request: HttpRequest, loaded: Loaded, question: Question) -> PlanForm:
    """Make the form of one row, from what was sent or from what is written."""
    case = loaded.case
    row = written(loaded.assessment, question.ref)
    return PlanForm(case.today, case.last_day, posted(request), initial=starting_plan(case, question, row))


def save_row(request: HttpRequest, loaded: Loaded, question: Question, form: PlanForm) -> bool:
    """Save a valid form; if somebody saved first, say so on the form, which keeps what was typed."""
    try:
        save_plan_row(
            assessment=loaded.assessment,
            ref=question.ref,
            words=form.cleaned_data,
            version=form.cleaned_data["version"],
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refused:
        if refused.reason != SOMEBODY_SAVED_FIRST:
            raise
        row = written(loaded.assessment, question.ref)
        form.overtaken_by(row.version if row else 0)
        return False
    return True


@organisation_page(can=Permission.READ, methods=("GET", "HEAD"))
def plan_workbook(request: HttpRequest, organisation: Organisation, year: str) -> HttpResponse:
    loaded = loaded_or_404(organisation, year)
    content = write_workbook(loaded.case, plan_id=loaded.assessment.pk, made_at=timezone.now())
    name = f"action-plan-{organisation.code}-{year}.xlsx"
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})
