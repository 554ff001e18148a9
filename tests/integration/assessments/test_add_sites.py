"""Adding services: found in the directory, pasted, from a file, by name; nothing typed is lost."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organisations.groups import sites_of
from organisations.models import DirectoryEntry, DirectoryRelation, Organisation, OrganisationKind, ServiceWithoutCode
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import groups as g
from tests.integration.assessments import grouping
from tests.integration.assessments.reading import browser, buttons, elements, links, press, refusals, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _that_day(that_day):
    return that_day


def listed(
    code: str, name: str, parent: str = "AB01", *, closed_on: date | None = None, kind: str = "care-site"
) -> None:
    """Put an entry into the directory."""
    entry = DirectoryEntry.objects.create(
        code=code, kind=kind, name=name, town="Leeds", postcode="LS6 2AB", closed_on=closed_on, in_ods=True
    )
    if parent:
        DirectoryRelation.objects.create(entry=entry, kind="parent", to_code=parent, from_on=date(2020, 1, 1))


@pytest.fixture
def directory() -> None:
    listed("VA101", "Elm View")
    listed("VA102", "Oak Lodge")
    listed("VA103", "Ash House", closed_on=date(2026, 5, 3))
    listed("VA201", "Fir Bank", "AB02")
    listed("VA202", "Yew Tree", "AB02")
    listed("AB02", "Fern Care North", "", kind="head-office")


def address(group: Organisation) -> str:
    return reverse("assessments:add_sites", args=[group.code])


def codes(group: Organisation) -> list[str]:
    with acting_for(group):
        return sorted(link.site.code for link in sites_of(group))


def ticks(page) -> dict[str, bool]:
    boxes = elements(page, "input", name="codes")
    return {dict(box.attributes)["value"]: "checked" in dict(box.attributes) for box in boxes}


def test_the_open_children_are_found_and_ticked(fern, grace, directory):
    page = grace.get(address(fern))

    assert ticks(page) == {"VA101": True, "VA102": True}
    assert "We found 2 services" in words(page)
    assert press(page) == "Check the list"


def test_without_any_the_page_says_what_to_do(fern, grace):
    assert "We found no services to add for your head office" in words(grace.get(address(fern)))


def test_what_is_ticked_is_shown_and_then_added(fern, grace, directory):
    check = grace.post(address(fern), {"codes": ["VA101", "VA102"], "press": "check"})

    assert "You will add 2 services" in words(check)
    assert press(check) == "Add 2 services"
    assert codes(fern) == []

    done = grace.post(address(fern), {"codes": ["VA101", "VA102"], "press": "add"}, follow=True)

    assert "You added 2 services." in words(done)
    assert codes(fern) == ["VA101", "VA102"]
    assert Organisation.objects.get(code="VA101").town == "Leeds"


def test_a_second_press_adds_nothing_twice(fern, grace, directory):
    for _ in range(2):
        done = grace.post(address(fern), {"codes": ["VA101"], "press": "add"}, follow=True)

    assert "It is on your list already" not in words(done)
    assert codes(fern) == ["VA101"]


def test_each_code_that_cannot_be_added_says_what_to_do(fern, grace, directory):
    f.organisation("VA001", "Rose Court")
    other = g.group("Moss Homes", "AB03", by=f.person("Ravi"))
    g.site_of(other, "VA301", "Bay House")
    g.site_of(fern, "VA302", "Ivy Court")
    pasted = "VA101\nVA001\nVA301\nVA302\nVA103\nVA201\nAB02\nZZ999"

    check = grace.post(address(fern), {"more": pasted, "press": "check"})

    said = words(check)
    assert press(check) == "Add 1 service"
    assert "Rose Court, Leeds (VA001). It has its own account here. It must say yes first." in said
    assert "Bay House, Leeds (VA301). Another group looks after it here." in said
    assert "Ivy Court, Leeds (VA302). It is on your list already." in said
    assert "Ash House, Leeds (VA103). It closed on 3 May 2026." in said
    assert "Fir Bank, Leeds (VA201). The national list says it belongs to AB02." in said
    assert "Fern Care North, Leeds (AB02). This code is a head office or a council." in said
    assert "ZZ999. We do not know this code." in said
    found = links(check)
    assert found["Ask it to join your group: Rose Court, Leeds (VA001)"] == "/g/AB01/sites/VA001/convert/"
    assert found["Tell us that it is yours: Bay House, Leeds (VA301)"] == "/g/AB01/sites/VA301/dispute/"


def test_what_could_not_be_added_waits_in_the_box(fern, grace, directory):
    page = grace.post(address(fern), {"more": "VA101\nZZ999", "press": "add"}, follow=True)

    assert "You added 1 service. 1 could not be added." in words(page)
    assert grouping.box(page, "more") == "ZZ999"
    assert codes(fern) == ["VA101"]


def test_another_head_office_code_brings_its_services(fern, grace, directory):
    page = grace.post(address(fern), {"codes": ["VA101"], "also": "ab02", "more": "VA900", "press": "find"})

    assert ticks(page) == {"VA101": True, "VA102": False, "VA201": True, "VA202": True}
    assert (grouping.box(page, "also"), grouping.box(page, "more")) == ("ab02", "VA900")

    grace.post(address(fern), {"codes": ["VA101", "VA201"], "also": "ab02", "press": "add"})

    assert codes(fern) == ["VA101", "VA201"]


def test_the_list_can_be_changed_again(fern, grace, directory):
    page = grace.post(
        address(fern),
        {"codes": ["VA101"], "also": "", "more": "ZZ999", "names": "Day Centre", "press": "change"},
    )

    assert ticks(page) == {"VA101": True, "VA102": False}
    assert (grouping.box(page, "more"), grouping.box(page, "names")) == ("ZZ999", "Day Centre")
    assert refusals(page) == []


@pytest.mark.parametrize(
    "content",
    [
        b"Name,ODS code\r\nElm View,VA101\r\nOak Lodge,va102\r\n",
        b"\xef\xbb\xbfcode\r\nVA101\r\nVA102\r\n",
        b"VA101\nVA102\n",
    ],
)
def test_a_file_of_codes_is_read(fern, grace, directory, content):
    file = SimpleUploadedFile("codes.csv", content, "text/csv")

    check = grace.post(address(fern), {"file": file, "press": "check"})

    assert press(check) == "Add 2 services"
    assert [line.upper() for line in grouping.box(check, "more").split()] == ["VA101", "VA102"]


@pytest.mark.parametrize(
    ("sent", "refusal"),
    [
        ({}, "Tick a service, add a code or write a name"),
        ({"more": "VA101\nElm View house"}, "Line 2: “Elm View house” is not a code. A code looks like VA101"),
        ({"also": "A!", "more": "VA101"}, "“A!” is not a code. Codes have 3 to 12 letters and numbers"),
        ({"names": "x" * 101}, "Line 1 is too long for a name. Put one name on each line"),
        (
            {"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04\0\0", "application/zip")},
            "The file must be a CSV file. In Excel, choose Save as, then CSV",
        ),
        (
            {"file": SimpleUploadedFile("a.csv", b"VA101\n" * 40_000, "text/csv")},
            "The file is too big for a list of services. Choose a smaller one",
        ),
    ],
)
def test_a_refusal_says_what_to_do_and_keeps_what_was_typed(fern, grace, sent, refusal):
    page = grace.post(address(fern), {**sent, "press": "check"})

    assert refusals(page) == [refusal]
    for name in ("also", "more", "names"):
        assert grouping.box(page, name) == sent.get(name, "")


def test_a_name_without_a_code_waits_on_the_list_and_gets_its_code(fern, grace, directory):
    grace.post(address(fern), {"names": "Day Centre\nDay  Centre\nHub", "press": "add"})

    with acting_for(fern):
        waiting = list(ServiceWithoutCode.objects.filter(done_at=None).order_by("name"))
    assert [one.name for one in waiting] == ["Day Centre", "Hub"]
    page = reverse("assessments:without_code", args=["AB01", waiting[0].pk])

    assert "You cannot publish for it until it has a code" in words(grace.get(page))
    assert refusals(grace.post(page, {"code": "!"})) == ["The code must have 3 to 12 letters and numbers, like VA101"]
    assert refusals(grace.post(page, {"code": "ZZ999"}))[0].startswith("We do not know this code")
    done = grace.post(page, {"code": "va101"})

    assert done["Location"] == reverse("assessments:site", args=["AB01", "VA101"])
    assert codes(fern) == ["VA101"]
    assert grace.get(page).status_code == 404


def test_a_name_without_a_code_can_be_taken_off(fern, grace):
    grace.post(address(fern), {"names": "Day Centre", "press": "add"})
    with acting_for(fern):
        one = ServiceWithoutCode.objects.get()

    done = grace.post(reverse("assessments:without_code", args=["AB01", one.pk]), {"press": "remove"}, follow=True)

    assert "You took Day Centre off your list." in words(done)
    with acting_for(fern):
        assert ServiceWithoutCode.objects.get().done_at is not None


def test_another_groups_service_without_a_code_is_not_there(fern, grace):
    other = g.group("Moss Homes", "AB03", by=f.person("Ravi"))
    ravi = browser(g.administrator_of(other))
    ravi.post(address(other), {"names": "Day Centre", "press": "add"})
    with acting_for(other):
        one = ServiceWithoutCode.objects.get()

    assert grace.get(reverse("assessments:without_code", args=["AB01", one.pk])).status_code == 404


def test_a_council_adds_its_services():
    leeds = g.group("Leeds City Council", "AC01", OrganisationKind.COUNCIL, by=f.person("Ola"))
    listed("VA401", "Day Centre", "AC01", kind="council-site")
    ola = browser(g.administrator_of(leeds))

    ola.post(address(leeds), {"codes": ["VA401"], "press": "add"})

    assert Organisation.objects.get(code="VA401").kind == OrganisationKind.IN_HOUSE_SERVICE


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.VIEWER])
def test_only_administrators_add_services(fern, role):
    client = browser(f.member(fern, role))

    assert client.get(address(fern)).status_code == 403
    assert client.post(address(fern), {"codes": ["VA101"], "press": "add"}).status_code == 403


def test_three_hundred_are_found_checked_and_added_in_a_few_statements(fern, grace):
    for number in range(300):
        listed(f"VC{number:03}", f"Home {number}")
    found = [f"VC{number:03}" for number in range(300)]

    for data, most in ((None, 20), ({"codes": found, "press": "check"}, 25), ({"codes": found, "press": "add"}, 80)):
        with CaptureQueriesContext(connection) as statements:
            response = grace.post(address(fern), data) if data else grace.get(address(fern))
        assert response.status_code in (200, 302)
        assert len(statements) < most, data and data["press"]
    assert len(codes(fern)) == 300
    assert buttons(grace.get(address(fern)))[-1] == "Check the list"
