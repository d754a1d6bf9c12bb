"""One block of bytes that holds a JSON header and named arrays, read by `client/data.js`.

Layout, little-endian, gzipped: u32 length of the header, the header, the arrays. The header's `columns` says
type and length of each array in turn and, for numbers, the scale they are divided by. Of numbers of several
bytes, all the lowest bytes come first, then the next ones, which packs them a fifth smaller. JSON is written
in windows-1251, in which Cyrillic letters take one byte, too; what it lacks stands as an escape.
"""

import codecs
import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
LETTERS = "cp1251"
LARGE = 8_000_000  # bytes; beyond it level 4 of gzip is 2 % larger than 6, in less than half the time
SCALES = (1, 10, 100, 1_000, 10_000, 100_000, 1_000_000)


@dataclass(frozen=True)
class Number:
    """Floats as the narrowest integers that give them back exactly when divided by `scale`.

    The greatest integer of the type stands for NaN; scale 0 means plain 64-bit floats.
    """

    stored: Array
    scale: int

    @classmethod
    def of(cls, values: npt.NDArray[np.float64]) -> "Number":
        """Choose scale and type for `values`."""
        missing = np.isnan(values)
        known = values[~missing]
        for scale in SCALES:
            whole = np.rint(known * scale)
            if np.abs(whole).max(initial=0) >= 2**31 - 1:
                break
            kind = _kind(whole)
            small = whole.astype(kind)
            if (small / scale).tobytes() != known.tobytes():  # bytes: -0.0 is not 0.0
                continue
            stored = np.full(len(values), np.iinfo(kind).max, dtype=kind)
            stored[~missing] = small
            return cls(stored, scale)
        return cls(values.astype("f8"), 0)

    def values(self) -> npt.NDArray[np.float64]:
        """Give the floats back."""
        if self.scale == 0:
            return self.stored.astype("f8")
        missing = self.stored == np.iinfo(self.stored.dtype).max
        return np.where(missing, np.nan, self.stored / self.scale)


def narrow(whole: Array) -> Array:
    """Store non-negative integers in the narrowest type."""
    kind = next(kind for kind in ("u1", "u2", "u4") if whole.max(initial=0) <= np.iinfo(kind).max)
    return whole.astype(kind)


def pack(header: Mapping[str, Any], columns: Mapping[str, Array | Number]) -> bytes:
    """Lay header and arrays out in one block and gzip it; equal input gives equal bytes."""
    stored = {name: c.stored if isinstance(c, Number) else c for name, c in columns.items()}
    specs: dict[str, dict[str, Any]] = {
        name: {"type": array.dtype.str[1:], "n": len(array)} for name, array in stored.items()
    }
    for name, column in columns.items():
        if isinstance(column, Number):
            specs[name]["scale"] = column.scale
    text = json_bytes({**header, "columns": specs})
    block = b"".join((len(text).to_bytes(4, "little"), text, *map(_planes, stored.values())))
    return gzip.compress(block, 6 if len(block) < LARGE else 4, mtime=0)


def unpack(data: bytes) -> tuple[dict[str, Any], dict[str, Array]]:
    """Split a packed block into header and arrays, numbers restored."""
    block = gzip.decompress(data)
    at = 4 + int.from_bytes(block[:4], "little")
    header = json.loads(block[4:at].decode(LETTERS))
    columns: dict[str, Array] = {}
    for name, spec in header["columns"].items():
        kind = np.dtype(spec["type"])
        planes = np.frombuffer(block, "u1", spec["n"] * kind.itemsize, at).reshape(kind.itemsize, -1)
        stored = np.ascontiguousarray(planes.T).view(kind).ravel()
        at += planes.size
        columns[name] = Number(stored, spec["scale"]).values() if "scale" in spec else stored
    return header, columns


def _planes(array: Array) -> bytes:
    """Sort the bytes of an array by their weight."""
    return np.ascontiguousarray(array).view("u1").reshape(len(array), array.itemsize).T.tobytes()


def json_bytes(value: Any) -> bytes:
    """Write JSON without spaces; equal input gives equal bytes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(LETTERS, "json-escape")


def _escape(error: UnicodeError) -> tuple[str, int]:
    """Write letters that an encoding lacks as JSON does; they stand only in strings."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


codecs.register_error("json-escape", _escape)


def _kind(whole: npt.NDArray[np.float64]) -> str:
    """Choose the narrowest integer type that holds the values and one more for "missing"."""
    low, high = whole.min(initial=0), whole.max(initial=0)
    kinds = ("u1", "u2", "u4") if low >= 0 else ("i1", "i2", "i4")
    return next(kind for kind in kinds if low >= np.iinfo(kind).min and high < np.iinfo(kind).max)
