"""Pages about the questions that anybody may read."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from assessments.editions import edition
from assessments.presenters.ready import paper_lines
from assessments.years import current_year


@login_not_required
def what_you_need(request: HttpRequest) -> HttpResponse:
    """Show the papers to get ready, as a list to tick on paper."""
    lines = paper_lines(edition(current_year(timezone.now()).edition))
    return render(request, "assessments/what_you_need.jinja", {"lines": lines})
