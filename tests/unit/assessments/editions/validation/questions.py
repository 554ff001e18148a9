"""Check one question of an edition."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from tests.unit.assessments.editions.validation.report import Report
from tests.unit.assessments.editions.validation.words import check_short_forms, check_words, own_words, sentence_count

QUESTION_KEYS = (
    "ref", "assertion", "section", "group", "level", "kind", "short", "asks", "why", "good", "borrow", "examples",
    "evidence", "not_applicable", "exempt", "no_allowed", "register", "freshness_months", "minutes", "next_action",
    "provenance",
)  # fmt: skip
LEVELS = ("approaching", "met", "optional")
KINDS = ("confirm", "text", "document", "date")
REGISTERS = (None, "training", "information-assets", "suppliers", "devices", "processing")
EXEMPTIONS = {"cyber-essentials-plus", "nhsmail-only"}
GRADES = ("A1", "A2", "B", "C", "D")
CARES = ("care_home", "home_care", "supported_living")
WRITTEN_HERE = "written for this service; reference indicative"
YEARLY = re.compile(r"last (twelve months|year)|past year|this year|once a year")

# Sentences allowed in each piece of text: fewest, most.
SENTENCES = {"asks": (1, 1), "why": (1, 2), "good": (2, 3), "borrow": (1, 2), "next_action": (1, 1)}
SHORT_WORDS = 8
MOST_MINUTES = 30


@dataclass(frozen=True, slots=True)
class Known:
    """What an edition's questions may name; `groups` gives the section of each group."""

    assertions: Collection[str]
    groups: Mapping[str, str]
    kinds: Collection[str]


def check_question(report: Report, name: str, question: dict[str, Any], known: Known) -> None:
    """Check one question against the rules for questions and what its edition has."""
    where = f"{name} {question.get('ref')}"
    if not report.check_keys(where, question, QUESTION_KEYS):
        return
    _check_place(report, where, question, known)
    _check_values(report, where, question)
    _check_evidence(report, where, question, known)
    _check_provenance(report, where, question)
    _check_examples(report, where, question)
    _check_texts(report, where, question)
    _check_borrow(report, where, question)


def _check_place(report: Report, where: str, question: dict[str, Any], known: Known) -> None:
    ref, assertion, group = question["ref"], question["assertion"], question["group"]
    report.check(isinstance(ref, str) and re.fullmatch(r"\d+\.\d+\.\d+", ref), where, "reference shape")
    report.check(assertion == str(ref).rpartition(".")[0], where, "assertion does not match the reference")
    report.check(assertion in known.assertions, where, "no such assertion")
    report.check(group in known.groups, where, "no such group")
    report.check(known.groups.get(group) == question["section"], where, "group is not in that section")


def _check_values(report: Report, where: str, question: dict[str, Any]) -> None:
    minutes, exempt, unless = question["minutes"], question["exempt"], question["not_applicable"]
    report.check(question["level"] in LEVELS, where, "level")
    report.check(question["kind"] in KINDS, where, "kind")
    report.check(question["register"] in REGISTERS, where, "register")
    report.check(question["freshness_months"] in (None, 12), where, "freshness_months")
    report.check(type(minutes) is int and 1 <= minutes <= MOST_MINUTES, where, "minutes")
    report.check(type(question["no_allowed"]) is bool, where, "no_allowed")
    report.check(isinstance(exempt, list) and set(exempt) <= EXEMPTIONS, where, "exempt")
    report.check(unless is None or unless.strip(), where, "not_applicable is empty text")


def _check_evidence(report: Report, where: str, question: dict[str, Any], known: Known) -> None:
    evidence = question["evidence"]
    is_list = isinstance(evidence, list) and evidence and len(set(evidence)) == len(evidence)
    report.check(is_list, where, "document kinds")
    for slug in evidence or []:
        report.check(slug in known.kinds, where, f"no such document kind {slug}")
    rests_on_certificate = question["exempt"] == ["cyber-essentials-plus"]
    lists_it = "cyber-essentials-plus-certificate" in (evidence or [])
    report.check(lists_it or not rests_on_certificate, where, "exempt question does not list the certificate")


def _check_provenance(report: Report, where: str, question: dict[str, Any]) -> None:
    provenance = question["provenance"]
    if not report.check_keys(f"{where} provenance", provenance, ("grade", "note")):
        return
    report.check(provenance["grade"] in GRADES, where, "provenance grade")
    report.check((provenance["note"] or "").strip(), where, "provenance note is empty")
    if provenance["grade"] == "D":
        report.check(question["level"] == "optional", where, "a question written here must be optional")
        report.check(provenance["note"] == WRITTEN_HERE, where, "note for grade D")


def _check_examples(report: Report, where: str, question: dict[str, Any]) -> None:
    examples = question["examples"]
    if not report.check_keys(f"{where} examples", examples, CARES):
        return
    for care, text in examples.items():
        is_sentence = text.strip() and sentence_count(text) == 1 and text.endswith(".")
        report.check(is_sentence, where, f"example {care} is not one sentence")
    report.check(len(set(examples.values())) == len(CARES), where, "two examples are the same")


def _check_texts(report: Report, where: str, question: dict[str, Any]) -> None:
    report.check(len(question["short"].split()) <= SHORT_WORDS, where, f"short is over {SHORT_WORDS} words")
    report.check(not question["short"].endswith((".", "?")), where, "short ends with a stop")
    report.check(question["asks"].endswith("?"), where, "asks is not a question")
    for field, (fewest, most) in SENTENCES.items():
        count = sentence_count(question[field])
        report.check(fewest <= count <= most, where, f"{field} has {count} sentences")
    for field, text in own_words(question):
        check_words(report, where, field, text)
        report.check(field == "short" or text.endswith((".", "?")), where, f"{field} has no end stop")
    check_short_forms(report, where, " ".join(text for _, text in own_words(question)))
    about = f"{question['asks']} {question['good']} {question['not_applicable'] or ''}"
    is_said = question["freshness_months"] is None or YEARLY.search(about)
    report.check(is_said, where, "freshness is 12 months but no words say so")


def _check_borrow(report: Report, where: str, question: dict[str, Any]) -> None:
    borrow = question["borrow"]
    report.check(re.search(r"\[[^\[\]]+\]", borrow), where, "borrow has no blanks")
    report.check(borrow.count("[") == borrow.count("]"), where, "borrow brackets do not match")
    others = "".join(text for field, text in own_words(question) if field != "borrow")
    report.check("[" not in others, where, "blank outside borrow")
