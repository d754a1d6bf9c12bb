"""Search by name: exact, by beginning, and near misses, over the keys of the index of name forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from difflib import get_close_matches
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from geo.gazetteer.place import Place, name_in
from geo.names import fold

if TYPE_CHECKING:
    from geo.names import NameIndex

SCAN_LIMIT = 20_000  # keys looked at for one beginning or one near miss
LIKENESS = 0.75
LONGEST = 40  # letters of a name that near misses are looked for
_RANK = {"country": 0, "region": 1, "settlement": 2, "district": 3, "facility": 4, "water": 5}
_LETTERS = "abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщъыьэюяєії"
Box = tuple[float, float, float, float]  # south, west, north, east


class Source(Protocol):
    """What a search asks of a gazetteer."""

    place: Callable[[int], Place]

    @property
    def names(self) -> NameIndex: ...
    def spellings(self, row: int) -> list[tuple[str, str]]: ...
    def unit_names(self) -> list[tuple[int, str, str]]: ...


class Finder:
    """Search over the spellings of a gazetteer.

    The index finds candidates, inflected forms included; what counts is a spelling of the place itself.
    """

    def __init__(self, gazetteer: Source) -> None:
        self._gazetteer = gazetteer
        self._place = gazetteer.place

    def exact(self, key: str, lang: str | None = None) -> list[Place]:
        """Return the places with the folded spelling `key`, the weightiest first."""
        rows = [*self._rows([key]), *self._units.get(key, ())]
        return self._spelled(rows, key, str.__eq__, lang)

    def inflected(self, key: str) -> list[Place]:
        """Return the places of which `key` is an inflected form."""
        return sorted(map(self._place, dict.fromkeys(self._rows([key]))), key=weight)

    def search(
        self,
        query: str,
        limit: int,
        language: str = "en",
        countries: Collection[str] = (),
        box: Box | None = None,
        typed: bool = True,
    ) -> list[Place]:
        """Return up to `limit` places; a `typed` query goes on to beginnings and near misses."""
        name, *around = (fold(part) for part in query.split(","))
        found: dict[int, Place] = {}
        if not name or limit < 1:
            return []
        steps = [self.exact, self.inflected, *([self._beginning, self._missed] if typed else [])]
        for step in steps:
            for place in sorted(step(name), key=lambda place: weight(place, name, language)):
                if fits(place, countries, box) and all(self._lies_in(place, part) for part in around if part):
                    found.setdefault(place.row, place)
            if len(found) >= limit or (found and step == self.inflected and not typed):
                break
        return list(found.values())[:limit]

    @cached_property
    def _units(self) -> dict[str, list[int]]:
        """Rows by key for places whose kind is part of the name ("kursk oblast"): the index cuts it."""
        keys: dict[str, list[int]] = defaultdict(list)
        for row, name, _ in self._gazetteer.unit_names():
            keys[fold(name)].append(row)
        return keys

    def _rows(self, keys: Iterable[str]) -> list[int]:
        lookup = self._gazetteer.names.lookup
        return [reading.row for key in keys for reading in lookup(key)]

    def _spelled(
        self, rows: Iterable[int], key: str, agrees: Callable[[str, str], bool], lang: str | None = None
    ) -> list[Place]:
        """Return the places among `rows` with a spelling that agrees with `key`."""
        kept = []
        for row in dict.fromkeys(rows):
            for name, tag in self._gazetteer.spellings(row):
                if agrees(fold(name), key) and (not lang or tag[:2] == lang):
                    kept.append(self._place(row))
                    break
        return sorted(kept, key=lambda place: weight(place, key))

    def _lies_in(self, place: Place, key: str) -> bool:
        """Tell whether the district, region or country of a place has the folded spelling `key`."""
        if key == place.country.lower():
            return True
        return any(
            around.row in (place.district, place.region) or around.id == f"country:{place.country}"
            for around in self.exact(key)
        )

    def _beginning(self, key: str) -> list[Place]:
        rows = self._rows(islice(self._gazetteer.names.keys(key), SCAN_LIMIT))
        rows += [row for unit in self._units if unit.startswith(key) for row in self._units[unit]]
        return self._spelled(rows, key, str.startswith)

    def _missed(self, key: str) -> Iterator[Place]:
        """Yield places whose spelling is one slip away, then those alike with the same two first letters."""
        if not 4 <= len(key) <= LONGEST:
            return
        slips = {place.row: place for slip in sorted(one_slip(key)) for place in self.exact(slip)}
        yield from sorted(slips.values(), key=weight)
        if slips:
            return
        keys = islice(self._gazetteer.names.keys(key[:2]), SCAN_LIMIT)
        near = [other for other in keys if abs(len(other) - len(key)) <= 2]
        for alike in get_close_matches(key, near, n=10, cutoff=LIKENESS):
            yield from self.exact(alike)


def weight(place: Place, key: str = "", language: str = "en") -> tuple[bool, int, int, int, int]:
    """Order places: the user's own, countries, regions, the rest; names of today first; by population."""
    rank = min(_RANK[place.kind], 2)
    names = name_in(place, language), place.name, place.name_uk, place.name_ru
    fitting = next((number for number, name in enumerate(names) if fold(name).startswith(key)), len(names))
    return (
        place.source != "user",
        rank,
        min(fitting, 1) + (fitting == len(names)),
        -place.population,
        place.row,
    )


def fits(place: Place, countries: Collection[str], box: Box | None) -> bool:
    """Tell whether a place lies in one of the countries, if any are given, and in the box."""
    if countries and place.country not in countries:
        return False
    return box is None or (box[0] <= place.lat <= box[2] and box[1] <= place.lon <= box[3])


def one_slip(key: str) -> set[str]:
    """Return the strings one deletion, swap, replacement or insertion away from `key`."""
    letters = _LETTERS[any("а" <= letter <= "ї" for letter in key)]
    halves = [(key[:i], key[i:]) for i in range(len(key) + 1)]
    gone = {a + b[1:] for a, b in halves if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1}
    replaced = {a + letter + b[1:] for a, b in halves if b for letter in letters}
    added = {a + letter + b for a, b in halves for letter in letters}
    return (gone | swapped | replaced | added) - {key}
