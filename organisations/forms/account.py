"""The forms of the account area: allauth's, with our fields and words."""

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as totp
from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from dsptcare.fields import CharField, CodeField, EmailField, PasswordField
from organisations.models import User

PASSWORD_ADVICE = "Use 12 characters or more. Three words that do not go together are easy to keep in mind."  # noqa: S105


def email_field(label: str = "Email address", required: str = "Enter your email address", **kwargs: Any) -> EmailField:
    """Make an email field with the length that an account can keep."""
    return EmailField(label=label, required=required, max_length=254, **kwargs)


class NewSecretField(PasswordField):
    """A password that must be good enough to keep. allauth sets `user`."""

    user: User | None = None

    def __init__(self, label: str) -> None:
        super().__init__(
            label=label, required="Enter a password", help_text=PASSWORD_ADVICE, autocomplete="new-password"
        )

    def clean(self, value: str) -> str:
        """Refuse a password that is short, common or like the person's name."""
        secret: str = get_adapter().clean_password(super().clean(value), user=self.user)
        return secret


class SignInForm(account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = email_field()
        self.fields["password"] = PasswordField(
            label="Password", required="Enter your password", autocomplete="current-password"
        )

    def clean(self) -> dict[str, Any]:
        """Say at the first box what is wrong with the two together: a refusal stands at a field, and links to it."""
        try:
            return super().clean()  # type: ignore[no-any-return]
        except ValidationError as refused:
            self.add_error("login", refused)
            return self.cleaned_data


class SignUpForm(account.SignupForm):
    field_order = ("name", "job_title", "email", "password1")

    name = CharField(
        label="Your name",
        required="Enter your name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    job_title = CharField(
        label="Your job",
        required="Enter your job",
        max_length=120,
        help_text="For example, registered manager",
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = email_field("Work email address", "Enter your work email address")
        # The whole form checks the password, because it knows the email address.
        self.fields["password1"] = PasswordField(
            label="Password", required="Enter a password", help_text=PASSWORD_ADVICE, autocomplete="new-password"
        )

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Treat a second press at the same moment as somebody who has an account already."""
        try:
            with transaction.atomic():
                return super().try_save(request)  # type: ignore[no-any-return]
        except IntegrityError:
            self.account_already_exists = True
            return super().try_save(request)  # type: ignore[no-any-return]


class ResetPasswordForm(account.ResetPasswordForm):
    email = email_field()


class NewPasswordForm(account.ResetPasswordKeyForm):
    password1 = NewSecretField("New password")
    password2 = None


class ChangePasswordForm(account.ChangePasswordForm):
    oldpassword = PasswordField(
        label="Password you use now", required="Enter the password you use now", autocomplete="current-password"
    )
    password1 = NewSecretField("New password")
    password2 = None


class ChangeEmailForm(account.AddEmailForm):
    email = email_field("New email address", "Enter your new email address")


class ReauthenticateForm(account.ReauthenticateForm):
    password = PasswordField(label="Password", required="Enter your password", autocomplete="current-password")


def code_field(help_text: str = "Six numbers from the app, or one of your backup codes.") -> CodeField:
    """Make the box for a code."""
    return CodeField(label="Code", required="Enter your code", help_text=help_text)


class CodeForm(second_step.AuthenticateForm):
    code = code_field()


class CodeAgainForm(second_step.ReauthenticateForm):
    code = code_field()


class StartCodesForm(totp.ActivateTOTPForm):
    code = code_field("Six numbers that the app shows now.")


class DetailsForm(forms.Form):
    name = CharField(
        label="Your name",
        required="Enter your name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    job_title = CharField(
        label="Your job",
        required="Enter your job",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
