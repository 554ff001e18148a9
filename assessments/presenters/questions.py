"""The task list, a part, and the check of a part."""

from dataclasses import dataclass

from markupsafe import Markup

from assessments.pictures import stand_bar, stand_key
from assessments.presenters.answers import said
from assessments.presenters.cures import Cure, cures
from assessments.presenters.progress import (
    Part,
    Picture,
    Task,
    address,
    next_question,
    parts,
    task,
    three_steps,
    where_they_stand,
)
from assessments.rules.blockers import Blocker, part_blockers
from assessments.rules.case import Case
from assessments.rules.completeness import tally
from assessments.rules.levels import Level
from assessments.rules.schedule import can_edit


@dataclass(frozen=True, slots=True)
class PartTasks:
    part: Part
    needed: tuple[Task, ...]
    optional: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """All the questions of a year. The optional ones show when asked for, or once something was published (R7)."""

    year_words: str
    left: int
    total: int
    ladder: Picture
    next: Task | None
    parts: tuple[PartTasks, ...]
    shows_optional: bool
    optional_count: int
    home_href: str
    plan_href: str
    ready_href: str
    publish_href: str
    review_href: str
    agree_href: str
    is_closed: bool


def questions_page(case: Case, *, show_all: bool, was_carried: bool, home_href: str) -> QuestionsPage:
    """Lay out the task list."""
    shows_optional = show_all or not case.first_time
    lists = tuple(_tasks(case, part, shows_optional=shows_optional) for part in parts(case))
    count = tally(case, Level.MET)
    question = next_question(case)
    return QuestionsPage(
        year_words=case.year.words,
        left=count.left,
        total=count.total,
        ladder=three_steps(case),
        next=task(case, question) if question else None,
        parts=lists,
        shows_optional=shows_optional,
        optional_count=sum(not q.is_needed for q in case.edition.questions),
        home_href=home_href,
        plan_href=address(case, "plan"),
        ready_href=address(case, "ready"),
        publish_href=address(case, "publish"),
        review_href=address(case, "review") if was_carried else "",
        agree_href=address(case, "agree") if any(one.inherited_from for one in case.answers.values()) else "",
        is_closed=not can_edit(case.year, case.today),
    )


def _tasks(case: Case, part: Part, *, shows_optional: bool) -> PartTasks:
    questions = case.edition.in_section(part.slug)
    return PartTasks(
        part=part,
        needed=tuple(task(case, q) for q in questions if q.is_needed),
        optional=tuple(task(case, q) for q in questions if not q.is_needed) if shows_optional else (),
    )


@dataclass(frozen=True, slots=True)
class PartPage:
    """One part: its questions, and the way on."""

    part: Part
    intro: str
    tasks: PartTasks
    bar: Markup
    key: tuple[tuple[Markup, str], ...]
    start: Task | None
    check_href: str
    questions_href: str
    is_closed: bool


def part_page(case: Case, slug: str, *, show_all: bool) -> PartPage:
    """Lay out one part; raises KeyError for a part the edition does not have."""
    section = case.edition.section(slug)
    part = next(part for part in parts(case) if part.slug == slug)
    question = next_question(case, section=slug)
    tasks = _tasks(case, part, shows_optional=show_all or not case.first_time)
    stand = where_they_stand(tasks.needed)
    return PartPage(
        part=part,
        intro=section.intro,
        tasks=tasks,
        bar=stand_bar(stand),
        key=stand_key(stand),
        start=task(case, question) if question else None,
        check_href=address(case, "check_part", slug),
        questions_href=address(case, "questions"),
        is_closed=not can_edit(case.year, case.today),
    )


@dataclass(frozen=True, slots=True)
class Said:
    """One question with what was answered."""

    ref: str
    short: str
    said: str
    href: str
    is_needed: bool


@dataclass(frozen=True, slots=True)
class CheckPage:
    """Check the answers of a part, with what its assertions say when they are all true."""

    part: Part
    statements: tuple[tuple[str, str], ...]
    answers: tuple[Said, ...]
    cures: tuple[Cure, ...]
    part_href: str
    is_closed: bool


def check_page(case: Case, slug: str, held_up: tuple[Blocker, ...] | None = None) -> CheckPage:
    """Lay out the check; `held_up` overrides what is found now with what an attempt to confirm found."""
    found = part_blockers(case, slug) if held_up is None else held_up
    questions = [q for q in case.edition.in_section(slug) if q.is_needed or q.ref in case.answers]
    return CheckPage(
        part=next(part for part in parts(case) if part.slug == slug),
        statements=tuple((a.ref, a.title) for a in case.edition.assertions_in(slug)),
        answers=tuple(
            Said(q.ref, q.short, said(case, q), address(case, "question", q.ref), q.is_needed) for q in questions
        ),
        cures=cures(case, found),
        part_href=address(case, "part", slug),
        is_closed=not can_edit(case.year, case.today),
    )
