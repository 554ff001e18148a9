"""Somebody who registered a head office's code, and what that does not give until an operator has checked who it is."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from assessments.candidates import candidates
from assessments.rules.coverage import Candidacy
from organisations.actions.claiming import decide
from organisations.actions.converting import answer_group, ask_site
from organisations.actions.people import invite, remove
from organisations.actions.verifying import verify_group
from organisations.claims import head_office_of
from organisations.directory.candidates import children
from organisations.models import Invitation, Organisation, OrganisationKind, User
from organisations.permissions import Role
from organisations.refusals import Refused
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import covering as c
from tests.factories import groups as g
from tests.factories.assessments import manager_of
from tests.factories.claims import claimed, now
from tests.factories.listed import listed, looked_after

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_that_hour")]
TODAY = f.NOW.date()


@pytest.fixture
def fern() -> Organisation:
    return g.group()


@pytest.fixture
def elm(fern: Organisation) -> Organisation:
    return g.site_of(fern)


@pytest.fixture
def wolf() -> Organisation:
    """A head office that the directory names as the parent of Elm View, and that nobody has checked."""
    looked_after(listed("VA101", "Elm View"), by="AB02")
    return f.organisation("AB02", "Wolf", by=f.person("Wolf"), kind=OrganisationKind.HEAD_OFFICE)


def browser(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def checked(group: Organisation) -> Organisation:
    operator = f.person("Olu", email="olu@example.com", is_operator=True)
    answer = browser(operator).post(reverse("organisations:ops_groups"), {"code": group.code}, follow=True)
    assert f"{group.name} is checked." in answer.content.decode()
    return Organisation.objects.get(pk=group.pk)


def candidacy_of(group: Organisation, code: str) -> Candidacy:
    year = c.ready_group(group)
    with acting_for(group, user=manager_of(group)):
        found = candidates(group, year.year, day=TODAY)
    return next(one.candidacy for one in found if one.code == code)


@pytest.mark.parametrize("is_checked", [False, True])
def test_only_a_checked_head_office_wins_cover_by_the_directory(
    fern: Organisation, elm: Organisation, wolf: Organisation, *, is_checked: bool
) -> None:
    c.published_for(c.ready_group(fern), elm)

    candidacy = candidacy_of(checked(wolf) if is_checked else wolf, "VA101")

    assert candidacy is (Candidacy.TAKES_OVER if is_checked else Candidacy.COVERED_ELSEWHERE)


def test_only_a_checked_head_office_decides_a_claim_by_the_directory(wolf: Organisation) -> None:
    elm = f.organisation("VA101", "Elm View")

    with acting_for(elm):
        assert head_office_of(elm, TODAY) is None
        assert head_office_of(elm, TODAY) != checked(wolf)
        assert head_office_of(elm, TODAY) == wolf


def test_nobody_but_an_operator_checks(wolf: Organisation) -> None:
    by = manager_of(wolf)

    with acting_for(user=by), pytest.raises(Refused, match="not-an-operator"):
        verify_group(group=wolf, by=by, at=f.NOW)
    assert browser(by).post(reverse("organisations:ops_groups"), {"code": "AB02"}).status_code == 404
    assert Organisation.objects.get(pk=wolf.pk).verified_at is None


def test_another_groups_code_does_not_bring_its_services(fern: Organisation, wolf: Organisation) -> None:
    looked_after(listed("VA201", "Oak Lodge"), by="AB01")
    looked_after(listed("VA301", "Ash House"), by="AB09")

    with acting_for(wolf):
        found = {one.code for one in children(wolf, ["AB01", "AB09"], TODAY)}

    assert found == {"VA101", "VA301"}


def test_a_colleague_of_the_decider_is_for_an_operator(fern: Organisation, elm: Organisation) -> None:
    colleague = f.member(fern, Role.VIEWER, "Mallory")
    claim = claimed(elm, colleague, at=f.NOW - timedelta(hours=80))
    assert claim.decider == fern

    grace, later = g.administrator_of(fern), f.NOW + timedelta(hours=80)
    with acting_for(fern, user=grace), pytest.raises(Refused, match="not-the-decider"):
        decide(claim=claim, decider=fern, agree=True, reason="She works here", by=grace, at=later)
    assert now(claim).state == "waiting"

    with acting_for(fern, user=colleague):
        remove(organisation=fern, by=grace, at=later, member_id=fern.memberships.get(user=colleague).pk)
    with acting_for(fern, user=grace):
        decide(claim=claim, decider=fern, agree=True, reason="She works here", by=grace, at=later)
    assert now(claim).state == "agreed"


def test_a_groups_people_do_not_speak_for_a_site(fern: Organisation, elm: Organisation) -> None:
    grace = browser(g.administrator_of(fern))
    agree = reverse("assessments:agree", args=["VA101", "2026-27"])

    assert grace.get(agree).status_code == 200
    answer = grace.post(agree, {"say": "true"})

    assert answer.status_code == 409
    assert "Only the people who work there can do this" in answer.content.decode()


def test_a_group_leaves_alone_whoever_ran_a_service_that_came_to_it(fern: Organisation) -> None:
    grace, priya = g.administrator_of(fern), f.person("Priya")
    home = f.organisation("VA001", "Rose Court", by=priya)
    with acting_for(fern, user=grace):
        link = ask_site(group=fern, site=home, by=grace, at=f.NOW)
    with acting_for(home, user=priya):
        answer_group(site=home, link_id=link.pk, agree=True, by=priya, at=f.NOW)
        mine = home.memberships.get(user=priya)
        invite(organisation=home, by=grace, at=f.NOW, email="mallory@example.com", role=Role.ADMINISTRATOR)
        invite(organisation=home, by=priya, at=f.NOW, email="tom@example.com", role=Role.VIEWER)

    for name in ("member", "remove_member"):
        page = reverse(f"organisations:{name}", args=["VA001", mine.pk])
        assert browser(grace).post(page, {"role": "viewer"}).status_code == 409

    undo = reverse("assessments:undo_group", args=["VA001", link.pk])
    assert browser(priya).post(undo).status_code == 302
    with acting_for(home):
        assert [one.email for one in Invitation.objects.unanswered()] == ["tom@example.com"]
        assert home.memberships.administrators().get().user == priya
