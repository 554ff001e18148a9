"""Who can sign in, and what they can do."""

from typing import Any

from django import forms

from dsptcare.fields import ChoiceField, EmailField
from organisations.permissions import Role
from organisations.words import ROLE_MEANINGS, ROLES


class RoleField(ChoiceField):
    """What somebody may do, the least first."""

    def __init__(self, **kwargs: Any) -> None:
        least_first = (Role.VIEWER, Role.CONTRIBUTOR, Role.ADMINISTRATOR)
        super().__init__(
            choices=[(role.value, ROLES[role]) for role in least_first],
            hints={role.value: f"They can {ROLE_MEANINGS[role]}." for role in least_first},
            **kwargs,
        )

    def clean(self, value: Any) -> Role | None:
        """Give the role, or None when none was chosen and none is needed."""
        chosen = super().clean(value)
        return Role(chosen) if chosen else None


class InviteForm(forms.Form):
    email = EmailField(
        label="Their email address",
        max_length=254,
        required="Enter their email address",
        help_text="We will send them a link. It works for 3 days.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),  # or the browser offers one's own
    )
    role = RoleField(label="What can they do?", required="Choose what they can do")


class MemberForm(forms.Form):
    role = RoleField(label="What can they do?", required="Choose what they can do")


class DecideForm(forms.Form):
    """Agree, with what the person may do; or refuse, which needs nothing more."""

    role = RoleField(label="What can they do?")
    refuse = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Ask for the role unless the answer is no."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("refuse"):
            return {"role": None}
        if "role" not in self.errors and not cleaned.get("role"):
            self.add_error("role", "Choose what they can do")
        return cleaned
