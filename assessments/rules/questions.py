"""The pieces an edition is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Need(StrEnum):
    """Say which level needs a question."""

    APPROACHING = "approaching"
    MET = "met"
    OPTIONAL = "optional"


class Kind(StrEnum):
    """Say what sort of answer a question takes."""

    CONFIRM = "confirm"
    TEXT = "text"
    DOCUMENT = "document"
    DATE = "date"


CONTINUITY_TEST = "bcp-test-record"


@dataclass(frozen=True, slots=True)
class Question:
    """One question of an edition (officially an evidence item), with the words shown to people."""

    ref: str
    assertion: str
    section: str
    group: str
    need: Need
    kind: Kind
    short: str
    asks: str
    why: str
    good: str
    borrow: str
    examples: Mapping[str, str] = field(hash=False)
    evidence: tuple[str, ...]
    not_applicable: str | None
    exempt: frozenset[str]
    no_allowed: bool
    register: str | None
    freshness_months: int | None
    minutes: int
    next_action: str

    @property
    def counts_training(self) -> bool:
        """Say whether the answer rests on how many people were trained in the last year (R25)."""
        return self.register == "training" and self.freshness_months is not None

    @property
    def is_local(self) -> bool:
        """Say whether each site answers by nature: training counts, device lists and continuity tests (R73)."""
        is_device_list = self.kind is Kind.DOCUMENT and self.register == "devices"
        return self.counts_training or is_device_list or self.evidence[:1] == (CONTINUITY_TEST,)

    @property
    def is_needed(self) -> bool:
        """Say whether Standards Met needs this question."""
        return self.need is not Need.OPTIONAL


@dataclass(frozen=True, slots=True)
class Standard:
    """One of the ten national standards; `theme` is people, process or technology."""

    number: int
    title: str
    theme: str


@dataclass(frozen=True, slots=True)
class Assertion:
    """A statement that a group of questions backs up, such as 3.2 under standard 3."""

    ref: str
    standard: int
    title: str


@dataclass(frozen=True, slots=True)
class Group:
    """A heading inside a section."""

    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class Section:
    """One of the parts that people work through; the reading order of an edition is section by section."""

    slug: str
    title: str
    plain_title: str
    intro: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of paper that backs up answers; `review_months` is None when it never needs review."""

    slug: str
    title: str
    what_it_is: str
    review_months: int | None


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """A paper people may already have, and the references of the questions it starts."""

    document_kind: str
    plain_question: str
    starts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """Count all questions, those needed for Standards Met (Approaching's included), and Approaching's alone."""

    questions: int
    met: int
    approaching: int
