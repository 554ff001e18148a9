"""Every code that the rules can give has words for people; a new code without any fails here, not on a page."""

from collections.abc import Collection
from enum import StrEnum

import pytest
from django.template import engines

from assessments.exports.plan_workbook import POSITIONS, PROGRESS
from assessments.frozen import PROFILE
from assessments.presenters.answers import _TITLES, NEEDS
from assessments.presenters.cures import CURES, DETAIL_STEPS
from assessments.presenters.details import STEPS
from assessments.presenters.plan import MISSING
from assessments.presenters.publishing import SOURCES
from assessments.presenters.review import WHY
from assessments.rules.answers import AnswerProblem, Choice, FollowUp
from assessments.rules.blockers import Reason
from assessments.rules.case import Progress
from assessments.rules.completeness import Status
from assessments.rules.history import Source
from assessments.rules.levels import Level
from assessments.rules.offers import CLOSING
from assessments.rules.plan import EntryProblem
from assessments.rules.profile import Profile as ProfileFacts
from assessments.rules.profile import missing_fields
from assessments.rules.questions import Kind, Need
from assessments.rules.review import Why
from assessments.words import (
    ANSWER_LABELS,
    ANSWER_PROBLEMS,
    CHOICES,
    DETAILS,
    ENTRY_PROBLEMS,
    LEVELS,
    WHY_NOT,
)
from organisations.models import Profile


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (Choice, CHOICES),
        (Level, LEVELS),
        (AnswerProblem, ANSWER_PROBLEMS),
        (EntryProblem, ENTRY_PROBLEMS),
        (EntryProblem, MISSING),
        (Reason, CURES),
        (CLOSING, WHY_NOT),
        (Why, WHY),
        (Need, NEEDS),
        (Kind, ANSWER_LABELS),
        (FollowUp, _TITLES),
        (Status, POSITIONS),
        (Progress, PROGRESS),
        ([source for source in Source if source is not Source.HERE], SOURCES),
        (missing_fields(ProfileFacts("", "")), DETAILS),
        (missing_fields(ProfileFacts("", "")), DETAIL_STEPS),
        (DETAIL_STEPS.values(), STEPS),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_every_code_has_words(codes: Collection[str], words: Collection[str]) -> None:
    assert {str(code) for code in codes} <= {str(code) for code in words}


def test_no_table_has_words_for_codes_that_are_gone() -> None:
    for codes, words in ((Choice, CHOICES), (Level, LEVELS), (Reason, CURES), (Why, WHY), (Status, POSITIONS)):
        assert {str(code) for code in codes} == {str(code) for code in words}


@pytest.mark.parametrize("status", Status)
def test_every_state_has_a_tag(status: StrEnum) -> None:
    page = engines["jinja2"].from_string('{% from "components/tag.jinja" import status_tag %}{{ status_tag(status) }}')

    assert page.render({"status": status}).strip().startswith(("<strong", "<span"))


def test_no_words_end_in_a_full_stop_where_a_list_of_refusals_has_none() -> None:
    words = [words for table in (ANSWER_PROBLEMS, ENTRY_PROBLEMS) for _, words in table.values()]

    assert [said for said in words if said.endswith(".")] == []


def test_every_field_of_the_profile_is_frozen_with_a_publication() -> None:
    fields = {field.name for field in Profile._meta.concrete_fields} - {"id", "organisation"}

    assert set(PROFILE) == fields
