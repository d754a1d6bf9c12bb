"""Where the fighting was on a date, coarsely: a prior among villages of the same name."""

import math
from datetime import date
from functools import cache

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


def front_points(day: date | None) -> Points:
    """Give points along the front of a day; without a day, of the latest period and the Kursk one."""
    if day is None:
        return tuple(point for _, _, points in _periods()[-2:] for point in points)
    return next((points for first, last, points in _periods() if first <= day <= last), ())


def closeness(lat: float, lon: float, points: Points) -> float:
    """Give how close a place is to the front, 1 (at it) to 0 (far away)."""
    if not points:
        return 0.0
    nearest = min(distance_km(lat, lon, *point) for point in points)
    return math.exp(-((nearest / REACH_KM) ** 2) / 2)
