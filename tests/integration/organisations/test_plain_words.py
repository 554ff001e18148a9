"""The words of every page about joining and people: short sentences that a tired person understands."""

import html
import re
from datetime import date, timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.urls import reverse

from organisations.actions import joining, people
from organisations.models import DirectoryEntry, OrganisationKind
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories.listed import followed, listed, looked_after, provided
from tests.integration.organisations.reading import browser, link_in, mail_to, member_id
from tests.unit.assessments.editions.validation.words import reading

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("an_hour_later")]
RESULTS = reverse("organisations:join_results")
HARDEST = 6.0  # US grade; a reading age of about 11
LONGEST = 12.0  # mean words in a sentence
ENDS = re.compile(r"</(?:p|h\d|li|t[dh]|button|a|label|legend|caption|d[dt]|div)>")
NAMES = re.compile(r"\S+@\S+|Rose Court, Leeds \(VA001\)|\d[\d,: ]*(?:am|pm)?")


def sentences(markup: str) -> str:
    """Give the words of a page's main part or of a mail, a stop after each block, without names and numbers."""
    main = re.search(r"<main.*?</main>", markup, re.DOTALL)
    text = ENDS.sub(". ", main.group() if main else markup)
    text = NAMES.sub("", html.unescape(re.sub(r"<[^>]+>", " ", text)))
    return re.sub(r"(?:\s*[.?!:]\s*)*([.?!:])\s*", r"\1 ", " ".join(text.split()))


def finding_pages(person) -> dict[str, HttpResponse]:
    """Every page of finding one's service, in the states in which it says most."""
    for number in range(22):
        listed(f"VF{number:03}", f"Fern House {number}", service_types=["Home care"])
    site = listed("VS001", "Elm View", service_types=["Care home without nursing"])
    for entry in (site, listed("VS002", "Elm Side")):
        looked_after(entry, "AB01")
        provided(entry, "Fern Care Limited")
    head_office = {"kind": DirectoryEntry.Kind.HEAD_OFFICE}
    listed("AB01", "Fern Care Group", **head_office)
    looked_after(listed("VT001", "Oak View"), "AB02")
    f.organisation("AB02", "Oak Care Group", by=f.person("Ada"), kind=OrganisationKind.HEAD_OFFICE)
    listed("AB03", "Ash Care Group", **head_office)
    listed(None, "Ash Court", cqc_location_id="1-100000001")
    followed(listed("VC001", "Old Mill", closed_on=date(2024, 3, 31)), "VS001")
    client = browser(person)
    asked = {
        "many": "fern",
        "a few": "elm",
        "guesses": "frn hose",
        "nothing": "qqqq",
        "closed": "old mill ls1 4ap view",
    }
    results = {f"results {name}": client.get(RESULTS, {"q": typed}) for name, typed in asked.items()}
    codes = ("VF001", "VS001", "AB01", "VT001", "AB03", "1-100000001", "VC001", "VA001")
    confirms = {f"confirm {code}": client.get(reverse("organisations:join_confirm", args=[code])) for code in codes}
    how_many = reverse("organisations:join_how_many", args=["VS001"])
    return results | confirms | {"how many": client.get(how_many), "how many with errors": client.post(how_many)}


@pytest.fixture
def pages(priya, tom, jo, rose_court) -> dict[str, HttpResponse]:
    """Every page of this part, in the states in which it says most."""
    owen = f.person("Owen")
    with acting_for(rose_court, user=priya):
        for email in ("jo@example.com", "sam@example.com"):
            people.invite(organisation=rose_court, by=priya, at=f.NOW, email=email, role=Role.CONTRIBUTOR)
    with acting_for(user=owen):
        asked = joining.ask_to_join(organisation=rose_court, by=owen, at=f.NOW, message="I am the new cook")
    link = link_in(mail_to(jo)[0])
    of = {name: member_id(person, rose_court) for name, person in (("priya", priya), ("tom", tom))}

    def page(person, name, *arguments):
        return browser(person).get(reverse(f"organisations:{name}", args=arguments))

    shown = {
        "nobody yet": page(f.person("Mina"), "choose"),
        "invited": page(jo, "choose"),
        "waiting": page(owen, "choose"),
        "join": page(jo, "join"),
        "join with errors": browser(jo).get(reverse("organisations:join_results")),
        "join by hand": page(jo, "join_by_hand"),
        "join by hand with errors": browser(jo).post(reverse("organisations:join_by_hand"), {}),
        **finding_pages(jo),
        "unknown code": page(jo, "ask_to_join", "ZZ999"),
        "ask to join": page(jo, "ask_to_join", "VA001"),
        "asked": page(owen, "asked", "VA001"),
        "invitation before signing in": browser().get(link),
        "invitation": browser(jo).get(link),
        "invitation of somebody else": browser(owen).get(link),
        "invitation unknown": browser().get("/invite/nonsense/"),
        "people": page(priya, "people", "VA001"),
        "people as a contributor": page(tom, "people", "VA001"),
        "invite": page(priya, "invite", "VA001"),
        "invite with errors": browser(priya).post(reverse("organisations:invite", args=["VA001"]), {}),
        "no permission": page(tom, "invite", "VA001"),
        "decide": page(priya, "decide_request", "VA001", asked.pk),
        "member": page(priya, "member", "VA001", of["tom"]),
        "last administrator": page(priya, "member", "VA001", of["priya"]),
        "remove": page(priya, "remove_member", "VA001", of["tom"]),
        "remove the last administrator": page(priya, "remove_member", "VA001", of["priya"]),
        "history": page(tom, "history", "VA001"),
        "help": page(tom, "help", "VA001"),
    }
    with time_machine.travel(f.NOW + timedelta(hours=72), tick=False):
        shown["invitation too old"] = browser(jo).get(link)
    browser(jo).post(link)
    shown["invitation used"] = browser(jo).get(link)
    return shown


def test_pages_are_easy_to_read(pages):
    hard = {
        name: (round(grade, 1), round(length, 1))
        for name, response in pages.items()
        for grade, length in [reading(sentences(response.content.decode()))]
        if grade > HARDEST or length > LONGEST
    }

    assert hard == {}


def test_pages_have_one_heading_and_at_most_one_green_button(pages):
    for name, response in pages.items():
        markup = response.content.decode()
        assert len(re.findall(r"<h1\b", markup)) == 1, name
        assert markup.count('class="nhsuk-button"') <= 1, name


def test_every_page_has_a_title_of_its_own(pages):
    titles = {
        name: re.search(r"<title>(.*?)</title>", page.content.decode(), re.DOTALL)[1] for name, page in pages.items()
    }

    assert all("  " not in title and "\n" not in title for title in titles.values()), titles
    assert titles["join with errors"].startswith("Error: ")


def test_short_forms_are_spelled_out_where_they_are_used(pages):
    for name, response in pages.items():
        text = sentences(response.content.decode())
        assert "ODS" not in text or "short code the NHS uses" in text, name


def test_mails_are_easy_to_read(pages, priya, jo):
    for mail in [*mail_to(jo), *mail_to(priya)]:
        grade, length = reading(sentences(mail.text.replace("\n\n", ". ")))
        assert (grade <= HARDEST, length <= LONGEST) == (True, True), (mail.subject, grade, length)
