"""Papers first: which of these do you have?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assessments.actions.papers_first import tick_papers
from assessments.checklist import checked
from assessments.forms.ready import ReadyForm
from assessments.presenters.ready import ready_page, started_words
from assessments.views.finding import loaded_or_404, posted
from organisations.access import organisation_page
from organisations.models import Organisation
from organisations.permissions import Permission


@organisation_page(can=Permission.READ, changing=Permission.ANSWER)
def ready(request: HttpRequest, organisation: Organisation, year: str) -> HttpResponse:
    loaded = loaded_or_404(organisation, year)
    papers = checked(loaded.assessment)
    form = ReadyForm(loaded.case.edition, papers, posted(request))
    if request.method == "POST" and form.is_valid():
        said, now = form.said, timezone.now()
        started = tick_papers(assessment=loaded.assessment, said=said, by=request.user, at=now) if said else []
        messages.success(request, started_words(loaded.case, started))
        return redirect("assessments:questions", organisation.code, year)
    page = ready_page(loaded.case, papers)
    return render(request, "assessments/ready.jinja", {"page": page, "form": form})
