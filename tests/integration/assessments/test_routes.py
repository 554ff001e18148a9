"""Which services may share one form, as other pages ask it; the questions that are sent."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.actions.routing import affirm_route, change_route, say_still_right, tell
from assessments.models import RouteReply, RouteResult
from assessments.routes import affirmed, verdicts
from assessments.rules.grouping import Route, RouteQuestion, Said
from assessments.rules.regrouping import ForAll, TakeOver, Told, Which
from organisations.actions.grouping import end_link
from organisations.groups import sites_of
from organisations.models import AuditEntry, OutgoingMail
from organisations.permissions import Role
from organisations.post import post_room
from organisations.refusals import Refused
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import groups, routes
from tests.integration.assessments.route_pages import Fern, fern, manager, many

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
Q = RouteQuestion


@pytest.fixture
def home() -> Fern:
    return fern()


def found(home: Fern) -> dict:
    with acting_for(home.group):
        return verdicts(home.group, home.year.year)


def mails() -> list[OutgoingMail]:
    with post_room():
        return list(OutgoingMail.objects.filter(kind="route_question").order_by("recipient"))


def test_nobody_may_share_before_the_questions_are_answered(home: Fern) -> None:
    shares = found(home)

    assert set(shares) == {home.elm.pk, home.oak.pk, home.ash.pk}
    assert {(one.may_share, one.is_waiting, one.why) for one in shares.values()} == {
        (False, False, "Answer the questions about one form or many first.")
    }


def test_all_may_share_when_nothing_differs(home: Fern) -> None:
    routes.all_the_same(home.year)

    assert {(one.may_share, one.why) for one in found(home).values()} == {(True, "")}


def test_one_that_differs_may_not_share_and_is_told_why(home: Fern) -> None:
    routes.all_the_same(home.year)
    routes.different(home.year, Q.COMPUTERS, home.elm)
    routes.different(home.year, Q.TRAINING, home.elm)

    shares = found(home)

    assert not shares[home.elm.pk].may_share
    assert shares[home.elm.pk].why == "It works in a different way: staff training and computers."
    assert shares[home.oak.pk].may_share


def test_one_that_was_asked_waits(home: Fern) -> None:
    routes.all_the_same(home.year)
    routes.asked(home.year, Q.COMPUTERS, home.oak)

    one = found(home)[home.oak.pk]

    assert (one.may_share, one.is_waiting) == (False, True)
    assert one.why == "You asked there on 22 November 2026 about computers, and need the answer first."


def test_a_service_that_has_left_is_not_there(home: Fern) -> None:
    routes.all_the_same(home.year)
    routes.different(home.year, Q.COMPUTERS, home.elm)
    with acting_for(home.group, home.elm, user=home.grace):
        link = next(link for link in sites_of(home.group) if link.site_id == home.elm.pk)
        end_link(link=link, on=f.NOW.date(), why="sold", by=home.grace, at=f.NOW)

    assert home.elm.pk not in found(home)
    assert routes.affirmed(home.year).result == Route.ONE_FORM


def test_what_was_affirmed(home: Fern) -> None:
    routes.all_the_same(home.year)
    with acting_for(home.group):
        assert affirmed(home.group, home.year.year) is None

    routes.affirmed(home.year)

    with acting_for(home.group):
        there = affirmed(home.group, home.year.year)
    assert there
    assert (there.result, there.affirmed_by, there.affirmed_at) == (Route.ONE_FORM, home.grace, f.NOW)


def test_a_changed_answer_must_be_affirmed_again(home: Fern) -> None:
    routes.decided(home.year)

    routes.different(home.year, Q.COMPUTERS, home.elm)

    assert home.result is None


def test_saying_the_same_again_leaves_the_result(home: Fern) -> None:
    routes.decided(home.year)

    routes.say(home.year, ForAll(Q.TRAINING, Said.SAME))

    assert home.result


def test_affirming_twice_is_recorded_once(home: Fern) -> None:
    routes.all_the_same(home.year)
    routes.affirmed(home.year)
    routes.affirmed(home.year, at=f.NOW + timedelta(hours=1))

    with acting_for(home.group):
        assert AuditEntry.objects.filter(verb="affirmed-route").count() == 1
        assert RouteResult.objects.get().affirmed_at == f.NOW


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (ForAll(Q.STEPS, Said.NEARLY, " "), "route-note-missing"),
        (Which(Q.STEPS, frozenset(), Said.DIFFERENT), "route-nobody-chosen"),
        (Which(Q.STEPS, frozenset({-1}), Said.DIFFERENT), "route-not-in-the-group"),
        (TakeOver((Told(Q.STEPS, -1, Said.SAME),)), "route-said-anew"),
    ],
)
def test_what_cannot_be_said(home: Fern, change: object, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        routes.say(home.year, change)

    assert refused.value.reason == reason
    assert refused.value.words
    assert home.said == {}


def test_a_result_with_something_open_cannot_be_affirmed(home: Fern) -> None:
    routes.all_the_same(home.year)
    routes.asked(home.year, Q.STEPS, home.elm)

    with pytest.raises(Refused, match="route-not-finished"):
        routes.affirmed(home.year)


def test_a_result_that_has_changed_since_it_was_read_cannot_be_affirmed(home: Fern) -> None:
    routes.all_the_same(home.year)

    with acting_for(home.group, user=home.grace), pytest.raises(Refused, match="route-said-anew"):
        affirm_route(assessment=home.year, route=Route.MIXED, by=home.grace, at=f.NOW)


def test_a_group_without_services_has_no_result() -> None:
    empty = groups.group()
    year = f.assessment(empty)
    routes.all_the_same(year)

    with pytest.raises(Refused, match="route-not-finished"):
        routes.affirmed(year)


def test_a_closed_year_cannot_be_changed(home: Fern) -> None:
    routes.all_the_same(home.year)
    [reply] = routes.asked(home.year, Q.STEPS, home.elm).values()
    much_later = f.NOW + timedelta(days=800)
    tom = manager(home.elm)

    with pytest.raises(Refused, match="year-is-closed"):
        routes.say(home.year, ForAll(Q.TRAINING, Said.NEARLY, "Paper"), at=much_later)
    with pytest.raises(Refused, match="year-is-closed"):
        routes.affirmed(home.year, at=much_later)
    with pytest.raises(Refused, match="year-is-closed"):
        routes.told(reply, Said.SAME, by=tom, at=much_later)
    with acting_for(home.group, user=home.grace), pytest.raises(Refused, match="year-is-closed"):
        say_still_right(assessment=home.year, by=home.grace, at=much_later)


def test_a_question_goes_to_those_at_the_service_who_can_answer(home: Fern) -> None:
    manager(home.elm, "Tom")
    manager(home.elm, "Jo", Role.CONTRIBUTOR)
    manager(home.elm, "Sam", Role.VIEWER)
    manager(home.oak, "Mina")

    [reply] = routes.asked(home.year, Q.COMPUTERS, home.elm).values()

    sent = mails()
    assert [mail.recipient for mail in sent] == ["jo@example.com", "tom@example.com"]
    assert sent[0].subject == "Fern Care Group asked you to answer one question"
    assert "Does Elm View use the same computers as the rest of Fern Care Group?" in sent[0].text
    assert f"/o/VA101/asked/{reply.pk}/" in sent[0].text
    assert sent[0].organisation_id == home.elm.pk


def test_asking_again_for_more_sends_nothing_twice(home: Fern) -> None:
    manager(home.elm, "Tom")
    manager(home.oak, "Mina")
    routes.asked(home.year, Q.COMPUTERS, home.elm)

    routes.asked(home.year, Q.COMPUTERS, home.elm, home.oak, at=f.NOW + timedelta(hours=1))

    assert [mail.recipient for mail in mails()] == ["mina@example.com", "tom@example.com"]


def test_what_was_asked_said_and_affirmed_is_in_the_history(home: Fern) -> None:
    tom = manager(home.elm)
    routes.all_the_same(home.year)
    [reply] = routes.asked(home.year, Q.COMPUTERS, home.elm).values()
    routes.told(reply, Said.SAME, by=tom)

    with acting_for(home.elm):
        ours = AuditEntry.objects.filter(organisation_id=home.elm.pk, verb__in=["was-asked", "told-route"])
        assert list(ours.order_by("number").values_list("verb", "subject", "actor_id")) == [
            ("was-asked", "computers", home.grace.pk),
            ("told-route", "computers", tom.pk),
        ]
    with acting_for(home.group):
        verbs = AuditEntry.objects.filter(organisation_id=home.group.pk).values_list("verb", flat=True)
        assert list(verbs).count("said-route") == 6


def test_what_a_service_says_is_written_and_nothing_else(home: Fern) -> None:
    tom = manager(home.elm)
    [reply] = routes.asked(home.year, Q.COMPUTERS, home.elm).values()
    later = f.NOW + timedelta(hours=1)

    with CaptureQueriesContext(connection) as statements:
        routes.told(reply, Said.NEARLY, "One old computer", by=tom, at=later)

    [update] = [one["sql"] for one in statements if one["sql"].startswith("UPDATE")]
    written = update.split(" SET ")[1].split(" WHERE ")[0]
    assert {part.split('"')[1] for part in written.split(", ") if '"' in part} == {
        "told", "told_note", "told_at", "told_by_id",
    }  # fmt: skip
    with acting_for(home.group):
        row = RouteReply.objects.get(pk=reply.pk)
    assert (row.value, row.told, row.told_note, row.told_at, row.told_by) == (
        "ask", "nearly", "One old computer", later, tom,
    )  # fmt: skip


def test_a_service_may_not_say_very_nearly_without_a_note(home: Fern) -> None:
    tom = manager(home.elm)
    [reply] = routes.asked(home.year, Q.COMPUTERS, home.elm).values()

    with acting_for(home.elm, user=tom), pytest.raises(Refused, match="route-note-missing"):
        tell(reply=reply, value=Said.NEARLY, note="", by=tom, at=f.NOW)


def test_an_answer_that_a_service_changed_meanwhile_is_not_taken_over(home: Fern) -> None:
    tom = manager(home.elm)
    [reply] = routes.asked(home.year, Q.COMPUTERS, home.elm).values()
    routes.told(reply, Said.SAME, by=tom)
    routes.told(reply, Said.DIFFERENT, "We have our own", by=tom)

    with pytest.raises(Refused, match="route-said-anew"):
        routes.say(home.year, TakeOver((Told(Q.COMPUTERS, home.elm.pk, Said.SAME),)))


def test_a_question_that_is_sent_anew_forgets_the_old_answer(home: Fern) -> None:
    tom = manager(home.elm)
    [reply] = routes.asked(home.year, Q.COMPUTERS, home.elm).values()
    routes.told(reply, Said.SAME, by=tom)
    routes.say(home.year, ForAll(Q.COMPUTERS, Said.SAME))

    [again] = routes.asked(home.year, Q.COMPUTERS, home.elm, at=f.NOW + timedelta(hours=1)).values()

    assert again.pk == reply.pk
    assert (again.value, again.told, again.told_by, again.asked_at) == ("ask", "", None, f.NOW + timedelta(hours=1))


def test_taking_over_is_a_few_statements_however_many() -> None:
    home = many(100)
    with acting_for(home.group):
        told = [
            Told(Q.TRAINING, row.site_id, Said.DIFFERENT, row.told_note)
            for row in RouteReply.objects.filter(organisation=home.group, told="different")
        ]
    with acting_for(home.group, user=home.grace), CaptureQueriesContext(connection) as statements:
        change_route(assessment=home.year, change=TakeOver(tuple(told)), by=home.grace, at=f.NOW)

    assert len(told) == 15
    assert len(statements) < 15
    assert home.get("route_result").status_code == 200
