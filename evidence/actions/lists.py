"""The rows of the lists: adding, changing, removing, bringing back, and saving what was pasted.

Every change of a list waits for the one before it, so what is looked at is what is changed.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from evidence.lists.columns import Kind, ListSpec
from evidence.lists.comparing import Compared, compare
from evidence.lists.reading import Pasted
from evidence.lists.rows import rows_of
from evidence.models import TrainingCount
from evidence.undoing import can_undo
from organisations import audit
from organisations.models import Organisation, User
from organisations.refusals import Refused
from organisations.tenancy import action
from organisations.words import refusal

SOMEBODY_SAVED_FIRST: Final = "somebody-saved-first"
LIST_HAS_CHANGED: Final = "list-has-changed"
TOO_LATE_TO_UNDO: Final = "too-late-to-undo"
ON_THE_LIST_ALREADY: Final = "on-the-list-already"
A_SECOND_PRESS: Final = timedelta(seconds=10)
COUNTS: Final = ("staff_total", "staff_trained", "counted_on")


@action
def add_row(*, organisation: Organisation, listed: ListSpec, words: Mapping[str, Any], by: User, at: datetime) -> Any:
    """Put a row on a list. Of two presses the second adds nothing; raises Refused for a row that is there already."""
    _lock(organisation)
    said = _filled(listed, words)
    there = rows_of(listed, organisation).filter(**said).first()
    if there is not None:
        if there.saved_by_id == by.pk and at - there.saved_at < A_SECOND_PRESS:
            return there
        raise Refused(ON_THE_LIST_ALREADY)
    row = listed.model.objects.create(organisation=organisation, saved_by=by, saved_at=at, **said)
    audit.record("added-to-list", **_about(listed, organisation, by, at), row=row.pk)
    return row


@action
def change_row(
    *,
    organisation: Organisation,
    listed: ListSpec,
    row_id: int,
    words: Mapping[str, Any],
    version: int,
    by: User,
    at: datetime,
) -> Any:
    """Save a row over the version that was read; one that was removed comes back. Raises Refused for an older one."""
    row = _locked(organisation, listed, row_id)
    said = _filled(listed, words)
    changed = [field for field, value in said.items() if getattr(row, field) != value]
    if not changed and row.removed_at is None:
        return row
    if row.version != version:
        raise Refused(SOMEBODY_SAVED_FIRST)
    _refuse_too_late(row, at)
    _save(row, {**said, "removed_at": None, "removed_by": None}, by, at)
    audit.record("changed-list", **_about(listed, organisation, by, at), row=row.pk, fields=changed)
    return row


@action
def remove_row(*, organisation: Organisation, listed: ListSpec, row_id: int, by: User, at: datetime) -> Any:
    """Take a row off its list; it can come back for 30 days. A second press changes nothing."""
    row = _locked(organisation, listed, row_id)
    if row.removed_at is None:
        _save(row, {"removed_at": at, "removed_by": by}, by, at)
        audit.record("removed-from-list", **_about(listed, organisation, by, at), row=row.pk)
    return row


@action
def restore_row(*, organisation: Organisation, listed: ListSpec, row_id: int, by: User, at: datetime) -> Any:
    """Bring a removed row back; raises Refused after 30 days. A second press changes nothing."""
    row = _locked(organisation, listed, row_id)
    if row.removed_at is None:
        return row
    _refuse_too_late(row, at)
    _save(row, {"removed_at": None, "removed_by": None}, by, at)
    audit.record("brought-back-to-list", **_about(listed, organisation, by, at), row=row.pk)
    return row


@action
def add_samples(
    *, organisation: Organisation, listed: ListSpec, rows: Collection[Mapping[str, str]], by: User, at: datetime
) -> int:
    """Start an empty list from sample rows and say how many; a list that has rows stays as it is."""
    _lock(organisation)
    if rows_of(listed, organisation).exists():
        return 0
    _create(listed, organisation, rows, by, at)
    audit.record("started-list", **_about(listed, organisation, by, at), new=len(rows))
    return len(rows)


@action
def save_pasted(
    *, organisation: Organisation, listed: ListSpec, pasted: Pasted, digest: str, by: User, at: datetime
) -> Compared:
    """Save exactly the changes that a preview showed; raises Refused when they would be others by now.

    Three statements write, however many rows there are.
    """
    _lock(organisation)
    compared = compare(listed, pasted, rows_of(listed, organisation))
    if compared.digest != digest:
        raise Refused(LIST_HAS_CHANGED)
    if not compared.changes:
        return compared
    _create(listed, organisation, [one.values for one in compared.new], by, at)
    _overwrite(listed, compared, by, at)
    new, changed = len(compared.new), len(compared.changed)
    audit.record("pasted-list", **_about(listed, organisation, by, at), new=new, changed=changed)
    return compared


@action
def save_training_count(
    *, organisation: Organisation, words: Mapping[str, Any], version: int, by: User, at: datetime
) -> TrainingCount:
    """Save the two numbers of a home over the version that was read, 0 for none; raises Refused for an older one."""
    _lock(organisation)
    found = TrainingCount.objects.filter(organisation=organisation).first()
    count = found or TrainingCount(organisation=organisation, version=0)
    if found and all(getattr(found, name) == words[name] for name in COUNTS):
        return count
    if count.version != version:
        raise Refused(SOMEBODY_SAVED_FIRST)
    for name in COUNTS:
        setattr(count, name, words[name])
    count.version, count.saved_by, count.saved_at = count.version + 1, by, at
    count.save()
    audit.record("counted-training", organisation=organisation, by=by, at=at)
    return count


def _lock(organisation: Organisation) -> None:
    # Without the key: every row that is saved at this moment points at it.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


def _locked(organisation: Organisation, listed: ListSpec, row_id: int) -> Any:
    _lock(organisation)
    return listed.model.objects.get(organisation=organisation, pk=row_id)


def _refuse_too_late(row: Any, at: datetime) -> None:
    if row.removed_at is not None and not can_undo(row.removed_at, at):
        raise refusal(TOO_LATE_TO_UNDO)


def _filled(listed: ListSpec, words: Mapping[str, Any]) -> dict[str, Any]:
    """Give a value for every column: a day that is not known is None, anything else is empty."""
    blanks = {column.field: None if column.kind is Kind.DATE else "" for column in listed.columns}
    return {field: words.get(field) or blank for field, blank in blanks.items()}


def _save(row: Any, changes: Mapping[str, Any], by: User, at: datetime) -> None:
    for name, value in changes.items():
        setattr(row, name, value)
    row.version += 1
    row.saved_by, row.saved_at = by, at
    row.save(update_fields=[*changes, "version", "saved_by", "saved_at"])


def _create(
    listed: ListSpec, organisation: Organisation, rows: Iterable[Mapping[str, Any]], by: User, at: datetime
) -> None:
    listed.model.objects.bulk_create(
        listed.model(organisation=organisation, saved_by=by, saved_at=at, **_filled(listed, values)) for values in rows
    )


def _overwrite(listed: ListSpec, compared: Compared, by: User, at: datetime) -> None:
    """Write the changed rows in one statement: each is there, so its insertion turns into its update."""
    for one in compared.changed:
        for change in one.changes:
            setattr(one.row, change.column.field, change.new)
        one.row.version += 1
        one.row.saved_by, one.row.saved_at = by, at
    listed.model.objects.bulk_create(
        [one.row for one in compared.changed],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*(column.field for column in listed.columns), "version", "saved_by", "saved_at"],
    )


def _about(listed: ListSpec, organisation: Organisation, by: User, at: datetime) -> dict[str, Any]:
    """Say what an entry of the audit trail is about: rows may name people, so it holds which list it was."""
    return {"organisation": organisation, "by": by, "at": at, "subject": listed.slug}
