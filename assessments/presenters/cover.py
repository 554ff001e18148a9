"""Which services a group is publishing for: the list to tick, and what was ticked."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse

from assessments.candidates import Candidate
from assessments.cover_words import CANDIDACIES, on_words
from assessments.forms.cover import CoverForm
from assessments.models import Assessment, SiteTick
from assessments.presenters.cures import Cure
from assessments.replies import AGAIN, SILENT
from assessments.rules.coverage import Candidacy
from organisations.models import Organisation

A_PAGE = 50
FIRST = 10
REPLIES = {"agreed": "Agreed", "different": "Different here", "silent": "No reply yet", "again": "Asked again"}


def page_of(found: Iterable[Candidate], number: str | None) -> Page:
    """Return one page of the candidates; a number that is none gives the first."""
    return Paginator(list(found), A_PAGE).get_page(number)


@dataclass(frozen=True, slots=True)
class Line:
    """One service on the list. The fields are bound when it can be ticked."""

    code: str
    name: str
    town: str
    why: str
    differences: tuple[str, ...]
    reply: str
    tick: Any = None
    reason: Any = None
    same: Any = None
    link: Cure | None = None


@dataclass(frozen=True, slots=True)
class CoverPage:
    year_words: str
    total: int
    chosen: int
    lines: tuple[Line, ...]
    pager: Page
    without_code: tuple[str, ...]
    may_publish: bool
    back_href: str
    route_href: str
    add_href: str


def cover_page(
    assessment: Assessment,
    found: tuple[Candidate, ...],
    shown: Page,
    form: CoverForm,
    without_code: Iterable[str],
    *,
    may_publish: bool,
) -> CoverPage:
    """Lay out one page of the list. The route is offered when it is what holds everything up (R37)."""
    group, label = assessment.organisation, assessment.year.label
    needs_route = any(one.candidacy is Candidacy.NO_ROUTE for one in found)
    return CoverPage(
        year_words=label,
        total=len(found),
        chosen=sum(one.is_ticked for one in found),
        lines=tuple(_line(group, one, form) for one in shown),
        pager=shown,
        without_code=tuple(without_code),
        may_publish=may_publish,
        back_href=reverse("assessments:group_home", args=[group.code]),
        route_href=reverse("assessments:route", args=[group.code, label]) if needs_route else "",
        add_href=reverse("assessments:add_sites", args=[group.code]),
    )


def after_saving(assessment: Assessment, shown: Page, go: str) -> str:
    """Lead to the next page of the list, or to the check after the last."""
    args = [assessment.organisation.code, assessment.year.label]
    if shown.has_next() and go != "check":
        return f"{reverse('assessments:cover', args=args)}?page={shown.next_page_number()}"
    return reverse("assessments:cover_check", args=args)


def _line(group: Organisation, one: Candidate, form: CoverForm) -> Line:
    def bound(name: str) -> Any:
        return form[f"{name}-{one.id}"] if f"{name}-{one.id}" in form.fields else None

    return Line(
        code=one.code,
        name=one.name,
        town=one.town,
        why=why(one),
        differences=tuple(difference.because for difference in one.state.differences if difference.is_open),
        reply=REPLIES[one.state.state] if one.facts.is_linked else "",
        tick=bound("tick"),
        reason=bound("reason"),
        same=bound("same"),
        link=_link(group, one),
    )


def why(one: Candidate) -> str:
    """Say the one thing that decides about a site, with its names and dates."""
    return CANDIDACIES[one.candidacy].format(
        holder=one.holder.name if one.holder else "Another head office",
        since=on_words(one.holder.from_on) if one.holder else "",
        leaves_on=on_words(one.facts.leaves_on),
        closed_on=on_words(one.facts.closed_on),
        differs=one.differs_because,
    )


# What to do about it, and where.
LINKS = {
    Candidacy.NOT_ADDED: ("Add it", "add_sites", False),
    Candidacy.OWN_REGISTRATION: ("Ask it", "convert_site", True),
    Candidacy.COVERED_ELSEWHERE: ("Say that it is yours", "raise_dispute", True),
}


def _link(group: Organisation, one: Candidate) -> Cure | None:
    if one.candidacy not in LINKS:
        return None
    words, name, is_of_site = LINKS[one.candidacy]
    return Cure(words, reverse(f"assessments:{name}", args=[group.code, *([one.code] if is_of_site else [])]))


@dataclass(frozen=True, slots=True)
class LeftOut:
    name: str
    code: str
    why: str


@dataclass(frozen=True, slots=True)
class CoverCheckPage:
    """What was ticked, before publishing (R39, R74)."""

    heading: str
    count: int
    ticked: tuple[str, ...]
    more: int
    left_out: tuple[LeftOut, ...]
    silent: tuple[str, ...]
    silent_count: int
    losing: tuple[str, ...]
    cures: tuple[Cure, ...]
    cover_href: str
    publish_href: str


def cover_check_page(assessment: Assessment, found: tuple[Candidate, ...]) -> CoverCheckPage:
    """Say what the next publication will count for, what it leaves out, and who has not agreed."""
    group, label = assessment.organisation, assessment.year.label
    cover_href = reverse("assessments:cover", args=[group.code, label])
    ticked = [one for one in found if one.tick and one.is_ticked]
    silent = [one.name for one in ticked if one.state.state in {SILENT, AGAIN}]
    return CoverCheckPage(
        heading=_heading(len(ticked)),
        count=len(ticked),
        ticked=tuple(one.name for one in ticked[:FIRST]),
        more=max(len(ticked) - FIRST, 0),
        left_out=tuple(LeftOut(one.name, one.code, _left_out_because(one)) for one in found if one not in ticked),
        silent=tuple(silent[:FIRST]),
        silent_count=len(silent),
        losing=losing(found, ticked),
        cures=tuple(unseen(found, cover_href)),
        cover_href=cover_href,
        publish_href=reverse("assessments:publish", args=[group.code, label]),
    )


def _heading(count: int) -> str:
    if not count:
        return "This covers your head office only"
    return f"You are publishing for {count:,} {'service' if count == 1 else 'services'}"


def _left_out_because(one: Candidate) -> str:
    if not one.can_be_ticked:
        return why(one)
    return str(SiteTick.Reason(one.tick.reason).label) if one.tick and one.tick.reason else "Nobody has said why yet"


def losing(found: Iterable[Candidate], chosen: Iterable[Candidate]) -> tuple[str, ...]:
    """Name the services that are covered today, and will not be by the next publication."""
    codes = {one.code for one in chosen}
    return tuple(one.name for one in found if one.is_covered and one.code not in codes)


def unseen(found: tuple[Candidate, ...], cover_href: str) -> Iterable[Cure]:
    """Lead to each page of the list with services that nobody has ticked or left out yet."""
    pages = {
        number // A_PAGE + 1: one
        for number, one in reversed(list(enumerate(found)))
        if one.can_be_ticked and one.tick is None
    }
    for page, first in sorted(pages.items()):
        yield Cure(f"Tick {first.name} and others, or leave them out", f"{cover_href}?page={page}")
