"""A plain model of what counts for whom, a day at a time: sets of days, replayed from the beginning for every question.

It shares nothing with the product but the words. A publication that was withdrawn is left out of the replay, with all
that came of it.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from assessments.rules.status import Status

DAY = timedelta(days=1)
UNDER_NEW = ("not-published-under-new-provider",)


@dataclass
class Published:
    ref: str
    by: str
    level: str
    on: date
    last: date
    certificate_ends: date | None = None
    withdrawn: bool = False


@dataclass
class Counted:
    """The days on which a publication counts for a site."""

    ref: str
    group: str
    site: str
    days: set[date]
    began: date
    why: str = ""


@dataclass
class World:
    """Everything that happened, in its order."""

    published: list[Published] = field(default_factory=list)
    events: list[tuple] = field(default_factory=list)
    closed: dict[str, date] = field(default_factory=dict)
    parents: dict[str, list[tuple[str, date]]] = field(default_factory=dict)  # site -> (group, from), in order
    declared: dict[str, list[tuple[str, date, date]]] = field(default_factory=dict)  # level, on, last

    # What happens ------------------------------------------------------------------------------------------------

    def publish(self, one: Published, sites: list[str] = ()) -> None:
        self.published.append(one)
        self.events.append(("publish", one.ref, one.by, one.on, list(sites)))

    def add(self, ref: str, group: str, site: str, on: date) -> None:
        self.events.append(("add", ref, group, on, [site]))

    def remove(self, group: str, site: str, on: date) -> None:
        self.events.append(("remove", group, on, site))

    def move(self, site: str, to: str, on: date) -> None:
        old = self.parent(site, date.max)
        self.parents.setdefault(site, []).append((to, on))
        self.events.append(("move", site, old, on))

    def close(self, who: str, on: date) -> None:
        self.closed[who] = on
        self.events.append(("close", who, on))

    def withdraw(self, ref: str) -> None:
        next(one for one in self.published if one.ref == ref).withdrawn = True

    # What is asked -----------------------------------------------------------------------------------------------

    def parent(self, site: str, day: date) -> str:
        begun = [group for group, start in self.parents.get(site, []) if start <= day]
        return begun[-1] if begun else ""

    def leaves(self, site: str, group: str, day: date) -> date | None:
        later = [start for other, start in self.parents.get(site, []) if start > day and other != group]
        return min(later) if later and self.parent(site, day) == group else None

    def counted(self) -> list[Counted]:
        """Replay everything that was not withdrawn."""
        self._found: list[Counted] = []
        out = {one.ref for one in self.published if one.withdrawn}
        for event in self.events:
            kind, *rest = event
            if kind in {"publish", "add"} and rest[0] in out:
                continue
            getattr(self, f"_{kind}")(*rest)
        return [one for one in self._found if one.days]

    def _cut(self, one: Counted, last: date, why: str) -> None:
        if any(day > last for day in one.days):
            one.days = {day for day in one.days if day <= last}
            one.why = why

    def _publish(self, ref: str, by: str, on: date, sites: list[str]) -> None:
        for one in self._found:
            if one.group == by:
                self._cut(one, on - DAY, "replaced")
        self._add(ref, by, on, sites)

    def _add(self, ref: str, by: str, on: date, sites: list[str]) -> None:
        for site in sites:
            for one in self._found:
                if one.site == site:
                    self._cut(one, on - DAY, "taken-over" if one.group != by else "replaced")
            last = next(one.last for one in self.published if one.ref == ref)
            made = Counted(ref, by, site, {on + DAY * n for n in range((last - on).days + 1)}, on)
            closed, leaves = self.closed.get(site), self.leaves(site, by, on)
            if closed is not None:
                self._cut(made, closed, "closed")
            if leaves is not None:
                self._cut(made, leaves - DAY, "sold")
            if by in self.closed:
                self._cut(made, self.closed[by], "merged")
            self._found.append(made)

    def _remove(self, group: str, on: date, site: str) -> None:
        for one in self._found:
            if (one.group, one.site) == (group, site):
                self._cut(one, on - DAY, "removed")

    def _move(self, site: str, old: str, on: date) -> None:
        for one in self._found:
            if one.site == site and one.group == old:
                self._cut(one, on - DAY, "sold")

    def _close(self, who: str, on: date) -> None:
        for one in self._found:
            if one.site == who:
                self._cut(one, on, "closed")
            if one.group == who:
                self._cut(one, on, "merged")

    def own(self, who: str, day: date) -> Published | None:
        made = [one for one in self.published if one.by == who and one.on <= day and not one.withdrawn]
        if made:
            return max(reversed(made), key=lambda one: one.on)  # of one day the last made
        told = [one for one in self.declared.get(who, []) if one[1] <= day]
        if not told:
            return None
        level, on, last = max(told, key=lambda one: one[1])
        return Published("", who, level, on, last)

    def status(self, who: str, day: date, counted: list[Counted]) -> tuple:
        """Say where somebody stands: (kind, what was, own or covered, reference, last day that counts)."""
        if who in self.closed and day > self.closed[who]:
            return ("closed",)
        own = self.own(who, day)
        now = [one for one in counted if one.site == who and day in one.days]
        assert len(now) <= 1
        own_is_in_date = own is not None and day <= own.last
        if now and not (own_is_in_date and own.on >= now[0].began):
            return self._of(now[0].ref, day, "covered", max(now[0].days))
        if own_is_in_date:
            return self._of(own, day, "own", own.last)
        return self._lapsed(who, day, own, counted)

    def _of(self, ref: str | Published, day: date, how: str, last: date) -> tuple:
        one = ref if isinstance(ref, Published) else next(p for p in self.published if p.ref == ref)
        level = one.level
        if level == "exceeded" and one.certificate_ends and day > one.certificate_ends:
            level = "met"
        return (level, "" if level == one.level else one.level, how, one.ref, last)

    def _lapsed(self, who: str, day: date, own: Published | None, counted: list[Counted]) -> tuple:
        before = [one for one in counted if one.site == who and one.began <= day]
        last = max(before, key=lambda one: one.began, default=None)
        if last is not None and last.why in {"sold", "merged"} and not (own and own.on > max(last.days)):
            return UNDER_NEW
        if last is not None and last.why == "" and not (own and own.last >= max(last.days)):
            ref = next(one for one in self.published if one.ref == last.ref)
            return ("expired", ref.level, "covered", ref.ref, max(last.days))
        return ("expired", own.level, "own", own.ref, own.last) if own else ("not-published",)


def said(status: Status) -> tuple:
    """Say a status in the model's words."""
    if status.how is None:
        return (status.kind.value,)
    was = status.was.value if status.was else ""
    return (status.kind.value, was, status.how.value, status.reference, status.valid_until)
