"""Publishing, and what was published."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assessments.actions import publishing as actions
from assessments.actions.covering import Uncovered
from assessments.adding_up import compared
from assessments.candidates import Candidate, candidates_in_scope
from assessments.forms.publishing import DeclarationForm
from assessments.histories import newest_publication, publication_by, publications
from assessments.models import Publication
from assessments.presenters import publishing as presenters
from assessments.presenters.adding_up import Advice, advice
from assessments.presenters.cover_preview import CoverPreview, cover_preview
from assessments.presenters.published_one import published_one_page
from assessments.rules.adding_up import doubts
from assessments.rules.blockers import blockers
from assessments.rules.levels import Level
from assessments.snapshots import Loaded, load_newest
from assessments.views.finding import loaded_or_404, posted, today
from organisations.access import organisation_page
from organisations.groups import is_group
from organisations.models import Organisation
from organisations.permissions import Permission


@organisation_page(can=Permission.READ, methods=("GET", "HEAD"))
def publish(request: HttpRequest, organisation: Organisation, year: str) -> HttpResponse:
    loaded = loaded_or_404(organisation, year)
    context = {"page": presenters.publish_page(loaded.case), "advice": _advice(loaded)}
    return render(request, "assessments/publish.jinja", context)


@organisation_page(can=Permission.PUBLISH)
def publish_check(request: HttpRequest, organisation: Organisation, year: str, level: str) -> HttpResponse:
    loaded, wanted = loaded_or_404(organisation, year), _level(level)
    newest = newest_publication(organisation)
    form = DeclarationForm(organisation.name, posted(request), initial={"after": newest.pk if newest else None})
    found = blockers(loaded.case, wanted, declared=True)
    cover = _cover(loaded, wanted)
    if request.method == "POST" and form.is_valid() and not (cover and cover.cures):
        try:
            publication = actions.publish(
                assessment=loaded.assessment,
                level=wanted,
                declaration=form.declaration,
                after=form.cleaned_data["after"],
                by=request.user,
                at=timezone.now(),
            )
            return redirect("assessments:publish_done", organisation.code, publication.reference)
        except actions.Blocked as blocked:
            found = blocked.blockers
        except Uncovered as uncovered:  # since this page was shown
            cover = _cover(loaded, wanted, uncovered.candidates)
    page = presenters.publish_check_page(loaded.case, wanted, found, cover)
    context = {"page": page, "form": form, "advice": _advice(loaded)}
    return render(request, "assessments/publish_check.jinja", context, status=409 if page.cures else 200)


def _advice(loaded: Loaded) -> Advice | None:
    facts = compared(loaded)
    return advice(facts, doubts(facts))


def _cover(loaded: Loaded, level: Level, refused: Sequence[Candidate] = ()) -> CoverPreview | None:
    """Look at what a group's publication would count for; None for a service on its own."""
    assessment = loaded.assessment
    if not is_group(assessment.organisation):
        return None
    found = candidates_in_scope(assessment.organisation, assessment.year, day=loaded.case.today, level=level)
    return cover_preview(assessment, found, refused)


def _level(slug: str) -> Level:
    if slug not in set(Level):
        raise Http404
    return Level(slug)


@organisation_page(can=Permission.READ, methods=("GET", "HEAD"))
def publish_done(request: HttpRequest, organisation: Organisation, reference: str) -> HttpResponse:
    loaded, publication, _ = _published(organisation, reference)
    page = presenters.done_page(loaded.case, publication)
    return render(request, "assessments/publish_done.jinja", {"page": page})


@organisation_page(can=Permission.READ, methods=("GET", "HEAD"))
def published(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    loaded = load_newest(organisation, today=today())
    if loaded is None:
        return redirect("assessments:home", organisation.code)
    page = presenters.published_page(loaded.case, publications(organisation))
    return render(request, "assessments/published.jinja", {"page": page})


@organisation_page(can=Permission.READ, methods=("GET", "HEAD"))
def published_one(request: HttpRequest, organisation: Organisation, reference: str) -> HttpResponse:
    _, publication, is_current = _published(organisation, reference)
    page = published_one_page(publication, organisation.code, today=today(), is_current=is_current)
    return render(request, "assessments/published_one.jinja", {"page": page})


@organisation_page(can=Permission.READ, methods=("GET", "HEAD"))
def certificate(request: HttpRequest, organisation: Organisation, reference: str) -> HttpResponse:
    loaded, publication, is_current = _published(organisation, reference)
    page = presenters.certificate_page(loaded.case, publication, is_current=is_current)
    return render(request, "assessments/certificate.jinja", {"page": page})


def _published(organisation: Organisation, reference: str) -> tuple[Loaded, Publication, bool]:
    """Find a publication by its reference, and whether it is the one that counts now."""
    publication = publication_by(organisation, reference)
    loaded = load_newest(organisation, today=today())
    if publication is None or loaded is None:
        raise Http404
    newest = newest_publication(organisation)
    return loaded, publication, newest is not None and newest.pk == publication.pk
