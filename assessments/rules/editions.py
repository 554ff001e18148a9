"""An edition of the questions, and the crosswalk from one edition to the next (R1)."""

from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from assessments.rules.levels import Level
from assessments.rules.questions import (
    Assertion,
    ChecklistItem,
    Counts,
    DocumentKind,
    Group,
    Kind,
    Need,
    Question,
    Section,
    Standard,
)

__all__ = [
    "Assertion",
    "Carry",
    "ChecklistItem",
    "Counts",
    "Crosswalk",
    "DocumentKind",
    "Edition",
    "Group",
    "Kind",
    "Need",
    "Question",
    "Section",
    "Standard",
    "Step",
]


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition: its parts in file order, with lookups built once when it is made."""

    name: str
    title: str
    counts: Counts
    standards: tuple[Standard, ...]
    sections: tuple[Section, ...]
    assertions: tuple[Assertion, ...]
    document_kinds: tuple[DocumentKind, ...]
    checklist: tuple[ChecklistItem, ...]
    questions: tuple[Question, ...]
    _questions: dict[str, Question] = field(init=False, repr=False, compare=False)
    _in_section: dict[str, tuple[Question, ...]] = field(init=False, repr=False, compare=False)
    _after: dict[str, Question] = field(init=False, repr=False, compare=False)
    _needed: dict[Level, tuple[Question, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Build the lookups once; an edition lives as long as the process."""
        in_section = {part.slug: tuple(q for q in self.questions if q.section == part.slug) for part in self.sections}
        approaching = tuple(q for q in self.questions if q.need is Need.APPROACHING)
        met = tuple(q for q in self.questions if q.is_needed)
        reading = tuple(q for part in in_section.values() for q in part)
        object.__setattr__(self, "_questions", {q.ref: q for q in self.questions})
        object.__setattr__(self, "_in_section", in_section)
        object.__setattr__(self, "_after", {q.ref: then for q, then in pairwise(reading)})
        object.__setattr__(self, "_needed", {Level.APPROACHING: approaching, Level.MET: met, Level.EXCEEDED: met})

    def question(self, ref: str) -> Question:
        """Return a question; raises KeyError for a reference this edition does not have."""
        return self._questions[ref]

    def has_question(self, ref: str) -> bool:
        """Say whether this edition has a question."""
        return ref in self._questions

    def section(self, slug: str) -> Section:
        """Return a section; raises KeyError for a slug this edition does not have."""
        return {section.slug: section for section in self.sections}[slug]

    def assertion(self, ref: str) -> Assertion:
        """Return an assertion; raises KeyError for a reference this edition does not have."""
        return {assertion.ref: assertion for assertion in self.assertions}[ref]

    def document_kind(self, slug: str) -> DocumentKind:
        """Return a kind of document; raises KeyError for a slug this edition does not have."""
        return {kind.slug: kind for kind in self.document_kinds}[slug]

    def needed_for(self, level: Level) -> tuple[Question, ...]:
        """Return the questions a level needs, in file order; Exceeded needs those of Met (R14)."""
        return self._needed[level]

    def in_section(self, slug: str) -> tuple[Question, ...]:
        """Return a section's questions in file order; raises KeyError for an unknown slug."""
        return self._in_section[slug]

    def in_reading_order(self) -> tuple[Question, ...]:
        """Return every question section by section, in file order inside each."""
        return tuple(question for part in self._in_section.values() for question in part)

    def assertions_in(self, slug: str) -> tuple[Assertion, ...]:
        """Return the assertions that have questions in a section, in file order."""
        held = {question.assertion for question in self.in_section(slug)}
        return tuple(assertion for assertion in self.assertions if assertion.ref in held)

    def sections_of(self, assertion: str) -> tuple[str, ...]:
        """Return the slugs of the sections that hold an assertion's questions, in reading order."""
        held = {question.section for question in self.questions if question.assertion == assertion}
        return tuple(section.slug for section in self.sections if section.slug in held)

    def after(self, ref: str) -> Question | None:
        """Return the next question in reading order; None after the last. Raises KeyError for an unknown one."""
        self.question(ref)
        return self._after.get(ref)

    def recount(self) -> Counts:
        """Count the questions there are, to compare with the counts the file states."""
        return Counts(len(self.questions), len(self._needed[Level.MET]), len(self._needed[Level.APPROACHING]))


class Carry(StrEnum):
    """Say what happens to an old answer under a new edition (R3)."""

    KEEP = "keep"
    KEEP_AND_CHECK = "keep-and-check"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Step:
    """Map one old question to one new; `old` is None for a new question, `new` is None for a dropped one."""

    old: str | None
    new: str | None
    change: str
    carry: Carry
    note: str


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """Say where each question of one edition goes in the next."""

    from_edition: str
    to_edition: str
    entries: tuple[Step, ...]

    def to(self, ref: str) -> Step | None:
        """Return the step that leads to a question of the new edition, None if the crosswalk has none."""
        return next((step for step in self.entries if step.new == ref), None)
