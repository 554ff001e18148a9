"""Check one edition as a whole."""

import re
from collections import Counter
from typing import Any

from tests.unit.assessments.editions.validation.questions import Known, check_question
from tests.unit.assessments.editions.validation.report import Report
from tests.unit.assessments.editions.validation.words import WORST_GRADE, check_reading, check_words, grade

TOP_KEYS = (
    "edition", "title", "sector", "year_first_used", "language", "licence_note", "provenance_note", "counts",
    "standards", "sections", "assertions", "document_kinds", "checklist", "questions",
)  # fmt: skip
NESTED_KEYS = {
    "standards": ("number", "title", "theme"),
    "sections": ("slug", "title", "plain_title", "intro", "groups"),
    "assertions": ("ref", "standard", "title"),
    "document_kinds": ("slug", "title", "what_it_is", "review_months"),
    "checklist": ("document_kind", "plain_question", "starts"),
}
SECTIONS = ["staffing-and-roles", "policies-and-procedures", "data-security", "it-systems-and-devices"]
THEMES = ("people", "process", "technology")
WRITTEN_HERE = 21  # questions with provenance grade D, in every edition
WORST_DOCUMENT_GRADE = 10
MOST_REVIEW_MONTHS = 36
CHECKLIST_LENGTHS = range(10, 15)

Data = dict[str, Any]


def check_edition(report: Report, name: str, data: Data, expected: dict[str, int]) -> None:
    """Check one edition against the rules for editions and the counts expected of it."""
    report.check_keys(name, data, TOP_KEYS)
    report.check(data["edition"] == name, name, "edition does not match the file name")
    for key in ("title", "sector", "year_first_used", "language", "licence_note", "provenance_note"):
        report.check(isinstance(data[key], str) and data[key].strip(), name, f"{key} is empty")
    _check_nested(report, name, data)
    _check_standards(report, name, data)
    _check_sections(report, name, data)
    _check_assertions(report, name, data)
    _check_document_kinds(report, name, data)
    _check_questions(report, name, data)
    _check_checklist(report, name, data)
    _check_counts(report, name, data, expected)
    check_reading(report, name, data["questions"])


def ref_key(ref: str) -> tuple[int, ...]:
    """Return what to sort references by: 1.3.11 comes after 1.3.9."""
    return tuple(int(part) for part in ref.split("."))


def _check_nested(report: Report, name: str, data: Data) -> None:
    for part, keys in NESTED_KEYS.items():
        report.check(data[part], name, f"{part} is empty")
        for item in data[part]:
            where = f"{name} {part} {next(iter(item.values()))}"
            report.check_keys(where, item, keys)
            empty = [key for key, value in item.items() if value in (None, "", []) and key != "review_months"]
            report.check(not empty, where, f"{empty} empty")


def _check_standards(report: Report, name: str, data: Data) -> None:
    numbers = [standard["number"] for standard in data["standards"]]
    report.check(numbers == list(range(1, 11)), name, "standards are not 1 to 10 in order")
    for standard in data["standards"]:
        report.check(standard["theme"] in THEMES, name, f"standard {standard['number']} theme")


def _check_sections(report: Report, name: str, data: Data) -> None:
    report.check([section["slug"] for section in data["sections"]] == SECTIONS, name, "sections or their order")
    for section in data["sections"]:
        check_words(report, name, f"section {section['slug']} intro", section["intro"])
        for group in section["groups"]:
            report.check_keys(f"{name} group {group.get('slug')}", group, ("slug", "title"))
    groups = [group["slug"] for section in data["sections"] for group in section["groups"]]
    report.check_once(name, "group", groups)
    _check_used(report, name, "group", groups, [question["group"] for question in data["questions"]])


def _check_assertions(report: Report, name: str, data: Data) -> None:
    refs = [assertion["ref"] for assertion in data["assertions"]]
    report.check_once(name, "assertion", refs)
    report.check(refs == sorted(refs, key=ref_key), name, "assertions are out of order")
    for assertion in data["assertions"]:
        ref = assertion["ref"]
        is_right = re.fullmatch(r"\d+\.\d+", ref) and ref_key(ref)[0] == assertion["standard"]
        report.check(is_right, name, f"assertion {ref} and standard {assertion['standard']}")
    _check_used(report, name, "assertion", refs, [question["assertion"] for question in data["questions"]])


def _check_document_kinds(report: Report, name: str, data: Data) -> None:
    slugs = [kind["slug"] for kind in data["document_kinds"]]
    report.check_once(name, "document kind", slugs)
    for kind in data["document_kinds"]:
        where, months, words = f"{name} document kind {kind['slug']}", kind["review_months"], kind["what_it_is"]
        report.check(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", kind["slug"]), where, "slug shape")
        is_months = months is None or (isinstance(months, int) and 1 <= months <= MOST_REVIEW_MONTHS)
        report.check(is_months, where, "review_months")
        check_words(report, where, "what_it_is", words)
        report.check(grade(words) <= WORST_DOCUMENT_GRADE, where, f"what_it_is reads at grade {grade(words):.1f}")
    used = [slug for question in data["questions"] for slug in question["evidence"]]
    _check_used(report, name, "document kind", slugs, used)


def _check_used(report: Report, name: str, what: str, known: list[str], used: list[str]) -> None:
    idle = sorted(set(known) - set(used))
    report.check(not idle, name, f"{what} used by no question: {idle}")


def _check_questions(report: Report, name: str, data: Data) -> None:
    known = Known(
        assertions=[assertion["ref"] for assertion in data["assertions"]],
        groups={group["slug"]: section["slug"] for section in data["sections"] for group in section["groups"]},
        kinds=[kind["slug"] for kind in data["document_kinds"]],
    )
    for question in data["questions"]:
        check_question(report, name, question, known)
    refs = [question["ref"] for question in data["questions"]]
    report.check(refs == sorted(refs, key=ref_key), name, "questions are out of toolkit order")
    for field in ("ref", "short", "asks"):
        report.check_once(name, field, [question[field] for question in data["questions"]])


def _check_checklist(report: Report, name: str, data: Data) -> None:
    kinds = {kind["slug"] for kind in data["document_kinds"]}
    refs = {question["ref"] for question in data["questions"]}
    for item in data["checklist"]:
        where, words = f"{name} checklist {item['document_kind']}", item["plain_question"]
        report.check(item["document_kind"] in kinds, where, "no such document kind")
        report.check(set(item["starts"]) <= refs, where, "starts a question that does not exist")
        check_words(report, where, "plain_question", words)
        report.check(grade(words) <= WORST_GRADE, where, "plain_question is hard to read")
    report.check(len(data["checklist"]) in CHECKLIST_LENGTHS, name, "checklist should have about 12 items")


def _check_counts(report: Report, name: str, data: Data, expected: dict[str, int]) -> None:
    levels = Counter(question["level"] for question in data["questions"])
    found = {
        "questions": len(data["questions"]),
        "met": levels["approaching"] + levels["met"],
        "approaching": levels["approaching"],
    }
    report.check(data["counts"] == found, name, f"counts say {data['counts']}, the questions give {found}")
    report.check(found == expected, name, f"found {found}, expected {expected}")
    written_here = [question for question in data["questions"] if question["provenance"]["grade"] == "D"]
    report.check(len(written_here) == WRITTEN_HERE, name, f"{len(written_here)} questions written here")
    inside = [question for question in data["questions"] if question["section"] in SECTIONS]
    report.check(len(inside) == len(data["questions"]), name, "section totals do not add up")
