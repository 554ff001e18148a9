"""The home page: one sentence that says where you are, one button that says what happens next."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.urls import reverse

from assessments.above import Above
from assessments.cover_words import status_sentence
from assessments.dates import in_full
from assessments.presenters.jobs import Jobs, next_jobs, year_marks
from assessments.presenters.progress import (
    Part,
    Picture,
    address,
    deadline_line,
    next_question,
    parts,
    progress_ring,
)
from assessments.presenters.route_asks import at_a_site
from assessments.rules.case import Case
from assessments.rules.completeness import tally
from assessments.rules.levels import Level
from assessments.rules.offers import publishable
from assessments.rules.renewals import Renewal
from assessments.rules.schedule import Year
from assessments.rules.status import StatusKind
from assessments.rules.validity import Standing, publish_by, standing_on
from assessments.snapshots import Loaded
from assessments.words import LEVELS
from organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Press:
    """The green button. With `is_post` it is a form, because it makes something."""

    words: str
    href: str
    is_post: bool = False


@dataclass(frozen=True, slots=True)
class HomePage:
    title: str
    sentences: tuple[str, ...]
    press: Press
    parts: tuple[Part, ...] = ()
    ring: Picture | None = None
    line: Picture | None = None
    jobs: Jobs = field(default_factory=Jobs)
    asked: tuple[tuple[str, str], ...] = ()
    asked_by: str = ""
    is_first_visit: bool = False
    ready_href: str = ""
    only_one_manager: bool = False
    covered_href: str = ""
    details_href: str = ""
    published_href: str = ""
    history_href: str = ""
    year_words: str = ""
    today: date | None = None


def home_page(
    organisation: Organisation,
    loaded: Loaded | None,
    current: Year,
    *,
    only_one_manager: bool,
    can_work: bool,
    above: Above | None = None,
    coming: Sequence[Renewal] = (),
) -> HomePage:
    """Choose the sentence and the button for the state the organisation is in; `coming` is what runs out."""
    if loaded is None:
        return _welcome(organisation, current, can_work=can_work)
    case = loaded.case
    standing = standing_on(case.history, case.today, case.profile.cyber)
    opens_new_year = case.year.label != current.label
    page = HomePage(
        title=organisation.name,
        sentences=tuple(_new_year(case, current, standing) if opens_new_year else _sentences(case, standing)),
        press=_press(
            organisation,
            case,
            opens_new_year=opens_new_year,
            can_work=can_work,
            was_carried=bool(loaded.assessment.carried_from_id),
        ),
        parts=() if opens_new_year else parts(case),
        ring=None if opens_new_year else progress_ring(case),
        line=None if opens_new_year else _line(case, standing, coming),
        jobs=Jobs() if opens_new_year else next_jobs(case, coming),
        ready_href=address(case, "ready") if can_work and not opens_new_year and _is_untouched(case) else "",
        only_one_manager=only_one_manager,
        details_href=reverse("assessments:details", args=[organisation.code]),
        published_href=reverse("assessments:published", args=[organisation.code]),
        history_href=reverse("organisations:history", args=[organisation.code]),
        year_words=case.year.words,
        today=case.today,
    )
    page = replace(page, **_covered(organisation, case))
    return _below(_with_questions(page, above, organisation), above, case, can_work=can_work) if above else page


def _is_untouched(case: Case) -> bool:
    """Say whether nobody has begun anything: then the papers there are come first (F4)."""
    return all(answer.is_blank for answer in case.answers.values())


def _line(case: Case, standing: Standing, coming: Sequence[Renewal]) -> Picture:
    return deadline_line(case, own_expiry=standing.valid_until, marks=year_marks(case, coming))


def _covered(organisation: Organisation, case: Case) -> dict[str, Any]:
    """Lead to what others published for the organisation, and say so where that decides how it stands (R42, R45)."""
    if not case.covers and case.status.kind is not StatusKind.CLOSED:
        return {}
    href = reverse("assessments:covered_here", args=[organisation.code]) if case.covers else ""
    says = status_sentence(case.status)
    return {"covered_href": href, **({"sentences": (says,)} if says else {})}


def _with_questions(page: HomePage, above: Above, site: Organisation) -> HomePage:
    """Lead to what the group asked about one form or many."""
    asked = tuple(
        (at_a_site(one, above.group, site), reverse("assessments:route_asked", args=[site.code, one.pk]))
        for one in above.questions
    )
    return replace(page, asked=asked, asked_by=above.group)


def _below(page: HomePage, above: Above, case: Case, *, can_work: bool) -> HomePage:
    """Say what the group does for a site: what it published counts here, it answers here, it waits for a reply."""
    status, said = above.status, list(page.sentences)
    if above.covers and status.level and status.valid_until:
        said = [f"{status.by_name} has published {LEVELS[status.level]} for you, until {in_full(status.valid_until)}."]
    if above.answers_here:
        said.append(f"{above.group} answers questions for you.")
    if not above.waits_for_reply:
        return replace(page, sentences=tuple(said))
    said.append("Tell them if their answers are true here. It takes about five minutes.")
    press = Press("Is this true here?", address(case, "agree")) if can_work else page.press
    return replace(page, sentences=tuple(said), press=press)


def _welcome(organisation: Organisation, current: Year, *, can_work: bool) -> HomePage:
    details_href = reverse("assessments:details", args=[organisation.code])
    make = Press("Make my plan", reverse("assessments:open_year", args=[organisation.code]), is_post=True)
    return HomePage(
        title="Welcome. Let us make your plan",
        sentences=(
            "There are four parts. Do them in any order.",
            "You do not need to send us any files. You can just tell us where you keep them.",
        ),
        press=make if can_work else Press("See your service's details", details_href),
        is_first_visit=True,
        details_href=details_href,
        year_words=current.words,
    )


def _new_year(case: Case, current: Year, standing: Standing) -> list[str]:
    return [
        f"The year {current.words} is open.",
        f"Your answers for {case.year.words} are ready to carry over.",
        *_own_clock(standing, case.today),
        _publish_by(standing, current, case.today),
    ]


def _sentences(case: Case, standing: Standing) -> list[str]:
    """Say where they are, then both clocks with their dates."""
    count = tally(case, Level.MET)
    found = []
    if _is_published_this_year(case):
        found.append(f"You are up to date. You have published {LEVELS[_newest_level(case)]}.")
    elif count.left:
        found.append(
            f"You have {count.left} {'question' if count.left == 1 else 'questions'} left for {LEVELS[Level.MET]}."
        )
        if ready := publishable(case):
            found.append(f"You can publish {LEVELS[ready[-1]]} now.")
    else:
        found.append(f"You have answered all you need for {LEVELS[Level.MET]}.")
    found += _own_clock(standing, case.today)
    if not _is_published_this_year(case):
        found.append(_publish_by(standing, case.year, case.today))
    return found


def _own_clock(standing: Standing, today: date) -> list[str]:
    """Say how long the standard lasts, and that Exceeded counts for less once its certificate has run out (R23)."""
    if not standing.valid_until:
        return []
    words = "ran out on" if standing.valid_until < today else "lasts until"
    found = [f"Your standard {words} {in_full(standing.valid_until)}."]
    if standing.level and standing.was:
        found.append(f"Your certificate has run out, so it counts as {LEVELS[standing.level]}.")
    return found


def _publish_by(standing: Standing, year: Year, today: date) -> str:
    return f"Publish by {in_full(publish_by(standing, year, today))}."


def _press(organisation: Organisation, case: Case, *, opens_new_year: bool, can_work: bool, was_carried: bool) -> Press:
    if opens_new_year and can_work:
        return Press(
            "Look at last year's answers", reverse("assessments:open_year", args=[organisation.code]), is_post=True
        )
    if not can_work:
        return Press("See the questions", address(case, "questions"))
    if _can_publish_more(case):
        return Press("Go to publish", address(case, "publish"))
    if _is_published_this_year(case):
        return _question(case) or Press(
            "See what you have published", reverse("assessments:published", args=[organisation.code])
        )
    if was_carried:
        return Press("Carry on: what has changed", address(case, "review"))
    return _question(case) or Press("See what is left", address(case, "publish"))


def _can_publish_more(case: Case) -> bool:
    """Say whether something can be published that this year does not have yet: a first level, or a higher one."""
    ready = publishable(case)
    return bool(ready) and (not _is_published_this_year(case) or ready[-1].rank > _newest_level(case).rank)


def _question(case: Case) -> Press | None:
    """Lead to the next question that has something to do."""
    question = next_question(case)
    if question is None:
        return None
    words = f"Carry on: {question.short[0].lower()}{question.short[1:]}"
    return Press(words, address(case, "question", question.ref))


def _is_published_this_year(case: Case) -> bool:
    return any(p.year_label == case.year.label and not p.is_withdrawn and p.published_at for p in case.history)


def _newest_level(case: Case) -> Level:
    ours = [p for p in case.history if p.published_at and p.level and not p.is_withdrawn]
    level = max(ours, key=lambda p: p.published_at).level  # type: ignore[arg-type, return-value]
    return level or Level.APPROACHING
