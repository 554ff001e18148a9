"""The words for roles and refusals, said the same way on every page and in every mail."""

from organisations.permissions import Role
from organisations.refusals import Refused

ROLES = {
    Role.ADMINISTRATOR: "Do everything",
    Role.CONTRIBUTOR: "Answer questions",
    Role.VIEWER: "Read only",
}

# They go after "You can" or "They can".
ROLE_MEANINGS = {
    Role.ADMINISTRATOR: "answer questions, publish, and choose who can sign in",
    Role.CONTRIBUTOR: "answer questions and work on the plan",
    Role.VIEWER: "read everything, but change nothing",
}

# By the reason that an action gives. Without a full stop, as error messages are.
REFUSALS = {
    "already-a-member": "This person can sign in already",
    "code-registered": "This code has an account here. Ask to join it",
    "invitation-for-somebody-else": "This invitation was sent to another email address",
    "invitation-old": "This invitation is too old. Ask for a new one",
    "invitation-unknown": "We do not know this invitation. Use the link in the newest email",
    "invitation-used": "This invitation was used already",
    "invitation-withdrawn": "This invitation was taken back, or a newer one was sent. Look for a newer email",
    "last-administrator": "One person must be able to do everything. Give that to somebody else first",
    "nobody-there": "This person has left already",
    "request-not-waiting": "Somebody has answered this request already",
}


def sorry(refusal: Refused) -> str:
    """Say kindly why an action refused, and what to do."""
    return REFUSALS[refusal.reason]
