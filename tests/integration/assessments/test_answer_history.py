"""How an answer came to be: every version, who saved it and when, and the way back to an older one."""

from datetime import timedelta

import pytest
from django.test import Client

from assessments.models import Answer, AnswerRevision, Assessment
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import assessments as a
from tests.integration.assessments.reading import browser, elements, links, of_year, text, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]

REF = "1.1.5"


def versions(client: Client, year: Assessment) -> list[str]:
    return [text(section) for section in elements(client.get(of_year(year, "answer_history", REF)), "section")]


def test_every_version_is_listed_newest_first_with_who_and_when(client: Client, assessment: Assessment) -> None:
    tom = f.member(assessment.organisation, Role.CONTRIBUTOR, "Tom")
    a.answer(assessment, REF, choice="not-sure")
    a.answer(assessment, REF, choice="yes", text="Priya leads", by=tom, at=f.NOW + timedelta(minutes=61))

    assert versions(client, assessment) == [
        "22 November 2026, 11:43am Tom. This is the answer now. Yes. Priya leads.",
        "22 November 2026, 10:42am Priya. I am not sure. Put this one back: 22 November 2026, 10:42am",
    ]


def test_words_that_were_set_aside_say_so(client: Client, assessment: Assessment) -> None:
    a.answer(assessment, REF, choice="yes", text="First")
    client.post(of_year(assessment, "question", REF), {"version": "0", "choice": "yes", "text": "Second"})

    set_aside, current = versions(client, assessment)

    assert "Priya. Saved at the same time as another answer, and kept. Yes. Second." in set_aside
    assert "This is the answer now. Yes. First." in current


def test_an_older_version_can_be_put_back(client: Client, assessment: Assessment) -> None:
    a.answer(assessment, REF, choice="yes", text="First")
    a.answer(assessment, REF, text="Second")
    page = client.get(of_year(assessment, "answer_history", REF))
    [back] = [href for shown, href in links(page).items() if shown.startswith("Put this one back")]

    client.post(back, {"version": "2", "keep": "mine"})

    with acting_for(assessment.organisation):
        answer = Answer.objects.get(ref=REF)
        assert AnswerRevision.objects.filter(ref=REF).count() == 3
    assert (answer.text, answer.version) == ("First", 3)


def test_a_question_without_an_answer_has_no_changes(client: Client, assessment: Assessment) -> None:
    page = client.get(of_year(assessment, "answer_history", REF))

    assert "No changes yet." in words(page)


def test_a_viewer_may_read_it_and_nobody_may_change_it(client: Client, assessment: Assessment) -> None:
    a.answer(assessment, REF, choice="yes", text="Priya leads")
    jo = browser(f.member(assessment.organisation, Role.VIEWER, "Jo"))
    address = of_year(assessment, "answer_history", REF)

    assert jo.get(address).status_code == 200
    assert client.post(address).status_code == 405
    assert client.get(of_year(assessment, "answer_history", "9.9.9")).status_code == 404
