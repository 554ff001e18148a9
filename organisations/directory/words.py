"""The words an entry is found by: one folding for what is stored and for what is typed."""

import re
import unicodedata
from functools import lru_cache
from itertools import chain
from typing import Final

JOINED: Final = re.compile(r"['`\u2018\u2019\u00b4\u02bc]")  # St Mary's is typed as St Marys
INITIALS: Final = re.compile(r"\b(\w)\.(?=\w\b|\s|$)")  # C.I.C. is typed as CIC
AND: Final = re.compile(r"[&+]")
BREAKS: Final = re.compile(r"[^a-z0-9]+")
SAME: Final = {"st": "saint", "saint": "st"}
GRAM: Final = 3


def fold(text: str) -> list[str]:
    """Give the plain lower-case words of a text, accents and punctuation folded: what is stored and what is typed."""
    plain = JOINED.sub("", text.lower())
    if not plain.isascii():
        plain = "".join(letter for letter in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(letter))
    plain = AND.sub(" and ", INITIALS.sub(r"\1", plain))
    return [word for word in BREAKS.split(plain) if word]


def words_of(
    *,
    name: str,
    also_known_as: str = "",
    town: str = "",
    postcode: str = "",
    code: str = "",
    cqc_location_id: str = "",
) -> str:
    """Give the words an entry is found by, once each, ready for `to_tsvector('simple', ...)`.

    A postcode is found with and without its space and by either half, a saint by both spellings.
    """
    words = fold(f"{name} {also_known_as} {town} {postcode} {code} {cqc_location_id}")
    words.append("".join(fold(postcode)))
    words += [SAME[word] for word in words if word in SAME]
    return " ".join(word for word in dict.fromkeys(words) if word)


def grams_of(text: str) -> list[str]:
    """Give the distinct three-letter pieces of the words of a text, in order; the ends of a word count as letters.

    Two spellings of one name share most of them: "rose" gives " ro", "ros", "ose" and "se ".
    """
    return list(dict.fromkeys(chain.from_iterable(map(_pieces, fold(text)))))


@lru_cache(maxsize=20_000)  # half of all names are made of a hundred words
def _pieces(word: str) -> tuple[str, ...]:
    padded = f" {word} "
    return tuple(padded[at : at + GRAM] for at in range(len(padded) - GRAM + 1))
