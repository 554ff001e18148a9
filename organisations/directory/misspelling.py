"""Guessing what was meant: which names share enough with what was typed."""

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from itertools import combinations, pairwise
from math import ceil
from statistics import fmean
from typing import Final

SHORT: Final = 4  # pieces; "roze" has four, and one of them in common with "rose"
SHARED: Final = 0.5  # of the pieces of a longer word
MOST_SWAPPED: Final = 12  # letters from the beginning of a word
NEAR_ENOUGH: Final = 0.6  # for every word: "roze" and "rose" are 0.75, "elm" and "oak" nothing
ALIKE_ENOUGH: Final = 0.7  # for all of them together


def pairs(grams: Sequence[str]) -> Iterator[list[str]]:
    """Give pairs of pieces of which every word has one that shares pieces enough; an index finds pairs quickly.

    Dealt onto fewer heaps than the pieces that must be shared, two of those lie on one heap.
    """
    heaps = max(1, ceil(len(grams) * SHARED) - 1)
    for heap in range(heaps):
        yield from map(list, combinations(grams[heap::heaps], 2))


def swapped(word: str) -> list[str]:
    """Give the words with two neighbours changed over: "hlul" shares no piece with "hull"."""
    return [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(min(len(word), MOST_SWAPPED) - 1)]


def likest(typed: Sequence[str], names: Sequence[Sequence[str]]) -> list[int]:
    """Give the places of the names that could have been meant, by their words, the likest first."""
    comparers = [_comparer(one) for one in typed]

    def likeness(words: Sequence[str]) -> float:
        either = [*words, *map("".join, pairwise(words))]  # "elmview" is meant for Elm View
        best = [max(map(alike, either), default=0.0) for alike in comparers]
        return fmean(best) if min(best) >= NEAR_ENOUGH else 0.0

    scores = [(likeness(words), -len("".join(words)), -place) for place, words in enumerate(names)]
    return [-place for score, _length, place in sorted(scores, reverse=True) if score >= ALIKE_ENOUGH]


def _comparer(typed: str) -> Callable[[str], float]:
    """Make a function that says how alike a word is; the one typed is taken apart only once."""
    matcher = SequenceMatcher(None, "", typed, autojunk=False)

    @cache
    def alike(word: str) -> float:
        matcher.set_seq1(word)
        return matcher.ratio() if matcher.real_quick_ratio() >= NEAR_ENOUGH else 0.0

    return alike
