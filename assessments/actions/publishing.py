"""Publishing: check again on locked rows, freeze, record, post; all of it or nothing (R12 to R16, R34)."""

import secrets
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from assessments import frozen
from assessments.histories import newest_publication
from assessments.models import Assessment, Publication
from assessments.rules.blockers import Blocker, blockers
from assessments.rules.levels import Level
from assessments.rules.schedule import london_date
from assessments.snapshots import Loaded, load_locked
from organisations import audit, post
from organisations.models import Membership, Organisation, User
from organisations.refusals import Refused
from organisations.tenancy import action

# Letters and numbers that nobody mixes up when reading aloud.
ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"


class Blocked(Refused):
    """Raised when something stands between an assessment and a level; carries every blocker (R15)."""

    def __init__(self, found: tuple[Blocker, ...]) -> None:
        super().__init__("blocked")
        self.blockers = found


@action
def publish(
    *, assessment: Assessment, level: Level, declaration: str, after: int | None, by: User, at: datetime
) -> Publication:
    """Freeze the assessment at a level. Raises Blocked while anything is missing, naming every blocker.

    `after` is the newest publication the person saw: if there is a newer one by now, somebody has pressed already and
    that one is returned, so a double press publishes once (R16).
    """
    loaded = load_locked(assessment, today=london_date(at))
    newest = newest_publication(loaded.assessment.organisation)
    if newest is not None and newest.pk > (after or 0):
        return newest
    found = blockers(loaded.case, level, declared=bool(declaration))
    if found:
        raise Blocked(found)
    publication = _freeze(loaded, level, declaration, by, at)
    organisation = loaded.assessment.organisation
    audit.record(
        "published",
        organisation=organisation,
        by=by,
        at=at,
        subject=publication.reference,
        level=level.value,
        year=loaded.case.year.label,
        sha256=publication.snapshot_sha256,
    )
    _tell_administrators(organisation, publication, at)
    return publication


def _freeze(loaded: Loaded, level: Level, declaration: str, by: User, at: datetime) -> Publication:
    case = loaded.case
    text = frozen.freeze(loaded, level=level, declaration=declaration, person=by)
    publication: Publication = Publication.objects.create(
        organisation=loaded.assessment.organisation,
        assessment=loaded.assessment,
        year=loaded.assessment.year,
        edition=case.edition.name,
        level=level,
        reference=_reference(),
        published_at=at,
        published_on=case.today,
        valid_until=case.last_day,
        validity=case.validity,
        published_by=by,
        certificate_expires_on=case.profile.cyber.expires_on if level is Level.EXCEEDED else None,
        snapshot=text,
        snapshot_sha256=frozen.digest(text),
    )
    return publication


def _reference() -> str:
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def _tell_administrators(organisation: Organisation, publication: Publication, at: datetime) -> None:
    for member in Membership.objects.administrators().filter(organisation=organisation).select_related("user"):
        post.write(
            "published",
            to=member.user.email,
            at=at,
            organisation=organisation,
            publication=publication,
            official=settings.OFFICIAL_RECORD,
            path=reverse("assessments:published_one", args=[organisation.code, publication.reference]),
        )


@action
def withdraw(*, publication: Publication, reason: str, by: User, at: datetime) -> None:
    """Withdraw a publication made in error; what was current before counts again (R34). For operators."""
    publication.withdrawn_at, publication.withdrawn_reason = at, reason
    publication.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    audit.record("withdrew", organisation=publication.organisation_id, by=by, at=at, subject=publication.reference)
