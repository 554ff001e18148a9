"""The words for answers that other answers, the details, the plan or the documents do not bear out."""

from typing import Final

from assessments.adding_up_words.shape import CYBER_PLUS, Words
from assessments.rules.adding_up import Reason

_SAID_YES: Final = "You said yes ({refs}), and your proof is {name}."

WORDS: Final = {
    Reason.BLANK_LEFT: Words(
        "You used our words for your answer ({refs}).",
        "There is still a gap in them: {name}.",
        "Put your own words there.",
        many="There are still gaps in them:",
    ),
    Reason.FEE_NUMBER_DIFFERS: Words(
        "Your answer gives this data fee number: {said} ({refs}).",
        "Your details give this one: {name}.",
        "Look at your certificate. Then change the answer, or your details.",
        at=("ico",),
    ),
    Reason.FEE_ENDED: Words(
        "You said that you pay the data fee ({refs}).",
        "Your details say that it ran out on {on}.",
        "Pay the fee. Then change the date in your details.",
        at=("ico",),
    ),
    Reason.FEE_NOT_DUE: Words(
        "You said that you do not have to pay the data fee ({refs}).",
        "Your details give a number for it: {name}.",
        "Change the answer, or your details.",
        at=("ico",),
    ),
    Reason.FEE_DUE: Words(
        "You said that you pay the data fee ({refs}).",
        "Your details say that you do not have to.",
        "Change the answer, or your details.",
        at=("ico",),
    ),
    Reason.BREACH_OR_NONE: Words(
        "You said that you had no breach ({refs}).",
        "You also said what you did after one ({others}).",
        "Change one of the two.",
    ),
    Reason.NOBODY_DESTROYS: Words(
        "You said that no firm destroys records for you, and that only a firm does ({refs}).",
        "Then no one would.",
        "Change one of the two.",
    ),
    Reason.CHECKED_LONG_AGO: Words(
        "This should have been done in the last {said} months ({refs}).",
        "Your answer says {on}.",
        "Do it again, and change the date.",
    ),
    Reason.PLUS_ENDED: Words(
        f"You said that you have {CYBER_PLUS}.",
        "Your details say that it ran out on {on}.",
        "Add the new one to your details. If there is none, say no there.",
        title=CYBER_PLUS,
        at=("cyber",),
    ),
    Reason.PLUS_AND_OLD: Words(
        "You said that not all you use is supported yet ({refs}).",
        f"You have {CYBER_PLUS} until {{on}}, and it asks for that.",
        "Change the answer, or ask your IT firm what to do.",
        at=("cyber",),
    ),
    Reason.YES_BUT_ON_PLAN: Words(
        "You said yes ({refs}).",
        "Your plan still has a line for it, to be done by {on}.",
        "Look at what the answer still needs.",
        at=("plan_row",),
    ),
    Reason.PLAN_DONE: Words(
        "Your plan says that this is done ({refs}).",
        "Your answer does not say yes.",
        "Change the answer, or the plan.",
        at=("plan_row",),
    ),
    Reason.PLUS_HELD: Words(
        f"Your details do not say that you have {CYBER_PLUS}.",
        "Your documents have it: {name}.",
        "Change your details, or the document.",
        many="Your documents have it:",
        title=CYBER_PLUS,
        at=("cyber", "document"),
    ),
    Reason.DOCUMENT_OUT_OF_DATE: Words(
        _SAID_YES,
        "It should have been looked at by {on}.",
        "If it is still right, say so. If not, add the new one.",
        at=("document",),
    ),
    Reason.DOCUMENT_MISSING: Words(
        _SAID_YES,
        "No one could find it now.",
        "Say where it is kept, or add its file again.",
        at=("document",),
    ),
    Reason.DOCUMENT_REFUSED: Words(
        _SAID_YES,
        "Its file did not pass the virus check.",
        "Add a clean copy, or say where it is kept.",
        at=("document",),
    ),
    Reason.DOCUMENT_FROM_LATER: Words(
        _SAID_YES,
        "Its date is {on}. That day has not come.",
        "Put the date right.",
        at=("document",),
    ),
    Reason.PROOF_TOO_OLD: Words(
        "You said that you did this in the last {said} months ({refs}).",
        "Your newest proof is {name}, of {on}.",
        "Do it again, or add the new proof.",
        at=("document",),
    ),
    Reason.PLAN_AFTER_TEST: Words(
        "You said that you test your emergency plan ({refs}).",
        "The plan is of {on}, and your last test is older: {on2}.",
        "Test the new plan, or put the dates right.",
        at=("document",),
    ),
    Reason.TICKED_NOT_YET: Words(
        "You said yes ({refs}).",
        "You also told us that you do not have this yet: {name}.",
        "Change the answer, or what you told us.",
        at=("ready",),
    ),
    Reason.THERE_BUT_NOT_YET: Words(
        "You said not yet ({refs}).",
        "Your documents have it: {name}.",
        "Change the answer, or the document.",
        many="Your documents have these for it:",
        at=("document",),
    ),
}
