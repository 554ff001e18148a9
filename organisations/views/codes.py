"""A service has another ODS code now (R61)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from organisations import held_words
from organisations.access import MemberRequest, organisation_page
from organisations.actions import codes as actions
from organisations.forms.codes import ChangeCodeForm
from organisations.models import Organisation
from organisations.permissions import Permission
from organisations.refusals import Refused
from organisations.words import sorry


@organisation_page(can=Permission.EDIT_PROFILE)
def change_code(request: MemberRequest, organisation: Organisation) -> HttpResponse:
    typed = request.POST if request.method == "POST" else None
    form = ChangeCodeForm(typed, initial=held_words.take(request))
    if form.is_valid():
        try:
            actions.change_code(organisation=organisation, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error("code", sorry(refusal))
        else:
            messages.success(request, f"Your code is {organisation.code} now. The old one leads here too.")
            return redirect("assessments:details", organisation.code)
    context = {"form": form, "service": organisation.name, "code": organisation.code}
    return render(request, "organisations/change_code.jinja", context)
