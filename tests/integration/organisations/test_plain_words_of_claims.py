"""The words about taking over, coming to a group, another code and joining records: short and plain."""

import re

import pytest
from django.http import HttpResponse
from django.urls import reverse

from organisations.actions import claiming, converting
from organisations.actions.codes import change_code
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import claims, groups
from tests.integration.organisations.reading import browser, mail_to
from tests.reading import as_sentences, own_pieces, reading

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("an_hour_later")]
HARDEST = 6.0  # US grade; a reading age of about 11
LONGEST = 12.0  # mean words in a sentence


class Looking:
    """Opens pages, or sends their forms, and keeps what was answered."""

    def __init__(self) -> None:
        self.seen: dict[str, HttpResponse] = {}

    def at(self, name: str, person, page: str, *arguments, **typed) -> None:
        address = reverse(page, args=arguments)
        self.seen[name] = browser(person).post(address, typed) if typed else browser(person).get(address)


def take_over(look: Looking, rose_court, priya, jo, olu) -> None:
    pat = f.person("Pat")
    partner = groups.group("Skills Leeds", "SP01", "support-partner", by=pat)
    look.at("claim", jo, "organisations:claim", "VA001")
    look.at("claim with errors", jo, "organisations:claim", "VA001", proof="nhsmail")
    claim = claims.claimed(rose_court, jo, partner=partner)
    look.at("people with a claim", priya, "organisations:people", "VA001")
    look.at("claimed", jo, "organisations:claimed", "VA001")
    look.at("objection", priya, "organisations:objection", "VA001", claim.pk)
    look.at("deciding", pat, "organisations:deciding", "SP01")
    look.at("decide", pat, "organisations:decide_claim", "SP01", claim.pk)
    look.at("decide too early", pat, "organisations:decide_claim", "SP01", claim.pk, answer="agree", reason="So")
    look.at("claims", olu, "organisations:ops_claims")
    with acting_for(rose_court, user=priya):
        claiming.object_to(organisation=rose_court, claim_id=claim.pk, words="No", by=priya, at=f.NOW)
    look.at("claimed, objected", jo, "organisations:claimed", "VA001")
    look.at("objection made", priya, "organisations:objection", "VA001", claim.pk)
    look.at("operator's claim", olu, "organisations:ops_claim", claim.pk)
    browser(olu).post(reverse("organisations:ops_claim", args=[claim.pk]), {"answer": "refuse", "reason": "They know"})
    look.at("claimed, refused", jo, "organisations:claimed", "VA001")


def come_to_a_group(look: Looking, rose_court, priya, olu) -> None:
    fern = groups.group()
    grace = groups.administrator_of(fern)
    look.at("nothing to decide", grace, "organisations:deciding", "AB01")
    look.at("ask a service", grace, "assessments:convert_site", "AB01", "VA001")
    with acting_for(fern, user=grace):
        link = converting.ask_site(group=fern, site=rose_court, by=grace, at=f.NOW)
    look.at("asked a service", grace, "assessments:convert_site", "AB01", "VA001")
    look.at("people, asked", priya, "organisations:people", "VA001")
    look.at("asked by a group", priya, "organisations:group_request", "VA001", link.pk)
    look.at("accept for it", olu, "organisations:ops_convert")
    browser(priya).post(reverse("organisations:group_request", args=["VA001", link.pk]), {"answer": "yes"})
    look.at("part of a group", priya, "organisations:group_request", "VA001", link.pk)
    look.at("has a service", grace, "assessments:convert_site", "AB01", "VA001")


def change_and_join(look: Looking, rose_court, priya, olu) -> None:
    look.at("change code", priya, "organisations:change_code", "VA001")
    look.at("change code with errors", priya, "organisations:change_code", "VA001", code="AB01")
    with acting_for(rose_court, user=priya):
        change_code(organisation=rose_court, code="VA009", by=priya, at=f.NOW)
    f.organisation("VB002", "Rose Court", by=f.person("Owen"))
    look.at("join records", olu, "assessments:ops_merge")
    look.at("join these", olu, "assessments:merge_records", "VB002", "VA009")
    look.at("cannot join these", olu, "assessments:merge_records", "VA009", "VB002")
    browser(olu).post(reverse("assessments:merge_records", args=["VB002", "VA009"]))
    look.at("joined before", olu, "assessments:ops_merge")


@pytest.fixture
def pages(priya, jo, rose_court) -> dict[str, HttpResponse]:
    """Every page, in the states in which it says most, and the mails on the way."""
    look, olu = Looking(), f.person("Olu", is_operator=True)
    take_over(look, rose_court, priya, jo, olu)
    come_to_a_group(look, rose_court, priya, olu)
    change_and_join(look, rose_court, priya, olu)
    return look.seen


def test_pages_are_easy_to_read(pages):
    hard = {
        name: (round(grade, 1), round(length, 1))
        for name, response in pages.items()
        for grade, length in [reading(as_sentences(own_pieces(response.content.decode())))]
        if grade > HARDEST or length > LONGEST
    }

    assert hard == {}


def test_pages_have_one_heading_a_title_and_at_most_one_green_button(pages):
    for name, response in pages.items():
        page = response.content.decode()
        assert response.status_code == 200, name
        assert len(re.findall(r"<h1\b", page)) == 1, name
        assert page.count('class="nhsuk-button"') <= 1, name
        title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1]
        assert "  " not in title, name
        assert "\n" not in title, name
        assert title.startswith("Error: ") is ("error-summary" in page), name


def test_mails_are_easy_to_read(pages, priya, jo):
    mails = [*mail_to(jo), *mail_to(priya), *mail_to("pat@example.com"), *mail_to("grace@example.com")]

    assert {mail.kind for mail in mails} >= {
        "claim", "claim_to_decide", "claim_decision", "claim_decided", "group_request", "group_answer", "code_changed",
        "merged",
    }  # fmt: skip
    for mail in mails:
        grade, length = reading(re.sub(r"\S+@\S+|http\S+", "", mail.text).replace("\n\n", ". "))
        assert (grade <= HARDEST, length <= LONGEST) == (True, True), (mail.kind, grade, length, mail.text)
