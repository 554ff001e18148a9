"""Which answers the lists offer, question by question (F17).

A question is known by its reference together with its list. The editions do not say what a question asks in a form that
a program could read, and a list answers several; so a rule names the reference, and applies only where the edition
says that this very list answers it. A test holds every rule against every edition and crosswalk there is: an edition
that renumbers a question fails it, and offers nothing until its rule is written.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import Final

from assessments.rules import findings
from assessments.rules.answers import Answer, Choice
from assessments.rules.completeness import is_satisfied
from assessments.rules.findings import Finding
from assessments.rules.list_facts import Lists, Register
from assessments.rules.questions import Question


class Proves(StrEnum):
    """Name what a list shows when nothing is lacking."""

    TRAINING = "training"
    DATA_HELD = "data-held"
    LEGAL_REASONS = "legal-reasons"
    DATA_MOVES = "data-moves"
    DEVICES = "devices"
    ANTIVIRUS = "antivirus"
    ENCRYPTION = "encryption"
    SUPPORT = "support"
    FIRMS = "firms"
    CERTIFICATES = "certificates"
    DATA_TERMS = "data-terms"


Judge = Callable[[Lists, date], Finding | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """What one question asks of the lists; the first of them is the one that the edition names."""

    ref: str
    proves: Proves
    reads: tuple[Register, ...]
    judge: Judge


def rule_for(question: Question) -> Rule | None:
    """Return the rule of a question; None where no list says enough to answer it."""
    rule = _BY_REF.get(question.ref)
    return rule if rule and rule.reads[0] == question.register else None


def find(question: Question, lists: Lists, day: date) -> Finding | None:
    """Say what the lists amount to for a question; None when they have nothing about it yet."""
    rule = rule_for(question)
    return rule.judge(lists, day) if rule else None


class OfferState(StrEnum):
    """Say how what a list says stands to what the organisation itself has answered."""

    READY = "ready"
    NOT_YET = "not-yet"
    AGREES = "agrees"
    DIFFERS = "differs"


def state_of(question: Question, finding: Finding, own: Answer | None, day: date) -> OfferState:
    """Compare a finding with the organisation's own answer; one it inherits is not its own (R71)."""
    if own is None or own.choice is not Choice.YES or not is_satisfied(question, own, frozenset(), day):
        return OfferState.READY if finding.is_ready else OfferState.NOT_YET
    if not finding.is_ready:
        return OfferState.DIFFERS
    return OfferState.AGREES if _is_up_to_date(finding, own) else OfferState.READY


def _is_up_to_date(finding: Finding, own: Answer) -> bool:
    """Say whether an answer is of this year and has the numbers of the list, where that counts people."""
    count = finding.count
    has_same_numbers = count is None or (own.staff_trained, own.staff_total) == (count.trained, count.total)
    return has_same_numbers and not own.carried and not own.check_again


RULES: Final = (
    Rule("3.2.1", Proves.TRAINING, (Register.TRAINING,), findings.training),
    Rule("1.1.2", Proves.DATA_HELD, (Register.INFORMATION_ASSETS,), findings.data_held),
    Rule("1.1.4", Proves.LEGAL_REASONS, (Register.PROCESSING,), findings.legal_reasons),
    Rule("1.1.8", Proves.DATA_MOVES, (Register.PROCESSING, Register.INFORMATION_ASSETS), findings.data_moves),
    Rule("7.1.1", Proves.DEVICES, (Register.DEVICES,), findings.devices),
    Rule("6.2.1", Proves.ANTIVIRUS, (Register.DEVICES,), findings.antivirus),
    Rule("8.1.4", Proves.SUPPORT, (Register.DEVICES,), findings.support),
    Rule("9.5.2", Proves.ENCRYPTION, (Register.DEVICES,), findings.encryption),
    Rule("10.1.2", Proves.FIRMS, (Register.SUPPLIERS,), findings.firms),
    Rule("10.2.1", Proves.CERTIFICATES, (Register.SUPPLIERS,), findings.certificates),
    Rule("10.2.2", Proves.DATA_TERMS, (Register.SUPPLIERS,), findings.data_terms),
)
_BY_REF: Final = {rule.ref: rule for rule in RULES}


def registers_of(rules: Iterable[Rule]) -> frozenset[Register]:
    """Return the lists that some rules read."""
    return frozenset(chain.from_iterable(rule.reads for rule in rules))
