"""The details of the service: a summary with links, and the steps that ask for them one by one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from assessments.dates import in_full
from assessments.forms import details as fields
from assessments.rules.profile import missing_fields
from assessments.snapshots import profile_facts
from assessments.words import CARE_KINDS, DETAILS
from organisations.models import EarlierPublication, NationalResult, Organisation, Profile


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the details. `follows` gives the next step for the saved profile."""

    slug: str
    title: str
    form: type[fields.DetailsForm]
    follows: Callable[[Profile], str]
    is_needed: bool = True


def _fixed(slug: str) -> Callable[[Profile], str]:
    return lambda profile: slug


STEPS = {
    step.slug: step
    for step in (
        Step("name", "Your service's name and place", fields.NameForm, _fixed("kind")),
        Step("kind", "What kind of care do you give?", fields.KindForm, _fixed("ico")),
        Step("ico", "Your data protection fee", fields.IcoForm, _fixed("earlier")),
        Step(
            "earlier",
            "Have you published on the national toolkit before?",
            fields.EarlierForm,
            lambda profile: "earlier-result" if profile.earlier == Profile.Earlier.SOME else "nhsmail",
        ),
        Step("earlier-result", "What you published before", fields.EarlierResultForm, _fixed("nhsmail")),
        Step("nhsmail", "Do you use only NHSmail for work email?", fields.NhsmailForm, _fixed("cyber")),
        Step(
            "cyber",
            "Do you have Cyber Essentials Plus?",
            fields.CyberForm,
            lambda profile: "certificate" if profile.cyber_plus == Profile.Tri.YES else "",
        ),
        Step("certificate", "Your Cyber Essentials Plus certificate", fields.CertificateForm, _fixed("")),
        Step("roles", "Who does what", fields.RolesForm, _fixed(""), is_needed=False),
    )
}
# What a new service is asked before its first question, in order; the rest can be filled in at any time.
FIRST_STEP = "kind"


@dataclass(frozen=True, slots=True)
class Row:
    title: str
    said: str
    href: str
    is_missing: bool


@dataclass(frozen=True, slots=True)
class DetailsPage:
    code: str
    rows: tuple[Row, ...]
    first_missing_href: str
    is_right: bool
    right_href: str
    home_href: str


def details_page(
    organisation: Organisation,
    profile: Profile,
    earlier: list[EarlierPublication],
    national: list[NationalResult],
    *,
    is_right: bool,
    today: date,
) -> DetailsPage:
    """Lay out what is known, with a link wherever something is missing."""
    missing = missing_fields(profile_facts(organisation, profile, is_confirmed=is_right))
    rows = tuple(
        Row(title, said, reverse("assessments:details_step", args=[organisation.code, step]), field in missing)
        for title, said, step, field in _said(organisation, profile, (earlier, national), today)
    )
    return DetailsPage(
        code=organisation.code,
        rows=rows,
        first_missing_href=next((row.href for row in rows if row.is_missing), ""),
        is_right=is_right,
        right_href=reverse("assessments:confirm_details", args=[organisation.code]),
        home_href=reverse("assessments:home", args=[organisation.code]),
    )


def national_lines(results: list[NationalResult]) -> tuple[str, ...]:
    """Say what the national list has, newest first, in its own words where we have none (R79)."""
    return tuple(
        f"{EarlierPublication.Standard(one.level).label if one.level else one.label}, {in_full(one.published_on)}"
        for one in results
    )


def _said(
    organisation: Organisation,
    profile: Profile,
    before: tuple[list[EarlierPublication], list[NationalResult]],
    today: date,
) -> list[tuple[str, str, str, str]]:
    place = ", ".join(part for part in (organisation.name, organisation.town, organisation.postcode) if part)
    ico = profile.ico_number or (f"You do not pay: {profile.ico_exempt_reason}" if profile.ico_exempt_reason else "")
    return [
        (DETAILS["name"], place, "name", "name"),
        (DETAILS["care_kinds"], ", ".join(CARE_KINDS[kind] for kind in profile.care_kinds), "kind", "care_kinds"),
        (DETAILS["ico"], ico + _fee_until(profile, today), "ico", "ico"),
        (DETAILS["earlier"], _earlier(profile, *before), "earlier", "earlier"),
        (DETAILS["nhsmail_only"], profile.get_nhsmail_only_display(), "nhsmail", "nhsmail_only"),
        (DETAILS["cyber"], _cyber(profile), "cyber", "cyber"),
        ("Who does what", _roles(profile), "roles", ""),
    ]


def _fee_until(profile: Profile, today: date) -> str:
    """Say how long the fee is paid for, and warn when that is past (R26)."""
    ends_on = profile.ico_expires_on
    if not profile.ico_number or ends_on is None:
        return ""
    return f", until {in_full(ends_on)}" if ends_on >= today else f". It ran out on {in_full(ends_on)}"


def _earlier(profile: Profile, earlier: list[EarlierPublication], national: list[NationalResult]) -> str:
    results = [f"{one.get_level_display()}, {in_full(one.published_on)}" for one in earlier]
    results += [f"The national list says: {line}" for line in national_lines(national)]
    return "\n".join([profile.get_earlier_display(), *results]).strip()


def _cyber(profile: Profile) -> str:
    said: str = profile.get_cyber_plus_display()
    if profile.cyber_plus == Profile.Tri.YES and profile.cyber_plus_expires_on:
        said += f". Number {profile.cyber_plus_number}, until {in_full(profile.cyber_plus_expires_on)}"
    return said


def _roles(profile: Profile) -> str:
    roles = (
        ("Data safety", profile.data_lead),
        ("Owns the risk", profile.senior_risk_owner),
        ("Caldicott Guardian", profile.caldicott_guardian),
        ("Data protection officer", profile.data_protection_officer),
        ("Reminders go to", profile.shared_mailbox),
    )
    return "\n".join(f"{name}: {who}" for name, who in roles if who) or "You can leave this empty"
