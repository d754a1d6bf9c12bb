"""Pack outlines for drawing: quantised, delta-coded, as variable-length integers.

A point is (longitude, latitude) in units of 1e-4 degrees (11 m). The first point of a path counts from (0, 0), each
further one from the point before; a signed number n is written as the varint of 2n or -2n-1 (zigzag), 7 bits a byte.
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
    steps = np.array(numbers, dtype="i8").reshape(-1, 2)
    return [np.cumsum(part, axis=0) * UNIT for part in np.split(steps, np.cumsum(lengths)[:-1])] if len(lengths) else []


def _varints(values: npt.NDArray[np.int64]) -> npt.NDArray[np.uint8]:
    """Write non-negative numbers seven bits a byte, low bits first; the high bit says that more follow."""
    width = max(1, -(-int(values.max(initial=0)).bit_length() // 7))
    shifts = np.arange(width) * 7
    digits = (values[:, None] >> shifts) & 127
    used = np.maximum(1, width - np.argmax(digits[:, ::-1] > 0, axis=1) * (digits.max(axis=1) > 0))
    used = np.where(digits.max(axis=1) > 0, used, 1)
    position = np.arange(width)
    digits |= np.where(position < used[:, None] - 1, 128, 0)
    return digits[position < used[:, None]].astype("u1")


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
