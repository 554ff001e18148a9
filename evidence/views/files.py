"""A file of the register, for whoever may read the document: always as a download, and only when it is clean."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from evidence import downloads
from evidence.models import DocumentVersion
from evidence.presenters.files import file_page
from organisations.access import organisation_page
from organisations.models import Organisation
from organisations.permissions import Permission

READING = ("GET", "HEAD")


@organisation_page(can=Permission.READ, methods=READING)
def document_file(request: HttpRequest, organisation: Organisation, document_id: int, number: int) -> HttpResponse:
    version = downloads.own_version(organisation, document_id, number)
    return _answer(request, version, reverse("assessments:document", args=[organisation.code, document_id]))


@organisation_page(can=Permission.READ, methods=READING)
def shared_file(request: HttpRequest, organisation: Organisation, paper_id: int, number: int) -> HttpResponse:
    version = downloads.shared_version(organisation, paper_id, number)
    return _answer(request, version, reverse("assessments:shared_document", args=[organisation.code, paper_id]))


def _answer(request: HttpRequest, version: DocumentVersion | None, back: str) -> HttpResponse:
    """Give the file, or the page that says why not; asking only for the headers reads nothing from the store."""
    if version is None:
        raise Http404
    try:
        downloads.refuse_unless_clean(version)
        content = b"" if request.method == "HEAD" else downloads.content_of(version)
    except downloads.CannotBeHad as why:
        return render(request, "evidence/document_file.jinja", {"page": file_page(version, why, back)}, status=409)
    return HttpResponse(content, content_type=downloads.media_type(version), headers=downloads.headers(version))
