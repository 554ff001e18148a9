"""Does it add up? What an organisation says, held against its own lists and documents: advice, never a blocker (F18).

One small function for each reason, and the table is the specification. A rule compares what is plainly there: choices,
dates, yes and no, and exact words. It never reads a meaning into what somebody wrote.
"""

from collections.abc import Callable, Iterator

from assessments.rules.adding_up import answers, devices, documents, records, suppliers
from assessments.rules.adding_up.facts import Facts, File, Paper, Tick
from assessments.rules.adding_up.reasons import Doubt, Item, Reason

__all__ = ["RULES", "Doubt", "Facts", "File", "Item", "Paper", "Reason", "Tick", "doubts"]

Rule = Callable[[Facts], Iterator[Doubt]]

RULES: dict[Reason, Rule] = {
    Reason.SUPPORT_ENDED: devices.support_ended,
    Reason.OLD_BUT_NONE_SAID: devices.old_but_none_said,
    Reason.ANTIVIRUS_OFF: devices.antivirus_off,
    Reason.NO_DEVICES_SAID: devices.no_devices_said,
    Reason.NOT_SCRAMBLED: devices.not_scrambled,
    Reason.NO_NETWORK_SAID: devices.no_network_said,
    Reason.NO_SYSTEMS_SAID: devices.no_systems_said,
    Reason.STAFF_OWN: devices.staff_own,
    Reason.NOTHING_RANKED: devices.nothing_ranked,
    Reason.NO_FIRMS_SAID: suppliers.no_firms_said,
    Reason.NO_CERTIFICATE: suppliers.no_certificate,
    Reason.CERTIFICATE_ENDED: suppliers.certificate_ended,
    Reason.CONTRACT_ENDED: suppliers.contract_ended,
    Reason.NO_DATA_TERMS: suppliers.no_data_terms,
    Reason.NO_CONTACT: suppliers.no_contact,
    Reason.FIRM_DESTROYS: suppliers.firm_destroys,
    Reason.LIST_EMPTY: suppliers.list_empty,
    Reason.NHSMAIL_AND_ANOTHER: suppliers.nhsmail_and_another,
    Reason.TRAINING_SHORT: records.training_short,
    Reason.TRAINING_DIFFERS: records.training_differs,
    Reason.TRAINED_LATER: records.trained_later,
    Reason.COUNTED_LONG_AGO: records.counted_long_ago,
    Reason.LEAD_DIFFERS: records.lead_differs,
    Reason.PAPER_RECORDS: records.paper_records,
    Reason.KEPT_NOWHERE: records.kept_nowhere,
    Reason.NOT_CHECKED: records.not_checked,
    Reason.NO_LEGAL_REASON: records.no_legal_reason,
    Reason.BLANK_LEFT: answers.blank_left,
    Reason.FEE_NUMBER_DIFFERS: answers.fee_number_differs,
    Reason.FEE_ENDED: answers.fee_ended,
    Reason.FEE_NOT_DUE: answers.fee_not_due,
    Reason.FEE_DUE: answers.fee_due,
    Reason.BREACH_OR_NONE: answers.breach_or_none,
    Reason.NOBODY_DESTROYS: answers.nobody_destroys,
    Reason.CHECKED_LONG_AGO: answers.checked_long_ago,
    Reason.PLUS_ENDED: answers.plus_ended,
    Reason.PLUS_AND_OLD: answers.plus_and_old,
    Reason.YES_BUT_ON_PLAN: answers.yes_but_on_plan,
    Reason.PLAN_DONE: answers.plan_done,
    Reason.PLUS_HELD: documents.plus_held,
    Reason.DOCUMENT_OUT_OF_DATE: documents.document_out_of_date,
    Reason.DOCUMENT_MISSING: documents.document_missing,
    Reason.DOCUMENT_REFUSED: documents.document_refused,
    Reason.DOCUMENT_FROM_LATER: documents.document_from_later,
    Reason.PROOF_TOO_OLD: documents.proof_too_old,
    Reason.PLAN_AFTER_TEST: documents.plan_after_test,
    Reason.TICKED_NOT_YET: documents.ticked_not_yet,
    Reason.THERE_BUT_NOT_YET: documents.there_but_not_yet,
}


def doubts(facts: Facts) -> tuple[Doubt, ...]:
    """List what does not fit together, in the reading order of the questions; nothing means that all of it fits."""
    found = [doubt for rule in RULES.values() for doubt in rule(facts)]
    places = {question.ref: place for place, question in enumerate(facts.case.edition.in_reading_order())}
    return tuple(sorted(found, key=lambda doubt: min((places[ref] for ref in doubt.refs), default=-1)))
