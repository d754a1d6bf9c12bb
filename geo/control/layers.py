"""Layers of control for the map: polygons and lines with the days on which they hold.

Every layer is a GeoDataFrame in EPSG:4326 with the columns side, start, end (valid on start <= day < end),
kind ("area", "front", "edge"), cell_id, evidence (JSON list of event ids), source, label.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.control.arcs import GRID, arcs, edge
from geo.control.estimate import LABEL
from geo.control.project import WGS84
from geo.control.records import RUSSIA, UNKNOWN
from geo.control.series import ControlSeries
from geo.control.timeline import EstimateSeries

COLUMNS = ("side", "start", "end", "kind", "cell_id", "evidence", "source", "label")
#: In so many steps the line moves from one snapshot to the next.
STEPS = 10
_DAY = dt.timedelta(days=1)
#: So many claims behind a cell on a day go to the browser; `evidence` lists them all.
MOST_EVIDENCE = 50

Row = tuple[str, Any, Any, str, str, str, Any]


def _layer(rows: Iterable[Row], source: str, label: str) -> gpd.GeoDataFrame:
    table = list(rows)
    columns = {
        name: [row[number] for row in table]
        for number, name in enumerate(("side", "start", "end", "kind", "cell_id", "evidence"))
    }
    frame = gpd.GeoDataFrame(columns, geometry=[row[6] for row in table], crs=WGS84)
    for name in ("start", "end"):
        frame[name] = pd.to_datetime(frame[name]).astype("datetime64[s]")
    return frame.assign(source=source, label=label)[[*COLUMNS, "geometry"]]


def snapshot_layer(
    series: ControlSeries, *, end: dt.date | None = None, label: str = "", carried: bool = True
) -> gpd.GeoDataFrame:
    """Return a series of snapshots as the dated edges of the ground of each side, kind "edge".

    The edges of a side that stand on a day bound what it holds (`shapely.build_area` gives the polygons). The
    last map holds until `end` (default: the day after the last snapshot). `label` defaults to "as assessed
    by" the source, or to its kind, "according to" the source. Unless maps are `carried` forward, a day
    between two snapshots shows nothing (see `interpolated_layer`).
    """
    maps = {snapshot.date: snapshot.areas for snapshot in series}
    for first, last in [] if carried else series.gaps():
        maps |= {first: {}, last + _DAY: series.at(last + _DAY).areas}
    rows = _edges(maps, end or series.last + _DAY)
    return _layer(rows, series.source, label or series_label(series.kind, series.source))


def interpolated_layer(series: ControlSeries, *, label: str = "interpolated") -> gpd.GeoDataFrame:
    """Return the days between the snapshots of a series, each gap in at most `STEPS` steps, as edges."""
    maps: dict[dt.date, Mapping[str, BaseGeometry]] = {}
    for first, last in series.gaps():
        step = -(-((last - first).days + 1) // STEPS)
        for number in range(0, (last - first).days + 1, step):
            day = first + number * _DAY
            maps[day] = series.at(day, interpolate=True).areas
        maps[last + _DAY] = {}
    return _layer(_edges(maps, series.last), series.source, label)


def _edges(maps: Mapping[dt.date, Mapping[str, BaseGeometry]], end: dt.date) -> Iterator[Row]:
    """Yield the edges of the ground of each side on dated maps; each map holds until the next."""
    days = sorted(maps)
    for side in sorted({side for areas in maps.values() for side in areas}):
        lines = [edge(maps[day].get(side, shapely.MultiPolygon())) for day in days]
        yield from ((side, a, b, "edge", "", "", line) for a, b, line in arcs(days, lines, end))


def series_label(kind: str, source: str) -> str:
    """Say whose map it is and what it rests on."""
    who = source or "the file"
    return f"as assessed by {who}" if kind in ("", "assessed") else f"{kind}, according to {who}"


def estimate_layer(series: EstimateSeries) -> gpd.GeoDataFrame:
    """Return daily estimates: cells with the days on which a side held them, and the front as arcs.

    `cell_id` is the place_id; `evidence` names the claims behind the cell. Grey cells (no recent report)
    have no row.
    """
    made = [series.at(day) for day in series.changed]
    lines = [shapely.set_precision(estimate.front, GRID) for estimate in made]
    end = series.spans()[-1][1]
    fronts = ((RUSSIA, a, b, "front", "", "", line) for a, b, line in arcs(series.changed, lines, end))
    return _layer([*_cells(series), *fronts], LABEL, LABEL)


def _cells(series: EstimateSeries) -> Iterator[Row]:
    """Yield a row for each run of days on which a cell kept its side."""
    spans = series.spans()
    sides = np.array([states.side for states in series.states])
    spoken = [_spoken(series, number) for number in range(len(spans))]
    for row, shape in enumerate(series.ground.outlines):
        if shape.is_empty:
            continue
        place_id = str(series.ground.places["place_id"].iloc[row])
        for first, last in _runs(sides[:, row]):
            side = str(sides[first, row])
            if side != UNKNOWN:
                ids = sorted({name for number in range(first, last) for name in spoken[number].get(row, ())})
                yield side, spans[first][0], spans[last - 1][1], "area", place_id, json.dumps(ids), shape


def _runs(values: Any) -> list[tuple[int, int]]:
    """Return (first, past the last) of the runs of equal values."""
    cuts = [0, *(np.flatnonzero(values[1:] != values[:-1]) + 1), len(values)]
    return [(int(a), int(b)) for a, b in itertools.pairwise(cuts)]


def _spoken(series: EstimateSeries, number: int) -> dict[int, list[str]]:
    """Return the event ids behind every cell on one of the changed days, the heaviest first."""
    from scipy.spatial import cKDTree

    states, ground = series.states[number], series.ground
    weighed = series.weighed(series.changed[number])
    order = np.lexsort((-weighed.score, weighed.place))
    names = series.weighing.claims["event_id"].to_numpy(object)[weighed.row[order]]
    places, first = np.unique(weighed.place[order], return_index=True)
    spoken = [list(part[:MOST_EVIDENCE]) for part in np.split(names, first[1:])]
    own = dict(zip(places.tolist(), spoken, strict=True)) if len(places) else {}
    out = dict(own)
    for zone in range(len(ground.zones)):
        speaking = np.flatnonzero(states.reported & (ground.zone == zone))
        silent = np.flatnonzero(~states.reported & (ground.zone == zone) & (states.side != ground.before))
        if len(speaking) and len(silent):
            nearest = speaking[cKDTree(ground.points[speaking]).query(ground.points[silent])[1]]
            out |= {int(row): own.get(int(place), []) for row, place in zip(silent, nearest, strict=True)}
    return out
