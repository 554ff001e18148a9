"""What a group's publication counts for, after it is made; and the same as one site sees it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse

from assessments.candidates import Candidate
from assessments.cover_words import ENDED_HERE, ended_words, on_words, standing_words
from assessments.models import Coverage, Publication
from assessments.presenters.cover import A_PAGE, why
from assessments.presenters.published_one import FrozenSaid, said_sections
from assessments.rules.levels import Level
from assessments.rules.status import Ended, Status
from assessments.snapshots import year_facts
from assessments.words import LEVELS
from organisations.models import Organisation

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CoveredLine:
    """One service that is covered now, or was."""

    name: str
    code: str
    from_on: date
    to_on: date
    is_amendment: bool
    reference: str
    ended: str
    certificate_href: str
    remove_href: str


@dataclass(frozen=True, slots=True)
class CoveredPage:
    sentence: str
    lines: tuple[CoveredLine, ...]
    pager: Page
    can_add: bool
    may_publish: bool
    add_href: str
    before_href: str
    group_href: str


def page_of(rows: QuerySet[Coverage], number: str | None) -> Page:
    """Return one page of covers; a number that is none gives the first."""
    return Paginator(rows, A_PAGE).get_page(number)


def covered_page(
    group: Organisation, shown: Page, current: Publication | None, *, today: date, may_publish: bool
) -> CoveredPage:
    """Lay out what the group's publications count for today."""
    return CoveredPage(
        sentence=_sentence(shown.paginator.count, current),
        lines=tuple(_line(group, cover, today) for cover in shown),
        pager=shown,
        can_add=current is not None,
        may_publish=may_publish,
        add_href=reverse("assessments:add_covered", args=[group.code]),
        before_href=reverse("assessments:covered_before", args=[group.code]),
        group_href=reverse("assessments:group_home", args=[group.code]),
    )


def _sentence(count: int, current: Publication | None) -> str:
    services = f"{count:,} {'service' if count == 1 else 'services'}"
    if current is None and not count:
        return "You have published nothing that counts for your services."
    if current is None:
        return f"What you have published counts for {services} today."
    level, until = LEVELS[Level(current.level)], on_words(current.valid_until)
    return f"Your {level} counts for {services}. It lasts until {until}."


def _line(group: Organisation, cover: Coverage, today: date) -> CoveredLine:
    site = cover.site
    counts = cover.voided_at is None
    return CoveredLine(
        name=site.name,
        code=site.code,
        from_on=cover.from_on,
        to_on=cover.to_on,
        is_amendment=cover.is_amendment,
        reference=cover.reference,
        ended="" if counts and cover.to_on >= today else ended_words(cover.ended, counted=counts),
        certificate_href=reverse("assessments:covered_certificate", args=[site.code, cover.reference]),
        remove_href=reverse("assessments:remove_covered", args=[group.code, site.code]),
    )


@dataclass(frozen=True, slots=True)
class CoveredBeforePage:
    lines: tuple[CoveredLine, ...]
    pager: Page
    covered_href: str


def covered_before_page(group: Organisation, shown: Page, *, today: date) -> CoveredBeforePage:
    """Lay out what has ended, with why."""
    return CoveredBeforePage(
        lines=tuple(_line(group, cover, today) for cover in shown),
        pager=shown,
        covered_href=reverse("assessments:covered", args=[group.code]),
    )


@dataclass(frozen=True, slots=True)
class ToAdd:
    name: str
    code: str
    why: str
    href: str


@dataclass(frozen=True, slots=True)
class AddCoveredPage:
    """The services that could be added, 50 a page, and those that cannot, with why (R40)."""

    lines: tuple[ToAdd, ...]
    pager: Page
    covered_href: str


def add_covered_page(group: Organisation, found: Iterable[Candidate], number: str | None) -> AddCoveredPage:
    """Lay out who could be added: those that can first."""
    rest = [one for one in found if not one.is_covered]
    rest.sort(key=lambda one: not one.can_be_ticked)
    shown = Paginator(rest, A_PAGE).get_page(number)
    return AddCoveredPage(
        lines=tuple(_to_add(group, one) for one in shown),
        pager=shown,
        covered_href=reverse("assessments:covered", args=[group.code]),
    )


def _to_add(group: Organisation, one: Candidate) -> ToAdd:
    href = reverse("assessments:add_covered_site", args=[group.code, one.code]) if one.can_be_ticked else ""
    return ToAdd(one.name, one.code, why(one), href)


def refused_words(found: Iterable[Candidate]) -> str:
    """Say what has changed about services that were to be added."""
    return " ".join(f"{one.name} was not added. {why(one)}" for one in found)


@dataclass(frozen=True, slots=True)
class AddCoveredSitePage:
    site: str
    level: str
    until: date
    why: str
    differences: tuple[str, ...]
    list_href: str
    route_href: str


