"""The states an organisation can be in, each reached by the same actions as in life."""

from datetime import date, timedelta

from assessments.demonstration.lists import fill_lists
from assessments.demonstration.shelf import fill_shelf
from assessments.demonstration.story import EVERY_NEED, Story
from assessments.rules.levels import Level
from assessments.rules.questions import Need
from assessments.rules.schedule import default_year
from assessments.rules.validity import add_months


def nothing(story: Story) -> None:
    """Registered, and no more."""


def half_done(story: Story) -> None:
    story.describe(story.today)
    assessment = story.open(story.today)
    story.answer(assessment, story.today, Need.APPROACHING, most=20)
    fill_shelf(story, assessment)
    fill_lists(story)


def ready_for_approaching(story: Story) -> None:
    story.describe(story.today)
    assessment = story.open(story.today)
    story.answer(assessment, story.today, Need.APPROACHING)
    story.plan(assessment, story.today)
    story.confirm(assessment, story.today)


def approaching(story: Story, day: date | None = None) -> None:
    day = day or story.today - timedelta(days=20)
    story.describe(day)
    assessment = story.open(day)
    story.answer(assessment, day, Need.APPROACHING)
    story.plan(assessment, day)
    story.confirm(assessment, day)
    story.publish(assessment, day, Level.APPROACHING)


def met(story: Story, day: date | None = None) -> None:
    day = day or story.today - timedelta(days=30)
    story.describe(day)
    assessment = story.open(day)
    story.answer(assessment, day, *EVERY_NEED)
    story.confirm(assessment, day)
    story.publish(assessment, day, Level.MET)


def exceeded(story: Story) -> None:
    day = story.today - timedelta(days=10)
    story.describe(day, cyber=True)
    assessment = story.open(day)
    story.answer(assessment, day, *EVERY_NEED)
    story.confirm(assessment, day)
    story.publish(assessment, day, Level.EXCEEDED)


def expired(story: Story) -> None:
    met(story, add_months(story.today, -14))


def last_year(story: Story) -> None:
    met(story, _in_last_year(story.today))


def reviewing(story: Story) -> None:
    last_year(story)
    story.open(story.today)


def stuck(story: Story) -> None:
    """Approaching Standards was used last year; this year needs Standards Met, and is short of it."""
    approaching(story, _in_last_year(story.today))
    story.open(story.today)


def published_elsewhere(story: Story) -> None:
    story.describe(story.today, earlier=("met", add_months(story.today, -6)))
    story.answer(story.open(story.today), story.today, Need.APPROACHING, most=8)


def _in_last_year(today: date) -> date:
    """Give a day of the toolkit year before this one that is not more than twelve months ago."""
    return min(add_months(today, -11), default_year(today, "").opens_on - timedelta(days=1))
