"""What a control map is made of: sides, and a snapshot of who holds what on a date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from geo.errors import InputError, Notice

UKRAINE, RUSSIA, CONTESTED, UNKNOWN = "Ukraine", "Russia", "contested", "unknown"
#: The classes of a control map; "unknown" is drawn grey: no recent report.
SIDES = (UKRAINE, RUSSIA, CONTESTED, UNKNOWN)
HOLDERS = (UKRAINE, RUSSIA)
OTHER = {UKRAINE: RUSSIA, RUSSIA: UKRAINE}
#: What a control map rests on, the firmest first; "" where its source does not say.
KINDS = ("visually confirmed", "assessed", "documented", "reported", "", "claimed")

_SPELLINGS = {
    "ukraine": UKRAINE,
    "ua": UKRAINE,
    "ukr": UKRAINE,
    "ukrainian": UKRAINE,
    "russia": RUSSIA,
    "ru": RUSSIA,
    "rus": RUSSIA,
    "russian": RUSSIA,
    "contested": CONTESTED,
    "unknown": UNKNOWN,
}


def side_of(value: object) -> str:
    """Return the side that a word means; raises InputError for any other word."""
    side = _SPELLINGS.get(str(value).strip().casefold())
    if side is None:
        raise InputError(
            Notice("{word} is no side; use one of {known}", word=repr(value), known=", ".join(SIDES))
        )
    return side


def kind_of(value: object) -> str:
    """Return the kind of map that a word means ("claimed", "assessed" …); raises InputError for another."""
    kind = str(value).strip().casefold()
    if kind not in KINDS:
        known = ", ".join(filter(None, KINDS))
        raise InputError(
            Notice("{word} is no kind of control map; use one of {known}", word=repr(value), known=known)
        )
    return kind


def undrawn(areas: Mapping[str, BaseGeometry]) -> str:
    """Return whose the ground is that a map of one day leaves blank: the side that it does not name."""
    return next((side for side in HOLDERS if side not in areas), UNKNOWN)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Who holds what on a date, as one source says.

    `areas` maps a side to a valid polygon or multipolygon, EPSG:4326. `kind` says what it rests on (one of
    `KINDS`): what a source assesses and what it only repeats as claimed are two maps.
    """

    date: dt.date
    areas: Mapping[str, BaseGeometry]
    source: str = ""
    licence: str = ""
    kind: str = ""
