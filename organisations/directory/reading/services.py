"""Types of service: the weekly and the monthly directory name the same thing in different words."""

from collections.abc import Iterable
from typing import Final

from organisations.directory.reading.cells import Cells

MOST_TYPE: Final = 100
TICKS: Final = frozenset({"y", "yes", "true", "1", "x"})
# What social care is called here, by what each directory has called it, in small letters.
CARE: Final = {
    "Care home with nursing": (
        "care home service with nursing", "care homes with nursing", "nursing homes", "nursing home",
    ),
    "Care home without nursing": (
        "care home service without nursing", "care homes without nursing", "residential homes", "residential home",
    ),
    "Home care": ("domiciliary care service", "domiciliary care", "homecare agencies", "homecare agency"),
    "Supported living": ("supported living service", "supported housing"),
    "Extra care housing": ("extra care housing services", "extra care housing service"),
    "Shared lives": ("shared lives schemes",),
    "Hospice": ("hospice services", "hospices"),
    "Hospice at home": ("hospice services at home", "home hospice care"),
    "Specialist college": (
        "specialist college service", "specialist college services", "education disability services",
    ),
    "Residential rehabilitation": (
        "residential substance misuse treatment and/or rehabilitation service", "rehabilitation (substance abuse)",
    ),
}  # fmt: skip
# Health care, in the words of either directory. The names do not pair off, so they are not kept. What is in neither
# list is kept as it is written, and counts as social care: a new name must not make a service vanish.
HEALTH: Final = frozenset(
    {
        "acute services with overnight beds",
        "acute services without overnight beds / listed acute services with or without overnight beds",
        "ambulance service", "ambulances", "blood and transplant service", "clinic",
        "clinics", "community based services for people who misuse substances",
        "community based services for people with a learning disability",
        "community based services for people with mental health needs",
        "community health care services - independent midwives", "community health care services - nurses agency only",
        "community healthcare service", "community services - healthcare", "community services - learning disabilities",
        "community services - mental health", "community services - nursing", "community services - substance abuse",
        "dental service", "dentist", "dentists", "diagnosis/screening", "diagnostic and/or screening service",
        "diagnostic and/or screening service - single handed sessional providers", "doctors consultation service",
        "doctors treatment service", "doctors/gps", "gp", "gps", "hospital", "hospitals",
        (
            "hospital services for people with mental health needs, learning disabilities and problems with substance"
            " misuse"
        ),
        "hospitals - mental health/capacity", "hyperbaric chamber", "hyperbaric chamber services",
        "long term conditions services", "long-term conditions", "mobile doctors", "mobile doctors service",
        "phone/online advice", "prison healthcare", "prison healthcare services", "rehabilitation (illness/injury)",
        "rehabilitation services", "remote clinical advice service", "urgent care centres", "urgent care services",
    }
)  # fmt: skip
_OURS: Final = {name: ours for ours, names in CARE.items() for name in (ours.lower(), *names)}


def service_types_in(text: str) -> list[str]:
    """Read the types of the weekly directory, with "|" between them."""
    return [part.strip() for part in text.split("|") if part.strip()]


def service_types_ticked(cells: Cells, columns: Iterable[tuple[int, str]]) -> list[str]:
    """Read the types of the monthly directory, a column each."""
    return [name for at, name in columns if cells.text(at).lower() in TICKS]


def is_social_care(types: Iterable[str]) -> bool:
    """Say whether a location is more than health care; one that says nothing may be anything, and stays."""
    said = {one.lower() for one in types}
    return not said or bool(said - HEALTH)


def in_our_words(types: Iterable[str]) -> tuple[str, ...]:
    """Name the types of social care alike, whichever directory they are from."""
    kept = (one for one in types if one.lower() not in HEALTH)
    return tuple(sorted({_OURS.get(one.lower(), one)[:MOST_TYPE] for one in kept}))
