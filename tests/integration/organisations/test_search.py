"""Finding a service by whatever somebody knows of it, however they type it."""

import re
from datetime import date

import pytest
from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisations.directory.search import find
from organisations.models import FormerCode, Organisation, OrganisationKind
from organisations.models.organisations import WORDS_OF_AN_ORGANISATION
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories.listed import listed
from tests.integration.organisations.odd import ODD

pytestmark = pytest.mark.django_db


@pytest.fixture
def _some():
    listed("VA001", "Rose Court", cqc_location_id="1-100000001")
    listed("VA002", "Rose Court Nursing Home", town="York", address="1 Mill Lane", postcode="YO1 7HH")
    listed("VA003", "Elmview", town="Hull", address="2 Dock Road", postcode="HU3 1AA")
    listed("VA004", "Elm Lodge", town="Hull", address="3 Dock Road", postcode="HU3 2BB")
    listed("VA005", "St Mary's & St John's", town="Bath", address="4 Abbey Green", postcode="BA1 1LY")
    listed("VA006", "The Old Rosery", town="Ely", address="5 Fore Hill", postcode="CB7 4AF")
    listed(None, "Café Roséwood", cqc_location_id="1-100000009", town="Truro", postcode="TR1 2LS", address="")
    listed("AB01", "Rosemary Care Group", kind="head-office", town="Derby", postcode="DE1 1AA", address="")


def names(text, **kwargs):
    return [one.name for one in find(text, **kwargs)]


@pytest.mark.usefixtures("_some")
@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Rose Court", "Rose Court"),
        ("rose court", "Rose Court"),
        ("ROSE  COURT ", "Rose Court"),
        ("court rose", "Rose Court"),
        ("rose cou york", "Rose Court Nursing Home"),
        ("york rose", "Rose Court Nursing Home"),
        ("nurs", "Rose Court Nursing Home"),
        ("YO1 7HH", "Rose Court Nursing Home"),
        ("yo17hh", "Rose Court Nursing Home"),
        ("yo 17hh", "Rose Court Nursing Home"),
        ("y o17 hh", "Rose Court Nursing Home"),
        ("BA1", "St Mary's & St John's"),
        ("va004", "Elm Lodge"),
        ("VA 004", "Elm Lodge"),
        ("1-100000001", "Rose Court"),
        ("1-100000009", "Café Roséwood"),
        ("cafe rosewood", "Café Roséwood"),
        ("café", "Café Roséwood"),
        ("st marys", "St Mary's & St John's"),
        ("saint mary\u2019s", "St Mary's & St John's"),
        ("st mary and st john", "St Mary's & St John's"),
        ("elm view", "Elmview"),
        ("view", "Elmview"),
        ("lodge hull", "Elm Lodge"),
        ("ab01", "Rosemary Care Group"),
    ],
)
def test_finds(typed, first):
    found = find(typed)

    assert found[0].name == first
    assert not found[0].is_guess


@pytest.mark.usefixtures("_some")
@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("roze court", "Rose Court"),
        ("rosse cort leeds", "Rose Court"),
        ("elmveiw", "Elmview"),
        ("elm ldoge", "Elm Lodge"),
        ("hlul lodge", "Elm Lodge"),
        ("elm loge", "Elm Lodge"),
        ("rosecourt", "Rose Court"),
        ("rosemarry care", "Rosemary Care Group"),
    ],
)
def test_guesses_a_misspelling_and_says_that_it_is_one(typed, first):
    found = find(typed)

    assert found[0].name == first
    assert all(one.is_guess for one in found)


@pytest.mark.usefixtures("_some")
def test_a_guess_is_only_made_when_nothing_fits():
    assert names("rosewood") == ["Café Roséwood"]
    assert names("zebra crossing") == []


@pytest.mark.usefixtures("_some")
def test_a_town_finds_all_in_it():
    assert names("hull") == ["Elm Lodge", "Elmview"]


@pytest.mark.usefixtures("_some")
def test_the_exact_code_then_the_exact_name_then_names_that_begin_so():
    listed("ROSE", "Zinnia House")

    assert names("rose")[0] == "Zinnia House"
    assert names("rose court") == ["Rose Court", "Rose Court Nursing Home"]
    assert names("elm") == ["Elm Lodge", "Elmview"]


