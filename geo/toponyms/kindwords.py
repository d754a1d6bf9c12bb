"""The kind words around a name: before it (село, аеродром), after it (область), behind a list of names."""

from collections.abc import Iterator
from functools import cached_property

from geo.names.kinds import KindWord
from geo.toponyms.lexicon import Lexicon
from geo.toponyms.words import Words

HYPHENS = frozenset("-‐‑–—")
JOINS = (" ", "-", "\u00a0")
QUOTES = " \u00a0\t\n\"«»“”„‘’'"
CONJUNCTIONS = frozenset({"і", "й", "та", "и", "and", "або", "или", "or", "а"})
MAX_LIST = 12
"""Names in a list that share the kind word behind the last of them."""

_COUNTED = " \u00a0—0123456789"
_NUMBERED = QUOTES + "-0123456789"  # Engels-2 air base
_ABBREVIATION = 4


class KindWords:
    """The kind words of one text."""

    def __init__(self, words: Words, lexicon: Lexicon) -> None:
        self.words, self.lexicon = words, lexicon

    @cached_property
    def named(self) -> set[str]:
        """The classes of the kind words that stand after a name anywhere in the text."""
        kinds = self.lexicon.kinds
        named = kinds.keys() & self.words.keys
        return {kind.kind for key in named for kind in kinds[key] if kind.after}

    def introduces(self, at: int) -> bool:
        """Say whether word `at` is the kind word of the name after it: Республіка Адигея."""
        words = self.words
        if words.keys[at] not in self.lexicon.introducing:
            return False
        return at + 1 < words.size and words.caps[at + 1] and not words.gaps[at].strip()

    def _at(self, at: int) -> Iterator[tuple[KindWord, int]]:
        """Give the kind words that begin at word `at` with their numbers of words, phrases first."""
        keys, lexicon = self.words.keys, self.lexicon
        for extra in range(lexicon.kind_heads[keys[at]], 0, -1):
            if at + extra < len(keys):
                for kind in lexicon.kinds.get(" ".join(keys[at : at + extra + 1]), ()):
                    yield kind, extra + 1
        for kind in lexicon.kinds.get(keys[at], ()):
            yield kind, 1

    def before(self, at: int) -> str:
        """Give the class of the kind word right before word `at`: село, м., аеродром; "" if there is none."""
        keys = self.words.keys
        if not at or keys[at - 1] not in self.lexicon.kind_ends:
            return ""
        for size in (1, 2, 3):
            first = at - size
            if first < 0 or self.words.gaps[at - 1].strip(QUOTES) not in ("", ".", "-"):
                return ""
            if keys[first].isascii() and self.words.caps[first]:  # Port Moresby
                return ""
            phrase = keys[first] if size == 1 else " ".join(keys[first:at])
            abbreviated = len(keys[at - 1]) <= _ABBREVIATION and not keys[at - 1].isascii()
            if "." in self.words.gaps[at - 1] and not abbreviated:
                return ""
            for reading in self.lexicon.kinds.get(phrase, ()):
                if reading.before:
                    return reading.kind
        return ""

    def after(self, stop: int) -> tuple[str, int]:
        """Give the class of the kind word after word `stop - 1` and where it ends."""
        words = self.words
        if stop >= words.size or words.keys[stop] not in self.lexicon.kind_heads:
            return "", stop
        if words.gaps[stop - 1].strip(_NUMBERED):
            return "", stop
        for kind, size in self._at(stop):
            if kind.after:
                return kind.kind, stop + size
        return "", stop

    def next_in_list(self, stop: int, counted: bool = False) -> int:
        """Give the word after a comma or a conjunction that follows word `stop - 1`; 0 if there is none.

        In a `counted` list numbers and prepositions may stand between: 16 над Брянской, 9 над Курской.
        """
        words = self.words
        if stop >= words.size:
            return 0
        gap = words.gaps[stop - 1].strip(_COUNTED if counted else QUOTES)
        if gap in (",", "", "/") and words.keys[stop] in CONJUNCTIONS:
            stop += 1
        elif gap not in (",", "/", "-", "–"):
            return 0
        while counted and stop < words.size and words.keys[stop] in self.lexicon.fillers:
            stop += 1
        return stop if stop < words.size else 0
