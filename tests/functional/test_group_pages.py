"""A group's own pages in a wide window, on a small phone and without script, as a browser and axe see them."""

from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse

from organisations.actions.grouping import note_without_code
from organisations.models import DirectoryEntry, DirectoryRelation, Organisation
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import groups as g
from tests.functional.browsing import DESKTOP, PHONE, Visitor
from tests.integration.assessments import grouping

SignedIn = Callable[..., Visitor]


@pytest.fixture
def fern(transactional_db: None) -> Organisation:
    """Make a group with services in every state, and two more in the directory."""
    group = g.group()
    elm, oak, ash, ivy = (
        g.site_of(group, code, name)
        for code, name in (
            ("VA101", "Elm View"),
            ("VA102", "Oak Lodge"),
            ("VA103", "Ash House"),
            ("VA104", "Ivy Court"),
        )
    )
    grouping.same_everywhere(group, but=(ivy,))
    grouping.shared(group)
    grouping.replied(group, elm)
    grouping.replied(group, oak, different="1.1.1")
    grouping.manager_of_site(ash)
    by = g.administrator_of(group)
    with acting_for(group, user=by):
        note_without_code(group=group, names=["Yew Day Centre"], by=by, at=f.NOW)
    for code, name in (("VA201", "Fir Bank"), ("VA202", "Bay House")):
        entry = DirectoryEntry.objects.create(code=code, kind="care-site", name=name, town="Leeds", in_ods=True)
        DirectoryRelation.objects.create(entry=entry, kind="parent", to_code="AB01", from_on=date(2020, 1, 1))
    return group


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_every_page_of_a_group_is_clean(signed_in: SignedIn, fern: Organisation, width: int) -> None:
    visitor = signed_in(g.administrator_of(fern), width)
    visitor.is_thorough = True
    for name, *rest in (
        ("group_home",),
        ("sites",),
        ("add_sites",),
        ("site", "VA102"),
        ("leave_site", "VA102"),
        ("invite_managers",),
    ):
        visitor.open(reverse(f"assessments:{name}", args=["AB01", *rest]))
    visitor.open(reverse("assessments:sites", args=["AB01"]) + "?state=stuck&q=nothing")
    visitor.open(reverse("assessments:home", args=["VA102"]))


@pytest.mark.parametrize("has_script", [True, False])
def test_adding_inviting_and_taking_out(signed_in: SignedIn, fern: Organisation, has_script: bool) -> None:
    visitor = signed_in(g.administrator_of(fern), has_script=has_script)
    visitor.open(reverse("assessments:group_home", args=["AB01"]))
    visitor.follow("See all your services")
    visitor.press("Add services")
    visitor.page.get_by_label("Other codes (if we missed some)").fill("ZZ999")
    visitor.press("Check the list")
    visitor.press("Change the list")
    visitor.press("Check the list")
    visitor.press("Add 2 services")
    assert visitor.page.get_by_label("Other codes (if we missed some)").input_value().strip() == "ZZ999"

    visitor.open(reverse("assessments:invite_managers", args=["AB01"]))
    visitor.page.get_by_label("One manager on each line").fill("Fir Bank, fay@example.com\nBay House")
    visitor.press("Check the list")
    visitor.press("Send 1 invite")
    assert visitor.page.get_by_label("One manager on each line").input_value().strip() == "Bay House"

    visitor.open(reverse("assessments:sites", args=["AB01"]))
    visitor.follow("Fir Bank")
    visitor.follow("Take it out of the group")
    visitor.choose("It is closing")
    visitor.press("Take it out")
    assert visitor.page.get_by_text("Fir Bank has left your group.").is_visible()
