"""Reading the group that looks after a site, as the site's own home shows it: three statements, and only for a site."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from assessments.models import RouteReply
from assessments.replies import AGAIN, SILENT, replies
from assessments.routes import questions_for
from assessments.rules.status import Status
from assessments.snapshots import Loaded
from assessments.standings import status_on_day
from organisations.models import GroupSite, Organisation, OrganisationKind

OF_A_GROUP = (OrganisationKind.SITE, OrganisationKind.IN_HOUSE_SERVICE)


@dataclass(frozen=True, slots=True)
class Above:
    """The group above a site: its name, whether it answers here, and whether it waits for "Is this true here?".

    `questions` are what it asked about one form or many, and nobody here has answered.
    """

    group: str
    status: Status
    answers_here: bool
    waits_for_reply: bool
    questions: tuple[RouteReply, ...] = ()

    @property
    def covers(self) -> bool:
        """Say whether what counts today was published by the group."""
        return self.status.is_covered and self.status.is_in_date


def above(site: Organisation, loaded: Loaded | None, *, today: date) -> Above | None:
    """Return what a site must know of its group, None for an organisation on its own. `loaded` is its newest year."""
    link = _link(site) if site.kind in OF_A_GROUP else None
    if link is None:
        return None
    answers_here = loaded is not None and any(one.inherited_from for one in loaded.case.answers.values())
    said = replies(link.organisation, loaded.assessment.year).get(site.pk) if loaded and answers_here else None
    return Above(
        group=link.organisation.name,
        status=status_on_day(site, today),
        answers_here=answers_here,
        waits_for_reply=said is not None and said.state in (SILENT, AGAIN),
        questions=tuple(questions_for(site, link.organisation, today)) if link.is_asked else (),
    )


def _link(site: Organisation) -> Any:
    """Return the link to the group, with whether it has asked anything that waits: else nothing more is read."""
    asked = RouteReply.seen.filter(site=site, organisation=OuterRef("organisation"), asked_at__isnull=False, told="")
    links = GroupSite.seen.active().filter(site=site).select_related("organisation")
    return links.annotate(is_asked=Exists(asked)).first()
