"""What people see, and what the rows say."""

import html
import re

from django.http import HttpResponse
from django.test import Client

from organisations.models import AuditEntry, Membership, Organisation, OutgoingMail, User
from organisations.permissions import Role
from organisations.post import post_room
from organisations.tenancy import acting_for


def browser(person: User | None = None) -> Client:
    """Give somebody's own browser, signed in."""
    client = Client()
    if person:
        client.force_login(person)
    return client


def words(response: HttpResponse) -> str:
    """Give the words of a page's main part, without tags, on one line."""
    page = response.content.decode()
    main = re.search(r"<main.*?</main>", page, re.DOTALL)
    assert main, page
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main.group())).split())


def mail_to(person: User | str) -> list[OutgoingMail]:
    """Give the mail queued for somebody, oldest first."""
    with post_room():
        address = person if isinstance(person, str) else person.email
        return list(OutgoingMail.objects.filter(recipient=address).order_by("created_at"))


def link_in(mail: OutgoingMail) -> str:
    """Give the path of the link in a mail."""
    found = re.search(r"^https?://[^/]+(/\S+)$", mail.text, re.MULTILINE)
    assert found, mail.text
    return found.group(1)


def role_of(person: User, organisation: Organisation) -> Role | None:
    """Say by the rows what somebody may do; None for no member."""
    with acting_for(organisation):
        member = Membership.objects.active().filter(user=person).first()
        return Role(member.role) if member else None


def member_id(person: User, organisation: Organisation) -> int:
    with acting_for(organisation):
        return Membership.objects.get(user=person).pk


def verbs(organisation: Organisation) -> list[str]:
    """List what the audit trail holds, oldest first."""
    with acting_for(organisation):
        return list(AuditEntry.objects.order_by("number").values_list("verb", flat=True))
