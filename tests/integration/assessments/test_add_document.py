"""Adding a document: where it is comes first, its kind says the rest, and nothing typed is lost."""

import re
from datetime import date

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from assessments.editions import edition
from assessments.models import Assessment
from evidence.models import Document, DocumentVersion, FileState
from organisations.models import AuditEntry, Organisation
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories.assessments import manager_of
from tests.integration.assessments.reading import browser, elements, links, of, of_year, press, refusals, typed, words
from tests.integration.assessments.register import AGAIN, WRITTEN, refs_of, ticked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]

NOTICE = {"kind": "privacy-notice", "place": "Office shelf, blue folder"}
ASKS_FOR_A_NOTICE = ["1.1.3", "1.2.1", "1.2.4", "1.3.3"]


def show(client: Client, home: Organisation, **asked: str) -> HttpResponse:
    return client.get(of(home, "add_document"), asked)


def add(client: Client, home: Organisation, query: str = "", **said: object) -> HttpResponse:
    return client.post(of(home, "add_document") + query, {**NOTICE, **said}, follow=True)


def only(home: Organisation) -> Document:
    with acting_for(home):
        return Document.objects.select_related("organisation").get()


def folded(page: HttpResponse) -> list[str]:
    """Return the questions that are not in sight at once."""
    [fold] = elements(page, "details", cls="app-more-ticks")
    return re.findall(r'name="refs"[^>]* value="([^"]*)"', str(fold))


def test_the_page_says_first_that_no_file_is_needed(client: Client, rose_court: Organisation) -> None:
    page = show(client, rose_court)

    assert "You do not need to send us the file. You can just tell us where you keep it." in words(page)
    assert "Take names of people you care for off first" in words(page)
    assert "PDF, Word, Excel, JPG, PNG, text or CSV, up to 10 MB." in words(page)
    names = [dict(box.attributes)["name"] for box in elements(page, "input") if dict(box.attributes).get("name")]
    assert names[-1] == "file"
    [form] = elements(page, "form")
    assert dict(form.attributes)["enctype"] == "multipart/form-data"
    assert press(page) == "Save"


def test_a_kind_and_a_place_are_all_that_is_needed(client: Client, rose_court: Organisation) -> None:
    page = add(client, rose_court)

    document = only(rose_court)
    assert page.redirect_chain == [(of(rose_court, "document", document.pk), 302)]
    assert (document.title, document.place, document.written_on) == ("Privacy notice", NOTICE["place"], None)
    assert document.review_on == date(2027, 11, 22)  # twelve months, the kind's own
    assert "Added. It supports no question yet." in words(page)
    with acting_for(rose_court):
        assert AuditEntry.objects.filter(verb="added-document").count() == 1


def test_everything_that_is_said_is_kept(client: Client, rose_court: Organisation) -> None:
    said = {
        "title": "  Our privacy   notice ",
        "link": "https://example.com",
        "owner": "Registered manager",
        **WRITTEN,
        **AGAIN,
    }

    add(client, rose_court, **said, refs=["1.1.3", "1.2.1"])

    document = only(rose_court)
    assert (document.title, document.kind, document.link) == (
        "Our privacy notice",
        "privacy-notice",
        "https://example.com",
    )
    assert (document.written_on, document.review_on) == (date(2026, 5, 3), date(2027, 2, 1))
    assert document.owner == "Registered manager"
    assert refs_of(rose_court, document) == ["1.1.3", "1.2.1"]


@pytest.mark.parametrize(
    ("kind", "months_on"),
    [("privacy-notice", date(2027, 5, 3)), ("data-protection-policy", date(2029, 5, 3)), ("", date(2027, 5, 3))],
    ids=["12 months", "36 months", "another paper"],
)
def test_the_day_to_look_again_follows_from_the_day_it_was_written(
    client: Client, rose_court: Organisation, kind: str, months_on: date
) -> None:
    add(client, rose_court, kind=kind, title="Mine", **WRITTEN)

    assert only(rose_court).review_on == months_on


