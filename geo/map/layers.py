"""Layers that the map document shows under the events: control maps, front lines, the user's own files.

A layer's frame is a GeoDataFrame in EPSG:4326. All of its columns are optional: `side` (Ukraine, Russia,
contested, unknown), `start` and `end` (valid on start <= day < end; missing = always), `cell_id`, `evidence`
(JSON list of event ids), `source`, `label`, `kind` (gained, lost, edge). Polygons are drawn as areas, lines
as fronts, points as squares. Lines of the kind "edge" bound ground: those of one side that stand on a day are
joined to rings in the browser, filled and drawn as its front.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.map import container, shapes
from geo.map.container import Array

COLUMNS = ("side", "kind", "cell_id", "evidence", "source", "label")
_ALWAYS = (-(2**31), 2**31 - 1)


@dataclass(frozen=True)
class Style:
    """Say how a layer is drawn; without a colour, areas take that of their side."""

    line: Literal["solid", "dashed", "dotted", "dash-dot"] = "solid"
    weight: float = 2.5
    colour: str = ""  # "#rrggbb"
    opacity: float = 0.2
    fill: bool = True
    shown: bool = True


@dataclass(frozen=True, eq=False)
class Layer:
    """Name a layer, its frame and its look; `attribution` is shown at the foot of the map."""

    name: str
    frame: gpd.GeoDataFrame
    style: Style = field(default_factory=Style)
    attribution: str = ""


def encode(layer: Layer) -> bytes:
    """Pack a layer for the browser. Coordinates are rounded to 1e-4 degrees (11 m)."""
    frame = layer.frame[layer.frame.geometry.notna() & ~layer.frame.geometry.is_empty]
    paths, owner = [], []
    # Turned alike, shells and holes fill rightly even where areas of a layer overlap.
    for number, shape in enumerate(shapely.orient_polygons(frame.geometry.to_numpy())):
        found = shapes.paths(shape)
        paths += found
        owner += [number] * len(found)
    data, points = shapes.pack(paths)
    columns: dict[str, Array | container.Number] = {
        "paths": data,
        "points": points,
        "feature": np.array(owner, dtype="u4"),
        "start": _days(frame, "start", _ALWAYS[0]),
        "end": _days(frame, "end", _ALWAYS[1]),
    }
    values: dict[str, list[str]] = {}
    for name in COLUMNS:
        texts = _kinds(frame) if name == "kind" else _texts(frame, name)
        codes, uniques = pd.factorize(np.array(texts, dtype=object), sort=True)
        columns[name] = container.narrow(codes)
        values[name] = list(uniques)
    header = {
        "name": layer.name,
        "style": asdict(layer.style),
        "attribution": layer.attribution,
        "features": len(frame),
        "values": values,
    }
    return container.pack(header, columns)


def _kinds(frame: gpd.GeoDataFrame) -> list[str]:
    """Say how to draw each shape: by its type, but edges and ground gained and lost keep their names."""
    by_shape = {"Polygon": "area", "MultiPolygon": "area", "Point": "point", "MultiPoint": "point"}
    kinds = [by_shape.get(shape, "front") for shape in frame.geom_type]
    given = _texts(frame, "kind")
    return [
        name if name in ("gained", "lost", "edge") else kind for name, kind in zip(given, kinds, strict=True)
    ]


def _texts(frame: gpd.GeoDataFrame, name: str) -> list[str]:
    if name not in frame:
        return ["unknown" if name == "side" else ""] * len(frame)
    return ["" if pd.isna(text) else str(text) for text in frame[name]]


def _days(frame: gpd.GeoDataFrame, name: str, missing: int) -> Array:
    if name not in frame:
        return np.full(len(frame), missing, dtype="i4")
    dates = pd.to_datetime(frame[name], errors="coerce").to_numpy().astype("datetime64[D]")
    return np.where(np.isnat(dates), missing, dates.astype("i8")).astype("i4")
