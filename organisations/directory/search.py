"""Finding a service by whatever somebody knows of it: part of its name, its place, its postcode or a code."""

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_
from typing import Any, Final

from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Coalesce

from organisations.directory import misspelling
from organisations.directory.words import GRAM, fold, grams_of
from organisations.models import DirectoryEntry, FormerCode, Organisation, OrganisationKind
from organisations.models.organisations import WORDS_OF_AN_ORGANISATION

MOST_LETTERS: Final = 200  # of what is typed; the longest name in the lists has 100
MOST_WORDS: Final = 10
MOST_LETTERS_IN_A_WORD: Final = 60
# Near ones are compared word by word, so only so many are; whoever is looked for by name has far fewer.
MOST_NEAR: Final = 600
MOST_GUESSES: Final = 8
OUTSIDE: Final = (OrganisationKind.SUPPORT_PARTNER, OrganisationKind.COMMISSIONER)  # no services
ORDER: Final = ("turn", "name", "town", "key")
COLUMNS: Final = ("key", "code", "name", "address", "town", "postcode", "kind", "closed_on", "has_account", "turn")

HAS_ACCOUNT: Final = Exists(Organisation.objects.filter(code=OuterRef("code"))) | Exists(
    FormerCode.seen.filter(code=OuterRef("code"))
)


@dataclass(frozen=True, slots=True)
class Found:
    """One service that was found, in the directory, registered here, or both.

    `key` leads to it: its ODS code or, when it has none, its CQC location id. `kind` is a DirectoryEntry.Kind or, for
    what only is registered, an OrganisationKind. `is_guess` says that nothing fitted what was typed, and this is near.
    """

    key: str
    code: str
    name: str
    address: str
    town: str
    postcode: str
    kind: str
    closed_on: date | None
    has_account: bool
    is_guess: bool = False


def find(text: str, limit: int = 20) -> list[Found]:
    """Find services by what was typed, the likeliest first, in one or two statements.

    Every word must begin a word of the name, the place, the postcode or a code, or stand inside one. Only when nothing
    fits are there guesses for a misspelling. What has closed comes last.
    """
    typed = " ".join(text[:MOST_LETTERS].replace("\0", " ").split())
    words = [word[:MOST_LETTERS_IN_A_WORD] for word in fold(typed)][:MOST_WORDS]
    if not words:
        return []
    found = _as_found(_fitting(typed, words, limit))
    if not found:
        return _as_found(_inside_or_near(typed, words, limit))[:limit]
    if len(found) < limit and any(len(word) >= GRAM for word in words):
        others = _listed(reduce(and_, map(_inside, words)), typed).exclude(key__in=[one.key for one in found])
        found += _as_found(others.order_by(*ORDER)[: limit - len(found)])
    return found


def _as_found(rows: Any) -> list[Found]:
    rows = [{name: value for name, value in row.items() if name != "turn"} for row in rows]
    return [Found(**row | {"code": row["code"] or ""}) for row in rows]


def _fitting(typed: str, words: list[str], limit: int) -> QuerySet[Any]:
    """Find what has every word as the beginning of one of its own: in the directory, and registered only here."""
    query = _beginning_with(*words)
    listed = _listed(Q(words=query), typed).order_by(*ORDER)[:limit]
    registered = _registered_only(query, typed).order_by(*ORDER)[:limit]
    return listed.union(registered, all=True).order_by(*ORDER)[:limit]


def _inside_or_near(typed: str, words: list[str], limit: int) -> list[Any]:
    """Find what has every word inside one of its own; failing that, what is near, the nearest first, as guesses."""
    inside = _listed(reduce(and_, map(_inside, words)), typed).annotate(is_guess=Value(value=False))
    near = _listed(reduce(and_, map(_near, words)), typed).annotate(is_guess=Value(value=True))
    rows = list(inside.order_by(*ORDER)[:limit].union(near[:MOST_NEAR], all=True))
    fitting = [row for row in rows if not row["is_guess"]]
    if fitting:
        return sorted(fitting, key=lambda row: [row[name] for name in ORDER])
    own_words = [fold(f"{row['name']} {row['town']} {row['postcode']}") for row in rows]
    return [rows[number] for number in misspelling.likest(words, own_words)[:MOST_GUESSES]]


def _beginning_with(*words: str) -> SearchQuery:
    """Ask for words beginning with each of these, or with all of them as one: "va 101", "elm view", "ls1 4ap".

    Only small letters and numbers of the alphabet come out of the folding, so nothing needs to be quoted away.
    """
    each, as_one = " & ".join(f"{word}:*" for word in words), "".join(words)[:MOST_LETTERS_IN_A_WORD]
    return _query(each if len(words) == 1 else f"({each}) | {as_one}:*")


def _query(text: str) -> SearchQuery:
    return SearchQuery(text, config="simple", search_type="raw")


def _inside(word: str) -> Q:
    """Ask for a word with this one in it; two letters are too few for that, and must begin it."""
    begins = Q(words=_beginning_with(word))
    pieces = [word[at : at + GRAM] for at in range(len(word) - GRAM + 1)]
    return begins | Q(grams__contains=pieces) if pieces else begins


def _near(word: str) -> Q:
    """Ask for what shares pieces enough with a word, or has two letters the other way round, to be meant by it."""
    grams, wanted = grams_of(word), _inside(word)
    if len(word) >= GRAM:
        wanted |= Q(words=_query(" | ".join(f"{other}:*" for other in misspelling.swapped(word))))
    if len(grams) <= misspelling.SHORT:
        return wanted | Q(grams__overlap=grams)
    return reduce(lambda some, pair: some | Q(grams__contains=pair), misspelling.pairs(grams), wanted)


def _listed(wanted: Q, typed: str) -> QuerySet[Any]:
    """Describe entries of the directory as rows of Found, with the turn in which they come."""
    entries = DirectoryEntry.objects.filter(wanted).annotate(
        key=Coalesce("code", "cqc_location_id", output_field=CharField()),
        has_account=HAS_ACCOUNT,
        turn=_turn(typed, Q(cqc_location_id=_as_code(typed))),
    )
    return entries.values(*COLUMNS)


def _registered_only(query: SearchQuery, typed: str) -> QuerySet[Any]:
    """Describe organisations that are registered and not in the directory, in the same way."""
    found = Organisation.objects.annotate(words=WORDS_OF_AN_ORGANISATION).filter(words=query, merged_into__isnull=True)
    found = found.exclude(kind__in=OUTSIDE).exclude(Exists(DirectoryEntry.objects.filter(code=OuterRef("code"))))
    return found.annotate(
        key=F("code"), address=Value("", TextField()), has_account=Value(value=True), turn=_turn(typed)
    ).values(*COLUMNS)  # fmt: skip


def _turn(typed: str, other_code: Q | None = None) -> Case:
    """Say who comes first: the code that was typed, then the name, then names that begin so; the closed come last."""
    is_code = Q(code=_as_code(typed))
    return Case(
        When(is_code | other_code if other_code else is_code, then=Value(0)),
        When(closed_on__isnull=False, then=Value(4)),
        When(name__iexact=typed, then=Value(1)),
        When(name__istartswith=typed, then=Value(2)),
        default=Value(3),
    )


def _as_code(typed: str) -> str:
    return "".join(typed.split()).upper()
