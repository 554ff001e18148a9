"""What a publication freezes: canonical JSON, so that the same facts always give the same text and hash (R34)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from assessments.models import Answer, Publication
from assessments.models.answers import WORDS
from assessments.proving import papers_of
from assessments.rules import plan
from assessments.rules.case import Case
from assessments.rules.levels import Level
from assessments.rules.questions import Question
from assessments.snapshots import Loaded, answer_rows
from organisations.models import User

# The profile's columns that are frozen, by name; a test holds this against the model.
PROFILE = (
    "care_kinds",
    "ico_number",
    "ico_expires_on",
    "ico_exempt_reason",
    "nhsmail_only",
    "cyber_plus",
    "cyber_plus_number",
    "cyber_plus_issued_on",
    "cyber_plus_expires_on",
    "earlier",
    "shared_mailbox",
    "data_lead",
    "caldicott_guardian",
    "senior_risk_owner",
    "data_protection_officer",
)


@dataclass(frozen=True, slots=True)
class FrozenAnswer:
    """One question with its answer, in the words of the day."""

    ref: str
    section: str
    short: str
    asks: str
    need: str
    choice: str
    text: str
    kept_at: str
    link: str
    on: str
    reason: str
    staff_total: int | None
    staff_trained: int | None
    comment: str
    is_satisfied: bool
    is_exempt: bool
    # The group whose answer it was (R71); older copies do not say.
    inherited_from: str = ""


@dataclass(frozen=True, slots=True)
class FrozenPlanRow:
    ref: str
    short: str
    action: str
    owner: str
    target_on: str
    progress: str
    comments: str


@dataclass(frozen=True, slots=True)
class FrozenPaper:
    """A paper that proved something on the day: enough to say for ever what it was, where it was kept, and its hash."""

    title: str
    kind: str
    place: str
    link: str
    owner: str
    written_on: str
    review_on: str
    version: int
    added_on: str
    file_name: str
    size: int
    sha256: str
    group: str
    refs: list[str]


@dataclass(frozen=True, slots=True)
class Frozen:
    """All that a publication was based on."""

    organisation: dict[str, Any]
    profile: dict[str, Any]
    person: dict[str, Any]
    year: str
    edition: str
    level: str
    declaration: str
    sections: list[list[str]]
    answers: list[FrozenAnswer]
    plan: list[FrozenPlanRow]
    # Code and name of each site it was made for; older copies do not say.
    covers: list[list[str]] = field(default_factory=list)
    papers: list[FrozenPaper] = field(default_factory=list)


def freeze(
    loaded: Loaded, *, level: Level, declaration: str, person: User, covers: Iterable[tuple[str, str]] = ()
) -> str:
    """Write an assessment as canonical JSON: sorted keys, no spaces, dates as text."""
    case, organisation = loaded.case, loaded.assessment.organisation
    rows = answer_rows(loaded.assessment)
    frozen = {
        "organisation": {
            "code": organisation.code,
            "name": organisation.name,
            "town": organisation.town,
            "postcode": organisation.postcode,
            "kind": organisation.kind,
        },
        "profile": {name: getattr(organisation.profile, name) for name in PROFILE},
        "person": {"id": person.pk, "name": person.name, "job_title": person.job_title},
        "year": case.year.label,
        "edition": case.edition.name,
        "level": level.value,
        "declaration": declaration,
        "sections": [[section.slug, section.plain_title] for section in case.edition.sections],
        "answers": [_answer(case, question, rows.get(question.ref)) for question in case.edition.in_reading_order()],
        "plan": [_plan_row(row) for row in plan.rows(case)],
        "covers": [list(one) for one in covers],
        "papers": papers_of(loaded.assessment),
    }
    return json.dumps(frozen, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_text)


def digest(text: str) -> str:
    """Return the SHA-256 of a frozen text, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def thaw(publication: Publication) -> Frozen:
    """Read a publication's frozen text back."""
    content = json.loads(publication.snapshot)
    content["answers"] = [FrozenAnswer(**answer) for answer in content["answers"]]
    content["plan"] = [FrozenPlanRow(**row) for row in content["plan"]]
    content["papers"] = [FrozenPaper(**paper) for paper in content.get("papers", [])]
    return Frozen(**content)


def _answer(case: Case, question: Question, row: Answer | None) -> dict[str, Any]:
    said = case.answers.get(question.ref)
    inherited_from = said.inherited_from if said else ""
    source = said if inherited_from else row
    words = {name: getattr(source, name, "") if source else "" for name in WORDS}
    counts = {name: words[name] if source else None for name in ("staff_total", "staff_trained")}
    return {
        **words,
        **counts,
        "choice": words["choice"] or "",
        "inherited_from": inherited_from,
        "on": _text(words["on"] or ""),
        "ref": question.ref,
        "section": question.section,
        "short": question.short,
        "asks": question.asks,
        "need": question.need.value,
        "is_satisfied": question.ref in case.satisfied,
        "is_exempt": bool(question.exempt & case.exempt),
    }


def _plan_row(row: plan.PlanRow) -> dict[str, Any]:
    entry = row.entry
    return {
        "ref": row.question.ref,
        "short": row.question.short,
        "action": entry.action if entry else "",
        "owner": entry.owner if entry else "",
        "target_on": _text(entry.target_on or "") if entry else "",
        "progress": entry.progress.value if entry else "",
        "comments": entry.comments if entry else "",
    }


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
