"""Joining, signing in, and what happens to links, mail and second checks."""

import re
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from organisations.adapters import SIGNED_IN_AT, SecondStepAdapter
from organisations.models import OutgoingMail, User
from organisations.post import post_room
from tests.factories import PASSWORD, person

pytestmark = pytest.mark.django_db

JOINING = {
    "name": "Priya Shah",
    "job_title": "Registered manager",
    "email": "Priya@Example.com",
    "password1": "purple kettle moon",
}
Post = Callable[[], list[OutgoingMail]]


@pytest.fixture(autouse=True)
def _empty_limits() -> None:
    cache.clear()


@pytest.fixture
def post() -> Post:
    """Give the mail queued since last asked."""
    read: set[object] = set()

    def new() -> list[OutgoingMail]:
        with post_room():
            mails = [mail for mail in OutgoingMail.objects.order_by("created_at") if mail.pk not in read]
        read.update(mail.pk for mail in mails)
        return mails

    return new


def path_in(mail: OutgoingMail, settings: LazySettings) -> str:
    found = re.search(rf"^{re.escape(settings.SITE_URL)}(\S+)$", mail.text, re.MULTILINE)
    assert found, mail.text
    return found[1]


def sign_in(client: Client, user: User) -> None:
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})


def add_second_check(user: User) -> str:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def code_now(secret: str, at: float) -> str:
    return format_hotp_value(hotp_value(secret, int(at) // 30))


def words(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def test_joining_needs_every_word(client: Client) -> None:
    page = words(client.post(reverse("account_signup"), {}))
    for refusal in ("Enter your name", "Enter your job", "Enter your work email address", "Enter a password"):
        assert page.count(refusal) == 2, refusal  # in the summary and at the field
    assert "<title>Error: Join the service" in page
    assert "This field is required" not in page


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        ("short", "Password must be 12 characters or longer"),
        ("password1234", "That password is too common. Try three words that do not go together"),
        ("priya@example.com", "Do not use your name or email address in your password"),
    ],
)
def test_a_weak_password_is_refused_in_our_words(client: Client, password: str, refusal: str) -> None:
    assert refusal in words(client.post(reverse("account_signup"), JOINING | {"password1": password}))


def test_joining_keeps_the_person_and_queues_a_link_to_the_configured_site(
    client: Client, post: Post, settings: LazySettings
) -> None:
    settings.ALLOWED_HOSTS = ["evil.example"]
    response = client.post(reverse("account_signup"), JOINING, headers={"host": "evil.example"})
    assert response.url == reverse("account_email_verification_sent")
    user = User.objects.get(email="priya@example.com")
    assert (user.name, user.job_title) == ("Priya Shah", "Registered manager")
    [mail] = post()
    assert (mail.recipient, mail.kind) == ("priya@example.com", "account")
    assert path_in(mail, settings).startswith("/account/confirm-email/")
    assert "evil.example" not in mail.text + mail.html
    assert path_in(mail, settings) in mail.html


def test_a_link_needs_a_press(client: Client, post: Post, settings: LazySettings) -> None:
    client.post(reverse("account_signup") + "?next=/join/", JOINING)
    link = path_in(post()[0], settings)
    client.get(link)
    assert not EmailAddress.objects.get().verified
    assert client.post(link).status_code == 302
    assert EmailAddress.objects.get().verified


def test_a_newer_link_ends_the_older_one(client: Client, post: Post, settings: LazySettings) -> None:
    client.post(reverse("account_signup"), JOINING)
    older = path_in(post()[0], settings)
    cache.clear()  # half a minute later
    client.post(reverse("organisations:send_again"))
    newer = path_in(post()[0], settings)
    assert "This link does not work any more" in words(client.get(older))
    assert client.post(older).url == older  # where the page says so
    assert "Is this your email address?" in words(client.get(newer))


def test_asking_again_at_once_says_wait(client: Client, post: Post) -> None:
    client.post(reverse("account_signup"), JOINING)
    assert len(post()) == 1
    page = words(client.post(reverse("organisations:send_again"), follow=True))
    assert "Wait half a minute" in page
    assert post() == []


def test_an_old_link_sends_a_new_one_with_one_press(client: Client, post: Post, settings: LazySettings) -> None:
    client.post(reverse("account_signup"), JOINING)
    old = EmailConfirmation.objects.get()
    EmailConfirmation.objects.update(sent=old.sent - timedelta(hours=24))
    post()
    cache.clear()
    stranger = Client()
    page = words(stranger.get(reverse("account_confirm_email", args=[old.key])))
    assert f'name="key" value="{old.key}"' in page
    stranger.post(reverse("organisations:send_again"), {"key": old.key})
    assert path_in(post()[0], settings) != reverse("account_confirm_email", args=[old.key])


def test_asking_for_a_link_without_a_reason_leads_to_signing_in(client: Client, post: Post) -> None:
    response = client.post(reverse("organisations:send_again"), {"key": "nothing"})
    assert response.url == reverse("account_login")
    assert post() == []
    assert client.get(reverse("organisations:send_again")).status_code == 405


def test_a_known_address_looks_the_same_and_gets_another_mail(client: Client, post: Post) -> None:
    person("Priya")
    response = client.post(reverse("account_signup"), JOINING)
    assert response.url == reverse("account_email_verification_sent")
    assert [mail.subject for mail in post()] == ["You have an account with DSPT Care"]
    assert User.objects.count() == 1


def test_an_unknown_address_gets_no_mail_but_the_same_page(client: Client, post: Post) -> None:
    person("Priya")
    known = client.post(reverse("account_reset_password"), {"email": "priya@example.com"})
    unknown = client.post(reverse("account_reset_password"), {"email": "jo@example.com"})
    assert known.url == unknown.url
    assert [mail.recipient for mail in post()] == ["priya@example.com"]


def test_a_new_password_by_link(client: Client, post: Post, settings: LazySettings) -> None:
    user = person("Priya")
    client.post(reverse("account_reset_password"), {"email": user.email})
    link = path_in(post()[0], settings)
    page = client.get(link, follow=True)
    assert "Make a new password" in words(page)
    client.post(page.redirect_chain[-1][0], {"password1": "green ladder soup"})
    user.refresh_from_db()
    assert user.check_password("green ladder soup")
    assert [mail.subject for mail in post()] == ["You have a new password"]
    assert "This link does not work any more" in words(Client().get(link))


def test_wrong_words_say_one_thing_and_lock_in_the_end(client: Client) -> None:
    user = person("Priya")
    wrong = "Check your email address and password. One of them is not right"
    for email in (user.email, "jo@example.com"):
        assert wrong in words(client.post(reverse("account_login"), {"login": email, "password": "not this one"}))
    for _ in range(8):
        page = words(client.post(reverse("account_login"), {"login": user.email, "password": "not this one"}))
    assert "That was too many tries. Wait 15 minutes" in page
    assert "too many tries" in words(client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD}))


