"""DeepState's control maps: the daily archive and the form of its API.

Its terms forbid redistribution: the project reads a user's own files and ships none of them. Points
(positions of units, airfields, arrows of attack) are never read.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from geo.control.records import CONTESTED, RUSSIA, UKRAINE
from geo.formats.vectors import Feature

SOURCE = "DeepState"
LICENCE = "DeepState: no redistribution"

#: Key of the API → side. Ground held since before 2022 is Russian-held too.
KEYS = {
    "status.occupied": RUSSIA,
    "status.unknown": CONTESTED,
    "status.dismissed": UKRAINE,
    "status.dismissed_at": UKRAINE,
    "territories.crimea": RUSSIA,
    "territories.ordlo": RUSSIA,
}


def is_archive(names: Iterable[str]) -> bool:
    """Tell whether a file name is DeepState's."""
    return any("deepstate" in PurePosixPath(name).name.casefold() for name in names)


def side(feature: Feature) -> str | None:
    """Return the side of a feature; None for territories and marks that are no control map.

    The API names a feature "UA /// EN /// geoJSON.KEY"; the archive has one nameless polygon of the ground
    held by Russia.
    """
    name = str(feature.properties.get("name") or "")
    if not name:
        return RUSSIA
    key = name.rsplit("///", 1)[-1].strip().removeprefix("geoJSON.")
    return KEYS.get(key)


def kind(_feature: Feature) -> str:
    """Return the kind of its maps: their makers assess them."""
    return "assessed"
