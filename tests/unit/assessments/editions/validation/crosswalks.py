"""Check a crosswalk against the two editions it joins."""

from collections import Counter
from typing import Any

from tests.unit.assessments.editions.validation.editions import ref_key
from tests.unit.assessments.editions.validation.report import Report

CROSSWALK_KEYS = ("from_edition", "to_edition", "how_to_read", "provenance_note", "counts", "entries")
ENTRY_KEYS = ("from", "to", "change", "carry", "note")
CHANGES = ("same", "reworded", "level-changed", "new", "dropped", "renumbered")
CARRY = ("keep", "keep-and-check", "drop")
WORDING = ("short", "asks", "good", "kind")

Data = dict[str, Any]


def check_crosswalk(report: Report, name: str, data: Data, before: Data, after: Data) -> None:
    """Check that every question of both editions is mapped once, and that each step says what really changed."""
    report.check_keys(name, data, CROSSWALK_KEYS)
    editions = (data["from_edition"], data["to_edition"])
    report.check(editions == (before["edition"], after["edition"]), name, "editions")
    old = {question["ref"]: question for question in before["questions"]}
    new = {question["ref"]: question for question in after["questions"]}
    seen_from = [entry["from"] for entry in data["entries"] if entry["from"]]
    seen_to = [entry["to"] for entry in data["entries"] if entry["to"]]
    report.check(sorted(seen_from) == sorted(old), name, "every old reference must appear once")
    report.check(sorted(seen_to) == sorted(new), name, "every new reference must appear once")
    report.check(seen_to == sorted(seen_to, key=ref_key), name, "entries are out of order")
    for entry in data["entries"]:
        label = f"{name} {entry['from']} to {entry['to']}"
        report.check_keys(label, entry, ENTRY_KEYS)
        _check_entry(report, label, entry, old.get(entry["from"]), new.get(entry["to"]))
    found = Counter(entry["change"] for entry in data["entries"])
    expected = {change: found[change] for change in CHANGES}
    report.check(data["counts"] == expected, name, "counts do not match the entries")


def _check_entry(report: Report, label: str, entry: Data, before: Data | None, after: Data | None) -> None:
    change, carry = entry["change"], entry["carry"]
    report.check(change in CHANGES and carry in CARRY, label, "change or carry")
    if change == "new":
        report.check(before is None and after and carry == "drop", label, "a new question has no old answer to carry")
    elif change == "dropped":
        report.check(before and after is None and carry == "drop", label, "a dropped question carries nothing")
    elif report.check(before and after, label, "needs both references"):
        _check_change(report, label, entry, before or {}, after or {})


def _check_change(report: Report, label: str, entry: Data, before: Data, after: Data) -> None:
    expected = _change(entry, before, after)
    report.check(entry["change"] == expected, label, f"says {entry['change']}, the editions show {expected}")
    carry = "keep" if entry["change"] == "same" else "keep-and-check"
    report.check(entry["carry"] == carry, label, f"carry is {entry['carry']}")
    if entry["change"] == "same":
        is_same = {**before, "provenance": None} == {**after, "provenance": None}
        report.check(is_same, label, "not the same")
    else:
        report.check((entry["note"] or "").strip(), label, "a change needs a note")


def _change(entry: Data, before: Data, after: Data) -> str:
    if entry["from"] != entry["to"]:
        return "renumbered"
    if before["level"] != after["level"]:
        return "level-changed"
    return "reworded" if any(before[field] != after[field] for field in WORDING) else "same"
