"""Match adjectives with their kind words: Курська область, на Покровському напрямку, Рязанський НПЗ."""

from geo.inflection import adjective_stem, regular_stems
from geo.names import ADJECTIVE, SKELETON, NameIndex, skeleton
from geo.names.kinds import kind_number
from geo.toponyms.beginnings import LAND
from geo.toponyms.kindwords import HYPHENS, MAX_LIST, QUOTES, KindWords
from geo.toponyms.lexicon import Lexicon
from geo.toponyms.match import ADMINISTRATIVE, Match
from geo.toponyms.readings import Readings, choose, kind_of_place
from geo.toponyms.words import Words

_ENDINGS = frozenset(
    ("ий", "ій", "ого", "го", "му", "им", "ім", "на", "ої", "ну", "ою", "ая", "ой", "ую", "ое", "ом", "ый",
     "ым", "не", "ых", "их", "ми", "ні", "ие", "ые")
)  # fmt: skip
_LEFT_OUT = dict.fromkeys(("ій", "ой"), ("region", "community")) | dict.fromkeys(
    ("му", "ом", "ім"), ("district",)
)
"""Classes of kind words that an adjective with an ending of the locative may leave out."""
_OF_UNITS = ("народн", "городск", "міськ", "муниципал")  # Донецкая народная республика
_SHORTEST = 5  # letters of an adjective there: "у Донецьку на складі" is no depot of Donetsk
_BETWEEN = 2  # adjectives between a name and its kind word: Курська атомна електростанція


