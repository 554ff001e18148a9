"""Is this your service?"""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from organisations.actions import joining
from organisations.models import DirectoryEntry, FormerCode, Organisation, OrganisationKind, Profile
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories.listed import followed, listed, looked_after, provided
from tests.integration.organisations.reading import browser, role_of, verbs, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("an_hour_later")]
HEAD_OFFICE, COUNCIL = DirectoryEntry.Kind.HEAD_OFFICE, DirectoryEntry.Kind.COUNCIL


def address(code="VA001"):
    return reverse("organisations:join_confirm", args=[code])


def step(code, slug):
    return f"{reverse('assessments:details_step', args=[code, slug])}?joining"


def profile(organisation):
    with acting_for(organisation):
        return Profile.objects.get()


def test_the_list_says_what_it_knows(jo):
    entry = listed("VA001", service_types=["Care home without nursing"])
    provided(entry, "Fern Care Limited")
    looked_after(entry, "AB01")
    listed("AB01", "Fern Care Group", kind=HEAD_OFFICE)

    shown = words(browser(jo).get(address()))

    assert "Is this your service?" in shown
    assert "Address 12 High Street, Leeds, LS1 4AP" in shown
    assert "ODS code VA001" in shown
    assert "ODS stands for Organisation Data Service" in shown
    assert "What it does Care home without nursing" in shown
    assert "Provider Fern Care Limited" in shown
    assert "Care Quality Commission (CQC)" in shown
    assert "Looked after by Fern Care Group" in shown
    assert "Yes, this is us" in shown


def test_looking_makes_nothing(jo):
    listed("VA001")
    browser(jo).get(address())

    assert not Organisation.objects.exists()


def test_yes_joins_with_what_the_list_says(jo):
    listed("VA001", "Rose Court", service_types=["Care home with nursing", "Home care"])

    response = browser(jo).post(address())

    organisation = Organisation.objects.get()
    assert (str(organisation), organisation.postcode) == ("Rose Court, Leeds (VA001)", "LS1 4AP")
    assert organisation.kind == OrganisationKind.SINGLE_SITE
    assert role_of(jo, organisation) is Role.ADMINISTRATOR
    assert profile(organisation).care_kinds == ["care_home", "home_care"]
    assert verbs(organisation) == ["registered"]
    assert response["Location"] == step("VA001", "ico")


def test_what_the_list_does_not_know_is_asked(jo):
    listed("VA001")

    response = browser(jo).post(address())

    assert response["Location"] == step("VA001", "kind")
    assert profile(Organisation.objects.get()).care_kinds == []


def test_a_name_that_is_too_long_for_us_is_cut(jo):
    listed("VA001", "Rose " * 50, town="Llan" * 15)

    browser(jo).post(address())

    organisation = Organisation.objects.get()
    assert len(organisation.name) <= 100
    assert organisation.name.startswith("Rose Rose")


def test_pressing_twice_makes_one_service_and_leads_home(jo):
    listed("VA001")
    client = browser(jo)
    client.post(address())

    response = client.post(address(), follow=True)

    assert response.redirect_chain[-1][0] == reverse("assessments:home", args=["VA001"])
    assert words(response).startswith("Rose Court has joined.")  # the answer to the first press was never shown
    assert Organisation.objects.count() == 1
    assert verbs(Organisation.objects.get()) == ["registered"]


def test_who_comes_second_is_told_that_it_has_an_account(jo, rose_court):
    listed("VA001")

    response = browser(jo).post(address())

    assert "Rose Court already has an account" in words(response)
    assert role_of(jo, rose_court) is None


@pytest.mark.parametrize("code", ["va001", "Va001"])
def test_the_code_may_be_in_small_letters(jo, code):
    listed("VA001")

    assert "Is this your service?" in words(browser(jo).get(address(code)))


@pytest.mark.parametrize("code", ["ZZ999", "no such code", "é", "1-2"])
def test_a_code_that_no_list_has_is_answered_kindly(jo, code):
    response = browser(jo).get(address(code))

    assert response.status_code == 200
    assert "We do not know this code yet" in words(response)
    assert reverse("organisations:join_by_hand") in response.content.decode()


class TestThereIsAnAccount:
    def test_both_ways_in_are_shown_and_nobody_is_named(self, jo, tom, rose_court):
        listed("VA001")

        response = browser(jo).get(address())

        markup = response.content.decode()
        assert "Rose Court already has an account" in words(response)
        assert f'href="{reverse("organisations:ask_to_join", args=["VA001"])}"' in markup
        assert f'href="{reverse("organisations:claim", args=["VA001"])}"' in markup
        for secret in ("Priya", "priya@", "Tom", "tom@"):
            assert secret not in markup

    def test_without_the_directory_too(self, jo, rose_court):
        assert "Rose Court already has an account" in words(browser(jo).get(address()))

    def test_by_the_code_it_had_before(self, jo, rose_court):
        with acting_for(rose_court):
            FormerCode.objects.create(organisation=rose_court, code="VZ001", changed_at=f.NOW)
        listed("VZ001")

        response = browser(jo).post(address("VZ001"))

        assert "Rose Court already has an account" in words(response)
        assert Organisation.objects.count() == 1

    @pytest.mark.parametrize("role", Role)
    def test_a_member_is_led_home(self, rose_court, role):
        person = f.member(rose_court, role)

        assert browser(person).get(address())["Location"] == reverse("assessments:home", args=["VA001"])

    def test_who_has_asked_is_told_what_happens(self, jo, rose_court):
        with acting_for(user=jo):
            joining.ask_to_join(organisation=rose_court, by=jo, at=f.NOW, message="")

        assert browser(jo).get(address())["Location"] == reverse("organisations:asked", args=["VA001"])


