"""Match windows of words against the name index: every place in the text where a name may stand."""

from collections.abc import Iterator
from dataclasses import dataclass

from geo.inflection import adjective_stem, regular_stems
from geo.names import ADJECTIVE, KINDS, SKELETON, NameIndex, Reading, skeleton
from geo.names.kinds import KindWord, kind_number
from geo.toponyms.lexicon import Lexicon
from geo.toponyms.words import Words

SETTLEMENT, DISTRICT, REGION, COUNTRY, FACILITY, WATER = range(6)
ADMINISTRATIVE = frozenset({"region", "district", "community", "direction"})
"""Classes of kind words that belong to the span of the name; a facility's kind word does not."""

_HYPHENS = frozenset("-‐‑–—")
_QUOTES = " \u00a0\t\n\"«»“”„‘’'"
_NUMBERED = _QUOTES + "-0123456789"  # Engels-2 air base
_CONJUNCTIONS = frozenset({"і", "й", "та", "и", "and", "або", "или", "or", "а"})
_MAX_LIST = 6
_MIN_SKELETON = 5
_MIN_UNKNOWN = 4
_ABBREVIATION = 4
_SMALL = 20_000
_MAX_ROWS = 150


@dataclass(slots=True)
class Match:
    """A name found in the text: words `first` to `stop`, its readings, and the kind word with it."""

    first: int
    stop: int
    start: int
    end: int
    key: str
    readings: tuple[Reading, ...]
    kind: str
    kind_word: str = ""
    adjective: bool = False
    score: float = 0.0
    person: float = 0.0

    def rows(self) -> tuple[int, ...]:
        """Give the rows of the readings, the largest places first."""
        return tuple(reading.row for reading in self.readings[:_MAX_ROWS])


