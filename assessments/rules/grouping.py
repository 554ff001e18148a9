"""One form for all services of a group, or more than one: what its answers mean, service by service (R37, R49, R52).

An answer for one service wins over the answer for all of them. A service may share the group's form when nothing is
different there, nothing is still being asked, and nothing is left unsaid.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class RouteQuestion(StrEnum):
    """The four questions, then the five things to look closer at."""

    TRAINING = "training"
    POLICIES = "policies"
    STEPS = "steps"
    COMPUTERS = "computers"
    EXTRA_POLICIES = "extra-policies"
    RECORDS = "records"
    SHARING = "sharing"
    LEADERS = "leaders"
    CULTURE = "culture"


FOUR = tuple(RouteQuestion)[:4]
LOOK_CLOSER = tuple(RouteQuestion)[4:]
# These are true of some services and decide for them; the other two are things to watch, and decide nothing.
DECIDING = LOOK_CLOSER[:3]
WATCHED = LOOK_CLOSER[3:]


class Said(StrEnum):
    SAME = "same"
    NEARLY = "nearly"
    DIFFERENT = "different"
    ASK = "ask"


class Route(StrEnum):
    """What all the answers come to. A council calls the first option A and the second option B."""

    ONE_FORM = "one-form"
    OWN_FORM = "own-form"
    MIXED = "mixed"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said to one question, for one service or for all. Somebody at the service may have been asked."""

    value: Said
    note: str = ""
    was_asked: bool = False

    @property
    def is_said(self) -> bool:
        """Say whether this is an answer: "very nearly" is none without a note (R37)."""
        return self.value is not Said.NEARLY or bool(self.note.strip())


Key: TypeAlias = tuple[RouteQuestion, int | None]
Replies: TypeAlias = Mapping[Key, Reply]


@dataclass(frozen=True, slots=True)
class SiteVerdict:
    """What the answers mean for one service: the questions that differ, that are nearly the same, and that are open."""

    differs: tuple[RouteQuestion, ...] = ()
    nearly: tuple[RouteQuestion, ...] = ()
    waiting: tuple[RouteQuestion, ...] = ()
    missing: tuple[RouteQuestion, ...] = ()

    @property
    def may_share(self) -> bool:
        return not (self.differs or self.waiting or self.missing)

    @property
    def is_own(self) -> bool:
        return bool(self.differs)


@dataclass(frozen=True, slots=True)
class Outcome:
    route: Route
    sites: Mapping[int, SiteVerdict]
    missing: tuple[RouteQuestion, ...]
    watched: tuple[RouteQuestion, ...]


def reply_for(replies: Replies, question: RouteQuestion, site: int | None) -> Reply | None:
    """Return the answer that counts for a service: its own, or the one for all."""
    return replies.get((question, site)) or replies.get((question, None))


def verdict_of(replies: Replies, site: int) -> SiteVerdict:
    """Say what the answers mean for one service."""
    found: dict[Said | None, list[RouteQuestion]] = {value: [] for value in (*Said, None)}
    for question in (*FOUR, *DECIDING):
        reply = reply_for(replies, question, site)
        found[_counted(replies, question, site, reply)].append(question)
    return SiteVerdict(
        differs=tuple(found[Said.DIFFERENT]),
        nearly=tuple(found[Said.NEARLY]),
        waiting=tuple(found[Said.ASK]),
        missing=tuple(found[None]),
    )


def _counted(replies: Replies, question: RouteQuestion, site: int, reply: Reply | None) -> Said | None:
    """Return what counts, None for nothing. To ask without having chosen whom is to say nothing yet."""
    if reply is None or not reply.is_said:
        return None
    if reply.value is Said.ASK and (question, site) not in replies:
        return None
    return reply.value


def missing_in(replies: Replies) -> tuple[RouteQuestion, ...]:
    """Return the questions that still need an answer for all services, in their order."""
    for_all = {question: replies.get((question, None)) for question in RouteQuestion}
    return tuple(
        question for question, reply in for_all.items() if reply is None or not reply.is_said or reply.value is Said.ASK
    )


def route_of(replies: Replies, sites: Iterable[int]) -> Outcome:
    """Say what the answers come to for all services.

    While anything is unsaid or being asked it is too early to say. Otherwise one form does when no service differs; a
    form for each is better when more than half of them do (R52); and anything between is mixed (R49).
    """
    verdicts = {site: verdict_of(replies, site) for site in sites}
    missing = missing_in(replies)
    watched = tuple(question for question in WATCHED if _is_ticked(replies, question))
    return Outcome(_route(verdicts.values(), missing), verdicts, missing, watched)


def _route(verdicts: Collection[SiteVerdict], missing: Collection[RouteQuestion]) -> Route:
    if missing or any(one.waiting or one.missing for one in verdicts):
        return Route.WAITING
    own = sum(one.is_own for one in verdicts)
    if not own:
        return Route.ONE_FORM
    return Route.OWN_FORM if 2 * own > len(verdicts) else Route.MIXED


def sites_that(replies: Replies, question: RouteQuestion, value: Said) -> frozenset[int]:
    """Return the services that one question has this answer for, of their own."""
    return frozenset(
        site for (asked, site), reply in replies.items() if asked is question and site and reply.value is value
    )


def _is_ticked(replies: Replies, question: RouteQuestion) -> bool:
    reply = replies.get((question, None))
    return reply is not None and reply.value is not Said.SAME


def ticked_in(replies: Replies) -> tuple[RouteQuestion, ...]:
    """Return what was ticked of the things to look closer at, whether or not it was said where it is so."""
    return tuple(
        question
        for question in LOOK_CLOSER
        if _is_ticked(replies, question) or sites_that(replies, question, Said.DIFFERENT)
    )


def chosen_in(replies: Replies, question: RouteQuestion) -> Said | None:
    """Return which of the four choices the answers to a question amount to, None when it was not answered."""
    for value in (Said.ASK, Said.DIFFERENT):
        if sites_that(replies, question, value):
            return value
    reply = replies.get((question, None))
    return reply.value if reply else None
