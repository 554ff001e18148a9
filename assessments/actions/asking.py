"""A group asks the people of its sites: is this true where you work? (R74)."""

from dataclasses import dataclass
from datetime import datetime

from assessments.actions.telling import ask_to_agree
from assessments.models import ToolkitYear
from assessments.replies import AGAIN, SILENT, replies
from organisations import audit
from organisations.models import Organisation, User
from organisations.tenancy import action


@dataclass(frozen=True, slots=True)
class Asked:
    """The sites whose people were asked, and those that have nobody who could say anything."""

    asked: frozenset[int]
    nobody: frozenset[int]


@action
def ask_managers(*, group: Organisation, year: ToolkitYear, by: User, at: datetime) -> Asked:
    """Ask every site that has not said anything, or must be asked again; each person gets one mail a day at most.

    Needs the scope of the group and its sites.
    """
    waiting = {site for site, state in replies(group, year).items() if state.state in (SILENT, AGAIN)}
    asked = ask_to_agree(group=group, year=year, sites=waiting, by=by, at=at) if waiting else set()
    if asked:
        audit.record("asked-to-agree", organisation=group, by=by, at=at, subject=year.label, sites=len(asked))
    return Asked(frozenset(asked), frozenset(waiting - asked))
