"""Where each service of a group stands: ready, its move, the group's move, on its own form, or stuck, and why.

One function places a service; the sentence, the filters and the list are all made of what it says, so that their
numbers cannot differ.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

# A service with its own form on which nobody has saved anything for so long is stuck, not working.
QUIET_AFTER = timedelta(days=28)


class State(StrEnum):
    """Whose move it is. Every service is in exactly one of these."""

    READY = "ready"
    REPLY = "reply"
    STUCK = "stuck"
    OWN = "own"
    YOURS = "yours"


class Why(StrEnum):
    """Name the one thing that decides the state."""

    COVERED = "covered"
    PUBLISHED = "published"
    AGREED = "agreed"
    SETTLED = "settled"
    SILENT = "silent"
    AGAIN = "again"
    ASKED = "asked"
    CLOSED = "closed"
    SOLD = "sold"
    DISPUTED = "disputed"
    ELSEWHERE = "elsewhere"
    NO_CODE = "no-code"
    DIFFERENT = "different"
    QUIET = "quiet"
    WORKING = "working"
    NO_ROUTE = "no-route"
    NOT_SHARED = "not-shared"


STATES: dict[Why, State] = {
    Why.COVERED: State.READY,
    Why.PUBLISHED: State.READY,
    Why.AGREED: State.READY,
    Why.SETTLED: State.READY,
    Why.SILENT: State.REPLY,
    Why.AGAIN: State.REPLY,
    Why.ASKED: State.REPLY,
    Why.CLOSED: State.STUCK,
    Why.SOLD: State.STUCK,
    Why.DISPUTED: State.STUCK,
    Why.ELSEWHERE: State.STUCK,
    Why.NO_CODE: State.STUCK,
    Why.DIFFERENT: State.STUCK,
    Why.QUIET: State.STUCK,
    Why.WORKING: State.OWN,
    Why.NO_ROUTE: State.YOURS,
    Why.NOT_SHARED: State.YOURS,
}


class Reply(StrEnum):
    """What a site has said to "Is this true here?" (R74)."""

    AGREED = "agreed"
    DIFFERENT = "different"
    SILENT = "silent"
    AGAIN = "again"


class Form(StrEnum):
    """How a site is to be covered: by the group's form or its own; unknown until the four answers are affirmed."""

    OURS = "ours"
    ITS_OWN = "its-own"
    NOT_DECIDED = "not-decided"


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides where one service stands on a day. `worked_on` is when its own form was last saved or opened."""

    has_code: bool = True
    is_closed: bool = False
    is_sold: bool = False
    is_disputed: bool = False
    is_covered_elsewhere: bool = False
    form: Form = Form.NOT_DECIDED
    is_asked_about_form: bool = False
    is_shared: bool = False
    reply: Reply = Reply.SILENT
    blocks: bool = False
    is_covered_this_year: bool = False
    is_published: bool = False
    worked_on: date | None = None


def why(facts: Facts, today: date) -> Why:
    """Say what decides where a service stands: what is wrong with the service first, then the way it goes."""
    if wrong := _wrong(facts):
        return wrong
    if facts.form is Form.ITS_OWN:
        return _on_its_own(facts, today)
    if facts.is_asked_about_form:
        return Why.ASKED
    if facts.form is Form.NOT_DECIDED:
        return Why.NO_ROUTE
    return _with_ours(facts)


def _wrong(facts: Facts) -> Why | None:
    found = [
        (not facts.has_code, Why.NO_CODE),
        (facts.is_closed, Why.CLOSED),
        (facts.is_sold, Why.SOLD),
        (facts.is_disputed, Why.DISPUTED),
        (facts.is_covered_elsewhere, Why.ELSEWHERE),
    ]
    return next((reason for is_so, reason in found if is_so), None)


def _on_its_own(facts: Facts, today: date) -> Why:
    if facts.is_published:
        return Why.PUBLISHED
    is_quiet = facts.worked_on is None or facts.worked_on + QUIET_AFTER < today
    return Why.QUIET if is_quiet else Why.WORKING


def _with_ours(facts: Facts) -> Why:
    """An open difference and a changed answer count also after publishing; silence does not (R74)."""
    if facts.reply is Reply.DIFFERENT and facts.blocks:
        return Why.DIFFERENT
    if facts.reply is Reply.AGAIN:
        return Why.AGAIN
    if facts.is_covered_this_year:
        return Why.COVERED
    if not facts.is_shared:
        return Why.NOT_SHARED
    return {Reply.SILENT: Why.SILENT, Reply.AGREED: Why.AGREED}.get(facts.reply, Why.SETTLED)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one service stands."""

    why: Why

    @property
    def state(self) -> State:
        return STATES[self.why]


def place(facts: Facts, today: date) -> Place:
    """Place one service."""
    return Place(why(facts, today))


def counts(places: Iterable[Place]) -> dict[State, int]:
    """Count the services in each state; every state is there, and they add up to all services."""
    found = [one.state for one in places]
    return {state: found.count(state) for state in State}


class Job(StrEnum):
    """The next job of the group, in the order in which they come."""

    ADD_SERVICES = "add-services"
    CHOOSE_ROUTE = "choose-route"
    ANSWER = "answer"
    SHARE = "share"
    ASK_MANAGERS = "ask-managers"
    SEE_DIFFERENCES = "see-differences"
    SEE_STUCK = "see-stuck"
    PUBLISH = "publish"
    SEE_PUBLISHED = "see-published"


@dataclass(frozen=True, slots=True)
class Progress:
    """What the group itself has done this year."""

    is_route_affirmed: bool
    is_own_form_answered: bool
    is_published: bool
    are_managers_asked: bool


def next_job(places: Sequence[Place], progress: Progress) -> Job:
    """Choose the one job the green button names. Silence does not hold up publishing once the managers were asked."""
    reasons = {one.why for one in places}
    is_reply_missing = bool({Why.SILENT, Why.AGAIN} & reasons)
    steps = [
        (not places, Job.ADD_SERVICES),
        (not progress.is_route_affirmed, Job.CHOOSE_ROUTE),
        (not progress.is_own_form_answered and not progress.is_published, Job.ANSWER),
        (Why.NOT_SHARED in reasons, Job.SHARE),
        (Why.DIFFERENT in reasons, Job.SEE_DIFFERENCES),
        (is_reply_missing and not progress.are_managers_asked, Job.ASK_MANAGERS),
        (_waits_to_be_published(reasons, progress), Job.PUBLISH),
        (is_reply_missing, Job.ASK_MANAGERS),
        (any(one.state is State.STUCK for one in places), Job.SEE_STUCK),
    ]
    return next((job for is_next, job in steps if is_next), Job.SEE_PUBLISHED)


def _waits_to_be_published(reasons: set[Why], progress: Progress) -> bool:
    return not progress.is_published or bool({Why.AGREED, Why.SETTLED} & reasons)
