"""Change what somebody can do."""

import pytest
from django.urls import reverse

from organisations.permissions import Role
from tests import factories as f
from tests.integration.organisations.reading import browser, member_id, role_of, verbs, words

pytestmark = pytest.mark.django_db
PEOPLE = reverse("organisations:people", args=["VA001"])
LAST = "One person must be able to do everything. Give that to somebody else first"


def page_of(person, organisation, code="VA001"):
    return reverse("organisations:member", args=[code, member_id(person, organisation)])


def test_the_role_they_have_is_chosen(tom, priya, rose_court):
    shown = browser(priya).get(page_of(tom, rose_court)).content.decode()

    assert "Change what Tom can do" in shown
    assert 'value="contributor" checked' in shown


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ADMINISTRATOR])
def test_changing(tom, priya, rose_court, role):
    response = browser(priya).post(page_of(tom, rose_court), {"role": role}, follow=True)

    assert response.redirect_chain == [(PEOPLE, 302)]
    assert "You have changed what Tom can do." in words(response)
    assert role_of(tom, rose_court) is role
    assert verbs(rose_court)[-1] == "changed-role"


def test_the_new_role_counts_from_the_next_page_on(tom, priya, rose_court):
    client = browser(tom)
    assert client.get(reverse("organisations:invite", args=["VA001"])).status_code == 403

    browser(priya).post(page_of(tom, rose_court), {"role": "administrator"})

    assert client.get(reverse("organisations:invite", args=["VA001"])).status_code == 200


def test_the_same_role_again_is_no_change(tom, priya, rose_court):
    browser(priya).post(page_of(tom, rose_court), {"role": "contributor"})

    assert "changed-role" not in verbs(rose_court)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.CONTRIBUTOR])
def test_the_last_administrator_cannot_be_lowered_and_reads_what_to_do(priya, tom, rose_court, role):
    client, page = browser(priya), page_of(priya, rose_court)

    assert "Let somebody else do everything before you change this" in words(client.get(page))
    response = client.post(page, {"role": role})

    assert f"There is a problem {LAST}" in words(response)
    assert role_of(priya, rose_court) is Role.ADMINISTRATOR


def test_one_of_two_administrators_may_step_back(priya, rose_court):
    f.member(rose_court, Role.ADMINISTRATOR, "Owen")

    browser(priya).post(page_of(priya, rose_court), {"role": "viewer"})

    assert role_of(priya, rose_court) is Role.VIEWER


@pytest.mark.parametrize("typed", [{}, {"role": "owner"}])
def test_a_role_is_needed(tom, priya, rose_court, typed):
    assert "There is a problem Choose what they can do" in words(browser(priya).post(page_of(tom, rose_court), typed))
    assert role_of(tom, rose_court) is Role.CONTRIBUTOR


def test_another_services_member_is_not_there(tom, rose_court):
    owen = f.person("Owen")
    f.organisation("VB002", "Elm View", by=owen)

    response = browser(owen).post(page_of(tom, rose_court, "VB002"), {"role": "viewer"})

    assert response.status_code == 404
    assert role_of(tom, rose_court) is Role.CONTRIBUTOR


@pytest.mark.parametrize("who", ["tom", "sam"])
def test_nobody_raises_themselves(request, tom, sam, rose_court, who):
    person = request.getfixturevalue(who)
    before = role_of(person, rose_court)

    assert browser(person).post(page_of(person, rose_court), {"role": "administrator"}).status_code == 403
    assert role_of(person, rose_court) is before
