"""The ways in beside the shortest: by hand, with several services, without a code, where there is an account."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from organisations.models import DirectoryEntry, Organisation, OrganisationKind, User
from tests import factories as f
from tests.factories.listed import listed, looked_after
from tests.functional import steps
from tests.functional.browsing import DESKTOP, PHONE, Visitor

SignedIn = Callable[..., Visitor]
WAYS = pytest.mark.parametrize(
    ("width", "has_script"), [(DESKTOP, True), (PHONE, False)], ids=["desktop", "phone without script"]
)


@pytest.fixture
def jo(db: None) -> User:
    """Give somebody who belongs nowhere."""
    return f.person("Jo")


def looks_for(visitor: Visitor, typed: str) -> None:
    visitor.open(reverse("organisations:join"))
    visitor.fill("Name, postcode or ODS code", typed)
    visitor.press("Find my service")


@WAYS
def test_a_service_that_no_list_has_joins_by_hand(
    signed_in: SignedIn, jo: User, *, width: int, has_script: bool
) -> None:
    steps.given_the_lists_have_their_service()
    visitor = signed_in(jo, width, has_script=has_script)
    visitor.open(reverse("organisations:join"))

    steps.when_they_join_by_hand(visitor)
    visitor.sees("Zinnia House has joined.")
    steps.when_they_say_what_care_they_give(visitor)
    steps.when_they_describe_their_service(visitor)

    assert Organisation.objects.get().code == "VZ001"


@WAYS
def test_one_of_several_services_asks_how_many(signed_in: SignedIn, jo: User, *, width: int, has_script: bool) -> None:
    listed("AB01", "Fern Care Group", kind=DirectoryEntry.Kind.HEAD_OFFICE)
    for code, name in (("VA001", "Elm View"), ("VA002", "Elm Lodge")):
        looked_after(listed(code, name), "AB01")
    visitor = signed_in(jo, width, has_script=has_script)

    looks_for(visitor, "elm vuew")
    visitor.sees("Did you mean one of these?")
    visitor.follow("Elm View")
    visitor.press("Yes, this is us")
    visitor.is_at("How many services are you filling this in for?")
    visitor.is_refused("Continue", "Choose just this one, or all of them")
    visitor.choose("All 2 of them: join as Fern Care Group")
    visitor.press("Continue")
    visitor.is_at("Is this your head office?")
    visitor.press("Yes, this is us")
    visitor.sees("Fern Care Group has joined.")

    assert Organisation.objects.get().kind == OrganisationKind.HEAD_OFFICE


@WAYS
def test_a_service_that_has_an_account_is_asked_or_claimed(
    signed_in: SignedIn, jo: User, priya: User, *, width: int, has_script: bool
) -> None:
    f.organisation(by=priya)
    steps.given_the_lists_have_their_service()
    visitor = signed_in(jo, width, has_script=has_script)

    looks_for(visitor, "rose court")
    visitor.sees("Already has an account")
    visitor.follow("Rose Court")
    visitor.is_at("Rose Court already has an account")
    visitor.follow("The person with this account has left")
    visitor.is_at("The person with this account has left")
    looks_for(visitor, "VA001")
    visitor.press("Ask to join")
    visitor.press("Send my request")
    visitor.is_at("We have sent your request")


@WAYS
def test_a_service_without_a_code_in_the_list_gives_it(
    signed_in: SignedIn, jo: User, *, width: int, has_script: bool
) -> None:
    listed(None, "Elm View", cqc_location_id="1-100000001", service_types=["Home care"])
    visitor = signed_in(jo, width, has_script=has_script)

    looks_for(visitor, "elm view")
    visitor.is_refused("Yes, this is us", "Enter your ODS code")
    visitor.fill("ODS code", "vz 001")
    visitor.press("Yes, this is us")
    visitor.sees("Elm View has joined.")
