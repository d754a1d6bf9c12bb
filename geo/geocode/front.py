"""Where the fighting was on a date, coarsely: a prior among villages of the same name."""

import math
from datetime import date
from functools import cache, lru_cache

from geo.names.kinds import read_table

REACH_KM, LINE_KM = 60.0, 12.0
"""How far the fighting is felt, and how far from it the villages lie that are fought over."""

KM_OF_LATITUDE = 110.57
_LATEST = 3
Points = tuple[tuple[float, float], ...]


def km_of_longitude(lat: float) -> float:
    """Give the length of a degree of longitude; distances on that plane are good to 2% over 300 km."""
    return math.cos(lat * 0.017453293) * 111.32


@cache
def _periods() -> tuple[tuple[date, date, Points], ...]:
    periods = []
    for first, last, field in read_table("front.tsv"):
        points = tuple((float(lat), float(lon)) for lat, lon in (pair.split(",") for pair in field.split()))
        periods.append((date.fromisoformat(first), date.fromisoformat(last), points))
    return tuple(periods)


def period_of(day: date | None) -> int:
    """Give the number of the period that a day falls in; -1 without a day, -2 before the war."""
    if day is None:
        return -1
    return next((number for number, (first, last, _) in enumerate(_periods()) if first <= day <= last), -2)


@cache
def front_points(period: int) -> Points:
    """Give points along the front of a period; of the latest ones and Kursk where there is no day."""
    if period == -1:
        return tuple(point for _, _, points in _periods()[-_LATEST:] for point in points)
    return _periods()[period][2] if period >= 0 else ()


@lru_cache(maxsize=100_000)
def ever_close(lat: float, lon: float) -> float:
    """Give how close a place came to the front of any period, raids across the border among them."""
    return max(closeness(lat, lon, period) for period in range(len(_periods())))


@lru_cache(maxsize=100_000)
def closeness(lat: float, lon: float, period: int) -> float:
    """Give how close a place is to the front of a period, 1 (at it) to 0 (far away)."""
    points = front_points(period)
    if not points:
        return 0.0
    east = km_of_longitude(lat)
    nearest = min([((lon - b) * east) ** 2 + ((lat - a) * KM_OF_LATITUDE) ** 2 for a, b in points])
    return (math.exp(-nearest / REACH_KM**2 / 2) + math.exp(-nearest / LINE_KM**2 / 2)) / 2
