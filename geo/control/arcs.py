"""Lines as dated arcs: each stretch of line once, with the days on which it stood.

Whole maps of 770 days are 20 MB; the arcs of their edges are 0.12 MB, gzipped. Two maps of one source share
nearly all of their vertices: an edge that is drawn alike on many days is stored once with its first and last
day, and edges with the same days are joined to arcs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.control.project import areal

#: Coordinates are put on this grid (degrees, 11 m): half of it is the greatest error.
GRID = 1e-4

Arc = tuple[dt.date, dt.date, BaseGeometry]


def arcs(days: Sequence[dt.date], lines: Sequence[BaseGeometry], end: dt.date) -> Iterator[Arc]:
    """Yield (first day, day after the last, MultiLineString).

    `lines[i]` (EPSG:4326) stands from `days[i]` until the next day of the list; the last one until `end`.
    """
    bounds = [*days, end]
    alive: dict[bytes, int] = {}
    done: dict[tuple[int, int], list[bytes]] = {}
    for number, line in enumerate([*lines, shapely.MultiLineString()]):
        edges = set(_edges(line))
        for edge in [edge for edge in alive if edge not in edges]:
            done.setdefault((alive.pop(edge), number), []).append(edge)
        for edge in edges:
            alive.setdefault(edge, number)
    for (first, last), edges_ in sorted(done.items()):
        yield bounds[first], bounds[last], _joined(edges_)


def edge(area: BaseGeometry) -> BaseGeometry:
    """Return the edge of ground (EPSG:4326), on the grid; hairlines narrower than it are gone."""
    return areal(shapely.set_precision(area, GRID)).boundary


def _edges(line: BaseGeometry) -> list[bytes]:
    """Return the edges of lines as bytes of four integers on the grid, the smaller end first."""
    coordinates, owner = shapely.get_coordinates(shapely.get_parts(line), return_index=True)
    nodes = np.round(coordinates / GRID).astype("<i4")
    pairs = np.hstack([nodes[:-1], nodes[1:]])[owner[:-1] == owner[1:]]
    pairs = pairs[(pairs[:, :2] != pairs[:, 2:]).any(axis=1)]
    turned = (pairs[:, 0] > pairs[:, 2]) | ((pairs[:, 0] == pairs[:, 2]) & (pairs[:, 1] > pairs[:, 3]))
    pairs[turned] = pairs[turned][:, [2, 3, 0, 1]]
    return [row.tobytes() for row in pairs]


def _joined(edges: Sequence[bytes]) -> BaseGeometry:
    """Join edges that meet end to end."""
    ends = np.frombuffer(b"".join(sorted(edges)), "<i4").reshape(-1, 2, 2) * GRID
    merged = shapely.line_merge(shapely.MultiLineString(list(np.round(ends, 4))))
    return shapely.MultiLineString(list(shapely.get_parts(merged)))
