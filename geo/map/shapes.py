"""Pack outlines for drawing: quantised, delta-coded, as variable-length integers.

A point is (longitude, latitude) in units of 1e-4 degrees (11 m). The first point of a path counts from
(0, 0), each further one from the point before; a signed number n is written as the varint of 2n or
-2n-1 (zigzag), seven bits a byte.
"""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

UNIT = 1e-4
POINTS_PER_SHAPE = 600  # beyond this an outline is thinned until it fits: it is drawn, not measured

Path = npt.NDArray[np.float64]


def rings(areas: Iterable[tuple[int, BaseGeometry]]) -> tuple[list[Path], list[int]]:
    """List every ring of numbered polygons, thinned, with the number each belongs to."""
    paths: list[Path] = []
    owners: list[int] = []
    for number, shape in areas:
        for ring in _rings(_thin(shape)):
            paths.append(ring)
            owners.append(number)
    return paths, owners


def paths(shape: BaseGeometry) -> list[Path]:
    """List the rings of an area, the lines of a line, or the points one by one, as they are."""
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return _rings(shape)
    parts = shapely.get_parts(shape)
    if shape.geom_type == "GeometryCollection":
        return [path for part in parts for path in paths(part)]
    return [shapely.get_coordinates(part) for part in parts]


def pack(lines: Iterable[Path]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint32]]:
    """Pack paths into (varint bytes, points of each path)."""
    whole = [np.rint(line / UNIT).astype("i8") for line in lines]
    deltas = [np.diff(line, axis=0, prepend=np.zeros((1, 2), "i8")) for line in whole]
    flat = np.concatenate(deltas).ravel() if deltas else np.zeros(0, "i8")
    return _varints((flat << 1) ^ (flat >> 63)), np.array([len(line) for line in whole], dtype="u4")


def unpack(data: npt.NDArray[np.uint8], lengths: npt.NDArray[np.uint32]) -> list[Path]:
    """Undo `pack`, in degrees rounded to `UNIT`."""
    numbers = []
    value = shift = 0
    for byte in data.tolist():
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            numbers.append((value >> 1) ^ -(value & 1))
            value = shift = 0
    if not len(lengths):
        return []
    steps = np.split(np.array(numbers, dtype="i8").reshape(-1, 2), np.cumsum(lengths)[:-1])
    return [np.cumsum(part, axis=0) * UNIT for part in steps]


def _varints(values: npt.NDArray[np.int64]) -> npt.NDArray[np.uint8]:
    """Write non-negative numbers seven bits a byte, low bits first; the high bit says that more follow."""
    width = max(1, -(-int(values.max(initial=0)).bit_length() // 7))
    position = np.arange(width)
    digits = (values[:, None] >> position * 7) & 127
    beyond = (values[:, None] >> (position + 1) * 7) > 0  # more digits follow
    used = np.column_stack([np.ones(len(values), bool), beyond[:, :-1]])
    packed: npt.NDArray[np.uint8] = (digits | np.where(beyond, 128, 0))[used].astype("u1")
    return packed


def _thin(shape: BaseGeometry) -> BaseGeometry:
    tolerance = 0.001
    while shapely.get_num_coordinates(shape) > POINTS_PER_SHAPE and tolerance < 1:
        shape = shape.simplify(tolerance)
        tolerance *= 2
    return shape


def _rings(shape: BaseGeometry) -> list[Path]:
    found: list[Path] = []
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon":
            found += [shapely.get_coordinates(ring)[:-1] for ring in (part.exterior, *part.interiors)]
    return found
