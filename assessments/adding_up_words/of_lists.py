"""The words for answers that the lists do not bear out."""

from typing import Final

from assessments.adding_up_words.shape import Words
from assessments.rules.adding_up import Reason

_SUPPORTED_UNTIL: Final = {
    "one": "Your device list has {what}. Its support ended on {on}.",
    "many": "In your device list, support has ended for these:",
    "each": "{what}: {on}",
}
_HAS_DEVICES: Final = {"one": "Your device list has {what}.", "many": "Your device list has these:", "each": "{what}"}
_NOT_IN_FIRMS: Final = {
    "one": "Your list of firms does not say so for {name}.",
    "many": "Your list of firms does not say so for these:",
}

WORDS: Final = {
    Reason.SUPPORT_ENDED: Words(
        "You said that all you use is still supported ({refs}).",
        do="Change the answer, or the list. If you pay for more updates, put their last day in the list. If it must "
        "stay, write a risk note ({others}).",
        **_SUPPORTED_UNTIL,
        at=("devices",),
    ),
    Reason.OLD_BUT_NONE_SAID: Words(
        "You said that you need no risk note, as all you use is supported ({refs}).",
        do="Replace it, or write the risk note. If you pay for more updates, put their last day in the list.",
        **_SUPPORTED_UNTIL,
        at=("devices",),
    ),
    Reason.ANTIVIRUS_OFF: Words(
        "You said that each computer has antivirus ({refs}).",
        "Your device list says no for {what}.",
        "Turn it on and change the list, or change the answer.",
        many="Your device list says no for these:",
        each="{what}",
        at=("devices",),
    ),
    Reason.NO_DEVICES_SAID: Words(
        "You said that you use no computers ({refs}).",
        do="Change the answer, or the list.",
        **_HAS_DEVICES,
        at=("devices",),
    ),
    Reason.NOT_SCRAMBLED: Words(
        "You said that data is scrambled if a device is lost ({refs}).",
        "Your device list says no for {what}.",
        "Scramble it and change the list, or change the answer.",
        many="Your device list says no for these:",
        each="{what}",
        at=("devices",),
    ),
    Reason.NO_NETWORK_SAID: Words(
        "You said that you have no network or internet ({refs}).",
        do="Change the answer, or the list.",
        **_HAS_DEVICES,
        at=("devices",),
    ),
    Reason.NO_SYSTEMS_SAID: Words(
        "You said that you use no IT systems ({refs}).",
        "Your lists have {what}.",
        "Change the answer, or the list.",
        many="Your lists have these:",
        each="{what}",
        at=("suppliers", "devices"),
    ),
    Reason.STAFF_OWN: Words(
        "You said that no one uses their own phone or laptop for work ({refs}).",
        "Your device list has {name}, and says that it is their own.",
        "Change the answer, or the list.",
        many="Your device list says of these that they are their own:",
        at=("devices",),
    ),
    Reason.NOTHING_RANKED: Words(
        "You said that your list shows what matters most ({refs}).",
        "Your device list does not say so for any device.",
        "Say which ones your work stops without, or change the answer.",
        at=("devices",),
    ),
    Reason.NO_FIRMS_SAID: Words(
        "You said that no firm handles personal data for you ({refs}).",
        "Your list of firms says that {name} does.",
        "Change the answer, or the list.",
        many="Your list of firms says that these do:",
        at=("suppliers",),
    ),
    Reason.NO_CERTIFICATE: Words(
        "You said that each firm that runs a system has a certificate ({refs}).",
        "Your list of firms has none for {name}.",
        "Ask for a copy and add it to the list. If there is none, say in the answer what you decided.",
        many="Your list of firms has none for these:",
        at=("suppliers",),
    ),
    Reason.CERTIFICATE_ENDED: Words(
        "You said that each firm that runs a system has a certificate ({refs}).",
        "Your list of firms says that the one of {name} ended on {on}.",
        "Ask for the new one, and change the list.",
        many="Your list of firms says that these have ended:",
        each="{name}: {on}",
        at=("suppliers",),
    ),
    Reason.CONTRACT_ENDED: Words(
        "You said that your firms and their contracts are in order ({refs}).",
        "Your list of firms says that the one with {name} ended on {on}.",
        "Put the new end date in the list, or take the firm off it.",
        many="Your list of firms says that these contracts have ended:",
        each="{name}: {on}",
        at=("suppliers",),
    ),
    Reason.NO_DATA_TERMS: Words(
        "You said that your contracts say how data is kept safe ({refs}).",
        "Your list of firms says no for {name}.",
        "Ask the firm for the right words, or change the answer.",
        many="Your list of firms says no for these:",
        at=("suppliers",),
    ),
    Reason.NO_CONTACT: Words(
        "You said that your list shows what firms do and how to reach them ({refs}).",
        do="Add what is missing to the list.",
        **_NOT_IN_FIRMS,
        at=("suppliers",),
    ),
    Reason.FIRM_DESTROYS: Words(
        "You said that no firm destroys records for you ({refs}).",
        "Your list of firms has {name}: {detail}.",
        "Change the answer, or the list.",
        many="Your list of firms has these:",
        each="{name}: {detail}",
        at=("suppliers",),
    ),
    Reason.LIST_EMPTY: Words(
        "You said that you have a list of firms ({refs}).",
        "You did not say where it is, and your list here is empty.",
        "Say where you keep it, or add your firms here.",
        at=("suppliers",),
    ),
    Reason.NHSMAIL_AND_ANOTHER: Words(
        "You said that you use only NHSmail.",
        "Your list of firms has {name}: {detail}.",
        "Change your details, or the list.",
        many="Your list of firms has these:",
        each="{name}: {detail}",
        title="Your work email",
        at=("nhsmail", "suppliers"),
    ),
    Reason.TRAINING_SHORT: Words(
        "You said that {said} people are trained ({refs}).",
        "Your training list has {name} today. That is too few.",
        "Change the list, or train more people. Then change the numbers.",
        at=("training",),
    ),
    Reason.TRAINING_DIFFERS: Words(
        "You said that {said} people are trained ({refs}).",
        "Your training list has {name} today.",
        "Change the numbers, or the list.",
        at=("training",),
    ),
    Reason.TRAINED_LATER: Words(
        "You said that your people are trained ({refs}).",
        "Your training list says {on} for {name}. That day has not come.",
        "Put the date right.",
        many="Your training list has days that have not come:",
        each="{name}: {on}",
        at=("training",),
    ),
    Reason.COUNTED_LONG_AGO: Words(
        "You said that people were trained in the last year ({refs}).",
        "Your numbers, {name}, are of {on}.",
        "Count again, and change the numbers.",
        at=("training",),
    ),
    Reason.LEAD_DIFFERS: Words(
        "Your details say that {said} leads on data safety.",
        "Your answer names {name} ({refs}).",
        "Change the answer, or your details.",
        many="Your answer names other people ({refs}):",
        at=("roles",),
    ),
    Reason.PAPER_RECORDS: Words(
        "You said that you have no paper records ({refs}).",
        "Your list of records has {name}, kept here: {detail}.",
        "Change the answer, or the list.",
        many="Your list of records has these:",
        each="{name}: {detail}",
        at=("information",),
    ),
    Reason.KEPT_NOWHERE: Words(
        "You said that your list shows where data is kept ({refs}).",
        "Your list of records does not say where for {name}.",
        "Add the place to the list.",
        many="Your list of records does not say where for these:",
        at=("information",),
    ),
    Reason.NOT_CHECKED: Words(
        "You said that you keep a list of the data you hold ({refs}).",
        "Your list of records says that {name} was last checked on {on}. That is over a year ago.",
        "Check it again, and change the date.",
        many="Your list of records has some that were last checked over a year ago:",
        each="{name}: {on}",
        at=("information",),
    ),
    Reason.NO_LEGAL_REASON: Words(
        "You said that you have a legal reason for each use of data ({refs}).",
        "Your list has none for: {name}.",
        "Add the reason to the list, or change the answer.",
        many="Your list has none for these:",
        at=("processing",),
    ),
}
