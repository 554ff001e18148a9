"""What the rules compare: the case with its answers, the rows of the lists, the documents and what was ticked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from assessments.rules.answers import Answer, Choice
from assessments.rules.case import Case
from assessments.rules.list_facts import Lists


class File(StrEnum):
    """Say how far the file of a document is, as far as it matters here."""

    NONE = ""
    WAITING = "waiting"
    CLEAN = "clean"
    REFUSED = "refused"
    LOST = "lost"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of the register with the questions it proves; `group` is the name of who shares it, if not own."""

    id: int
    title: str
    kind: str = ""
    refs: tuple[str, ...] = ()
    has_place: bool = True
    file: File = File.NONE
    written_on: date | None = None
    review_on: date | None = None
    checked_on: date | None = None
    group: str = ""

    @property
    def is_somewhere(self) -> bool:
        """Say whether somebody could find it: it has a place or a link, or a file that may be had."""
        return self.has_place or self.file is File.CLEAN

    @property
    def true_on(self) -> date | None:
        """Return the last day it is known to have been right: when it was written, or looked at again."""
        return max((on for on in (self.written_on, self.checked_on) if on), default=None)


class Tick(StrEnum):
    """Say what was ticked on the checklist about a kind of document."""

    YES = "yes"
    NOT_YET = "not-yet"
    NOT_SURE = "not-sure"
    DOES_NOT_APPLY = "does-not-apply"


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that can be compared on the case's day.

    A group's training is counted over its sites, so its own list is not compared with its answer (R73).
    """

    case: Case
    lists: Lists = field(default_factory=Lists)
    papers: tuple[Paper, ...] = ()
    ticks: Mapping[str, Tick] = field(default_factory=dict)
    data_lead: str = ""
    is_group: bool = False

    @property
    def today(self) -> date:
        """Return the case's day."""
        return self.case.today

    @property
    def uses_lists(self) -> bool:
        """Say whether there is anything on any list: an empty one says nothing where none is used."""
        lists = self.lists
        rows = (lists.people, lists.assets, lists.activities, lists.firms, lists.things)
        return any(rows) or lists.counted is not None

    def answer(self, ref: str) -> Answer | None:
        """Return an answer that counts here, the group's where it is inherited; None for a question there is not."""
        return self.case.answers.get(ref) if self.case.edition.has_question(ref) else None

    def saying(self, choice: Choice, *refs: str) -> tuple[str, ...]:
        """Return those of some questions that were answered so."""
        answers = ((ref, self.answer(ref)) for ref in refs)
        return tuple(ref for ref, answer in answers if answer is not None and answer.choice is choice)

    def is_past(self, on: date | None) -> bool:
        """Say whether a last day is over."""
        return on is not None and on < self.today

    def is_to_come(self, on: date | None) -> bool:
        """Say whether a day has not come yet."""
        return on is not None and on > self.today
