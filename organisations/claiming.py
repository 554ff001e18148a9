"""When a claim may be agreed to: the people who are there have 72 hours to object (R58). Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

TIME_TO_OBJECT = timedelta(hours=72)

OBJECTED = "claim-objected"
TOO_EARLY = "claim-too-early"


class Proof(StrEnum):
    """How the one who asks can show that the service is theirs to look after."""

    LETTER = "letter"
    REGISTERED_MANAGER = "registered-manager"
    NHSMAIL = "nhsmail"
    PARTNER = "partner"
    HEAD_OFFICE = "head-office"


@dataclass(frozen=True, slots=True)
class Voices:
    """What has been said about a claim so far."""

    objections_until: datetime
    has_objection: bool = False
    is_right: bool = False
    mailbox_is_dead: bool = False


def why_wait(voices: Voices, at: datetime, *, is_operator: bool) -> str:
    """Say why nobody may agree yet, or "" when they may (R58).

    Somebody who objects leaves the decision to an operator. A dead mailbox cannot object; only an operator knows it.
    """
    if voices.has_objection:
        return "" if is_operator else OBJECTED
    nobody_objects = voices.is_right or (voices.mailbox_is_dead and is_operator)
    return "" if nobody_objects or at >= voices.objections_until else TOO_EARLY
