"""A service with an account of its own is asked to come to a group, answers, and can go back."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from organisations.actions import converting
from organisations.actions.people import join
from organisations.groups import link_of
from organisations.models import GroupSite, Organisation
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import groups
from tests.integration.organisations.reading import browser, link_in, mail_to, verbs, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("an_hour_later")]
CONVERT = reverse("assessments:convert_site", args=["AB01", "VA001"])
HOME = reverse("assessments:home", args=["VA001"])


@pytest.fixture
def fern():
    return groups.group()


@pytest.fixture
def grace(fern):
    return groups.administrator_of(fern)


@pytest.fixture
def asked(fern, grace, rose_court):
    with acting_for(fern, user=grace):
        return converting.ask_site(group=fern, site=rose_court, by=grace, at=f.NOW)


@pytest.fixture
def address(asked):
    return reverse("organisations:group_request", args=["VA001", asked.pk])


def now(link):
    with acting_for(link.site_id):
        return GroupSite.seen.get(pk=link.pk)


def kind_of(organisation):
    return Organisation.objects.get(pk=organisation.pk).kind


def test_the_group_asks_and_the_services_administrators_are_told(fern, grace, priya, tom, rose_court):
    client = browser(grace)
    assert "Its people must say yes first." in words(client.get(CONVERT))

    response = client.post(CONVERT, follow=True)

    assert "We have asked Rose Court. We will email you when they answer." in words(response)
    assert "You have asked Rose Court, Leeds (VA001)" in words(response)
    [mail] = mail_to(priya)
    assert mail.subject == "Rose Court: Fern Care Group asks you to come to it"
    with acting_for(rose_court):
        [link] = GroupSite.seen.filter(site=rose_court)
    assert link_in(mail) == reverse("organisations:group_request", args=["VA001", link.pk])
    assert not mail_to(tom)
    assert verbs(fern)[-1] == "asked-site"
    assert verbs(rose_court)[-1] == "asked-by-group"
    assert client.get(HOME).status_code == 404


def test_the_people_page_shows_it_to_administrators_only(asked, priya, tom):
    people = reverse("organisations:people", args=["VA001"])

    assert "Fern Care Group says that this service is one of theirs." in words(browser(priya).get(people))
    assert "Fern Care" not in words(browser(tom).get(people))


def test_asking_twice_is_one_request(grace, priya, rose_court, asked):
    browser(grace).post(CONVERT)

    with acting_for(rose_court):
        assert GroupSite.seen.filter(site=rose_court).count() == 1
    assert len(mail_to(priya)) == 1


def test_the_page_says_what_would_change(address, priya):
    shown = words(browser(priya).get(address))

    assert "Should Rose Court be part of Fern Care Group, Leeds (AB01)?" in shown
    assert "Their people can see your answers, and help with them." in shown
    assert "You keep your own answers." in shown
    assert "What you published still counts." in shown
    assert "You can change your mind for 30 days." in shown


def test_a_council_only_reads_and_the_page_says_so(priya, rose_court):
    council = groups.group("Leeds Council", "E01", "council", by=f.person("Colin"))
    colin = groups.administrator_of(council)
    with acting_for(council, user=colin):
        link = converting.ask_site(group=council, site=rose_court, by=colin, at=f.NOW)
    client = browser(priya)
    address = reverse("organisations:group_request", args=["VA001", link.pk])

    assert "Their people can read your answers. They cannot change them." in words(client.get(address))
    client.post(address, {"answer": "yes"})

    assert kind_of(rose_court) == "in-house-service"


def test_saying_yes_makes_it_a_site_and_lets_the_group_in(asked, address, priya, grace, fern, rose_court):
    response = browser(priya).post(address, {"answer": "yes"}, follow=True)

    assert "You are part of Fern Care Group now. We have told them." in words(response)
    link = now(asked)
    assert (link.state, link.how, link.joined_on) == ("active", "accepted", f.NOW.date())
    assert (link.answered_by, kind_of(rose_court)) == (priya, "site")
    assert browser(grace).get(HOME).status_code == 200
    assert mail_to(grace)[-1].subject == "Rose Court is part of Fern Care Group now"
    assert verbs(fern)[-1] == "site-answered"
    assert verbs(rose_court)[-1] == "answered-group"


def test_what_it_published_still_counts_for_it(asked, address, priya, rose_court):
    from assessments.standings import status_on_day
    from tests.factories.assessments import published

    published(rose_court)
    before = status_on_day(rose_court, f.NOW.date())
    browser(priya).post(address, {"answer": "yes"})

    assert status_on_day(rose_court, f.NOW.date()) == before


def test_a_press_without_an_answer_answers_nothing(asked, address, priya):
    assert "Should Rose Court be part of" in words(browser(priya).post(address, {}))
    assert now(asked).state == "asked"


def test_saying_no_changes_nothing_and_tells_the_group(asked, address, priya, grace, rose_court):
    response = browser(priya).post(address, {"answer": "no"}, follow=True)

    assert "You said no. Nothing changes. We have told them." in words(response)
    assert (now(asked).state, kind_of(rose_court)) == ("refused", "single-site")
    assert browser(grace).get(HOME).status_code == 404
    assert mail_to(grace)[-1].subject == "Rose Court did not come to Fern Care Group"
    assert "They said no the last time." in words(browser(grace).get(CONVERT))


def test_it_is_answered_once(asked, address, priya):
    client = browser(priya)
    client.post(address, {"answer": "no"})

    assert "This was answered already" in words(client.post(address, {"answer": "yes"}, follow=True))
    assert now(asked).state == "refused"


def test_looking_answers_nothing(asked, address, priya, grace):
    browser(priya).get(address)
    browser(grace).get(CONVERT)

    assert now(asked).state == "asked"


@pytest.mark.parametrize(("who", "status"), [("tom", 403), ("sam", 403), ("jo", 404), ("grace", 404)])
def test_the_others_may_not(request, asked, address, tom, sam, jo, who, status):
    client = browser(request.getfixturevalue(who))

    assert client.get(address).status_code == status
    assert client.post(address, {"answer": "yes"}).status_code == status
    assert now(asked).state == "asked"


def test_the_groups_people_cannot_answer_for_the_service(grace, fern):
    site = groups.site_of(fern, "VA001", "Rose Court")
    oak = groups.group("Oak Care", "OK01", by=f.person("Olga"))
    with acting_for(oak, site):
        link = GroupSite.objects.create(
            organisation=oak, site=site, how="accepted", state="asked", asked_at=f.NOW, asked_by=grace
        )

    address = reverse("organisations:group_request", args=["VA001", link.pk])
    response = browser(grace).post(address, {"answer": "no"}, follow=True)

    assert "Only the people of this service can answer this." in words(response)
    assert now(link).state == "asked"


def test_a_service_of_another_group_cannot_be_asked(grace):
    oak = groups.group("Oak Care", "OK01", by=f.person("Olga"))
    site = groups.site_of(oak, "VA001", "Rose Court")
    client = browser(grace)

    for response in (client.get(CONVERT), client.post(CONVERT)):
        assert response.status_code == 404
        assert "Another group looks after this service" in words(response)
        assert "Oak Care" not in response.content.decode()
    with acting_for(site):
        assert GroupSite.seen.filter(site=site).count() == 1


def test_of_two_groups_that_ask_the_first_to_be_let_in_has_it(asked, address, priya, rose_court):
    oak = groups.group("Oak Care", "OK01", by=f.person("Olga"))
    olga = groups.administrator_of(oak)
    with acting_for(oak, user=olga):
        other = converting.ask_site(group=oak, site=rose_court, by=olga, at=f.NOW)
    client = browser(priya)
    client.post(address, {"answer": "yes"})

    there = reverse("organisations:group_request", args=["VA001", other.pk])
    response = client.post(there, {"answer": "yes"}, follow=True)

    assert "Another group looks after this service." in words(response)
    assert now(other).state == "asked"


@pytest.mark.parametrize("code", ["AB01", "ZZ999", "OK01"])
def test_a_group_or_nobody_cannot_be_asked(grace, code):
    groups.group("Oak Care", "OK01", by=f.person("Olga"))

    assert browser(grace).get(CONVERT.replace("VA001", code)).status_code == 404


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.VIEWER])
def test_only_who_looks_after_the_sites_asks(fern, rose_court, role):
    gus = f.member(fern, role, "Gus")

    assert browser(gus).get(CONVERT).status_code == 403
    assert browser(gus).post(CONVERT).status_code == 403


class TestGoingBack:
    @pytest.fixture(autouse=True)
    def _came(self, an_hour_later, address, priya):
        browser(priya).post(address, {"answer": "yes"})

    def undo(self, asked, person):
        return browser(person).post(reverse("assessments:undo_group", args=["VA001", asked.pk]), follow=True)

    def test_the_service_can_go_back(self, asked, address, priya, grace, fern, rose_court):
        assert "You can undo it until 22 December 2026." in words(browser(priya).get(address))

        response = self.undo(asked, priya)

        assert "Rose Court stands on its own again." in words(response)
        link = now(asked)
        assert (link.state, link.left_why, kind_of(rose_court)) == ("ended", "undone", "single-site")
        assert browser(grace).get(HOME).status_code == 404
        assert "undid-coming" in verbs(fern)
        assert "undid-coming" in verbs(rose_court)

    def test_the_group_can_let_it_go_back(self, asked, grace):
        response = browser(grace).post(CONVERT, {"undo": "yes"}, follow=True)

        assert "Rose Court stands on its own again." in words(response)
        assert now(asked).state == "ended"

    def test_the_30th_day_is_the_last(self, asked, address, priya, rose_court):
        with time_machine.travel(f.NOW + timedelta(days=31), tick=False):
            assert "Undo" not in words(browser(priya).get(address))
            assert "The time to undo this is over." in words(self.undo(asked, priya))
        assert now(asked).state == "active"
        with time_machine.travel(f.NOW + timedelta(days=30), tick=False):
            self.undo(asked, priya)
        with acting_for(rose_court):
            assert link_of(rose_court) is None

    def test_undoing_twice_is_undoing_once(self, asked, priya):
        self.undo(asked, priya)

        assert "The time to undo this is over." in words(self.undo(asked, priya))

    def test_others_may_not(self, asked, rose_court, jo):
        tom = f.member(rose_court, Role.CONTRIBUTOR, "Tim")

        assert self.undo(asked, tom).status_code == 403
        assert self.undo(asked, jo).status_code == 404
        assert now(asked).state == "active"


def test_a_site_that_the_group_set_up_itself_cannot_go_back(fern, grace):
    groups.site_of(fern, "VA001", "Rose Court")

    response = browser(grace).post(CONVERT, {"undo": "yes"}, follow=True)

    assert "The time to undo this is over." in words(response)


class TestAnOperator:
    CONVERT = reverse("organisations:ops_convert")
    TYPED = {"group": "ab01", "site": "va001", "reason": "The contract"}

    @pytest.fixture
    def olu(self):
        return f.person("Olu", is_operator=True)

    def test_says_yes_for_a_service_and_both_are_told_why(self, asked, olu, priya, grace, rose_court):
        response = browser(olu).post(self.CONVERT, self.TYPED, follow=True)

        assert "Rose Court is part of Fern Care Group now. We have told both." in words(response)
        assert (now(asked).state, now(asked).answered_by, kind_of(rose_court)) == ("active", olu, "site")
        for person in (priya, grace):
            assert "The contract" in mail_to(person)[-1].text

    def test_only_when_the_group_asked(self, fern, rose_court, olu):
        response = browser(olu).post(self.CONVERT, self.TYPED)

        assert "This was answered already, or nobody asks" in words(response)
        assert kind_of(rose_court) == "single-site"

    def test_needs_codes_that_are_there_and_a_reason(self, olu):
        shown = words(browser(olu).post(self.CONVERT, {"group": "x", "site": "y", "reason": ""}))
        assert "Say what you saw" in shown
        shown = words(browser(olu).post(self.CONVERT, self.TYPED))
        assert "Nobody has an account with this code." in shown

    def test_nobody_else_has_the_page(self, asked, priya, grace):
        for person in (priya, grace):
            assert browser(person).post(self.CONVERT, self.TYPED).status_code == 404
        assert now(asked).state == "asked"


def test_somebody_who_belongs_to_both_may_answer(asked, address, grace, rose_court, priya):
    with acting_for(rose_court, user=priya):
        join(organisation=rose_court, user=grace, role=Role.ADMINISTRATOR, by=priya, at=f.NOW)

    browser(grace).post(address, {"answer": "yes"})

    assert now(asked).state == "active"
