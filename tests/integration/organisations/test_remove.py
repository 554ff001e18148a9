"""Remove somebody, or leave."""

import pytest
from django.urls import reverse

from organisations.permissions import Role
from tests import factories as f
from tests.integration.organisations.reading import browser, member_id, role_of, verbs, words

pytestmark = pytest.mark.django_db
PEOPLE = reverse("organisations:people", args=["VA001"])


def page_of(person, organisation, code="VA001"):
    return reverse("organisations:remove_member", args=[code, member_id(person, organisation)])


def test_looking_asks_and_removes_nobody(tom, priya, rose_court):
    shown = words(browser(priya).get(page_of(tom, rose_court)))

    assert "Remove Tom from Rose Court?" in shown
    assert "What they did stays in its history." in shown
    assert role_of(tom, rose_court) is Role.CONTRIBUTOR


def test_removing(tom, priya, rose_court):
    response = browser(priya).post(page_of(tom, rose_court), follow=True)

    assert response.redirect_chain == [(PEOPLE, 302)]
    assert "Tom cannot sign in to Rose Court any more." in words(response)
    assert role_of(tom, rose_court) is None
    assert verbs(rose_court)[-1] == "removed"


def test_who_was_removed_finds_nothing_from_the_next_page_on(tom, priya, rose_court):
    client = browser(tom)
    assert client.get(PEOPLE).status_code == 200

    browser(priya).post(page_of(tom, rose_court))

    assert client.get(PEOPLE).status_code == 404


def test_twice_is_once(tom, priya, rose_court):
    client, page = browser(priya), page_of(tom, rose_court)
    client.post(page)

    assert client.post(page).status_code == 404
    assert verbs(rose_court).count("removed") == 1


def test_the_last_administrator_cannot_leave_and_reads_what_to_do(priya, tom, sam, rose_court):
    client, page = browser(priya), page_of(priya, rose_court)

    for response in (client.get(page), client.post(page)):
        assert "Rose Court needs one person who can do everything" in words(response)
        assert "First invite somebody who can do everything." in words(response)
    assert role_of(priya, rose_court) is Role.ADMINISTRATOR
    assert "removed" not in verbs(rose_court)


def test_one_of_two_may_leave(priya, rose_court):
    owen = f.member(rose_court, Role.ADMINISTRATOR, "Owen")
    client = browser(priya)

    assert "Do you want to leave Rose Court?" in words(client.get(page_of(priya, rose_court)))
    response = client.post(page_of(priya, rose_court), follow=True)

    assert response.redirect_chain[0] == (reverse("organisations:choose"), 302)
    assert "You have left Rose Court." in words(response)
    assert role_of(priya, rose_court) is None
    assert role_of(owen, rose_court) is Role.ADMINISTRATOR


def test_and_then_the_other_may_not(priya, rose_court):
    owen = f.member(rose_court, Role.ADMINISTRATOR, "Owen")
    browser(priya).post(page_of(priya, rose_court))

    browser(owen).post(page_of(owen, rose_court))

    assert role_of(owen, rose_court) is Role.ADMINISTRATOR


def test_another_services_member_is_not_there(tom, rose_court):
    owen = f.person("Owen")
    f.organisation("VB002", "Elm View", by=owen)

    assert browser(owen).post(page_of(tom, rose_court, "VB002")).status_code == 404
    assert role_of(tom, rose_court) is Role.CONTRIBUTOR


@pytest.mark.parametrize("who", ["tom", "sam"])
def test_the_others_remove_nobody(request, tom, sam, priya, rose_court, who):
    client = browser(request.getfixturevalue(who))

    assert client.post(page_of(priya, rose_court)).status_code == 403
    assert role_of(priya, rose_court) is Role.ADMINISTRATOR
