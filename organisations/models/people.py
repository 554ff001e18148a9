"""Who belongs where: memberships, invitations and requests to join (R56, R57, R59)."""

from django.db import models
from django.db.models import Q

from organisations.models.organisations import Organisation
from organisations.models.users import User
from organisations.permissions import Permission, Role, may
from organisations.tenancy import tenant_manager

ROLE_CHOICES = [(role.value, role.value) for role in Role]


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self) -> "MembershipQuerySet":
        return self.filter(ended_at__isnull=True)

    def administrators(self) -> "MembershipQuerySet":
        return self.active().filter(role=Role.ADMINISTRATOR)

    def by_name(self) -> "MembershipQuerySet":
        return self.select_related("user").order_by("user__name", "user__email")


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def unanswered(self) -> "InvitationQuerySet":
        """Keep those that nobody accepted or took back; they may be too old to be accepted."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True).order_by("-sent_at")

    def sent_to(self, person: User) -> "InvitationQuerySet":
        return self.filter(email=person.email)


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    def waiting(self) -> "JoinRequestQuerySet":
        return self.filter(state="waiting").select_related("user", "organisation").order_by("asked_at")


class Membership(models.Model):
    """One person's role in one organisation. Also readable by the person it belongs to."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=ROLE_CHOICES)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = tenant_manager(MembershipQuerySet)
    # For the door and the list of one's own organisations, before a scope is open: row security shows only one's own.
    mine = models.Manager.from_queryset(MembershipQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "user"], name="one_membership_each"),
        ]
        indexes = [models.Index(fields=["user", "organisation"])]

    def __str__(self) -> str:
        return f"{self.user_id} as {self.role} at {self.organisation_id}"

    def may(self, permission: Permission) -> bool:
        return may(Role(self.role), permission)


class Invitation(models.Model):
    """An e-mail link that makes its reader a member. Valid 72 hours, once; a newer one voids it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=20, choices=ROLE_CHOICES)
    secret_sha256 = models.CharField(max_length=64)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = tenant_manager(InvitationQuerySet)
    # For the person invited, who is not a member yet: row security shows what was sent to their own address.
    mine = models.Manager.from_queryset(InvitationQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_invitation_an_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} to {self.organisation_id}"


class JoinRequest(models.Model):
    """Somebody asks to join an organisation that is already registered (R59); its administrators decide."""

    class State(models.TextChoices):
        WAITING = "waiting"
        AGREED = "agreed"
        REFUSED = "refused"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="join_requests")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="join_requests")
    message = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = tenant_manager(JoinRequestQuerySet)
    # For the person who asks, who is a member of nothing yet: row security shows and takes only one's own.
    mine = models.Manager.from_queryset(JoinRequestQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"], condition=Q(state="waiting"), name="one_waiting_request_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} asks {self.organisation_id}"

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING
