"""What a control map is made of: sides, and a snapshot of who holds what on a date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from shapely.geometry.base import BaseGeometry

from geo.errors import InputError

UKRAINE, RUSSIA, CONTESTED, UNKNOWN = "Ukraine", "Russia", "contested", "unknown"
#: The classes of a control map; "unknown" is drawn grey: no recent report.
SIDES = (UKRAINE, RUSSIA, CONTESTED, UNKNOWN)
HOLDERS = (UKRAINE, RUSSIA)
OTHER = {UKRAINE: RUSSIA, RUSSIA: UKRAINE}

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
        raise InputError(f"{value!r} is no side; use one of {', '.join(SIDES)}")
    return side


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Who holds what on a date, as one source says.

    `areas` maps a side to a valid polygon or multipolygon, EPSG:4326. `notes` tells what was repaired or
    refused when the snapshot was read.
    """

    date: dt.date
    areas: Mapping[str, BaseGeometry]
    source: str = ""
    licence: str = ""
    notes: tuple[str, ...] = field(default=())
