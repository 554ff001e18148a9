"""The engine finds misspellings, escapes what it must, and writes dates and numbers the one way."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django.conf import LazySettings
from django.template import engines
from django.test import RequestFactory
from jinja2 import UndefinedError

from dsptcare.jinja import HelpContact, clock, day, frame, plural


@dataclass(frozen=True, slots=True)
class Task:
    title: str


def draw(source: str, **context: object) -> str:
    return engines["jinja2"].from_string(source).render(context)


@pytest.mark.parametrize(
    "source",
    ["{{ task.titel }}", "{% if task.titel %}x{% endif %}", "{{ task.titel|default('x') }}", "{{ task.titel.more }}"],
)
def test_a_misspelt_attribute_is_found(source: str) -> None:
    with pytest.raises(UndefinedError, match="Task has no attribute 'titel'"):
        draw(source, task=Task("Train staff"))


def test_an_unknown_name_is_found_when_it_is_printed() -> None:
    with pytest.raises(UndefinedError):
        draw("{{ nope }}")
    assert draw("{{ 'x' if nope is defined else 'y' }}") == "y"


def test_a_missing_key_of_a_dict_is_nothing() -> None:
    assert draw("[{{ params.a.b.c }}]", params={}) == "[]"


def test_pages_are_escaped_and_plain_mail_is_not() -> None:
    environment = engines["jinja2"].env
    assert environment.autoescape("account/login.html")
    assert environment.autoescape("layouts/page.jinja")
    assert environment.autoescape(None)
    assert not environment.autoescape("account/email/password_changed_message.txt")


@pytest.mark.parametrize(
    ("at", "on", "time"),
    [
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "1 July 2026", "12:30am"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "31 December 2026", "11:30pm"),
        (datetime(2026, 6, 30, 11, 5, tzinfo=UTC), "30 June 2026", "12:05pm"),
        (datetime(2026, 1, 2, 10, 42, tzinfo=UTC), "2 January 2026", "10:42am"),
    ],
)
def test_times_are_londons(at: datetime, on: str, time: str) -> None:
    assert (day(at), clock(at)) == (on, time)


def test_a_date_needs_no_zone() -> None:
    assert day(date(2026, 6, 30)) == "30 June 2026"


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 questions"), (1, "1 question"), (12, "12 questions"), (1200, "1,200 questions")]
)
def test_numbers_agree_with_their_noun(count: int, words: str) -> None:
    assert plural(count, "question") == words


def test_irregular_nouns_say_so() -> None:
    assert plural(2, "person", "people") == "2 people"


def test_the_telephone_rings() -> None:
    assert HelpContact("Us", "(0113) 496 0000", "").phone_link == "tel:01134960000"


@dataclass
class Person:
    name: str = "Priya"
    email: str = "priya@example.com"
    is_authenticated: bool = True


@dataclass
class Home:
    name: str = "Rose Court"
    code: str = "VL1A2"
    kind: str = "single-site"


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/o/VL1A2/", "Home"),
        ("/o/VL1A2/y/2026-27/", "Questions"),
        ("/o/VL1A2/y/2026-27/q/1.1.1/", "Questions"),
        ("/o/VL1A2/y/2026-27/plan/", "Plan"),
        ("/o/VL1A2/documents/", "Documents"),
        ("/o/VL1A2/documents/add/", "Documents"),
        ("/o/VL1A2/lists/training/", "Documents"),
        ("/o/VL1A2/people/invite/", ""),
        ("/o/VL1A2/help/", "Get help"),
        ("/o/VL1A2/history/", ""),
    ],
)
def test_the_menu_knows_where_it_is(rf: RequestFactory, path: str, current: str) -> None:
    request = rf.get(path)
    request.user, request.organisation = Person(), Home()
    drawn = frame(request)["frame"]
    assert "".join(link.words for link in drawn.nav if link.is_current) == current
    assert [link.words for link in drawn.nav] == ["Home", "Questions", "Documents", "Plan", "Get help"]
    assert drawn.home == "/o/VL1A2/"
    assert (drawn.signed_in_as, drawn.organisation.name) == ("Priya", "Rose Court")


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/g/AB01/", "Home"),
        ("/g/AB01/sites/", "Services"),
        ("/g/AB01/sites/VA101/leave/", "Services"),
        ("/g/AB01/y/2026-27/shared/", "Services"),
        ("/o/AB01/", "Questions"),
        ("/o/AB01/y/2026-27/q/1.1.1/", "Questions"),
        ("/o/AB01/documents/shared/", "Documents"),
        ("/o/AB01/people/", ""),
        ("/o/AB01/help/", "Get help"),
        ("/o/AB01/history/", ""),
    ],
)
def test_a_group_has_a_menu_of_its_own(rf: RequestFactory, path: str, current: str) -> None:
    request = rf.get(path)
    request.user, request.organisation = Person(), Home("Fern Care Group", "AB01", "head-office")
    drawn = frame(request)["frame"]
    assert "".join(link.words for link in drawn.nav if link.is_current) == current
    assert [link.words for link in drawn.nav] == ["Home", "Services", "Questions", "Documents", "Get help"]
    assert drawn.home == "/g/AB01/"


def test_at_a_service_of_ones_group_there_is_a_way_back(rf: RequestFactory) -> None:
    request = rf.get("/o/VL1A2/")
    request.user, request.organisation = Person(), Home(kind="site")
    request.group = Home("Fern Care Group", "AB01", "head-office")
    drawn = frame(request)["frame"]
    assert (drawn.organisation.group_name, drawn.organisation.group_href) == ("Fern Care Group", "/g/AB01/")
    assert drawn.home == "/o/VL1A2/"


def test_a_stranger_has_no_menu(rf: RequestFactory) -> None:
    drawn = frame(rf.get("/"))["frame"]
    assert (drawn.nav, drawn.organisation, drawn.signed_in_as, drawn.home) == ((), None, "", "/")


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "413.html", "429.html", "500.html", "503.html"])
def test_pages_for_trouble_need_nothing(name: str, settings: LazySettings) -> None:
    drawn = engines["jinja2"].get_template(name).render()
    assert drawn.count("<h1>") == 1
    assert settings.HELP_PHONE in drawn
