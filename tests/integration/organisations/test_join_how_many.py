"""How many services are you filling this in for?"""

import pytest
from django.urls import reverse

from organisations.models import DirectoryEntry, Organisation, OrganisationKind
from tests import factories as f
from tests.factories.listed import listed, looked_after
from tests.integration.organisations.reading import browser, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("an_hour_later")]
HOW_MANY = reverse("organisations:join_how_many", args=["VA001"])
CONFIRM = reverse("organisations:join_confirm", args=["VA001"])


@pytest.fixture
def _fern_care():
    listed("AB01", "Fern Care Group", kind=DirectoryEntry.Kind.HEAD_OFFICE)
    for code in ("VA001", "VA002", "VA003"):
        looked_after(listed(code), "AB01")


@pytest.mark.usefixtures("_fern_care")
class TestSeveral:
    def test_both_answers_are_shown(self, jo):
        shown = words(browser(jo).get(HOW_MANY))

        assert "How many services are you filling this in for?" in shown
        assert "Rose Court is one of 3 services that Fern Care Group looks after." in shown
        assert "Just this one" in shown
        assert "All 3 of them: join as Fern Care Group" in shown

    def test_just_this_one_joins_with_it(self, jo):
        response = browser(jo).post(HOW_MANY, {"many": "one"})

        assert Organisation.objects.get().kind == OrganisationKind.SINGLE_SITE
        assert response["Location"] == f"{reverse('assessments:details_step', args=['VA001', 'kind'])}?joining"

    def test_all_of_them_leads_to_the_head_office(self, jo):
        response = browser(jo).post(HOW_MANY, {"many": "all"})

        assert response["Location"] == reverse("organisations:join_confirm", args=["AB01"])
        assert not Organisation.objects.exists()

    @pytest.mark.parametrize("many", ["", "some"])
    def test_no_answer_is_said_kindly(self, jo, many):
        response = browser(jo).post(HOW_MANY, {"many": many})

        assert words(response).count("Choose just this one, or all of them") == 2
        assert not Organisation.objects.exists()

    def test_pressing_twice_is_once(self, jo):
        client = browser(jo)
        client.post(HOW_MANY, {"many": "one"})

        response = client.post(HOW_MANY, {"many": "one"}, follow=True)

        assert response.redirect_chain[-1][0] == reverse("assessments:home", args=["VA001"])
        assert Organisation.objects.count() == 1

    def test_is_not_asked_when_the_head_office_is_here(self, jo):
        f.organisation("AB01", "Fern Care Group", by=f.person("Ada"), kind=OrganisationKind.HEAD_OFFICE)

        assert browser(jo).get(HOW_MANY)["Location"] == CONFIRM


def test_is_not_asked_about_one_service(jo):
    listed("AB01", "Fern Care Group", kind=DirectoryEntry.Kind.HEAD_OFFICE)
    looked_after(listed("VA001"), "AB01")

    assert browser(jo).get(HOW_MANY)["Location"] == CONFIRM
    assert browser(jo).post(HOW_MANY, {"many": "one"})["Location"] == CONFIRM


@pytest.mark.parametrize("code", ["VA001", "ZZ999"])
def test_is_not_asked_about_what_nobody_looks_after(jo, code):
    if code == "VA001":
        listed(code)

    response = browser(jo).get(reverse("organisations:join_how_many", args=[code]))

    assert response["Location"] == reverse("organisations:join_confirm", args=[code])
