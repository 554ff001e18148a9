"""What a group can say anew about one form or many, as changes that can be looked at before they are written."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from assessments.rules.grouping import (
    LOOK_CLOSER,
    WATCHED,
    Key,
    Outcome,
    Replies,
    Reply,
    RouteQuestion,
    Said,
    SiteVerdict,
    sites_that,
)


class Change(Protocol):
    """Something said anew; `about` is the question, None when it is about several."""

    @property
    def about(self) -> RouteQuestion | None: ...

    def to(self, replies: Replies) -> dict[Key, Reply]:
        """Return what the answers are afterwards."""
        ...


@dataclass(frozen=True, slots=True)
class ForAll:
    """The same answer for every service; what was said of single ones is over."""

    about: RouteQuestion
    value: Said
    note: str = ""

    def to(self, replies: Replies) -> dict[Key, Reply]:
        reply = Reply(self.value, self.note)
        return {**_told_off(replies, self.about, reply, lambda _: True), (self.about, None): reply}


@dataclass(frozen=True, slots=True)
class Which:
    """Some services are different, or somebody there is asked; every other is as was said for all, or the same.

    The note is for the services named now for the first time. Services that were named for another reason stay so.
    """

    about: RouteQuestion
    sites: frozenset[int]
    value: Said
    note: str = ""

    def to(self, replies: Replies) -> dict[Key, Reply]:
        others = self._for_the_others(replies.get((self.about, None)))
        after = _told_off(replies, self.about, others, lambda reply: reply.value is self.value)
        after[(self.about, None)] = others
        for site in self.sites:
            after[(self.about, site)] = self._for(replies.get((self.about, site)))
        return after

    def _for_the_others(self, reply: Reply | None) -> Reply:
        """Keep "very nearly" while somebody is asked; whoever says that some differ says that the others do not."""
        is_kept = reply is not None and reply.value is Said.NEARLY and reply.is_said and self.value is Said.ASK
        return reply if reply and is_kept else Reply(Said.SAME)

    def _for(self, reply: Reply | None) -> Reply:
        if reply is not None and reply.value is self.value:
            return reply
        was_asked = self.value is Said.ASK or (reply is not None and reply.was_asked)
        return Reply(self.value, self.note, was_asked=was_asked)


@dataclass(frozen=True, slots=True)
class LookCloser:
    """What is ticked of the five. Where a deciding one is true is said afterwards, and until then it is open."""

    ticked: frozenset[RouteQuestion]
    about: RouteQuestion | None = None

    def to(self, replies: Replies) -> dict[Key, Reply]:
        after = dict(replies)
        for question in LOOK_CLOSER:
            if question not in self.ticked:
                after = ForAll(question, Said.SAME).to(after)
            elif question in WATCHED:
                after[(question, None)] = Reply(Said.DIFFERENT)
            elif not sites_that(after, question, Said.DIFFERENT):
                after[(question, None)] = Reply(Said.ASK)
        return after


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody at a service said to a question."""

    question: RouteQuestion
    site: int
    value: Said
    note: str = ""


@dataclass(frozen=True, slots=True)
class TakeOver:
    """What people at services said becomes the group's answer for each of them."""

    told: tuple[Told, ...]
    about: RouteQuestion | None = None

    def to(self, replies: Replies) -> dict[Key, Reply]:
        said: dict[Key, Reply] = {
            (one.question, one.site): Reply(one.value, one.note, was_asked=True) for one in self.told
        }
        return {**replies, **said}


def _told_off(
    replies: Replies, question: RouteQuestion, reply: Reply, is_over: Callable[[Reply], bool]
) -> dict[Key, Reply]:
    """Take out the answers for single services that are over.

    Where somebody was asked, the reply takes their place: whoever was asked can still see how it ended.
    """
    after: dict[Key, Reply] = {}
    for (about, site), earlier in replies.items():
        if about is not question or site is None or not is_over(earlier):
            after[(about, site)] = earlier
        elif earlier.was_asked:
            after[(about, site)] = Reply(reply.value, reply.note, was_asked=True)
    return after


class Place(StrEnum):
    """Where a service stands by the answers: with the group's form, with its own, or not decided."""

    SHARES = "shares"
    OWN = "own"
    OPEN = "open"


def place_of(verdict: SiteVerdict) -> Place:
    if verdict.is_own:
        return Place.OWN
    return Place.SHARES if verdict.may_share else Place.OPEN


def moved(before: Outcome, after: Outcome) -> dict[int, tuple[Place, Place]]:
    """Return the services that a change moves, each with where it was and where it comes."""
    found = {site: (place_of(before.sites[site]), place_of(after.sites[site])) for site in before.sites}
    return {site: (was, comes) for site, (was, comes) in found.items() if was is not comes}
