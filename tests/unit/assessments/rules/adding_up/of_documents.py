"""Where the rules about the documents and the checklist speak, and where they are silent."""

from dataclasses import replace

from assessments.rules.adding_up import Facts, File, Paper, Reason, Tick
from assessments.rules.profile import Tri
from tests.unit.assessments.rules.adding_up.comparing import (
    A_YEAR_AGO,
    LONG_AGO,
    NOT_YET,
    TODAY,
    TOMORROW,
    YES,
    YESTERDAY,
    facts,
    paper,
    plus,
    said,
)

NOTICE = {"kind": "privacy-notice", "written_on": TODAY}
THE_PLAN = Paper(1, "Emergency plan", "business-continuity-plan", written_on=TODAY)
THE_TEST = Paper(2, "Test notes", "bcp-test-record", written_on=YESTERDAY)

# Where each rule speaks.
SPEAKS: dict[Reason, list[Facts]] = {
    Reason.PLUS_HELD: [
        facts(profile=plus(held), papers=paper("CE Plus", kind="cyber-essentials-plus-certificate"))
        for held in (Tri.NO, Tri.NOT_SURE)
    ],
    Reason.DOCUMENT_OUT_OF_DATE: [facts({"1.1.3": YES}, papers=paper("Notice", "1.1.3", review_on=YESTERDAY))],
    Reason.DOCUMENT_MISSING: [
        facts({"1.1.3": YES}, papers=paper("Notice", "1.1.3", has_place=False, file=file))
        for file in (File.NONE, File.LOST, File.GONE)
    ],
    Reason.DOCUMENT_REFUSED: [
        facts({"1.1.3": YES}, papers=paper("Notice", "1.1.3", has_place=False, file=File.REFUSED)),
        facts({"1.1.3": YES}, papers=paper("Notice", "1.1.3", file=File.REFUSED)),
    ],
    Reason.DOCUMENT_FROM_LATER: [facts({"1.1.3": YES}, papers=paper("Notice", "1.1.3", written_on=TOMORROW))],
    Reason.PROOF_TOO_OLD: [
        facts({"7.2.1": YES}, papers=paper("Test", "7.2.1", kind="bcp-test-record", written_on=LONG_AGO)),
    ],
    Reason.PLAN_AFTER_TEST: [facts({"7.2.1": YES}, papers=(THE_PLAN, THE_TEST))],
    Reason.TICKED_NOT_YET: [
        facts({ref: YES}, ticks={kind: Tick.NOT_YET})
        for ref, kind in (("1.1.3", "privacy-notice"), ("1.1.1", "ico-certificate"), ("10.1.2", "supplier-list"))
    ],
    Reason.THERE_BUT_NOT_YET: [facts({"1.1.3": NOT_YET}, papers=paper("Notice", "1.1.3", **NOTICE))],
}

