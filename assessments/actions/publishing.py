"""Publishing: check again on locked rows, freeze, record, post; all of it or nothing (R12 to R16, R34)."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from assessments import frozen
from assessments.actions.covering import cover, record_lost, settle
from assessments.actions.giving_back import give_back
from assessments.candidates import Candidate
from assessments.covers import ticked_sites
from assessments.histories import newest_publication
from assessments.models import Assessment, Publication
from assessments.rules.blockers import Blocker, blockers
from assessments.rules.levels import Level
from assessments.rules.schedule import london_date
from assessments.snapshots import Loaded, load_locked
from assessments.standings import rebuild
from organisations import audit, post
from organisations.groups import is_group
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
    organisation = loaded.assessment.organisation
    chosen = _settled(loaded, level, by, at) if is_group(organisation) else []
    publication = _freeze(loaded, level, declaration, chosen, by, at)
    taken = cover(publication=publication, chosen=chosen, by=by, at=at) if is_group(organisation) else []
    record_lost(publication=publication, taken=taken, by=by, at=at)
    audit.record(
        "published",
        organisation=organisation,
        by=by,
        at=at,
        subject=publication.reference,
        level=level.value,
        year=loaded.case.year.label,
        sha256=publication.snapshot_sha256,
        **({"covers": [one.code for one in chosen]} if chosen else {}),
    )
    rebuild(organisation)
    _tell_administrators(organisation, publication, at)
    return publication


def _settled(loaded: Loaded, level: Level, by: User, at: datetime) -> list[Candidate]:
    """Hold the ticked sites still and judge them anew: it may be long since anybody looked at the list (R16)."""
    group, year = loaded.assessment.organisation, loaded.assessment.year
    return settle(group=group, year=year, level=level, ticked=ticked_sites(group, year), by=by, at=at)


def _freeze(
    loaded: Loaded, level: Level, declaration: str, chosen: Sequence[Candidate], by: User, at: datetime
) -> Publication:
    case = loaded.case
    text = frozen.freeze(
        loaded,
        level=level,
        declaration=declaration,
        person=by,
        covers=tuple((one.code, one.name) for one in chosen),
    )
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
    """Withdraw a publication made in error; what was current before counts again (R34). For operators.

    It counts for no site any more either, and what it replaced there counts again.
    """
    publication.withdrawn_at, publication.withdrawn_reason = at, reason
    publication.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    give_back(publication=publication, by=by, at=at)
    audit.record("withdrew", organisation=publication.organisation_id, by=by, at=at, subject=publication.reference)
    rebuild(publication.organisation)
