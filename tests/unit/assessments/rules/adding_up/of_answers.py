"""Where the rules about other answers, the details and the plan speak, and where they are silent."""

from dataclasses import replace

from assessments.rules.adding_up import Facts, Reason
from assessments.rules.answers import Answer
from assessments.rules.case import PlanEntry, Progress
from assessments.rules.profile import Tri
from tests.unit.assessments.rules.adding_up.comparing import (
    A_YEAR_AGO,
    LONG_AGO,
    NOT_APPLY,
    NOT_YET,
    TODAY,
    TOMORROW,
    YES,
    YESTERDAY,
    facts,
    ico,
    plus,
    said,
)

ON_THE_PLAN = (PlanEntry("7.1.2", "Write it", "Tom", TOMORROW),)

# Where each rule speaks.
SPEAKS: dict[Reason, list[Facts]] = {
    Reason.BLANK_LEFT: [
        facts(said("1.3.1", text="Our policies are kept in [place].")),
        facts(said("1.3.1", text="[Job Title] checks them.")),
        facts(said("1.1.2", kept_at="[place]")),
    ],
    Reason.FEE_NUMBER_DIFFERS: [
        facts(said("1.1.1", text=text), profile=ico("ZA123456")) for text in ("ZA123457", "Our number is Z 765 4321.")
    ],
    Reason.FEE_ENDED: [facts(said("1.1.1", text="ZA123456"), profile=ico(expires_on=YESTERDAY))],
    Reason.FEE_NOT_DUE: [facts({"1.1.1": NOT_APPLY}, profile=ico("ZA123456"))],
    Reason.FEE_DUE: [facts(said("1.1.1", text="ZA123456"), profile=ico("", "We are a charity"))],
    Reason.BREACH_OR_NONE: [
        facts({"5.1.1": NOT_APPLY, "6.1.2": YES}),
        facts({"5.1.1": NOT_APPLY, "6.1.3": YES}),
        facts({"6.1.2": NOT_APPLY, "6.1.3": YES}),
    ],
    Reason.NOBODY_DESTROYS: [facts({"1.4.2": NOT_APPLY, "1.4.3": NOT_APPLY})],
    Reason.CHECKED_LONG_AGO: [facts(said("4.2.1", on=LONG_AGO))],
    Reason.PLUS_ENDED: [facts(profile=plus(expires_on=YESTERDAY))],
    Reason.PLUS_AND_OLD: [facts({"8.1.4": NOT_YET}, profile=plus())],
    Reason.YES_BUT_ON_PLAN: [
        facts(
            said("3.2.1", staff_trained=18, staff_total=19), plan=(PlanEntry("3.2.1", "Train them", "Tom", TOMORROW),)
        )
    ],
    Reason.PLAN_DONE: [
        facts({"7.1.2": NOT_YET}, plan=(replace(ON_THE_PLAN[0], progress=Progress.DONE),)),
        facts(plan=(replace(ON_THE_PLAN[0], progress=Progress.DONE),)),
    ],
}

# Right beside that: nothing is wrong, or nothing was said about it, or it cannot be known.
SILENT: dict[Reason, list[Facts]] = {
    Reason.BLANK_LEFT: [
        facts(said("1.3.1", text="Our policies are kept in the office [top shelf].")),  # brackets of their own
        facts(said("1.3.1", text="The place is the office; the date is in June.")),
        facts(said("1.3.1", text="[Firm] does it")),  # a gap in another question's words
    ],
    Reason.FEE_NUMBER_DIFFERS: [
        facts(said("1.1.1", text=text), profile=ico("ZA123456"))
        for text in (
            "ZA123456",
            "Our number is za 123 456.",
            "ZA123456, before that ZA000001",
            "In the file",
            "01632 960001",
        )
    ]
    + [
        facts(said("1.1.1", text="ZA123457"), profile=ico("")),
        facts({"1.1.1": Answer("1.1.1", NOT_APPLY, text="ZA123457")}, profile=ico()),
    ],
    Reason.FEE_ENDED: [
        facts(said("1.1.1", text="ZA123456"), profile=ico(expires_on=TODAY)),
        facts({"1.1.1": NOT_YET}, profile=ico(expires_on=YESTERDAY)),
    ],
    Reason.FEE_NOT_DUE: [facts({"1.1.1": NOT_APPLY}, profile=ico("", "We are a charity")), facts({"1.1.1": YES})],
    Reason.FEE_DUE: [facts({"1.1.1": YES}), facts({"1.1.1": NOT_APPLY}, profile=ico("", "We are a charity"))],
    Reason.BREACH_OR_NONE: [
        facts({"5.1.1": YES, "6.1.2": NOT_APPLY, "6.1.3": NOT_APPLY}),  # a near miss is no breach
        facts({"6.1.2": YES, "6.1.3": NOT_APPLY}),  # nobody needed to be told
        facts({"5.1.1": NOT_APPLY, "6.1.2": NOT_APPLY, "6.1.3": NOT_APPLY}),
    ],
    Reason.NOBODY_DESTROYS: [facts({"1.4.2": NOT_APPLY, "1.4.3": YES}), facts({"1.4.3": NOT_APPLY})],
    Reason.CHECKED_LONG_AGO: [facts(said("4.2.1", on=A_YEAR_AGO)), facts(said("7.2.1", on=LONG_AGO))],
    Reason.PLUS_ENDED: [
        facts(profile=plus(expires_on=TODAY)),
        facts(profile=plus(Tri.NO, YESTERDAY)),
        facts(profile=plus(Tri.NOT_SURE, YESTERDAY)),
    ],
    Reason.PLUS_AND_OLD: [
        facts({"8.1.4": NOT_YET}, profile=plus(expires_on=YESTERDAY)),
        facts({"8.1.4": YES}, profile=plus()),
    ],
    Reason.YES_BUT_ON_PLAN: [
        facts({"7.1.2": YES}, plan=ON_THE_PLAN),  # the line closed itself (R17)
        facts({"7.1.2": NOT_YET}, plan=ON_THE_PLAN),
        facts(said("3.2.1", staff_trained=18, staff_total=19)),  # nobody has written the line
    ],
    Reason.PLAN_DONE: [
        facts({"7.1.2": NOT_YET}, plan=ON_THE_PLAN),
        facts({"7.1.2": YES}, plan=(replace(ON_THE_PLAN[0], progress=Progress.DONE),)),
        facts(  # a yes that is not whole yet
            said("3.2.1", staff_trained=18, staff_total=19),
            plan=(PlanEntry("3.2.1", "Train them", "Tom", TOMORROW, Progress.DONE),),
        ),
    ],
}
