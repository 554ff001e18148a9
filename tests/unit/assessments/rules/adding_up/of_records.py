"""Where the rules about the lists of people, records and uses of data speak, and where they are silent."""

from dataclasses import replace

from assessments.rules.adding_up import Facts, Reason
from assessments.rules.list_facts import Activity, Asset, Trainee
from tests.unit.assessments.rules.adding_up.comparing import (
    A_YEAR_AGO,
    LONG_AGO,
    NOT_APPLY,
    NOT_YET,
    TOMORROW,
    YES,
    counted,
    facts,
    people,
    said,
)

TRAINED = said("3.2.1", staff_trained=19, staff_total=20)
CARE_PLANS = Asset("Care plans", place="Office shelf", checked_on=A_YEAR_AGO)
NO_PAPER = said("1.3.12", NOT_APPLY, reason="We have no paper records")
LEADS = {"people": (Trainee("Tom Hughes"), Trainee("Priya Shah"))}

# Where each rule speaks.
SPEAKS: dict[Reason, list[Facts]] = {
    Reason.TRAINING_SHORT: [
        facts(TRAINED, lists=people(18, 19)),
        facts(TRAINED, lists=people(20, 20, on=LONG_AGO)),
        facts(TRAINED, lists=counted(18, 19)),
    ],
    Reason.TRAINING_DIFFERS: [facts(TRAINED, lists=people(20, 20)), facts(TRAINED, lists=counted(20, 21))],
    Reason.TRAINED_LATER: [facts(TRAINED, lists=people(20, 20, on=TOMORROW))],
    Reason.COUNTED_LONG_AGO: [facts(TRAINED, lists=counted(19, 20, on=LONG_AGO))],
    Reason.LEAD_DIFFERS: [
        facts(said("1.1.5", text="Our lead is Priya Shah."), data_lead="Tom Hughes", lists=LEADS),
        facts(said("1.1.5", text="priya shah does it"), data_lead="tom hughes", lists=LEADS),
    ],
    Reason.PAPER_RECORDS: [
        facts(NO_PAPER, lists={"assets": (Asset("Care plans", place=place),)})
        for place in ("Office shelf", "Filing cabinet", "Blue folder in the hall", "Locked drawer")
    ],
    Reason.KEPT_NOWHERE: [facts({"1.1.2": YES}, lists={"assets": (Asset("Care plans", place=" "),)})],
    Reason.NOT_CHECKED: [facts({"1.1.2": YES}, lists={"assets": (replace(CARE_PLANS, checked_on=LONG_AGO),)})],
    Reason.NO_LEGAL_REASON: [facts({"1.1.4": YES}, lists={"activities": (Activity("Giving care", legal_reason=" "),)})],
}

# Right beside that: nothing is wrong, or nothing was said about it, or it cannot be known.
SILENT: dict[Reason, list[Facts]] = {
    Reason.TRAINING_SHORT: [
        facts(TRAINED, lists=people(19, 20)),
        facts(TRAINED, lists=people(20, 20, on=A_YEAR_AGO)),  # the same day last year counts (R25)
        facts(TRAINED),
        facts({"3.2.1": NOT_YET}, lists=people(1, 20)),
        facts(TRAINED, lists={"people": (Trainee("Tom", is_away=True),)}),
        facts(TRAINED, lists=people(1, 20), is_group=True),  # R73: a group's is the sum over its sites
        facts(TRAINED, lists={**people(19, 20), **counted(1, 20)}),  # the list of people goes first
        facts(TRAINED, lists=counted(1, 0)),
    ],
    Reason.TRAINING_DIFFERS: [
        facts(TRAINED, lists=people(19, 20)),
        facts(TRAINED, lists=people(18, 20)),  # then they are too few, which is said instead
        facts(TRAINED, lists=people(20, 20), is_group=True),
    ],
    Reason.TRAINED_LATER: [facts(TRAINED, lists=people(19, 20)), facts(lists=people(1, 1, on=TOMORROW))],
    Reason.COUNTED_LONG_AGO: [
        facts(TRAINED, lists=counted(19, 20, on=A_YEAR_AGO)),
        facts(TRAINED, lists={**people(19, 20), **counted(19, 20, on=LONG_AGO)}),
        facts(TRAINED, lists=counted(19, 20, on=LONG_AGO), is_group=True),
    ],
    Reason.LEAD_DIFFERS: [
        facts(said("1.1.5", text=text), data_lead=lead, lists=LEADS)
        for text, lead in (
            ("Tom Hughes leads, with Priya Shah", "Tom Hughes"),
            ("Our registered manager", "Tom Hughes"),
            ("Priya Shah", "Registered manager"),  # that may be she
            ("Priya Shah", ""),
            ("Priya Shahid", "Tom Hughes"),
        )
    ],
    Reason.PAPER_RECORDS: [
        facts(said("1.3.12", NOT_APPLY, reason="No paper records leave the building"), lists={"assets": (CARE_PLANS,)}),
        facts(said("1.3.12", NOT_APPLY, reason="Staff stay here"), lists={"assets": (CARE_PLANS,)}),
        facts(NO_PAPER, lists={"assets": (Asset("Care plans", place="Shared folder on the computer"),)}),
        facts(NO_PAPER, lists={"assets": (Asset("Care plans", place="S: drive, staff folder"),)}),
        facts(NO_PAPER, lists={"assets": (Asset("Care plans", place="Nourish"),)}),
        facts(said("1.3.12", text="They stay in the cupboard"), lists={"assets": (CARE_PLANS,)}),
    ],
    Reason.KEPT_NOWHERE: [facts({"1.1.2": YES}, lists={"assets": (CARE_PLANS,)}), facts({"1.1.2": YES})],
    Reason.NOT_CHECKED: [
        facts({"1.1.2": YES}, lists={"assets": (CARE_PLANS, Asset("Rotas", place="Office"))}),
        facts({"1.1.2": NOT_YET}, lists={"assets": (replace(CARE_PLANS, checked_on=LONG_AGO),)}),
    ],
    Reason.NO_LEGAL_REASON: [
        facts({"1.1.4": YES}, lists={"activities": (Activity("Giving care", "Contract"),)}),
        facts({"1.1.4": NOT_YET}, lists={"activities": (Activity("Giving care"),)}),
    ],
}
