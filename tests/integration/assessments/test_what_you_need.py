"""What to get ready: the checklist for whoever has no account yet, to print."""

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from assessments.editions import edition
from assessments.models import ToolkitYear
from tests.factories import NOW
from tests.factories import assessments as a
from tests.integration.assessments.reading import elements, links, text, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]


def test_anybody_can_read_every_line_with_what_it_is() -> None:
    page = Client().get(reverse("assessments:what_you_need"))

    questions = edition(settings.DEFAULT_EDITION)
    [papers] = elements(page, "ul", cls="app-papers")
    shown = [text(line) for line in papers.children if not isinstance(line, str)]
    assert len(shown) == len(questions.checklist)
    for line, seen in zip(questions.checklist, shown, strict=True):
        kind = questions.document_kind(line.document_kind)
        assert line.plain_question in seen
        assert kind.title in seen
        assert kind.what_it_is in seen


def test_it_is_the_list_of_the_year_that_is_open() -> None:
    a.operators_year("2026-27", edition="care-8")

    page = Client().get(reverse("assessments:what_you_need"))

    assert len(edition("care-8").checklist) == len(elements(page, "li"))
    assert [line.plain_question for line in edition("care-8").checklist if line.plain_question not in words(page)] == []


def test_reading_it_writes_nothing() -> None:
    with time_machine.travel(NOW, tick=False):
        Client().get(reverse("assessments:what_you_need"))

    assert not ToolkitYear.objects.exists()


def test_the_print_button_needs_script_and_without_it_the_page_says_how() -> None:
    page = Client().get(reverse("assessments:what_you_need"))

    [button] = elements(page, "button")
    assert {"data-print", "hidden"} <= set(dict(button.attributes))
    [without] = elements(page, "noscript")
    assert "use the print button of your browser" in text(without)


def test_the_start_page_leads_to_it() -> None:
    page = Client().get(reverse("organisations:start"))

    assert reverse("assessments:what_you_need") in links(page).values()
