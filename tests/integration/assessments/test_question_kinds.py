"""What each kind of question takes and refuses, in words that say what to do (R8, R9)."""

from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client

from assessments.models import Answer, Assessment
from organisations.models import User
from organisations.tenancy import acting_for
from tests.factories import assessments as a
from tests.factories import proof
from tests.integration.assessments.reading import of_year, refusals, typed, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]

CONFIRM, TEXT, DOCUMENT, DATE = "2.1.1", "1.1.5", "1.1.2", "4.2.1"
MAY_SAY_NO = "6.3.5"
MAY_NOT_APPLY = "1.1.1"


def save(client: Client, year: Assessment, ref: str, **said: str) -> HttpResponse:
    return client.post(of_year(year, "question", ref), {"version": "0", **said})


def saved(year: Assessment, ref: str) -> Answer | None:
    with acting_for(year.organisation):
        return Answer.objects.filter(assessment=year, ref=ref).first()


def on(day: str, month: str, year: str) -> dict[str, str]:
    return {"on_day": day, "on_month": month, "on_year": year}


@pytest.mark.parametrize(
    ("ref", "said", "refusal"),
    [
        (CONFIRM, {}, "Choose yes, not yet or I am not sure"),
        (CONFIRM, {"choice": "no"}, "Choose yes, not yet or I am not sure"),
        (CONFIRM, {"choice": "does-not-apply"}, "Choose yes, not yet or I am not sure"),
        (CONFIRM, {"choice": "perhaps"}, "Choose yes, not yet or I am not sure"),
        (MAY_NOT_APPLY, {}, "Choose I can answer this, not yet, does not apply or I am not sure"),
        (TEXT, {"choice": "yes"}, "Write your answer in the box, or choose not yet"),
        (TEXT, {"choice": "yes", "text": " \n "}, "Write your answer in the box, or choose not yet"),
        (DOCUMENT, {"choice": "yes"}, "Say where you keep it, or choose not yet"),
        (DATE, {"choice": "yes"}, "Enter the date"),
        (DATE, {"choice": "yes", **on("23", "11", "2026")}, "The date must be today or before today"),
        (DATE, {"choice": "yes", **on("31", "2", "2026")}, "The date must be a real date"),
        (DATE, {"choice": "yes", **on("yesterday", "x", "2026")}, "The date must be a real date"),
        (DATE, {"choice": "yes", **on("3", "", "2026")}, "The date must include a month"),
        (DATE, {"choice": "yes", **on("3", "2", "26")}, "The date must have a year with 4 numbers"),
        (TEXT, {"choice": "yes", "text": "x" * 20_001}, "Your answer must be 20,000 characters or fewer"),
    ],
)
def test_a_refusal_says_what_to_do_and_nothing_is_saved(
    client: Client, assessment: Assessment, ref: str, said: dict[str, str], refusal: str
) -> None:
    page = save(client, assessment, ref, **said)

    assert page.status_code == 200
    assert refusals(page) == [refusal]
    assert saved(assessment, ref) is None


@pytest.mark.parametrize(
    ("ref", "said"),
    [
        (CONFIRM, {"choice": "yes"}),
        (CONFIRM, {"choice": "not-sure"}),
        (MAY_SAY_NO, {"choice": "no"}),
        (TEXT, {"choice": "yes", "text": "Priya leads and Tom helps"}),
        (DOCUMENT, {"choice": "yes", "kept_at": "Office shelf"}),
        (DOCUMENT, {"choice": "yes", "link": "https://example.com/list"}),
        (DOCUMENT, {"choice": "yes", "text": "On the wall in the office"}),
        (DATE, {"choice": "yes", **on("22", "11", "2026")}),
        (DATE, {"choice": "yes", **on("3", "Feb", "2026")}),
    ],
)
def test_what_each_kind_takes(client: Client, assessment: Assessment, ref: str, said: dict[str, str]) -> None:
    response = save(client, assessment, ref, **said)

    assert response.status_code == 302
    answer = saved(assessment, ref)
    assert answer is not None
    assert answer.choice == said["choice"]
    assert answer.version == 1


