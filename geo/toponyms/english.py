"""Match English names with the kind word after them: Kursk Oblast, Sumy and Kharkiv regions."""

import re
from functools import cached_property

from geo.names import ADJECTIVE, NameIndex
from geo.toponyms.kindwords import CONJUNCTIONS, JOINS, MAX_LIST, KindWords
from geo.toponyms.lexicon import Lexicon
from geo.toponyms.longest import Longest
from geo.toponyms.match import ADMINISTRATIVE, FACILITY, SETTLEMENT, Match
from geo.toponyms.readings import Readings, choose, kind_of_place, of_kind
from geo.toponyms.words import Words

_OF_SETTLEMENTS = ("raion", "rayon", "district")
_FULL_NAMES = frozenset(
    {"texas", "maine", "idaho", "iowa", "ohio", "utah", "kent", "essex", "devon", "perm", "yukon"}
)
_ADJECTIVE = re.compile(r"(\w{3,})sk(?:y|yi|iy|yy|ii)")
_MAX_ABBREVIATION = 5


class EnglishMatcher:
    """Find English names that stand with a kind word in one text."""

    def __init__(
        self, words: Words, index: NameIndex, lexicon: Lexicon, kinds: KindWords, longest: Longest
    ) -> None:
        self.words, self.index, self.lexicon, self.kinds, self.longest = words, index, lexicon, kinds, longest

    @cached_property
    def _plural(self) -> bool:
        """Whether the text has a plural kind word: then a list of names may share it."""
        return not self.lexicon.plural_ends.isdisjoint(self.words.keys)

    def match(self, at: int, key: str, stop: int, readings: Readings) -> Match | None:
        """Match a name at word `at`, given the longest key there; None if no kind word goes with it."""
        words = self.words
        beside = at + 1 < words.size and words.gaps[at] in JOINS
        for end in dict.fromkeys((stop, at + 1, at + 2 if beside else stop)):
            kind, kind_stop = self.kinds.after(end)
            if not kind and self._plural and end == stop:
                kind, kind_stop = self._kind_of_names(end), end
            if kind in ("", "settlement", "sea"):  # names of waters are in the index as a whole
                continue
            name = " ".join(words.keys[at:end])
            chosen = choose(self.index, self.index.lookup(ADJECTIVE + name), kind)
            chosen = chosen or self._of_town(kind, end, readings if name == key else ())
            if chosen:
                with_kind = kind in ADMINISTRATIVE and kind_stop > end
                last = kind_stop if with_kind else end
                start, stop_at = words.starts[at], words.ends[last - 1]
                place_kind = kind_of_place(self.index, chosen, kind)
                return Match(at, last, start, stop_at, name, chosen, place_kind, kind, adjective=with_kind)
        return None

    def _of_town(self, kind: str, end: int, readings: Readings) -> Readings:
        """Give the towns after which a direction, a raion or a facility may be named."""
        if kind in ("direction", "community"):
            return of_kind(self.index, readings, SETTLEMENT)
        if kind == "district":
            named = end < self.words.size and self.words.keys[end].startswith(_OF_SETTLEMENTS)
            return of_kind(self.index, readings or self._seat(end), SETTLEMENT) if named else ()
        return of_kind(self.index, readings, FACILITY, SETTLEMENT) if kind not in ADMINISTRATIVE else ()

    def _seat(self, end: int) -> Readings:
        """Give the towns after which an adjective before "district" is formed: Morozovsky, Korenevskyi."""
        stem = _ADJECTIVE.fullmatch(self.words.keys[end - 1])
        if not stem:
            return ()
        names = (stem[1] + ending for ending in ("sk", "", "o", "a", "e", "y", "aya"))
        return next(filter(None, map(self.index.lookup, names)), ())

    def _kind_of_names(self, stop: int) -> str:
        """Give the class of a plural kind word behind a list of names."""
        words = self.words
        for _ in range(MAX_LIST):
            following = self.kinds.next_in_list(stop)
            if following and words.keys[following] in CONJUNCTIONS:  # "Cooke, Grayson, and Love counties"
                following += 1
            if not following or following >= words.size or not words.caps[following]:
                return ""
            stop = self.longest.key(following)[1]
            kind, kind_stop = self.kinds.after(stop)
            if kind and " ".join(words.keys[stop:kind_stop]) in self.lexicon.plural_kinds:
                return kind
        return ""

    def abbreviated(self, match: Match) -> bool:
        """Say whether the dot after a region belongs to it, as in "Paris, Ky."."""
        words = self.words
        if len(match.key) > _MAX_ABBREVIATION or match.key in _FULL_NAMES or not match.first:
            return False
        return words.text[match.end : match.end + 1] == "." and words.gaps[match.first - 1].strip() == ","
