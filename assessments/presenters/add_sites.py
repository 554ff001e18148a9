"""Adding services: what was found, what will be added, and what to do about each of the others."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from assessments.dates import in_full
from organisations.directory.candidates import Candidate, Verdict
from organisations.models import Organisation, OrganisationKind

ASK_IT, SAY_SO = "Ask it to join your group", "Tell us that it is yours"


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One service that cannot be added, and what to do."""

    name: str
    words: str
    href: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class AddSitesPage:
    """The form. `others` belong to the group in the directory, but something else comes first."""

    code: str
    found: int
    others: tuple[ProblemLine, ...]
    is_council: bool


@dataclass(frozen=True, slots=True)
class AddSitesCheckPage:
    """What pressing the button will do; `codes`, `also`, `more` and `names` are sent on as they were typed."""

    code: str
    title: str
    button: str
    new: tuple[str, ...]
    named: tuple[str, ...]
    problems: tuple[ProblemLine, ...]
    codes: tuple[str, ...]
    also: str
    more: str
    names: str


def add_sites_page(group: Organisation, found: Iterable[Candidate]) -> AddSitesPage:
    found = list(found)
    return AddSitesPage(
        code=group.code,
        found=sum(one.is_new for one in found),
        others=problems(group, (one for one in found if one.verdict is not Verdict.YOURS)),
        is_council=group.kind == OrganisationKind.COUNCIL,
    )


def add_sites_check_page(
    group: Organisation, judged: Iterable[Candidate], named: list[str], typed: dict[str, str]
) -> AddSitesCheckPage:
    """Show what will happen; `typed` holds the boxes as they were filled in."""
    judged = list(judged)
    new = [one for one in judged if one.is_new]
    count = len(new) + len(named)
    services = "1 service" if count == 1 else f"{count} services"
    return AddSitesCheckPage(
        code=group.code,
        title=f"You will add {services}" if count else "None of these can be added",
        button=f"Add {services}" if count else "",
        new=tuple(map(str, new)),
        named=tuple(named),
        problems=problems(group, judged),
        codes=tuple(one.code for one in judged),
        **typed,
    )


def problems(group: Organisation, judged: Iterable[Candidate]) -> tuple[ProblemLine, ...]:
    """Say what to do about each service that cannot be added."""
    return tuple(_problem(group, one) for one in judged if not one.is_new)


def _problem(group: Organisation, one: Candidate) -> ProblemLine:
    if one.verdict is Verdict.REGISTERED:
        return ProblemLine(str(one), WORDS[one.verdict], _ask(group, one, "convert_site"), ASK_IT)
    if one.verdict is Verdict.ELSEWHERE:
        return ProblemLine(str(one), WORDS[one.verdict], _ask(group, one, "raise_dispute"), SAY_SO)
    closed = in_full(one.closed_on) if one.closed_on else ""
    return ProblemLine(str(one), WORDS[one.verdict].format(parent=one.parent, closed=closed))


def _ask(group: Organisation, one: Candidate, name: str) -> str:
    return reverse(f"assessments:{name}", args=[group.code, one.code])


WORDS = {
    Verdict.YOURS: "It is on your list already.",
    Verdict.REGISTERED: "It has its own account here. It must say yes first.",
    Verdict.ELSEWHERE: "Another group looks after it here.",
    Verdict.OTHERS: "The national list says it belongs to {parent}. Is that your code too? Put it in the box for other "
    "head office codes.",
    Verdict.HEAD_OFFICE: "This code is a head office or a council. Put it in the box for other head office codes.",
    Verdict.CLOSED: "It closed on {closed}. It cannot be added.",
    Verdict.UNKNOWN: "We do not know this code. Check it. Or write the name of the service in the last box.",
}
