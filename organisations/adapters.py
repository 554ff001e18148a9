"""Our side of django-allauth: what it says, where its mail goes, and when it asks again who somebody is."""

import base64
import hashlib
import time
from typing import Any, Final

import segno
from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe

from organisations import post
from organisations.models import User

SIGNED_IN_AT: Final = "signed_in_at"  # in the session: seconds since 1970

PASSWORD_REFUSALS: Final = {
    "password_too_short": "Password must be 12 characters or longer",
    "password_too_common": "That password is too common. Try three words that do not go together",
    "password_too_similar": "Do not use your name or email address in your password",
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account is closed. Ring us if you think that is wrong",
        "duplicate_email": "This is the email address you use now. Enter a new one",
        "email_password_mismatch": "Check your email address and password. One of them is not right",
        "email_taken": "This email address cannot be used. Enter another one",
        "enter_current_password": "Enter the password you use now. This one is not right",
        "incorrect_code": "This code is not right. Enter the newest one",
        "incorrect_password": "Your password is not right. Try again",
        "invalid_login": "Check your email address and password. One of them is not right",
        "rate_limited": "That was too many tries. Wait 15 minutes, then try again",
        "same_as_current": "This is the email address you use now. Enter a new one",
        "too_many_login_attempts": "That was too many tries. Wait 15 minutes, then try again",
    }

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:  # noqa: FBT001, FBT002
        """Keep the name and the job title too."""
        user.name, user.job_title = form.cleaned_data["name"], form.cleaned_data["job_title"]
        return super().save_user(request, user, form, commit)

    def clean_password(self, password: str, user: User | None = None) -> str:
        """Say the first refusal in our words."""
        try:
            return super().clean_password(password, user)
        except ValidationError as refused:
            first = refused.error_list[0]
            raise ValidationError(PASSWORD_REFUSALS[first.code], code=first.code) from refused

    # --- Mail: never sent inside the request, never with a link taken from the request's host ---

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Render the mail and put it into the queue. Its HTML is made from its text, so that both say the same."""
        words = {name: value for name, value in context.items() if name != "request"} | {
            "email": email,
            "service": settings.SERVICE_NAME,
            "login_url": _address("account_login"),
            "forgotten_url": _address("account_reset_password"),
        }
        subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", words).split())
        text = render_to_string(f"{template_prefix}_message.txt", words).strip() + "\n"
        html = render_to_string("mail/words.html", {"subject": subject, "paragraphs": text.strip().split("\n\n")})
        post.enqueue(to=email, subject=subject, text=text, html=html, kind="account", at=timezone.now())

    def send_confirmation_mail(self, request: HttpRequest, emailconfirmation: EmailConfirmation, signup: bool) -> None:  # noqa: FBT001
        """Send the newest link and end the older ones."""
        emailconfirmation.email_address.emailconfirmation_set.exclude(pk=emailconfirmation.pk).delete()
        super().send_confirmation_mail(request, emailconfirmation, signup)

    def waiting_address(self, key: str) -> EmailAddress | None:
        """Find the address that a link was for, however old the link, if it is not proved yet."""
        link = EmailConfirmation.objects.select_related("email_address__user").filter(key=key).first()
        return link.email_address if link and not link.email_address.verified else None

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: EmailConfirmation) -> str:
        """Give the address of the page with the button."""
        return _address("account_confirm_email", emailconfirmation.key)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Give the address of the page that sets a new password."""
        uidb36, token = key.split("-", 1)
        return _address("account_reset_password_from_key", uidb36, token)

    # --- Asking again who somebody is ---

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Remember when: a sign-up that a mail link finished leaves no other trace of the moment."""
        request.session[SIGNED_IN_AT] = int(time.time())
        return super().post_login(request, user, **kwargs)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again unless the person signed in or proved who they are a moment ago."""
        proofs = [record["at"] for record in get_authentication_records(self.request, self.request.user)]
        newest = max([*proofs, self.request.session.get(SIGNED_IN_AT, 0)])
        if time.time() - newest < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Leave the password out when there is a second check: it alone would not be enough to sign in."""
        methods = super().get_reauthentication_methods(user)
        stronger = [method for method in methods if method["id"] != "reauthenticate"]
        return stronger or methods


class SecondStepAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": "You cannot turn this off",
        "cannot_generate_recovery_codes": "Add the app first. Then you can make backup codes",
        "incorrect_code": "This code is not right. Enter the newest one",
        "unverified_email": "Check your email for our link first",
    }

    def build_totp_svg(self, url: str) -> str:
        """Draw the code to scan as inline SVG without style attributes: the page's rules forbid images from data."""
        drawn = segno.make(url, error="m").svg_inline(scale=4, border=2, svgclass=None, lineclass=None, omitsize=True)
        named = drawn.replace("<svg", '<svg role="img" aria-label="Code to scan with the app"', 1)
        return mark_safe(named)  # noqa: S308 - drawn here, from squares

    def encrypt(self, text: str) -> str:
        """Keep the secrets of second checks unreadable in a copy of the database."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Read what `encrypt` wrote, also with an older key."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's name
        """Name a new key in plain words."""
        return f"Key {Authenticator.objects.filter(user=user, type=type).count() + 1}"


def _address(name: str, *args: str) -> str:
    return settings.SITE_URL + reverse(name, args=args)


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"second step {key}".encode()).digest())) for key in keys]
    )