def test_who_has_just_signed_in_is_not_asked_again(client: Client) -> None:
    sign_in(client, person("Priya"))
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def later(client: Client) -> None:
    session = client.session
    session[SIGNED_IN_AT] -= 1000
    for record in session["account_authentication_methods"]:
        record["at"] -= 1000
    session.save()


def test_who_signed_in_long_ago_is_asked_for_the_password(client: Client) -> None:
    sign_in(client, person("Priya"))
    later(client)
    assert client.get(reverse("mfa_activate_totp")).url.startswith(reverse("account_reauthenticate"))


def test_the_password_alone_is_not_enough_with_a_second_check(client: Client) -> None:
    user = person("Priya")
    secret = add_second_check(user)
    sign_in(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code_now(secret, time.time())})
    later(client)
    response = client.get(reverse("mfa_deactivate_totp"), follow=True)
    assert response.redirect_chain[-1][0].startswith(reverse("mfa_reauthenticate"))
    response = client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert response.url.startswith(reverse("mfa_reauthenticate"))


def test_secrets_of_second_checks_are_unreadable_in_the_database() -> None:
    user = person("Priya")
    secret = add_second_check(user)
    stored = Authenticator.objects.get(user=user).data["secret"]
    assert secret not in stored
    assert SecondStepAdapter().decrypt(stored) == secret


def test_a_changed_address_waits_for_its_link(client: Client, post: Post, settings: LazySettings) -> None:
    user = person("Priya")
    sign_in(client, user)
    client.post(reverse("account_email"), {"email": "New@example.com", "action_add": "yes"})
    user.refresh_from_db()
    assert user.email == "priya@example.com"
    client.post(path_in(post()[0], settings))
    user.refresh_from_db()
    assert user.email == "new@example.com"
    assert [mail.recipient for mail in post()] == ["priya@example.com"]  # the old address is told


def test_people_correct_their_own_details(client: Client) -> None:
    user = person("Priya")
    sign_in(client, user)
    client.post(reverse("organisations:details"), {"name": "Priya Shah", "job_title": "Manager"})
    user.refresh_from_db()
    assert (user.name, user.job_title) == ("Priya Shah", "Manager")


def test_staying_signed_in_is_a_press(client: Client) -> None:
    sign_in(client, person("Priya"))
    assert client.get(reverse("organisations:still_here")).status_code == 405
    assert client.post(reverse("organisations:still_here")).status_code == 204


def test_a_form_that_lay_open_too_long_is_told_kindly() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post(reverse("account_login"), {})
    assert response.status_code == 403
    assert "This page was open too long" in words(response)


def test_signing_out_takes_a_press_and_ends_on_a_page(client: Client) -> None:
    sign_in(client, person("Priya"))
    client.get(reverse("account_logout"))
    assert "_auth_user_id" in client.session
    assert "You have signed out" in words(client.post(reverse("account_logout"), follow=True))
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("name", ["start", "accessibility", "privacy", "cookies", "signed_out"])
def test_public_pages_are_open(client: Client, name: str) -> None:
    page = words(client.get(reverse(f"organisations:{name}")))
    assert page.count("<h1>") == 1
