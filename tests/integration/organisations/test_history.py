"""Everything that has happened."""

import ast
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organisations import audit
from organisations.actions import joining, people
from organisations.permissions import Role
from organisations.presenters.history import WORDS
from organisations.tenancy import acting_for
from tests import factories as f
from tests.architecture.source import modules
from tests.integration.organisations.reading import browser, member_id, words

pytestmark = pytest.mark.django_db
HISTORY = reverse("organisations:history", args=["VA001"])


def record(organisation, verb, *, by=None, times=1, at=f.NOW, **rest):
    with acting_for(organisation):
        for _ in range(times):
            audit.record(verb, organisation=organisation, by=by, at=at, **rest)


def recorded_verbs() -> dict[str, str]:
    """Find every verb that the product records, with a place that does."""
    found = {}
    for module in modules():
        for node in module.nodes(ast.Call):
            assert isinstance(node, ast.Call)
            if isinstance(node.func, ast.Attribute) and ast.unparse(node.func) == "audit.record":
                assert isinstance(node.args[0], ast.Constant), f"{module.at(node)}: write the verb out"
                found[node.args[0].value] = module.at(node)
            if isinstance(node.func, ast.Attribute) and ast.unparse(node.func) == "audit.record_many":
                firsts = [entry.elts[0] for entry in ast.walk(node.args[0]) if isinstance(entry, ast.Tuple)]
                assert firsts, f"{module.at(node)}: write the verbs out"
                found |= {first.value: module.at(node) for first in firsts if isinstance(first, ast.Constant)}
    return found


@pytest.mark.parametrize("verb", sorted(recorded_verbs()))
def test_every_verb_there_is_has_words(verb):
    assert verb in WORDS, f"say in organisations/presenters/history.py what {recorded_verbs()[verb]} records"


def test_there_are_verbs_to_find():
    assert {"registered", "joined", "answered", "published"} <= set(recorded_verbs())


def test_no_words_are_kept_for_a_verb_that_is_gone():
    assert set(WORDS) <= set(recorded_verbs())


def test_the_life_of_a_service_in_plain_words(priya, tom, jo, rose_court):
    with acting_for(user=jo):
        asked = joining.ask_to_join(organisation=rose_court, by=jo, at=f.NOW, message="")
    mine = {"organisation": rose_court, "by": priya, "at": f.NOW}
    with acting_for(rose_court, user=priya):
        one = people.invite(**mine, email="mina@example.com", role=Role.VIEWER)
        people.withdraw_invitation(**mine, invitation_id=one.pk)
        people.change_role(**mine, member_id=member_id(tom, rose_court), role=Role.VIEWER)
        people.remove(**mine, member_id=member_id(tom, rose_court))
        joining.decide_request(**mine, request_id=asked.pk, role=None)

    shown = words(browser(priya).get(HISTORY))

    told = [
        "Priya said no when Jo asked to join.",
        "Priya removed Tom.",
        "Priya changed what Tom can do. They can read everything, but change nothing.",
        "Priya took back the invitation to mina@example.com.",
        "Priya invited mina@example.com.",
        "Jo asked to join.",
        "Tom joined. They can answer questions and work on the plan.",
        "Priya set up the account with the code VA001.",
    ]
    places = [shown.index(f"10:42am {line}") for line in told]
    assert places == sorted(places)  # newest first


@pytest.mark.parametrize(
    ("verb", "rest", "said"),
    [
        ("answered", {"subject": "1.1.1"}, "Tom answered question 1.1.1."),
        ("set-aside", {"subject": "1.1.1"}, "Tom saved question 1.1.1 just after somebody else. We kept both answers."),
        ("confirmed-part", {"subject": "data-security"}, "Tom said that this part is true: data security."),
        ("opened-year", {"subject": "2026-27"}, "Tom started the year 2026-27."),
        ("planned", {"subject": "1.1.1"}, "Tom changed the plan for question 1.1.1."),
        (
            "published",
            {"subject": "ABCD-EFGH", "level": "met"},
            "Tom published Standards Met. The reference is ABCD-EFGH.",
        ),
        ("withdrew", {"subject": "ABCD-EFGH"}, "Tom took back the result ABCD-EFGH."),
        ("moved-house", {"subject": "x"}, "Tom made a change: moved house."),
    ],
)
def test_what_is_said(tom, rose_court, verb, rest, said):
    record(rose_court, verb, by=tom, **rest)

    assert said in words(browser(tom).get(HISTORY))


