"""The frozen copy of one publication: what was said that day, and what proved it."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from assessments import frozen
from assessments.dates import in_full
from assessments.models import Publication
from assessments.presenters.answers import in_words
from assessments.presenters.publishing import Entry, entry
from assessments.rules import answers as rules


@dataclass(frozen=True, slots=True)
class FrozenSaid:
    ref: str
    short: str
    said: str


@dataclass(frozen=True, slots=True)
class FrozenProof:
    """A paper as it was that day, in lines of words."""

    title: str
    said: str


@dataclass(frozen=True, slots=True)
class PublishedOnePage:
    """The frozen copy."""

    entry: Entry
    organisation: str
    person: str
    declaration: str
    sections: tuple[tuple[str, tuple[FrozenSaid, ...]], ...]
    plan: tuple[frozen.FrozenPlanRow, ...]
    papers: tuple[FrozenProof, ...]
    covers: tuple[str, ...]
    sha256: str
    published_href: str


def published_one_page(publication: Publication, code: str, *, today: date, is_current: bool) -> PublishedOnePage:
    """Lay out what was frozen, from the frozen text alone."""
    content = frozen.thaw(publication)
    return PublishedOnePage(
        entry=entry(publication, code, today=today, is_current=is_current),
        organisation=content.organisation["name"],
        person=", ".join(part for part in (content.person["name"], content.person["job_title"]) if part),
        declaration=content.declaration,
        sections=_sections(content),
        plan=tuple(content.plan),
        papers=tuple(map(_proof, content.papers)),
        covers=tuple(f"{name} ({site})" for site, name in content.covers),
        sha256=publication.snapshot_sha256,
        published_href=reverse("assessments:published", args=[code]),
    )


Sections = tuple[tuple[str, tuple[FrozenSaid, ...]], ...]


def said_sections(publication: Publication) -> tuple[str, Sections]:
    """Return what was declared and answered, for those who may see no more of a publication than that."""
    content = frozen.thaw(publication)
    return content.declaration, _sections(content)


def _sections(content: frozen.Frozen) -> Sections:
    return tuple(
        (title, tuple(FrozenSaid(a.ref, a.short, _said(a)) for a in content.answers if a.section == slug))
        for slug, title in content.sections
    )


def _said(answer: frozen.FrozenAnswer) -> str:
    if answer.is_exempt:
        return "Covered by a certificate."
    facts = rules.Answer(
        answer.ref,
        rules.Choice(answer.choice) if answer.choice else None,
        text=answer.text,
        kept_at=answer.kept_at,
        link=answer.link,
        on=date.fromisoformat(answer.on) if answer.on else None,
        reason=answer.reason,
        staff_total=answer.staff_total,
        staff_trained=answer.staff_trained,
    )
    return "No answer." if facts.is_blank else in_words(facts)


def _proof(paper: frozen.FrozenPaper) -> FrozenProof:
    dated = f"Dated {_day(paper.written_on)}" if paper.written_on else ""
    file = f"File: {paper.file_name}, SHA-256 {paper.sha256}" if paper.sha256 else ""
    lines = [
        f"Kept at: {paper.place}" if paper.place else "",
        paper.link,
        f"From {paper.group}" if paper.group else "",
        dated,
        file,
        f"For {', '.join(paper.refs)}",
    ]
    return FrozenProof(paper.title, "\n".join(line for line in lines if line))


def _day(text: str) -> str:
    return in_full(date.fromisoformat(text))
