"""Positions and shapes of places; imported only when a question about space is asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import shapely

from geo.gazetteer.place import Place

EARTH_KM = 6371.0088
DEGREE_KM = EARTH_KM * np.pi / 180


class Positions:
    """Settlements sorted by latitude, so that a neighbourhood is a slice."""

    def __init__(self, records: Iterable[tuple[int, float, float]], own: Iterable[Place]) -> None:
        moved = {place.row: (place.row, place.lat, place.lon) for place in own if place.kind == "settlement"}
        kept = [record for record in records if record[0] not in moved] + list(moved.values())
        kept.sort(key=lambda record: record[1])
        self.rows = np.array([row for row, _, _ in kept], dtype=np.int64)
        self.lats = np.array([lat for _, lat, _ in kept], dtype=float)
        self.lons = np.array([lon for _, _, lon in kept], dtype=float)

    def within(self, lat: float, lon: float, km: float) -> list[tuple[int, float]]:
        """Return (row, distance in km) of the settlements within `km`, the nearest first."""
        low, high = np.searchsorted(self.lats, (lat - km / DEGREE_KM, lat + km / DEGREE_KM))
        distances = great_circle_km(lat, lon, self.lats[low:high], self.lons[low:high])
        inside = np.flatnonzero(distances <= km)
        order = inside[np.argsort(distances[inside], kind="stable")]
        return [(int(self.rows[low + i]), float(distances[i])) for i in order]

    def nearest(self, lat: float, lon: float, count: int) -> list[tuple[int, float]]:
        """Return (row, distance in km) of the `count` nearest settlements."""
        km = 10.0
        while True:
            found = self.within(lat, lon, km)
            if len(found) >= count or km > EARTH_KM * 4:
                return found[:count]
            km *= 4


class Shapes:
    """Polygons in a tree."""

    def __init__(self, records: Iterable[tuple[int, bytes]]) -> None:
        kept = list(records)
        self.rows = [row for row, _ in kept]
        self.tree = shapely.STRtree(shapely.from_wkb([wkb for _, wkb in kept]))

    def containing(self, lat: float, lon: float) -> int | None:
        """Return the row of the first polygon that covers the point."""
        found = self.tree.query(shapely.Point(lon, lat), predicate="intersects")
        return self.rows[min(found)] if len(found) else None

    def containing_each(self, lats: Any, lons: Any) -> dict[int, int]:
        """Return the row of the first polygon that covers each point, by the number of the point."""
        point, shape = self.tree.query(shapely.points(lons, lats), predicate="intersects")
        order = np.lexsort((shape, point))[::-1]
        return {int(point[i]): self.rows[shape[i]] for i in order}


def great_circle_km(lat: float, lon: float, lats: Any, lons: Any) -> Any:
    """Return the distances in km from one point to many (haversine on the mean sphere)."""
    a, b = np.radians(lat), np.radians(lats)
    half = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(np.radians(lons - lon) / 2) ** 2
    return 2 * EARTH_KM * np.arcsin(np.sqrt(half))
