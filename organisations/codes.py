"""Codes that organisations had before: they lead to them still, and nobody else may take them (R61)."""

from collections.abc import Iterable

from organisations.directory.looking_up import entry_with, successor_of
from organisations.models import DirectoryEntry, FormerCode, Organisation
from organisations.refusals import Refused

CODE_REGISTERED = "code-registered"


def refuse_former_codes(codes: Iterable[str], *, but_of: Organisation | None = None) -> None:
    """Refuse codes that others had before.

    Asked after the record is written: until then another may be giving the code up, and nobody could see it.
    """
    former = FormerCode.seen.filter(code__in=list(codes))
    if but_of is not None:
        former = former.exclude(organisation=but_of)
    if former.exists():
        raise Refused(CODE_REGISTERED)


def is_of_another(code: str, organisation: Organisation) -> bool:
    """Say whether the directory gives a code to another place than this organisation, or than what followed it.

    One may go back to a code one had. Who typed a code that no list has may put it right, but not become a head office.
    """
    theirs, ours = entry_with(code), entry_with(organisation.code)
    if theirs is None or FormerCode.seen.filter(organisation=organisation, code=code).exists():
        return False
    if ours is None:
        return theirs.kind in (DirectoryEntry.Kind.HEAD_OFFICE, DirectoryEntry.Kind.COUNCIL)
    return theirs not in (ours, successor_of(ours))
