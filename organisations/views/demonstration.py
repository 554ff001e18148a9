"""The demonstration's mailbox: every mail that was queued, for whoever tries the product out."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from organisations.mailbox import mail_or_404, newest_mails
from organisations.presenters.demonstration import mail_page, mails_page


@login_not_required
def mails(request: HttpRequest) -> HttpResponse:
    return render(request, "organisations/mails.jinja", {"page": mails_page(newest_mails())})


@login_not_required
def mail(request: HttpRequest, mail_id: UUID) -> HttpResponse:
    return render(request, "organisations/mail.jinja", {"page": mail_page(mail_or_404(mail_id))})
