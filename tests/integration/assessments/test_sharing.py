"""Answer once: what a group shares, its sites inherit; what it changes follows (R71, R72)."""

from datetime import timedelta

import pytest

from assessments.actions.answers import save_answer
from assessments.actions.dropping import drop_own_answer
from assessments.actions.sharing import leave_out, share, stop_sharing
from assessments.actions.summary import recount
from assessments.models import Answer, AnswerRevision, Assessment, Confirmation, SharedAnswer
from assessments.rules.schedule import london_date
from assessments.snapshots import load, load_question, lock_answers
from organisations.models import AuditEntry, Organisation, OutgoingMail, User
from organisations.post import post_room
from organisations.refusals import Refused
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories.assessments import answer, answered, confirmed, described, manager_of
from tests.factories.groups import administrator_of, group, many_sites, site_of
from tests.factories.sharing import form_of, people_at, shared

pytestmark = pytest.mark.django_db
TODAY = london_date(f.NOW)
REF = "1.1.5"


@pytest.fixture
def fern() -> Organisation:
    return group()


@pytest.fixture
def grace(fern: Organisation) -> User:
    return administrator_of(fern)


@pytest.fixture
def elm_view(fern: Organisation) -> Organisation:
    site = site_of(fern)
    people_at([site])
    return site


def said_at(site: Organisation, ref: str = REF):
    with acting_for(site):
        loaded = load(site, form_of(site).year.label, today=TODAY)
        return loaded.case.answers.get(ref)


def counts(site: Organisation) -> tuple[int, int]:
    with acting_for(site):
        form = Assessment.objects.get(organisation=site)
        return form.approaching_done, form.met_done


def counted_again(site: Organisation) -> tuple[int, int]:
    """Count as a save of the site's own would, and leave everything as it was."""
    with acting_for(site):
        locked = lock_answers(form_of(site), today=TODAY)
        recount(locked.assessment, locked.answers, locked.exempt, today=TODAY)
        return locked.assessment.approaching_done, locked.assessment.met_done


def mails(kind: str) -> list[OutgoingMail]:
    with post_room():
        return list(OutgoingMail.objects.filter(kind=kind).order_by("recipient"))


def test_a_site_inherits_what_its_group_shares(fern: Organisation, elm_view: Organisation) -> None:
    shared(fern, REF, choice="yes", text="Priya is in charge", comment="ask the board")

    told = said_at(elm_view)
    assert (told.text, told.inherited_from) == ("Priya is in charge", "Fern Care Group")
    with acting_for(elm_view):
        loaded = load_question(elm_view, form_of(elm_view).year.label, REF, today=TODAY)
    assert loaded.is_inherited
    assert (loaded.shared.by, loaded.shared.at, loaded.answer) == ("Grace", f.NOW, None)
    assert counts(elm_view) == (1, 1)


def test_a_note_for_the_groups_team_stays_there(fern: Organisation, elm_view: Organisation) -> None:
    shared(fern, REF, choice="yes", text="Priya", comment="ask the board")

    with acting_for(fern):
        assert SharedAnswer.objects.get().comment == ""


def test_its_own_answer_wins_until_it_is_dropped(fern: Organisation, elm_view: Organisation) -> None:
    shared(fern, REF, choice="yes", text="Priya")
    answer(form_of(elm_view), REF, choice="yes", text="Tom")
    assert (said_at(elm_view).text, said_at(elm_view).inherited_from) == ("Tom", "")

    by = manager_of(elm_view)
    with acting_for(elm_view, user=by):
        drop_own_answer(locked=lock_answers(form_of(elm_view), today=TODAY), ref=REF, by=by, at=f.NOW)

    assert said_at(elm_view).text == "Priya"
    assert counts(elm_view) == (1, 1)
    with acting_for(elm_view):
        assert [one.text for one in AnswerRevision.objects.order_by("version")] == ["Tom", ""]
        assert AuditEntry.objects.filter(organisation_id=elm_view.pk, verb="dropped-own-answer").count() == 1


def test_a_change_reaches_every_site_and_clears_its_confirmation(
    fern: Organisation, grace: User, elm_view: Organisation
) -> None:
    form = shared(fern)
    site_form = form_of(elm_view)
    described(elm_view)
    answered(site_form)
    confirmed(site_form, "staffing-and-roles")
    question = "1.1.5"
    with acting_for(elm_view):
        Answer.objects.filter(assessment=site_form, ref=question).delete()
        before = set(Confirmation.objects.values_list("assertion", flat=True))

    answer(form, question, choice="not-yet", text="Nobody yet")

    with acting_for(elm_view):
        after = set(Confirmation.objects.values_list("assertion", flat=True))
    assert said_at(elm_view, question).text == "Nobody yet"
    assert before - after == {"1.1"}
    assert counts(elm_view) == counted_again(elm_view)
    with acting_for(elm_view):
        entries = AuditEntry.objects.filter(organisation_id=elm_view.pk, verb="group-changed-answers")
        assert entries.first().detail["refs"] == [question]
    assert [mail.recipient for mail in mails("shared_changes")] == [manager_of(elm_view).email]


def test_a_note_is_no_change_for_anybody_else(fern: Organisation, elm_view: Organisation) -> None:
    form = shared(fern, REF, choice="yes", text="Priya")
    with acting_for(fern):
        before = SharedAnswer.objects.values().get()

    answer(form, REF, comment="look at this again")

    with acting_for(fern):
        assert SharedAnswer.objects.values().get() == before


