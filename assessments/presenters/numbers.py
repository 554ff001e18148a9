"""The numbers of each service and their sum, and who has answered what only they can know (R73)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.urls import reverse

from assessments.forms.numbers import Site
from assessments.presenters.progress import address
from assessments.presenters.sharing import group_address
from assessments.rules.case import Case
from assessments.rules.questions import Question
from assessments.rules.roll_up import Count, summed
from assessments.rules.schedule import can_edit
from assessments.shared import SiteAnswer
from organisations.models import GroupSite, Organisation, OrganisationKind

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class NumberLine:
    """One service with its two counts: those it gave, or else those of its list; none when there are neither."""

    site: str
    code: str
    href: str
    trained: str
    total: str
    share: str
    is_from_list: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that each service answers: how many have, and who has not."""

    short: str
    count: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumbersPage:
    """`sentence` says the sum; `given` of `services` have said their numbers, and `listed` more have a list."""

    ref: str
    short: str
    services: int
    given: int
    listed: int
    missing: tuple[str, ...]
    sum: Count
    sentence: str
    ours: str
    is_ours: bool
    version: int
    lines: Page
    local: tuple[Answered, ...]
    question_href: str
    href: str
    shared_href: str
    home_href: str
    is_closed: bool


def sites_by_code(group: Organisation, links: Sequence[GroupSite]) -> dict[str, Site]:
    """Give the services by their codes; one that came to its council with an account keeps its answers to itself."""
    is_council = group.kind == OrganisationKind.COUNCIL
    return {
        link.site.code: Site(link.site_id, link.site.name, is_council and link.how == GroupSite.How.ACCEPTED)
        for link in links
    }


def readable_sites(sites: Mapping[str, Site]) -> list[int]:
    """Return the services whose lists the group may count: one that answers for itself keeps its lists, too (R51)."""
    return [site.pk for site in sites.values() if not site.is_closed_to_us]


def counting_question(case: Case) -> Question | None:
    """Return the question that counts people's training."""
    return next((question for question in case.edition.in_reading_order() if question.counts_training), None)


def local_questions(case: Case) -> list[Question]:
    """Return the questions that each service answers for itself, in reading order (R73)."""
    return [question for question in case.edition.in_reading_order() if question.is_local]


def counts_of(answers: Collection[SiteAnswer], ref: str) -> dict[int, Count]:
    """Return the counts that the sites have given."""
    return {
        one.site: Count(one.staff_trained, one.staff_total)
        for one in answers
        if one.ref == ref and one.staff_total is not None and one.staff_trained is not None
    }


def numbers_page(
    case: Case,
    question: Question,
    links: Sequence[GroupSite],
    answers: Collection[SiteAnswer],
    lists: Mapping[int, Count],
    *,
    version: int,
    number: str | None,
) -> NumbersPage:
    """Lay out the roll-up of one question that counts, and the other local ones.

    `lists` are what the training lists of sites amount to: a site's own answer goes before its list.
    """
    given = counts_of(answers, question.ref)
    counts = {**lists, **given}
    total = summed(counts[link.site_id] for link in links if link.site_id in counts)
    own = case.answers.get(question.ref)
    return NumbersPage(
        ref=question.ref,
        short=question.short,
        services=len(links),
        given=sum(link.site_id in given for link in links),
        listed=sum(link.site_id in counts and link.site_id not in given for link in links),
        missing=tuple(link.site.name for link in links if link.site_id not in counts),
        sum=total,
        sentence=sum_words(total),
        ours=_ours(own),
        is_ours=own is not None and (own.staff_trained, own.staff_total) == (total.trained, total.total),
        version=version,
        lines=Paginator([_line(case, link, counts, given) for link in links], A_PAGE).get_page(number),
        local=tuple(_answered(one, links, answers) for one in local_questions(case) if one.ref != question.ref),
        question_href=address(case, "question", question.ref),
        href=group_address(case, "numbers"),
        shared_href=group_address(case, "shared"),
        home_href=reverse("assessments:group_home", args=[case.profile.code]),
        is_closed=not can_edit(case.year, case.today),
    )


def sum_words(total: Count) -> str:
    """Say the sum and whether it is enough, in whole percent rounded down (R25)."""
    if not total.total:
        return "No service has given its numbers yet."
    enough = "That is enough." if total.is_enough else "That is not enough yet."
    return f"{total.trained:,} of {total.total:,} staff are trained: {total.share}%. {enough}"


def _ours(answer: object) -> str:
    trained, total = getattr(answer, "staff_trained", None), getattr(answer, "staff_total", None)
    return f"{trained:,} of {total:,}" if trained is not None and total is not None else ""


def _line(case: Case, link: GroupSite, counts: Mapping[int, Count], given: Collection[int]) -> NumberLine:
    count = counts.get(link.site_id)
    return NumberLine(
        site=link.site.name,
        code=link.site.code,
        href=reverse("assessments:site", args=[case.profile.code, link.site.code]),
        trained=f"{count.trained:,}" if count else "",
        total=f"{count.total:,}" if count else "",
        share=f"{count.share}%" if count else "Not given yet",
        is_from_list=count is not None and link.site_id not in given,
    )


def _answered(question: Question, links: Sequence[GroupSite], answers: Collection[SiteAnswer]) -> Answered:
    there = {one.site for one in answers if one.ref == question.ref and one.choice}
    missing = tuple(link.site.name for link in links if link.site_id not in there)
    return Answered(question.short, len(links) - len(missing), missing)
