"""Where the answers and the lists of people, of records and of uses of data do not fit."""

import re
from collections.abc import Iterator
from typing import Final

from assessments.rules.adding_up import topics
from assessments.rules.adding_up.facts import Facts
from assessments.rules.adding_up.reasons import Doubt, Item, Reason, about
from assessments.rules.answers import Choice
from assessments.rules.list_facts import count_people
from assessments.rules.roll_up import Count
from assessments.rules.training import counts_as_trained
from assessments.rules.validity import add_months

A_YEAR: Final = 12  # months
ON_A_SHELF: Final = re.compile(r"\b(shelf|shelves|cupboards?|cabinets?|drawers?|binders?)\b")
A_FOLDER: Final = re.compile(r"\bfolders?\b")
# A folder may be one on a computer; these words say that it is.
ON_A_COMPUTER: Final = re.compile(
    r"\b(shared|computers?|pc|laptops?|online|cloud|drives?|network|onedrive|sharepoint|google|dropbox|servers?|apps?|"
    r"systems?|digital|electronic|e-?mails?|[a-z]:)"
)
NO_PAPER: Final = re.compile(r"\bno paper|\bpaper-?less\b|\bpaper[- ]free\b|\ball (digital|electronic)\b")
# "No paper records leave the building" says that there are some.
OFF_SITE: Final = re.compile(r"\b(leav\w+|left|off|out|outside|building|premises|site|home|tak\w+|go|goes)\b")


def training_short(facts: Facts) -> Iterator[Doubt]:
    """Enough people are trained, and by the list they are too few today (R25)."""
    count = _count(facts)
    if count is not None and not count.is_enough:
        yield from _training(facts, Reason.TRAINING_SHORT, count)


def training_differs(facts: Facts) -> Iterator[Doubt]:
    """The answer's numbers are not those of the list, which are enough all the same."""
    answer, count = facts.answer(topics.TRAINING), _count(facts)
    if answer is None or count is None or not count.is_enough:
        return
    if (answer.staff_trained, answer.staff_total) != (count.trained, count.total):
        yield from _training(facts, Reason.TRAINING_DIFFERS, count)


def _training(facts: Facts, reason: Reason, count: Count) -> Iterator[Doubt]:
    answer = facts.answer(topics.TRAINING)
    if answer is not None and answer.staff_trained is not None and answer.staff_total is not None:
        said = f"{answer.staff_trained} of {answer.staff_total}"
        refs = facts.saying(Choice.YES, topics.TRAINING)
        yield from about(reason, refs, [Item(f"{count.trained} of {count.total}")], said=said)


def _count(facts: Facts) -> Count | None:
    """Count by the list of people, or take the two numbers where nobody is on it; None where neither says enough."""
    if facts.is_group:
        return None
    if facts.lists.people:
        count = count_people(facts.lists.people, facts.today)
    elif facts.lists.counted and counts_as_trained(facts.lists.counted.on, facts.today):
        count = Count(facts.lists.counted.trained, facts.lists.counted.total)
    else:
        return None
    return count if 0 < count.total >= count.trained >= 0 else None


def trained_later(facts: Facts) -> Iterator[Doubt]:
    """People are trained, and for somebody the list has a day that has not come."""
    later = (
        Item(person.name, on=person.trained_on) for person in facts.lists.people if facts.is_to_come(person.trained_on)
    )
    yield from about(Reason.TRAINED_LATER, facts.saying(Choice.YES, topics.TRAINING), later)


def counted_long_ago(facts: Facts) -> Iterator[Doubt]:
    """People were trained in the last year, and the two numbers are older than that."""
    counted = facts.lists.counted
    if counted and not facts.lists.people and not facts.is_group and not counts_as_trained(counted.on, facts.today):
        items = [Item(f"{counted.trained} of {counted.total}", on=counted.on)]
        yield from about(Reason.COUNTED_LONG_AGO, facts.saying(Choice.YES, topics.TRAINING), items)


def lead_differs(facts: Facts) -> Iterator[Doubt]:
    """The details name one of the people on the training list as the lead, and the answer only others of them."""
    answer, lead = facts.answer(topics.DATA_LEAD), facts.data_lead.strip()
    staff = {person.name.strip() for person in facts.lists.people if person.name.strip()}
    if answer is None or lead.casefold() not in {name.casefold() for name in staff} or _names(answer.text, lead):
        return
    others = [Item(name) for name in sorted(staff) if _names(answer.text, name)]
    yield from about(Reason.LEAD_DIFFERS, facts.saying(Choice.YES, topics.DATA_LEAD), others, said=lead)


def _names(text: str, name: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE) is not None


def paper_records(facts: Facts) -> Iterator[Doubt]:
    """There is no paper, says the reason in those words, and records are kept on a shelf or in a folder."""
    answer = facts.answer(topics.PAPER_OUT)
    reason = answer.reason.casefold() if answer else ""
    if NO_PAPER.search(reason) and not OFF_SITE.search(reason):
        kept = (Item(asset.name, asset.place) for asset in facts.lists.assets if _is_paper(asset.place.casefold()))
        yield from about(Reason.PAPER_RECORDS, facts.saying(Choice.DOES_NOT_APPLY, topics.PAPER_OUT), kept)


def _is_paper(place: str) -> bool:
    return bool(ON_A_SHELF.search(place) or (A_FOLDER.search(place) and not ON_A_COMPUTER.search(place)))


def kept_nowhere(facts: Facts) -> Iterator[Doubt]:
    """The list says where data is kept, and for some of it does not."""
    nowhere = (Item(asset.name) for asset in facts.lists.assets if not asset.place.strip())
    yield from about(Reason.KEPT_NOWHERE, facts.saying(Choice.YES, topics.DATA_HELD), nowhere)


def not_checked(facts: Facts) -> Iterator[Doubt]:
    """The list of data is looked at each year, and some of it was last checked before that."""
    since = add_months(facts.today, -A_YEAR)
    old = (
        Item(asset.name, on=asset.checked_on)
        for asset in facts.lists.assets
        if asset.checked_on and asset.checked_on < since
    )
    yield from about(Reason.NOT_CHECKED, facts.saying(Choice.YES, topics.DATA_HELD), old)


def no_legal_reason(facts: Facts) -> Iterator[Doubt]:
    """Each use of data has a legal reason, and one on the list has none."""
    bare = (Item(activity.name) for activity in facts.lists.activities if not activity.legal_reason.strip())
    yield from about(Reason.NO_LEGAL_REASON, facts.saying(Choice.YES, topics.LEGAL_REASONS), bare)
