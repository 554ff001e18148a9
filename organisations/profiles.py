"""Reading what an organisation says about itself, in its open scope."""

from organisations.models import EarlierPublication, FormerCode, NationalResult, Organisation, Profile


def profile_of(organisation: Organisation) -> Profile:
    """Return the profile, which every registered organisation has."""
    profile: Profile = Profile.objects.get(organisation=organisation)
    return profile


def earlier_of(organisation: Organisation) -> list[EarlierPublication]:
    """Return what was published on the national toolkit before, newest first (R79)."""
    return list(EarlierPublication.objects.filter(organisation=organisation).order_by("-published_on"))


def national_of(organisation: Organisation) -> list[NationalResult]:
    """Return what the national list says was published under its code, or one it had before, newest first (R79)."""
    former = FormerCode.seen.filter(organisation=organisation).values_list("code", flat=True)
    return list(NationalResult.objects.filter(code__in=[organisation.code, *former]).order_by("-published_on"))
