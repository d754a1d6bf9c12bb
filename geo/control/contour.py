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
        return cls(
            np.arange(west - step, east + 2 * step, step), np.arange(south - step, north + 2 * step, step)
        )

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
    """Return the ground where `values` (rows, columns) exceed `level`; linear between the nodes."""
    corner = [values[:-1, :-1], values[:-1, 1:], values[1:, 1:], values[1:, :-1]]
    high = sum((value > level).astype(int) for value in corner)
    parts = [
        *_runs(grid, np.asarray(high == 4)),
        *_cut_cells(grid, values, level, np.asarray((high > 0) & (high < 4))),
    ]
    return shapely.union_all(parts) if parts else shapely.MultiPolygon()


def _runs(grid: Grid, full: NDArray[np.bool_]) -> list[BaseGeometry]:
    """Return boxes over the runs of full cells, row by row."""
    padded = np.pad(full.astype(np.int8), ((0, 0), (1, 1)))
    change = np.diff(padded, axis=1)
    row, start = np.nonzero(change == 1)
    _, end = np.nonzero(change == -1)
    return list(shapely.box(grid.x[start], grid.y[row], grid.x[end], grid.y[row + 1]))


def _cut_cells(grid: Grid, values: Floats, level: float, cut: NDArray[np.bool_]) -> list[BaseGeometry]:
    """Return the parts of cut cells that lie above the level.

    Walks the four corners of every cut cell at once: a corner above the level is a vertex, an edge that
    crosses the level adds one.
    """
    row, column = np.nonzero(cut)
    turns = ((0, 0), (0, 1), (1, 1), (1, 0), (0, 0))
    height = [values[row + r, column + c] for r, c in turns]
    x = [grid.x[column + c] for _, c in turns]
    y = [grid.y[row + r] for r, _ in turns]
    vertices = np.full((len(row), 8, 2), np.nan)
    for k in range(4):
        high, crosses = height[k] > level, (height[k] > level) != (height[k + 1] > level)
        t = (level - height[k]) / np.where(crosses, height[k + 1] - height[k], 1.0)
        here, after = np.column_stack([x[k], y[k]]), np.column_stack([x[k + 1], y[k + 1]])
        vertices[high, 2 * k] = here[high]
        vertices[crosses, 2 * k + 1] = (here + t[:, None] * (after - here))[crosses]
    known = ~np.isnan(vertices[:, :, 0])
    out: list[BaseGeometry] = []
    for count in range(3, 7):
        some = known.sum(axis=1) == count
        rings = vertices[some][known[some]].reshape(-1, count, 2)
        out.extend(shapely.polygons(rings))
    return out
