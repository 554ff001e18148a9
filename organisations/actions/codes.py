"""Giving an organisation another code; the old one leads to it (R61)."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.urls import reverse

from organisations import audit, post
from organisations.codes import is_of_another, refuse_former_codes
from organisations.models import FormerCode, Membership, Organisation, User
from organisations.refusals import Refused
from organisations.tenancy import action

CODE_TAKEN = "code-taken"
CODE_OF_ANOTHER = "code-of-another"
CODE_IS_YOURS = "code-is-yours"


@action
def change_code(*, organisation: Organisation, code: str, by: User, at: datetime) -> str:
    """Change the code and keep the old one; give the old one. One may change back.

    Refuses a code that another organisation has or had: two records of one service are joined, not renamed (R61).
    """
    # Without the key: every row that is saved at this moment points at it.
    locked = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    before, code = locked.code, code.strip().upper()
    if code == before:
        raise Refused(CODE_IS_YOURS)
    if is_of_another(code, locked):
        raise Refused(CODE_OF_ANOTHER)
    try:
        with transaction.atomic():
            locked.code = code
            locked.save(update_fields=["code"])
            refuse_former_codes([code], but_of=locked)
    except (IntegrityError, Refused) as problem:
        raise Refused(CODE_TAKEN) from problem
    FormerCode.objects.filter(organisation=locked, code=code).delete()
    FormerCode.objects.create(organisation=locked, code=before, changed_at=at)
    organisation.code = code
    audit.record("changed-code", organisation=locked, by=by, at=at, subject=before, to=code)
    _tell_administrators(locked, before, by, at)
    return before


def _tell_administrators(organisation: Organisation, before: str, by: User, at: datetime) -> None:
    for member in Membership.objects.administrators().filter(organisation=organisation).select_related("user"):
        post.write(
            "code_changed",
            to=member.user.email,
            at=at,
            organisation=organisation,
            before=before,
            by=by,
            path=reverse("assessments:details", args=[organisation.code]),
        )
