"""Who gets through which door: every address there is, every role, every method."""

import pytest
from django.urls import reverse
from django.urls.converters import IntConverter

from organisations.actions.people import join
from organisations.permissions import Permission, Role, may
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories.homes import Home
from tests.integration.tenancy.addresses import (
    ANSWERS,
    METHODS,
    POSTED,
    READING,
    addresses,
    ask,
    browser,
    organisation_addresses,
    rows_written,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_that_hour")]

# Pages of the person signed in that belong to no organisation and read nothing of one.
OF_THE_PERSON = {
    "organisations:details": "one's own name and job",
    "organisations:still_here": "keeps one's own session",
    "account_logout": "ends one's own session",
    "account_change_password": "one's own password",
    "account_email": "one's own address",
    "account_reauthenticate": "asks for one's own password",
    "account_set_password": "one's own password",
}
OF_THE_PERSON_TOO = ("mfa_", "usersessions_")  # one's own second step, one's own devices
ANSWER, CONFIRM, PLAN = Permission.ANSWER, Permission.CONFIRM, Permission.EDIT_PLAN
PEOPLE, PROFILE, PUBLISH, READ = (
    Permission.MANAGE_PEOPLE,
    Permission.EDIT_PROFILE,
    Permission.PUBLISH,
    Permission.READ,
)
SITES = Permission.MANAGE_SITES
# What seeing and changing take, for every page that changes something; every other page is only read.
AGREED = {
    "organisations:invite": (PEOPLE, PEOPLE),
    "organisations:withdraw_invitation": (PEOPLE, PEOPLE),
    "organisations:decide_request": (PEOPLE, PEOPLE),
    "organisations:member": (PEOPLE, PEOPLE),
    "organisations:remove_member": (PEOPLE, PEOPLE),
    "organisations:change_code": (PROFILE, PROFILE),
    "organisations:group_request": (PEOPLE, PEOPLE),
    "assessments:undo_group": (PEOPLE, PEOPLE),
    "assessments:convert_site": (Permission.MANAGE_SITES, Permission.MANAGE_SITES),
    "organisations:objection": (PEOPLE, PEOPLE),
    "organisations:deciding": (PEOPLE, PEOPLE),
    "organisations:decide_claim": (PEOPLE, PEOPLE),
    "assessments:open_year": (ANSWER, ANSWER),
    "assessments:question": (READ, ANSWER),
    "assessments:ready": (READ, ANSWER),
    "assessments:draft": (ANSWER, ANSWER),
    "assessments:use_shared": (ANSWER, ANSWER),
    "assessments:use_offer": (ANSWER, ANSWER),
    "assessments:add_document": (ANSWER, ANSWER),
    "assessments:change_document": (ANSWER, ANSWER),
    "assessments:still_right": (ANSWER, ANSWER),
    "assessments:renew_document": (ANSWER, ANSWER),
    "assessments:remove_document": (ANSWER, ANSWER),
    "assessments:restore_document": (ANSWER, ANSWER),
    "assessments:shared_document": (READ, ANSWER),
    "assessments:proof": (READ, ANSWER),
    "assessments:agree": (READ, CONFIRM),
    "assessments:shared": (READ, ANSWER),
    "assessments:shared_answer": (READ, ANSWER),
    "assessments:agreeing": (READ, ANSWER),
    "assessments:numbers": (READ, ANSWER),
    "assessments:choose": (ANSWER, ANSWER),
    "assessments:follow_up": (ANSWER, ANSWER),
    "assessments:check_part": (READ, CONFIRM),
    "assessments:review_part": (READ, CONFIRM),
    "assessments:plan_row": (READ, PLAN),
    "assessments:publish_check": (PUBLISH, PUBLISH),
    "assessments:confirm_details": (PROFILE, PROFILE),
    "assessments:details_step": (PROFILE, PROFILE),
    "assessments:add_sites": (SITES, SITES),
    "assessments:without_code": (SITES, SITES),
    "assessments:leave_site": (SITES, SITES),
    "assessments:invite_managers": (PEOPLE, PEOPLE),
    "assessments:raise_dispute": (SITES, SITES),
    "assessments:cover": (READ, PUBLISH),
    "assessments:add_covered": (PUBLISH, PUBLISH),
    "assessments:add_covered_site": (PUBLISH, PUBLISH),
    "assessments:remove_covered": (PUBLISH, PUBLISH),
    "assessments:route": (READ, SITES),
    "assessments:route_question": (READ, SITES),
    "assessments:route_which": (SITES, SITES),
    "assessments:route_ask": (SITES, SITES),
    "assessments:route_take": (SITES, SITES),
    "assessments:route_result": (READ, SITES),
    "assessments:route_asked": (READ, CONFIRM),
    "assessments:training_counts": (READ, ANSWER),
    "assessments:add_row": (ANSWER, ANSWER),
    "assessments:add_samples": (ANSWER, ANSWER),
    "assessments:paste_rows": (ANSWER, ANSWER),
    "assessments:change_row": (READ, ANSWER),
    "assessments:remove_row": (ANSWER, ANSWER),
    "assessments:restore_row": (ANSWER, ANSWER),
}
SIGN_IN = "/account/login/"


def test_every_page_of_an_organisation_has_the_door() -> None:
    without = [address.route for address in organisation_addresses() if not hasattr(address.view, "can")]

    assert without == [], "put @organisation_page(can=...) on the view"
    assert len(organisation_addresses()) > 30


def test_the_door_is_nowhere_else() -> None:
    elsewhere = [a.route for a in addresses() if hasattr(a.view, "can") and not a.is_of_an_organisation]

    assert elsewhere == []


def test_every_other_page_is_public_or_the_persons_own_or_an_operators() -> None:
    unexplained = [
        address.name
        for address in addresses()
        if not address.is_of_an_organisation
        and not getattr(address.view, "is_personal", False)
        and not getattr(address.view, "is_operators", False)
        and getattr(address.view, "login_required", True)
        and address.name not in OF_THE_PERSON
        and not address.name.startswith(OF_THE_PERSON_TOO)
    ]

    assert unexplained == [], "mark the view @person_page or @login_not_required, or explain it in OF_THE_PERSON"


def test_the_operators_desk_is_where_its_addresses_say() -> None:
    desk = {address.name for address in addresses() if getattr(address.view, "is_operators", False)}

    assert desk == {address.name for address in addresses() if address.route.startswith("ops/")}
    assert len(desk) > 5


def test_whoever_is_no_operator_is_told_that_there_is_no_desk(rose_court: Home) -> None:
    wrong = []

    for client in (browser(rose_court.administrator), browser(rose_court.removed)):
        for address in addresses():
            if address.route.startswith("ops/"):
                path = reverse(address.name, kwargs={name: _something(one) for name, one in address.arguments.items()})
                for method in ("GET", "POST", "HEAD"):
                    status = ask(client, method, path, POSTED).status_code
                    if status != 404:
                        wrong.append((method, address.name, status))

    assert wrong == []


def _something(converter: object) -> int | str:
    return 1 if isinstance(converter, IntConverter) else "VA001"


def test_every_door_asks_for_a_permission_there_is() -> None:
    for address in organisation_addresses():
        assert isinstance(address.view.can, Permission), address.name
        assert isinstance(address.view.changing, Permission), address.name
        assert set(address.view.methods) <= set(METHODS), address.name


def test_every_door_asks_for_what_was_agreed() -> None:
    """Said twice on purpose: a permission changed in a view alone would let somebody in without a sound."""
    beyond_reading = {
        address.name: (address.view.can, address.view.changing)
        for address in organisation_addresses()
        if address.view.changing is not Permission.READ
    }
    only_for_reading = [a for a in organisation_addresses() if a.name not in beyond_reading]

    assert beyond_reading == AGREED
    assert [a.name for a in only_for_reading if set(a.view.methods) - set(READING)] == []


def test_without_signing_in_every_method_leads_to_the_sign_in_page(rose_court: Home) -> None:
    nobody, wrong = browser(), []

    for address in organisation_addresses():
        for method in METHODS:
            response = ask(nobody, method, address.of(rose_court), POSTED)
            if response.status_code != 302 or not response["Location"].startswith(SIGN_IN):
                wrong.append((method, address.name, response.status_code))

    assert wrong == []


@pytest.mark.parametrize(
    "who", ["a member of another home", "somebody who was removed", "somebody who has asked to join"]
)
def test_a_stranger_is_told_that_there_is_nothing(rose_court: Home, elm_view: Home, who: str) -> None:
    strangers = {
        "a member of another home": elm_view.administrator,
        "somebody who was removed": rose_court.removed,
        "somebody who has asked to join": rose_court.request.user,
    }
    client, wrong = browser(strangers[who]), []

    for address in organisation_addresses():
        for method in address.view.methods:
            there = ask(client, method, address.of(rose_court), POSTED)
            nowhere = ask(client, method, address.of(rose_court, code="ZZ999"), POSTED)
            if (there.status_code, nowhere.status_code) != (404, 404) or len(there.content) != len(nowhere.content):
                wrong.append((method, address.name, there.status_code, nowhere.status_code))

    assert wrong == []


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("posted", [{}, POSTED], ids=["nothing typed", "all typed"])
def test_a_member_gets_what_their_role_carries(rose_court: Home, role: Role, posted: dict[str, str]) -> None:
    client, wrong = browser(rose_court.people[role]), []

    for address in organisation_addresses():
        for method in address.view.methods:
            needed = address.view.can if method in READING else address.view.changing
            status = ask(client, method, address.of(rose_court), posted).status_code
            if status not in (ANSWERS if may(role, needed) else {403}):
                wrong.append((method, address.name, status))

    assert wrong == []


def test_a_role_in_one_home_counts_for_nothing_in_another(rose_court: Home, elm_view: Home) -> None:
    person, wrong = rose_court.administrator, []
    with acting_for(elm_view.organisation):
        join(organisation=elm_view.organisation, user=person, role=Role.VIEWER, by=elm_view.administrator, at=f.NOW)
    client = browser(person)

    for address in organisation_addresses():
        if "POST" in address.view.methods:
            statuses = [ask(client, "POST", address.of(home)).status_code for home in (rose_court, elm_view)]
            if statuses[0] not in ANSWERS or statuses[1] != 403:
                wrong.append((address.name, statuses))

    assert wrong == []


def test_a_method_that_a_page_does_not_take_is_refused(rose_court: Home) -> None:
    client, wrong = browser(rose_court.administrator), []

    for address in organisation_addresses():
        for method in set(METHODS) - set(address.view.methods):
            status = ask(client, method, address.of(rose_court), POSTED).status_code
            if status != 405:
                wrong.append((method, address.name, status))

    assert wrong == []


def test_looking_changes_nothing(rose_court: Home) -> None:
    """Mail scanners and browsers fetch every link they see."""
    client, changing = browser(rose_court.administrator), []
    ask(client, "GET", organisation_addresses()[0].of(rose_court))  # the session's own row

    for address in organisation_addresses():
        before = rows_written()
        if "GET" in address.view.methods:
            ask(client, "GET", address.of(rose_court))
        if rows_written() != before:
            changing.append(address.name)

    assert changing == []


def test_the_code_may_be_typed_in_small_letters(rose_court: Home) -> None:
    client = browser(rose_court.administrator)

    for address in organisation_addresses():
        if "GET" in address.view.methods:
            assert ask(client, "GET", address.of(rose_court, code="va001")).status_code in ANSWERS, address.name
