"""Organisations: the public facts everybody may read, and the private profile only members may."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models.functions import Replace

from organisations.tenancy import tenant_manager

# What a registered organisation is found by where the directory does not know it. The index and the search share it.
WORDS_OF_AN_ORGANISATION = SearchVector(
    Replace(
        Replace("name", models.Value("'"), models.Value("")),
        models.Value("\N{RIGHT SINGLE QUOTATION MARK}"),
        models.Value(""),
    ),
    "town",
    "postcode",
    Replace("postcode", models.Value(" "), models.Value("")),
    "code",
    config="simple",
)


class OrganisationKind(models.TextChoices):
    SINGLE_SITE = "single-site", "Single site"
    HEAD_OFFICE = "head-office", "Head office"
    COUNCIL = "council", "Council"
    SITE = "site", "Site of a head office"
    IN_HOUSE_SERVICE = "in-house-service", "Council service"
    SUPPORT_PARTNER = "support-partner", "Support partner"
    COMMISSIONER = "commissioner", "Commissioner"


class Organisation(models.Model):
    """The directory entry: name, place, code. Readable by everybody; written only in the organisation's own scope."""

    code = models.CharField(max_length=12, unique=True, help_text="ODS code, upper case (R60)")
    name = models.CharField(max_length=100)
    town = models.CharField(max_length=60, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    kind = models.CharField(max_length=20, choices=OrganisationKind)
    registered_at = models.DateTimeField()
    closed_on = models.DateField(null=True, blank=True, help_text="The last day it is open (R46)")
    # An operator has checked that whoever registered a head office or council acts for it. Until then what the
    # directory says gives it no power over what others hold.
    verified_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(code__regex=r"^[A-Z0-9]{3,12}$"), name="code_is_upper_case")
        ]
        indexes = [GinIndex(WORDS_OF_AN_ORGANISATION, name="organisation_words")]

    def __str__(self) -> str:
        place = f", {self.town}" if self.town else ""
        return f"{self.name}{place} ({self.code})"


class Profile(models.Model):
    """What an organisation tells the service about itself (R22, R26, R79). Private to its members."""

    class Tri(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        NOT_SURE = "not-sure", "I am not sure"

    class Earlier(models.TextChoices):
        NONE = "none", "No, never"
        SOME = "some", "Yes"
        UNKNOWN = "unknown", "I do not know"

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="profile")
    care_kinds = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    ico_number = models.CharField(max_length=20, blank=True)
    ico_expires_on = models.DateField(null=True, blank=True)
    ico_exempt_reason = models.TextField(blank=True)
    nhsmail_only = models.CharField(max_length=10, choices=Tri, blank=True)
    cyber_plus = models.CharField(max_length=10, choices=Tri, blank=True)
    cyber_plus_number = models.CharField(max_length=40, blank=True)
    cyber_plus_issued_on = models.DateField(null=True, blank=True)
    cyber_plus_expires_on = models.DateField(null=True, blank=True)
    earlier = models.CharField(max_length=10, choices=Earlier, blank=True)
    shared_mailbox = models.EmailField(blank=True)
    data_lead = models.CharField(max_length=120, blank=True)
    caldicott_guardian = models.CharField(max_length=120, blank=True)
    senior_risk_owner = models.CharField(max_length=120, blank=True)
    data_protection_officer = models.CharField(max_length=120, blank=True)

    objects = tenant_manager()

    def __str__(self) -> str:
        return f"Profile of {self.organisation_id}"


class EarlierPublication(models.Model):
    """A result published on the national toolkit before the organisation came here (R79)."""

    class Source(models.TextChoices):
        DECLARED = "declared", "Declared"
        NATIONAL_LIST = "national-list", "From the national list"

    class Standard(models.TextChoices):
        ENTRY_LEVEL = "entry-level", "Entry Level"
        APPROACHING = "approaching", "Approaching Standards"
        MET = "met", "Standards Met"
        EXCEEDED = "exceeded", "Standards Exceeded"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="earlier_publications")
    level = models.CharField(max_length=20, choices=Standard)
    published_on = models.DateField()
    label = models.CharField(max_length=60, blank=True, help_text="The old words, kept as text")
    source = models.CharField(max_length=20, choices=Source)

    objects = tenant_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "published_on", "source"], name="one_earlier_result_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.level} on {self.published_on}"