class TestAHeadOffice:
    def test_joins_as_one_and_goes_on_to_its_services(self, jo):
        listed("AB01", "Fern Care Group", kind=HEAD_OFFICE)
        for number in range(3):
            looked_after(listed(f"VB{number:03}", "Elm View"), "AB01")

        shown = words(browser(jo).get(address("AB01")))
        response = browser(jo).post(address("AB01"))

        assert "Is this your head office?" in shown
        assert "The list has 3 services that Fern Care Group looks after. Next we find your services with you." in shown
        assert Organisation.objects.get().kind == OrganisationKind.HEAD_OFFICE
        assert response["Location"] == reverse("assessments:add_sites", args=["AB01"])

    def test_without_services_goes_on_to_its_own_details(self, jo):
        listed("AB01", "Fern Care Group", kind=HEAD_OFFICE)

        response = browser(jo).post(address("AB01"))

        assert response["Location"] == step("AB01", "kind")

    def test_of_the_past_does_not_count(self, jo):
        listed("AB01", "Fern Care Group", kind=HEAD_OFFICE)
        looked_after(listed("VA001"), "AB01", to_on=date(2025, 1, 1))

        assert "Looked after by" not in words(browser(jo).get(address()))
        assert "The list has no services" in words(browser(jo).get(address("AB01")))

    def test_that_is_here_already_is_named_with_both_ways(self, jo):
        f.organisation("AB01", "Fern Care Group", by=f.person("Ada"), kind=OrganisationKind.HEAD_OFFICE)
        looked_after(listed("VA001"), "AB01")
        looked_after(listed("VA002"), "AB01")
        client = browser(jo)

        response = client.get(address())

        shown = words(response)
        assert "Fern Care Group looks after this service, and has an account here." in shown
        assert "It may already answer for you." in shown
        assert f'href="{reverse("organisations:ask_to_join", args=["AB01"])}"' in response.content.decode()
        assert "Or join with this service on its own." in shown
        assert "Ada" not in shown
        assert client.post(address())["Location"] == step("VA001", "kind")

    def test_with_several_services_is_asked_about_next(self, jo):
        listed("AB01", "Fern Care Group", kind=HEAD_OFFICE)
        for code in ("VA001", "VA002"):
            looked_after(listed(code), "AB01")

        response = browser(jo).get(address())

        assert f'href="{reverse("organisations:join_how_many", args=["VA001"])}"' in response.content.decode()


def test_a_council_joins_as_one(jo):
    listed("LA01", "Leeds City Council", kind=COUNCIL)

    shown = words(browser(jo).get(address("LA01")))
    browser(jo).post(address("LA01"))

    assert "Is this your council?" in shown
    assert Organisation.objects.get().kind == OrganisationKind.COUNCIL


class TestAServiceWithoutACode:
    CQC = "1-100000001"

    @pytest.fixture(autouse=True)
    def _entry(self):
        listed(None, "Elm View", cqc_location_id=self.CQC, service_types=["Home care"])

    def test_is_asked_for_it(self, jo):
        shown = words(browser(jo).get(address(self.CQC)))

        assert "ODS code Not in the list" in shown
        assert "The CQC\u2019s list does not give your code." in shown
        assert "ring us" in shown

    def test_joins_with_what_was_typed(self, jo):
        response = browser(jo).post(address(self.CQC), {"code": "vb 002"})

        assert str(Organisation.objects.get()) == "Elm View, Leeds (VB002)"
        assert response["Location"] == step("VB002", "ico")

    @pytest.mark.parametrize(
        ("typed", "said"),
        [("", "Enter your ODS code"), ("V!", "Enter the ODS code as 3 to 12 letters and numbers, like VA001")],
    )
    def test_is_told_what_is_wrong(self, jo, typed, said):
        response = browser(jo).post(address(self.CQC), {"code": typed})

        assert words(response).count(said) == 2
        assert f'value="{typed}"' in response.content.decode() or not typed
        assert not Organisation.objects.exists()

    def test_is_shown_what_the_code_belongs_to_when_a_list_has_it(self, jo):
        listed("VB002", "Elm View Care Home")

        response = browser(jo).post(address(self.CQC), {"code": "VB002"})

        assert response["Location"] == address("VB002")
        assert not Organisation.objects.exists()

    def test_is_told_when_the_code_has_an_account(self, jo, rose_court):
        response = browser(jo).post(address(self.CQC), {"code": "VA001"}, follow=True)

        assert "Rose Court already has an account" in words(response)


class TestAClosedService:
    def test_cannot_join_and_is_shown_what_came_after(self, jo):
        followed(listed("VA001", closed_on=date(2024, 3, 31)), "VA002")
        listed("VA002", "Rose Court Lodge")

        response = browser(jo).get(address())

        shown = words(response)
        assert "This service has closed" in shown
        assert "closed on 31 March 2024" in shown
        assert "Rose Court Lodge, Leeds (VA002)" in shown
        assert f'href="{address("VA002")}"' in response.content.decode()
        assert "Yes, this is us" not in shown
        browser(jo).post(address())
        assert not Organisation.objects.exists()

    def test_is_open_on_its_last_day(self, jo):
        listed("VA001", closed_on=f.NOW.date())
        listed("VA002", closed_on=f.NOW.date() - timedelta(days=1))

        assert "Is this your service?" in words(browser(jo).get(address()))
        assert "This service has closed" in words(browser(jo).get(address("VA002")))


def test_somebody_who_has_not_signed_in_makes_nothing():
    listed("VA001")

    response = browser().post(address())

    assert response["Location"].startswith(reverse("account_login"))
    assert not Organisation.objects.exists()
