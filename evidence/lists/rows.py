"""Reading the rows of a list, in the open scope of their organisation."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower

from evidence.lists.columns import Kind, Lack, ListSpec
from evidence.models import TrainingCount
from evidence.undoing import UNDO
from organisations.models import Organisation, Profile

LARGEST_ID: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows a list has, and how many of them lack what its spec counts."""

    total: int
    lacking: int


@dataclass(frozen=True, slots=True)
class Removed:
    """A row that was removed, by its id."""

    pk: int
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Overview:
    """A list as its page begins."""

    tally: Tally
    removed: tuple[Removed, ...]


def rows_of(listed: ListSpec, organisation: Organisation) -> QuerySet[Any]:
    """Give the rows that are on a list, by name."""
    found: QuerySet[Any] = listed.model.objects.filter(organisation=organisation).current()
    return found.order_by(Lower("name"), "pk")


def rows_with(listed: ListSpec, organisation: Organisation, search: str) -> QuerySet[Any]:
    """Give the rows that have every word of a search in some column."""
    found = rows_of(listed, organisation)
    for word in search.split():
        anywhere = Q()
        for field in listed.words:
            anywhere |= Q(**{f"{field}__icontains": word})
        found = found.filter(anywhere)
    return found


def row_of(listed: ListSpec, organisation: Organisation, row_id: int) -> Any:
    """Find a row, removed or not, with who saved it last; None if there is none."""
    found = listed.model.objects.filter(organisation=organisation, pk=row_id)
    return found.select_related("saved_by", "removed_by").first() if row_id <= LARGEST_ID else None


def tally_of(listed: ListSpec, organisation: Organisation, today: date) -> Tally:
    """Count a list in one statement, on a London day."""
    rows = listed.model.objects.filter(organisation=organisation).current()
    return Tally(**rows.aggregate(**_counts(listed, today)))


def overview_of(listed: ListSpec, organisation: Organisation, today: date, at: datetime) -> Overview:
    """Count a list and name what was removed and can still come back, the last one first, in one statement."""
    can_come_back = Q(removed_at__gte=at - UNDO)
    removed = {
        name: ArrayAgg(name, filter=can_come_back, order_by=("-removed_at", "-pk"), default=[])
        for name in ("pk", "name", "removed_at")
    }
    rows = listed.model.objects.filter(organisation=organisation)
    found = rows.aggregate(**_counts(listed, today), **{f"removed_{name}": said for name, said in removed.items()})
    lines = zip(*(found[f"removed_{name}"] for name in removed), strict=True)
    return Overview(Tally(found["total"], found["lacking"]), tuple(Removed(*line) for line in lines))


def _counts(listed: ListSpec, today: date) -> dict[str, Count]:
    current = Q(removed_at__isnull=True)
    return {"total": Count("pk", filter=current), "lacking": Count("pk", filter=current & _lacking(listed, today))}


def _lacking(listed: ListSpec, today: date) -> Q:
    lack: Lack = listed.lack
    if lack.is_past:
        return Q(**{f"{lack.field}__lt": today})
    is_date = listed.column(lack.field).kind is Kind.DATE
    blank = Q(**{f"{lack.field}__isnull": True}) if is_date else Q(**{lack.field: ""})
    return blank & Q(**{lack.unless: ""}) if lack.unless else blank


def beginning_of(organisation: Organisation) -> tuple[list[str], TrainingCount | None]:
    """Read what the page of an empty list needs, in one statement: the kinds of care and the two numbers."""
    profile = Profile.objects.select_related("organisation__training_count").get(organisation=organisation)
    return profile.care_kinds, getattr(profile.organisation, "training_count", None)


def training_count_of(organisation: Organisation) -> TrainingCount | None:
    """Return the two numbers of a home that keeps no list of names here."""
    found: TrainingCount | None = (
        TrainingCount.objects.filter(organisation=organisation).select_related("saved_by").first()
    )
    return found
