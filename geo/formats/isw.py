"""Control maps of the Institute for the Study of War: shapefile zips and GeoJSON of its map layers.

Republishing needs its written consent: the project reads a user's own files and ships none. Layer names
change; they are matched by words, and a user can map any layer to a side with `sides=`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from geo.control.records import CONTESTED, RUSSIA, UKRAINE
from geo.formats.vectors import Feature

SOURCE = "ISW"
LICENCE = "ISW: republishing needs written consent"

#: Words of a layer name → (side, "assessed" or "claimed"); the first that fits wins.
LAYERS: tuple[tuple[str, str, str], ...] = (
    (r"claimed.*limit.*ukrainian.*advance", UKRAINE, "claimed"),
    (r"claimed.*ukrainian", UKRAINE, "claimed"),
    (r"claimed.*russian", RUSSIA, "claimed"),
    (r"assessed.*infiltration", CONTESTED, "assessed"),
    (r"assessed.*ukrainian.*advance", UKRAINE, "assessed"),
    (r"assessed.*russian", RUSSIA, "assessed"),
    (r"ukraine.?control.?map", RUSSIA, "assessed"),
    (r"russian.*control", RUSSIA, "assessed"),
)


def meaning(name: str) -> tuple[str, str] | None:
    """Return (side, assessed or claimed) of a layer name; None for a layer that is not ISW's."""
    words = re.sub(r"[\W_]+", "", name.casefold())
    for pattern, side_, kind_ in LAYERS:
        if re.search(pattern, words):
            return side_, kind_
    return None


def is_isw(names: Iterable[str]) -> bool:
    """Tell whether a layer or file name is ISW's."""
    return any(meaning(PurePosixPath(name).stem) for name in names)


def side(feature: Feature) -> str | None:
    """Return the side that a layer shows; None for layers that are no control map."""
    found = _meaning(feature)
    return found[0] if found else None


def kind(feature: Feature) -> str:
    """Return what a layer rests on: assessed or claimed; "" for a layer that is not ISW's."""
    found = _meaning(feature)
    return found[1] if found else ""


def _meaning(feature: Feature) -> tuple[str, str] | None:
    return meaning(feature.layer) or meaning(PurePosixPath(feature.file).stem)
