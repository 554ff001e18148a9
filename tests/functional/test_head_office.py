"""A head office with forty services does its whole year (journey 3.3)."""

import re
from collections.abc import Callable

import pytest

from assessments.demonstration.listed import FERN_SITES
from organisations.models import OrganisationKind, User
from tests.functional import groups, steps
from tests.functional.browsing import DESKTOP, PHONE, Visitor
from tests.functional.steps import Posted

ODD = ("Alder Lea", "Birch Lea")
ODD_IN_FULL = tuple(f"{one.name}, {one.town}" for one in FERN_SITES if one.name in ODD)
SOLD = tuple(one.name for one in groups.LEFT_OUT)
CODES = {one.name: one.code for one in FERN_SITES[:-3]}


@pytest.mark.parametrize(
    ("width", "has_script"), [(DESKTOP, True), (PHONE, False)], ids=["desktop", "phone without script"]
)
def test_forty_services_are_published_for_at_once(
    signed_in: Callable[..., Visitor], posted: Posted, *, width: int, has_script: bool
) -> None:
    groups.given_the_directory()
    fern, owen = groups.given_a_group("AB01", "Fern Care Group", OrganisationKind.HEAD_OFFICE, "Owen")
    visitor = signed_in(owen, width, has_script=has_script)
    visitor.open("/g/AB01/")
    visitor.is_at("Let us set up your services")

    groups.when_they_add_their_services(visitor, (f"{name}" for name in SOLD), 40)
    visitor.open("/g/AB01/")
    visitor.is_at("Your 40 services")
    visitor.follow("One form or many")
    visitor.press("Start")
    groups.when_they_say_which_way(visitor, groups.QUESTIONS["head office"], ODD_IN_FULL, "Use more than one form")
    visitor.press("Use this")
    visitor.sees("One form can cover 38 services")

    when_they_invite_their_managers(visitor)
    assert len(posted()) == 40
    groups.given_its_own_form_is_done(fern)
    managers = when_they_share_and_ask(visitor)
    silent = ("Spruce Lea", "Rowan Dene", "Larch Court")
    told = {"Fern Dene", *silent, *ODD}
    groups.when_their_managers_agree(
        {code: managers[code] for name, code in CODES.items() if name not in told and code in managers}
    )
    when_a_manager_says_what_is_different(signed_in, managers[CODES["Fern Dene"]], width, has_script=has_script)
    when_they_choose_their_services(visitor)
    steps.when_they_publish(visitor, "Standards Met", "Fern Care Group")
    steps.then_it_is_published(visitor, "Standards Met")
    visitor.open("/g/AB01/covered/")
    visitor.sees("38")
    then_a_new_service_is_added(visitor)
    then_a_manager_has_a_certificate(signed_in, managers[CODES["Fern Dene"]], width, has_script=has_script)


def when_they_share_and_ask(visitor: Visitor) -> dict[str, User]:
    """Share every answer, and ask the managers that have joined by now: all but one."""
    managers = groups.given_managers(code for name, code in CODES.items() if name != "Fern Lea")
    visitor.open("/g/AB01/")
    visitor.follow("Answers for all services")
    visitor.press("Share all 41 answers that you have ready")
    visitor.press("Ask your managers")
    visitor.press("Ask 39 managers")
    visitor.sees("39 asked")
    return managers


def when_they_invite_their_managers(visitor: Visitor) -> None:
    """Paste forty lines, two of them wrong; put them right on the spot."""
    visitor.open("/g/AB01/invite/")
    lines = [f"{code}, grace@{code}.example.com" for code in CODES.values()]
    visitor.fill(
        "One manager on each line",
        "\n".join([*lines[:-2], "VA999, nobody@example.com", lines[-1].replace("@", " at ")]),
    )
    visitor.press("Check the list")
    visitor.press("Send 38 invites")
    visitor.sees("38 sent, 2 need a fix")
    visitor.fill("One manager on each line", "\n".join(lines[-2:]))
    visitor.press("Check again")
    visitor.press("Send 2 invites")
    visitor.sees("2 invites sent.")


def when_a_manager_says_what_is_different(
    signed_in: Callable[..., Visitor], manager: User, width: int, *, has_script: bool
) -> None:
    visitor = signed_in(manager, width, has_script=has_script)
    visitor.open("/o/VA013/")
    visitor.press("Is this true here?")
    visitor.is_at("Is this true at Fern Dene?")
    visitor.page.get_by_text("This is different here").first.click()
    visitor.page.get_by_label("What is different here?").first.fill("Night staff are trained by us")
    visitor.press("Send what is different")
    visitor.sees("Thank you. We have told your head office.")


def when_they_choose_their_services(visitor: Visitor) -> None:
    """See what differs, cover that service all the same, and leave none out but the two with their own form."""
    visitor.open("/g/AB01/")
    visitor.sees("33 ready, 4 need a reply, 1 stuck, 2 on their own form")
    visitor.follow("Where your services differ")
    visitor.sees("Night staff are trained by us")
    visitor.follow("Cover it all the same")
    visitor.is_at("Which services are you publishing for?")
    visitor.press("Tick all that can be ticked")
    visitor.is_refused("Save and check", "Tick Fern Dene, or choose why it is left out")
    visitor.choose("Fern Dene (VA013)")
    visitor.is_refused("Save and check", "Say why Fern Dene is covered all the same")
    visitor.fill("Covered all the same, because", "Our trainer checks it each month")
    visitor.press("Save and check")
    visitor.sees("4 services have not agreed yet")
    visitor.press("Go on to publish")


def then_a_manager_has_a_certificate(
    signed_in: Callable[..., Visitor], manager: User, width: int, *, has_script: bool
) -> None:
    visitor = signed_in(manager, width, has_script=has_script)
    visitor.open("/o/VA013/covered/")
    visitor.follow(re.compile("^The answers"))
    visitor.open("/o/VA013/covered/")
    visitor.follow(re.compile("^Certificate"))
    visitor.sees("Fern Dene")
    visitor.sees("is one of the services for which Fern Care Group, Leeds (AB01) has published Standards Met")


def then_a_new_service_is_added(visitor: Visitor) -> None:
    """Add one that the group takes over in November, without doing the rest again."""
    visitor.open("/g/AB01/sites/add/")
    for name in SOLD[1:]:
        visitor.page.get_by_label(name).uncheck()
    visitor.press("Check the list")
    visitor.press("Add 1 service")
    visitor.open("/g/AB01/covered/")
    visitor.press("Add a service")
    visitor.follow("Hawthorn House (VA139)")
    visitor.is_refused("Add this service", "Tick the box to say that the four answers are true there, too")
    visitor.choose("The four answers about one form are true at Hawthorn House, too")
    visitor.press("Add this service")
    visitor.sees("What you published counts for Hawthorn House from today.")
