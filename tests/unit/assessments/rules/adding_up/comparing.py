"""What the tests of "does it add up?" compare: Rose Court's case with a whole edition, and rows of its lists."""

from dataclasses import replace
from datetime import date
from typing import Any

from assessments.editions import edition
from assessments.rules.adding_up import Doubt, Facts, Paper, Reason, doubts
from assessments.rules.answers import Answer, Choice
from assessments.rules.case import Case, PlanEntry
from assessments.rules.list_facts import Counted, Firm, Lists, Said, Thing, Trainee
from assessments.rules.profile import CyberEssentialsPlus, Ico, Tri
from assessments.rules.schedule import default_year
from assessments.rules.validity import ValidityPolicy
from tests.unit.assessments.rules.cases import PROFILE

CARE_7 = edition("care-7")
TODAY = date(2026, 3, 10)
YESTERDAY, TOMORROW = date(2026, 3, 9), date(2026, 3, 11)
A_YEAR_AGO = date(2025, 3, 10)
LONG_AGO = date(2025, 3, 9)
YES, NO, NOT_YET = Choice.YES, Choice.NO, Choice.NOT_YET
NOT_APPLY, NOT_SURE = Choice.DOES_NOT_APPLY, Choice.NOT_SURE

Given = Choice | Answer


def facts(
    answers: dict[str, Given] | None = None,
    *,
    plan: tuple[PlanEntry, ...] = (),
    profile: dict[str, Any] | None = None,
    lists: dict[str, Any] | None = None,
    **rest: Any,
) -> Facts:
    """Make what is compared: answers by reference, as a choice or whole; `profile` and `lists` name their fields."""
    given = answers or {}
    case = Case(
        edition=CARE_7,
        year=default_year(TODAY, CARE_7.name),
        answers={ref: one if isinstance(one, Answer) else Answer(ref, one) for ref, one in given.items()},
        profile=replace(PROFILE, **(profile or {})),
        confirmed=frozenset(),
        plan={entry.ref: entry for entry in plan},
        history=(),
        today=TODAY,
        validity=ValidityPolicy.TWELVE_MONTHS,
    )
    return Facts(case, Lists(**(lists or {})), **rest)


def said(ref: str, choice: Choice = Choice.YES, **words: Any) -> dict[str, Given]:
    """Give one whole answer."""
    return {ref: Answer(ref, choice, **words)}


def things(*rows: Thing) -> dict[str, Any]:
    return {"things": rows}


def thing(name: str = "Office laptop", **fields: Any) -> Thing:
    return Thing(name, TODAY, **fields)


def firms(*rows: Firm) -> dict[str, Any]:
    return {"firms": rows}


def firm(name: str = "Rota Ltd", **fields: Any) -> Firm:
    """Make a firm that sees data and runs a system, with nothing lacking."""
    whole = {
        "does": "Rotas",
        "contact": "01632 960001",
        "handles_data": Said.YES,
        "runs_systems": Said.YES,
        "has_data_terms": Said.YES,
        "certificate": "Cyber Essentials",
    }
    return Firm(name, **{**whole, **fields})


def people(trained: int, total: int, on: date = TODAY) -> dict[str, Any]:
    """Make a training list of people, so many of them trained on a day."""
    return {"people": tuple(Trainee(f"Person {n}", on if n < trained else None) for n in range(total))}


def counted(trained: int, total: int, on: date = TODAY) -> dict[str, Any]:
    return {"counted": Counted(trained, total, on)}


def paper(title: str = "Privacy notice", *refs: str, **fields: Any) -> tuple[Paper, ...]:
    return (Paper(1, title, refs=refs, **fields),)


def ico(number: str = "ZA123456", exempt_reason: str = "", expires_on: date | None = None) -> dict[str, Any]:
    return {"ico": Ico(number, exempt_reason, expires_on)}


def plus(held: Tri = Tri.YES, expires_on: date = TOMORROW) -> dict[str, Any]:
    return {"cyber": CyberEssentialsPlus(held, "CEP-1", date(2025, 3, 12), expires_on)}


def found(compared: Facts, reason: Reason) -> list[Doubt]:
    """Give what is doubted for a reason."""
    return [doubt for doubt in doubts(compared) if doubt.reason is reason]
