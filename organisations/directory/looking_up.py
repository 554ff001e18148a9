"""Reading single entries of the directory and where they belong on a day."""

from datetime import date

from django.db.models import F, Q

from organisations.models import DirectoryEntry, DirectoryRelation

NEWEST = (F("from_on").desc(nulls_last=True), "-pk")


def entry_with(code: str) -> DirectoryEntry | None:
    """Find an entry by its ODS code or its CQC location id, however it was typed."""
    code = code.strip().upper()
    if not code or "\0" in code:
        return None
    return DirectoryEntry.objects.filter(Q(code=code) | Q(cqc_location_id=code)).order_by("code").first()


def children_of(code: str, day: date) -> list[DirectoryEntry]:
    """Return the entries, open on the day, whose parent that code is on the day, by name (R38)."""
    parents = DirectoryRelation.objects.on(day).filter(kind=DirectoryRelation.Kind.PARENT, to_code=code)
    has_opened = Q(opened_on__isnull=True) | Q(opened_on__lte=day)
    is_not_closed = Q(closed_on__isnull=True) | Q(closed_on__gte=day)
    children = DirectoryEntry.objects.filter(has_opened, is_not_closed, pk__in=parents.values("entry"))
    return list(children.order_by("name", "town", "code"))


def parent_of(code: str, day: date) -> str:
    """Return the ODS code of the head office or council that looks after an entry on the day, or "" for none."""
    held = _held_by(Q(entry__code=code) | Q(entry__cqc_location_id=code), DirectoryRelation.Kind.PARENT, day)
    return held.to_code if held else ""


def council_of(entry: DirectoryEntry, day: date) -> str:
    """Return the name of the local authority an entry lies in on the day, or ""."""
    held = _held_by(Q(entry=entry), DirectoryRelation.Kind.COUNCIL, day)
    return held.to_name if held else ""


def provider_of(entry: DirectoryEntry, day: date) -> str:
    """Return the name of the CQC provider of an entry on the day, or ""."""
    held = _held_by(Q(entry=entry), DirectoryRelation.Kind.PROVIDER, day)
    return held.to_name if held else ""


def successor_of(entry: DirectoryEntry) -> DirectoryEntry | None:
    """Return what followed a closed entry, the newest when there are several, or None (R45)."""
    successors = DirectoryRelation.objects.filter(entry=entry, kind=DirectoryRelation.Kind.SUCCESSOR)
    followed = successors.order_by(*NEWEST).first()
    return entry_with(followed.to_code) if followed else None


def _held_by(whose: Q, kind: str, day: date) -> DirectoryRelation | None:
    return DirectoryRelation.objects.on(day).filter(whose, kind=kind).order_by(*NEWEST).first()
