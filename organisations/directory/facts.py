"""What the directory knows of a service that its account begins with."""

from typing import Any, Final

from organisations.models import DirectoryEntry, OrganisationKind

Kind = DirectoryEntry.Kind
KINDS: Final = {Kind.HEAD_OFFICE: OrganisationKind.HEAD_OFFICE, Kind.COUNCIL: OrganisationKind.COUNCIL}
# The kinds of care of the profile, by what a type of service begins with in small letters.
CARE: Final = (
    ("care home", "care_home"),
    ("nursing home", "care_home"),
    ("residential home", "care_home"),
    ("home care", "home_care"),
    ("homecare", "home_care"),
    ("domiciliary", "home_care"),
    ("supported living", "supported_living"),
)
OTHER: Final = "other"
LONGEST_NAME, LONGEST_TOWN, LONGEST_POSTCODE = 100, 60, 8  # of an account; the directory's may be longer


def facts_of(entry: DirectoryEntry, code: str = "") -> dict[str, Any]:
    """Give what registering needs; `code` is for an entry that has none."""
    return {
        "code": entry.code or code,
        "name": entry.name[:LONGEST_NAME].strip(),
        "town": entry.town[:LONGEST_TOWN].strip(),
        "postcode": entry.postcode[:LONGEST_POSTCODE],
        "kind": KINDS.get(Kind(entry.kind), OrganisationKind.SINGLE_SITE),
        "care_kinds": care_kinds(entry.service_types),
    }


def care_kinds(service_types: list[str]) -> list[str]:
    """Guess the kinds of care; the person says later whether that is right."""
    kinds = [_care_kind(one.lower()) for one in service_types]
    return list(dict.fromkeys(kinds))


def _care_kind(service_type: str) -> str:
    return next((kind for start, kind in CARE if service_type.startswith(start)), OTHER)
