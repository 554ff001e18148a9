"""Boxes to tick: the questions that a document may support, those that ask for its kind first."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from assessments.rules.editions import Edition
from assessments.rules.questions import Question


@dataclass(frozen=True, slots=True)
class Tick:
    value: str
    words: str
    hint: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class TickGroup:
    title: str
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class QuestionTicks:
    """`first` are in sight: those that ask for this kind of paper, and those it supports. The rest is folded."""

    first: tuple[Tick, ...]
    parts: tuple[TickGroup, ...]

    @property
    def is_open(self) -> bool:
        """Say whether any of those that are folded away is ticked."""
        return any(tick.is_ticked for part in self.parts for tick in part.ticks)


def question_ticks(questions: Edition, kind: str, *, ticked: Collection[str], first: Iterable[str]) -> QuestionTicks:
    """Lay out every question of an edition as a box, with the first in sight and the others by part."""
    shown = {*first, *(question.ref for question in questions.questions if kind and kind in question.evidence)}
    return QuestionTicks(
        tuple(_tick(question, ticked) for question in questions.in_reading_order() if question.ref in shown),
        tuple(
            TickGroup(
                section.plain_title,
                tuple(_tick(one, ticked) for one in questions.in_section(section.slug) if one.ref not in shown),
            )
            for section in questions.sections
        ),
    )


def _tick(question: Question, ticked: Collection[str]) -> Tick:
    return Tick(question.ref, f"{question.ref} {question.short}", "", question.ref in ticked)
