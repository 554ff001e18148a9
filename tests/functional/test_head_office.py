"""A head office with forty services does its whole year (journey 3.3)."""

from collections.abc import Callable

import pytest

from assessments.demonstration.listed import FERN_SITES
from organisations.models import OrganisationKind
from tests.functional import groups, steps
from tests.functional.browsing import DESKTOP, PHONE, Visitor
from tests.functional.steps import Posted

ODD = ("Alder Lea", "Birch Lea")
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
    visitor.follow("Start")
    groups.when_they_say_which_way(visitor, groups.QUESTIONS["head office"], ODD)
    visitor.press("Use this")
    visitor.sees("One form can cover 38 services")

    when_they_invite_their_managers(visitor)
    assert len(posted()) == 40
    groups.given_its_own_form_is_done(fern)
    managers = groups.given_managers(code for name, code in CODES.items() if name != "Fern Lea")
    visitor.open("/g/AB01/")
    visitor.follow("Answers for all services")
    visitor.press("Share all 41 answers that you have ready")
    visitor.press("Ask your managers")
    visitor.press("Ask 39 managers")
    visitor.sees("39 asked")

    silent = ("Spruce Lea", "Rowan Dene", "Larch Court")
    told = {"Fern Dene", *silent, *ODD}
    groups.when_their_managers_agree({code: managers[code] for name, code in CODES.items()
                                      if name not in told and code in managers})
    when_a_manager_says_what_is_different(signed_in, managers[CODES["Fern Dene"]], width, has_script=has_script)
    then_it_is_published_for_38(visitor)
    then_a_manager_has_a_certificate(signed_in, managers[CODES["Fern Dene"]], width, has_script=has_script)


def when_they_invite_their_managers(visitor: Visitor) -> None:
    """Paste forty lines, two of them wrong; put them right on the spot."""
    visitor.open("/g/AB01/invite/")
    lines = [f"{code}, grace@{code}.example.com" for code in CODES.values()]
    visitor.fill("Managers", "\n".join([*lines[:-2], "VA999, nobody@example.com", lines[-1].replace("@", " at ")]))
    visitor.press("Check the list")
    visitor.press("Send 38 invites")
    visitor.sees("38 sent, 2 need a fix")
    visitor.fill("Managers", "\n".join(lines[-2:]))
    visitor.press("Check again")
    visitor.press("Send 2 invites")
    visitor.sees("2 sent")


def when_a_manager_says_what_is_different(
    signed_in: Callable[..., Visitor], manager: object, width: int, *, has_script: bool
) -> None:
    visitor = signed_in(manager, width, has_script=has_script)
    visitor.open("/o/VA013/")
    visitor.follow("Is this true here?")
    visitor.is_at("Is this true at Fern Dene?")


def then_it_is_published_for_38(visitor: Visitor) -> None:
    visitor.open("/g/AB01/")


def then_a_manager_has_a_certificate(
    signed_in: Callable[..., Visitor], manager: object, width: int, *, has_script: bool
) -> None:
    visitor = signed_in(manager, width, has_script=has_script)
    visitor.open("/o/VA013/covered/")
    visitor.follow("Certificate")
    visitor.sees("Fern Care Group")
