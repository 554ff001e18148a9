"""The register of documents: what is listed, how it stands, the filters, and what a group shares."""

import pytest
from django.http import HttpResponse
from django.test import Client

from evidence.models import Document, FileState
from organisations.models import Organisation
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import groups as g
from tests.factories import sharing as s
from tests.factories.assessments import manager_of
from tests.integration.assessments.reading import browser, buttons, elements, links, of, press, text, typed, words
from tests.integration.assessments.register import FAR, LATE, SOON, chosen, filed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]


@pytest.fixture
def four(rose_court: Organisation) -> dict[str, Document]:
    """Give Rose Court a document in each state, by its title."""
    made = [
        filed(rose_court, "Privacy notice", review_on=FAR),
        filed(rose_court, "Backup plan", kind="backup-plan", review_on=SOON),
        filed(rose_court, "Risk list", kind="risk-register", review_on=LATE),
        filed(rose_court, "Letter from Tom", kind="", place="", review_on=FAR),
    ]
    return {one.title: one for one in made}


def show(client: Client, home: Organisation, **asked: str) -> HttpResponse:
    return client.get(of(home, "documents"), asked)


def rows(page: HttpResponse) -> list[str]:
    return [text(row) for row in elements(page, "tr", cls="nhsuk-table__row")]


def titles(page: HttpResponse) -> list[str]:
    return [text(cell.children[0]) for cell in elements(page, "th", scope="row")]


def test_an_empty_register_says_what_will_be_there_and_what_to_do(client: Client, rose_court: Organisation) -> None:
    page = show(client, rose_court)

    assert press(page) == "Add your first document"
    assert "You can just tell us where it is." in words(page)
    assert elements(page, "table") == []


def test_the_sentence_and_the_states_agree(client: Client, rose_court: Organisation, four: dict[str, Document]) -> None:
    page = show(client, rose_court)

    assert "1 in date, 1 to check soon, 1 out of date, 1 missing." in words(page)
    assert titles(page) == ["Backup plan", "Letter from Tom", "Privacy notice", "Risk list"]
    assert press(page) == "Add a document"
    backup, letter, notice, risks = rows(page)
    for line, said in (
        (backup, ("Check soon", "21 January 2027")),
        (letter, ("Missing", "Not said yet", "Another paper")),
        (notice, ("In date", "Office shelf", "22 January 2027")),
        (risks, ("Out of date", "21 November 2026")),
    ):
        assert all(part in line for part in said), line
    assert links(page)["Risk list"] == of(rose_court, "document", four["Risk list"].pk)


def test_a_document_that_never_wants_a_look_stays_in_date(client: Client, rose_court: Organisation) -> None:
    filed(rose_court)

    page = show(client, rose_court)

    assert "1 in date." in words(page)
    assert "No day set" in rows(page)[0]
    assert elements(page, "svg") == []


@pytest.mark.usefixtures("four")
def test_the_picture_is_open_when_something_presses(client: Client, rose_court: Organisation) -> None:
    page = show(client, rose_court)

    assert "1 paper is out of date. Next: Backup plan, by 21 January 2027." in words(page)
    [picture] = elements(page, "details", cls="nhsuk-details")
    assert "open" in dict(picture.attributes)


def test_the_picture_is_folded_while_nothing_presses(client: Client, rose_court: Organisation) -> None:
    filed(rose_court, review_on=FAR)

    [picture] = elements(show(client, rose_court), "details", cls="nhsuk-details")

    assert "open" not in dict(picture.attributes)


@pytest.mark.usefixtures("four")
def test_the_list_can_be_filtered_by_state_kind_and_title_together(client: Client, rose_court: Organisation) -> None:
    filed(rose_court, "Privacy notice for staff", review_on=LATE)

    assert titles(show(client, rose_court, state="missing")) == ["Letter from Tom"]
    assert titles(show(client, rose_court, kind="privacy-notice")) == ["Privacy notice", "Privacy notice for staff"]
    assert titles(show(client, rose_court, kind="other")) == ["Letter from Tom"]
    assert titles(show(client, rose_court, q="  PLAN ")) == ["Backup plan"]

    page = show(client, rose_court, state="out-of-date", kind="privacy-notice", q="staff")
    assert titles(page) == ["Privacy notice for staff"]
    assert "1 of 5 documents are shown." in words(page)
    assert typed(page, "q") == "staff"
    assert "1 in date, 1 to check soon, 2 out of date, 1 missing." in words(page)


@pytest.mark.usefixtures("four")
def test_filters_that_match_nothing_can_be_taken_off_one_by_one(client: Client, rose_court: Organisation) -> None:
    page = show(client, rose_court, state="missing", kind="backup-plan", q="zebra")

    assert titles(page) == []
    off = {name: href for name, href in links(page).items() if name.startswith("Take off")}
    assert list(off) == [
        "Take off the search “zebra”",
        "Take off the filter “Backup plan”",
        "Take off the filter “Missing”",
    ]
    assert off["Take off the search “zebra”"] == of(rose_court, "documents") + "?state=missing&kind=backup-plan"


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize("asked", [{"state": "lost"}, {"page": "many"}, {"page": "9"}, {"q": ""}])
def test_an_address_that_asks_for_nonsense_shows_all(
    client: Client, rose_court: Organisation, asked: dict[str, str]
) -> None:
    assert len(titles(show(client, rose_court, **asked))) == 4