def test_what_is_inside_a_word_comes_after_what_begins_one():
    listed("VA010", "Zed View")
    listed("VA011", "Elmview")

    assert names("view") == ["Zed View", "Elmview"]


def test_the_closed_come_last_unless_the_code_is_typed():
    listed("VA010", "Rose Court", closed_on=date(2024, 3, 31))
    listed("VA011", "Rose Court Lodge")

    assert [one.code for one in find("rose court")] == ["VA011", "VA010"]
    assert find("rose court")[1].closed_on == date(2024, 3, 31)
    assert find("VA010")[0].code == "VA010"


@pytest.mark.usefixtures("_some")
def test_no_more_than_are_asked_for():
    assert len(find("rose", limit=2)) == 2
    assert len(find("o", limit=3)) <= 3


class TestWhoIsRegistered:
    def test_is_said_to_have_an_account(self):
        f.organisation("VA001")
        listed("VA001")
        listed("VA002", "Rose Court Lodge")

        assert [(one.code, one.has_account) for one in find("rose court")] == [("VA001", True), ("VA002", False)]

    def test_is_found_without_the_directory(self):
        f.organisation("VB001", "St Mary's")

        for typed in ("st marys", "mary", "VB001", "vb001", "LS1 4AP", "ls14ap", "leeds"):
            (found,) = find(typed)
            assert (found.key, found.name, found.has_account) == ("VB001", "St Mary's", True), typed

    def test_is_found_once_when_both_have_it(self):
        f.organisation("VA001")
        listed("VA001")

        assert len(find("rose court")) == 1

    def test_is_known_by_the_code_it_had_before(self):
        organisation = f.organisation("VB001", "Elm View")
        with acting_for(organisation):
            FormerCode.objects.create(organisation=organisation, code="VA001", changed_at=f.NOW)
        listed("VA001")

        assert find("VA001")[0].has_account

    @pytest.mark.parametrize("kind", [OrganisationKind.SUPPORT_PARTNER, OrganisationKind.COMMISSIONER])
    def test_is_left_out_when_it_is_no_service(self, kind):
        f.organisation("VB001", "Elm Partners", kind=kind)

        assert find("elm") == []


@pytest.mark.usefixtures("_some")
@pytest.mark.parametrize("text", ODD)
def test_odd_input_is_answered(text, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        assert isinstance(find(text), list)


@pytest.mark.parametrize("text", ["", " ", "\0", "!!!", "🙂", "Кафе", "-- ' \"", "|!:*()<>"])
def test_nothing_to_look_for_asks_the_database_nothing(text, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert find(text) == []


@pytest.mark.usefixtures("_some")
@pytest.mark.parametrize(("typed", "statements"), [("rose court", 2), ("roze court", 2), ("zzz", 2)])
def test_one_or_two_statements(typed, statements, django_assert_num_queries):
    with django_assert_num_queries(statements):
        find(typed)


@pytest.mark.usefixtures("_some")
@pytest.mark.parametrize(
    ("typed", "indexes"),
    [
        ("rose court", {"entry_words"}),
        ("ls1 4ap", {"entry_words"}),
        ("VA001", {"entry_words"}),
        ("roze cort", {"entry_words", "entry_grams"}),
        ("elmveiw", {"entry_words", "entry_grams"}),
    ],
)
def test_every_statement_is_answered_by_the_indexes(typed, indexes, plans):
    used = plans(lambda: find(typed))

    assert indexes <= set(re.findall(r"\bentry_\w+", used)), used
    assert "Seq Scan on organisations_directoryentry" not in used


def test_the_registered_are_found_by_their_index(plans):
    query = SearchQuery("rose:*", config="simple", search_type="raw")
    registered = Organisation.objects.annotate(words=WORDS_OF_AN_ORGANISATION)

    assert "organisation_words" in plans(lambda: list(registered.filter(words=query)))


@pytest.fixture
def plans():
    """Give a function that runs something and returns how PostgreSQL goes about its statements in a full table."""

    def explain(deed):
        with CaptureQueriesContext(connection) as statements:
            deed()
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")  # in a small table it would be quicker
            cursor.execute("SET LOCAL enable_indexscan = off")  # nor is reading all of another index what is meant
            said = []
            for statement in statements:
                cursor.execute(f"EXPLAIN {statement['sql']}")
                said += [line for (line,) in cursor.fetchall()]
        return "\n".join(said)

    return explain
