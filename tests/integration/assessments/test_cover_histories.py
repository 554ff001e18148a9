"""Random histories through the real actions and the real SQL, against the plain model (R29 to R47)."""

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction

from assessments.actions.amending import add_covered, remove_covered
from assessments.actions.covering import Uncovered
from assessments.actions.following import follow_directory
from assessments.actions.publishing import publish, withdraw
from assessments.candidates import candidates_in_scope
from assessments.histories import current_publication, newest_publication
from assessments.models import Assessment, Publication
from assessments.rules.levels import Level
from assessments.standings import differences, standings_of, statuses_on, wanted_standings
from organisations.actions.people import join
from organisations.models import DirectoryEntry, DirectoryRelation, GroupSite, Organisation
from organisations.permissions import Role
from organisations.refusals import Refused
from organisations.tenancy import acting_for
from tests import factories as f
from tests.cover_model import Published, World, said
from tests.factories import assessments as a
from tests.factories import covering as c
from tests.factories import groups as g

pytestmark = pytest.mark.django_db

HISTORIES = 200
START, CERTIFICATE_ENDS = date(2026, 11, 22), date(2027, 10, 1)
DAY = timedelta(days=1)


@dataclass
class Stage:
    """Two head offices and three sites, all ready to publish, and what is known of them."""

    years: dict[str, Assessment]
    people: dict[str, object]
    entries: dict[str, DirectoryEntry]
    here: dict[str, Organisation] = field(init=False)

    def __post_init__(self) -> None:
        self.here = {code: year.organisation for code, year in self.years.items()}

    @property
    def groups(self) -> list[str]:
        return [code for code in self.here if code.startswith("AB")]

    @property
    def sites(self) -> list[str]:
        return [code for code in self.here if code.startswith("VA")]


def a_stage() -> Stage:
    long_open = {
        "opens_at": datetime(2026, 1, 1, tzinfo=UTC),
        "closes_at": datetime(2036, 1, 1, tzinfo=UTC),
        "last_edit_on": date(2035, 12, 31),
    }
    a.operators_year("2026-27", **long_open)
    years, people, entries = {}, {}, {}
    for code in ("AB01", "AB02"):
        people[code] = f.person(code)
        years[code] = c.ready_group(g.group(code, code, by=people[code]))
    for code in ("VA101", "VA102", "VA103"):
        site = g.site_of(years["AB01"].organisation, code, code)
        people[code] = f.person(code)
        with acting_for(site, user=people[code]):
            join(organisation=site, user=people[code], role=Role.ADMINISTRATOR, by=people[code], at=f.NOW)
        years[code] = a.ready(f.assessment(site))
        entries[code] = c.in_directory(site, "AB01")
    for year in years.values():
        expires = {**a.certificate(START), "cyber_plus_expires_on": CERTIFICATE_ENDS}
        a.ready_again(year, **expires)
    return Stage(years, people, entries)


