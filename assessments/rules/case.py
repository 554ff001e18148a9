"""The case: everything the rules are asked about, on one day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from assessments.rules.answers import Answer
from assessments.rules.completeness import is_satisfied
from assessments.rules.editions import Edition
from assessments.rules.history import PastPublication, Source, standing_publications
from assessments.rules.profile import Profile, exemptions
from assessments.rules.schedule import Year
from assessments.rules.status import Cover, Facts, Status, status_on
from assessments.rules.validity import ValidityPolicy, valid_until

__all__ = ["Case", "PastPublication", "PlanEntry", "Progress", "Source"]


class Progress(StrEnum):
    """Say how a plan row is going."""

    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """What somebody wrote on the action plan about one question (R17)."""

    ref: str
    action: str = ""
    owner: str = ""
    target_on: date | None = None
    progress: Progress = Progress.NOT_STARTED
    comments: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One organisation's assessment as it is `today`, a London date; the rest is worked out once when it is made."""

    edition: Edition
    year: Year
    answers: Mapping[str, Answer]
    profile: Profile
    confirmed: frozenset[tuple[str, str]]
    plan: Mapping[str, PlanEntry]
    history: tuple[PastPublication, ...]
    today: date
    validity: ValidityPolicy
    covers: tuple[Cover, ...] = ()
    was_covered_approaching: bool = False
    closed_on: date | None = None
    exempt: frozenset[str] = field(init=False, repr=False, compare=False)
    satisfied: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work out exemptions and satisfied questions once; every rule asks for them (R22)."""
        exempt = exemptions(self.profile, self.today)
        satisfied = frozenset(
            question.ref
            for question in self.edition.questions
            if is_satisfied(question, self.answers.get(question.ref), exempt, self.today)
        )
        object.__setattr__(self, "exempt", exempt)
        object.__setattr__(self, "satisfied", satisfied)

    @property
    def first_time(self) -> bool:
        """Say whether nothing has been published before, here or elsewhere, leaving out what was withdrawn (R6).

        A site that a head office covered at Approaching Standards has used that level, too (R43).
        """
        return not standing_publications(self.history) and not self.was_covered_approaching

    @property
    def status(self) -> Status:
        """Return where the organisation stands today, by what it published and by what covers it (R29, R42)."""
        return status_on(Facts(self.history, self.covers, self.closed_on, self.profile.cyber), self.today)

    @property
    def last_day(self) -> date:
        """Return the last day that a publication made today would count (R27, R28)."""
        return valid_until(self.today, self.validity, self.year.deadline)
