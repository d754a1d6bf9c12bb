"""Names in Ukrainian and Russian, from the gazetteer, where events bring none.

Events name districts and regions in English only, and a table of one's own names its places in one spelling.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from geo.gazetteer import Gazetteer, Place
from geo.gazetteer.plane import flat_km

FARTHEST_KM = 15.0  # between a place of the gazetteer and a point that bears its name
_AREAS = ("region", "district")
_PLACES = ("settlement", "facility", "water")

Cyrillic = tuple[str, str]  # names in Ukrainian and Russian


def areas(names: Sequence[str], around: Iterable[tuple[str, str]]) -> list[Cyrillic]:
    """Name districts or regions; ("", "") where the gazetteer has none.

    `around` has each of the names with the region it lies in, which decides between namesakes.
    """
    regions: defaultdict[str, set[str]] = defaultdict(set)
    for name, region in around:
        regions[name].add(region)
    gazetteer = _gazetteer()
    return [_area(gazetteer, name, regions[name]) for name in names]


def places(sites: Mapping[str, Sequence[str]], lat: Any, lon: Any) -> dict[int, tuple[str, str, str]]:
    """Name in English, Ukrainian and Russian the sites that have but one spelling, and no id.

    `sites` has place, place_uk, place_ru and place_id; `lat` and `lon` are degrees. A place of the gazetteer
    is meant where it has the name and lies close.
    """
    plain = zip(*(sites[name] for name in ("place", "place_uk", "place_ru", "place_id")), strict=True)
    bare = [n for n, (place, *rest) in enumerate(plain) if place and not any(rest) and np.isfinite(lat[n])]
    gazetteer = _gazetteer()
    named = {name: gazetteer.named(name) for name in {sites["place"][n] for n in bare}}
    found = {n: _nearest(named[sites["place"][n]], float(lat[n]), float(lon[n])) for n in bare}
    return {n: (place.name, place.name_uk, place.name_ru) for n, place in found.items() if place}


def _area(gazetteer: Gazetteer, name: str, regions: set[str]) -> Cyrillic:
    """Name one district or region; what namesakes are called differently stays without."""
    found = [place for place in gazetteer.named(name) if place.kind in _AREAS and place.name_uk]
    inside = [place for place in found if place.region and gazetteer.place(place.region).name in regions]
    names = {(place.name_uk, place.name_ru) for place in inside or found}
    return names.pop() if len(names) == 1 else ("", "")


def _nearest(found: Iterable[Place], lat: float, lon: float) -> Place | None:
    near = [place for place in found if place.kind in _PLACES]
    far = [(flat_km(lat, lon, place.lat, place.lon), place.row, place) for place in near]
    km, _, place = min(far, default=(np.inf, 0, None))
    return place if km <= FARTHEST_KM else None


def _gazetteer() -> Gazetteer:
    return _opened(Gazetteer.version())


@lru_cache(1)
def _opened(_: object) -> Gazetteer:
    return Gazetteer.open()