def test_the_kind_alone_can_choose_the_questions(client: Client, assessment: Assessment) -> None:
    page = add(client, assessment.organisation, by_kind="on")

    assert refs_of(assessment.organisation, only(assessment.organisation)) == ASKS_FOR_A_NOTICE
    assert "Added. It supports 4 questions." in words(page)


def test_a_known_kind_shows_its_questions_ticked_and_folds_the_others(client: Client, rose_court: Organisation) -> None:
    page = show(client, rose_court, kind="privacy-notice")

    assert typed(page, "by_kind") == ""
    assert sorted(ticked(page)) == ASKS_FOR_A_NOTICE
    every = {question.ref for question in edition("care-7").questions}
    assert set(folded(page)) == every - set(ASKS_FOR_A_NOTICE)
    kind = next(kind for kind in edition("care-7").document_kinds if kind.slug == "privacy-notice")
    assert kind.what_it_is in words(page)


def test_before_the_kind_is_known_every_question_is_folded_away(client: Client, rose_court: Organisation) -> None:
    page = show(client, rose_court)

    assert len(folded(page)) == len(edition("care-7").questions)
    assert "All that ask for a paper like this" in words(page)


def test_from_a_question_it_leads_back_there(client: Client, assessment: Assessment) -> None:
    home, year = assessment.organisation, assessment.year.label

    page = show(client, home, ref="1.1.5")
    assert ticked(page) == ["1.1.5"]
    assert f'href="{of(home, "proof", year, "1.1.5")}">Back to the proof' in page.content.decode()

    page = add(client, home, "?ref=1.1.5", refs=["1.1.5"])
    assert page.redirect_chain == [(of_year(assessment, "question", "1.1.5"), 302)]
    assert "Added. It supports 1 question." in words(page)
    assert "Privacy notice" in links(page)


def test_a_question_with_one_kind_of_proof_chooses_it(client: Client, assessment: Assessment) -> None:
    page = show(client, assessment.organisation, ref="1.1.3")

    [chosen] = [option for option in elements(page, "option") if "selected" in dict(option.attributes)]
    assert dict(chosen.attributes)["value"] == "privacy-notice"


@pytest.mark.parametrize("asked", [{"kind": "nonsense"}, {"ref": "99.9"}])
def test_an_address_that_names_nothing_gives_an_empty_form(
    client: Client, rose_court: Organisation, asked: dict[str, str]
) -> None:
    page = show(client, rose_court, **asked)

    assert page.status_code == 200
    assert ticked(page) == []


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"kind": "", "place": "Shelf"}, "Give it a name, or choose what it is"),
        ({"place": ""}, "Say where you keep it, give a link or choose a file"),
        ({**WRITTEN, "written_on_year": "2027"}, "The day it was written must be today or before today"),
        ({**WRITTEN, "written_on_month": ""}, "The day it was written must include a month"),
        (
            {**WRITTEN, **AGAIN, "review_on_year": "2025"},
            "The day to look at it again must be after the day it was written",
        ),
        ({"title": "x" * 201}, "Name of the document must be 200 characters or fewer"),
        ({"kind": "nonsense"}, "Choose one from the list"),
        ({"refs": ["99.9"]}, "Choose from the list"),
    ],
)
def test_what_cannot_be_is_refused_with_all_that_was_typed(
    client: Client, rose_court: Organisation, said: dict[str, object], refused: str
) -> None:
    typed_in = {"owner": "Registered manager", "link": "", "refs": ["2.1.1"], **said}

    page = add(client, rose_court, **typed_in)

    assert refusals(page) == [refused]
    assert typed(page, "owner") == "Registered manager"
    assert typed(page, "place") == said.get("place", NOTICE["place"])
    assert said.get("refs") or "2.1.1" in ticked(page)
    with acting_for(rose_court):
        assert not Document.objects.exists()


