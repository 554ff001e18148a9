"""Tell us about your service, when the lists do not have it."""

import html

import pytest
from django.urls import reverse

from organisations.models import Organisation
from organisations.permissions import Role
from tests import factories as f
from tests.factories.listed import listed
from tests.integration.organisations.reading import browser, role_of, verbs, words

pytestmark = pytest.mark.django_db
JOIN = reverse("organisations:join_by_hand")
ROSE_COURT = {"name": "Rose Court", "code": "VA001", "town": "Leeds", "postcode": "LS1 4AP"}


def test_the_code_is_explained(jo):
    shown = words(browser(jo).get(JOIN))

    assert "ODS stands for Organisation Data Service" in shown
    assert "If you do not know your ODS code, ring us" in shown


def test_joining_makes_the_service_and_its_first_administrator(jo):
    response = browser(jo).post(JOIN, ROSE_COURT)

    organisation = Organisation.objects.get()
    assert response["Location"].startswith(reverse("assessments:details_step", args=["VA001", "kind"]))
    assert str(organisation) == "Rose Court, Leeds (VA001)"
    assert organisation.postcode == "LS1 4AP"
    assert role_of(jo, organisation) is Role.ADMINISTRATOR
    assert verbs(organisation) == ["registered"]


def test_success_is_said_on_the_next_page(jo):
    shown = words(browser(jo).post(JOIN, ROSE_COURT, follow=True))

    assert "Rose Court has joined." in shown


@pytest.mark.parametrize("typed", ["va001", " VA001 ", "VA 001"])
def test_the_code_is_understood_however_it_is_typed(jo, typed):
    browser(jo).post(JOIN, ROSE_COURT | {"code": typed})

    assert Organisation.objects.get().code == "VA001"


@pytest.mark.parametrize("typed", ["ls14ap", "LS1  4AP", "ls1 4ap"])
def test_the_postcode_is_understood_however_it_is_typed(jo, typed):
    browser(jo).post(JOIN, ROSE_COURT | {"postcode": typed})

    assert Organisation.objects.get().postcode == "LS1 4AP"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", " ", "Enter the name of your service"),
        ("name", "R" * 101, "Name of your service must be 100 characters or fewer"),
        ("code", "", "Enter your ODS code"),
        ("code", "VA-001", "Enter the ODS code as 3 to 12 letters and numbers, like VA001"),
        ("code", "VA", "Enter the ODS code as 3 to 12 letters and numbers, like VA001"),
        ("code", "V" * 13, "Enter the ODS code as 3 to 12 letters and numbers, like VA001"),
        ("code", "VÄ001", "Enter the ODS code as 3 to 12 letters and numbers, like VA001"),
        ("town", "", "Enter the town or city"),
        ("postcode", "", "Enter the postcode"),
        ("postcode", "Leeds", "Enter a full postcode, like LS1 4AP"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(jo, field, typed, said):
    response = browser(jo).post(JOIN, ROSE_COURT | {field: typed})

    shown = words(response)
    assert f"There is a problem {said}" in shown
    assert shown.count(said) == 2  # in the summary and at the field
    assert "<title>Error: " in response.content.decode()
    assert all(f'value="{value}"' in response.content.decode() for name, value in ROSE_COURT.items() if name != field)
    assert not Organisation.objects.exists()


def test_a_name_may_be_used_twice(jo, rose_court):
    browser(jo).post(JOIN, ROSE_COURT | {"code": "VB002"})

    assert sorted(Organisation.objects.values_list("name", "code")) == [
        ("Rose Court", "VA001"),
        ("Rose Court", "VB002"),
    ]


class TestACodeThatIsTaken:
    def test_leads_to_asking_its_people(self, jo, rose_court):
        response = browser(jo).post(JOIN, ROSE_COURT | {"code": "va001"}, follow=True)

        assert response.redirect_chain[0][0].startswith(reverse("organisations:ask_to_join", args=["VA001"]))
        assert "Ask to join Rose Court, Leeds (VA001)" in words(response)

    def test_makes_no_second_tenant_and_no_member(self, jo, rose_court):
        browser(jo).post(JOIN, ROSE_COURT | {"name": "Somebody else"})

        assert Organisation.objects.get().name == "Rose Court"
        assert role_of(jo, rose_court) is None

    def test_loses_nothing_that_was_typed(self, jo, rose_court):
        typed = {"name": "Elm & View", "code": "VA001", "town": "York", "postcode": "YO1 7HH"}
        client = browser(jo)
        page = client.post(JOIN, typed, follow=True)
        way_back = next(part for part in page.content.decode().split('"') if part.startswith(f"{JOIN}?"))

        form = client.get(html.unescape(way_back)).content.decode()

        assert all(f'value="{html.escape(value)}"' in form for value in typed.values())

    def test_double_press_leads_to_the_service_that_the_first_one_made(self, jo):
        client = browser(jo)
        client.post(JOIN, ROSE_COURT)

        response = client.post(JOIN, ROSE_COURT)

        assert client.get(response["Location"])["Location"] == reverse("assessments:home", args=["VA001"])
        assert Organisation.objects.count() == 1


def test_words_in_the_address_are_only_words(jo):
    response = browser(jo).get(JOIN, {"name": '"><script>alert(1)</script>'})

    assert "<script>alert" not in response.content.decode()


def test_somebody_who_has_not_signed_in_makes_nothing():
    response = browser().post(JOIN, ROSE_COURT)

    assert response["Location"].startswith(reverse("account_login"))
    assert not Organisation.objects.exists()


def test_somebody_may_have_two_services(priya, rose_court):
    browser(priya).post(JOIN, ROSE_COURT | {"code": "VB002", "name": "Elm View"})

    elm_view = Organisation.objects.get(code="VB002")
    assert role_of(priya, elm_view) is Role.ADMINISTRATOR
    assert str(elm_view) in words(browser(priya).get(reverse("organisations:choose")))


def test_only_the_registrant_gets_in(jo):
    browser(f.person("Owen")).post(JOIN, ROSE_COURT)

    assert browser(jo).get(reverse("assessments:home", args=["VA001"])).status_code == 404


class TestACodeThatTheDirectoryKnows:
    def test_leads_to_what_it_says_there(self, jo):
        listed("VA001", "Elm View", town="York")

        response = browser(jo).post(JOIN, ROSE_COURT, follow=True)

        assert response.redirect_chain == [(reverse("organisations:join_confirm", args=["VA001"]), 302)]
        assert "Is this your service?" in words(response)
        assert "Elm View" in words(response)
        assert not Organisation.objects.exists()

    def test_is_asked_about_when_it_has_an_account(self, jo, rose_court):
        listed("VA001")

        response = browser(jo).post(JOIN, ROSE_COURT)

        assert response["Location"].startswith(reverse("organisations:ask_to_join", args=["VA001"]))
