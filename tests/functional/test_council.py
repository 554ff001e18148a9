"""A council finds out which option fits, and gets a mixed result: ten services on its form, two on their own (3.4)."""

from collections.abc import Callable

import pytest

from assessments.demonstration.listed import COUNCIL_SITES
from organisations.models import OrganisationKind
from tests.factories.assessments import ready
from tests.functional import groups, steps
from tests.functional.browsing import DESKTOP, PHONE, Visitor

ODD = ("Shared Lives Westshire, Westford", "Westshire Home Care, Westford")
MIXED = "Option A for 10 services, option B for 2"
OWN_FORM = "LAS09"


@pytest.mark.parametrize(
    ("width", "has_script"), [(DESKTOP, True), (PHONE, False)], ids=["desktop", "phone without script"]
)
def test_ten_services_share_a_form_and_two_have_their_own(
    signed_in: Callable[..., Visitor], *, width: int, has_script: bool
) -> None:
    groups.given_the_directory()
    council, ruth = groups.given_a_group("LA001", "Westshire Council", OrganisationKind.COUNCIL, "Ruth")
    visitor = signed_in(ruth, width, has_script=has_script)
    visitor.open("/g/LA001/")
    groups.when_they_add_their_services(visitor, (), len(COUNCIL_SITES))
    when_they_choose_their_options(visitor)

    groups.given_its_own_form_is_done(council)
    visitor.open("/g/LA001/")
    visitor.follow("Answers for all services")
    visitor.press("Share all 41 answers that you have ready")
    when_they_publish_for_ten(visitor)
    visitor.open("/g/LA001/covered/")
    visitor.sees("10 services")

    groups.given_managers([OWN_FORM])
    ready(groups.form_of(OWN_FORM))
    visitor.open(f"/o/{OWN_FORM}/")
    visitor.press("Go to publish")
    steps.when_they_publish(visitor, "Standards Met", "Shared Lives Westshire")
    steps.then_it_is_published(visitor, "Standards Met")


def when_they_choose_their_options(visitor: Visitor) -> None:
    """Answer the four questions, take the result, and look at what to send and what to show the leaders."""
    visitor.open("/g/LA001/")
    visitor.follow("Option A or option B")
    visitor.press("Start")
    groups.when_they_say_which_way(visitor, groups.QUESTIONS["council"], ODD, MIXED)
    visitor.press("Use this")
    visitor.follow("Codes to send")
    visitor.sees("10 codes")
    visitor.go_back()
    visitor.follow("A note for your leaders")
    visitor.sees("Shared Lives Westshire")


def when_they_publish_for_ten(visitor: Visitor) -> None:
    visitor.open("/g/LA001/")
    visitor.open(f"/g/LA001/y/{groups.form_of('LA001').year.label}/cover/")
    visitor.press("Tick all that can be ticked")
    visitor.press("Save and check")
    visitor.sees("10 services have not agreed yet")
    visitor.press("Go on to publish")
    steps.when_they_publish(visitor, "Standards Met", "Westshire Council")