class Player:
    """Lets the same things happen in the product and in the model."""

    def __init__(self, stage: Stage, seed: int) -> None:
        self.stage, self.chance = stage, random.Random(seed)
        self.world = World(parents={site: [("AB01", date.min)] for site in stage.sites})
        self.day, self.days = START, {START}
        self.linked = dict.fromkeys(stage.sites, "AB01")
        self.done: list[str] = []

    @property
    def at(self) -> datetime:
        return datetime.combine(self.day, time(12, len(self.done)), UTC)

    def go_on(self) -> None:
        self.day += DAY * self.chance.choice([0, 0, 1, 3, 20, 60, 150])
        if any(self.world.parent(site, self.day) != group for site, group in self.linked.items()):
            self._follow()  # the next import, with nothing new in it, lets go what was sold for this day
            self._join()
        deeds = {"own": 3, "cover": 6, "add": 2, "remove": 2, "move": 2, "close": 0.4, "withdraw": 2, "refused": 1}
        name = self.chance.choices(list(deeds), weights=list(deeds.values()))[0]
        getattr(self, name)()
        self.done.append(f"{self.day} {name}")
        self.days |= {self.day - DAY, self.day, self.day + DAY}

    def own(self) -> None:
        self._publish(self.chance.choice(self.stage.sites), [])

    def cover(self) -> None:
        code = self._a_group()
        if code:
            able = [one.code for one in self._candidates(code) if one.may_be_covered]
            assert set(able) == {site for site in self.stage.sites if self._may_cover(code, site)}, self.done
            self._publish(code, [site for site in able if self.chance.random() < 0.6])

    def refused(self) -> None:
        """Ticking what cannot be covered stops the whole publication."""
        code = self._a_group()
        if code:
            able = {one.code for one in self._candidates(code) if one.may_be_covered}
            wrong = set(self.stage.sites) - able
            if wrong:
                with pytest.raises(Uncovered) as found:
                    self._real_publish(code, self.stage.sites)
                assert {one.code for one in found.value.candidates} == wrong, self.done

    def add(self) -> None:
        code = self._a_group()
        current = self._current(code) if code else None
        if current:
            able = [one.code for one in self._candidates(code) if one.may_be_covered and not one.is_covered]
            if able:
                site = self.chance.choice(able)
                self._as(code, add_covered, site=self.stage.here[site], affirmed=True)
                self.world.add(current.reference, code, site, self.day)

    def remove(self) -> None:
        code, site = self.chance.choice(self.stage.groups), self.chance.choice(self.stage.sites)
        try:
            self._as(code, remove_covered, site=self.stage.here[site])
        except Refused:
            return
        self.world.remove(code, site, self.day)

    def move(self) -> None:
        site = self.chance.choice(self.stage.sites)
        old, since = self.world.parents[site][-1]
        new = next(code for code in self.stage.groups if code != old)
        on = max(self.day + DAY * self.chance.choice([-2, 0, 0, 1, 10]), START + DAY)
        if on <= since or on <= self.day - 3 * DAY:
            return
        entry = self.stage.entries[site]
        DirectoryRelation.objects.filter(entry=entry, to_on__isnull=True).update(to_on=on - DAY)
        c.belongs(entry, new, on)
        moved = SimpleNamespace(code=site, old_parent=old, new_parent=new, on=on)
        self._follow(moved=[moved])
        self.world.move(site, new, on)
        self.days |= {on - DAY, on, on + DAY}

    def close(self) -> None:
        who, on = self.chance.choice([*self.stage.sites, "AB02"]), self.day + DAY * self.chance.choice([0, 5])
        if who in self.world.closed:
            return
        self._follow(closed=[SimpleNamespace(code=who, on=on)])
        self.world.close(who, on)
        self.days |= {on, on + DAY}

    def withdraw(self) -> None:
        live = [one for one in self.world.published if not one.withdrawn]
        if live:
            one = self.chance.choice(live)
            with acting_for(self.stage.here[one.by]):
                row = Publication.objects.select_related("organisation").get(reference=one.ref)
                withdraw(publication=row, reason="In error", by=self.stage.people[one.by], at=self.at)
            self.world.withdraw(one.ref)

    # How it is done ----------------------------------------------------------------------------------------------

    def _a_group(self) -> str:
        code = self.chance.choice(self.stage.groups)
        closed = self.world.closed.get(code)
        return "" if closed is not None and closed < self.day else code

    def _may_cover(self, code: str, site: str) -> bool:
        """Say it by the model: it is theirs on the day, open, and no other group's cover goes on."""
        closed = self.world.closed.get(site)
        held = [one for one in self.world.counted() if one.site == site and one.group != code]
        is_held = any(max(one.days) >= self.day for one in held)
        theirs = self.world.parent(site, self.day) == code
        return theirs and not (closed is not None and closed < self.day) and (not is_held or theirs)

    def _candidates(self, code: str) -> list:
        group, year = self.stage.here[code], self.stage.years[code].year
        with acting_for(group):
            return [one for one in candidates_in_scope(group, year, day=self.day) if one.code in self.stage.sites]

    def _current(self, code: str) -> Publication | None:
        with acting_for(self.stage.here[code]):
            return current_publication(self.stage.here[code], self.day)

    def _publish(self, code: str, sites: list[str]) -> None:
        one = self._real_publish(code, sites)
        ends = one.certificate_expires_on
        self.world.publish(Published(one.reference, code, one.level, one.published_on, one.valid_until, ends), sites)
        self.days |= {one.valid_until, one.valid_until + DAY} | ({ends, ends + DAY} if ends else set())

    def _real_publish(self, code: str, sites: list[str]) -> Publication:
        year, by = self.stage.years[code], self.stage.people[code]
        level = Level.EXCEEDED if self.day <= CERTIFICATE_ENDS and self.chance.random() < 0.4 else Level.MET
        if code in self.stage.groups:
            c.ticked(year, [self.stage.here[site] for site in sites], at=self.at)
        with acting_for(self.stage.here[code], user=by):
            newest = newest_publication(self.stage.here[code])
            after = newest.pk if newest else None
            return publish(assessment=year, level=level, declaration="Yes.", after=after, by=by, at=self.at)

    def _as(self, code: str, deed: object, **told: object) -> None:
        group, by = self.stage.here[code], self.stage.people[code]
        with acting_for(group, user=by):
            deed(group=group, by=by, at=self.at, **told)  # type: ignore[operator]

    def _follow(self, moved: list = (), closed: list = ()) -> None:
        with acting_for():
            follow_directory(loaded=SimpleNamespace(moved=moved, closed=closed, reopened=()), by=None, at=self.at)
        for code in self.stage.here:
            self.stage.here[code].refresh_from_db()
            self.stage.years[code].organisation = self.stage.here[code]

    def _join(self) -> None:
        """Let the head office of today look after the sites that have left the one before."""
        for code, group in self.linked.items():
            site, parent = self.stage.here[code], self.stage.here[self.world.parent(code, self.day)]
            if parent.code != group:
                self.linked[code] = parent.code
                with acting_for(parent):
                    GroupSite.objects.create(
                        organisation=parent,
                        site=site,
                        how=GroupSite.How.ACCEPTED,
                        state=GroupSite.State.ACTIVE,
                        asked_at=self.at,
                        asked_by=self.stage.people["AB01"],
                        joined_on=self.day,
                    )

    def compare(self) -> int:
        counted = self.world.counted()
        for day in sorted(self.days):
            found = statuses_on(self.stage.here.values(), day)
            for code, one in self.stage.here.items():
                assert said(found[one.pk]) == self.world.status(code, day, counted), (code, day, self.done)
        return len(self.days) * len(self.stage.here)


def test_random_histories_are_as_in_the_plain_model() -> None:
    stage, compared, deeds = a_stage(), 0, 0
    before = {code: one.closed_on for code, one in stage.here.items()}
    for seed in range(HISTORIES):
        with transaction.atomic():
            player = Player(stage, seed)
            for _ in range(player.chance.randrange(2, 9)):
                player.go_on()
            compared += player.compare()
            deeds += len(player.done)
            the_projection_is_whole(stage)
            transaction.set_rollback(True)
        for code, closed_on in before.items():
            stage.here[code].closed_on = closed_on
            stage.years[code].organisation = stage.here[code]

    assert compared > 10_000
    assert deeds > 800


def the_projection_is_whole(stage: Stage) -> None:
    for one in stage.here.values():
        with acting_for(one):
            there, wanted = standings_of(one), wanted_standings(one)
            assert there.keys() == wanted.keys()
            assert all(differences(there[key], wanted[key]) == [] for key in wanted)