class AdjectiveMatcher:
    """Find adjectives of places in one text."""

    def __init__(self, words: Words, index: NameIndex, lexicon: Lexicon, kinds: KindWords) -> None:
        self.words, self.index, self.lexicon, self.kinds = words, index, lexicon, kinds

    def match(self, at: int) -> Match | None:
        """Match an adjective with its kind word, which may stand after the last of a list of adjectives."""
        stem, stop = self._stem(at)
        if not stem:
            return None
        kind, kind_stop, last = self._kind_of_list(at, stop)
        if not kind:
            return self._elliptic(at, stem, stop)
        if kind == "sea":  # names of waters are in the index as a whole
            return None
        if stem in self.lexicon.nations and kind not in ("district", "community"):
            return None
        readings = self._meant(stem, kind)
        if not readings and kind not in ADMINISTRATIVE:
            return None
        words = self.words
        end = words.ends[kind_stop - 1 if last and kind in ADMINISTRATIVE else stop - 1]
        if words.text.startswith(("обл.", "Обл."), end - 3):
            end += 1
        place_kind = kind_of_place(self.index, readings, kind)
        stop = kind_stop if last else stop
        return Match(at, stop, words.starts[at], end, stem, readings, place_kind, kind, adjective=True)

    def _meant(self, stem: str, kind: str) -> Readings:
        """Give the places that a stem with a kind word of class `kind` may mean, spelled so or alike."""
        known, number = self._of_stem(stem), kind_number(kind)
        if any(reading.kind == number for reading in known):
            return choose(self.index, known, kind)
        alike = self.index.lookup(ADJECTIVE + SKELETON + skeleton(stem))
        if any(reading.kind == number for reading in alike):  # Беловський район is none of Belovo
            return choose(self.index, alike, kind)
        return choose(self.index, known, kind) or choose(self.index, alike, kind)

    def _elliptic(self, at: int, stem: str, stop: int) -> Match | None:
        """Match an adjective that leaves out its kind word: на Покровському — 7; у Запорізькій — склад."""
        words = self.words
        ending, before = words.keys[stop - 1][-2:], words.keys[at - 1] if at else ""
        if "direction" in self.kinds.named and before == "на" and ending in ("му", "ом"):
            kind = "direction"
        else:
            kind = self._named_before(before, ending, stem)
            if not kind or self._noun_follows(stop):
                return None
        readings = choose(self.index, self._of_stem(stem), kind)
        if not readings:
            return None
        return Match(
            at, stop, words.starts[at], words.ends[stop - 1], stem, readings, kind, kind, adjective=True
        )

    def _named_before(self, before: str, ending: str, stem: str) -> str:
        """Give the class of a kind word of the text that an adjective leaves out: у Курській."""
        if before not in ("у", "в", "по"):
            return ""
        for kind in _LEFT_OUT.get(ending, ()):
            number = kind_number(kind)
            if kind in self.kinds.named and any(r.kind == number for r in self._of_stem(stem)):
                return kind
        return ""

    def _noun_follows(self, stop: int) -> bool:
        """Say whether a word follows that the adjective may belong to; an initialism (ЗСУ) is none."""
        words = self.words
        if stop >= words.size or words.gaps[stop - 1].strip():
            return False
        following = words.text[words.starts[stop] : words.ends[stop]]
        return words.upper or len(following) < 2 or not following.isupper()

    def land(self, at: int) -> Match | None:
        """Match the land around a town: на Нікопольщині is the Nikopol raion, Белгородчина the region."""
        words = self.words
        base = LAND.match(words.keys[at])
        if not base:
            return None
        for ending, kind in (("ськ", "region"), ("ск", "region"), ("ськ", "district")):
            readings = choose(self.index, self._of_stem(base[1] + ending), kind)
            if readings:
                return Match(
                    at, at + 1, words.starts[at], words.ends[at], words.keys[at], readings, kind, kind
                )
        return None

    def _stem(self, at: int) -> tuple[str, int]:
        """Give the stem of the adjective at word `at` and where it ends; "" if there is none."""
        keys = self.words.keys
        if at >= len(keys) or not self.words.caps[at]:
            return "", at
        key = keys[at]
        if key[-1:] == "о" and at + 1 < len(keys) and self.words.gaps[at] in HYPHENS:
            stem = adjective_stem(keys[at + 1])
            return (f"{key} {stem}", at + 2) if stem else ("", at)
        return adjective_stem(key) or "", at + 1

    def _kind_of_list(self, at: int, stop: int) -> tuple[str, int, bool]:
        """Find the kind word behind a list of adjectives from `at`; True if the first has it directly."""
        counted = at > 0 and self.words.keys[at - 1] in self.lexicon.fillers
        for item in range(MAX_LIST):
            kind, kind_stop = self._kind_after(stop)
            if kind:
                return kind, kind_stop, item == 0
            following = self.kinds.next_in_list(stop, counted)
            stem, after = self._stem(following) if following else ("", 0)
            if not stem:
                break
            stop = after
        return "", stop, False

    def _kind_after(self, stop: int) -> tuple[str, int]:
        """Find the kind word after word `stop - 1`, past adjectives (Курська атомна станція)."""
        words = self.words
        kind, kind_stop = self.kinds.after(stop)
        for at in range(stop, min(stop + _BETWEEN, words.size)):
            if (
                kind
                or words.caps[at]
                or words.gaps[at - 1].strip(QUOTES)
                or len(words.keys[at]) < _SHORTEST
                or words.keys[at][-2:] not in _ENDINGS
            ):
                break
            kind, kind_stop = self.kinds.after(at + 1)
            if kind in ADMINISTRATIVE and not words.keys[at].startswith(_OF_UNITS):
                kind = ""
        return kind, kind_stop

    def _of_stem(self, stem: str) -> Readings:
        """Give the readings of a stem; of two towns (Лимано-Куп'янський) those of the second."""
        readings = self.index.lookup(ADJECTIVE + stem)
        if not readings and " " in stem:
            stem = stem.partition(" ")[2]
            readings = self.index.lookup(ADJECTIVE + stem)
        if not readings:
            for guess in regular_stems(stem):
                readings = readings or self.index.lookup(ADJECTIVE + guess)
        return readings
