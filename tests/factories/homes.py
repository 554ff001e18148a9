"""A whole head office: people in every role and a row in every table, most through the same actions as in life.

It looks after a site, and is itself looked after by a bigger group, so that every kind of page has something to show.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from assessments.actions.answers import save_answer, save_draft
from assessments.actions.confirming import confirm_details, confirm_part
from assessments.actions.details import change_details
from assessments.actions.opening import open_year
from assessments.actions.planning import save_plan_row
from assessments.actions.publishing import publish
from assessments.editions import edition
from assessments.models import Answer, Assessment, Publication
from assessments.rules.answers import Choice
from assessments.rules.levels import Level
from assessments.rules.schedule import london_date
from organisations.actions.joining import ask_to_join
from organisations.actions.people import invite, join, remove
from organisations.actions.profile import declare_earlier
from organisations.models import (
    EarlierPublication,
    Invitation,
    JoinRequest,
    Membership,
    Organisation,
    OrganisationKind,
    User,
)
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import surroundings as groups

# One text of each field satisfies every kind of question; the training counts pass 95 %.
SATISFYING = {
    "choice": Choice.YES,
    "text": "ZA123456",
    "kept_at": "Blue folder",
    "staff_total": 20,
    "staff_trained": 20,
}
# The question that somebody is working on: it has a draft, a plan row, a history and words set aside.
WORKED_ON = "1.1.1"
PROFILE = {
    "care_kinds": ["care_home"],
    "ico_number": "ZA123456",
    "nhsmail_only": "no",
    "cyber_plus": "no",
    "earlier": "none",
}


@dataclass(frozen=True, slots=True)
class Home:
    """A home with everything in it."""

    organisation: Organisation
    people: dict[Role, User]
    contributor: Membership
    removed: User
    assessment: Assessment
    publication: Publication
    invitation: Invitation
    request: JoinRequest
    set_aside: int
    site: Organisation
    uncovered: Organisation
    bigger: Organisation
    asked: int
    covering: str
    without_code: int
    claim: int
    to_decide: int
    link: int
    dispute: int
    document: int
    paper: int
    row: int

    @property
    def administrator(self) -> User:
        return self.people[Role.ADMINISTRATOR]


def whole(name: str = "Rose Court", code: str = "VA001", *, since: datetime | None = None) -> Home:
    """Make a home that has published; with `since`, one that opened that instant's year as well."""
    people = {role: _person(role.value, code) for role in Role}
    by = people[Role.ADMINISTRATOR]
    organisation = f.organisation(code, name, by=by, kind=OrganisationKind.HEAD_OFFICE)
    with acting_for(organisation, user=by):
        contributor, _ = [
            join(organisation=organisation, user=people[role], role=role, by=by, at=f.NOW)
            for role in (Role.CONTRIBUTOR, Role.VIEWER)
        ]
        removed = _remove_somebody(organisation, by)
        invitation = invite(
            organisation=organisation, by=by, at=f.NOW, email=f"new@{code}.example.com", role=Role.VIEWER
        )
        if since:
            open_year(organisation=organisation, by=by, at=since)
        assessment = open_year(organisation=organisation, by=by, at=f.NOW)
        make_ready(assessment, by=by)
        publication = publish(
            assessment=assessment, level=Level.MET, declaration="It is true.", after=None, by=by, at=f.NOW
        )
        set_aside = _work_on(assessment, by)
        _came_from_elsewhere(organisation, by)
    request = _asked(organisation)
    return Home(
        organisation,
        people,
        contributor,
        removed,
        assessment,
        publication,
        invitation,
        request,
        set_aside,
        **groups.around(organisation, assessment, publication, by=by),
    )


def make_ready(assessment: Assessment, *, by: User, at: datetime = f.NOW) -> None:
    """Answer and confirm everything, so that Standards Met can be published. Needs the organisation's scope."""
    told = {"organisation": assessment.organisation, "by": by, "at": at}
    Answer.objects.filter(assessment=assessment).delete()
    Answer.objects.bulk_create(
        Answer(
            organisation_id=assessment.organisation_id,
            assessment=assessment,
            ref=question.ref,
            saved_by=by,
            saved_at=at,
            on=london_date(at),
            **SATISFYING,
        )
        for question in edition(assessment.edition).questions
    )
    change_details(**told, changes=PROFILE)
    for section in edition(assessment.edition).sections:
        assert confirm_part(assessment=assessment, section=section.slug, by=by, at=at) == ()
    confirm_details(assessment=assessment, by=by, at=at)


def _person(role: str, code: str) -> User:
    return f.person(
        {"administrator": "Priya", "contributor": "Tom", "viewer": "Jo"}[role], email=f"{role}@{code}.example.com"
    )


def _remove_somebody(organisation: Organisation, by: User) -> User:
    sam = f.person("Sam", email=f"sam@{organisation.code}.example.com")
    member = join(organisation=organisation, user=sam, role=Role.ADMINISTRATOR, by=by, at=f.NOW)
    remove(organisation=organisation, by=by, at=f.NOW, member_id=member.pk)
    return sam


def _work_on(assessment: Assessment, by: User) -> int:
    """Leave a draft, a plan row and words that were set aside; return the last one's id."""
    later = f.NOW + timedelta(hours=1)
    mine = {"assessment": assessment, "ref": WORKED_ON, "by": by, "at": later}
    save_plan_row(**mine, words={"action": "Write it down"}, version=0)
    save_draft(**mine, words={"comment": "half a sent"}, version=1)
    kept = save_answer(**mine, words={"comment": "too late"}, version=0).set_aside
    assert kept
    return kept


def _came_from_elsewhere(organisation: Organisation, by: User) -> None:
    level = EarlierPublication.Standard.MET
    on = london_date(f.NOW) - timedelta(days=400)
    declare_earlier(organisation=organisation, by=by, at=f.NOW, answer="some", level=level, published_on=on)


def _asked(organisation: Organisation) -> JoinRequest:
    asker = f.person("Jo", email=f"asker@{organisation.code}.example.com")
    with acting_for(user=asker):
        return ask_to_join(organisation=organisation, by=asker, at=f.NOW, message="I work here")
