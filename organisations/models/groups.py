"""Groups: which sites belong to which head office or council, and what is asked when that is not clear (R44 to R61)."""

from typing import Any

from django.db import models
from django.db.models import Q

from organisations.models.organisations import Organisation
from organisations.models.users import User
from organisations.tenancy import tenant_manager


class GroupSiteQuerySet(models.QuerySet["GroupSite"]):
    def active(self) -> "GroupSiteQuerySet":
        return self.filter(state=GroupSite.State.ACTIVE)

    def by_name(self) -> "GroupSiteQuerySet":
        return self.select_related("site").order_by("site__name", "site__code")


class GroupSite(models.Model):
    """A site that a head office or council looks after. Only while it is active does the group see into the site.

    The group writes it; the site reads it, and answers a request to join (R48).
    """

    class How(models.TextChoices):
        SET_UP = "set-up"  # the group made the site's record; nobody else was there
        ACCEPTED = "accepted"  # the site was registered; its administrator, or an operator, agreed

    class State(models.TextChoices):
        ASKED = "asked"
        ACTIVE = "active"
        REFUSED = "refused"
        ENDED = "ended"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="group_sites")
    site = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="group_links")
    how = models.CharField(max_length=10, choices=How)
    state = models.CharField(max_length=10, choices=State)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True, help_text="The last day it belonged to the group")
    left_why = models.CharField(max_length=20, blank=True)

    objects = tenant_manager(GroupSiteQuerySet)
    # For the site's own pages and the door: row security shows a site its own links, and a group its own.
    seen = models.Manager.from_queryset(GroupSiteQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site"], condition=Q(state="active"), name="one_group_a_site"),
            models.UniqueConstraint(
                fields=["organisation", "site"], condition=Q(state__in=["asked", "active"]), name="one_open_link_each"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state"])]

    def __str__(self) -> str:
        return f"{self.site_id} in {self.organisation_id}, {self.state}"


class ServiceWithoutCode(models.Model):
    """A service of a group that has no ODS code yet. It is on the group's list, and cannot be covered (R53)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="services_without_code")
    name = models.CharField(max_length=100)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    # It got a code and is a site now, or was taken off the list.
    became = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)

    objects = tenant_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"], condition=Q(done_at__isnull=True), name="one_service_without_code"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, no code yet"


class Claim(models.Model):
    """Somebody asks to take over an organisation whose administrators have left (R58).

    `decider` is the head office or partner that may decide; an operator always may.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        OBJECTED = "objected"
        AGREED = "agreed"
        REFUSED = "refused"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="claims")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="claims")
    decider = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="claims_to_decide"
    )
    proof = models.CharField(max_length=30)
    evidence = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField()
    objections_until = models.DateTimeField()
    objection = models.TextField(blank=True)
    objected_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    objected_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.TextField(blank=True, help_text="Why it was decided so")
    mailbox_is_dead = models.BooleanField(default=False, help_text="Nobody can object: no need to wait (R58)")

    objects = tenant_manager()
    # For the person who asks, the organisation that decides and the operators' desk: row security shows each theirs.
    seen: Any = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"], condition=Q(state__in=["waiting", "objected"]), name="one_open_claim"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} claims {self.organisation_id}"


class Dispute(models.Model):
    """Two head offices say one site is theirs; the earlier cover stands until an operator decides (R44)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="disputes")
    holder = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="disputes_against")
    site = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    in_favour_of = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision = models.TextField(blank=True)

    objects = tenant_manager()
    # For the holder and the operators' desk: row security shows each theirs.
    seen: Any = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "site"], condition=Q(decided_at__isnull=True), name="one_open_dispute"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} disputes {self.site_id}"


class FormerCode(models.Model):
    """A code that an organisation had before; it leads to the organisation's new one (R61)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="former_codes")
    code = models.CharField(max_length=12, unique=True)
    changed_at = models.DateTimeField()

    objects = tenant_manager()
    # For the door: anybody may read which code became which.
    seen: Any = models.Manager()

    def __str__(self) -> str:
        return f"{self.code} is now {self.organisation_id}"


class Merge(models.Model):
    """Two records of one organisation became one; undone for 30 days (R61)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="merges")
    source = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="merges_into")
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    brought = models.JSONField(default=dict, help_text="Ids of the memberships and standings that were added")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = tenant_manager()
    # For the operators' desk.
    seen: Any = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source"], condition=Q(undone_at__isnull=True), name="merged_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} into {self.organisation_id}"
