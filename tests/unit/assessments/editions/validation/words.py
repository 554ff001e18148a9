"""Judge the words that providers read: how hard they are, and words the house does not use."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from tests.unit.assessments.editions.validation.report import Report

WORST_GRADE = 9.0
MEAN_GRADE = 6.0
MEAN_SENTENCE = 12.0
LONG_WORD = 4
BANNED = (
    "assertion", "evidence item", "evidence", "submit", "submission", "leverage", "utilise", "non-compliant", "comply",
    "compliant", "compliance", "mandatory", "artefact", "ensure", "implement", "click here", "in order to", "prior to",
    "appropriate", "robust", "organisation", "governance",
)  # fmt: skip
# Short forms that a reader may not know: each must be spelled out in the same text.
SHORT_FORMS = {
    "ICO": "Information Commissioner",
    "CQC": "Care Quality Commission",
    "MFA": "multi-factor",
    "DPIA": "impact assessment",
    "DPO": "data protection officer",
    "ROPA": "record of processing",
    "NCSC": "National Cyber Security Centre",
    "SAR": "subject access",
    "BYOD": "bring your own device",
    "VPN": "virtual private network",
    "ODS": "Organisation Data",
    "DSPT": "Data Security and Protection Toolkit",
    "IAR": "information asset register",
    "BCP": "business continuity plan",
    "GDPR": "General Data Protection",
    "MAR": "medicine",
    "IG": "information governance",
}
UNWANTED = {
    "has odd dashes, quotes or spaces": re.compile(r"[\u2013\u2014\u2018\u2019\u201c\u201d]|  |\s$|^\s"),
    "has a contraction or Latin short form": re.compile(r"n't\b|\betc\b|\be\.g\b|\bi\.e\b", re.IGNORECASE),
    "names a year": re.compile(r"\b(19|20)\d\d\b"),
}
OWN_FIELDS = ("short", "asks", "why", "good", "borrow", "next_action", "not_applicable")


def syllables(word: str) -> int:
    """Count syllables roughly, by the method that set the reading targets."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    if len(letters) < LONG_WORD:
        return min(len(letters), 1)
    silent = r"(?:[^laeiouy]es|[^laeiouytd]ed|[^laeiouy]e)$"
    letters = re.sub(silent, lambda match: match.group(0)[0], letters)
    return max(1, len(re.findall(r"[aeiouy]{1,2}", letters)))


@cache
def reading(text: str) -> tuple[float, float]:
    """Return the Flesch-Kincaid grade and the mean words in a sentence."""
    sentences = [part for part in re.split(r"[.!?:]+\s", text.strip() + " ") if part.strip()]
    words = re.findall(r"[A-Za-z0-9'%&-]+", text)
    if not sentences or not words:
        return 0.0, 0.0
    length = len(words) / len(sentences)
    return 0.39 * length + 11.8 * sum(map(syllables, words)) / len(words) - 15.59, length


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade alone."""
    return reading(text)[0]


def sentence_count(text: str) -> int:
    """Count sentences by their end stops."""
    return len([part for part in re.split(r"[.!?]+(?:\s+|$)", text.strip()) if part.strip()])


def own_words(question: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Give every piece of text in a question that a provider reads, with the name of its field."""
    yield from ((field, question[field]) for field in OWN_FIELDS if question.get(field))
    yield from ((f"examples.{care}", text) for care, text in (question.get("examples") or {}).items())


def check_words(report: Report, where: str, field: str, text: str) -> None:
    """Check one piece of text for words and signs the house does not use."""
    for fault in _faults(text):
        report.note(where, f"{field} {fault}")


@cache
def _faults(text: str) -> tuple[str, ...]:
    banned = [word for word in BANNED if re.search(rf"\b{re.escape(word)}\b", text.lower())]
    signs = [what for what, unwanted in UNWANTED.items() if unwanted.search(text)]
    return (*(f"uses the banned word {word!r}" for word in banned), *signs)


def check_short_forms(report: Report, where: str, whole: str) -> None:
    """Check that each short form is spelled out in the same text."""
    for short_form, meaning in SHORT_FORMS.items():
        is_used = re.search(rf"\b{short_form}\b", whole)
        report.check(not is_used or meaning.lower() in whole.lower(), where, f"{short_form} is not spelled out")


def check_reading(report: Report, name: str, questions: list[dict[str, Any]]) -> None:
    """Check how hard the questions read, each piece alone, each question and all together."""
    scores = []
    for question in questions:
        where = f"{name} {question['ref']}"
        whole = reading(" ".join(question[field] for field in ("asks", "why", "good")))
        scores.append(whole)
        report.check(whole[0] <= WORST_GRADE, where, f"asks, why and good read at grade {whole[0]:.1f}")
        for field in ("asks", "why", "good"):
            report.check(grade(question[field]) <= WORST_GRADE, where, f"{field} reads at {grade(question[field]):.1f}")
        other = " ".join(text for field, text in own_words(question) if _is_other(field))
        report.check(grade(other) <= WORST_GRADE, where, f"other words read at grade {grade(other):.1f}")
    mean = sum(score for score, _ in scores) / len(scores)
    length = sum(words for _, words in scores) / len(scores)
    report.check(mean <= MEAN_GRADE, name, f"mean reading grade {mean:.1f} is over {MEAN_GRADE}")
    report.check(length <= MEAN_SENTENCE, name, f"mean sentence length {length:.1f} is over {MEAN_SENTENCE}")


def _is_other(field: str) -> bool:
    return field in ("borrow", "next_action") or field.startswith("examples")
