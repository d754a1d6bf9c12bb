"""Match names: the longest of the index at a capital, and names that the gazetteer lacks."""

import re
from functools import cached_property

from geo.inflection import adjective_stem
from geo.names import KINDS, LIKE, SKELETON, NameIndex, Reading, alike, skeleton
from geo.names.columns import NATIVE
from geo.names.kinds import kind_number
from geo.toponyms.adjectives import AdjectiveMatcher
from geo.toponyms.beginnings import MIN_SKELETON, beginnings
from geo.toponyms.english import EnglishMatcher
from geo.toponyms.kindwords import CONJUNCTIONS, HYPHENS, JOINS, KindWords
from geo.toponyms.lexicon import Lexicon
from geo.toponyms.longest import Longest
from geo.toponyms.match import ADMINISTRATIVE, FACILITY, REGION, SETTLEMENT, WATER, Match
from geo.toponyms.readings import Readings, kind_of_place, of_kind
from geo.toponyms.words import Words

_AIRFIELD = kind_number("airfield")
_NUMBER = re.compile(r"-\d{1,2}(?!\w)")  # Engels-2
_ORDINAL = re.compile(r"перв|втор|трет|перш|друг")  # Новостроевка-Первая
_ADJECTIVAL = ("ий", "ый", "ій")
_MIN_UNKNOWN = 4
_SMALL = 100_000
_FAR_DEGREES = 5.0
_RIVER_WORDS = 2
_SHORES = ("до", "к", "ко", "за")
_TO_THE_RIVER = re.compile(
    r"ви(?:йш|йт|хо)|вы(?:шл|шел|йт|ход)|тіка|втеч|беж|бег|від(?:в|ій|ст|хо)|от(?:вод|вест|вел|ош|ойт|ход|ступ)|перепр"
)
_MOTION_WORDS = 5