def test_a_refused_form_shows_the_questions_of_the_kind_that_was_chosen(
    client: Client, rose_court: Organisation
) -> None:
    page = add(client, rose_court, place="", by_kind="on")

    assert sorted(ticked(page)) == ASKS_FOR_A_NOTICE
    assert typed(page, "by_kind") == ""


def test_a_file_is_kept_and_waits_to_be_checked(client: Client, rose_court: Organisation) -> None:
    file = SimpleUploadedFile("notice.txt", b"What we do with your data", "text/plain")

    page = add(client, rose_court, place="", file=file)

    document = only(rose_court)
    assert (document.versions, document.file_state) == (1, FileState.WAITING)
    with acting_for(rose_court):
        version = DocumentVersion.objects.get()
    assert (version.file_name, version.state, len(version.sha256)) == ("notice.txt", FileState.WAITING, 64)
    assert version.key
    assert "notice.txt" in words(page)
    assert "nobody can open this one" in words(page)


def test_a_refused_file_keeps_all_that_was_typed(client: Client, rose_court: Organisation) -> None:
    file = SimpleUploadedFile("notice.pdf", b"MZ" + bytes(100), "application/pdf")

    page = add(client, rose_court, file=file, owner="Registered manager")

    [refused] = refusals(page)
    assert refused == "The name of this file does not fit what is in it, so save it again as a PDF"
    assert typed(page, "place") == NOTICE["place"]
    assert typed(page, "owner") == "Registered manager"
    with acting_for(rose_court):
        assert not Document.objects.exists()


def test_a_good_file_must_be_chosen_again_when_something_else_is_wrong(
    client: Client, rose_court: Organisation
) -> None:
    file = SimpleUploadedFile("notice.txt", b"What we do with your data", "text/plain")

    page = add(client, rose_court, kind="", file=file)

    assert refusals(page) == ["Give it a name, or choose what it is", "Choose the file again"]


def test_a_file_that_there_is_no_room_for_is_refused_at_the_field(
    client: Client, rose_court: Organisation, settings: LazySettings
) -> None:
    settings.EVIDENCE_QUOTA_BYTES = 10
    file = SimpleUploadedFile("notice.txt", b"What we do with your data", "text/plain")

    page = add(client, rose_court, file=file)

    [refused] = refusals(page)
    assert "is full, so just tell us where you keep this one" in refused
    assert typed(page, "place") == NOTICE["place"]


def test_with_a_scanner_the_page_does_not_warn(
    client: Client, rose_court: Organisation, settings: LazySettings
) -> None:
    warning = "We cannot check files for viruses here yet."
    assert warning in words(show(client, rose_court))

    settings.CLAMAV_URL = "unix:///run/clamav/clamd.ctl"

    assert warning not in words(show(client, rose_court))


def test_a_group_may_let_its_services_use_it_and_others_are_not_asked(
    client: Client, rose_court: Organisation, grace: Client, fern: Organisation
) -> None:
    assert "Your services may use it" not in words(show(client, rose_court))
    add(client, rose_court, is_shared="on")
    assert not only(rose_court).is_shared

    assert "Your services may use it" in words(show(grace, fern))
    add(grace, fern, is_shared="on")
    assert only(fern).is_shared


def test_what_was_typed_before_a_sign_out_is_there_again(client: Client, rose_court: Organisation) -> None:
    address = of(rose_court, "add_document")
    client.logout()
    client.post(address, {**NOTICE, **WRITTEN, "owner": "Tom", "refs": ["1.1.3"]})
    client.force_login(manager_of(rose_court))

    page = client.get(address)

    assert typed(page, "place") == NOTICE["place"]
    assert typed(page, "owner") == "Tom"
    assert typed(page, "written_on_month") == "5"


def test_who_may_only_read_cannot_add(rose_court: Organisation) -> None:
    jo = browser(f.member(rose_court, Role.VIEWER, "Jo"))

    assert show(jo, rose_court).status_code == 403
    assert add(jo, rose_court).status_code == 403
    with acting_for(rose_court):
        assert not Document.objects.exists()
