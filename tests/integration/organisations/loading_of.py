"""Load files in a test, and say what the directory holds, without the numbers of its rows."""

from datetime import datetime, timedelta

from organisations.directory.importing import load
from organisations.directory.reading import file_of
from organisations.directory.reports import Loaded, Tally
from organisations.models import DirectoryEntry, DirectoryImport, DirectoryRelation, NationalResult
from tests import factories as f

A_MONTH = timedelta(days=30)


def loaded(content: bytes, name: str, at: datetime = f.NOW, **how: object) -> Loaded:
    return load(file_of(content, name), by=None, at=at, **how)


def tally(content: bytes, name: str, at: datetime = f.NOW, **how: object) -> Tally:
    """Load a file that has one list and give its counts."""
    [part] = loaded(content, name, at, **how).parts
    return part.tally


def entry(code: str) -> DirectoryEntry:
    return DirectoryEntry.objects.get(code=code)


def location(cqc_id: str) -> DirectoryEntry:
    return DirectoryEntry.objects.get(cqc_location_id=cqc_id)


def relations(one: DirectoryEntry, kind: str) -> list[tuple]:
    """Give what an entry was related to, oldest first: whom or what, from and to."""
    found = one.relations.filter(kind=kind).order_by("pk")
    return [(row.to_code or row.to_name, row.from_on, row.to_on) for row in found]


FACTS = [field.name for field in DirectoryEntry._meta.concrete_fields if field.name != "id"]


def directory() -> tuple[list, list, list]:
    """Give every entry, relation and national result."""
    entries = DirectoryEntry.objects.order_by("code", "cqc_location_id").values(*FACTS)
    ties = DirectoryRelation.objects.values_list(
        "entry__code", "entry__cqc_location_id", "kind", "to_code", "to_name", "from_on", "to_on"
    )
    results = NationalResult.objects.order_by("code", "published_on").values()
    return list(entries), sorted(ties, key=repr), list(results)


def imports() -> int:
    return DirectoryImport.objects.count()
