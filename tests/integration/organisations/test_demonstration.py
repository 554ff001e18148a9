"""The demonstration's mailbox, which no other installation has."""

import uuid
from datetime import timedelta

import pytest
from django.urls import NoReverseMatch, include, path, reverse

from dsptcare.urls import urlpatterns as without
from organisations import post
from organisations.demonstration_urls import urlpatterns as mailbox
from organisations.models import OutgoingMail
from tests import factories as f
from tests.integration.organisations.reading import browser, link_in, mail_to, role_of, words

pytestmark = pytest.mark.django_db
with_mailbox = pytest.mark.urls(__name__)
urlpatterns = [*without, path("demonstration/", include((mailbox, "demonstration")))]
MAILS = "/demonstration/mails/"


def enqueue(text: str = "Hello.\n", subject: str = "A mail", minutes: int = 0) -> OutgoingMail:
    at = f.NOW + timedelta(minutes=minutes)
    post.enqueue(to="jo@example.com", subject=subject, text=text, kind="try", at=at)
    return mail_to("jo@example.com")[-1]


@with_mailbox
def test_no_mail_yet_says_what_to_do():
    shown = words(browser().get(MAILS))

    assert "No emails yet" in shown
    assert "Create an account" in shown


@with_mailbox
def test_mails_are_listed_newest_first_without_signing_in():
    for number in range(3):
        enqueue(subject=f"Mail {number}", minutes=number)

    shown = words(browser().get(MAILS))

    assert shown.index("Mail 2") < shown.index("Mail 1") < shown.index("Mail 0")
    assert "To jo@example.com, 22 November 2026, 10:44am. Waiting to be sent." in shown


@with_mailbox
def test_the_link_in_a_mail_can_be_pressed(priya, jo, rose_court):
    browser(priya).post(reverse("organisations:invite", args=["VA001"]), {"email": "jo@example.com", "role": "viewer"})
    (mail,) = mail_to(jo)
    link = link_in(mail)

    response = browser().get(reverse("demonstration:mail", args=[mail.pk]))

    assert f'{link}"' in response.content.decode()
    assert "Priya asks you to help" in words(response)
    browser(jo).post(link)
    assert role_of(jo, rose_court)


@with_mailbox
@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", 'https://example.com/"onmouseover="alert(1)', "javascript:alert(1)"]
)
def test_what_a_mail_says_stays_words(text):
    mail = enqueue(text=text)

    shown = browser().get(reverse("demonstration:mail", args=[mail.pk])).content.decode()

    assert "<script>alert" not in shown
    assert '"onmouseover=' not in shown
    assert 'href="javascript' not in shown


@with_mailbox
def test_an_unknown_mail_is_not_there():
    assert browser().get(f"{MAILS}{uuid.uuid4()}/").status_code == 404


@with_mailbox
def test_looking_marks_nothing():
    mail = enqueue()

    browser().get(reverse("demonstration:mail", args=[mail.pk]))

    assert mail_to("jo@example.com")[0].state == OutgoingMail.State.WAITING


def test_without_the_demonstration_there_is_no_mailbox(settings):
    assert not settings.DEMO
    assert browser().get(MAILS).status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("demonstration:mails")
