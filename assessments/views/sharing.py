"""A group's pages about answering once: what is shared, and which services one answer is true for."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assessments.actions import sharing as actions
from assessments.forms.sharing import ShareForm, TrueForForm
from assessments.presenters import sharing as presenters
from assessments.presenters.sharing import Sharing
from assessments.replies import replies
from assessments.shared import own_answered, shared_last_year, shared_rows, site_ids
from assessments.snapshots import Loaded
from assessments.views.finding import loaded_or_404, posted, question_of
from organisations.access import MemberRequest, group_page
from organisations.groups import sites_of
from organisations.models import Organisation
from organisations.permissions import Permission


@group_page(can=Permission.READ, changing=Permission.ANSWER)
def shared(request: MemberRequest, group: Organisation, year: str) -> HttpResponse:
    loaded = loaded_or_404(group, year)
    sharing = _sharing(loaded)
    form = ShareForm([question.ref for question in loaded.case.edition.questions], posted(request))
    if request.method == "POST" and _press(request, loaded, sharing, form):
        return redirect("assessments:shared", group.code, year)
    page = presenters.shared_page(loaded.case, sharing)
    return render(request, "assessments/shared.jinja", {"page": page, "form": form})


def _press(request: MemberRequest, loaded: Loaded, sharing: Sharing, form: ShareForm) -> bool:
    """Do what the button says; False when nothing was ticked."""
    told = {"assessment": loaded.assessment, "by": request.user, "at": timezone.now()}
    if "all" in request.POST:
        count = actions.share(**told, refs=presenters.ready(loaded.case, sharing.rows))
    elif "again" in request.POST:
        last_year = presenters.again(loaded.case, sharing)
        count = actions.share(**told, refs=list(last_year), without=last_year)
    elif not form.is_valid():
        return False
    elif "stop" in request.POST:
        stopped = actions.stop_sharing(**told, refs=form.cleaned_data["ref"])
        messages.success(
            request, f"Not shared any more: {_answers(stopped)}. Your services keep the words as their own."
        )
        return True
    else:
        count = actions.share(**told, refs=form.cleaned_data["ref"])
    messages.success(request, f"Shared: {_answers(count)}.")
    return True


def _answers(count: int) -> str:
    return "1 answer" if count == 1 else f"{count} answers"


def _sharing(loaded: Loaded) -> Sharing:
    group, year = loaded.assessment.organisation, loaded.assessment.year
    rows, sites = shared_rows(group, year), site_ids(group)
    last_year = {} if rows else shared_last_year(loaded.assessment)
    return Sharing(rows, sites, own_answered(year, sites), last_year)


@group_page(can=Permission.READ, changing=Permission.ANSWER)
def shared_answer(request: MemberRequest, group: Organisation, year: str, ref: str) -> HttpResponse:
    loaded = loaded_or_404(group, year)
    asked = question_of(loaded.assessment, ref)
    if asked.is_local:
        raise Http404
    sharing, links = _sharing(loaded), sites_of(group)
    left_out = sharing.rows[ref].except_sites if ref in sharing.rows else []
    form = TrueForForm(
        [link.site_id for link in links],
        posted(request),
        initial={"true_for": TrueForForm.SOME if left_out else TrueForForm.ALL, "without": left_out},
    )
    if request.method == "POST" and form.is_valid():
        _say_where(request, loaded, ref, form, is_shared=ref in sharing.rows)
        return redirect("assessments:shared_answer", group.code, year, ref)
    page = presenters.shared_answer_page(loaded.case, asked, sharing, links, replies(group, loaded.assessment.year))
    return render(request, "assessments/shared_answer.jinja", {"page": page, "form": form})


def _say_where(request: MemberRequest, loaded: Loaded, ref: str, form: TrueForForm, *, is_shared: bool) -> None:
    """Share the answer with the services it is true for, or change which they are."""
    told = {"assessment": loaded.assessment, "by": request.user, "at": timezone.now()}
    if is_shared:
        actions.leave_out(**told, ref=ref, sites=form.sites)
    else:
        actions.share(**told, refs=[ref], without={ref: form.sites})
    messages.success(request, "Saved.")