class Matcher:
    """Find the matches of one text."""

    def __init__(self, words: Words, index: NameIndex, lexicon: Lexicon) -> None:
        self.words, self.index, self.lexicon = words, index, lexicon
        self._named_kinds = {
            reading.kind for key in set(words.keys) for reading in lexicon.kinds.get(key, ()) if reading.after
        }
        self._plural = not lexicon.plural_kinds.isdisjoint(words.keys)

    def matches(self) -> list[Match]:
        """Give the matches from left to right; none overlaps another."""
        words, found, at = self.words, [], 0
        caps, size = words.caps, len(words)
        while at < size:
            if caps[at] and not self._introduces(at):
                match = self._adjectives(at) or self._name(at) or self._unknown(at)
                if match:
                    found.append(match)
                    at = match.stop
                    continue
            at += 1
        return found

    def _introduces(self, at: int) -> bool:
        """Say whether word `at` is the kind word of the name after it: Республіка Адигея."""
        words = self.words
        if at + 1 >= len(words) or not words.caps[at + 1] or words.gap(at).strip():
            return False
        return any(reading.before for reading in self.lexicon.kinds.get(words.keys[at], ()))

    # --- kind words -------------------------------------------------------------------------------------

    def _kinds_at(self, at: int) -> Iterator[tuple[KindWord, int]]:
        """Give the kind words that begin at word `at` with their numbers of words, phrases first."""
        keys, lexicon = self.words.keys, self.lexicon
        for extra in range(lexicon.kind_heads.get(keys[at], 0), 0, -1):
            if at + extra < len(keys):
                for kind in lexicon.kinds.get(" ".join(keys[at : at + extra + 1]), ()):
                    yield kind, extra + 1
        for kind in lexicon.kinds.get(keys[at], ()):
            yield kind, 1

    def kind_before(self, at: int) -> str:
        """Give the class of the kind word right before word `at`: село, м., аеродром; "" if there is none."""
        keys = self.words.keys
        for size in (1, 2, 3):
            first = at - size
            if first < 0 or self.words.gap(at - 1).strip(_QUOTES) not in ("", ".", "-"):
                return ""
            phrase = keys[first] if size == 1 else " ".join(keys[first:at])
            if "." in self.words.gap(at - 1) and len(keys[at - 1]) > _ABBREVIATION:
                return ""
            for reading in self.lexicon.kinds.get(phrase, ()):
                if reading.before:
                    return reading.kind
        return ""

    def _kind_after(self, stop: int) -> tuple[str, int]:
        """Give the class of the kind word after word `stop - 1` and where it ends."""
        if stop >= len(self.words) or self.words.gap(stop - 1).strip(_NUMBERED):
            return "", stop
        for kind, size in self._kinds_at(stop):
            if kind.after:
                return kind.kind, stop + size
        return "", stop

    # --- adjectives: Курська область, на Покровському напрямку, Рязанський НПЗ -----------------------------

    def _stem(self, at: int) -> tuple[str, int]:
        """Give the stem of the adjective at word `at` and where it ends; "" if there is none."""
        keys = self.words.keys
        if at >= len(keys) or not self.words.caps[at]:
            return "", at
        key = keys[at]
        if key[-1:] == "о" and at + 1 < len(keys) and self.words.gap(at) in _HYPHENS:
            stem = adjective_stem(keys[at + 1])
            return (f"{key} {stem}", at + 2) if stem else ("", at)
        if "ск" not in key and "ьк" not in key and "цк" not in key:
            return "", at
        return adjective_stem(key) or "", at + 1

    def _adjectives(self, at: int) -> Match | None:
        """Match an adjective with its kind word, which may stand after the last of a list of adjectives."""
        stem, stop = self._stem(at)
        if not stem:
            return None
        kind, kind_stop, last = self._kind_of_list(stop)
        if not kind:
            return self._elliptic(at, stem, stop)
        if kind == "sea":  # names of waters are in the index as a whole
            return None
        if stem in self.lexicon.nations and kind not in ("district", "community"):
            return None
        readings = self._choose(self._of_stem(stem), kind)
        if not readings and kind not in ADMINISTRATIVE:
            return None
        words = self.words
        end = words.ends[kind_stop - 1 if last and kind in ADMINISTRATIVE else stop - 1]
        place_kind = self._place_kind(readings, kind)
        stop = kind_stop if last else stop
        return Match(at, stop, words.starts[at], end, stem, readings, place_kind, kind, adjective=True)

    def _elliptic(self, at: int, stem: str, stop: int) -> Match | None:
        """Match an adjective that leaves out its kind word: на Покровському — 7; у Запорізькій — склад."""
        words = self.words
        ending, before = words.keys[stop - 1][-2:], words.keys[at - 1] if at else ""
        if "direction" in self._named_kinds and before == "на" and ending in ("му", "ом"):
            kind = "direction"
        elif "region" in self._named_kinds and before in ("у", "в") and ending in ("ій", "ой"):
            kind = "region"
        else:
            return None
        readings = self._choose(self._of_stem(stem), kind)
        if not readings or (kind == "region" and stop < len(words) and not words.gap(stop - 1).strip()):
            return None
        return Match(
            at, stop, words.starts[at], words.ends[stop - 1], stem, readings, kind, kind, adjective=True
        )

    def _kind_of_list(self, stop: int) -> tuple[str, int, bool]:
        """Find the kind word behind a list of adjectives; True if it follows the first one directly."""
        for item in range(_MAX_LIST):
            kind, kind_stop = self._kind_after(stop)
            for _ in range(2):  # Курська атомна електростанція
                if (
                    kind
                    or stop >= len(self.words)
                    or self.words.caps[stop]
                    or self.words.gap(stop - 1).strip(_QUOTES)
                ):
                    break
                if self.words.keys[stop][-2:] not in _ADJECTIVE_ENDINGS:
                    break
                people = self.words.keys[stop].startswith("народн")  # Донецкая народная республика
                kind, kind_stop = self._kind_after(stop + 1)
                if kind in ADMINISTRATIVE and not people:
                    kind = ""
                stop += 1
            if kind:
                return kind, kind_stop, item == 0
            following = self._next_in_list(stop)
            if not following:
                break
            stem, after = self._stem(following)
            if not stem:
                break
            stop = after
        return "", stop, False

    def _next_in_list(self, stop: int) -> int:
        """Give the word after a comma or a conjunction that follows word `stop - 1`; 0 if there is none."""
        words = self.words
        if stop >= len(words):
            return 0
        gap = words.gap(stop - 1).strip()
        if gap in (",", "", "/") and words.keys[stop] in _CONJUNCTIONS:
            return stop + 1 if stop + 1 < len(words) else 0
        return stop if gap in (",", "/", "-", "–") else 0

    def _of_stem(self, stem: str) -> tuple[Reading, ...]:
        readings = self.index.lookup(ADJECTIVE + stem)
        if not readings:
            for guess in regular_stems(stem):
                readings = readings or self.index.lookup(ADJECTIVE + guess)
        return readings

    def _choose(self, readings: tuple[Reading, ...], kind: str) -> tuple[Reading, ...]:
        """Keep the readings that the class of the kind word allows, the fitting class first."""
        of = self.index.kind
        number = kind_number(kind)
        fitting = tuple(r for r in readings if r.kind == number)
        if kind == "region":
            return fitting
        if kind == "direction":
            regions = tuple(r for r in readings if of[r.row] == REGION)
            return regions + self._settlements(readings)
        settlements = self._settlements(readings)
        if kind in ("district", "community"):
            if not fitting:
                fitting = tuple(r for r in readings if of[r.row] == DISTRICT)
            return fitting or settlements
        fitting = fitting or tuple(r for r in readings if of[r.row] == FACILITY)
        return fitting or settlements

    def _place_kind(self, readings: tuple[Reading, ...], kind: str) -> str:
        if kind in ("region", "direction"):
            return kind
        if kind in ("district", "community"):
            return "district"
        if kind == "settlement":
            return "settlement"
        if readings and self.index.kind[readings[0].row] == WATER:
            return "water"
        return "facility"

    # --- names --------------------------------------------------------------------------------------------

    def _name(self, at: int) -> Match | None:
        words = self.words
        latin = words.keys[at].isascii()
        key, stop, number = self._longest(at)
        if number < 0 and not latin:
            key, stop, number = self._longest_skeleton(at)
        readings = self.index.likely(number) if number >= 0 else ()
        if latin:
            match = self._latin_with_kind(at, key, stop, readings)
            if match:
                return match
        if not readings:
            return None
        if not latin and self.index.population[readings[0].row] < _SMALL:
            readings = self._with_skeleton(key, readings)
        if not latin and all(self.index.kind[reading.row] == WATER for reading in readings):
            readings = self._rather_settlements(at, stop, readings)
        kind_before = self.kind_before(at)
        match = Match(at, stop, words.starts[at], words.ends[stop - 1], key, readings, "", kind_before)
        self._settle_kind(match)
        if latin and match.kind == "region" and self._abbreviated(match):
            match.end += 1
        return match

    def _unknown(self, at: int) -> Match | None:
        """Match a name that the gazetteer lacks: село Найтоповичи, в Найтоповичах Брянской области."""
        words, lexicon = self.words, self.lexicon
        key = words.keys[at]
        if len(key) < _MIN_UNKNOWN or key in lexicon.first_names:
            return None
        before = words.keys[at - 1] if at else ""
        named = self.kind_before(at) == "settlement" and (
            before == "of" if key.isascii() else len(before) > 2
        )
        if not named:
            placed = (
                at > 0 and words.keys[at - 1] in lexicon.relations and words.gap(at - 1) in (" ", "\u00a0")
            )
            container = self._adjectives(at + 1) if placed and at + 1 < len(words) else None
            if container is None or container.kind not in ("region", "district"):
                return None
        return Match(
            at, at + 1, words.starts[at], words.ends[at], key, (), "settlement", "settlement" if named else ""
        )

    def _with_skeleton(self, key: str, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
        """Add to the readings of a village's name the villages that are spelled so by our rules only."""
        if len(key) < _MIN_SKELETON or self.index.kind[readings[0].row] != SETTLEMENT:
            return readings
        number = self.index.find(SKELETON + skeleton(key))
        if number < 0:
            return readings
        known = {reading.row for reading in readings}
        return readings + tuple(r for r in self.index.likely(number) if r.row not in known)

    def _rather_settlements(self, at: int, stop: int, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
        """Prefer a settlement of another spelling to a river, where nothing speaks of water."""
        if stop - at > 1 or self._near_water(at, stop):
            return readings
        _, _, number = self._longest_skeleton(at)
        return (number >= 0 and self._settlements(self.index.likely(number))) or readings

    def _abbreviated(self, match: Match) -> bool:
        """Say whether the dot after a region belongs to it, as in "Paris, Ky."."""
        words = self.words
        dot = len(match.key) <= 5 and words.text[match.end : match.end + 1] == "."
        return (
            dot
            and match.first > 0
            and words.gap(match.first - 1).strip() == ","
            and match.key not in _FULL_NAMES
        )

    def _longest(self, at: int) -> tuple[str, int, int]:
        """Give the longest key of the index that begins at word `at`, its end, and its number (or -1)."""
        words, find = self.words, self.index.find
        keys = words.keys
        number = find(keys[at])
        if number < 0:
            return keys[at], at + 1, -1
        best = (keys[at], at + 1, number)
        key = keys[at]
        for stop in range(at + 1, min(len(keys), at + 1 + self.index.following.get(number, 0))):
            gap = words.gap(stop - 1)
            if gap.strip() and gap not in _HYPHENS and gap != ". ":
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
        return self.words.caps[stop] or gap in _HYPHENS or self.index.kind[readings[0].row] != SETTLEMENT

    def _longest_skeleton(self, at: int) -> tuple[str, int, int]:
        """Do the same with the skeletons of spellings that no source has."""
        words, find = self.words, self.index.find
        key = words.keys[at]
        if len(key) < _MIN_SKELETON:
            return key, at + 1, -1
        bones = SKELETON + skeleton(key)
        number = find(bones)
        if number >= 0 and self.index.following.get(number) and at + 1 < len(words) and words.caps[at + 1]:
            longer = find(f"{bones} {skeleton(words.keys[at + 1])}")
            if longer >= 0 and not words.gap(at).strip(" -"):
                return f"{key} {words.keys[at + 1]}", at + 2, longer
        return key, at + 1, number if number >= 0 and self.index.likely(number) else -1

    def _latin_with_kind(self, at: int, key: str, stop: int, readings: tuple[Reading, ...]) -> Match | None:
        """Match an English name with the kind word after it: Kursk Oblast, Pokrovsk direction."""
        words = self.words
        for end in dict.fromkeys((stop, at + 1, at + 2)):
            kind, kind_stop = self._kind_after(end) if end <= len(words) else ("", end)
            if not kind and self._plural and end == stop:
                kind, kind_stop = self._kind_of_names(end), end
            if not kind or kind == "settlement":
                continue
            name = " ".join(words.keys[at:end])
            direct = readings if name == key else ()
            chosen = self._choose(self.index.lookup(ADJECTIVE + name), kind)
            if not chosen and kind in ("direction", "community", "district"):
                chosen = tuple(r for r in direct if self.index.kind[r.row] == SETTLEMENT)
                if (
                    kind == "district"
                    and chosen
                    and not words.keys[end].startswith(("raion", "rayon", "district"))
                ):
                    continue
            if not chosen and kind not in ADMINISTRATIVE:
                chosen = tuple(r for r in direct if self.index.kind[r.row] in (FACILITY, SETTLEMENT))
            if not chosen:
                continue
            with_kind = kind in ADMINISTRATIVE and kind_stop > end
            last = kind_stop if with_kind else end
            place_kind = self._place_kind(chosen, kind)
            return Match(
                at,
                last,
                words.starts[at],
                words.ends[last - 1],
                name,
                chosen,
                place_kind,
                kind,
                adjective=with_kind,
            )
        return None

    def _kind_of_names(self, stop: int) -> str:
        """Give the class of a plural kind word behind a list of English names (Sumy and Kharkiv regions)."""
        words = self.words
        for _ in range(_MAX_LIST):
            following = self._next_in_list(stop)
            if following and words.keys[following] in _CONJUNCTIONS:  # "Cooke, Grayson, and Love counties"
                following += 1
            if not following or following >= len(words) or not words.caps[following]:
                return ""
            stop = self._longest(following)[1]
            kind, _ = self._kind_after(stop)
            if kind and words.keys[stop] in self.lexicon.plural_kinds:
                return kind
        return ""

    def _settlements(self, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
        return tuple(reading for reading in readings if self.index.kind[reading.row] == SETTLEMENT)

    def _near_water(self, first: int, stop: int) -> bool:
        """Say whether the words before or after speak of a river: левый берег Днепра, the Dnipro."""
        keys = self.words.keys
        near = keys[max(0, first - _RIVER_WORDS) : first] + keys[stop : stop + 1]
        return not self.lexicon.banks.isdisjoint(near)

    def _settle_kind(self, match: Match) -> None:
        """Keep the readings that the kind word before the name allows, and name the kind of the match."""
        of = self.index.kind
        kind, readings = match.kind_word, match.readings
        if kind and kind not in ADMINISTRATIVE and kind != "settlement":
            number = kind_number(kind)
            fitting = tuple(r for r in readings if r.kind == number)
            fitting = fitting or tuple(r for r in readings if of[r.row] in (FACILITY, WATER))
            match.readings = fitting or readings
        elif kind == "settlement":
            match.readings = self._settlements(readings) or readings
        elif kind == "region":
            match.readings = tuple(r for r in readings if of[r.row] == REGION) or readings
        else:
            first = readings[0]
            if len(readings) > 1:
                waters = tuple(r for r in readings if of[r.row] == WATER)
                if waters and self._near_water(match.first, match.stop):
                    match.readings = waters
                elif of[first.row] in (FACILITY, WATER):
                    match.readings = self._settlements(readings) or readings
        if match.key in self.lexicon.capitals and not kind:
            match.readings = self._settlements(match.readings) or match.readings
        match.kind = KINDS[of[match.readings[0].row]]


_RIVER_WORDS = 2
_FULL_NAMES = frozenset(
    {"texas", "maine", "idaho", "iowa", "ohio", "utah", "kent", "essex", "devon", "perm", "yukon"}
)
_ADJECTIVE_ENDINGS = frozenset(
    (
        "ий",
        "ій",
        "ого",
        "го",
        "му",
        "им",
        "ім",
        "на",
        "ої",
        "ну",
        "ою",
        "ая",
        "ой",
        "ую",
        "ое",
        "ом",
        "ый",
        "ым",
        "не",
    )
)
