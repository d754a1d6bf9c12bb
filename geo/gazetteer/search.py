"""Search by name: exact, by beginning, and near misses."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches

from geo.gazetteer.place import Place
from geo.gazetteer.spelling import fold
from geo.gazetteer.user import Overlay

SCAN_LIMIT = 20_000  # spellings looked at for one beginning or one near miss
LIKENESS = 0.75
_RANK = {"country": 0, "region": 1, "settlement": 2, "district": 3, "facility": 4, "water": 5}
_LETTERS = "abcdefghijklmnopqrstuvwxyz", "абвгґдежзийклмнопрстуфхцчшщъыьэюяєії"
Box = tuple[float, float, float, float]


class Finder:
    """Search over the spellings of a gazetteer file and of the user's places."""

    def __init__(self, connection: sqlite3.Connection, place: Callable[[int], Place], own: Overlay) -> None:
        self._connection = connection
        self._place = place
        self._own = own

    def exact(self, key: str, lang: str | None = None) -> list[Place]:
        """Return the places with the folded spelling `key`, the weightiest first."""
        query = "SELECT DISTINCT place FROM names WHERE key=?"
        found = self._connection.execute(
            query + (" AND lang=?" if lang else ""), (key, lang) if lang else (key,)
        )
        rows = [row for (row,) in found]
        rows += [
            row for row, name, tag in self._own.names if fold(name) == key and (not lang or tag[:2] == lang)
        ]
        return sorted(map(self._place, dict.fromkeys(rows)), key=lambda place: weight(place, key))

    def search(
        self,
        query: str,
        limit: int,
        language: str = "en",
        countries: Iterable[str] = (),
        box: Box | None = None,
        fuzzy: bool = True,
    ) -> list[Place]:
        """Return up to `limit` places; with `fuzzy`, beginnings and near misses follow the exact names."""
        name, *around = (fold(part) for part in query.split(","))
        found: dict[int, Place] = {}
        if not name or limit < 1:
            return []
        for step in (self.exact, self._beginning, self._missed) if fuzzy else (self.exact,):
            for place in step(name):
                if fits(place, countries, box) and all(self._lies_in(place, part) for part in around if part):
                    found.setdefault(place.row, place)
            if len(found) >= limit:
                break
        return list(found.values())[:limit]

    def _lies_in(self, place: Place, key: str) -> bool:
        """Tell whether the district, region or country of a place has the folded spelling `key`."""
        if key == place.country.lower():
            return True
        return any(
            around.row in (place.district, place.region) or around.id == f"country:{place.country}"
            for around in self.exact(key)
        )

    def _beginning(self, key: str) -> list[Place]:
        rows = "SELECT DISTINCT place FROM (SELECT place FROM names WHERE key>=? AND key<? LIMIT ?)"
        found = [row for (row,) in self._connection.execute(rows, (key, key + "\U0010ffff", SCAN_LIMIT))]
        found += [row for row, name, _ in self._own.names if fold(name).startswith(key)]
        return sorted(map(self._place, found), key=weight)

    def _missed(self, key: str) -> Iterator[Place]:
        """Yield places whose spelling is one slip away, then those alike with the same two first letters."""
        if len(key) < 4:
            return
        slips = [place for slip in sorted(one_slip(key)) for place in self.exact(slip)]
        yield from sorted(slips, key=weight)
        if slips:
            return
        start = key[:2]
        query = "SELECT DISTINCT key FROM names WHERE key>=? AND key<? LIMIT ?"
        keys = [k for (k,) in self._connection.execute(query, (start, start + "\U0010ffff", SCAN_LIMIT))]
        for alike in get_close_matches(key, keys, n=10, cutoff=LIKENESS):
            yield from self.exact(alike)


def weight(place: Place, key: str = "") -> tuple[int, bool, int, int]:
    """Order places: countries, regions, the rest; names of today first; by population."""
    rank = min(_RANK[place.kind], 2)
    today = key in (fold(place.name), fold(place.name_uk), fold(place.name_ru))
    return (rank, not today, -place.population, place.row)


def fits(place: Place, countries: Iterable[str], box: Box | None) -> bool:
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
