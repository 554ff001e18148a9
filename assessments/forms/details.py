"""The details of the service, a page a question; what follows from a "yes" has a page of its own."""

from datetime import date
from typing import Any

from django import forms

from assessments.words import CARE_KINDS
from dsptcare.fields import CharField, ChoiceField, DateField, EmailField, MultipleChoiceField, TextField
from organisations.forms.join import PostcodeField
from organisations.models import EarlierPublication, Profile


class DetailsForm(forms.Form):
    """A page of the details; `today` is there for dates that cannot lie ahead."""

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today


class NameForm(DetailsForm):
    name = CharField(label="Name of your service", max_length=100, required="Enter the name of your service")
    town = CharField(label="Town or city", max_length=60, required="Enter the town or city")
    postcode = PostcodeField()


class KindForm(DetailsForm):
    care_kinds = MultipleChoiceField(
        label="What kind of care do you give?",
        is_heading=True,
        label_size="l",
        choices=list(CARE_KINDS.items()),
        help_text="Choose all that fit. We use this to pick examples. You still see every question.",
        required="Choose at least one",
    )


class IcoForm(DetailsForm):
    ico_number = CharField(
        label="Your number (ICO)",
        max_length=20,
        width=20,
        help_text="It starts with Z and is on your data protection fee certificate, from the Information "
        "Commissioner's Office (ICO)",
    )
    ico_expires_on = DateField(
        label="The date it runs out (if you know)", subject="The date it runs out", help_text="Like 27 3 2027"
    )
    ico_exempt_reason = TextField(
        label="If you do not have to pay, say why",
        max_length=2000,
        rows=2,
        help_text="Leave this empty if you have a number",
    )

    def clean(self) -> dict[str, Any]:
        """Take a number or a reason, and not both (R26)."""
        cleaned: dict[str, Any] = super().clean() or {}
        given = [bool(cleaned.get(name)) for name in ("ico_number", "ico_exempt_reason")]
        if not self.errors and not any(given):
            self.add_error("ico_number", "Enter your number, or say why you do not have to pay")
        if all(given):
            self.add_error("ico_exempt_reason", "Leave this empty if you have a number")
        return cleaned


class EarlierForm(DetailsForm):
    earlier = ChoiceField(
        label="Have you published on the national toolkit before?",
        is_heading=True,
        label_size="l",
        choices=Profile.Earlier.choices,
        help_text="It is called the Data Security and Protection Toolkit (DSPT).",
        required="Choose yes, no, or I do not know",
    )


class EarlierResultForm(DetailsForm):
    level = ChoiceField(
        label="Which standard was your last one?",
        choices=EarlierPublication.Standard.choices,
        required="Choose the standard you published",
    )
    published_on = DateField(
        label="When did you publish it?",
        subject="The date you published",
        required="Enter the date you published",
        help_text="It is on your certificate. If you are not sure, your best guess is fine.",
    )

    def clean_published_on(self) -> date:
        """Refuse a day that has not come yet (R79)."""
        on: date = self.cleaned_data["published_on"]
        if on > self.today:
            raise forms.ValidationError("The date you published must be today or before today", code="date")
        return on


class NhsmailForm(DetailsForm):
    nhsmail_only = ChoiceField(
        label="Do you use only NHSmail for work email?",
        is_heading=True,
        label_size="l",
        choices=Profile.Tri.choices,
        required="Choose yes, no, or I am not sure",
    )


class CyberForm(DetailsForm):
    cyber_plus = ChoiceField(
        label="Do you have Cyber Essentials Plus?",
        is_heading=True,
        label_size="l",
        choices=Profile.Tri.choices,
        help_text="An outside expert tests your computers and gives you a certificate for a year. Most services do "
        "not have it, and you do not need it for Standards Met.",
        required="Choose yes, no, or I am not sure",
    )


class CertificateForm(DetailsForm):
    cyber_plus_number = CharField(label="Certificate number", max_length=40, width=20, required="Enter the number")
    cyber_plus_issued_on = DateField(
        label="The date it was given", subject="The date it was given", required="Enter the date it was given"
    )
    cyber_plus_expires_on = DateField(
        label="The date it runs out", subject="The date it runs out", required="Enter the date it runs out"
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and cleaned["cyber_plus_expires_on"] < cleaned["cyber_plus_issued_on"]:
            self.add_error("cyber_plus_expires_on", "The date it runs out must be after the date it was given")
        return cleaned


class RolesForm(DetailsForm):
    data_lead = CharField(label="Who leads on data safety?", max_length=120, help_text="A name or a job title")
    senior_risk_owner = CharField(label="Who at the top owns the risk?", max_length=120)
    caldicott_guardian = CharField(
        label="Who is your Caldicott Guardian?",
        max_length=120,
        help_text="The person who guards how care records are shared. Many small services do not have one.",
    )
    data_protection_officer = CharField(label="Who is your data protection officer?", max_length=120)
    shared_mailbox = EmailField(
        label="A shared email address for reminders", max_length=254, help_text="Like office@rosecourt.example"
    )
