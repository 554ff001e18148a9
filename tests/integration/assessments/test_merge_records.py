"""Operators join two records of one service: what the page says, what happens, and taking them apart again."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import serializers
from django.urls import reverse

from assessments.actions.merging import merge, undo_merge
from assessments.actions.publishing import withdraw
from assessments.models import Answer, Assessment, Publication, Standing
from assessments.standings import rebuild, status_on_day
from organisations.actions import people as members
from organisations.actions.converting import ask_site
from organisations.actions.registration import register
from organisations.groups import link_of
from organisations.models import GroupSite, Invitation, JoinRequest, Membership, Merge, Organisation, Profile, User
from organisations.permissions import Role
from organisations.refusals import Refused
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import groups
from tests.factories.assessments import published
from tests.integration.assessments.joining import MERGES, PREVIEW, joined, now
from tests.integration.organisations.reading import browser, mail_to, member_id, role_of, verbs, words
from tests.integration.organisations.test_at_the_same_instant import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
HERE = (Organisation, Profile, Membership, GroupSite, Standing, Invitation, JoinRequest, Publication, Answer)


def member_at(organisation: Organisation, person: User, role: Role) -> None:
    with acting_for(organisation):
        members.join(organisation=organisation, user=person, role=role, by=person, at=f.NOW)


def apart(done: Merge, olu: User, days: int = 1) -> Merge:
    with acting_for(user=olu):
        return undo_merge(merge=done, by=olu, at=f.NOW + timedelta(days=days))


def state(*organisations: Organisation) -> dict[str, Any]:
    """Give every row of these organisations, except the history and the merges themselves."""
    with acting_for(*organisations):
        return {
            model.__name__: serializers.serialize(
                "python",
                (getattr(model, "seen", None) or model.objects).order_by("pk"),
            )
            for model in HERE
        }


def test_the_form_leads_to_a_preview(olu, old, new):
    client = browser(olu)

    assert "First we show what will happen." in words(client.get(MERGES))
    assert client.get(MERGES, {"source": " vb 002", "target": "va001"})["Location"] == PREVIEW
    assert "Nobody has an account with this code" in words(client.get(MERGES, {"source": "ZZ999", "target": "VA001"}))
    assert "Enter the code of the other one" in words(client.get(MERGES, {"source": "VB002", "target": ""}))


def test_the_preview_says_in_words_what_will_happen_and_does_nothing(olu, owen, priya, old, new):
    for name, role_there in (("Tom", Role.VIEWER), ("Sam", None)):
        person = f.member(old, Role.CONTRIBUTOR, name)
        if role_there:
            member_at(new, person, role_there)
    gone = f.member(old, Role.VIEWER, "Mina")
    member_at(new, gone, Role.VIEWER)
    with acting_for(new, user=priya):
        members.remove(organisation=new, by=priya, at=f.NOW, member_id=member_id(gone, new))
    published(old)
    rebuild_of(old)
    before = state(old, new)

    shown = words(browser(olu).get(PREVIEW))

    assert "Join Rose Court Limited, Leeds (VB002) to Rose Court, Leeds (VA001)?" in shown
    assert "Owen (owen@example.com) will join. They can answer questions, publish" in shown
    assert "Tom (tom@example.com) is there already. They will be able to do more: answer questions" in shown
    assert "Sam (sam@example.com) will join. They can answer questions and work on the plan." in shown
    assert "Mina (mina@example.com) was removed there before. They will not be let in again." in shown
    assert "Standards Met, published on 22 November 2026" in shown
    assert "You can undo this until 22 December 2026." in shown
    assert state(old, new) == before


def rebuild_of(organisation: Organisation) -> None:
    with acting_for(organisation):
        rebuild(organisation)


def test_joining_brings_people_and_never_lowers_one(olu, owen, priya, old, new):
    tom = f.member(old, Role.CONTRIBUTOR, "Tom")
    member_at(new, tom, Role.VIEWER)
    member_at(old, priya, Role.VIEWER)

    response = browser(olu).post(PREVIEW, follow=True)

    assert response.redirect_chain == [(MERGES, 302)]
    assert "is joined to Rose Court, Leeds (VA001) now. We have told their people." in words(response)
    assert now(old).merged_into == new
    assert role_of(owen, new) is Role.ADMINISTRATOR
    assert role_of(tom, new) is Role.CONTRIBUTOR
    assert role_of(priya, new) is Role.ADMINISTRATOR
    assert verbs(old)[-1] == "merged-into"
    assert verbs(new)[-1] == "merged-from"
    for person in (owen, priya):
        assert mail_to(person)[-1].subject == "Rose Court: we joined two records"


def test_who_was_removed_from_the_record_that_stays_is_not_let_in_again(olu, priya, old, new):
    tom = f.member(old, Role.ADMINISTRATOR, "Tom")
    member_at(new, tom, Role.VIEWER)
    with acting_for(new, user=priya):
        members.remove(organisation=new, by=priya, at=f.NOW, member_id=member_id(tom, new))

    joined(old, new, olu)

    assert role_of(tom, new) is None


def test_what_the_old_record_published_counts_for_the_new_one_under_its_own_reference(olu, old, new):
    publication = published(old)
    rebuild_of(old)
    today = f.NOW.date()
    theirs = status_on_day(old, today)
    assert status_on_day(new, today) != theirs

    joined(old, new, olu)

    assert status_on_day(new, today) == theirs
    [standing] = Standing.public.filter(organisation=new)
    assert standing.reference == publication.reference
    rebuild_of(new)  # made again from what there is, it is the same
    assert status_on_day(new, today) == theirs


def test_what_is_taken_back_at_the_old_record_counts_for_the_new_one_no_more(olu, old, new):
    publication = published(old)
    rebuild_of(old)
    joined(old, new, olu)

    with acting_for(old, user=olu):
        withdraw(publication=Publication.objects.get(pk=publication.pk), reason="An error", by=olu, at=f.NOW)

    assert [standing.is_withdrawn for standing in Standing.public.filter(organisation=new)] == [True]


class TestTheOldRecord:
    @pytest.fixture(autouse=True)
    def _joined(self, olu, old, new):
        f.assessment(old)
        joined(old, new, olu)

    def test_its_home_leads_to_the_other_ones(self, owen):
        there = browser(owen).get(reverse("assessments:home", args=["VB002"]))

        assert there["Location"] == reverse("assessments:home", args=["VA001"])

    def test_its_answers_can_be_read(self, owen, old):
        with acting_for(old):
            year = Assessment.objects.select_related("year").get().year.label

        assert browser(owen).get(reverse("assessments:questions", args=["VB002", year])).status_code == 200

    @pytest.mark.parametrize("name", ["assessments:open_year", "organisations:invite", "organisations:change_code"])
    def test_nothing_of_it_can_be_changed(self, owen, old, name):
        before = state(old)

        response = browser(owen).post(
            reverse(name, args=["VB002"]), {"email": "x@example.com", "role": "viewer", "code": "VC003"}
        )

        assert response.status_code == 409
        assert "This record was joined to Rose Court, Leeds (VA001)." in words(response)
        assert state(old) == before

    def test_members_of_the_other_one_are_led_there_and_strangers_nowhere(self, priya):
        old_people, new_people = (reverse("organisations:people", args=[code]) for code in ("VB002", "VA001"))

        assert browser(priya).get(old_people)["Location"] == new_people
        assert browser(f.person("Jo")).get(old_people).status_code == 404

    def test_it_is_not_offered_to_choose(self, owen):
        response = browser(owen).get(reverse("organisations:choose"))

        assert response["Location"] == reverse("assessments:home", args=["VA001"])

    def test_who_asks_to_join_it_asks_the_other_one(self):
        shown = words(browser(f.person("Jo")).get(reverse("organisations:ask_to_join", args=["VB002"])))

        assert "Ask to join Rose Court, Leeds (VA001)" in shown

    def test_nobody_joins_it_or_registers_its_code(self, old):
        jo = f.person("Jo")
        with acting_for(old), pytest.raises(Refused, match="merged-record"):
            members.join(organisation=now(old), user=jo, role=Role.VIEWER, by=jo, at=f.NOW)
        with acting_for(user=jo), pytest.raises(Refused, match="code-registered"):
            register(by=jo, at=f.NOW, code="VB002", name="Another")

    def test_no_group_can_ask_it(self, old):
        fern = groups.group()
        grace = groups.administrator_of(fern)
        with acting_for(fern, user=grace), pytest.raises(Refused, match="not-a-service"):
            ask_site(group=fern, site=now(old), by=grace, at=f.NOW)


def test_an_invitation_to_the_old_record_is_over(olu, owen, old, new):
    jo = f.person("Jo")
    with acting_for(old, user=owen):
        members.invite(organisation=old, by=owen, at=f.NOW, email=jo.email, role=Role.VIEWER)
        invitation = Invitation.objects.get()
    joined(old, new, olu)

    browser(jo).post(reverse("organisations:accept_mine", args=[invitation.pk]))

    assert role_of(jo, old) is None


class TestUndo:
    def test_undoing_gives_back_exactly_what_was_before(self, olu, owen, priya, old, new):
        fern = groups.group()
        grace = groups.administrator_of(fern)
        for site in (old, new):
            with acting_for(fern, site):
                GroupSite.objects.create(
                    organisation=fern, site=site, how="accepted", state="active", asked_at=f.NOW, asked_by=grace,
                    joined_on=f.NOW.date(),
                )  # fmt: skip
        tom = f.member(old, Role.CONTRIBUTOR, "Tom")
        member_at(new, tom, Role.VIEWER)
        f.member(old, Role.VIEWER, "Sam")
        published(old)
        published(new)
        for one in (old, new):
            rebuild_of(one)
        before = state(old, new, fern)

        done = joined(old, new, olu)
        during = state(old, new, fern)
        with acting_for(old):
            assert link_of(old) is None
        response = browser(olu).post(reverse("assessments:undo_merge", args=[done.pk]), follow=True)

        assert "are apart again." in words(response)
        for name in ("Organisation", "Membership", "GroupSite", "Standing"):
            assert during[name] != before[name], name
        assert state(old, new, fern) == before
        assert verbs(old)[-1] == verbs(new)[-1] == "unmerged"
        assert browser(owen).get(reverse("assessments:home", args=["VB002"])).status_code == 200

    def test_the_30th_day_is_the_last(self, olu, old, new):
        done = joined(old, new, olu)

        with pytest.raises(Refused, match="cannot-be-undone"):
            apart(done, olu, days=31)
        apart(done, olu, days=30)
        assert now(old).merged_into is None

    def test_the_page_offers_it_only_so_long(self, olu, old, new):
        done = joined(old, new, olu)
        client, undo = browser(olu), reverse("assessments:undo_merge", args=[done.pk])

        assert undo in client.get(MERGES).content.decode()
        with time_machine.travel(f.NOW + timedelta(days=30, seconds=1), tick=False):
            assert undo not in browser(olu).get(MERGES).content.decode()
            assert "The time to undo this is over." in words(browser(olu).post(undo, follow=True))

    def test_twice_is_once(self, olu, old, new):
        done = joined(old, new, olu)
        apart(done, olu)

        with pytest.raises(Refused, match="cannot-be-undone"):
            apart(done, olu)

    def test_it_may_be_joined_again(self, olu, old, new):
        apart(joined(old, new, olu), olu)

        assert joined(old, new, olu).undone_at is None

    def test_the_later_one_must_be_undone_first(self, olu, old, new):
        first = joined(old, new, olu)
        third = f.organisation("VC003", "Rose Court again", by=f.person("Una"))
        second = joined(now(new), third, olu)

        with pytest.raises(Refused, match="merge-undo-the-later-first"):
            apart(first, olu)
        apart(second, olu)
        apart(first, olu)
        assert now(old).merged_into is None

    def test_it_never_leaves_a_record_without_an_administrator(self, olu, owen, priya, old, new):
        done = joined(old, new, olu)
        with acting_for(new, user=owen):
            members.remove(organisation=new, by=owen, at=f.NOW, member_id=member_id(priya, new))

        with pytest.raises(Refused, match="last-administrator"):
            apart(done, olu)
        assert role_of(owen, new) is Role.ADMINISTRATOR


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("other_way", [False, True])
def test_pressed_twice_at_once_is_joined_once(olu, old, new, other_way):
    def pressing(source, target):
        return (), olu, lambda: merge(source=source, target=target, by=olu, at=f.NOW).pk

    done = at_once(pressing(old, new), pressing(*((new, old) if other_way else (old, new))))

    assert done.count("merge-joined-already") == 1
    with acting_for(old, new):
        assert Merge.objects.count() == 1