def test_two_people_who_save_at_one_time_keep_one_shared_answer(fern: Organisation, grace: User) -> None:
    form = shared(fern, REF, choice="yes", text="Priya")
    told = {"assessment": form, "ref": REF, "by": grace, "at": f.NOW, "version": 1}
    with acting_for(fern, user=grace):
        save_answer(**told, words={"text": "Tom"})
        late = save_answer(**told, words={"text": "Jo"})

    assert late.set_aside
    with acting_for(fern):
        assert SharedAnswer.objects.values_list("text", "version").get() == ("Tom", 2)


def test_what_is_local_by_nature_is_not_shared(fern: Organisation, grace: User) -> None:
    form = form_of(fern)
    answered(form)
    with acting_for(fern, user=grace), pytest.raises(Refused, match="nothing-to-share"):
        share(assessment=form, refs=["3.2.1", "7.2.1"], by=grace, at=f.NOW)


def test_a_site_that_is_left_out_answers_for_itself(fern: Organisation, grace: User, elm_view: Organisation) -> None:
    form = shared(fern, REF, choice="yes", text="Priya")
    with acting_for(fern, elm_view, user=grace):
        leave_out(assessment=form, ref=REF, sites=[elm_view.pk], by=grace, at=f.NOW)
    assert said_at(elm_view) is None
    assert counts(elm_view) == (0, 0)

    with acting_for(fern, elm_view, user=grace):
        leave_out(assessment=form, ref=REF, sites=[], by=grace, at=f.NOW)
    assert said_at(elm_view).text == "Priya"
    assert counts(elm_view) == (1, 1)


def test_when_sharing_stops_the_words_stay(fern: Organisation, grace: User, elm_view: Organisation) -> None:
    form = shared(fern, REF, choice="yes", text="Priya")
    with acting_for(fern, elm_view, user=grace):
        assert stop_sharing(assessment=form, refs=[REF], by=grace, at=f.NOW) == 1

    with acting_for(elm_view):
        row = Answer.objects.get(ref=REF)
        assert (row.text, row.came_from, row.version, row.carried) == ("Priya", "Fern Care Group", 1, True)
        assert AnswerRevision.objects.get(ref=REF).text == "Priya"
    assert counts(elm_view) == counted_again(elm_view) == (1, 1)


def test_sharing_again_puts_untouched_copies_back(fern: Organisation, grace: User, elm_view: Organisation) -> None:
    form = shared(fern, REF, "1.3.1", choice="yes", text="Priya")
    told = {"assessment": form, "by": grace, "at": f.NOW}
    with acting_for(fern, elm_view, user=grace):
        stop_sharing(**told, refs=[REF, "1.3.1"])
    answer(form_of(elm_view), "1.3.1", choice="yes", text="Our own words")
    with acting_for(fern, elm_view, user=grace):
        share(**told, refs=[REF, "1.3.1"])

    assert said_at(elm_view).inherited_from == "Fern Care Group"
    assert said_at(elm_view, "1.3.1").inherited_from == ""
    assert counts(elm_view) == counted_again(elm_view)


def test_the_counts_of_every_site_are_those_of_a_recount(fern: Organisation, grace: User) -> None:
    sites = many_sites(fern, 6)
    form = shared(fern)
    people_at(sites)
    answer(form_of(sites[0]), REF, choice="not-yet")
    answer(form_of(sites[1]), "7.2.1", choice="yes", text="In May")
    described(
        sites[2], cyber_plus="yes", cyber_plus_number="1", cyber_plus_issued_on=TODAY, cyber_plus_expires_on=TODAY
    )
    with acting_for(fern, *sites, user=grace):
        leave_out(assessment=form, ref="1.3.1", sites=[sites[3].pk], by=grace, at=f.NOW)
    answer(form, "6.2.1", choice="not-yet", text="Soon")
    answer(form, REF, choice="no", text="")

    assert [counts(site) for site in sites] == [counted_again(site) for site in sites]
    assert len({counts(site) for site in sites}) > 2


def test_a_service_that_joins_later_inherits_at_once(fern: Organisation) -> None:
    shared(fern)
    later = site_of(fern, "VA109", "Holly House")

    assert counts(later) == counted_again(later)
    assert counts(later)[1] == 41


def test_what_is_not_the_groups_own_is_not_touched(fern: Organisation, grace: User, elm_view: Organisation) -> None:
    """A site with its own answer keeps its confirmation and is not told: for it nothing has changed."""
    form = shared(fern, REF, choice="yes", text="Priya")
    answer(form_of(elm_view), REF, choice="yes", text="Tom")
    before = len(mails("shared_changes"))
    answer(form, REF, choice="yes", text="Jo", at=f.NOW + timedelta(days=2))

    assert said_at(elm_view).text == "Tom"
    assert len(mails("shared_changes")) == before


def test_many_changes_in_a_day_are_one_digest_and_the_next_day_another(
    fern: Organisation, elm_view: Organisation
) -> None:
    form = shared(fern, REF, "1.3.1", choice="yes", text="Priya")  # at 10:42
    answer(form, REF, choice="yes", text="Jo", at=f.NOW.replace(hour=16, minute=59))
    answer(form, "1.3.1", choice="yes", text="Jo", at=f.NOW.replace(hour=11))
    assert [mail.due_at for mail in mails("shared_changes")] == [f.NOW.replace(hour=17, minute=0)]

    answer(form, REF, choice="yes", text="Tom", at=f.NOW.replace(hour=17, minute=0))
    assert [mail.due_at.day for mail in mails("shared_changes")] == [22, 23]


def test_a_closed_year_is_not_shared(fern: Organisation, grace: User) -> None:
    form = form_of(fern)
    answer(form, REF, choice="yes", text="Priya")
    with acting_for(fern, user=grace), pytest.raises(Refused, match="year-is-closed"):
        share(assessment=form, refs=[REF], by=grace, at=f.NOW + timedelta(days=400))
