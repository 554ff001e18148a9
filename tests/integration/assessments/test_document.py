"""One document: what there is to know of it, its versions and files, and saying that it is still right."""

from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from assessments.models import Assessment
from evidence.models import Document, FileState
from organisations.models import AuditEntry, Organisation
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import groups as g
from tests.factories.assessments import manager_of
from tests.integration.assessments.reading import (
    browser,
    buttons,
    elements,
    links,
    of,
    of_year,
    press,
    summary,
    text,
    words,
)
from tests.integration.assessments.register import FAR, LATE, SOON, TODAY, chosen, filed, found

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]

HASH = "ab12cd34ef56" + "0" * 52
FILE = {"place": "", "key": "k", "file_name": "notice.pdf", "size": 182_000, "sha256": HASH}


def show(client: Client, home: Organisation, document: Document) -> HttpResponse:
    return client.get(of(home, "document", document.pk))


def test_it_says_all_there_is_to_know(client: Client, assessment: Assessment) -> None:
    home = assessment.organisation
    document = filed(
        home,
        "Our notice",
        "1.1.3",
        link="https://example.com/notice",
        review_on=FAR,
        owner="Registered manager",
        checked_on=TODAY,
    )

    page = show(client, home, document)

    assert summary(page) == {
        "Where it is kept": "Office shelf",
        "Link": "https://example.com/notice",
        "Written": "22 November 2026",
        "Look at it again": "22 January 2027",
        "Last looked at": "22 November 2026",
        "Who looks after it": "Registered manager",
    }
    assert "In date. Look at it again by 22 January 2027." in words(page)
    assert "Privacy notice" in words(page)  # its kind
    assert links(page)["1.1.3 Your privacy notice"] == of_year(assessment, "question", "1.1.3")
    assert "Saved by Priya on 22 November 2026 at 10:42am." in words(page)


def test_what_is_missing_is_a_link_that_adds_it(client: Client, rose_court: Organisation) -> None:
    document = filed(rose_court, place="", written_on=None)

    page = show(client, rose_court, document)

    change = of(rose_court, "change_document", document.pk)
    assert links(page)["Say where it is"] == f"{change}#id_place"  # the button
    assert links(page)["Add where it is kept"] == f"{change}#id_place"
    assert links(page)["Add the day it was written"] == f"{change}#id_written_on_day"
    assert links(page)["Add a day to look at it again"] == f"{change}#id_review_on_day"
    assert links(page)["Add who looks after it"] == f"{change}#id_owner"
    assert links(page)["Choose the questions it supports"] == f"{change}#id_refs"
    assert "Nobody could find this one. Say where it is." in words(page)


@pytest.mark.parametrize(
    ("fields", "green"),
    [
        ({"review_on": LATE}, "It is still right"),
        ({"review_on": SOON}, "It is still right"),
        ({"place": "", "review_on": LATE}, "Say where it is"),
    ],
    ids=["out of date", "to check soon", "missing"],
)
def test_the_green_button_is_what_it_needs_most(
    client: Client, rose_court: Organisation, fields: dict[str, object], green: str
) -> None:
    page = show(client, rose_court, filed(rose_court, **fields))

    assert press(page) == green
    assert "Add a new version" in buttons(page)


def test_one_that_is_in_date_presses_nobody(client: Client, rose_court: Organisation) -> None:
    page = show(client, rose_court, filed(rose_court, review_on=FAR))

    kinds = [
        dict(one.attributes)["class"] for kind in ("a", "button") for one in elements(page, kind, cls="nhsuk-button")
    ]
    assert len(kinds) == 2
    assert all("nhsuk-button--secondary" in kind for kind in kinds)


def test_it_is_still_right_in_one_press(client: Client, rose_court: Organisation) -> None:
    document = filed(rose_court, review_on=LATE)

    page = client.post(of(rose_court, "still_right", document.pk), follow=True)

    again = found(rose_court, document)
    assert (again.checked_on, again.review_on) == (TODAY, date(2027, 11, 22))
    assert "Saved. It is still right. Look at it again by 22 November 2027." in words(page)
    assert summary(page)["Last looked at"] == "22 November 2026"
    with acting_for(rose_court):
        assert AuditEntry.objects.filter(verb="checked-document").count() == 1


def test_one_that_was_removed_meanwhile_cannot_be_right(client: Client, rose_court: Organisation) -> None:
    document = filed(rose_court, review_on=LATE, removed_at=f.NOW, removed_by=manager_of(rose_court))

    page = client.post(of(rose_court, "still_right", document.pk), follow=True)

    assert "This was removed by somebody else. You can bring it back first." in words(page)
    assert found(rose_court, document).review_on == LATE


