"""Reading lines such as "Elm View, grace@example.com": which service, whose address, and what is wrong with a line."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email

from organisations.models.users import normal_email

MOST_LINES = 200
IN_BRACKETS = re.compile(r"\(([A-Za-z0-9]{3,12})\)\s*$")
HEADS = {"service", "code", "name", "services"}

validate_length = MaxLengthValidator(254)  # as long as an address may be, and as our record holds


@dataclass(frozen=True, slots=True)
class Known:
    """A service that a line may name."""

    id: int
    code: str
    name: str
    only_looks_on: bool = False


@dataclass(frozen=True, slots=True)
class InviteLine:
    """One line as typed. With a `problem` it names no service and no address that could be used."""

    number: int
    text: str
    service: Known | None = None
    email: str = ""
    problem: str = ""

    @property
    def is_right(self) -> bool:
        return not self.problem


def read_lines(text: str, services: Sequence[Known], members: Iterable[tuple[int, str]]) -> list[InviteLine]:
    """Read every line that is not empty; a first line of headings is left out. `members` can sign in already."""
    seen: dict[tuple[int, str], int] = {}
    there = set(members)
    read = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip() and not (number == 1 and _is_heading(line)):
            read.append(_checked(_read(number, line.strip(), services), seen, there))
    return read


def _is_heading(line: str) -> bool:
    return "@" not in line and _pieces(line)[0].casefold() in HEADS


def _pieces(line: str) -> list[str]:
    return [piece.strip().strip('"').strip() for piece in re.split(r"[,;\t]", line)]


def _read(number: int, line: str, services: Sequence[Known]) -> InviteLine:
    pieces = _pieces(line)
    place = next((at for at, piece in enumerate(pieces) if "@" in piece), None)
    if place is None:
        return InviteLine(number, line, problem="There is no email address. Add one after a comma")
    service, problem = _service(", ".join(piece for piece in pieces[:place] if piece), services)
    email = normal_email(pieces[place].strip("<>"))
    try:
        validate_email(email)
        validate_length(email)
    except ValidationError:
        problem = problem or "The email address is not right. It must look like name@example.com"
    return InviteLine(number, line, service, email, problem)


def _service(named: str, services: Sequence[Known]) -> tuple[Known | None, str]:
    """Find a service by its code, its name, or its name with the code in brackets."""
    if not named:
        return None, "Say which service first, then a comma, then the email address"
    code = found[1] if (found := IN_BRACKETS.search(named)) else named
    fitting = [one for one in services if one.code and one.code == code.upper()]
    fitting = fitting or [one for one in services if one.name.casefold() == named.casefold()]
    if len(fitting) > 1:
        return None, f"More than one of your services is called “{named}”. Use its code"
    if not fitting:
        return None, f"No service on your list is called “{named}”. Check the name, or use the code"
    if not fitting[0].code:
        return None, "This service has no code yet. Give it one first"
    if fitting[0].only_looks_on:
        return None, "This service has its own account. Its own people invite others"
    return fitting[0], ""


def _checked(line: InviteLine, seen: dict[tuple[int, str], int], there: set[tuple[int, str]]) -> InviteLine:
    """Refuse what was said before, and who can sign in already."""
    if line.problem or line.service is None:
        return line
    key = (line.service.id, line.email)
    if key in seen:
        problem = f"This is the same as line {seen[key]}. Take one of them out"
    elif key in there:
        problem = "This person can sign in there already. Take the line out"
    else:
        seen[key] = line.number
        return line
    return InviteLine(line.number, line.text, problem=problem)
