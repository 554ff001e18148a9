"""The next jobs of the home page: lines of the plan, and what runs out, by their days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse

from assessments.pictures import Mark
from assessments.presenters.progress import address
from assessments.rules import plan
from assessments.rules.case import Case
from assessments.rules.renewals import Renewal, RenewalKind

MOST_JOBS: Final = 3
MOST_MARKS: Final = 20  # of the picture of the year


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to do by a day."""

    words: str
    href: str
    on: date


@dataclass(frozen=True, slots=True)
class Jobs:
    """The soonest, how many more there are, and where those are."""

    first: tuple[Job, ...] = ()
    more: int = 0
    more_href: str = ""


# By what runs out: of one, and of several on the same day.
RUNS_OUT: Final = {
    RenewalKind.DATA_FEE: ("Your data fee (ICO) runs out", ""),
    RenewalKind.CYBER_ESSENTIALS_PLUS: ("Your Cyber Essentials Plus runs out", ""),
    RenewalKind.TRAINING: ("Your staff training runs out", ""),
    RenewalKind.DOCUMENT: ("{name} needs a check", "{name} and {more} more need a check"),
    RenewalKind.CONTRACT: ("The contract with {name} ends", "Contracts with {name} and {more} more end"),
    RenewalKind.CERTIFICATE: ("The certificate of {name} ends", "Certificates of {name} and {more} more end"),
    RenewalKind.SUPPORT: ("Support for {name} ends", "Support ends for {name} and {more} more"),
}
LISTS: Final = {
    RenewalKind.TRAINING: "training",
    RenewalKind.CONTRACT: "suppliers",
    RenewalKind.CERTIFICATE: "suppliers",
    RenewalKind.SUPPORT: "devices",
}


def next_jobs(case: Case, coming: Sequence[Renewal]) -> Jobs:
    """Join the dated lines of the plan with what runs out, the soonest first."""
    planned = [
        Job(row.question.short, address(case, "plan_row", row.question.ref), row.entry.target_on)
        for row in plan.rows(case)
        if row.entry and row.entry.target_on
    ]
    renewed = [Job(_words(one), _href(case, one), one.on) for one in coming]
    every = sorted([*planned, *renewed], key=lambda job: job.on)
    rest = every[MOST_JOBS:]
    is_plan = all(job in planned for job in rest)
    more_href = address(case, "plan") if is_plan else _documents(case)
    return Jobs(tuple(every[:MOST_JOBS]), len(rest), more_href if rest else "")


def year_marks(case: Case, coming: Iterable[Renewal]) -> tuple[Mark, ...]:
    """Mark on the line of the year what runs out in it."""
    inside = (one for one in coming if case.year.opens_on <= one.on <= case.year.deadline)
    return tuple(Mark(one.on, _words(one)) for one in inside)[:MOST_MARKS]


def _words(one: Renewal) -> str:
    alone, several = RUNS_OUT[one.kind]
    return (several if one.more else alone).format(name=one.name, more=one.more)


def _href(case: Case, one: Renewal) -> str:
    """Lead to where it is renewed: the paper itself, or what lists it when there are several."""
    code = case.profile.code
    if one.kind in LISTS:
        return reverse("assessments:list_page", args=[code, LISTS[one.kind]])
    if one.kind is not RenewalKind.DOCUMENT:
        return reverse("assessments:details", args=[code])
    return reverse("assessments:document", args=[code, one.id]) if not one.more else _documents(case)


def _documents(case: Case) -> str:
    return reverse("assessments:documents", args=[case.profile.code])
