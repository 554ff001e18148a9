"""Choose your service, or: we could not find it."""

import html
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organisations.models import Organisation
from tests import factories as f
from tests.factories.listed import listed
from tests.integration.organisations.odd import ODD
from tests.integration.organisations.reading import browser, words

pytestmark = pytest.mark.django_db
RESULTS = reverse("organisations:join_results")


def look(person, typed):
    return browser(person).get(RESULTS, {"q": typed})


def confirm(code):
    return reverse("organisations:join_confirm", args=[code])


def by_hand(response):
    """Give what the form by hand would be filled with."""
    (address,) = {
        html.unescape(one)
        for one in re.findall(r'href="([^"]+)"', response.content.decode())
        if one.startswith(reverse("organisations:join_by_hand"))
    }
    return address.partition("?")[2]


def test_each_is_a_link_with_where_it_is_and_whether_it_is_here(jo, rose_court):
    listed("VA001")
    listed("VA002", "Rose Lodge", town="York", address="1 Mill Lane", postcode="YO1 7HH")

    response = look(jo, "rose")

    shown = words(response)
    assert "Choose your service" in shown
    assert "2 services found for “rose”." in shown
    assert "Rose Court 12 High Street, Leeds, LS1 4AP. ODS code VA001 Already has an account" in shown
    assert "Rose Lodge 1 Mill Lane, YO1 7HH. ODS code VA002 New here" in shown
    assert shown.index("Rose Lodge") < shown.index("None of these")
    assert f'href="{confirm("VA002")}"' in response.content.decode()


def test_nobody_who_has_the_account_is_named(jo, tom, rose_court):
    listed("VA001")
    listed("VA002")

    shown = look(jo, "rose court").content.decode()

    for secret in ("Priya", "priya@", "Tom", "tom@"):
        assert secret not in shown


def test_the_only_one_that_fits_is_asked_about_at_once(jo):
    listed("VA001")

    assert look(jo, "rose court leeds")["Location"] == confirm("VA001")


def test_a_service_without_a_code_is_led_to_by_its_cqc_id(jo):
    listed(None, "Elm View", cqc_location_id="1-100000001")

    assert look(jo, "elm view")["Location"] == confirm("1-100000001")


def test_one_that_is_only_near_is_not_taken_for_the_one(jo):
    listed("VA001")

    shown = words(look(jo, "roze court"))

    assert "We found nothing for “roze court”. Did you mean one of these?" in shown
    assert "Rose Court" in shown


def test_many_are_cut_with_words_on_what_to_do(jo):
    for number in range(25):
        listed(f"VA{number:03}", f"Rose House {number:02}")

    shown = words(look(jo, "rose"))

    assert "There are many like “rose”. These are the first 20. Add the town or the postcode to find yours." in shown
    assert "Rose House 19" in shown
    assert "Rose House 20" not in shown


def test_a_closed_one_says_so(jo):
    listed("VA001", closed_on=date(2024, 3, 31))
    listed("VA002")

    shown = words(look(jo, "rose court"))

    assert shown.index("VA002 New here") < shown.index("VA001 Closed 31 March 2024")


class TestNothingFound:
    def test_says_what_to_do(self, jo):
        shown = words(look(jo, "zebra"))

        assert "We could not find your service" in shown
        assert "We found nothing for “zebra”." in shown
        assert "Check the spelling." in shown
        assert "Look again" in shown
        assert "type in your service\u2019s details" in shown
        assert "0113 496 0000" in shown

    def test_keeps_what_was_typed_in_the_box(self, jo):
        assert 'value="zebra &quot;house&quot;"' in look(jo, 'zebra "house"').content.decode().replace(
            "&#34;", "&quot;"
        )

    @pytest.mark.parametrize(
        ("typed", "filled"),
        [
            ("zebra house", "name=zebra+house"),
            ("zz1 9zz", "postcode=ZZ1+9ZZ"),
            ("zz19zz", "postcode=ZZ1+9ZZ"),
            ("vz999", "code=VZ999"),
        ],
    )
    def test_leads_to_the_form_by_hand_with_what_was_typed(self, jo, typed, filled):
        response = look(jo, typed)

        assert by_hand(response) == filled
        assert browser(jo).get(f"{reverse('organisations:join_by_hand')}?{filled}").status_code == 200


@pytest.mark.parametrize("typed", ODD)
def test_odd_input_is_answered_and_shown_as_it_is(jo, typed):
    listed("VA001")
    listed("VA002", "Rose Lodge")

    response = look(jo, typed)

    assert response.status_code in (200, 302)
    assert "<script>alert" not in response.content.decode()
    if response.status_code == 200:
        assert len(words(response)) < 2_500  # however much was pasted


def test_looking_changes_nothing(jo):
    listed("VA001")
    look(jo, "rose")

    assert not Organisation.objects.exists()


def test_a_registered_service_that_the_lists_do_not_have_is_found(jo):
    f.organisation("VB001", "Elm View", by=f.person("Ada"))

    assert look(jo, "elm view")["Location"] == confirm("VB001")


def test_the_page_costs_no_more_statements_for_more_services(jo):
    client = browser(jo)
    client.get(RESULTS, {"q": "rose"})
    counts = []
    for numbers in (range(2), range(2, 18)):
        for number in numbers:
            listed(f"VA{number:03}", "Rose House")
        with CaptureQueriesContext(connection) as statements:
            client.get(RESULTS, {"q": "rose"})
        counts.append(len(statements))

    assert counts[0] == counts[1]
