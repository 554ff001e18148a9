"""What people see: the words of a page, and the mail they got."""

import html
import re

from django.http import HttpResponse

from organisations.models import OutgoingMail
from organisations.post import post_room


def words(response: HttpResponse) -> str:
    """Give the words of a page's main part, without tags, on one line."""
    page = response.content.decode()
    main = re.search(r"<main.*?</main>", page, re.DOTALL)
    assert main, page
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main.group())).split())


def mail_to(address: str) -> list[OutgoingMail]:
    """Give the mail that waits for an address, oldest first."""
    with post_room():
        return list(OutgoingMail.objects.filter(recipient=address).order_by("created_at"))


def link_in(mail: OutgoingMail) -> str:
    """Give the path of the link in a mail."""
    found = re.search(r"^https?://[^/]+(/\S+)$", mail.text, re.MULTILINE)
    assert found, mail.text
    return found.group(1)
