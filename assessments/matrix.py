"""Reading a group with all its services, in a fixed number of statements whatever their number.

`load` reads what the group wrote and what the directory says in one statement, the replies of its sites, and the public
standings. The rules place every service; pages, filters and files are made of that.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import JSONField
from django.db.models.expressions import RawSQL

from assessments.models import ToolkitYear
from assessments.replies import SiteState, replies
from assessments.rules import grouping
from assessments.rules.groups import Facts, Form, Place, Reply, State, place
from assessments.rules.schedule import Year, london_date
from assessments.rules.status import Status, StatusKind
from assessments.standings import statuses_on
from organisations.models import GroupSite, Organisation, OrganisationKind


@dataclass(frozen=True, slots=True)
class OwnYear:
    """An assessment of this year: its edition, how much of it is done, and when it was last worked on."""

    id: int
    edition: str
    met_done: int
    worked_on: date


@dataclass(frozen=True, slots=True)
class Service:
    """One service of the group and where it stands. One without a code has no record here: `id` is its line's."""

    id: int
    code: str
    name: str
    town: str
    place: Place
    form: Form = Form.NOT_DECIDED
    reply: Reply = Reply.SILENT
    said: SiteState | None = None
    status: Status | None = None
    year: OwnYear | None = None
    joined_on: date | None = None
    only_looks_on: bool = False  # a council may only read a service that came with an account of its own (R51)

    @property
    def state(self) -> State:
        return self.place.state

    @property
    def differences(self) -> int:
        """Count what is different there and still open."""
        return sum(one.is_open for one in self.said.differences) if self.said else 0

    @property
    def words(self) -> str:
        """Give what a search looks in."""
        return f"{self.name} {self.town} {self.code}".casefold()


@dataclass(frozen=True, slots=True)
class Matrix:
    """A group on a day of a year, with its services by name."""

    group: Organisation
    year: Year
    today: date
    services: tuple[Service, ...]
    status: Status
    own: OwnYear | None
    is_route_affirmed: bool
    is_shared: bool
    are_managers_asked: bool
    administrators: int

    def service(self, code: str) -> Service | None:
        """Find a service by its code."""
        return next((one for one in self.services if one.code and one.code == code.upper()), None)

    @property
    def is_published(self) -> bool:
        """Say whether the group has published for this year, and it counts today."""
        return self.status.is_in_date and self.status.year_label == self.year.label


