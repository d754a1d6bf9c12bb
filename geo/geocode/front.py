"""Where the fighting was on a date, coarsely: a prior among villages of the same name."""

import math
from datetime import date
from functools import cache, lru_cache

from geo.names.kinds import read_table

REACH_KM = 60.0
Points = tuple[tuple[float, float], ...]


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Give the distance of two points on a plane that is good to 1% over a few hundred km."""
    x = (lon - other_lon) * math.cos((lat + other_lat) * 0.008726646) * 111.32
    y = (lat - other_lat) * 110.57
    return math.sqrt(x * x + y * y)


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
    """Give points along the front of a period; of the latest one and the Kursk one where there is no day."""
    if period == -1:
        return tuple(point for _, _, points in _periods()[-2:] for point in points)
    return _periods()[period][2] if period >= 0 else ()


@lru_cache(maxsize=100_000)
def closeness(lat: float, lon: float, period: int) -> float:
    """Give how close a place is to the front of a period, 1 (at it) to 0 (far away)."""
    points = front_points(period)
    if not points:
        return 0.0
    nearest = min(distance_km(lat, lon, *point) for point in points)
    return math.exp(-((nearest / REACH_KM) ** 2) / 2)
