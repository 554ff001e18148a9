"""Saying what decides between one form and many, asking those who know, and affirming the result (R37, R51, R52)."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.urls import reverse

from assessments import routes
from assessments.closed import WORDS, YEAR_IS_CLOSED, refuse_if_closed
from assessments.models import Assessment, RouteReply, RouteResult
from assessments.routes_words import AT_A_SITE
from assessments.rules.grouping import Key, Replies, Reply, Route, RouteQuestion, Said, route_of
from assessments.rules.regrouping import Change, ForAll, TakeOver, Told, Which
from assessments.rules.schedule import can_edit, london_date
from assessments.snapshots import lock, year_facts
from organisations import audit, post
from organisations.groups import sites_of
from organisations.models import Organisation, User
from organisations.refusals import Refused
from organisations.tenancy import action
from organisations.words import REFUSALS

NOTE_MISSING = "route-note-missing"
NOBODY_CHOSEN = "route-nobody-chosen"
NOT_IN_THE_GROUP = "route-not-in-the-group"
NOT_FINISHED = "route-not-finished"
SAID_ANEW = "route-said-anew"
NOTHING_BEFORE = "route-nothing-before"


@action
def change_route(*, assessment: Assessment, change: Change, by: User, at: datetime) -> bool:
    """Write what is said anew, and send the questions it asks. Return whether any answer changed.

    The result then has to be read and affirmed again (R37). Refuses "very nearly" without a note, a list with no
    service or with one that is not the group's, what a service says otherwise by now, and a closed year.
    """
    locked = lock(assessment)
    refuse_if_closed(locked, at)
    group = locked.organisation
    sites = {link.site_id: link.site for link in sites_of(group)}
    rows = {_key(row): row for row in routes.lock_rows(group, locked.year)}
    _refuse(change, sites.keys(), rows)
    before = routes.replies_from(rows.values())
    after = change.to(before)
    changed = {key for key, reply in after.items() if before.get(key) != reply}
    if isinstance(change, TakeOver):  # also what the group had said itself is read by now
        changed |= {(one.question, one.site) for one in change.told}
    asked = _write(locked, rows, after, changed, by=by, at=at)
    if after == before:
        return False
    RouteResult.objects.filter(organisation=group, year=locked.year).delete()
    about = change.about.value if change.about else ""
    audit.record("said-route", organisation=group, by=by, at=at, subject=about, year=locked.year.label)
    _send(group, asked, sites, by=by, at=at)
    return True


def _key(row: RouteReply) -> Key:
    return RouteQuestion(row.question), row.site_id


def _refuse(change: Change, sites: Iterable[int], rows: Mapping[Key, RouteReply]) -> None:
    if isinstance(change, ForAll) and not Reply(change.value, change.note).is_said:
        raise _refusal(NOTE_MISSING)
    if isinstance(change, Which):
        if not change.sites:
            raise _refusal(NOBODY_CHOSEN)
        if not change.sites <= set(sites):
            raise _refusal(NOT_IN_THE_GROUP)
    if isinstance(change, TakeOver) and not all(_is_told(one, sites, rows) for one in change.told):
        raise _refusal(SAID_ANEW)


def _is_told(one: Told, sites: Iterable[int], rows: Mapping[Key, RouteReply]) -> bool:
    row = rows.get((one.question, one.site))
    return row is not None and one.site in sites and (row.told, row.told_note) == (one.value, one.note)


def _refusal(reason: str) -> Refused:
    return Refused(reason, f"{REFUSALS[reason]}.")


def _write(
    assessment: Assessment, rows: Mapping[Key, RouteReply], after: Replies, changed: set[Key], *, by: User, at: datetime
) -> list[RouteReply]:
    """Write what has changed and take out what is over, in three statements at most; return the questions to send."""
    sent = {key for key in changed if _is_sent(key, rows, after)}
    said = {key: _said(assessment, key, rows.get(key), after[key], by, at) for key in after if key in changed}
    for key in sent:
        row = said[key]
        row.asked_at, row.told, row.told_note, row.told_at, row.told_by = at, "", "", None, None
    RouteReply.objects.filter(pk__in=[row.pk for key, row in rows.items() if key not in after]).delete()
    RouteReply.objects.bulk_create([row for key, row in said.items() if key not in rows])
    RouteReply.objects.bulk_update([row for key, row in said.items() if key in rows], _WRITTEN)
    return [row for key, row in said.items() if key in sent]


_WRITTEN = ("value", "note", "asked_at", "told", "told_note", "told_at", "told_by", "saved_by", "saved_at")


def _is_sent(key: Key, rows: Mapping[Key, RouteReply], after: Replies) -> bool:
    """Say whether somebody at a service is asked now who was not being asked before."""
    row = rows.get(key)
    return key[1] is not None and after[key].value is Said.ASK and (row is None or row.value != Said.ASK)


def _said(assessment: Assessment, key: Key, row: RouteReply | None, reply: Reply, by: User, at: datetime) -> RouteReply:
    question, site = key
    row = row or RouteReply(
        organisation_id=assessment.organisation_id, year=assessment.year, question=question.value, site_id=site
    )
    row.value, row.note, row.saved_by, row.saved_at = reply.value.value, reply.note, by, at
    return row


def _send(
    group: Organisation, asked: list[RouteReply], sites: Mapping[int, Organisation], *, by: User, at: datetime
) -> None:
    """Send each question to the people of the service who can answer it."""
    to_sites = [(row, sites[row.site_id]) for row in asked if row.site_id is not None]
    if not to_sites:
        return
    audit.record_many([("was-asked", one[1], one[0].question) for one in to_sites], by=by, at=at, group=group.code)
    people = routes.people_who_answer(site.pk for _, site in to_sites)
    for row, site in to_sites:
        question = AT_A_SITE[RouteQuestion(row.question)]
        for member in people[site.pk]:
            post.write(
                "route_question",
                to=member.user.email,
                at=at,
                organisation=site,
                path=reverse("assessments:route_asked", args=[site.code, row.pk]),
                group=group.name,
                asker=str(by),
                question=question.format(site=site.name, group=group.name),
            )


@action
def tell(*, reply: RouteReply, value: Said, note: str, by: User, at: datetime) -> None:
    """Write what somebody at a service says to the question that was sent there; only that, for the row is the group's.

    Refuses an answer other than "the same" without a note, and a closed year.
    """
    locked = RouteReply.seen.select_for_update(of=("self",)).select_related("year").get(pk=reply.pk)
    if not can_edit(year_facts(locked.year), london_date(at)):
        raise Refused(YEAR_IS_CLOSED, WORDS)
    if value is not Said.SAME and not note.strip():
        raise _refusal(NOTE_MISSING)
    if (locked.told, locked.told_note) == (value, note):
        return
    locked.told, locked.told_note, locked.told_at, locked.told_by = value.value, note, at, by
    locked.save(update_fields=["told", "told_note", "told_at", "told_by"])
    audit.record("told-route", organisation=locked.site_id, by=by, at=at, subject=locked.question)


@action
def affirm_route(*, assessment: Assessment, route: Route, by: User, at: datetime) -> RouteResult:
    """Record that somebody read what the answers mean and says it is right, once a year (R37).

    Refuses while something is open, when the answers mean something else by now, and a closed year. A second press
    records nothing.
    """
    locked = lock(assessment)
    refuse_if_closed(locked, at)
    outcome = routes.routing(locked.organisation, locked.year).outcome
    if outcome.route is Route.WAITING or not outcome.sites:
        raise _refusal(NOT_FINISHED)
    if outcome.route is not route:
        raise _refusal(SAID_ANEW)
    there = routes.affirmed(locked.organisation, locked.year)
    return there if there and there.result == route else _affirmed(locked, route, by=by, at=at)


def _affirmed(assessment: Assessment, route: Route, *, by: User, at: datetime) -> RouteResult:
    result: RouteResult
    result, _ = RouteResult.objects.update_or_create(
        organisation=assessment.organisation,
        year=assessment.year,
        defaults={"result": route.value, "affirmed_by": by, "affirmed_at": at},
    )
    audit.record(
        "affirmed-route",
        organisation=assessment.organisation,
        by=by,
        at=at,
        subject=assessment.year.label,
        result=route.value,
    )
    return result


@action
def say_still_right(*, assessment: Assessment, by: User, at: datetime) -> RouteResult:
    """Take over the answers of the last year that was affirmed, and affirm what they come to now (R37).

    Services that are new since then count as all the others. Refuses when there is no such year, when this year has
    answers already, and when something would be open.
    """
    locked = lock(assessment)
    refuse_if_closed(locked, at)
    group = locked.organisation
    before = routes.affirmed_before(group, locked.year)
    if before is None:
        raise _refusal(NOTHING_BEFORE)
    if routes.lock_rows(group, locked.year):
        raise _refusal(SAID_ANEW)
    earlier = routes.routing(group, before.year)
    kept = {key: Reply(reply.value, reply.note) for key, reply in earlier.replies.items()}
    outcome = route_of(kept, earlier.outcome.sites)
    if outcome.route is Route.WAITING or not outcome.sites:
        raise _refusal(NOT_FINISHED)
    _write(locked, {}, kept, set(kept), by=by, at=at)
    return _affirmed(locked, outcome.route, by=by, at=at)
