"""Publishing: what each level still needs, what the public will see, and what was published."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from assessments import frozen
from assessments.cover_words import status_sentence
from assessments.dates import in_full
from assessments.models import Publication
from assessments.presenters.cover_preview import CoverPreview
from assessments.presenters.cures import Cure, cures
from assessments.presenters.progress import Picture, address, three_steps, why_not
from assessments.rules.blockers import Blocker, Reason
from assessments.rules.case import Case
from assessments.rules.levels import Level
from assessments.rules.offers import Offer, offers
from assessments.rules.plan import rows
from assessments.snapshots import year_facts
from assessments.words import LEVELS


@dataclass(frozen=True, slots=True)
class Rung:
    """One level: how far it is, why it is not on offer, or the links that cure what is missing."""

    level: str
    name: str
    done: int
    total: int
    cures: tuple[Cure, ...]
    why_not: str
    is_ready: bool
    check_href: str


@dataclass(frozen=True, slots=True)
class PublishPage:
    heading: str
    ladder: Picture
    rungs: tuple[Rung, ...]
    best: Rung | None
    first_cure: Cure | None
    questions_href: str


def publish_page(case: Case) -> PublishPage:
    """Lay out the ladder; the best level that is ready gets the green button."""
    rungs = tuple(_rung(case, offer) for offer in offers(case))
    ready = [rung for rung in rungs if rung.is_ready]
    best = ready[-1] if ready else None
    nearest = next((rung for rung in rungs if not rung.why_not), None)
    return PublishPage(
        heading=_heading(best, nearest),
        ladder=three_steps(case),
        rungs=rungs,
        best=best,
        first_cure=None if best or nearest is None else nearest.cures[0],
        questions_href=address(case, "questions"),
    )


def _heading(best: Rung | None, nearest: Rung | None) -> str:
    if best:
        return f"You can publish {best.name}"
    if nearest is None:
        return "Are you ready to publish?"
    count = len(nearest.cures)
    return f"{count} {'thing' if count == 1 else 'things'} left for {nearest.name}"


def _rung(case: Case, offer: Offer) -> Rung:
    return Rung(
        level=offer.level,
        name=LEVELS[offer.level],
        done=offer.done,
        total=offer.total,
        cures=cures(case, offer.blockers),
        why_not=why_not(offer),
        is_ready=not offer.blockers,
        check_href=address(case, "publish_check", offer.level.value),
    )


@dataclass(frozen=True, slots=True)
class PublishCheckPage:
    """What the public will see, shown exactly, before the press."""

    level: str
    organisation: str
    year_words: str
    published_on: date
    valid_until: date
    cures: tuple[Cure, ...]
    plan_rows: int
    publish_href: str
    earlier_is_unknown: bool
    cover: CoverPreview | None = None


def publish_check_page(
    case: Case, level: Level, blockers: tuple[Blocker, ...], cover: CoverPreview | None = None
) -> PublishCheckPage:
    """Lay out the last check. The declaration is the form's own business, not a missing thing."""
    return PublishCheckPage(
        level=LEVELS[level],
        organisation=case.profile.name,
        year_words=case.year.words,
        published_on=case.today,
        valid_until=case.last_day,
        cures=(
            *cures(case, tuple(b for b in blockers if b.reason is not Reason.DECLARATION_MISSING)),
            *(cover.cures if cover else ()),
        ),
        cover=cover,
        plan_rows=len(rows(case)) if level is Level.APPROACHING else 0,
        publish_href=address(case, "publish"),
        earlier_is_unknown=case.profile.earlier is not None and case.profile.earlier.value == "unknown",
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """One publication in the list, or on a page of its own."""

    reference: str
    level: str
    year_label: str
    published_on: date
    published_at: datetime
    valid_until: date
    is_current: bool
    is_past: bool
    is_withdrawn: bool
    is_approaching: bool
    href: str
    certificate_href: str


def entry(publication: Publication, code: str, *, today: date, is_current: bool) -> Entry:
    """Show one publication as it stands today."""
    addresses = [
        reverse(f"assessments:{name}", args=[code, publication.reference]) for name in ("published_one", "certificate")
    ]
    return Entry(
        reference=publication.reference,
        level=LEVELS[Level(publication.level)],
        year_label=publication.year.label,
        published_on=publication.published_on,
        published_at=publication.published_at,
        valid_until=publication.valid_until,
        is_current=is_current,
        is_past=publication.valid_until < today,
        is_withdrawn=publication.withdrawn_at is not None,
        is_approaching=publication.level == Level.APPROACHING,
        href=addresses[0],
        certificate_href=addresses[1],
    )


@dataclass(frozen=True, slots=True)
class PublishedPage:
    entries: tuple[Entry, ...]
    elsewhere: tuple[tuple[str, date, str], ...]
    publish_href: str
    covered: str = ""
    covered_href: str = ""


SOURCES = {"declared": "You told us", "national-list": "From the national list"}


def published_page(case: Case, publications: list[Publication]) -> PublishedPage:
    """List what was published here, newest first, and what is known from elsewhere."""
    current = None if case.status.is_covered else _current(publications)
    return PublishedPage(
        entries=tuple(entry(p, case.profile.code, today=case.today, is_current=p.pk == current) for p in publications),
        elsewhere=tuple(
            (p.label or (LEVELS[p.level] if p.level else "Entry Level"), p.published_on, SOURCES[p.source])
            for p in case.history
            if p.published_at is None
        ),
        publish_href=address(case, "publish"),
        covered=status_sentence(case.status) if case.covers else "",
        covered_href=reverse("assessments:covered_here", args=[case.profile.code]) if case.covers else "",
    )


def _current(publications: list[Publication]) -> int | None:
    return next((p.pk for p in publications if p.withdrawn_at is None), None)


@dataclass(frozen=True, slots=True)
class DonePage:
    entry: Entry
    organisation: str
    next_sentence: str
    home_href: str


def done_page(case: Case, publication: Publication) -> DonePage:
    """Say that it is published, and what comes next."""
    first_job = min((row.entry.target_on for row in rows(case) if row.entry and row.entry.target_on), default=None)
    sentence = ""
    if publication.level == Level.APPROACHING:
        sentence = f"Next year you need {LEVELS[Level.MET]}."
        if first_job:
            sentence += f" Your first job is due by {in_full(first_job)}."
    return DonePage(
        entry=entry(publication, case.profile.code, today=case.today, is_current=True),
        organisation=case.profile.name,
        next_sentence=sentence,
        home_href=reverse("assessments:home", args=[case.profile.code]),
    )


@dataclass(frozen=True, slots=True)
class CertificatePage:
    """A certificate, or a progress letter for Approaching Standards, that tells today's truth."""

    entry: Entry
    organisation: str
    place: str
    code: str
    year_words: str
    state: str


def certificate_page(case: Case, publication: Publication, *, is_current: bool) -> CertificatePage:
    """Lay out the certificate; one that was replaced, withdrawn or has run out says so."""
    content = frozen.thaw(publication)
    shown = entry(publication, case.profile.code, today=case.today, is_current=is_current)
    return CertificatePage(
        entry=shown,
        organisation=content.organisation["name"],
        place=", ".join(part for part in (content.organisation["town"], content.organisation["postcode"]) if part),
        code=content.organisation["code"],
        year_words=year_facts(publication.year).words,
        state=_state(shown, case, publication.certificate_expires_on),
    )


def _state(shown: Entry, case: Case, proof_ends_on: date | None) -> str:
    if shown.is_withdrawn:
        return "This was withdrawn and does not count."
    if not shown.is_current:
        return "A newer one has replaced this one."
    if shown.is_past:
        return "This one has run out."
    if case.status.is_covered:  # R42
        return f"A newer one of {case.status.by_name} counts now."
    if proof_ends_on and proof_ends_on < case.today and not case.profile.cyber.is_live(case.today):  # R23
        return f"Its Cyber Essentials Plus certificate has run out, so it counts as {LEVELS[Level.MET]}."
    return ""
