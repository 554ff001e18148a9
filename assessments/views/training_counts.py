"""Two numbers in place of a list of names."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assessments.forms.training_counts import TrainingCountForm
from assessments.presenters.lists import training_counts_page
from assessments.views.finding import posted, today
from evidence.actions.lists import COUNTS, SOMEBODY_SAVED_FIRST, save_training_count
from evidence.lists.rows import training_count_of
from organisations import held_words
from organisations.access import organisation_page
from organisations.models import Organisation
from organisations.permissions import Permission
from organisations.refusals import Refused


@organisation_page(can=Permission.READ, changing=Permission.ANSWER)
def training_counts(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    count = training_count_of(organisation)
    initial = {"version": 0, "counted_on": today()}
    initial |= {name: getattr(count, name) for name in ("version", *COUNTS)} if count else {}
    form = TrainingCountForm(today(), posted(request) or held_words.take(request), initial=initial)
    if request.method == "POST" and form.is_valid() and _save(request, organisation, form):
        messages.success(request, "Your numbers are saved.")
        return redirect("assessments:list_page", organisation.code, "training")
    page = training_counts_page(organisation, training_count_of(organisation) if form.was_overtaken else None)
    return render(request, "assessments/training_counts.jinja", {"page": page, "form": form})


def _save(request: HttpRequest, organisation: Organisation, form: TrainingCountForm) -> bool:
    """Save a valid form; if somebody saved first, say so on the form, which keeps what was typed."""
    try:
        save_training_count(
            organisation=organisation,
            words=form.cleaned_data,
            version=form.cleaned_data["version"],
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refused:
        if refused.reason != SOMEBODY_SAVED_FIRST:
            raise
        count = training_count_of(organisation)
        form.overtaken_by(count.version if count else 0)
        return False
    return True
