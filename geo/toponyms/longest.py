"""Find the longest key of the name index that begins at a word."""

from collections.abc import Callable

from geo.names import NameIndex
from geo.toponyms.beginnings import MIN_SKELETON
from geo.toponyms.kindwords import HYPHENS
from geo.toponyms.match import SETTLEMENT
from geo.toponyms.words import Words

Found = tuple[str, int, int]
"""A key, the word where it ends, and its number in the index (-1 if it is not there)."""


class Longest:
    """Look up windows of the words of one text."""

    def __init__(self, words: Words, index: NameIndex) -> None:
        self.words, self.index = words, index

    def key(self, at: int) -> Found:
        """Give the longest key of the index that begins at word `at`."""
        words, find = self.words, self.index.find
        keys = words.keys
        number = find(keys[at])
        if number < 0:
            return keys[at], at + 1, -1
        best = (keys[at], at + 1, number)
        more = self.index.following.get(number)
        if not more:
            return best
        key = keys[at]
        for stop in range(at + 1, min(len(keys), at + 1 + more)):
            gap = words.gaps[stop - 1]
            if gap.strip() and gap not in HYPHENS and gap != ". ":
                break
            key = f"{key} {keys[stop]}"
            longer = find(key)
            if longer >= 0 and self._continues(longer, stop, gap):
                best = (key, stop + 1, longer)
        return best

    def _continues(self, number: int, stop: int, gap: str) -> bool:
        """Say whether word `stop` goes on a name; names of settlements have no words in lower case."""
        readings = self.index.likely(number)
        if not readings:
            return False
        return self.words.caps[stop] or gap in HYPHENS or self.index.kind[readings[0].row] != SETTLEMENT

    def skeleton(self, at: int, mark: str, fold_more: Callable[[str], str]) -> Found:
        """Give the longest key there among those folded more, by `skeleton` or by `alike`."""
        words, find = self.words, self.index.find
        key = words.keys[at]
        if len(key) < MIN_SKELETON:
            return key, at + 1, -1
        bones = mark + fold_more(key)
        number = find(bones)
        if number >= 0 and self.index.following.get(number) and at + 1 < words.size and words.caps[at + 1]:
            longer = find(f"{bones} {fold_more(words.keys[at + 1])}")
            if longer >= 0 and not words.gaps[at].strip(" -"):
                return f"{key} {words.keys[at + 1]}", at + 2, longer
        return key, at + 1, number if number >= 0 and self.index.likely(number) else -1
