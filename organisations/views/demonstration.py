"""The demonstration's mailbox: every mail that was queued, for whoever tries the product out."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from organisations.models import OutgoingMail
from organisations.post import post_room
from organisations.presenters.demonstration import mail_page, mails_page

MOST = 200


@login_not_required
def mails(request: HttpRequest) -> HttpResponse:
    with post_room():
        page = mails_page(OutgoingMail.objects.order_by("-created_at")[:MOST])
    return render(request, "organisations/mails.jinja", {"page": page})


@login_not_required
def mail(request: HttpRequest, mail_id: UUID) -> HttpResponse:
    with post_room():
        page = mail_page(get_object_or_404(OutgoingMail, pk=mail_id))
    return render(request, "organisations/mail.jinja", {"page": page})
