"""The words for roles and refusals, said the same way on every page and in every mail."""

from organisations.claiming import Proof
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

# How somebody who claims an account can show that it is theirs to look after.
PROOFS = {
    Proof.LETTER: "Post a letter with a code to the address of the service",
    Proof.REGISTERED_MANAGER: "I am its manager in the register of the CQC, which checks care services",
    Proof.NHSMAIL: "I write from an NHSmail address",
    Proof.PARTNER: "Our local support partner knows me",
    Proof.HEAD_OFFICE: "My head office knows me",
}

# By the reason that an action gives. Without a full stop, as error messages are.
REFUSALS = {
    "cannot-be-covered": "One of the services you ticked cannot be covered. Look at your list again",
    "covered-already": "What you published counts for this service already",
    "dispute-decided": "Somebody has decided this already",
    "four-answers-again": "Say that the four answers are true there, too",
    "nobody-covers-it": "No other head office publishes for this service now, so there is nothing to ask",
    "not-covered": "What you published does not count for this service now",
    "nothing-to-add-to": "Nothing you have published is in date. Publish again, with this service",
    "already-a-member": "This person can sign in already",
    "claim-decided": "Somebody has decided this already",
    "claim-not-of-the-service": "Only the people of this service can answer this. You can decide on your own page",
    "claim-not-the-decider": "This is not yours to decide any more. Ring us if you think it is",
    "claim-objected": "Somebody at the service says that this is not right. Now only we can decide. Ring us",
    "claim-objected-already": "Somebody has said already that this is not right. We will decide. Ring us to say more",
    "claim-own": "You asked for this yourself. Somebody else must decide",
    "claim-too-early": "The people at the service can still say no. Wait until their time is over",
    "code-is-yours": "This is your code already",
    "code-taken": "That code has an account. Ask us to join the two records",
    "code-registered": "This code has an account here. Ask to join it",
    "cannot-be-undone": "The time to undo this is over. Ring us",
    "group-not-asking": "This was answered already, or nobody asks",
    "group-not-of-the-service": "Only the people of this service can answer this",
    "not-a-service": "This is not a service that can come to your group",
    "of-another-group": "Another group looks after this service. Ring us if that is wrong",
    "site-yours-already": "This service is in your group already",
    "invitation-for-somebody-else": "This invitation was sent to another email address",
    "invitation-old": "This invitation is too old. Ask for a new one",
    "invitation-unknown": "We do not know this invitation. Use the link in the newest email",
    "invitation-used": "This invitation was used already",
    "invitation-withdrawn": "This invitation was taken back, or a newer one was sent. Look for a newer email",
    "not-shared-any-more": "Your group does not share this paper any more. Choose another one",
    "somebody-saved-first": "Somebody else saved this while you were typing. Look at what they wrote",
    "too-late-to-undo": "This was removed more than 30 days ago. Add it again",
    "removed-already": "This was removed by somebody else. You can bring it back first",
    "on-the-list-already": "This is on the list already. Give this one a name of its own",
    "list-has-changed": "Your list says something else by now. Go back and look at it again",
    "last-administrator": "One person must be able to do everything. Give that to somebody else first",
    "merge-covered": "A head office's result counts for the old record. Take it out of that first",
    "merge-has-sites": "The old record has services of its own. Move them first",
    "merge-joined-already": "One of the two was joined to another record already",
    "merge-not-for-you": "Only we can join two records. Ring us",
    "merge-other-group": "The old record is in a group, and the other one is not in it. Try the other way round",
    "merge-other-kind": "One is a service and the other looks after services. They cannot be one",
    "merge-same": "Both codes are the same record. Enter two",
    "merge-undo-the-later-first": "The record was joined to another one since. Undo that first",
    "merged-record": "This record was joined to another one. Use that one",
    "not-an-operator": "Only we can do this. Ring us",
    "only-their-own-people": "Only the people who work there can do this. Ask one of them",
    "dispute-not-yours": "The national list does not say that this service is yours. Ask the ODS to change it first",
    "code-of-another": "The national list gives this code to another service. Check it, or ring us",
    "nobody-there": "This person has left already",
    "not-in-a-group": "No head office or council looks after this service now",
    "not-in-the-group": "This service has left the group already",
    "not-shared": "This answer is not shared any more. Look at the list again",
    "nothing-to-share": "None of these can be shared now. Look at the list again",
    "request-not-waiting": "Somebody has answered this request already",
    "route-nobody-chosen": "Tick at least one service",
    "route-not-finished": "Some answers are still missing. Go back and look at what is open",
    "route-not-in-the-group": "One of these services has left. Go back and look at the list again",
    "route-note-missing": "Say what differs, in a few words",
    "route-nothing-before": "There are no answers from an earlier year. Answer the questions",
    "route-said-anew": "An answer has changed since you read it. Go back and read it again",
}


def sorry(refusal: Refused) -> str:
    """Say kindly why an action refused, and what to do."""
    return REFUSALS[refusal.reason]


def refusal(reason: str) -> Refused:
    """Make the refusal with its words, for actions whose pages have no better ones."""
    return Refused(reason, f"{REFUSALS[reason]}.")
