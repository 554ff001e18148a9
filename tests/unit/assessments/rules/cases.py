"""A small edition and the cases that the rule tests are about.

The edition has one of everything that matters to a rule; 1.1 has questions in both sections and 2.1 is all optional.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from assessments.rules.answers import Answer, Choice
from assessments.rules.case import Case, PastPublication, PlanEntry, Source
from assessments.rules.editions import (
    Assertion,
    ChecklistItem,
    Counts,
    DocumentKind,
    Edition,
    Group,
    Kind,
    Need,
    Question,
    Section,
    Standard,
)
from assessments.rules.levels import Level
from assessments.rules.profile import CyberEssentialsPlus, Earlier, Ico, Profile, Tri
from assessments.rules.schedule import Year, default_year
from assessments.rules.validity import ValidityPolicy, add_months

TODAY = date(2026, 3, 10)
PEOPLE, COMPUTERS = "people", "computers"
NHSMAIL_EXEMPT, CEP_EXEMPT = frozenset({"nhsmail-only"}), frozenset({"cyber-essentials-plus"})


def a_question(
    ref: str, section: str = PEOPLE, need: Need = Need.MET, kind: Kind = Kind.CONFIRM, **details: Any
) -> Question:
    """Make a question that is about nothing; `details` replaces any other of its fields."""
    plain = Question(
        ref=ref,
        assertion=ref.rpartition(".")[0],
        section=section,
        group=f"{section}-group",
        need=need,
        kind=kind,
        short=f"Question {ref}",
        asks=f"Do you do {ref}?",
        why="It matters.",
        good="Say how.",
        borrow="We do it in [place].",
        examples={"care_home": "Like this."},
        evidence=("policy",),
        not_applicable=None,
        exempt=frozenset(),
        no_allowed=False,
        register=None,
        freshness_months=None,
        minutes=3,
        next_action="Start.",
    )
    return replace(plain, **details)


FEE = a_question("1.1.1", PEOPLE, Need.APPROACHING, Kind.TEXT, not_applicable="No fee.", evidence=("ico-certificate",))
REGISTER = a_question("1.1.2", COMPUTERS, Need.MET, Kind.DOCUMENT)
LEAD = a_question("1.2.1", PEOPLE, Need.APPROACHING)
POSTER = a_question("2.1.1", PEOPLE, Need.OPTIONAL)
TRAINING = a_question("3.2.1", PEOPLE, Need.MET, register="training", freshness_months=12)
UPDATES = a_question("4.1.1", COMPUTERS, Need.APPROACHING, exempt=CEP_EXEMPT)
REVIEWED = a_question("4.2.1", COMPUTERS, Need.OPTIONAL, Kind.DATE, freshness_months=12)
JUNK_MAIL = a_question("5.1.1", COMPUTERS, Need.MET, exempt=NHSMAIL_EXEMPT)
INCIDENT = a_question("6.3.5", COMPUTERS, Need.OPTIONAL, Kind.TEXT, no_allowed=True)
QUESTIONS = (FEE, REGISTER, LEAD, POSTER, TRAINING, UPDATES, REVIEWED, JUNK_MAIL, INCIDENT)

SATISFYING = {
    FEE.ref: Answer(FEE.ref, Choice.YES, text="ZA123456"),
    REGISTER.ref: Answer(REGISTER.ref, Choice.YES, kept_at="Blue folder"),
    LEAD.ref: Answer(LEAD.ref, Choice.YES),
    POSTER.ref: Answer(POSTER.ref, Choice.YES),
    TRAINING.ref: Answer(TRAINING.ref, Choice.YES, staff_total=20, staff_trained=19),
    UPDATES.ref: Answer(UPDATES.ref, Choice.YES),
    REVIEWED.ref: Answer(REVIEWED.ref, Choice.YES, on=date(2026, 1, 5)),
    JUNK_MAIL.ref: Answer(JUNK_MAIL.ref, Choice.YES),
    INCIDENT.ref: Answer(INCIDENT.ref, Choice.NO),
}


def an_edition(questions: tuple[Question, ...] = QUESTIONS, name: str = "small-1") -> Edition:
    assertions = dict.fromkeys(question.assertion for question in questions)
    needs = [question.need for question in questions]
    approaching = needs.count(Need.APPROACHING)
    return Edition(
        name=name,
        title="A small edition",
        counts=Counts(len(questions), approaching + needs.count(Need.MET), approaching),
        standards=tuple(Standard(number, f"Standard {number}", "people") for number in range(1, 11)),
        sections=tuple(
            Section(slug, slug.title(), slug.title(), "This part.", (Group(f"{slug}-group", slug.title()),))
            for slug in (PEOPLE, COMPUTERS)
        ),
        assertions=tuple(Assertion(ref, int(ref.split(".")[0]), f"Assertion {ref}") for ref in assertions),
        document_kinds=(DocumentKind("policy", "Policy", "A paper.", 12),),
        checklist=(ChecklistItem("policy", "Do you have a policy?", (FEE.ref,)),),
        questions=questions,
    )


SMALL = an_edition()
EVERY_PAIR = frozenset((question.assertion, question.section) for question in QUESTIONS)
LIVE_CERTIFICATE = CyberEssentialsPlus(Tri.YES, "CEP-1", date(2025, 9, 1), date(2026, 8, 31))
PROFILE = Profile(
    name="Rose Court",
    code="VL001",
    care_kinds=frozenset({"care-home"}),
    ico=Ico(number="ZA123456"),
    nhsmail_only=Tri.NO,
    cyber=CyberEssentialsPlus(Tri.NO),
    earlier=Earlier.NONE,
    is_confirmed=True,
)


def a_case(
    satisfied: Iterable[Question] = (),
    *,
    answers: Mapping[str, Answer] | None = None,
    profile: Profile = PROFILE,
    confirmed: Iterable[tuple[str, str]] = EVERY_PAIR,
    plan: Iterable[PlanEntry] = (),
    history: tuple[PastPublication, ...] = (),
    today: date = TODAY,
    year: Year | None = None,
) -> Case:
    """Make Rose Court's case: the questions named are satisfied, the answers given come on top of those."""
    given = {question.ref: SATISFYING[question.ref] for question in satisfied}
    return Case(
        edition=SMALL,
        year=year or default_year(today, SMALL.name),
        answers={**given, **(answers or {})},
        profile=profile,
        confirmed=frozenset(confirmed),
        plan={entry.ref: entry for entry in plan},
        history=history,
        today=today,
        validity=ValidityPolicy.TWELVE_MONTHS,
    )


def a_plan(*questions: Question, target_on: date = date(2026, 6, 1)) -> tuple[PlanEntry, ...]:
    return tuple(PlanEntry(q.ref, "Write it down", "Priya", target_on) for q in questions)


def a_publication(
    level: Level | None = Level.MET,
    published_on: date = date(2025, 6, 30),
    *,
    valid_until: date | None = None,
    hour: int = 9,
    source: Source = Source.HERE,
    year_label: str = "2024-25",
    is_withdrawn: bool = False,
    certificate_expires_on: date | None = None,
) -> PastPublication:
    at = datetime(published_on.year, published_on.month, published_on.day, hour, tzinfo=UTC)
    return PastPublication(
        level=level,
        published_at=at if source is Source.HERE else None,
        published_on=published_on,
        valid_until=valid_until or add_months(published_on, 12),
        year_label=year_label,
        source=source,
        is_withdrawn=is_withdrawn,
        certificate_expires_on=certificate_expires_on,
        is_entry_level=level is None,
    )


def with_certificate(certificate: CyberEssentialsPlus = LIVE_CERTIFICATE) -> Profile:
    return replace(PROFILE, cyber=certificate)
