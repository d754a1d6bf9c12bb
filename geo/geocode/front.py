"""Where the fighting was on a date, coarsely: a prior among villages of the same name."""

import math
from collections import defaultdict
from datetime import date
from functools import cache, lru_cache
from itertools import product

from geo.gazetteer.plane import KM_OF_LATITUDE, flat_km, km_of_longitude
from geo.names import NameIndex
from geo.names.kinds import read_table

REACH_KM, LINE_KM = 60.0, 12.0
"""How far the fighting is felt, and how far from it the villages lie that are fought over."""

FAR_KM = 220.0
"""Nothing is fought over that lies farther from every front."""

EVER = -3
_LATEST = 3
_AROUND_DEGREES = 2.8, 4.2  # of latitude and longitude; half a degree is lost by rounding
Points = tuple[tuple[float, float], ...]


def km_between(index: NameIndex, row: int, other: int) -> float:
    """Give the distance of two places of the index in km on the plane."""
    return flat_km(index.lat[row], index.lon[row], index.lat[other], index.lon[other])


@cache
def _periods() -> tuple[tuple[date, date, Points], ...]:
    periods = []
    for first, last, field in read_table("front.tsv"):
        points = tuple((float(lat), float(lon)) for lat, lon in (pair.split(",") for pair in field.split()))
        periods.append((date.fromisoformat(first), date.fromisoformat(last), points))
    return tuple(periods)


@lru_cache(maxsize=10_000)
def period_of(day: date | None) -> int:
    """Give the number of the period that a day falls in; -1 without a day, -2 before the war."""
    if day is None:
        return -1
    return next((number for number, (first, last, _) in enumerate(_periods()) if first <= day <= last), -2)


@cache
def front_points(period: int) -> Points:
    """Give points along the front of a period; of the latest ones and Kursk where there is no day.

    The period `EVER` stands for all of them, raids across the border among them.
    """
    if period < 0:
        periods = {EVER: _periods(), -1: _periods()[-_LATEST:]}.get(period, ())
        return tuple(dict.fromkeys(point for _, _, points in periods for point in points))
    return _periods()[period][2]


@cache
def _cells(period: int) -> dict[tuple[int, int], list[tuple[float, float]]]:
    """Give the points of the front that may lie within 250 km of a place by what its position rounds to."""
    cells: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    south, west = _AROUND_DEGREES
    for lat, lon in front_points(period):
        rows = range(math.ceil(lat - south), math.floor(lat + south) + 1)
        columns = range(math.ceil(lon - west), math.floor(lon + west) + 1)
        for cell in product(rows, columns):
            cells[cell].append((lat, lon))
    return dict(cells)


@lru_cache(maxsize=100_000)
def closeness(lat: float, lon: float, period: int) -> float:
    """Give how close a place is to the front of a period, 1 (at it) to 0 (farther than some 250 km)."""
    points = _cells(period).get((round(lat), round(lon)))
    if not points:
        return 0.0
    east = km_of_longitude(lat)
    nearest = min([math.hypot((lon - b) * east, (lat - a) * KM_OF_LATITUDE) for a, b in points]) ** 2
    return (math.exp(-nearest / REACH_KM**2 / 2) + math.exp(-nearest / LINE_KM**2 / 2)) / 2


@lru_cache(maxsize=100_000)
def far_from_all(lat: float, lon: float) -> bool:
    """Say whether a place lies farther than `FAR_KM` from the front of every period."""
    points = _cells(EVER).get((round(lat), round(lon)), ())
    return not any(flat_km(lat, lon, *point) < FAR_KM for point in points)