class Matcher:
    """Find the matches of one text."""

    def __init__(self, words: Words, index: NameIndex, lexicon: Lexicon) -> None:
        self.words, self.index, self.lexicon = words, index, lexicon
        self.kinds = KindWords(words, lexicon)
        self.longest = Longest(words, index)
        self._carry: tuple[str, int] | None = None
        self.adjectives = AdjectiveMatcher(words, index, lexicon, self.kinds)
        self.english = EnglishMatcher(words, index, lexicon, self.kinds, self.longest)

    def matches(self) -> list[Match]:
        """Give the matches from left to right; none overlaps another."""
        words, found, at = self.words, [], 0
        keys, caps, size, may_begin = words.keys, words.caps, words.size, beginnings(self.index).may
        while at < size:
            match = None
            if caps[at] and not self.kinds.introduces(at):
                match = (may_begin(keys[at]) and self._known_at(at)) or self._unknown(at)
            if match:
                if match.kind == "facility" and (number := _NUMBER.match(words.text, match.end)):
                    match.end = number.end()
                found.append(match)
                self._carry = self._shares(match)
            at = match.stop if match else at + 1
        return found

    def _known_at(self, at: int) -> Match | None:
        """Match a name that the gazetteer knows: with its kind word, by itself, or as the land around it."""
        return self.adjectives.match(at) or self._name(at) or self.adjectives.land(at)

    def _name(self, at: int) -> Match | None:
        words = self.words
        latin = words.keys[at].isascii()
        key, stop, number = self.longest.key(at)
        if number >= 0 and not latin and not self.index.likely(number) and not self._adjective(at):
            number = -1  # the former name of a town only, which hides no village that is spelled so
        pair = stop == at + 1 < words.size and words.caps[stop] and words.gaps[at] in JOINS
        if not latin and (number < 0 or pair):
            bones = self.longest.skeleton(at, SKELETON, skeleton)
            if number < 0 or bones[1] > stop:
                key, stop, number = bones
            if number < 0:
                key, stop, number = self.longest.skeleton(at, LIKE, alike)
        readings = self.index.likely(number) if number >= 0 else ()
        if latin:
            match = self.english.match(at, key, stop, readings)
            if match:
                return match
        if not readings:
            return None
        if not latin and (part := self._part_of_compound(at, stop, readings)):
            return part
        if not latin and self.index.population[readings[0].row] < _SMALL:
            readings = self._with_skeleton(key, readings)
        if not latin and self.index.kind[readings[0].row] == WATER:
            readings = self._rather_settlements(at, stop, readings)
        if not latin and (match := self._with_kind_after(at, stop, key, readings)):
            return match
        kind_before = self.kinds.before(at)
        if not kind_before and self._carry and self.kinds.next_in_list(self._carry[1]) == at:
            kind_before = self._carry[0]
        if latin and not kind_before and stop < words.size and not words.caps[stop]:
            kind_before = "settlement" if self.kinds.after(stop)[0] == "settlement" else ""  # Rai village
        match = Match(at, stop, words.starts[at], words.ends[stop - 1], key, readings, "", kind_before)
        self._settle_kind(match)
        if latin and match.kind == "region" and self.english.abbreviated(match):
            match.end += 1
        return match

    def _adjective(self, at: int) -> bool:
        """Say whether word `at` may be an adjective: харківський, Западной Сибири."""
        words = self.words
        named = at + 1 < words.size and words.caps[at + 1] and not words.gaps[at].strip()
        return named or words.keys[at].endswith(_ADJECTIVAL) or adjective_stem(words.keys[at]) is not None

    def _shares(self, match: Match) -> tuple[str, int] | None:
        """Give the class and the end of a match whose plural kind word holds for the names after it, too."""
        words, first = self.words, match.first
        if not match.kind_word or match.kind_word in ADMINISTRATIVE:
            return None
        plural = first > 0 and words.keys[first - 1] in self.lexicon.plural_kinds
        if plural or (self._carry and self.kinds.next_in_list(self._carry[1]) == first):
            return match.kind_word, match.stop
        return None

    def _with_kind_after(self, at: int, stop: int, key: str, readings: Readings) -> Match | None:
        """Match the name of a district as a whole: Новгород-Сіверський район."""
        kind, kind_stop = self.kinds.after(stop)
        if kind not in ADMINISTRATIVE:
            return None
        number = kind_number(kind)
        fitting = tuple(r for r in readings if r.kind == number)
        if not fitting:
            return None
        words = self.words
        place_kind = kind_of_place(self.index, fitting, kind)
        end = words.ends[kind_stop - 1]
        return Match(at, kind_stop, words.starts[at], end, key, fitting, place_kind, kind, adjective=True)

    def _part_of_compound(self, at: int, stop: int, readings: Readings) -> Match | None:
        """Match as unknown a name of two parts of which the gazetteer knows one: Каменка-Бузкая."""
        words = self.words
        if self.index.population[readings[0].row] >= _SMALL:
            return None
        first, last = at, stop
        if at and words.caps[at - 1] and words.gaps[at - 1] in HYPHENS and not self._known(at - 1):
            first = at - 1
        elif stop < words.size and words.caps[stop] and words.gaps[stop - 1] in HYPHENS:
            apart = self._known(stop) and not _ORDINAL.match(words.keys[stop])
            last = stop if apart or words.upper else stop + 1
        if (first, last) == (at, stop) or words.keys[last - 1].isascii() or words.keys[first].isascii():
            return None
        start, end = words.starts[first], words.ends[last - 1]
        return Match(first, last, start, end, words.keys[first], (), "settlement")

    def _known(self, at: int) -> bool:
        """Say whether a name of the gazetteer begins at word `at`."""
        return self.longest.key(at)[2] >= 0 or self.longest.skeleton(at, SKELETON, skeleton)[2] >= 0

    def _with_skeleton(self, key: str, readings: Readings) -> Readings:
        """Add to the readings of a village's name the villages that are spelled so by our rules only."""
        if len(key) < MIN_SKELETON or self.index.kind[readings[0].row] != SETTLEMENT:
            return readings
        number = self.index.find(SKELETON + skeleton(key))
        if number < 0:
            return readings
        known = {reading.row for reading in readings}
        return readings + tuple(r for r in self.index.likely(number) if r.row not in known)

    def _rather_settlements(self, at: int, stop: int, readings: Readings) -> Readings:
        """Prefer a settlement of another spelling to a river, where nothing speaks of water."""
        others = any(self.index.kind[reading.row] != WATER for reading in readings)
        if others or stop - at > 1 or self._near_water(at, stop):
            return readings
        _, _, number = self.longest.skeleton(at, SKELETON, skeleton)
        return (number >= 0 and of_kind(self.index, self.index.likely(number), SETTLEMENT)) or readings

    def _near_water(self, first: int, stop: int) -> bool:
        """Say whether the words before or after speak of a river: левый берег Днепра, the Dnipro."""
        keys = self.words.keys
        near = keys[max(0, first - _RIVER_WORDS) : first] + keys[stop : stop + 1]
        if not self.lexicon.banks.isdisjoint(near):
            return True
        reached = first > 0 and keys[first - 1] in _SHORES  # вийшли до Дніпра, отводить войска за Днепр
        return reached and any(map(_TO_THE_RIVER.match, keys[max(0, first - _MOTION_WORDS) : first - 1]))

    def _settle_kind(self, match: Match) -> None:
        """Keep the readings that the kind word before the name allows, and name the kind of the match."""
        of = self.index.kind
        kind, readings = match.kind_word, match.readings
        if kind and kind not in ADMINISTRATIVE and kind != "settlement":
            number = kind_number(kind)
            fitting = tuple(r for r in readings if r.kind == number)
            others = of_kind(self.index, readings, FACILITY, WATER)
            towns = tuple(
                r for r in of_kind(self.index, readings, SETTLEMENT) if self.index.country(r.row) in NATIVE
            )
            # The port of Odesa is not its refinery, but in the town.
            match.readings = fitting or tuple(r for r in others if not r.kind) or towns or others or readings
        elif kind == "settlement":
            match.readings = of_kind(self.index, readings, SETTLEMENT) or readings
        elif kind == "region":
            match.readings = of_kind(self.index, readings, REGION) or readings
        elif self._land_of(match) and of_kind(self.index, readings, REGION):
            match.readings = of_kind(self.index, readings, REGION)
        elif len(readings) > 1:
            bare = tuple([r for r in readings if not r.kind])
            match.readings = self._by_itself(match, bare or readings)
            if bare and self._of_airfields:  # four bases: Belaya, to which no town of its name is near
                match.readings += tuple(
                    [r for r in readings if r.kind == _AIRFIELD and self._far(r, match.readings)]
                )
        if match.key in self.lexicon.capitals and not kind:
            match.readings = of_kind(self.index, match.readings, SETTLEMENT) or match.readings
        match.kind = KINDS[of[match.readings[0].row]]

    @cached_property
    def _of_airfields(self) -> bool:
        """Whether the text speaks of airfields, which it may then call by their names alone."""
        return "airfield" in self.kinds.named or "bases" in self.words.keys

    def _by_itself(self, match: Match, readings: Readings) -> Readings:
        """Keep the readings of a name without a kind word: a facility would have it, a river banks."""
        of = self.index.kind
        kinds = {of[reading.row] for reading in readings}
        if WATER in kinds:
            waters = of_kind(self.index, readings, WATER)
            others = tuple(reading for reading in readings if reading not in waters)
            if self._near_water(match.first, match.stop) or self._far(waters[0], others):
                return waters
        if SETTLEMENT in kinds and len(kinds) > 1:
            return tuple(reading for reading in readings if of[reading.row] not in (FACILITY, WATER))
        return readings

    def _land_of(self, match: Match) -> bool:
        """Say whether a preposition shows that a land is meant: на Запоріжжі, but у Запоріжжі."""
        return match.first > 0 and self.words.keys[match.first - 1] == "на" and match.key[-1] in "іи"

    def _far(self, place: Reading, others: Readings) -> bool:
        """Say whether all others lie many hundreds of kilometres away: Дунай near Vladivostok."""
        lat, lon = self.index.lat, self.index.lon
        return all(
            abs(lat[place.row] - lat[other.row]) > _FAR_DEGREES
            or abs(lon[place.row] - lon[other.row]) > 2 * _FAR_DEGREES
            for other in others
        )

    def _unknown(self, at: int) -> Match | None:
        """Match a name that the gazetteer lacks: село Найтоповичи, в Найтоповичах Брянской области."""
        words, lexicon = self.words, self.lexicon
        key = words.keys[at]
        if len(key) < _MIN_UNKNOWN or key in lexicon.first_names or key in lexicon.never:
            return None
        before = words.keys[at - 1] if at else ""
        named = self.kinds.before(at) == "settlement" and (
            before == "of"
            if key.isascii()
            else len(before) > 2 or (at > 1 and words.keys[at - 2] in lexicon.relations)
        )
        if not named:
            leads = before in lexicon.relations or before in CONJUNCTIONS
            placed = leads and words.gaps[at - 1] in (" ", "\u00a0")
            container = self.adjectives.match(at + 1) if placed and at + 1 < words.size else None
            if container is None or container.kind not in ("region", "district"):
                return None
        return Match(
            at, at + 1, words.starts[at], words.ends[at], key, (), "settlement", "settlement" if named else ""
        )
