"""What the words about one kind of thing that does not fit are made of."""

from dataclasses import dataclass
from typing import Final

CYBER_PLUS: Final = "Cyber Essentials Plus"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one reason: what was said, what stands against it, and what to do about it.

    In a sentence, {refs} and {others} are references, {said} the answer's own value, {name}, {detail} and {on} those of
    an item, {what} its name with its detail, and {on2} the day of a second item. One item goes into `one`; several
    stand below `many`, each as `each`. Where `many` is "", there is only ever one. `at` names the places of the other
    side, none for two answers; `title` is the heading where no question gives it.
    """

    said: str
    one: str
    do: str
    many: str = ""
    each: str = "{name}"
    at: tuple[str, ...] = ()
    title: str = ""
