"""What stands around a whole home: a bigger group above it, a site below it, and one row of every table of groups."""

from datetime import datetime, timedelta
from typing import Any

from assessments.models import (
    Assessment,
    Coverage,
    Publication,
    RouteReply,
    RouteResult,
    SharedAnswer,
    SiteDifference,
    SiteReply,
    SiteTick,
    Standing,
)
from organisations.models import (
    Claim,
    Dispute,
    FormerCode,
    GroupSite,
    Merge,
    Organisation,
    OrganisationKind,
    ServiceWithoutCode,
    User,
)
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import proof

Kind = OrganisationKind


def around(home: Organisation, assessment: Assessment, publication: Publication, *, by: User) -> dict[str, Any]:
    """Make the rows and give what the addresses need of them."""
    code = home.code
    bigger = f.organisation(f"H{code}", f"Above {code}", by=_somebody("above", code), kind=Kind.HEAD_OFFICE)
    site = f.organisation(f"S{code}", f"Below {code}", by=_somebody("below", code), kind=Kind.SITE)
    other = f.organisation(f"X{code}", f"Beside {code}", by=_somebody("beside", code))
    link = _looks_after(bigger, home, by)
    uncovered = f.organisation(f"U{code}", f"Under {code}", by=_somebody("under", code), kind=Kind.SITE)
    for below in (site, uncovered):
        _looks_after(home, below, by)
    asked = _route(bigger, home, assessment, by)
    covering = _covered(bigger, home, assessment, publication, by)
    with acting_for(home, user=by):
        _route(home, site, assessment, by)
        _shares(home, bigger, assessment, by)
        _covers(home, site, publication, by)
        dispute = Dispute.objects.create(organisation=home, holder=bigger, site=other, opened_at=f.NOW, opened_by=by)
        FormerCode.objects.create(organisation=home, code=f"F{code}", changed_at=f.NOW)
        without_code = ServiceWithoutCode.objects.create(
            organisation=home, name="The Annexe", added_at=f.NOW, added_by=by
        )
        Merge.objects.create(
            organisation=home, source=other, merged_at=f.NOW, merged_by=by, undone_at=f.NOW, undone_by=by
        )
    claim = _claim(home, None, _somebody("claims", code))
    to_decide = _claim(site, home, _somebody("claims-below", code))
    return {
        "site": site,
        "uncovered": uncovered,
        "bigger": bigger,
        "asked": asked,
        "covering": covering,
        "without_code": without_code.pk,
        "claim": claim,
        "to_decide": to_decide,
        "link": link.pk,
        **proof.around(home, bigger, by),
        "dispute": dispute.pk,
    }


def _somebody(name: str, code: str) -> User:
    return f.person("Sam", email=f"{name}@{code}.example.com")


def _looks_after(group: Organisation, site: Organisation, by: User) -> GroupSite:
    with acting_for(group):
        link: GroupSite = GroupSite.objects.create(
            organisation=group,
            site=site,
            how=GroupSite.How.ACCEPTED,
            state=GroupSite.State.ACTIVE,
            asked_at=f.NOW,
            asked_by=by,
            answered_at=f.NOW,
            answered_by=by,
            joined_on=f.NOW.date(),
        )
    return link


def _route(group: Organisation, site: Organisation, assessment: Assessment, by: User) -> int:
    said = {"organisation": group, "year": assessment.year, "saved_by": by, "saved_at": f.NOW}
    with acting_for(group):
        reply = RouteReply.objects.create(question="training", site=site, value="ask", asked_at=f.NOW, **said)
        RouteResult.objects.create(
            organisation=group, year=assessment.year, result="one-form", affirmed_by=by, affirmed_at=f.NOW
        )
    pk: int = reply.pk
    return pk


def _shares(home: Organisation, bigger: Organisation, assessment: Assessment, by: User) -> None:
    SharedAnswer.objects.create(
        organisation=home,
        year=assessment.year,
        ref="1.1.1",
        choice="yes",
        version=1,
        answered_by="Priya",
        changed_at=f.NOW,
        shared_by=by,
        shared_at=f.NOW,
    )
    told = {"organisation": home, "group": bigger, "year": assessment.year, "said_by": by, "said_at": f.NOW}
    SiteReply.objects.create(reply=SiteReply.Reply.DIFFERENT, **told)
    SiteDifference.objects.create(ref="1.1.2", because="We use paper", version=1, **told)


def _covered(bigger: Organisation, home: Organisation, year: Assessment, like: Publication, by: User) -> str:
    """Publish for the bigger group what the home has published, an hour later, and let it count for the home."""
    at, reference = f.NOW + timedelta(hours=1), f"B-{home.code}"
    with acting_for(bigger, user=by):
        own = Assessment.objects.create(organisation=bigger, year=year.year, edition=year.edition, opened_at=at)
        publication = Publication.objects.create(
            organisation=bigger,
            assessment=own,
            year=like.year,
            edition=like.edition,
            level=like.level,
            reference=reference,
            published_at=at,
            published_on=like.published_on,
            valid_until=like.valid_until,
            validity=like.validity,
            published_by=by,
            snapshot=like.snapshot,
            snapshot_sha256=like.snapshot_sha256,
        )
        _stands(bigger, publication)
        _cover(bigger, home, publication, by)
    return reference


def _covers(home: Organisation, site: Organisation, publication: Publication, by: User) -> None:
    _cover(home, site, publication, by)
    SiteTick.objects.create(
        organisation=home, year=publication.year, site=site, is_ticked=True, saved_by=by, saved_at=f.NOW
    )
    _stands(home, publication)


def _cover(group: Organisation, site: Organisation, publication: Publication, by: User) -> None:
    Coverage.objects.create(
        organisation=group,
        publication=publication,
        reference=publication.reference,
        site=site,
        from_on=publication.published_on,
        to_on=publication.valid_until,
        valid_until=publication.valid_until,
        made_at=f.NOW,
        made_by=by,
    )


def _stands(organisation: Organisation, publication: Publication) -> None:
    """Make the public facts of a publication, unless publishing has."""
    Standing.objects.get_or_create(
        organisation=organisation,
        source="here",
        reference=publication.reference,
        published_on=publication.published_on,
        defaults={
            "level": publication.level,
            "year_label": publication.year.label,
            "published_at": publication.published_at,
            "valid_until": publication.valid_until,
        },
    )


def _claim(organisation: Organisation, decider: Organisation | None, user: User) -> int:
    at: datetime = f.NOW - timedelta(hours=80)
    with acting_for(organisation):
        claim = Claim.objects.create(
            organisation=organisation,
            user=user,
            decider=decider,
            proof="letter",
            evidence="I run it now",
            asked_at=at,
            objections_until=at + timedelta(hours=72),
        )
    pk: int = claim.pk
    return pk
