"""The probability surface of an estimate: kriged from claims, or read off the line of a snapshot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter, minimum_filter
from scipy.spatial import cKDTree
from shapely.geometry.base import BaseGeometry

from geo.control.contour import Grid, above
from geo.control.ground import Ground
from geo.control.kriging import Floats, krige, sharpened
from geo.control.project import Plane, areal
from geo.control.records import UNKNOWN
from geo.control.rule import Rule
from geo.control.states import States

#: Bounds of the lattice step, metres, and the most nodes that are kriged.
_STEP_M, _NODES = (500.0, 2000.0), 120_000
#: The most that the probability can be on water between the sides.
_ON_WATER = 0.1
#: How far around the change of sides the surface is kriged, metres.
_BAND_M = 32_000.0
#: A front is measured from points this far apart, metres.
_ALONG_M = 100.0


@dataclass(frozen=True, slots=True)
class Surface:
    """The probability that Russia holds a point, on a lattice of a plane.

    Every zone of the ground has its own sheet of values (rows, columns; NaN where nothing is said),
    which reaches a little beyond the zone: so that nothing is interpolated across a border. The values are
    probabilities; with a `spread` (metres) they are distances to the line, positive on Russia's side, and the
    odds are exp(distance / spread).
    """

    grid: Grid
    sheets: tuple[Floats, ...]
    zones: tuple[BaseGeometry, ...]
    plane: Plane
    spread: float = 0.0

    def at(self, lon: Any, lat: Any) -> Floats:
        """Return the probability at points (degrees), bilinear between the nodes; NaN outside the zones."""
        from scipy.interpolate import RegularGridInterpolator

        points = self.plane.points(lon, lat)
        out = np.full(len(points), np.nan)
        for sheet, zone in zip(self.sheets, self.zones, strict=True):
            shapely.prepare(zone)
            inside = shapely.contains_xy(zone, *points.T)
            read = RegularGridInterpolator((self.grid.y, self.grid.x), sheet, bounds_error=False)
            out[inside] = read(points[inside][:, ::-1])
        return 1 / (1 + np.exp(-out / self.spread)) if self.spread else out

    def above(self, level: float) -> BaseGeometry:
        """Return the ground (metres) where the probability exceeds a level."""
        none = -_BAND_M if self.spread else 0.0
        if self.spread:
            level = self.spread * np.log(level / (1 - level))
        parts = [
            shapely.intersection(above(self.grid, np.nan_to_num(sheet, nan=none), level), zone)
            for sheet, zone in zip(self.sheets, self.zones, strict=True)
        ]
        return areal(shapely.union_all(parts))


def kriged(ground: Ground, states: States, rule: Rule) -> Surface:
    """Krige the share that Russia holds, on a lattice, around the places where it changes."""
    grid = Grid.over(ground.extent, _step(ground))
    sheets = [_sheet(ground, grid, number, states, rule) for number in range(len(ground.zones))]
    return Surface(grid, tuple(sheets), ground.zones, ground.plane)


def _sheet(ground: Ground, grid: Grid, number: int, states: States, rule: Rule) -> Floats:
    """Return the values of one zone, and of nodes around it, so that the contour reaches its border."""
    values = np.full(grid.shape, np.nan)
    here = np.flatnonzero((states.side != UNKNOWN) & (ground.zone == number))
    if len(here):
        near = shapely.buffer(ground.zones[number], 1.5 * (grid.x[1] - grid.x[0]), quad_segs=2)
        shapely.prepare(near)
        inside = shapely.contains_xy(near, *grid.nodes().T).reshape(grid.shape)
        kriged = _zone_values(grid, inside, ground.points[here], states.share[here], states.noise[here], rule)
        values[inside] = sharpened(kriged, rule.sharpness)
    return values


def _zone_values(
    grid: Grid, inside: NDArray[np.bool_], points: Floats, share: Floats, noise: Floats, rule: Rule
) -> Floats:
    """Return the value at the nodes inside: the nearest place's far from any change, kriged around it."""
    nearest = np.full(grid.shape, np.nan)
    nearest[inside] = share[cKDTree(points).query(grid.nodes(inside))[1]]
    window = 2 * int(_BAND_M / (grid.x[1] - grid.x[0])) + 1
    low = minimum_filter(np.where(inside, nearest, np.inf), size=window)
    high = maximum_filter(np.where(inside, nearest, -np.inf), size=window)
    mixed = inside & (low < high)
    nearest[mixed] = krige(
        points, share, noise, grid.nodes(mixed), neighbours=rule.neighbours, range_m=rule.range_km * 1000
    )
    return nearest[inside]


def _step(ground: Ground) -> float:
    """Return a lattice step that resolves the places: a quarter of their spacing, within bounds."""
    if len(ground.points) < 2:
        return _STEP_M[1]
    spacing = float(np.median(cKDTree(ground.points).query(ground.points, 2)[0][:, 1]))
    least = (ground.extent.area / _NODES) ** 0.5 / 2
    return float(np.clip(max(spacing / 4, least), *_STEP_M))


def fused(ground: Ground, edges: Sequence[tuple[BaseGeometry, BaseGeometry]], spread: float) -> Surface:
    """Return the odds by the distance to the line of a snapshot.

    `edges` are (ground, its front) in metres: that of Russia, and that of Russia with what is contested;
    the mean of their distances counts. The odds are even on the line, and e times higher `spread` metres on.
    """
    grid = Grid.over(ground.extent, _step(ground))
    nodes = grid.nodes()
    away = np.mean([_signed(nodes, area, front) for area, front in edges], axis=0)
    return Surface(grid, (away.reshape(grid.shape),), ground.zones, ground.plane, spread)


def _signed(nodes: Floats, area: BaseGeometry, front: BaseGeometry) -> Floats:
    """Return the distance of nodes to a front, metres, positive inside the ground, at most `_BAND_M`."""
    shapely.prepare(area)
    inside = np.where(shapely.contains_xy(area, *nodes.T), 1.0, -1.0)
    line = shapely.get_coordinates(shapely.segmentize(front, _ALONG_M))
    if not len(line):
        return inside * _BAND_M
    away, _ = cKDTree(line).query(nodes, distance_upper_bound=_BAND_M)
    return np.asarray(inside * np.minimum(away, _BAND_M))


def drain(surface: Surface, wet: BaseGeometry) -> None:
    """Lower the probability on water between the sides: Russia hardly holds it, but its banks shift."""
    if wet.is_empty:
        return
    shapely.prepare(wet)
    inside = shapely.contains_xy(wet, *surface.grid.nodes().T).reshape(surface.grid.shape)
    for sheet in surface.sheets:
        sheet[inside] = np.minimum(sheet[inside], _ON_WATER)
