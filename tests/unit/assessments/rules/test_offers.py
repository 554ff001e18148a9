from dataclasses import replace

import pytest

from assessments.rules.blockers import Reason, blockers
from assessments.rules.case import Case
from assessments.rules.levels import Level
from assessments.rules.offers import offers, publishable
from tests.unit.assessments.rules.cases import (
    FEE,
    JUNK_MAIL,
    LEAD,
    REGISTER,
    TRAINING,
    UPDATES,
    a_case,
    a_plan,
    a_publication,
    with_certificate,
)

APPROACHING_SET = (FEE, LEAD, UPDATES)
MET_SET = (*APPROACHING_SET, REGISTER, TRAINING, JUNK_MAIL)
READY = a_case(APPROACHING_SET, plan=a_plan(REGISTER, TRAINING, JUNK_MAIL))
BOTH = (a_publication(Level.APPROACHING), a_publication(Level.MET))


def test_offers_the_three_levels_lowest_first_with_their_counts() -> None:
    case = a_case([FEE, REGISTER])
    assert [(offer.level, offer.done, offer.total) for offer in offers(case)] == [
        (Level.APPROACHING, 1, 3),
        (Level.MET, 2, 6),
        (Level.EXCEEDED, 2, 6),
    ]


def test_an_offer_names_what_blocks_it_apart_from_the_declaration() -> None:
    for offer in offers(a_case()):
        assert offer.blockers == blockers(a_case(), offer.level, declared=True)
        assert Reason.DECLARATION_MISSING not in {blocker.reason for blocker in offer.blockers}


@pytest.mark.parametrize(
    ("case", "why_not"),
    [
        (a_case(), (None, None, Reason.NO_LIVE_CERTIFICATE)),
        (a_case(profile=with_certificate()), (None, None, None)),
        (a_case(MET_SET), (Reason.MET_ALREADY_REACHED, None, Reason.NO_LIVE_CERTIFICATE)),
        (a_case(history=BOTH[:1]), (Reason.APPROACHING_ALREADY_USED, None, Reason.NO_LIVE_CERTIFICATE)),
        (a_case(MET_SET, history=BOTH[1:]), (Reason.PUBLISHED_BEFORE, None, Reason.NO_LIVE_CERTIFICATE)),
        (a_case(MET_SET, history=BOTH), (Reason.APPROACHING_ALREADY_USED, None, Reason.NO_LIVE_CERTIFICATE)),
    ],
    ids=["new", "certificate", "met done", "approaching used", "met before", "both before"],
)
def test_r12_what_is_not_on_offer_says_why(case: Case, why_not: tuple[Reason | None, ...]) -> None:
    assert tuple(offer.why_not for offer in offers(case)) == why_not
    assert all(offer.is_offered is (offer.why_not is None) for offer in offers(case))


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (a_case(), ()),
        (READY, (Level.APPROACHING,)),
        (a_case(MET_SET), (Level.MET,)),
        (a_case(MET_SET, profile=with_certificate()), (Level.MET, Level.EXCEEDED)),
        (replace(READY, history=BOTH), ()),
        (replace(READY, confirmed=frozenset()), ()),
    ],
    ids=["new", "approaching", "met", "exceeded", "used before", "not confirmed"],
)
def test_publishable(case: Case, expected: tuple[Level, ...]) -> None:
    assert publishable(case) == expected
