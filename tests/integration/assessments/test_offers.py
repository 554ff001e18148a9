"""What the lists offer to a question, on its page and for the page of a list (F17, R25)."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.template import engines
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.models import Assessment
from assessments.offering import Offer, Offers, offers_for
from assessments.rules.offering import RULES, OfferState
from evidence.lists.specs import LISTS
from evidence.models import Device, InformationAsset, ProcessingActivity, Supplier, TrainedPerson, TrainingCount
from organisations.models import Organisation
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories.assessments import answer, certificate, described, manager_of
from tests.factories.groups import administrator_of, site_of
from tests.factories.lists import LATELY, counted, lose_training, row, staff, whole_lists
from tests.factories.sharing import form_of, people_at, shared
from tests.integration.assessments.reading import browser, buttons, elements, links, of_year, press, text, words
from tests.reading import as_sentences, own_pieces, reading

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
TRAINING, DATA_HELD, ANTIVIRUS = "3.2.1", "1.1.2", "6.2.1"
TODAY = f.NOW.date()


def offers_on(home: Organisation, slug: str, planned: str = "", today: date = TODAY) -> Offers:
    with acting_for(home, user=manager_of(home)):
        return offers_for(home, slug, today, planned)


def offer_of(home: Organisation, ref: str) -> Offer:
    slugs = [listed.slug for listed in LISTS for rule in RULES if rule.ref == ref and listed.register == rule.reads[0]]
    [found] = [offer for slug in slugs for offer in offers_on(home, slug).offers if offer.ref == ref]
    return found


def page_of(client: Client, year: Assessment, ref: str = TRAINING) -> Any:
    return client.get(of_year(year, "question", ref))


def test_forty_eight_of_fifty_is_ready(client: Client, assessment: Assessment) -> None:
    staff(assessment.organisation, 48, 50, away=2)
    page = page_of(client, assessment)

    assert "Your list answers this Ready to check 48 of 50 staff: 96%. That meets 3.2.1." in words(page)
    assert "Yes. On 22 November 2026, 48 of our 50 staff had done the training. That is 96%." in words(page)
    assert "Use this answer" in buttons(page)
    assert press(page) == "Save and continue"
    assert len(elements(page, "h1")) == 1
    assert f"See your list: {LISTS[0].title.lower()}" in links(page)


def test_eighteen_of_nineteen_is_not(client: Client, assessment: Assessment) -> None:
    staff(assessment.organisation, 18, 19)
    page = page_of(client, assessment)

    assert "18 of 19 staff: 94%. You need 19. 1 more person needs to train." in words(page)
    assert "Use this answer" not in buttons(page)


def test_a_list_with_nobody_on_it_says_nothing(client: Client, assessment: Assessment) -> None:
    assert not elements(page_of(client, assessment), "section", cls="app-public")
    assert offers_on(assessment.organisation, "training") == Offers()


def test_an_answer_that_says_the_same_is_left_alone(client: Client, assessment: Assessment) -> None:
    staff(assessment.organisation, 48, 50)
    answer(assessment, TRAINING, choice="yes", staff_total=50, staff_trained=48)
    page = page_of(client, assessment)

    assert "Your list says the same. 48 of 50 staff: 96%. That meets 3.2.1." in words(page)
    assert "Use this answer" not in buttons(page)


def test_once_the_list_says_something_else_both_pages_say_so(client: Client, assessment: Assessment) -> None:
    staff(assessment.organisation, 48, 50)
    answer(assessment, TRAINING, choice="yes", staff_total=50, staff_trained=48)
    lose_training(assessment.organisation, 8)
    page = page_of(client, assessment)

    said = "Your list says 40 of 50 now. You need 48. 8 more people need to train."
    assert f"{said} Your answer says 48 of 50." in words(page)
    offer = offer_of(assessment.organisation, TRAINING)
    assert (offer.state, offer.sentence, offer.now) == (OfferState.DIFFERS, said, "Your answer says 48 of 50.")
    assert offer.use_href == ""


def test_more_people_trained_than_the_answer_says_is_offered_again(assessment: Assessment) -> None:
    staff(assessment.organisation, 49, 50)
    answer(assessment, TRAINING, choice="yes", staff_total=50, staff_trained=48, text="All but two.")
    offer = offer_of(assessment.organisation, TRAINING)

    assert (offer.state, offer.version, offer.now) == (OfferState.READY, 1, "Your answer says 48 of 50.")
    assert offer.takes_place_of_words


def test_two_numbers_do_where_nobody_is_on_the_list(assessment: Assessment) -> None:
    home = assessment.organisation
    counted(home, 19, 20, date(2025, 11, 22))
    assert offer_of(home, TRAINING).answer.startswith("On 22 November 2025, 19 of our 20 staff")
    assert offers_on(home, "training").training.sentences == (
        "You counted on 22 November 2025. You can use those numbers until 22 November 2026.",
        "Count again before 30 June 2027.",
    )

    with acting_for(home):
        TrainingCount.objects.update(counted_on=date(2025, 11, 21))
    assert [lack.words for lack in offer_of(home, TRAINING).lacks] == ["You counted more than a year ago. Count again"]

    staff(home, 1, 2)
    assert offer_of(home, TRAINING).sentence.startswith("1 of 2 staff: 50%.")


def test_a_row_that_was_removed_does_not_count(assessment: Assessment) -> None:
    home = assessment.organisation
    staff(home, 18, 19)
    with acting_for(home):
        TrainedPerson.objects.filter(trained_on=None).update(removed_at=f.NOW, removed_by=manager_of(home))

    assert offer_of(home, TRAINING).sentence == "18 of 18 staff: 100%. That meets 3.2.1."


def test_whole_lists_answer_every_question_that_a_list_can(client: Client, assessment: Assessment) -> None:
    whole_lists(assessment.organisation)
    for rule in RULES:
        page = page_of(client, assessment, rule.ref)
        assert "Use this answer" in buttons(page), rule.ref
        assert is_easy(page), rule.ref
        assert offer_of(assessment.organisation, rule.ref).state is OfferState.READY


def is_easy(page: Any) -> bool:
    """Say whether a page can be read at eleven, as every page must be (screens 5.4)."""
    grade, length = reading(as_sentences(own_pieces(page.content.decode())))
    return grade <= 6 and length <= 12


def test_what_every_list_lacks_can_be_read_too(client: Client, assessment: Assessment) -> None:
    home = assessment.organisation
    for model in (InformationAsset, ProcessingActivity, Supplier, Device):
        row(home, model, name="Something")
    row(home, Supplier, name="Rota Ltd", handles_data="yes", runs_systems="yes", has_data_terms="no")
    row(home, Device, name="Tom's laptop", has_antivirus="no", is_encrypted="no", support_ends_on=date(2020, 1, 1))
    staff(home, 1, 2)
    for rule in RULES:
        answer(assessment, rule.ref)
        page = page_of(client, assessment, rule.ref)
        assert offer_of(home, rule.ref).state in (OfferState.DIFFERS, OfferState.AGREES), rule.ref
        assert is_easy(page), rule.ref


def test_what_is_lacking_is_named(client: Client, assessment: Assessment) -> None:
    home = assessment.organisation
    row(home, InformationAsset, name="Care plans", owner="Tom", checked_on=LATELY)
    row(home, InformationAsset, name="Staff files", owner="Tom", checked_on=LATELY)
    page = page_of(client, assessment, DATA_HELD)

    assert "Your list can answer this soon" in words(page)
    assert [text(line) for line in elements(page, "li") if "kept" in text(line)] == [
        "2 do not say where they are kept: Care plans and Staff files"
    ]
    assert "Use this answer" not in buttons(page)


def test_software_that_is_known_to_have_lost_its_support_needs_no_date(assessment: Assessment) -> None:
    home = assessment.organisation
    row(home, Device, name="Old laptop", software="Windows 10")
    row(home, Device, name="Kept going", software="Windows 10 with extended updates", support_ends_on=date(2027, 1, 1))
    row(home, Device, name="Door", software="Somebody's own")
    lacks = {lack.words: lack.names for lack in offer_of(home, "8.1.4").lacks}

    assert lacks == {"1 has lost its support": "Old laptop", "1 does not say when its support ends": "Door"}


def test_a_certificate_answers_before_a_list_does(client: Client, assessment: Assessment) -> None:
    whole_lists(assessment.organisation)
    described(assessment.organisation, **certificate(TODAY))

    assert "Use this answer" not in buttons(page_of(client, assessment, ANTIVIRUS))
    assert ANTIVIRUS not in [offer.ref for offer in offers_on(assessment.organisation, "devices").offers]


def test_a_list_answers_the_newest_year_that_is_open(assessment: Assessment) -> None:
    staff(assessment.organisation, 48, 50)
    closed = assessment.year.last_edit_on + timedelta(days=1)
    lately = closed - timedelta(days=100)
    with acting_for(assessment.organisation):
        TrainedPerson.objects.filter(trained_on__isnull=False).update(trained_on=lately)
    [offer] = offers_on(assessment.organisation, "training", today=closed).offers

    assert (offer.state, offer.use_href) == (OfferState.READY, "")


def test_a_home_with_no_year_yet_sees_what_its_list_amounts_to(rose_court: Organisation) -> None:
    staff(rose_court, 48, 50)
    found = offers_on(rose_court, "training")

    assert found.offers == ()
    assert found.training.sentences[0] == "48 of 50 staff: 96%."
    assert found.training.on == date(2027, 6, 30)


def test_whoever_only_reads_has_nothing_to_press(assessment: Assessment) -> None:
    staff(assessment.organisation, 48, 50)
    page = page_of(browser(f.member(assessment.organisation, Role.VIEWER, "Vera")), assessment)

    assert "48 of 50 staff: 96%. That meets 3.2.1." in words(page)
    assert "Use this answer" not in buttons(page)


def test_a_site_is_offered_its_own_answer_in_place_of_the_groups(fern: Organisation) -> None:
    site = site_of(fern)
    people_at([site])
    shared(fern, DATA_HELD, choice="yes", kept_at="Head office")
    whole_lists(site)
    page = page_of(browser(manager_of(site)), form_of(site), DATA_HELD)

    assert "Fern Care Group answered this for you" in words(page)
    assert "It would count for you in place of what Fern Care Group said." in words(page)
    assert press(page) == "Leave it as it is"


def test_a_group_is_not_offered_the_list_of_its_own_office(fern: Organisation) -> None:
    staff(fern, 5, 5)
    page = page_of(browser(administrator_of(fern)), form_of(fern))

    assert "Use this answer" not in buttons(page)
    assert offers_on(fern, "training").offers == ()
    assert offers_on(fern, "training").training.sentences[0] == "5 of 5 staff: 100%."


def test_nobody_sees_what_is_on_another_homes_list(client: Client, assessment: Assessment) -> None:
    elm_view = f.organisation("VB002", "Elm View", by=f.person("Tom"))
    whole_lists(elm_view)

    assert not elements(page_of(client, assessment), "section", cls="app-public")
    assert all(offers_on(assessment.organisation, listed.slug) == Offers() for listed in LISTS)


def test_looking_ahead_to_the_day_to_publish_by_or_another(assessment: Assessment) -> None:
    home = assessment.organisation
    staff(home, 41, 43, on=date(2026, 10, 1))
    for number in range(11):
        row(home, TrainedPerson, name=f"Spring {number:02}", trained_on=LATELY + timedelta(days=number))
    ahead = offers_on(home, "training").training

    assert ahead.sentences == (
        "On 30 June 2027 it will be 41 of 54: 75%. 11 people need to train before then.",
        "From 5 May 2027 it will be too few, if nobody trains before then.",
    )
    assert (ahead.runs_out[0], ahead.runs_out[-1]) == ("Spring 00: until 4 May 2027", "Spring 09: until 13 May 2027")
    assert (len(ahead.runs_out), ahead.more, ahead.problem) == (10, 1, "")

    nearer = offers_on(home, "training", "2027-05-04").training
    assert (nearer.on, nearer.runs_out) == (date(2027, 5, 4), ())
    assert nearer.sentences[0] == "On 4 May 2027 it will be 52 of 54: 96%. That is enough."


@pytest.mark.parametrize("typed", ["2026-11-21", "2028-11-23", "tomorrow", "2027-02-30", "30/06/2027", "\0"])
def test_a_day_that_cannot_be_planned_for_is_said_to_be_wrong(assessment: Assessment, typed: str) -> None:
    staff(assessment.organisation, 48, 50)
    ahead = offers_on(assessment.organisation, "training", typed).training

    assert ahead.on == date(2027, 6, 30)
    assert ahead.problem == "Choose a day from today on, and not later than 22 November 2028."


def test_the_device_lists_last_change_is_a_day_in_london(assessment: Assessment) -> None:
    late = datetime(2026, 6, 30, 23, 30, tzinfo=ZoneInfo("UTC"))
    row(assessment.organisation, Device, name="Office laptop", saved_at=late)

    assert "It was last changed on 1 July 2026." in offer_of(assessment.organisation, "7.1.1").answer


def drawn(offers: Offers) -> str:
    template = engines["jinja2"].get_template("assessments/_offer.jinja")
    return str(template.render({"offers": offers}))


def test_the_template_draws_nothing_when_there_is_nothing() -> None:
    assert drawn(Offers()).strip() == ""


class TestCosts:
    """A page of a question that a list can answer takes one statement more, whatever is on the list."""

    @pytest.fixture(autouse=True)
    def _there(self, client: Client, assessment: Assessment) -> None:
        self.client, self.year, self.home = client, assessment, assessment.organisation

    def opened(self, ref: str) -> int:
        self.client.get(of_year(self.year, "question", ref))
        with CaptureQueriesContext(connection) as statements:
            assert self.client.get(of_year(self.year, "question", ref)).status_code == 200
        return len(statements)

    def listed(self, slug: str) -> int:
        with acting_for(self.home), CaptureQueriesContext(connection) as statements:
            offers_for(self.home, slug, TODAY)
        return len(statements)

    def test_one_statement_more(self) -> None:
        plain = self.opened("1.1.1")
        found = [(self.opened(TRAINING), self.opened("1.1.8"), self.opened("7.1.6"))]
        lists = [[self.listed(listed.slug) for listed in LISTS]]
        whole_lists(self.home)
        staff(self.home, 300, 310)
        for number in range(50):
            row(self.home, Supplier, name=f"Firm {number}", handles_data="yes")
        found.append((self.opened(TRAINING), self.opened("1.1.8"), self.opened("7.1.6")))
        lists.append([self.listed(listed.slug) for listed in LISTS])

        assert found == [(plain + 1, plain + 1, plain)] * 2
        assert lists == [[4] * len(LISTS)] * 2


def test_the_next_year_offers_it_anew(client: Client, assessment: Assessment) -> None:
    staff(assessment.organisation, 48, 50, on=date(2027, 8, 1))
    answer(assessment, TRAINING, choice="yes", staff_total=50, staff_trained=48)
    later = datetime(2027, 9, 2, 9, tzinfo=ZoneInfo("UTC"))
    with time_machine.travel(later, tick=False):
        year = f.assessment(assessment.organisation, by=manager_of(assessment.organisation), at=later)
        page = page_of(browser(manager_of(assessment.organisation)), year)

    assert "Use this answer" in buttons(page)
