"""Pressing what a list offers: it becomes the answer, if it is what was seen, and confirms nothing (F17, R10, R25)."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from assessments.models import Answer, AnswerRevision, Assessment, Confirmation
from assessments.rules.offering import RULES
from assessments.snapshots import load
from organisations.models import AuditEntry, Organisation
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories.assessments import answer, confirmed, manager_of, ready
from tests.factories.groups import site_of
from tests.factories.lists import lose_training, staff, whole_lists
from tests.factories.sharing import form_of, people_at, shared
from tests.integration.assessments.reading import browser, buttons, links, of, of_year, typed, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
TRAINING, DATA_HELD = "3.2.1", "1.1.2"


def question(year: Assessment, ref: str = TRAINING) -> str:
    return of_year(year, "question", ref)


def hidden(page: HttpResponse) -> dict[str, str]:
    """Give what the button on a page sends."""
    return {name: typed(page, name) for name in ("version", "seen")}


def offered(page: HttpResponse) -> list[str]:
    return [words for words in buttons(page) if words.startswith("Use this answer")]


def press_it(client: Client, year: Assessment, ref: str = TRAINING, *, seen_on: str = "", **others: str) -> Any:
    sent = hidden(client.get(seen_on or question(year, ref))) | others
    return client.post(of_year(year, "use_offer", ref), sent, follow=True)


def row_of(year: Assessment, ref: str = TRAINING) -> Answer | None:
    with acting_for(year.organisation):
        return Answer.objects.filter(assessment=year, ref=ref).first()


def is_satisfied(year: Assessment, ref: str = TRAINING) -> bool:
    with acting_for(year.organisation, user=manager_of(year.organisation)):
        loaded = load(year.organisation, year.year.label, today=f.NOW.date())
    assert loaded
    return ref in loaded.case.satisfied


def test_from_the_list_to_the_answer(client: Client, assessment: Assessment) -> None:
    home = assessment.organisation
    staff(home, 48, 50)
    listed = client.get(of(home, "list_page", "training"))
    assert "48 of 50 staff: 96%. That meets 3.2.1." in words(listed)
    assert "Yearly training for staff Ready to check Your list answers this." in words(listed)
    assert offered(listed) == ["Use this answer: Yearly training for staff"]
    assert links(listed)["Yearly training for staff"] == question(assessment)
    assert (row_of(assessment), is_satisfied(assessment)) == (None, False)

    page = press_it(client, assessment, seen_on=of(home, "list_page", "training"))
    assert "Saved. This is your answer now. You can change its words." in words(page)
    assert "Your list says the same" in words(page)
    saved = row_of(assessment)
    assert saved
    assert (saved.choice, saved.staff_trained, saved.staff_total, saved.version) == ("yes", 48, 50, 1)
    assert saved.text == "On 22 November 2026, 48 of our 50 staff had done the training. That is 96%."
    assert is_satisfied(assessment)

    lose_training(home, 8)
    for address in (question(assessment), of(home, "list_page", "training")):
        page = client.get(address)
        assert "Your list says 40 of 50 now." in words(page)
        assert offered(page) == []


def test_eighteen_of_nineteen_cannot_be_used(client: Client, assessment: Assessment) -> None:
    staff(assessment.organisation, 18, 19)
    listed = client.get(of(assessment.organisation, "list_page", "training"))
    assert "18 of 19 staff: 94%. You need 19." in words(listed)
    assert offered(listed) == []

    answer_now = client.post(of_year(assessment, "use_offer", TRAINING), {"version": "0", "seen": "0" * 16})
    assert answer_now.status_code == 409
    assert (row_of(assessment), is_satisfied(assessment)) == (None, False)


def test_every_offer_satisfies_its_question(client: Client, assessment: Assessment) -> None:
    whole_lists(assessment.organisation)
    for rule in RULES:
        press_it(client, assessment, rule.ref)

    assert all(is_satisfied(assessment, rule.ref) for rule in RULES)
    data_held = row_of(assessment, DATA_HELD)
    assert data_held
    assert data_held.kept_at == "In this service: the list of data we hold"


def test_it_is_answered_by_whoever_pressed(client: Client, assessment: Assessment) -> None:
    staff(assessment.organisation, 48, 50)
    press_it(client, assessment)

    with acting_for(assessment.organisation):
        entry = AuditEntry.objects.filter(organisation_id=assessment.organisation_id).latest("pk")
    assert (entry.verb, entry.subject, entry.actor_id) == ("answered", TRAINING, manager_of(assessment.organisation).pk)


def test_it_confirms_nothing_and_takes_the_part_back(client: Client, assessment: Assessment) -> None:
    ready(assessment)
    staff(assessment.organisation, 49, 50)
    asked = ("3.2", "staffing-and-roles")
    assert asked in confirmations(assessment)
    press_it(client, assessment)

    assert asked not in confirmations(assessment)
    confirmed(assessment, asked[1])
    assert asked in confirmations(assessment)


def confirmations(year: Assessment) -> set[tuple[str, str]]:
    with acting_for(year.organisation):
        return set(Confirmation.objects.filter(assessment=year).values_list("assertion", "section"))


def test_a_list_that_changed_since_it_was_seen_is_looked_at_again(client: Client, assessment: Assessment) -> None:
    staff(assessment.organisation, 48, 48)
    seen = hidden(client.get(question(assessment)))
    staff(assessment.organisation, 1, 2)
    page = client.post(of_year(assessment, "use_offer", TRAINING), seen)

    assert page.status_code == 409
    assert "Your list says something else by now. Go back and look at it again." in words(page)
    assert row_of(assessment) is None


def test_somebody_elses_newer_answer_is_kept_beside_it(client: Client, assessment: Assessment) -> None:
    staff(assessment.organisation, 48, 50)
    seen = hidden(client.get(question(assessment)))
    answer(assessment, TRAINING, choice="not-yet", comment="Tom is on it")
    page = client.post(of_year(assessment, "use_offer", TRAINING), seen, follow=True)

    assert "Two people answered this" in words(page)
    assert "48 of 50 staff" in words(page)
    kept = row_of(assessment)
    assert kept
    assert (kept.choice, kept.version) == ("not-yet", 1)


def test_the_words_before_stay_in_the_history(client: Client, assessment: Assessment) -> None:
    staff(assessment.organisation, 48, 50)
    answer(assessment, TRAINING, choice="not-yet", text="We train in house meetings", comment="Ask Tom")
    assert "What you wrote before stays in the history." in words(client.get(question(assessment)))
    press_it(client, assessment)

    with acting_for(assessment.organisation):
        versions = AnswerRevision.objects.filter(ref=TRAINING).order_by("version").values_list("text", flat=True)
        assert versions[0] == "We train in house meetings"
    saved = row_of(assessment)
    assert saved
    assert saved.comment == "Ask Tom"


def test_last_years_answer_is_checked_by_it(client: Client, assessment: Assessment) -> None:
    staff(assessment.organisation, 48, 50)
    answer(assessment, TRAINING, choice="yes", staff_total=50, staff_trained=48)
    with acting_for(assessment.organisation):
        Answer.objects.filter(assessment=assessment, ref=TRAINING).update(carried=True, check_again=True)
    press_it(client, assessment)

    saved = row_of(assessment)
    assert saved
    assert (saved.carried, saved.check_again) == (False, False)


def test_a_site_takes_its_own_list_in_place_of_the_groups_answer(fern: Organisation) -> None:
    site = site_of(fern)
    people_at([site])
    shared(fern, DATA_HELD, choice="yes", kept_at="Head office")
    whole_lists(site)
    client = browser(manager_of(site))
    page = press_it(client, form_of(site), DATA_HELD)

    assert "Fern Care Group has an answer too" in words(page)
    saved = row_of(form_of(site), DATA_HELD)
    assert saved
    assert saved.kept_at == "In this service: the list of data we hold"


def test_a_group_cannot_use_the_list_of_its_own_office(fern: Organisation) -> None:
    staff(fern, 5, 5)
    sent = {"version": "0", "seen": "0" * 16}

    assert browser(manager_of(fern)).post(of_year(form_of(fern), "use_offer", TRAINING), sent).status_code == 409


def test_a_closed_year_keeps_its_answer(client: Client, assessment: Assessment) -> None:
    staff(assessment.organisation, 48, 50)
    seen = hidden(client.get(question(assessment)))
    with acting_for(assessment.organisation):
        type(assessment.year).objects.filter(pk=assessment.year_id).update(last_edit_on="2026-11-21")

    assert client.post(of_year(assessment, "use_offer", TRAINING), seen).status_code == 409
    assert "Use this answer" not in buttons(client.get(question(assessment)))
    assert row_of(assessment) is None


@pytest.mark.parametrize(
    "sent", [{}, {"version": "x", "seen": "y"}, {"version": "0"}, {"version": "0", "seen": "z" * 99}]
)
def test_what_no_button_sends_changes_nothing(client: Client, assessment: Assessment, sent: dict[str, str]) -> None:
    staff(assessment.organisation, 48, 50)
    gone = client.post(of_year(assessment, "use_offer", TRAINING), sent)

    assert gone["Location"] == question(assessment)
    assert row_of(assessment) is None


def test_a_question_that_no_list_answers(client: Client, assessment: Assessment) -> None:
    sent = {"version": "0", "seen": "0" * 16}

    assert client.post(of_year(assessment, "use_offer", "1.1.1"), sent).status_code == 409
    assert client.post(of_year(assessment, "use_offer", "99.1"), sent).status_code == 404
    assert client.get(of_year(assessment, "use_offer", TRAINING)).status_code == 405


def test_a_viewer_cannot_press(assessment: Assessment) -> None:
    staff(assessment.organisation, 48, 50)
    vera = browser(f.member(assessment.organisation, Role.VIEWER, "Vera"))

    assert vera.post(of_year(assessment, "use_offer", TRAINING), {"version": "0", "seen": "0" * 16}).status_code == 403
    assert row_of(assessment) is None
