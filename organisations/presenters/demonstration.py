"""The demonstration's mailbox."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.html import urlize
from markupsafe import Markup

from organisations.models import OutgoingMail

STATES = {
    OutgoingMail.State.WAITING: "Waiting to be sent",
    OutgoingMail.State.SENDING: "Being sent",
    OutgoingMail.State.SENT: "Sent",
    OutgoingMail.State.FAILED: "Could not be sent",
}


@dataclass(frozen=True, slots=True)
class MailLine:
    id: UUID
    recipient: str
    subject: str
    created_at: datetime
    state: str


@dataclass(frozen=True, slots=True)
class MailsPage:
    mails: tuple[MailLine, ...]


@dataclass(frozen=True, slots=True)
class MailPage:
    """`text` is markup: escaped, with its addresses made into links."""

    line: MailLine
    text: Markup


def mails_page(mails: Iterable[OutgoingMail]) -> MailsPage:
    return MailsPage(tuple(_line(mail) for mail in mails))


def mail_page(mail: OutgoingMail) -> MailPage:
    return MailPage(_line(mail), Markup(urlize(mail.text, autoescape=True)))  # noqa: S704 - urlize escapes the text


def _line(mail: OutgoingMail) -> MailLine:
    return MailLine(mail.pk, mail.recipient, mail.subject, mail.created_at, STATES[OutgoingMail.State(mail.state)])
