"""Read the form index: keys to places, and the columns of the places, straight from the mapped file."""

from __future__ import annotations

import math
import mmap
import struct
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, Self

import marisa_trie

from geo.errors import PlaceError
from geo.names.build import COLUMNS, FOOTER, LEXEME, MAGIC, MANY
from geo.names.columns import NATIVE, PLACE_COLUMNS, PlaceRow, country_name, fill_row, new_columns
from geo.names.forms import FORMER, KIND_SHIFT, VARIANT, better, forms_of, longest_names

_MANY_BEARERS = 10


class Reading(NamedTuple):
    """A place that a key may mean; `kind` is the class number of the kind word that belongs to the name."""

    row: int
    tags: int
    kind: int


class NameIndex:
    """Names of places, inflected and folded.

    `lat`, `lon` … are columns indexed by the row of a place. `following` tells, for the number of a key that
    begins keys of several words, how many words may follow. `own` are the rows of the user's places.
    """

    lat: Any
    lon: Any
    population: Any
    region: Any
    district: Any
    kind: Any
    _country: Any

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        footer = mapped[-FOOTER.size :]
        if len(footer) < FOOTER.size or not footer.startswith(MAGIC):
            raise PlaceError(
                f"{path} is not a name index of this version: rebuild it with scripts/build_gazetteer.py"
            )
        _, position, *lengths = FOOTER.unpack(footer)
        self._trie = marisa_trie.Trie()
        self._trie.mmap(str(path))
        view: Any = memoryview(mapped)
        self._columns: dict[str, Any] = {}
        for (name, code), length in zip(COLUMNS.items(), lengths, strict=True):
            size = length * struct.calcsize(code)
            self._columns[name] = view[position : position + size].cast(code)
            position += size + -size % 8
        self.own: frozenset[int] = frozenset()
        self._own: dict[str, int] = {}
        self._own_readings: dict[int, list[tuple[int, int]]] = {}
        get = self._trie.get
        self.find: Callable[[str], int] = lru_cache(maxsize=20_000)(lambda key: get(key, -1))
        self.readings = lru_cache(maxsize=20_000)(self._readings)
        self.likely = lru_cache(maxsize=20_000)(self._likely)
        self.following = dict(zip(self._columns["first_words"], self._columns["following"], strict=True))
        self._publish()

    def _publish(self) -> None:
        for name in PLACE_COLUMNS:
            setattr(self, name if name != "country" else "_country", self._columns[name])

    @classmethod
    def open(
        cls, path: Path, places: Iterable[PlaceRow] = (), names: Iterable[tuple[int, str, str]] = ()
    ) -> Self:
        """Map the index at `path`; lay `places` and their `names` (as for `build`) over it in memory.

        Raises PlaceError if the file is missing or of another version.
        """
        if not path.is_file():
            raise PlaceError(f"no name index at {path}: build it with scripts/build_gazetteer.py")
        index = cls(path)
        own = list(places)
        if own:
            index._lay_over(own, names)
        return index

    def _lay_over(self, places: list[PlaceRow], names: Iterable[tuple[int, str, str]]) -> None:
        """Add the user's places; a place in a row of the file replaces it there, its old names stay."""
        size = max(len(self.lat), *(place.row + 1 for place in places))
        columns = new_columns(size)
        for name in PLACE_COLUMNS:
            columns[name][: len(self._columns[name])] = array(PLACE_COLUMNS[name], self._columns[name])
        self.own = frozenset(place.row for place in places)
        about = {}
        for place in places:
            fill_row(columns, place)
            about[place.row] = (place.kind, place.country in NATIVE)
        keys: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for row, name, lang in names:
            if row in about:
                for key, tags in forms_of(" ".join(name.split()), lang, *about[row]):
                    keys[key].append((row, tags))
        longest = longest_names(keys)
        for number, key in enumerate({*keys, *longest}, start=len(self._trie)):
            known = self.find(key)
            self._own[key] = number
            self._own_readings[number] = [*keys.get(key, ()), *(self._packed(known) if known >= 0 else ())]
            self.following[number] = max(self.following.get(known, 0), longest.get(key, 0))
        self._columns |= columns
        self._publish()
        file_find, own_find = self.find, self._own.get
        self.find = lambda key: own_find(key) or file_find(key)

    def __contains__(self, key: str) -> bool:
        return self.find(key) >= 0

    def __len__(self) -> int:
        return len(self._trie) + len(self._own)

    def keys(self, beginning: str) -> Iterator[str]:
        """Yield the keys with this beginning, the user's last."""
        yield from self._trie.iterkeys(beginning)
        yield from (key for key in self._own if key.startswith(beginning))

    def country(self, row: int) -> str:
        """Give the ISO 3166 alpha-2 code of the country of a place, "" if it has none."""
        return country_name(self._country[row])

    def lookup(self, key: str) -> tuple[Reading, ...]:
        """Give the places that a folded name may mean, the largest first."""
        number = self.find(key)
        return self.readings(number) if number >= 0 else ()

    def _likely(self, number: int) -> tuple[Reading, ...]:
        """Give the readings of a key without former names of places far smaller than its bearer.

        A city that was called as many villages are today is not meant either: Donetsk was once Oleksandrivka.
        """
        readings = self.readings(number)
        today = [self.population[r.row] for r in readings if not r.tags & FORMER]
        if len(today) == len(readings):
            return readings
        main = max(today, default=0)
        most = main if len(today) >= _MANY_BEARERS else math.inf
        return tuple(
            r
            for r in readings
            if not r.tags & FORMER
            or r.row in self.own
            or (self.population[r.row] <= most and (r.tags & VARIANT or self.population[r.row] * 10 >= main))
        )

    def _packed(self, number: int) -> list[tuple[int, int]]:
        if number in self._own_readings:
            return self._own_readings[number]
        columns = self._columns
        links = [columns["links"][number]]
        if links[0] & MANY:
            at = links[0] ^ MANY
            links = columns["more"][at + 1 : at + 1 + columns["more"][at]]
        starts = columns["lexeme_starts"]
        found = []
        for link in links:
            target, tags = link >> 8, link & 255
            if link & LEXEME:
                lexeme = target ^ LEXEME >> 8
                found += [(row, tags) for row in columns["lexeme_rows"][starts[lexeme] : starts[lexeme + 1]]]
            else:
                found.append((target, tags))
        return found

    def _readings(self, number: int) -> tuple[Reading, ...]:
        best: dict[int, int] = {}
        for row, tags in self._packed(number):
            best[row] = better(best[row], tags) if row in best else tags
        rows = sorted(sorted(best), key=self.population.__getitem__, reverse=True)
        return tuple([Reading(row, best[row] & 7, best[row] >> KIND_SHIFT) for row in rows])
