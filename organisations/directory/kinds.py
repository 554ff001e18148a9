"""The lists that can be loaded, and how a file's name tells one from another."""

import re
from enum import Enum
from typing import Final


class Kind(Enum):
    """The kinds of file, in the order in which they are best loaded: successors are of entries that are there."""

    HEAD_OFFICES = "ecarehomehq"
    CARE_SITES = "ecarehomesite"
    COUNCILS = "lauth"
    COUNCIL_SITES = "lauthsite"
    CQC_MONTHLY = "cqc-monthly"
    CQC_WEEKLY = "cqc-weekly"
    SUCCESSORS = "succ"
    NATIONAL = "national"

    @property
    def turn(self) -> int:
        """Say when to load it among several."""
        return list(Kind).index(self)


CARE_FILES: Final = (Kind.HEAD_OFFICES, Kind.CARE_SITES, Kind.COUNCILS, Kind.COUNCIL_SITES)
CQC_FILES: Final = (Kind.CQC_MONTHLY, Kind.CQC_WEEKLY)
# Without headings in the file, only its name can say which of these it is.
HEADLESS: Final = (*CARE_FILES, Kind.SUCCESSORS)

WORDS: Final = {
    Kind.HEAD_OFFICES: "ODS list of care head offices (ecarehomehq)",
    Kind.CARE_SITES: "ODS list of care sites (ecarehomesite)",
    Kind.COUNCILS: "ODS list of councils (lauth)",
    Kind.COUNCIL_SITES: "ODS list of council sites (lauthsite)",
    Kind.CQC_MONTHLY: "CQC monthly directory (HSCA active locations)",
    Kind.CQC_WEEKLY: "CQC weekly directory",
    Kind.SUCCESSORS: "ODS list of successors (succ)",
    Kind.NATIONAL: "national public list of results",
}
_NAMED: Final = re.compile(rf"(?<![a-z])({'|'.join(kind.value for kind in HEADLESS)})(?![a-z])", re.IGNORECASE)
_ONLY_CHANGES: Final = re.compile(r"(?<![a-z])changes(?![a-z])", re.IGNORECASE)


def kind_in_name(name: str) -> Kind | None:
    """Read the report's name in a file's name: "22_04_2025_ecarehomesite.csv"."""
    found = {match.lower() for match in _NAMED.findall(name)}
    return Kind(found.pop()) if len(found) == 1 else None


def has_only_changes(name: str) -> bool:
    """Tell a file of changes since a day, "ecarehomesite_changes_20250301_to_20250424.csv", from the whole list."""
    return bool(_ONLY_CHANGES.search(name))
