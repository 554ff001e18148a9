"""Who: organisations, people, what they may do, and what has happened."""

from organisations.models.audit import AuditEntry
from organisations.models.organisations import EarlierPublication, Organisation, OrganisationKind, Profile
from organisations.models.people import Invitation, JoinRequest, Membership
from organisations.models.post import OutgoingMail
from organisations.models.users import User

__all__ = [
    "AuditEntry",
    "EarlierPublication",
    "Invitation",
    "JoinRequest",
    "Membership",
    "Organisation",
    "OrganisationKind",
    "OutgoingMail",
    "Profile",
    "User",
]
