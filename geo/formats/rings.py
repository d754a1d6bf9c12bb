"""Polygons as people bring them: repaired where that is safe, refused by name where it is not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.control.project import areal
from geo.errors import Notice

#: Longitudes and latitudes around the theatre; outside it swapped coordinates are suspected.
THEATRE = (19.0, 41.0, 70.0, 72.0)
#: More vertices than any honest control map has.
MOST_VERTICES = 2_000_000


@dataclass(frozen=True, slots=True)
class Shape:
    """A valid polygon or multipolygon (EPSG:4326), and what was done to make it so."""

    geometry: BaseGeometry
    repairs: tuple[Notice, ...]


class Refused(Exception):  # noqa: N818 - internal: its text is the reason in a note
    """A feature that cannot be used; the notice is the reason."""

    def __init__(self, pattern: str, **values: object) -> None:
        self.notice = Notice(pattern, **values)
        super().__init__(self.notice)


def from_rings(polygons: Iterable[Sequence[Any]]) -> Shape:
    """Build polygons of rings of coordinates (outer ring first); raises Refused.

    Closes open rings, drops a third dimension, empty and collapsed rings; then as `repair`.
    """
    repairs: list[Notice] = []
    parts = [part for rings in polygons if (part := _polygon(rings, repairs)) is not None]
    if not parts:
        raise Refused("no polygon in it: every ring is empty or has fewer than three points")
    shape = shapely.multipolygons(parts) if len(parts) > 1 else parts[0]
    return repair(shape, repairs)


def _polygon(rings: Sequence[Any], repairs: list[Notice]) -> shapely.Polygon | None:
    good = [ring for raw in rings if (ring := _ring(raw, repairs)) is not None]
    if not good:
        return None
    return shapely.Polygon(good[0], good[1:])


def _ring(raw: Any, repairs: list[Notice]) -> Any:
    try:
        ring = np.array(raw, dtype=float)
    except (TypeError, ValueError):
        raise Refused("its coordinates are not pairs of numbers") from None
    if ring.size == 0:
        _add(repairs, Notice("empty ring left out"))
        return None
    if ring.ndim != 2 or ring.shape[1] < 2:
        raise Refused("its coordinates are not pairs of numbers")
    if len(ring) > MOST_VERTICES:
        raise Refused("a ring has {n} points; at most {most} are read", n=len(ring), most=MOST_VERTICES)
    if ring.shape[1] > 2:
        _add(repairs, Notice("third dimension dropped"))
        ring = ring[:, :2]
    if not np.isfinite(ring).all():
        raise Refused("a coordinate is no finite number")
    if len(ring) > 1 and (ring[0] != ring[-1]).any():
        _add(repairs, Notice("open ring closed"))
        ring = np.vstack([ring, ring[:1]])
    if len(ring) < 4:
        _add(repairs, Notice("ring of fewer than three points left out"))
        return None
    return ring


def repair(shape: BaseGeometry, repairs: Sequence[Notice] = ()) -> Shape:
    """Return a geometry in degrees as valid polygons; raises Refused where it is none or not on this map."""
    done = list(repairs)
    if shape is None or shape.is_empty:
        raise Refused("empty geometry")
    if shape.has_z:
        _add(done, Notice("third dimension dropped"))
        shape = shapely.force_2d(shape)
    if shapely.get_num_coordinates(shape) > MOST_VERTICES:
        raise Refused("more than {most} points", most=MOST_VERTICES)
    if not np.isfinite(shape.bounds).all():
        raise Refused("a coordinate is no finite number")
    shape = _turned(shape, done)
    if not shape.is_valid:
        reason = shapely.is_valid_reason(shape).split("[")[0]
        _add(done, Notice("made valid ({why})", why=reason.strip().lower()))
        shape = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    shape = areal(shape)
    if shape.is_empty or shape.area == 0:
        raise Refused("no area: a line, a point or a collapsed polygon")
    return Shape(shape, tuple(done))


def _turned(shape: BaseGeometry, done: list[Notice]) -> BaseGeometry:
    """Turn latitude-longitude pairs around; refuse what is not in degrees or wraps around the globe."""
    west, south, east, north = shape.bounds
    if max(abs(west), abs(east)) > 360 or max(abs(south), abs(north)) > 360:
        raise Refused(
            "its coordinates ({where}) are no degrees and no CRS is declared; save it in EPSG:4326 or "
            "declare its CRS",
            where=f"{west:.0f}, {south:.0f}",
        )
    if not _here(shape) and _here(turned := shapely.transform(shape, lambda xy: xy[:, ::-1])):
        _add(done, Notice("latitude and longitude were swapped; turned around"))
        return turned
    if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90:
        raise Refused("its coordinates ({where}) lie outside the globe", where=f"{west:.2f}, {south:.2f}")
    if east - west > 180:
        raise Refused("it crosses the antimeridian, or covers half the globe; cut it at 180°")
    return shape


def _here(shape: BaseGeometry) -> bool:
    west, south, east, north = shape.bounds
    x, y = (west + east) / 2, (south + north) / 2
    return THEATRE[0] <= x <= THEATRE[2] and THEATRE[1] <= y <= THEATRE[3]


def _add(repairs: list[Notice], text: Notice) -> None:
    if text not in repairs:
        repairs.append(text)
