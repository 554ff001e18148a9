"""Who: organisations, people, what they may do, and what has happened."""

from organisations.models.audit import AuditEntry
from organisations.models.directory import DirectoryEntry, DirectoryImport, DirectoryRelation, NationalResult
from organisations.models.groups import Claim, Dispute, FormerCode, GroupSite, Merge, ServiceWithoutCode
from organisations.models.organisations import EarlierPublication, Organisation, OrganisationKind, Profile
from organisations.models.people import Invitation, JoinRequest, Membership
from organisations.models.post import OutgoingMail
from organisations.models.users import User

__all__ = [
    "AuditEntry",
    "Claim",
    "DirectoryEntry",
    "DirectoryImport",
    "DirectoryRelation",
    "Dispute",
    "EarlierPublication",
    "FormerCode",
    "GroupSite",
    "Invitation",
    "JoinRequest",
    "Membership",
    "Merge",
    "NationalResult",
    "Organisation",
    "OrganisationKind",
    "OutgoingMail",
    "Profile",
    "ServiceWithoutCode",
    "User",
]
