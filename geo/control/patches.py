"""A series as patches: polygons with a first and a last day, which together draw the map of every day.

Whole maps of 770 days are 20 MB; most of each map is the same as the day before. The days are halved
again and again: what a side holds through all days of a span is one patch of that span, and only the rest
is looked at in its halves. On any day the patches of that day do not overlap and add up to the map.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from geo.control.project import areal

#: Coordinates are put on this grid (degrees, 11 m): half of it is the greatest error.
GRID = 1e-4
#: Patches smaller than this cannot be seen (square degrees; about 80 m²).
_LEAST = 1e-8

Patch = tuple[dt.date, dt.date, BaseGeometry]


def patches(days: Sequence[dt.date], shapes: Sequence[BaseGeometry], end: dt.date) -> Iterator[Patch]:
    """Yield (first day, day after the last, polygon): the patches of one side.

    `shapes[i]` (EPSG:4326) holds from `days[i]` until the next day of the list; the last one until `end`.
    """
    snapped = [areal(shapely.set_precision(shape, GRID)) for shape in shapes]
    bounds = [*days, end]
    yield from _split(bounds, snapped, 0, len(snapped))


def _split(bounds: Sequence[dt.date], shapes: list[BaseGeometry], low: int, high: int) -> Iterator[Patch]:
    """Yield what `shapes[low:high]` share, then what is left of each half."""
    shared = _shared(shapes[low:high])
    if not shared.is_empty:
        yield bounds[low], bounds[high], shared
    if high - low == 1:
        return
    if not shared.is_empty:
        shapes[low:high] = [
            _visible(shapely.difference(shape, shared, grid_size=GRID)) for shape in shapes[low:high]
        ]
    middle = (low + high) // 2
    yield from _split(bounds, shapes, low, middle)
    yield from _split(bounds, shapes, middle, high)


def _shared(shapes: Sequence[BaseGeometry]) -> BaseGeometry:
    """Return the ground that all shapes hold, halving so that each step works on small remains."""
    if len(shapes) == 1:
        return _visible(shapes[0])
    middle = len(shapes) // 2
    first, second = _shared(shapes[:middle]), _shared(shapes[middle:])
    if first.is_empty or second.is_empty:
        return shapely.MultiPolygon()
    return _visible(shapely.intersection(first, second, grid_size=GRID))


def _visible(shape: BaseGeometry) -> BaseGeometry:
    parts = [part for part in shapely.get_parts(areal(shape)) if part.area >= _LEAST]
    return shapely.multipolygons(parts) if parts else shapely.MultiPolygon()