def test_a_clean_file_can_be_had_and_its_fingerprint_is_shown(client: Client, rose_court: Organisation) -> None:
    document = filed(rose_court, file_state=FileState.CLEAN, **FILE)

    page = show(client, rose_court, document)

    assert links(page)["notice.pdf"] == f"/o/VA001/documents/{document.pk}/file/1/"
    assert summary(page)["File"] == "notice.pdf (182 KB)"
    assert "Fingerprint of the file: ab12cd34ef56 " in words(page)
    [whole] = elements(page, "p", cls="app-key")
    assert text(whole) == HASH


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (FileState.WAITING, "We cannot check files for viruses here yet, so nobody can open this one."),
        (FileState.REFUSED, "We found a virus in this file, so we took it away."),
        (FileState.LOST, "We cannot find this file any more."),
        (FileState.GONE, "We deleted this file, because its document was removed a while ago."),
    ],
)
def test_any_other_file_says_why_it_cannot_be_had(
    client: Client, rose_court: Organisation, state: FileState, why: str
) -> None:
    page = show(client, rose_court, filed(rose_court, file_state=state, **FILE))

    assert "notice.pdf" not in links(page)
    assert why in summary(page)["File"]


def test_versions_are_listed_the_newest_first(client: Client, rose_court: Organisation) -> None:
    document = filed(rose_court, place="Old shelf")
    said = {
        "version": "1",
        "place": "New shelf",
        "written_on_day": "1",
        "written_on_month": "11",
        "written_on_year": "2026",
    }
    client.post(of(rose_court, "renew_document", document.pk), said)

    page = show(client, rose_court, document)

    newest, first = (text(one) for one in elements(page, "section", cls="app-version"))
    assert newest.startswith("Version 2, the newest Added by Priya on 22 November 2026. Written on 1 November 2026.")
    assert "New shelf" in newest
    assert first.startswith("Version 1 Added by Priya")
    assert "Old shelf" in first


def test_a_question_that_no_open_year_has_is_named_without_a_link(client: Client, rose_court: Organisation) -> None:
    page = show(client, rose_court, filed(rose_court, "Notice", "1.1.3"))

    assert "1.1.3 Your privacy notice" in words(page)
    assert "1.1.3 Your privacy notice" not in links(page)


def test_a_removed_one_offers_the_way_back(client: Client, rose_court: Organisation) -> None:
    by = manager_of(rose_court)
    document = filed(rose_court, removed_at=f.NOW, removed_by=by)
    gone = filed(rose_court, removed_at=f.NOW - timedelta(days=31), removed_by=by)

    page = show(client, rose_court, document)
    assert "Priya removed this on 22 November 2026. You can bring it back until 22 December 2026." in words(page)
    assert press(page) == "Bring it back"
    assert "Change this" not in links(page)

    page = show(client, rose_court, gone)
    assert "It is too late to bring it back." in words(page)
    assert buttons(page) == []


def test_a_group_sees_how_many_services_use_it(grace: Client, fern: Organisation) -> None:
    first, _ = g.many_sites(fern, 2)
    paper = filed(fern, is_shared=True)
    chosen(first, fern, paper, "1.1.3")

    assert summary(show(grace, fern, paper))["Your services"] == "Used by 1 of 2 services"


def test_a_paper_that_came_with_a_site_says_from_where(client: Client, rose_court: Organisation) -> None:
    page = show(client, rose_court, filed(rose_court, came_from="Fern Care Group"))

    assert summary(page)["Came from"] == "Fern Care Group"


def test_who_may_only_read_sees_it_and_no_button(rose_court: Organisation) -> None:
    document = filed(rose_court, review_on=LATE, owner="")
    jo = browser(f.member(rose_court, Role.VIEWER, "Jo"))

    page = show(jo, rose_court, document)

    assert buttons(page) == []
    assert summary(page)["Who looks after it"] == "Not said"
    assert jo.post(of(rose_court, "still_right", document.pk)).status_code == 403


@pytest.mark.parametrize("page", ["document", "change_document", "renew_document", "remove_document"])
def test_a_document_of_somebody_else_is_not_there(client: Client, rose_court: Organisation, page: str) -> None:
    elsewhere = filed(f.organisation("VB002", "Elm View", by=f.person("Owen")))

    assert client.get(of(rose_court, page, elsewhere.pk)).status_code == 404
