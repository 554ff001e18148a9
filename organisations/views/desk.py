"""The operators' desk: where to go, and which head offices and councils are still to be checked."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from organisations.access import operator_page
from organisations.actions.verifying import verify_group
from organisations.belonging import service_with
from organisations.groups import is_group, registered_groups


@operator_page
def ops(request: HttpRequest) -> HttpResponse:
    return render(request, "organisations/ops.jinja")


@operator_page
def ops_groups(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        group = service_with(request.POST.get("code", ""))
        if group is None or not is_group(group):
            raise Http404
        verify_group(group=group, by=request.user, at=timezone.now())
        messages.success(request, f"{group.name} is checked.")
        return redirect("organisations:ops_groups")
    return render(request, "organisations/ops_groups.jinja", {"waiting": registered_groups(is_verified=False)})
