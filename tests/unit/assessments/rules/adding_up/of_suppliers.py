"""Where the rules about the list of firms speak, and where they are silent."""

from assessments.rules.adding_up import Facts, Reason
from assessments.rules.list_facts import Said
from assessments.rules.profile import Tri
from tests.unit.assessments.rules.adding_up.comparing import (
    NOT_APPLY,
    NOT_YET,
    TODAY,
    YES,
    YESTERDAY,
    facts,
    firm,
    firms,
    said,
    thing,
    things,
)

# Where each rule speaks.
SPEAKS: dict[Reason, list[Facts]] = {
    Reason.NO_FIRMS_SAID: [
        facts({ref: NOT_APPLY}, lists=firms(firm())) for ref in ("10.1.2", "10.2.2", "10.2.3", "10.2.4")
    ],
    Reason.NO_CERTIFICATE: [facts({"10.2.1": YES}, lists=firms(firm(certificate=" ")))],
    Reason.CERTIFICATE_ENDED: [facts({"10.2.1": YES}, lists=firms(firm(certificate_ends_on=YESTERDAY)))],
    Reason.CONTRACT_ENDED: [
        facts({ref: YES}, lists=firms(firm(contract_ends_on=YESTERDAY))) for ref in ("10.1.2", "10.2.2")
    ],
    Reason.NO_DATA_TERMS: [facts({"10.2.2": YES}, lists=firms(firm(has_data_terms=Said.NO)))],
    Reason.NO_CONTACT: [
        facts({"10.1.2": YES}, lists=firms(firm(contact=" "))),
        facts({"10.1.2": YES}, lists=firms(firm(does=""))),
    ],
    Reason.FIRM_DESTROYS: [
        facts({"1.4.2": NOT_APPLY}, lists=firms(firm(does=does)))
        for does in ("Shredding", "Destroys old computers", "Secure destruction")
    ],
    Reason.LIST_EMPTY: [facts({"10.1.2": YES}, lists=things(thing()))],
    Reason.NHSMAIL_AND_ANOTHER: [
        facts(profile={"nhsmail_only": Tri.YES}, lists=firms(firm(does=does))) for does in ("Email", "Web and e-mail")
    ],
}

# Right beside that: nothing is wrong, or nothing was said about it, or it cannot be known.
SILENT: dict[Reason, list[Facts]] = {
    Reason.NO_FIRMS_SAID: [
        facts({"10.1.2": NOT_APPLY}, lists=firms(firm(handles_data=Said.NO), firm(handles_data=Said.UNKNOWN))),
        facts({"10.1.2": YES}, lists=firms(firm())),
    ],
    Reason.NO_CERTIFICATE: [
        facts({"10.2.1": YES}, lists=firms(firm())),
        facts({"10.2.1": YES}, lists=firms(firm(certificate="", runs_systems=Said.NO))),
        facts(said("10.2.1", text="ROTA LTD has none, so we agreed a date."), lists=firms(firm(certificate=""))),
    ],
    Reason.CERTIFICATE_ENDED: [
        facts({"10.2.1": YES}, lists=firms(firm(certificate_ends_on=TODAY))),
        facts({"10.2.1": NOT_YET}, lists=firms(firm(certificate_ends_on=YESTERDAY))),
        facts(said("10.2.1", text="Rota Ltd renews in May"), lists=firms(firm(certificate_ends_on=YESTERDAY))),
    ],
    Reason.CONTRACT_ENDED: [
        facts({"10.1.2": YES}, lists=firms(firm(contract_ends_on=TODAY))),
        facts({"10.1.2": YES}, lists=firms(firm(contract_ends_on=YESTERDAY, handles_data=Said.NO))),
        facts(lists=firms(firm(contract_ends_on=YESTERDAY))),
    ],
    Reason.NO_DATA_TERMS: [
        facts({"10.2.2": YES}, lists=firms(firm(has_data_terms=Said.UNKNOWN))),
        facts({"10.2.2": YES}, lists=firms(firm(has_data_terms=Said.NO, handles_data=Said.NO))),
    ],
    Reason.NO_CONTACT: [
        facts({"10.1.2": YES}, lists=firms(firm(), firm(contact="", handles_data=Said.NO))),
        facts({"10.1.2": NOT_YET}, lists=firms(firm(contact=""))),
    ],
    Reason.FIRM_DESTROYS: [
        facts({"1.4.2": YES}, lists=firms(firm(does="Shredding"))),
        facts({"1.4.2": NOT_APPLY}, lists=firms(firm(does="Waste and recycling"))),
    ],
    Reason.LIST_EMPTY: [
        facts({"10.1.2": YES}),  # none of our lists is used
        facts({"10.1.2": YES}, lists=firms(firm())),
        facts(said("10.1.2", text="In the green file"), lists=things(thing())),
        facts(said("10.1.2", documents=1), lists=things(thing())),
    ],
    Reason.NHSMAIL_AND_ANOTHER: [
        facts(profile={"nhsmail_only": Tri.NO}, lists=firms(firm(does="Email"))),
        facts(profile={"nhsmail_only": Tri.YES}, lists=firms(firm("NHS England", does="Email"))),
        facts(profile={"nhsmail_only": Tri.YES}, lists=firms(firm(does="Email newsletters"))),
        facts(profile={"nhsmail_only": Tri.YES}, lists=firms(firm(does="Rotas"))),
    ],
}
