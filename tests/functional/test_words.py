"""The words of every page: short, plain, and buttons that say what they do (screens 5.4)."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.functional import places
from tests.integration.tenancy.addresses import browser
from tests.reading import as_sentences, own_pieces, reading

pytestmark = pytest.mark.django_db

# L1: grade 6 is a UK reading age of about 11.
HARDEST_GRADE = 6
LONGEST_SENTENCE = 12
BANNED = re.compile(
    r"\b(assertions?|evidence items?|submit|leverage|utilise|non-compliant|mandatory|IG|artefacts?|click here)\b"
)


@pytest.fixture
def pages() -> dict[str, str]:
    """Every page by its address, as those see it who may."""
    home = places.rich_home()
    administrator, nobody = browser(home.administrator), browser()
    seen: dict[str, str] = {}
    for client, paths in (
        (administrator, [*places.pages_of(home), *map(reverse, places.OF_THE_PERSON)]),
        (nobody, [*map(reverse, places.OF_ANYBODY), *places.WITH_A_USED_LINK]),
    ):
        seen.update(shown(client, paths))
    return seen


def shown(client: Client, paths: list[str]) -> dict[str, str]:
    answers = {path: client.get(path) for path in paths}
    return {
        path: answer.content.decode()
        for path, answer in answers.items()
        if answer.status_code not in (301, 302) and answer["Content-Type"].startswith("text/html")
    }


def test_every_page_can_be_read_at_eleven(pages: dict[str, str]) -> None:
    hard = {
        path: (round(grade, 1), round(length, 1))
        for path, page in pages.items()
        for grade, length in [reading(as_sentences(own_pieces(page)))]
        if grade > HARDEST_GRADE or length > LONGEST_SENTENCE
    }

    assert hard == {}
    assert len(pages) > 60


def test_no_page_says_what_only_experts_say(pages: dict[str, str]) -> None:
    said = {path: found for path, page in pages.items() if (found := BANNED.findall(" ".join(own_pieces(page))))}

    assert said == {}