def test_a_date_is_kept_as_a_date(client: Client, assessment: Assessment) -> None:
    save(client, assessment, DATE, choice="yes", **on("3", "Feb", "2026"))

    answer = saved(assessment, DATE)

    assert answer is not None
    assert answer.on == date(2026, 2, 3)


def test_what_was_typed_stays_when_it_is_refused(client: Client, assessment: Assessment) -> None:
    page = save(client, assessment, DATE, choice="yes", comment="Ask Tom", **on("31", "2", "2026"))

    assert [typed(page, f"on_{part}") for part in ("day", "month", "year")] == ["31", "2", "2026"]
    assert typed(page, "comment") == "Ask Tom"
    assert typed(page, "choice") == "yes"


def test_no_is_offered_only_where_it_is_an_answer(client: Client, assessment: Assessment) -> None:
    """R9."""
    fact, requirement = (words(client.get(of_year(assessment, "question", ref))) for ref in (MAY_SAY_NO, CONFIRM))

    assert "No Not yet" in fact
    assert "Yes Not yet I am not sure" in requirement


def test_a_no_to_a_fact_satisfies_it(client: Client, assessment: Assessment) -> None:
    save(client, assessment, MAY_SAY_NO, choice="no", text="We use one system")

    assert "Completed" in words(client.get(of_year(assessment, "questions"), {"all": ""}))


def test_does_not_apply_is_offered_only_where_it_is_permitted(client: Client, assessment: Assessment) -> None:
    permitted, other = (words(client.get(of_year(assessment, "question", ref))) for ref in (MAY_NOT_APPLY, TEXT))

    assert "Does not apply" in permitted
    assert "Choose “does not apply” if: you do not have to pay the fee" in permitted
    assert "oes not apply" not in other


@pytest.mark.parametrize(
    ("ref", "said"),
    [
        (TEXT, {"text": "Half a sent"}),
        (TEXT, {"choice": "yes"}),
        (DOCUMENT, {"choice": "yes"}),
        (DATE, {"choice": "yes"}),
        (CONFIRM, {"comment": "Ask Tom"}),
    ],
)
def test_save_and_come_back_later_takes_it_half_done(
    client: Client, assessment: Assessment, ref: str, said: dict[str, str]
) -> None:
    page = client.post(of_year(assessment, "question", ref), {"version": "0", "later": "1", **said}, follow=True)

    answer = saved(assessment, ref)
    assert answer is not None
    assert {name: getattr(answer, name) for name in said} == said
    assert page.redirect_chain[0][0].startswith(of_year(assessment, "questions") + "part/")
    assert "Saved. You can come back to this one." in words(page)


def test_half_done_does_not_count_as_done(client: Client, assessment: Assessment) -> None:
    client.post(of_year(assessment, "question", TEXT), {"version": "0", "later": "1", "choice": "yes"})

    assessment.refresh_from_db()
    assert (assessment.approaching_done, assessment.met_done) == (0, 0)


def test_a_date_that_is_none_cannot_be_put_off(client: Client, assessment: Assessment) -> None:
    said = {"version": "0", "later": "1", "choice": "yes", **on("31", "2", "2026")}

    page = client.post(of_year(assessment, "question", DATE), said)

    assert refusals(page) == ["The date must be a real date"]


def test_a_live_certificate_covers_a_question_and_the_page_says_so(client: Client, assessment: Assessment) -> None:
    """R22: 4.2.4 is one of those that Cyber Essentials Plus stands for."""
    a.described(assessment.organisation, **a.certificate(date(2026, 11, 22)))

    assert "Your certificate covers this one." in words(client.get(of_year(assessment, "question", "4.2.4")))
    assert "Your certificate covers" not in words(client.get(of_year(assessment, "question", CONFIRM)))


def test_a_linked_paper_is_place_enough(client: Client, assessment: Assessment, priya: User) -> None:
    page = of_year(assessment, "question", "1.1.3")
    said = {"choice": "yes", "kept_at": "", "link": "", "text": "", "comment": "", "version": 0}
    assert client.post(page, said).status_code == 200
    with acting_for(assessment.organisation, user=priya):
        proof.use(proof.document(assessment.organisation, priya), "1.1.3", priya)

    assert client.post(page, said).status_code == 302