def add_covered_site_page(group: Organisation, one: Candidate, current: Publication) -> AddCoveredSitePage:
    """Say what adding one service means, and what is known of it."""
    return AddCoveredSitePage(
        site=one.name,
        level=LEVELS[Level(current.level)],
        until=current.valid_until,
        why=why(one),
        differences=tuple(difference.because for difference in one.state.differences if difference.is_open),
        list_href=reverse("assessments:add_covered", args=[group.code]),
        route_href=reverse("assessments:route", args=[group.code, current.year.label]),
    )


@dataclass(frozen=True, slots=True)
class RemoveCoveredPage:
    site: str
    began_today: bool
    covered_href: str


def remove_covered_page(group: Organisation, cover: Coverage, today: date) -> RemoveCoveredPage:
    """Say what taking out a service means (R41)."""
    return RemoveCoveredPage(
        site=str(cover.site),
        began_today=cover.from_on >= today,
        covered_href=reverse("assessments:covered", args=[group.code]),
    )


@dataclass(frozen=True, slots=True)
class CoverHere:
    """One publication that counts, or counted, for a site."""

    reference: str
    holder: str
    from_on: date
    to_on: date
    is_now: bool
    ended: str
    answers_href: str
    certificate_href: str


@dataclass(frozen=True, slots=True)
class CoveredHerePage:
    standing: str
    until: date | None
    covers: tuple[CoverHere, ...]
    home_href: str


def covered_here_page(site: Organisation, status: Status, covers: Iterable[Coverage], today: date) -> CoveredHerePage:
    """Say to a site what is published on its behalf."""
    return CoveredHerePage(
        standing=standing_words(status),
        until=status.valid_until if status.is_in_date else None,
        covers=tuple(_here(site, cover, today) for cover in covers),
        home_href=reverse("assessments:home", args=[site.code]),
    )


def _here(site: Organisation, cover: Coverage, today: date) -> CoverHere:
    args = [site.code, cover.reference]
    is_now = cover.from_on <= today <= cover.to_on
    return CoverHere(
        reference=cover.reference,
        holder=str(cover.organisation),
        from_on=cover.from_on,
        to_on=cover.to_on,
        is_now=is_now,
        ended="" if is_now else _ended_here(cover),
        answers_href=reverse("assessments:covered_answers", args=args),
        certificate_href=reverse("assessments:covered_certificate", args=args),
    )


def _ended_here(cover: Coverage) -> str:
    if not cover.ended:
        return "This one has run out."
    return ENDED_HERE[Ended(cover.ended)].format(day=on_words(cover.to_on + DAY))


@dataclass(frozen=True, slots=True)
class CoveredAnswersPage:
    """The answers that a head office published on a site's behalf, from the frozen copy alone."""

    holder: str
    level: str
    published_on: date
    declaration: str
    sections: tuple[tuple[str, tuple[FrozenSaid, ...]], ...]
    back_href: str


def covered_answers_page(site: Organisation, cover: Coverage, publication: Publication) -> CoveredAnswersPage:
    """Lay out the answers."""
    declaration, sections = said_sections(publication)
    return CoveredAnswersPage(
        holder=str(cover.organisation),
        level=LEVELS[Level(publication.level)],
        published_on=publication.published_on,
        declaration=declaration,
        sections=sections,
        back_href=reverse("assessments:covered_here", args=[site.code]),
    )


@dataclass(frozen=True, slots=True)
class CoveredCertificatePage:
    """A certificate of a site that names its head office, and tells today's truth about itself."""

    organisation: str
    place: str
    code: str
    holder: str
    level: str
    is_approaching: bool
    year_words: str
    from_on: date
    to_on: date
    reference: str
    state: str
    back_href: str


def covered_certificate_page(
    site: Organisation, cover: Coverage, publication: Publication, status: Status, today: date
) -> CoveredCertificatePage:
    """Lay out the certificate of a site for one publication of its head office."""
    level = Level(publication.level)
    return CoveredCertificatePage(
        organisation=site.name,
        place=", ".join(part for part in (site.town, site.postcode) if part),
        code=site.code,
        holder=str(cover.organisation),
        level=LEVELS[level],
        is_approaching=level is Level.APPROACHING,
        year_words=year_facts(publication.year).words,
        from_on=cover.from_on,
        to_on=cover.to_on,
        reference=cover.reference,
        state=_state(cover, status, today),
        back_href=reverse("assessments:covered_here", args=[site.code]),
    )


def _state(cover: Coverage, status: Status, today: date) -> str:
    """Say what is not so any more, nothing when the certificate is true today (R23, R42)."""
    if cover.voided_at is not None or not cover.from_on <= today <= cover.to_on:
        return _ended_here(cover)
    if status.reference != cover.reference:
        return "This service has a newer one of its own."
    if status.was is not None:
        return f"The head office's Cyber Essentials Plus certificate has run out, so it counts as {LEVELS[Level.MET]}."
    return ""
