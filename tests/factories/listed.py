"""Services in the directory, one by one, with the words and pieces they are found by."""

from datetime import date
from typing import Any

from django.db.models import Func, TextField, Value

from organisations.directory.words import grams_of, words_of
from organisations.models import DirectoryEntry, DirectoryRelation


def listed(code: str | None = "VA001", name: str = "Rose Court", **facts: Any) -> DirectoryEntry:
    """Put one service into the directory."""
    facts = {
        "kind": DirectoryEntry.Kind.CARE_SITE,
        "address": "12 High Street, Leeds",
        "town": "Leeds",
        "postcode": "LS1 4AP",
        "in_ods": code is not None,
        "in_cqc": bool(facts.get("cqc_location_id")),
    } | facts
    found_by = {"name": name, "town": facts["town"], "postcode": facts["postcode"], "code": code or ""}
    words = words_of(**found_by, cqc_location_id=facts.get("cqc_location_id") or "")
    entry: DirectoryEntry = DirectoryEntry.objects.create(
        code=code,
        name=name,
        grams=grams_of(f"{name} {facts['town']}"),
        words=Func(Value(words, TextField()), template="to_tsvector('simple', %(expressions)s)"),
        **facts,
    )
    return entry


def looked_after(entry: DirectoryEntry, by: str, from_on: date | None = None, to_on: date | None = None) -> None:
    """Say which head office or council looks after a service, as the ODS files do."""
    _relate(entry, DirectoryRelation.Kind.PARENT, to_code=by, from_on=from_on, to_on=to_on)


def provided(entry: DirectoryEntry, by: str) -> None:
    """Say which company provides a service, as the CQC's files do."""
    _relate(entry, DirectoryRelation.Kind.PROVIDER, to_code="1-101600001", to_name=by)


def followed(entry: DirectoryEntry, by: str) -> None:
    """Say which code follows a closed one."""
    _relate(entry, DirectoryRelation.Kind.SUCCESSOR, to_code=by, from_on=date(2026, 4, 1))


def _relate(entry: DirectoryEntry, kind: str, **facts: Any) -> None:
    DirectoryRelation.objects.create(entry=entry, kind=kind, **facts)
