"""Codes that organisations had before: they lead to them still, and nobody else may take them (R61)."""

from collections.abc import Iterable

from organisations.models import FormerCode, Organisation
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
