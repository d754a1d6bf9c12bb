"""A view of the map that fits what is to be seen above its timeline."""

from __future__ import annotations

import math
from collections.abc import Sequence

from geo.ui.state import View

#: Pixels of the map that are free above its timeline, and how much more that covers than the head does.
_FREE, _FOOT = (900, 330), 95
_ZOOMS = (5, 10)


def fit(bounds: Sequence[float]) -> View:
    """Return the view (lat, lon, zoom) of bounds (west, south, east, north) in degrees."""
    west, south, east, north = map(float, bounds)
    lat, lon = (south + north) / 2, (west + east) / 2
    tall, wide = (north - south) / math.cos(math.radians(lat)), east - west
    degree = min(_FREE[0] / max(wide, 0.1), _FREE[1] / max(tall, 0.1))  # pixels of a degree of longitude
    zoom = min(max(math.floor(math.log2(degree * 360 / 256)), _ZOOMS[0]), _ZOOMS[1])
    lower = _FOOT / 2 * 360 / 256 / 2**zoom * math.cos(math.radians(lat))
    return lat - lower, lon, float(zoom)