@pytest.mark.parametrize("verb", sorted(WORDS))
def test_no_line_needs_more_than_the_bare_entry(priya, rose_court, verb):
    """An old entry may lack what a newer one carries; its line must still be said."""
    record(rose_court, verb, subject="999" if verb in {"joined", "removed", "changed-role"} else "888")

    said = words(browser(priya).get(HISTORY)).partition("10:42am ")[2]
    assert said[0].isupper()
    assert "made a change" not in said
    assert "{" not in said


def test_the_hour_is_the_hour_in_london(priya, rose_court):
    record(rose_court, "answered", by=priya, at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC), subject="1.1.1")

    assert "1 July 2026, 12:30am Priya answered question 1.1.1." in words(browser(priya).get(HISTORY))


def test_fifty_a_page(priya, rose_court):
    record(rose_court, "answered", by=priya, times=50, subject="1.1.1")
    client = browser(priya)

    first, second = client.get(HISTORY), client.get(HISTORY, {"page": 2})

    assert words(first).count("answered question") == 50
    assert "Page 1 of 2" in words(first)
    assert "Priya set up the account" in words(second)
    assert "(page 2 of 2)" in second.content.decode()


@pytest.mark.parametrize("number", ["", "0", "-1", "word", "99999999999999999999"])
def test_a_page_that_is_not_there_gives_one_that_is(priya, rose_court, number):
    response = browser(priya).get(HISTORY, {"page": number})

    assert "Priya set up the account" in words(response)


@pytest.mark.parametrize("who", ["priya", "tom", "sam"])
def test_every_member_may_read_it(request, priya, tom, sam, rose_court, who):
    assert "Tom joined" in words(browser(request.getfixturevalue(who)).get(HISTORY))


def test_nothing_of_another_service_is_shown(priya, rose_court):
    owen = f.person("Owen")
    record(f.organisation("VB002", "Elm View", by=owen), "answered", by=owen, subject="9.9.9")

    shown = words(browser(priya).get(HISTORY))

    assert "Owen" not in shown
    assert "9.9.9" not in shown


def test_a_stranger_finds_nothing(jo, rose_court):
    assert browser(jo).get(HISTORY).status_code == 404


def test_a_longer_history_takes_no_more_statements(priya, rose_court):
    def happen(number: int) -> None:
        person = f.member(rose_court, Role.VIEWER, f"Tom{number}")
        with acting_for(rose_court, user=person):
            people.invite(
                organisation=rose_court, by=person, at=f.NOW, email=f"sam{number}@example.com", role=Role.VIEWER
            )
        asker = f.person(f"Jo{number}")
        with acting_for(user=asker):
            joining.ask_to_join(organisation=rose_court, by=asker, at=f.NOW, message="")

    def statements() -> int:
        with CaptureQueriesContext(connection) as counted:
            client.get(HISTORY)
        return len(counted)

    client = browser(priya)
    client.get(HISTORY)
    happen(0)
    few = statements()
    for number in range(1, 10):
        happen(number)

    assert statements() == few


def test_names_of_people_are_escaped(priya, rose_court):
    person = f.person("Tom")
    person.name = "<b>{who}</b>"
    person.save()
    record(rose_court, "answered", by=person, subject="1.1.1")

    shown = browser(priya).get(HISTORY).content.decode()

    assert "&lt;b&gt;{who}&lt;/b&gt; answered question 1.1.1." in shown


def test_it_still_reads_after_years(priya, rose_court):
    with time_machine.travel(f.NOW + timedelta(days=3 * 365), tick=False):
        assert "22 November 2026, 10:42am" in words(browser(priya).get(HISTORY))
