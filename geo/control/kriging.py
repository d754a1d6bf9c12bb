"""Indicator kriging with a moving window: how likely a side holds a point, from places around it.

Ordinary kriging of a 0/1 indicator with the Matérn-1/2 (exponential) covariance exp(-d/range). Each
datum may carry its own noise (a share of the variance). All coordinates are metres of one plane.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

Floats = NDArray[np.float64]

_CHUNK = 4096


def krige(
    points: Floats, values: Floats, noise: Floats, at: Floats, *, neighbours: int, range_m: float
) -> Floats:
    """Return the kriged value at each row of `at`, clipped to 0..1.

    `points` (n, 2), `values` (n,) in 0..1, `noise` (n,) in 0..1. Where all neighbours agree their value is
    the answer and no system is solved.
    """
    count = min(neighbours, len(points))
    distance, index = _nearest(points, at, count)
    near = values[index]
    out = near[:, 0].copy()
    mixed = np.flatnonzero(np.ptp(near, axis=1) > 0)
    out[mixed] = _solve(points, values, noise, distance[mixed], index[mixed], range_m)
    return np.asarray(np.clip(out, 0.0, 1.0))


def sharpened(values: Floats, power: float) -> Floats:
    """Raise the odds of probabilities to a power; 0, ½ and 1 stay, NaN stays."""
    yes, no = values**power, (1.0 - values) ** power
    return np.asarray(yes / (yes + no))


def _nearest(points: Floats, at: Floats, count: int) -> tuple[Floats, NDArray[np.intp]]:
    distance, index = cKDTree(points).query(at, count)
    return distance.reshape(len(at), count), index.reshape(len(at), count)


def _solve(
    points: Floats, values: Floats, noise: Floats, distance: Floats, index: Any, range_m: float
) -> Floats:
    """Solve one ordinary kriging system a row, in chunks that stay small in memory."""
    parts = [
        _solve_chunk(points, values, noise, distance[s : s + _CHUNK], index[s : s + _CHUNK], range_m)
        for s in range(0, len(distance), _CHUNK)
    ]
    return np.concatenate(parts) if parts else np.empty(0)


def _solve_chunk(
    points: Floats, values: Floats, noise: Floats, distance: Floats, index: Any, range_m: float
) -> Floats:
    rows, count = index.shape
    near = points[index]
    apart = np.hypot(*(near[:, :, None, axis] - near[:, None, :, axis] for axis in (0, 1)))
    system = np.ones((rows, count + 1, count + 1))
    system[:, :count, :count] = np.exp(-apart / range_m)
    diagonal = np.arange(count)
    # The tiny extra keeps two data at one coordinate from making the system singular.
    system[:, diagonal, diagonal] += noise[index] + 1e-6
    system[:, count, count] = 0.0
    right = np.ones((rows, count + 1, 1))
    right[:, :count, 0] = np.exp(-distance / range_m)
    weights = np.linalg.solve(system, right)[:, :count, 0]
    return np.asarray((weights * values[index]).sum(axis=1), dtype=float)
