"""The columns that the index keeps of the places, indexed by row."""

from __future__ import annotations

from array import array
from functools import cache
from typing import Any, Protocol

KINDS = ("settlement", "district", "region", "country", "facility", "water")
NONE = 0xFFFFFFFF
"""In a column of rows: no such place."""

NATIVE = frozenset({"UA", "RU", "BY", "KZ", "MD", "PL", "GE", "AM", "AZ"})
"""Countries whose names Ukrainian and Russian decline in every ending."""

PLACE_COLUMNS = {
    "lat": "f", "lon": "f", "population": "I", "region": "I", "district": "I", "country": "H",
    "kind": "B",
}  # fmt: skip
_EMPTY = {"region": NONE, "district": NONE}


class PlaceRow(Protocol):
    """What the index keeps of a place; `geo.gazetteer.Place` is one."""

    @property
    def row(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def name_uk(self) -> str: ...
    @property
    def name_ru(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def lat(self) -> float: ...
    @property
    def lon(self) -> float: ...
    @property
    def country(self) -> str: ...
    @property
    def region(self) -> int | None: ...
    @property
    def district(self) -> int | None: ...
    @property
    def population(self) -> int: ...


def new_columns(size: int) -> dict[str, array[Any]]:
    """Give empty columns for rows below `size`."""
    return {name: array(code, [_EMPTY.get(name, 0)]) * size for name, code in PLACE_COLUMNS.items()}


def fill_row(columns: dict[str, array[Any]], place: PlaceRow) -> None:
    """Write a place into its row of the columns."""
    row = place.row
    columns["lat"][row], columns["lon"][row] = place.lat, place.lon
    columns["population"][row] = max(0, place.population)
    columns["region"][row] = NONE if place.region is None else place.region
    columns["district"][row] = NONE if place.district is None else place.district
    columns["country"][row] = country_code(place.country)
    columns["kind"][row] = KINDS.index(place.kind)


def country_code(country: str) -> int:
    """Pack an ISO 3166 alpha-2 code into a number; 0 for none."""
    return ord(country[0]) << 8 | ord(country[1]) if len(country) == 2 and country.isascii() else 0


@cache
def country_name(code: int) -> str:
    """Unpack what `country_code` packed."""
    return chr(code >> 8) + chr(code & 255) if code else ""
