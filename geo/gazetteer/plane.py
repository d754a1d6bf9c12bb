"""Distances on the plane, for points near each other: good to 2% over 300 km."""

import math

KM_OF_LATITUDE = 110.57
"""The length of a degree of latitude."""


def km_of_longitude(lat: float) -> float:
    """Return the length of a degree of longitude at a latitude, in km."""
    return math.cos(lat * 0.017453293) * 111.32


def flat_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the distance of two points in km; degrees, EPSG:4326."""
    return math.hypot((lon - other_lon) * km_of_longitude(lat), (lat - other_lat) * KM_OF_LATITUDE)