# Right beside that: nothing is wrong, or nothing was said about it, or it cannot be known.
SILENT: dict[Reason, list[Facts]] = {
    Reason.PLUS_HELD: [
        facts(profile=plus(), papers=paper("CE Plus", kind="cyber-essentials-plus-certificate")),
        facts(profile=plus(Tri.NO), papers=paper("CE Plus")),
        facts(
            profile=plus(Tri.NO),
            papers=paper("CE Plus", kind="cyber-essentials-plus-certificate", review_on=YESTERDAY),
        ),
    ],
    Reason.DOCUMENT_OUT_OF_DATE: [
        facts({"1.1.3": YES}, papers=paper("Notice", "1.1.3", review_on=TODAY)),
        facts({"1.1.3": YES}, papers=paper("Notice", "1.1.3")),
        facts({"1.1.3": YES}, papers=paper("Notice", review_on=YESTERDAY)),  # it proves nothing
        facts({"1.1.3": NOT_YET}, papers=paper("Notice", "1.1.3", review_on=YESTERDAY)),
        facts({"1.1.3": YES}, papers=paper("Notice", "1.1.3", has_place=False, review_on=YESTERDAY)),  # it is missing
    ],
    Reason.DOCUMENT_MISSING: [
        facts({"1.1.3": YES}, papers=paper("Notice", "1.1.3")),
        *(
            facts({"1.1.3": YES}, papers=paper("Notice", "1.1.3", has_place=False, file=file))
            for file in (File.CLEAN, File.WAITING, File.REFUSED)
        ),
        facts({"1.1.3": NOT_YET}, papers=paper("Notice", "1.1.3", has_place=False)),
    ],
    Reason.DOCUMENT_REFUSED: [
        facts({"1.1.3": YES}, papers=paper("Notice", "1.1.3", file=File.CLEAN)),
        facts({"1.1.3": YES}, papers=paper("Notice", "1.1.3", file=File.WAITING)),
        facts({"1.1.3": NOT_YET}, papers=paper("Notice", "1.1.3", file=File.REFUSED)),
    ],
    Reason.DOCUMENT_FROM_LATER: [facts({"1.1.3": YES}, papers=paper("Notice", "1.1.3", written_on=TODAY))],
    Reason.PROOF_TOO_OLD: [
        facts({"7.2.1": YES}, papers=paper("Test", "7.2.1", kind="bcp-test-record", written_on=A_YEAR_AGO)),
        facts({"7.2.1": YES}, papers=paper("Test", "7.2.1", kind="bcp-test-record")),  # of no day
        facts(
            {"7.2.1": YES}, papers=paper("Plan", "7.2.1", kind="action-log", written_on=LONG_AGO)
        ),  # not the main proof
        facts({"1.1.3": YES}, papers=paper("Notice", "1.1.3", kind="privacy-notice", written_on=LONG_AGO)),  # no hurry
        facts(
            {"7.2.1": YES},
            papers=(
                *paper("Test", "7.2.1", kind="bcp-test-record", written_on=LONG_AGO),
                *paper("Test again", "7.2.1", kind="bcp-test-record", written_on=TODAY),
            ),
        ),
        facts(
            {"7.2.1": YES},
            papers=(
                *paper("Test", "7.2.1", kind="bcp-test-record", written_on=LONG_AGO),
                *paper("Test again", "7.2.1", kind="bcp-test-record"),  # it may be of today
            ),
        ),
        facts(
            {"1.1.2": YES},
            papers=paper("List", "1.1.2", kind="information-asset-register", written_on=LONG_AGO, checked_on=YESTERDAY),
        ),
        facts(
            {"7.2.1": YES},
            papers=paper("Test", "7.2.1", kind="bcp-test-record", written_on=LONG_AGO, review_on=YESTERDAY),
        ),
    ],
    Reason.PLAN_AFTER_TEST: [
        facts({"7.2.1": YES}, papers=(THE_PLAN, replace(THE_TEST, written_on=TODAY))),
        facts({"7.2.1": YES}, papers=(THE_PLAN,)),
        facts({"7.2.1": NOT_YET}, papers=(THE_PLAN, THE_TEST)),
        facts({"7.2.1": YES}, papers=(THE_PLAN, THE_TEST, replace(THE_TEST, id=3, written_on=TODAY))),
    ],
    Reason.TICKED_NOT_YET: [
        facts({"1.1.3": YES}, ticks={"privacy-notice": Tick.YES}),
        facts({"1.1.3": YES}, ticks={"privacy-notice": Tick.NOT_SURE}),
        facts({"1.1.3": NOT_YET}, ticks={"privacy-notice": Tick.NOT_YET}),
        facts({"1.2.1": YES}, ticks={"privacy-notice": Tick.NOT_YET}),  # other papers prove that one
        facts({"8.1.4": YES}, ticks={"unsupported-software-risk-note": Tick.NOT_YET}),  # none is needed then
        facts(said("1.3.14", text="They lock themselves"), ticks={"byod-policy": Tick.NOT_YET}),
        facts({"1.1.3": YES}, ticks={"privacy-notice": Tick.NOT_YET}, papers=paper(**NOTICE)),  # it has come since
    ],
    Reason.THERE_BUT_NOT_YET: [
        facts({"1.1.3": YES}, papers=paper("Notice", "1.1.3", **NOTICE)),
        facts({"1.1.3": NOT_YET}, papers=paper("Minutes", "1.1.3", kind="management-minutes")),
        facts({"1.1.3": NOT_YET}, papers=paper("Notice", "1.1.3", **NOTICE, review_on=YESTERDAY)),
        facts({"1.1.3": NOT_YET}, papers=paper("Notice", **NOTICE)),
        facts({"1.3.7": NOT_YET}, papers=paper("Policy", "1.3.7", kind="data-protection-policy")),  # asks what is in it
    ],
}
