"""Ask to take over an account whose people have left."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from organisations.actions import profile
from organisations.models import Claim, DirectoryEntry, DirectoryRelation, OrganisationKind
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import groups
from tests.integration.organisations.reading import browser, link_in, mail_to, verbs, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_hour")]
CLAIM = reverse("organisations:claim", args=["VA001"])
CLAIMED = reverse("organisations:claimed", args=["VA001"])
LETTER = {"proof": "letter", "evidence": "I run it since May. Ask the owner."}


@pytest.fixture
def that_hour():
    with time_machine.travel(f.NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def fern():
    return groups.group()


def claims_on(organisation):
    with acting_for(organisation):
        return list(Claim.objects.order_by("pk"))


def test_the_page_says_what_will_happen_and_names_nobody(jo, tom, rose_court):
    response = browser(jo).get(CLAIM)

    shown = words(response)
    assert "You ask to take over the account of Rose Court, Leeds (VA001)." in shown
    assert "They have 72 hours to say no." in shown
    for secret in ("Priya", "priya@", "Tom", "tom@"):
        assert secret not in response.content.decode()


def test_sending_proof_makes_a_claim_that_waits_72_hours(jo, rose_court):
    response = browser(jo).post(CLAIM, LETTER)

    assert response["Location"] == CLAIMED
    [claim] = claims_on(rose_court)
    assert (claim.user, claim.state, claim.proof, claim.evidence) == (jo, "waiting", "letter", LETTER["evidence"])
    assert (claim.asked_at, claim.objections_until) == (f.NOW, f.NOW + timedelta(hours=72))
    assert claim.decider is None
    assert verbs(rose_court)[-1] == "claimed"


def test_every_administrator_and_the_shared_mailbox_are_told_and_read_no_evidence(jo, priya, tom, sam, rose_court):
    owen = f.member(rose_court, Role.ADMINISTRATOR, "Owen")
    with acting_for(rose_court, user=priya):
        changes = {"shared_mailbox": "office@example.com"}
        profile.change_profile(organisation=rose_court, by=priya, at=f.NOW, changes=changes)

    browser(jo).post(CLAIM, LETTER)

    [claim] = claims_on(rose_court)
    for address in (priya.email, owen.email, "office@example.com"):
        [mail] = mail_to(address)
        assert mail.subject == "Rose Court: somebody says that you have left"
        assert "Their name: Jo\nTheir email address: jo@example.com" in mail.text
        assert "Say no until 25 November 2026 at 10:42am." in mail.text
        assert LETTER["evidence"] not in mail.text + mail.html
        assert link_in(mail) == reverse("organisations:objection", args=["VA001", claim.pk])
    assert not mail_to(tom)
    assert not mail_to(sam)


def test_the_one_who_asks_learns_what_happens_next_and_no_names(jo, priya, rose_court):
    response = browser(jo).post(CLAIM, LETTER, follow=True)

    shown = words(response)
    assert "We have your proof" in shown
    assert "They can say no until 25 November 2026 at 10:42am." in shown
    for secret in ("Priya", "priya@"):
        assert secret not in response.content.decode()


def test_asking_twice_is_one_claim_and_one_mail(jo, priya, rose_court):
    client = browser(jo)
    client.post(CLAIM, LETTER)

    assert client.post(CLAIM, {**LETTER, "evidence": "More"})["Location"] == CLAIMED
    assert client.get(CLAIM)["Location"] == CLAIMED
    assert [claim.evidence for claim in claims_on(rose_court)] == [LETTER["evidence"]]
    assert len(mail_to(priya)) == 1
    assert verbs(rose_court).count("claimed") == 1


def test_who_can_do_everything_already_is_led_home(priya, rose_court):
    client = browser(priya)
    home = reverse("assessments:home", args=["VA001"])

    assert client.get(CLAIM)["Location"] == home
    assert client.post(CLAIM, LETTER)["Location"] == home
    assert not claims_on(rose_court)


def test_somebody_who_answers_questions_may_ask_when_the_manager_has_gone(tom, rose_court):
    assert browser(tom).post(CLAIM, LETTER)["Location"] == CLAIMED
    assert [claim.user for claim in claims_on(rose_court)] == [tom]


@pytest.mark.parametrize("code", ["ZZ999", "no such code", "é"])
def test_a_code_nobody_has_is_answered_kindly(jo, code):
    response = browser(jo).get(reverse("organisations:claim", args=[code]))

    assert response.status_code == 200
    assert "We do not know this code yet" in words(response)


@pytest.mark.parametrize(
    ("missing", "said"),
    [("proof", "Choose how you can show that you look after this service"), ("evidence", "Tell us what you can show")],
)
def test_both_are_needed_and_nothing_typed_is_lost(jo, rose_court, missing, said):
    response = browser(jo).post(CLAIM, {**LETTER, missing: ""})

    assert f"There is a problem {said}" in words(response)
    if missing == "proof":
        assert LETTER["evidence"] in response.content.decode()
    assert not claims_on(rose_court)


def test_nhsmail_is_proof_only_for_an_nhsmail_address(jo, rose_court):
    response = browser(jo).post(CLAIM, {**LETTER, "proof": "nhsmail"})

    assert "which is not NHSmail" in words(response)
    ann = f.person("Ann", email="ann@nhs.net")
    assert browser(ann).post(CLAIM, {**LETTER, "proof": "nhsmail"})["Location"] == CLAIMED


def test_the_head_office_that_looks_after_it_decides_and_is_told(jo, fern, priya):
    site = groups.site_of(fern, "VA001", "Rose Court")

    browser(jo).post(CLAIM, {**LETTER, "proof": "head-office"})

    [claim] = claims_on(site)
    assert claim.decider == fern
    [mail] = mail_to(groups.administrator_of(fern))
    assert mail.subject == "Rose Court: can this person take over the account?"
    assert "After that you can say yes." in mail.text
    assert LETTER["evidence"] not in mail.text
    assert link_in(mail) == reverse("organisations:decide_claim", args=["AB01", claim.pk])


def test_the_directorys_parent_decides_for_a_service_on_its_own(jo, fern, rose_court):
    entry = DirectoryEntry.objects.create(code="VA001", kind="care-site", name="Rose Court", in_ods=True)
    DirectoryRelation.objects.create(entry=entry, kind="parent", to_code="AB01", from_on=date(2020, 1, 1))

    browser(jo).post(CLAIM, LETTER)

    assert claims_on(rose_court)[0].decider == fern


def test_the_partner_that_was_chosen_decides_and_is_told(jo, fern, rose_court):
    partner = groups.group("Skills Leeds", "SP01", OrganisationKind.SUPPORT_PARTNER, by=f.person("Pat"))

    client = browser(jo)
    response = client.post(CLAIM, {**LETTER, "proof": "partner"})
    assert "There is a problem Choose the support partner that knows you" in words(response)
    client.post(CLAIM, {**LETTER, "proof": "partner", "partner": partner.pk})

    [claim] = claims_on(rose_court)
    assert claim.decider == partner
    assert len(mail_to("pat@example.com")) == 1


def test_only_a_partner_can_be_chosen(jo, fern, rose_court):
    groups.group("Skills Leeds", "SP01", OrganisationKind.SUPPORT_PARTNER, by=f.person("Pat"))

    response = browser(jo).post(CLAIM, {**LETTER, "proof": "partner", "partner": fern.pk})

    assert response.status_code == 200
    assert not claims_on(rose_court)


def test_a_partner_is_not_offered_while_there_is_none(jo, rose_court):
    assert "support partner" not in words(browser(jo).get(CLAIM))
    assert browser(jo).post(CLAIM, {**LETTER, "proof": "partner"}).status_code == 200
    assert not claims_on(rose_court)


def test_looking_claims_nothing(jo, priya, rose_court):
    browser(jo).get(CLAIM)

    assert not claims_on(rose_court)
    assert not mail_to(priya)


def test_somebody_elses_claim_is_not_shown(jo, tom, rose_court):
    browser(tom).post(CLAIM, LETTER)

    assert browser(jo).get(CLAIMED)["Location"] == reverse("organisations:choose")


@pytest.mark.parametrize("address", [CLAIM, CLAIMED])
def test_somebody_who_has_not_signed_in_is_asked_to(rose_court, address):
    assert browser().get(address)["Location"].startswith(reverse("account_login"))


def test_the_people_page_shows_a_claim_to_administrators_only(jo, priya, tom, rose_court):
    browser(jo).post(CLAIM, LETTER)
    people = reverse("organisations:people", args=["VA001"])

    assert "Jo says that the person with this account has left" in words(browser(priya).get(people))
    assert "Jo says" not in words(browser(tom).get(people))
