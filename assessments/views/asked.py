"""The one question that a head office or council sent to a service, on the service's own page."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assessments import routes
from assessments.actions.routing import tell
from assessments.forms.routes import AskedForm
from assessments.presenters.route_asks import route_asked_page
from assessments.views.finding import posted
from organisations.access import organisation_page, refuse_visitors
from organisations.models import Organisation
from organisations.permissions import Permission


@organisation_page(can=Permission.READ, changing=Permission.CONFIRM)
def route_asked(request: HttpRequest, organisation: Organisation, reply_id: int) -> HttpResponse:
    reply = routes.asked_here(organisation, reply_id)
    if reply is None:
        raise Http404
    page = route_asked_page(organisation, reply)
    form = AskedForm(page.title, posted(request), initial={"value": reply.told, "note": reply.told_note})
    if request.method == "POST":
        refuse_visitors(request)
    if request.method == "POST" and form.is_valid():
        tell(reply=reply, value=form.said, note=form.cleaned_data["note"], by=request.user, at=timezone.now())
        messages.success(request, f"Thank you. We have told {page.group}.")
        return redirect("assessments:route_asked", organisation.code, reply_id)
    return render(request, "assessments/route_asked.jinja", {"page": page, "form": form})
