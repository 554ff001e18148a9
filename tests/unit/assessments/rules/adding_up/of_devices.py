"""Where the rules about the list of devices speak, and where they are silent."""

from dataclasses import replace

from assessments.rules.adding_up import Facts, Reason
from assessments.rules.list_facts import Said
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

OLD = thing(software="Windows 10", support_ends_on=YESTERDAY)

# Where each rule speaks.
SPEAKS: dict[Reason, list[Facts]] = {
    Reason.SUPPORT_ENDED: [
        facts({"8.1.4": YES}, lists=things(OLD)),
        facts({"8.1.4": YES, "8.2.1": NOT_APPLY}, lists=things(OLD)),
    ],
    Reason.OLD_BUT_NONE_SAID: [facts({"8.1.4": NOT_YET, "8.2.1": NOT_APPLY}, lists=things(OLD))],
    Reason.ANTIVIRUS_OFF: [facts({"6.2.1": YES}, lists=things(thing(has_antivirus=Said.NO)))],
    Reason.NO_DEVICES_SAID: [facts({"6.2.1": NOT_APPLY}, lists=things(thing()))],
    Reason.NOT_SCRAMBLED: [facts({"9.5.2": YES}, lists=things(thing(is_encrypted=Said.NO)))],
    Reason.NO_NETWORK_SAID: [
        facts({"9.1.1": NOT_APPLY}, lists=things(thing("Hall", kind="Router"))),
        facts({"9.6.1": NOT_APPLY}, lists=things(thing("Wi-Fi upstairs"))),
    ],
    Reason.NO_SYSTEMS_SAID: [
        facts({"10.2.1": NOT_APPLY}, lists=firms(firm())),
        facts({"8.1.3": NOT_APPLY}, lists=things(thing(software="Windows 11"))),
    ],
    Reason.STAFF_OWN: [
        facts({"1.3.11": NOT_APPLY}, lists=things(thing(owner=owner)))
        for owner in ("Staff own", "Carers' own", "Her own phone", "BYOD", "Tom, own laptop")
    ],
    Reason.NOTHING_RANKED: [facts({"7.1.5": YES}, lists=things(thing(matters_most=Said.NO)))],
}

# Right beside that: nothing is wrong, or nothing was said about it, or it cannot be known.
SILENT: dict[Reason, list[Facts]] = {
    Reason.SUPPORT_ENDED: [
        facts({"8.1.4": YES, "8.2.1": YES}, lists=things(OLD)),  # the risk is written down
        facts({"8.1.4": NOT_YET}, lists=things(OLD)),
        facts(lists=things(OLD)),
        facts({"8.1.4": YES}, lists=things(replace(OLD, support_ends_on=TODAY))),  # its last day
        facts({"8.1.4": YES}, lists=things(replace(OLD, support_ends_on=None))),
    ],
    Reason.OLD_BUT_NONE_SAID: [
        facts({"8.1.4": YES, "8.2.1": NOT_APPLY}, lists=things(OLD)),  # said once, by the rule above
        facts({"8.2.1": YES}, lists=things(OLD)),
        facts({"8.2.1": NOT_APPLY}, lists=things(thing())),
    ],
    Reason.ANTIVIRUS_OFF: [
        facts({"6.2.1": YES}, lists=things(thing("Hall phone", has_antivirus=Said.NO))),
        facts({"6.2.1": YES}, lists=things(thing("Hall", kind="Router", has_antivirus=Said.NO))),
        facts({"6.2.1": YES}, lists=things(thing())),
        facts({"6.2.1": NOT_YET}, lists=things(thing(has_antivirus=Said.NO))),
    ],
    Reason.NO_DEVICES_SAID: [
        facts({"6.2.1": NOT_APPLY}, lists=things(thing("Care app", kind="Program"))),
        facts({"6.2.1": YES}, lists=things(thing())),
    ],
    Reason.NOT_SCRAMBLED: [
        facts({"9.5.2": YES}, lists=things(thing("Reception", kind="Desktop computer", is_encrypted=Said.NO))),
        facts({"9.5.2": YES}, lists=things(thing())),
        facts({"9.5.2": NOT_APPLY}, lists=things(thing(is_encrypted=Said.NO))),  # kept as safe in some other way
    ],
    Reason.NO_NETWORK_SAID: [
        facts({"9.1.1": NOT_APPLY}, lists=things(thing())),
        facts({"9.1.1": YES}, lists=things(thing("Router"))),
        facts({"9.6.2": NOT_APPLY}, lists=things(thing("Router"))),  # or no one else can use it
    ],
    Reason.NO_SYSTEMS_SAID: [
        facts({"10.2.1": NOT_APPLY}, lists=firms(firm(runs_systems=Said.NO))),
        facts({"8.1.3": NOT_APPLY}, lists=things(thing("Old camera"))),
        facts({"8.1.3": YES}, lists=things(thing(software="Windows 11"))),
    ],
    Reason.STAFF_OWN: [
        *(
            facts({"1.3.11": NOT_APPLY}, lists=things(thing(owner=owner)))
            for owner in ("Our own laptop", "We own it", "Home owner", "Personal assistant", "Rowan Downs", "")
        ),
        facts({"1.3.11": YES}, lists=things(thing(owner="Staff own"))),
    ],
    Reason.NOTHING_RANKED: [
        facts({"7.1.5": YES}, lists=things(thing(), thing(matters_most=Said.YES))),
        facts({"7.1.5": YES}),  # the list is not used
        facts(said("7.1.5", text="It is in our emergency plan"), lists=things(thing())),
        facts(said("7.1.5", documents=1), lists=things(thing())),
    ],
}
