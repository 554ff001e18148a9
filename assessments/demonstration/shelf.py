"""The papers of a home: some in date, one to check soon, one out of date, one that nobody has found yet."""

from datetime import date, timedelta
from typing import NamedTuple

from assessments.actions.proof import add_document
from assessments.demonstration.story import Story
from assessments.models import Assessment
from assessments.newest import default_review


class Paper(NamedTuple):
    """One paper: its kind, its title, where it is kept, how many days ago it was written, and what it supports."""

    kind: str
    title: str
    place: str
    days_ago: int
    refs: tuple[str, ...]


PAPERS = (
    Paper("privacy-notice", "Privacy notice for residents", "Hall, by the front door", 400, ("1.1.3", "1.2.1")),
    Paper("ico-certificate", "Data protection fee certificate", "Office shelf, blue folder", 320, ("1.1.1",)),
    Paper("staff-data-policy", "Rules for staff", "Staff handbook, page 12", 200, ("1.3.1", "1.3.7", "2.1.1")),
    Paper("information-asset-register", "List of the data we hold", "Shared drive, Data folder", 30, ("1.1.2",)),
    Paper("business-continuity-plan", "Emergency plan", "", 90, ("7.1.2", "7.3.2")),
    Paper("training-record", "Who has done training", "Office computer, Training folder", 45, ("3.2.1",)),
)


def fill_shelf(story: Story, assessment: Assessment) -> None:
    """Put papers on the register, each on the day it was written or when the service came here."""
    for paper in PAPERS:
        written_on = story.today - timedelta(days=paper.days_ago)
        add_document(
            organisation=story.organisation,
            words={
                "kind": paper.kind,
                "title": paper.title,
                "place": paper.place,
                "owner": "Registered manager",
                "written_on": written_on,
                "review_on": _review(paper, assessment, written_on, story.today),
            },
            refs=paper.refs,
            received=None,
            by=story.person,
            at=story.at(story.today),
        )


def _review(paper: Paper, assessment: Assessment, written_on: date, today: date) -> date | None:
    return default_review(paper.kind, assessment.edition, written_on, today)


def share_papers(story: Story) -> None:
    """Let the services of a group use its rules for data safety."""
    add_document(
        organisation=story.organisation,
        words={
            "kind": "data-security-policy",
            "title": "Data security policy of the group",
            "place": "Head office intranet, Policies",
            "owner": "Head of quality",
            "written_on": story.today - timedelta(days=100),
            "is_shared": True,
        },
        refs=("1.3.1",),
        received=None,
        by=story.person,
        at=story.at(story.today),
    )