def load(group: Organisation, year: Year, *, today: date) -> Matrix:
    """Read a group with its services as they stand on a day of a year."""
    everything = _everything(group, year, today)
    lines = everything["sites"] or []
    statuses = statuses_on([group.pk, *(line["id"] for line in lines)], today)
    said = _replies(group, everything)
    route = _route(everything["route"] or ())
    told = _Told(group, year, today, statuses, said, route, everything)
    services = [*map(told.service, lines), *map(_without_code, everything["without_code"] or ())]
    return Matrix(
        group=group,
        year=year,
        today=today,
        services=tuple(sorted(services, key=lambda service: (service.name.casefold(), service.code))),
        status=statuses[group.pk],
        own=_own_year(everything["own"]),
        is_route_affirmed=bool(everything["affirmed"]),
        is_shared=bool(everything["shared"]),
        are_managers_asked=bool(everything["asked"]),
        administrators=everything["administrators"],
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What is known of all sites together, to place each by."""

    group: Organisation
    year: Year
    today: date
    statuses: Mapping[int, Status]
    said: Mapping[int, SiteState]
    route: grouping.Replies
    everything: Mapping[str, Any]

    def service(self, line: Mapping[str, Any]) -> Service:
        """Place one site by all that is known of it."""
        facts, said = self._facts(line), self.said.get(line["id"])
        return Service(
            id=line["id"],
            code=line["code"],
            name=line["name"],
            town=line["town"],
            place=place(facts, self.today),
            form=facts.form,
            reply=facts.reply,
            said=said,
            status=self.statuses[line["id"]],
            year=_own_year(line["year"]),
            joined_on=_day(line["joined_on"]),
            only_looks_on=line["how"] == GroupSite.How.ACCEPTED and self.group.kind == OrganisationKind.COUNCIL,
        )

    def _facts(self, line: Mapping[str, Any]) -> Facts:
        status, said, year = self.statuses[line["id"]], self.said.get(line["id"]), _own_year(line["year"])
        verdict = grouping.verdict_of(self.route, line["id"])
        return Facts(
            is_closed=status.kind is StatusKind.CLOSED or line["is_closed"],
            is_sold=line["is_sold"],
            is_disputed=line["is_disputed"],
            is_covered_elsewhere=status.is_covered and status.is_in_date and status.by_id != self.group.pk,
            form=self._form(verdict),
            is_asked_about_form=bool(verdict.waiting),
            is_shared=bool(self.everything["shared"]),
            reply=Reply(said.state) if said else Reply.SILENT,
            blocks=said.blocks if said else False,
            is_covered_this_year=self._is_covered(status),
            is_published=status.is_in_date and not status.is_covered,
            worked_on=year.worked_on if year else None,
        )

    def _form(self, verdict: grouping.SiteVerdict) -> Form:
        if not self.everything["affirmed"]:
            return Form.NOT_DECIDED
        return Form.OURS if verdict.may_share else Form.ITS_OWN if verdict.is_own else Form.NOT_DECIDED

    def _is_covered(self, status: Status) -> bool:
        is_ours = status.is_covered and status.by_id == self.group.pk
        return is_ours and status.is_in_date and status.year_label == self.year.label


def _without_code(line: Mapping[str, Any]) -> Service:
    return Service(line["id"], "", line["name"], "", place(Facts(has_code=False), date.max))


def _own_year(line: Mapping[str, Any] | None) -> OwnYear | None:
    if line is None:
        return None
    worked_at = datetime.fromisoformat(line["last_saved_at"] or line["opened_at"])
    return OwnYear(line["id"], line["edition"], line["met_done"], london_date(worked_at))


def _route(rows: Iterable[Mapping[str, Any]]) -> grouping.Replies:
    return {
        (grouping.RouteQuestion(row["question"]), row["site_id"]): grouping.Reply(
            grouping.Said(row["value"]), row["note"], was_asked=row["asked_at"] is not None
        )
        for row in rows
    }


def _replies(group: Organisation, everything: Mapping[str, Any]) -> dict[int, SiteState]:
    year_id = everything["year_id"]
    return replies(group, ToolkitYear(pk=year_id)) if year_id and everything["shared"] else {}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _everything(group: Organisation, year: Year, today: date) -> Any:
    found = Organisation.objects.filter(pk=group.pk).annotate(everything=_said_in_sql(year, today))
    return found.values_list("everything", flat=True).get()


def _said_in_sql(year: Year, today: date) -> RawSQL:
    """Give all that hangs on a group as JSON. The open scope guards it, and row security each of these tables."""
    return RawSQL(_EVERYTHING, (today, today, today, year.label), output_field=JSONField())  # noqa: S611 - no text in it


_EVERYTHING = """
    (SELECT jsonb_build_object(
        'year_id', this.id,
        'own', (SELECT to_jsonb(line) FROM (
            SELECT id, edition, met_done, opened_at, last_saved_at FROM assessments_assessment
            WHERE organisation_id = organisations_organisation.id AND year_id = this.id) line),
        'sites', (SELECT jsonb_agg(line) FROM (
            SELECT site.id, site.code, site.name, site.town, link.joined_on, link.how,
                (SELECT to_jsonb(line) FROM (
                    SELECT id, edition, met_done, opened_at, last_saved_at FROM assessments_assessment
                    WHERE organisation_id = site.id AND year_id = this.id) line) AS year,
                EXISTS (SELECT FROM organisations_dispute dispute
                    WHERE dispute.site_id = site.id AND decided_at IS NULL) AS is_disputed,
                EXISTS (SELECT FROM organisations_directoryentry entry
                    WHERE entry.code = site.code AND entry.closed_on < %s) AS is_closed,
                EXISTS (SELECT FROM organisations_directoryrelation parent
                    JOIN organisations_directoryentry entry ON entry.id = parent.entry_id
                    WHERE entry.code = site.code AND parent.kind = 'parent'
                        AND parent.to_code <> organisations_organisation.code AND parent.from_on > link.joined_on
                        AND parent.from_on <= %s AND (parent.to_on IS NULL OR parent.to_on >= %s)) AS is_sold
            FROM organisations_groupsite link JOIN organisations_organisation site ON site.id = link.site_id
            WHERE link.organisation_id = organisations_organisation.id AND link.state = 'active') line),
        'without_code', (SELECT jsonb_agg(jsonb_build_object('id', id, 'name', name))
            FROM organisations_servicewithoutcode
            WHERE organisation_id = organisations_organisation.id AND done_at IS NULL),
        'route', (SELECT jsonb_agg(to_jsonb(reply)) FROM assessments_routereply reply
            WHERE reply.organisation_id = organisations_organisation.id AND reply.year_id = this.id),
        'affirmed', EXISTS (SELECT FROM assessments_routeresult
            WHERE organisation_id = organisations_organisation.id AND year_id = this.id),
        'shared', EXISTS (SELECT FROM assessments_sharedanswer
            WHERE organisation_id = organisations_organisation.id AND year_id = this.id),
        'asked', EXISTS (SELECT FROM organisations_auditentry
            WHERE organisation_id = organisations_organisation.id AND verb = 'asked-to-agree' AND subject = this.label),
        'administrators', (SELECT count(*) FROM organisations_membership
            WHERE organisation_id = organisations_organisation.id AND role = 'administrator' AND ended_at IS NULL))
    FROM (SELECT max(id) AS id, max(label) AS label FROM assessments_toolkityear WHERE label = %s) this)
"""
