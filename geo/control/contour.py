"""Polygons of a gridded surface: the ground where it lies above a level."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.control.kriging import Floats


@dataclass(frozen=True, slots=True)
class Grid:
    """A square lattice of nodes in metres of a plane."""

    x: Floats
    y: Floats

    @classmethod
    def over(cls, shape: BaseGeometry, step: float) -> Grid:
        """Lay a lattice over the bounds of a shape, one node beyond each side."""
        west, south, east, north = shape.bounds
        return cls(np.arange(west - step, east + 2 * step, step), np.arange(south - step, north + 2 * step, step))

    @property
    def shape(self) -> tuple[int, int]:
        """Rows (y) and columns (x)."""
        return len(self.y), len(self.x)

    def nodes(self, mask: NDArray[np.bool_] | None = None) -> Floats:
        """Return the nodes (all, or those of a mask) as (n, 2) metres, row by row."""
        x, y = np.meshgrid(self.x, self.y)
        if mask is None:
            return np.column_stack([x.ravel(), y.ravel()])
        return np.column_stack([x[mask], y[mask]])


def above(grid: Grid, values: Floats, level: float) -> BaseGeometry:
    """Return the ground where `values` (rows, columns) exceed `level`, by linear interpolation along the lattice."""
    corner = [values[:-1, :-1], values[:-1, 1:], values[1:, 1:], values[1:, :-1]]
    high = sum((value > level).astype(int) for value in corner)
    parts = [*_runs(grid, np.asarray(high == 4)), *_cut_cells(grid, values, level, (high > 0) & (high < 4))]
    return shapely.union_all(parts) if parts else shapely.MultiPolygon()


def _runs(grid: Grid, full: NDArray[np.bool_]) -> list[BaseGeometry]:
    """Return boxes over the runs of full cells, row by row."""
    padded = np.pad(full.astype(np.int8), ((0, 0), (1, 1)))
    change = np.diff(padded, axis=1)
    row, start = np.nonzero(change == 1)
    _, end = np.nonzero(change == -1)
    return list(shapely.box(grid.x[start], grid.y[row], grid.x[end], grid.y[row + 1]))


def _cut_cells(grid: Grid, values: Floats, level: float, cut: NDArray[np.bool_]) -> list[BaseGeometry]:
    return [part for row, column in np.argwhere(cut) if (part := _cut(grid, values, level, row, column)) is not None]


def _cut(grid: Grid, values: Floats, level: float, row: int, column: int) -> BaseGeometry | None:
    """Return the part of one cell that lies above the level."""
    corners = [(row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column)]
    ring: list[tuple[float, float]] = []
    for (r0, c0), (r1, c1) in zip(corners, corners[1:] + corners[:1], strict=True):
        v0, v1 = values[r0, c0], values[r1, c1]
        x0, y0, x1, y1 = grid.x[c0], grid.y[r0], grid.x[c1], grid.y[r1]
        if v0 > level:
            ring.append((x0, y0))
        if (v0 > level) != (v1 > level):
            t = (level - v0) / (v1 - v0)
            ring.append((x0 + t * (x1 - x0), y0 + t * (y1 - y0)))
    return shapely.Polygon(ring) if len(ring) > 2 else None
