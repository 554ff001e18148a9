"""A group enters its sites by the link, and only while it lasts; who has a role at one site has it there alone."""

from datetime import timedelta

import pytest

from organisations.actions.grouping import end_link
from organisations.models import GroupSite, Organisation, User
from organisations.permissions import Role, may
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories.assessments import manager_of
from tests.factories.homes import Home
from tests.integration.tenancy.addresses import (
    ANSWERS,
    POSTED,
    READING,
    Address,
    ask,
    browser,
    organisation_addresses,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_that_hour")]

# What only the site's own people answer, whatever role somebody has at the group.
IN_THE_SITES_OWN_NAME = {"organisations:objection", "organisations:group_request"}


def of_a_site() -> list[Address]:
    return [address for address in organisation_addresses() if address.route.startswith("o/")]


def of_a_group() -> list[Address]:
    return [address for address in organisation_addresses() if address.route.startswith("g/")]


def leave(home: Home) -> None:
    """End what holds a home and the bigger group together."""
    with acting_for(home.bigger, home.organisation):
        link = GroupSite.objects.get(pk=home.link)
        end_link(link=link, on=f.NOW.date() - timedelta(days=1), why="sold", by=None, at=f.NOW)


def test_a_groups_people_enter_a_site_while_the_link_lasts(rose_court: Home) -> None:
    client, wrong = browser(manager_of(rose_court.bigger)), []

    for address in of_a_site():
        for method in address.view.methods:
            status = ask(client, method, address.of(rose_court), POSTED).status_code
            if status not in ANSWERS and address.name not in IN_THE_SITES_OWN_NAME:
                wrong.append((method, address.name, status))

    assert wrong == []


def test_the_request_after_the_link_ends_is_a_strangers(rose_court: Home) -> None:
    client, wrong = browser(manager_of(rose_court.bigger)), []
    ask(client, "GET", f"/o/{rose_court.organisation.code}/")
    leave(rose_court)

    for address in of_a_site():
        for method in address.view.methods:
            status = ask(client, method, address.of(rose_court), POSTED).status_code
            if status != 404:
                wrong.append((method, address.name, status))

    assert wrong == []


def test_a_group_has_no_page_of_a_site_it_no_longer_has(rose_court: Home) -> None:
    below = rose_court.site
    with acting_for(rose_court.organisation, below):
        link = GroupSite.objects.get(organisation=rose_court.organisation, site=below)
        end_link(link=link, on=f.NOW.date() - timedelta(days=1), why="sold", by=None, at=f.NOW)
    client = browser(rose_court.administrator)

    for name in ("assessments:site", "assessments:leave_site"):
        address = next(one for one in of_a_group() if one.name == name)
        for method in address.view.methods:
            assert ask(client, method, address.of(rose_court), POSTED).status_code == 404, name
    assert ask(client, "GET", f"/o/{below.code}/").status_code == 404


@pytest.mark.parametrize("role", Role)
def test_a_role_at_one_site_opens_no_other_door(rose_court: Home, role: Role) -> None:
    manager, wrong = site_only(rose_court.site, role), []
    client = browser(manager)

    for address in organisation_addresses():
        for method in address.view.methods:
            status = ask(client, method, address.of(rose_court), POSTED).status_code
            if status != 404:
                wrong.append((method, address.name, status))
    assert wrong == []
    assert ask(client, "GET", f"/o/{rose_court.site.code}/").status_code == 200


def test_a_role_at_the_group_is_the_role_at_its_sites(rose_court: Home) -> None:
    wrong = []

    for role in Role:
        client = browser(rose_court.people[role])
        for address in of_a_site():
            if set(address.arguments) == {"code"} and address.name not in IN_THE_SITES_OWN_NAME:
                for method in address.view.methods:
                    needed = address.view.can if method in READING else address.view.changing
                    status = ask(client, method, address.of(rose_court, code=rose_court.site.code), POSTED).status_code
                    if status not in (ANSWERS if may(role, needed) else {403}):
                        wrong.append((role, method, address.name, status))

    assert wrong == []


def site_only(site: Organisation, role: Role) -> User:
    return f.member(site, role, name="Mina")
