"""Who may do what: roles, permissions and the one table between them (R56). Pure."""

from enum import StrEnum


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    CONTRIBUTOR = "contributor"
    VIEWER = "viewer"


class Permission(StrEnum):
    READ = "read"
    ANSWER = "answer"
    CONFIRM = "confirm"
    EDIT_PLAN = "edit-plan"
    EDIT_PROFILE = "edit-profile"
    MANAGE_PEOPLE = "manage-people"
    PUBLISH = "publish"
    MANAGE_SITES = "manage-sites"


_READING = frozenset({Permission.READ})
_WORKING = _READING | {Permission.ANSWER, Permission.CONFIRM, Permission.EDIT_PLAN}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.VIEWER: _READING,
    Role.CONTRIBUTOR: _WORKING,
    Role.ADMINISTRATOR: frozenset(Permission),
}


def may_more(role: Role, than: Role) -> bool:
    """Say whether a role carries more than another."""
    return PERMISSIONS[role] > PERMISSIONS[than]


def may(role: Role, permission: Permission) -> bool:
    """Say whether a role carries a permission."""
    return permission in PERMISSIONS[role]
