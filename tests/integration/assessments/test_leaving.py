"""A site leaves its group: what it inherited stays with it, and nothing else follows (R45, R75)."""

from datetime import timedelta

import pytest
from django.db import connection

from assessments.actions.leaving import let_go
from assessments.actions.publishing import publish
from assessments.frozen import thaw
from assessments.models import Answer, SharedAnswer
from assessments.rules.levels import Level
from assessments.rules.schedule import london_date
from assessments.snapshots import load
from organisations.models import AuditEntry, GroupSite, Organisation
from organisations.refusals import Refused
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories.assessments import answer, confirmed, described, manager_of
from tests.factories.groups import administrator_of, group, site_of
from tests.factories.sharing import form_of, people_at, shared
from tests.integration.assessments.reading import browser, of, of_year

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
TODAY = london_date(f.NOW)
LOCAL = ("3.2.1", "7.2.1")


@pytest.fixture
def fern() -> Organisation:
    return group()


@pytest.fixture
def elm_view(fern: Organisation) -> Organisation:
    site = site_of(fern)
    people_at([site])
    return site


def leaves(fern: Organisation, site: Organisation) -> None:
    by = administrator_of(fern)
    with acting_for(fern, site, user=by):
        let_go(group=fern, site=site, on=TODAY - timedelta(days=1), why="sold", by=by, at=f.NOW)


def said(site: Organisation) -> dict[str, tuple[str, str]]:
    with acting_for(site):
        answers = load(site, form_of(site).year.label, today=TODAY).case.answers
        return {ref: (one.text, one.inherited_from) for ref, one in answers.items()}


def test_the_answers_stay_and_the_link_ends(fern: Organisation, elm_view: Organisation) -> None:
    shared(fern)
    answer(form_of(elm_view), "1.1.5", choice="yes", text="Tom")
    before = said(elm_view)

    leaves(fern, elm_view)

    after = said(elm_view)
    assert {ref: text for ref, (text, _) in after.items()} == {ref: text for ref, (text, _) in before.items()}
    assert {group for _, group in after.values()} == {""}
    with acting_for(elm_view):
        assert Answer.objects.get(ref="1.1.5").came_from == ""
        copy = Answer.objects.get(ref="1.3.1")
        assert (copy.came_from, copy.saved_by, copy.version) == ("Fern Care Group", administrator_of(fern), 1)
        assert GroupSite.seen.get(site=elm_view).state == GroupSite.State.ENDED
        assert AuditEntry.objects.filter(organisation_id=elm_view.pk, verb="kept-answers").count() == 1


def test_what_was_dropped_or_left_out_is_not_brought_back(fern: Organisation, elm_view: Organisation) -> None:
    form = shared(fern, "1.1.5", "1.3.1", choice="yes", text="Priya")
    with acting_for(fern):
        SharedAnswer.objects.filter(ref="1.1.5").update(except_sites=[elm_view.pk])

    leaves(fern, elm_view)

    assert set(said(elm_view)) == {"1.3.1"}
    assert form.organisation == fern


def test_a_dropped_answer_becomes_the_groups_words(fern: Organisation, elm_view: Organisation) -> None:
    shared(fern, "1.1.5", choice="yes", text="Priya")
    answer(form_of(elm_view), "1.1.5", choice="yes", text="Tom")
    answer(form_of(elm_view), "1.1.5", choice="", text="", kept_at="")

    leaves(fern, elm_view)

    with acting_for(elm_view):
        assert Answer.objects.values_list("text", "version", "came_from").get() == ("Priya", 3, "Fern Care Group")


def test_a_site_that_has_left_already_is_refused(fern: Organisation, elm_view: Organisation) -> None:
    leaves(fern, elm_view)
    with pytest.raises(Refused, match="not-in-the-group"):
        leaves(fern, elm_view)


def test_the_groups_people_do_not_see_the_next_request(fern: Organisation, elm_view: Organisation) -> None:
    shared(fern, "1.1.5", choice="yes", text="Priya")
    grace = browser(administrator_of(fern))
    page = of_year(form_of(elm_view), "question", "1.1.5")
    assert grace.get(page).status_code == 200

    leaves(fern, elm_view)

    assert grace.get(page).status_code == 404
    assert grace.get(of(elm_view, "home")).status_code == 404


def test_a_stranger_reads_no_shared_answer_by_sql(fern: Organisation, elm_view: Organisation) -> None:
    shared(fern, "1.1.5", choice="yes", text="Priya")
    oak = group("Oak Group", "AB02", by=f.person("Olga"))
    theirs = site_of(oak, "VA202", "Oak Lodge")

    def seen_by(*organisations: Organisation) -> int:
        with acting_for(*organisations), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM assessments_sharedanswer")
            return cursor.fetchone()[0]

    assert (seen_by(fern), seen_by(elm_view)) == (1, 1)
    assert (seen_by(oak), seen_by(theirs), seen_by(oak, theirs)) == (0, 0, 0)

    leaves(fern, elm_view)
    assert seen_by(elm_view) == 0


def test_a_site_publishes_by_itself_with_what_it_inherits(fern: Organisation, elm_view: Organisation) -> None:
    shared(fern)
    form, by = form_of(elm_view), manager_of(elm_view)
    described(elm_view)
    for ref in LOCAL:
        answer(form, ref)
    confirmed(form)

    with acting_for(elm_view, user=by):
        publication = publish(assessment=form, level=Level.MET, declaration="It is true.", after=None, by=by, at=f.NOW)
    frozen = {one.ref: one for one in thaw(publication).answers}
    assert (frozen["1.1.5"].kept_at, frozen["1.1.5"].choice) == ("Blue folder", "yes")
    assert frozen["1.1.5"].inherited_from == "Fern Care Group"
    assert (frozen["7.2.1"].inherited_from, frozen["7.2.1"].is_satisfied) == ("", True)


def test_inherited_counts_as_answered_and_not_as_confirmed(fern: Organisation, elm_view: Organisation) -> None:
    shared(fern)
    with acting_for(elm_view):
        case = load(elm_view, form_of(elm_view).year.label, today=TODAY).case
    assert "1.1.5" in case.satisfied
    assert case.confirmed == frozenset()
