"""Inviting the managers of many services: paste, check, send; line errors; a second press; who is here."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from organisations.models import Invitation, Organisation
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import groups as g
from tests.integration.assessments import grouping
from tests.integration.assessments.reading import browser, buttons, elements, press, refusals, text, words
from tests.integration.organisations.reading import mail_to

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=2)


@pytest.fixture(autouse=True)
def _that_day(that_day):
    return that_day


@pytest.fixture
def sites(fern: Organisation) -> dict[str, Organisation]:
    return {
        name: g.site_of(fern, code, name)
        for code, name in (
            ("VA101", "Elm View"),
            ("VA102", "Oak Lodge"),
            ("VA103", "Ash House"),
            ("VA104", "Ash House"),
        )
    }


def address(group: Organisation) -> str:
    return reverse("assessments:invite_managers", args=[group.code])


def invited(site: Organisation) -> list[tuple[str, str]]:
    with acting_for(site):
        return list(Invitation.objects.unanswered().filter(organisation=site).values_list("email", "role"))


def listed(page) -> list[str]:
    return [text(line) for found in elements(page, "ul", cls="nhsuk-list--bullet") for line in found.children]


def test_the_list_is_checked_before_anything_is_sent(fern, grace, sites):
    page = grace.post(
        address(fern),
        {
            "lines": "Elm View, Mina@Example.com, Mina\nVA102; tom@example.com\nAsh House (VA103)\tjo@example.com",
            "press": "check",
        },
    )

    assert listed(page) == [
        "mina@example.com at Elm View: answer questions",
        "tom@example.com at Oak Lodge: answer questions",
        "jo@example.com at Ash House: answer questions",
    ]
    assert press(page) == "Send 3 invites"
    assert mail_to("mina@example.com") == []


def test_each_is_invited_to_their_own_service_only(fern, grace, sites):
    done = grace.post(
        address(fern), {"lines": "Elm View, mina@example.com\nVA102, tom@example.com", "press": "send"}, follow=True
    )

    assert "2 invites sent." in words(done)
    assert invited(sites["Elm View"]) == [("mina@example.com", "contributor")]
    assert invited(sites["Oak Lodge"]) == [("tom@example.com", "contributor")]
    assert invited(fern) == []
    [mail] = mail_to("mina@example.com")
    assert "Elm View" in mail.text


def test_a_service_with_its_own_form_gets_somebody_who_can_publish(fern, grace, sites):
    grouping.same_everywhere(fern, but=(sites["Elm View"],))

    grace.post(address(fern), {"lines": "Elm View, mina@example.com\nVA102, tom@example.com", "press": "send"})

    assert invited(sites["Elm View"]) == [("mina@example.com", "administrator")]
    assert invited(sites["Oak Lodge"]) == [("tom@example.com", "contributor")]


WRONG = [
    ("Elm View", "There is no email address. Add one after a comma"),
    ("Elm View, mina@", "The email address is not right. It must look like name@example.com"),
    ("mina@example.com", "Say which service first, then a comma, then the email address"),
    ("Elm Vue, mina@example.com", "No service on your list is called “Elm Vue”. Check the name, or use the code"),
    ("Ash House, mina@example.com", "More than one of your services is called “Ash House”. Use its code"),
]


@pytest.mark.parametrize(("line", "problem"), WRONG)
def test_a_wrong_line_is_named_by_its_number_and_kept(fern, grace, sites, line, problem):
    pasted = f"VA101, good@example.com\n\n{line}"
    page = grace.post(address(fern), {"lines": pasted, "press": "check"})

    assert refusals(page) == [f"Line 3: {problem}"]
    assert grouping.box(page, "lines") == pasted
    assert "Error: " in page.content.decode().partition("</title>")[0]
    assert buttons(page)[-2:] == ["Send 1 invite", "Check again"]


def test_the_same_line_twice_and_somebody_who_is_here_are_told(fern, grace, sites):
    grouping.manager_of_site(sites["Elm View"], "Mina")

    page = grace.post(
        address(fern),
        {"lines": "VA101, mina@example.com\nVA102, tom@example.com\noak lodge, TOM@example.com", "press": "check"},
    )

    assert refusals(page) == [
        "Line 1: This person can sign in there already. Take the line out",
        "Line 3: This is the same as line 2. Take one of them out",
    ]


def test_thirty_eight_are_sent_and_two_wait_for_a_fix(fern, grace):
    g.many_sites(fern, 40)
    lines = [f"VB{number:03}, manager{number}@example.com" for number in range(1, 41)]
    lines[4], lines[9] = "VB005 manager5", "VB999, manager10@example.com"

    page = grace.post(address(fern), {"lines": "\n".join(lines), "press": "send"}, follow=True)

    assert "38 sent, 2 need a fix." in words(page)
    assert grouping.box(page, "lines") == "VB005 manager5\nVB999, manager10@example.com"
    assert len(refusals(page)) == 2
    assert len(mail_to("manager40@example.com")) == 1


def test_a_second_press_sends_nothing_twice(fern, grace, sites):
    check = grace.post(address(fern), {"lines": "VA101, mina@example.com", "press": "check"})
    pressed = {"lines": grouping.box(check, "lines"), "shown_at": grouping.box(check, "shown_at"), "press": "send"}

    for _ in range(2):
        done = grace.post(address(fern), pressed, follow=True)

    assert "1 invite sent." in words(done)
    assert len(mail_to("mina@example.com")) == 1


def test_who_was_invited_can_be_sent_another_link(fern, grace, sites):
    grace.post(address(fern), {"lines": "VA101, mina@example.com", "press": "send"})

    with time_machine.travel(f.NOW + timedelta(days=4), tick=False):
        grace = browser(g.administrator_of(fern))
        page = grace.get(address(fern))
        assert "mina@example.com, invited on 22 November 2026. The link is too old now." in words(page)
        grace.post(address(fern), {"lines": "VA101, mina@example.com", "press": "send"})

    assert len(mail_to("mina@example.com")) == 2
    assert len(invited(sites["Elm View"])) == 1


def test_the_page_says_who_is_here_and_offers_the_rest_as_lines(fern, grace, sites):
    grouping.manager_of_site(sites["Elm View"], "Mina")

    page = grace.get(f"{address(fern)}?start=list")

    assert "3 of 4 services have nobody who can sign in." in words(page)
    assert "Mina (answer questions)" in words(page)
    assert [line.rstrip(" ,") for line in grouping.box(page, "lines").splitlines()] == [
        "Ash House (VA103)",
        "Ash House (VA104)",
        "Oak Lodge (VA102)",
    ]


def test_a_file_is_read_as_lines(fern, grace, sites):
    file = SimpleUploadedFile("managers.csv", b"Service,Email\r\nElm View,mina@example.com\r\n", "text/csv")

    page = grace.post(address(fern), {"file": file, "press": "check"})

    assert listed(page) == ["mina@example.com at Elm View: answer questions"]


def test_the_list_can_be_changed_again(fern, grace, sites):
    page = grace.post(address(fern), {"lines": "VA101, mina@example.com", "press": "change"})

    assert grouping.box(page, "lines") == "VA101, mina@example.com"
    assert refusals(page) == []


@pytest.mark.parametrize(
    ("lines", "refusal"),
    [
        ("", "Write at least one line"),
        ("VA101, a@example.com\n" * 201, "There are 201 lines. Send up to 200 at a time"),
    ],
)
def test_nothing_and_too_much_are_refused(fern, grace, sites, lines, refusal):
    assert refusals(grace.post(address(fern), {"lines": lines, "press": "check"})) == [refusal]


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.VIEWER])
def test_only_administrators_invite(fern, sites, role):
    client = browser(f.member(fern, role))

    assert client.get(address(fern)).status_code == 403
    assert client.post(address(fern), {"lines": "VA101, a@example.com", "press": "send"}).status_code == 403


def test_a_service_of_somebody_else_cannot_be_named(fern, grace, sites):
    other = g.group("Moss Homes", "AB03", by=f.person("Ravi"))
    bay = g.site_of(other, "VA301", "Bay House")

    page = grace.post(address(fern), {"lines": "VA301, mina@example.com", "press": "send"}, follow=True)

    assert "0 sent, 1 needs a fix." in words(page)
    assert invited(bay) == []