def test_fifty_are_on_a_page(client: Client, rose_court: Organisation) -> None:
    for number in range(51):
        filed(rose_court, f"Minutes {number:02}")

    first, second = show(client, rose_court), show(client, rose_court, page="2")

    assert len(titles(first)) == 50
    assert titles(second) == ["Minutes 50"]
    assert "51 in date." in words(first)


def test_a_file_is_shown_as_it_fares(client: Client, rose_court: Organisation) -> None:
    filed(rose_court, "A", place="", file_state=FileState.CLEAN, key="a")
    filed(rose_court, "B", place="", file_state=FileState.WAITING, key="b")

    clean, waiting = rows(show(client, rose_court))

    assert "File" in clean
    assert "In date" in clean
    assert "File: waiting to be checked" in waiting
    assert "Missing" in waiting


@pytest.mark.parametrize(
    "link",
    [
        "\\\\server\\share\\rules.docx",
        "javascript:alert(1)",
        "data:text/html,x",
        "www.example.com",
        "https://[",
        "http:",
    ],
)
def test_only_an_address_of_the_web_can_be_followed(client: Client, rose_court: Organisation, link: str) -> None:
    filed(rose_court, "Notice", link=link)
    filed(rose_court, "Website", link="https://example.com/notice")

    page = show(client, rose_court)

    assert link in words(page)
    assert links(page)["Open the link to Website"] == "https://example.com/notice"
    [followed] = elements(page, "a", rel="noopener noreferrer")
    assert "Website" in text(followed)


def test_a_long_place_is_shortened_in_the_list_only(client: Client, rose_court: Organisation) -> None:
    document = filed(rose_court, place="On the shelf " * 30)

    assert "On the shelf On …" in rows(show(client, rose_court))[0]
    assert words(client.get(of(rose_court, "document", document.pk))).count("On the shelf") == 60  # there and in v1


def test_what_was_removed_is_not_listed_but_can_be_found(client: Client, rose_court: Organisation) -> None:
    filed(rose_court, "Old notice", removed_at=f.NOW, removed_by=manager_of(rose_court))

    page = show(client, rose_court)

    assert titles(page) == []
    assert links(page)["Documents you removed"] == of(rose_court, "removed_documents")


def test_the_checklist_is_offered_once_a_year_is_open(client: Client, rose_court: Organisation) -> None:
    assert "Which of these papers do you have?" not in links(show(client, rose_court))

    year = f.assessment(rose_court)

    address = of(rose_court, "ready", year.year.label)
    assert links(show(client, rose_court))["Which of these papers do you have?"] == address


def test_who_may_only_read_sees_the_list_without_the_button(rose_court: Organisation) -> None:
    filed(rose_court)
    jo = browser(f.member(rose_court, Role.VIEWER, "Jo"))

    page = show(jo, rose_court)

    assert titles(page) == ["Privacy notice"]
    assert buttons(page) == ["Find"]


def test_a_site_sees_what_its_group_shares_and_nothing_else_of_it(fern: Organisation) -> None:
    site = g.site_of(fern)
    paper = filed(fern, "Group policy", kind="data-security-policy", is_shared=True, review_on=SOON)
    filed(fern, "Board minutes")
    tom = browser(f.member(site, Role.ADMINISTRATOR, "Tom"))

    page = show(tom, site)

    assert "From Fern Care Group" in words(page)
    assert titles(page) == ["Group policy"]
    assert "Check soon" in rows(page)[0]
    assert links(page)["Group policy"] == of(site, "shared_document", paper.pk)


def test_a_group_sees_how_many_of_its_services_use_a_document(grace: Client, fern: Organisation) -> None:
    """Those that chose it, and those for which it proves an answer that the group gives."""
    first, second, third = g.many_sites(fern, 3)
    picked = filed(fern, "Chosen", is_shared=True)
    proves = filed(fern, "Proves", "1.3.7", is_shared=True)
    filed(fern, "Unused", is_shared=True)
    filed(fern, "Not shared")
    s.shared(fern, "1.3.7")
    for site, paper in ((first, picked), (first, proves), (second, picked)):
        chosen(site, fern, paper, "1.3.1")
    with acting_for(fern):
        fern.shared_answers.update(except_sites=[third.pk])

    chosen_row, not_shared, proves_row, unused = rows(show(grace, fern))

    assert "Used by 2 of 3 services" in chosen_row
    assert "Used by 2 of 3 services" in proves_row  # the third is left out, and the first counts once
    assert "Used by 0 of 3 services" in unused
    assert "Used by" not in not_shared
