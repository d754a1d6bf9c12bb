"""Differences between two control maps, and areas over time.

A difference says that the map changed between two dates. It does not say that the ground was taken on
the later one: maps are drawn after the fact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.control.places import place_table, settlements
from geo.control.project import WGS84, area_km2, flat_km2, polygons
from geo.control.records import CONTESTED, RUSSIA, UKRAINE
from geo.control.series import ControlSeries

LABEL = "map changed"
SLIVER_KM2 = 0.01


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from map `a` to map `b`.

    `changes`: GeoDataFrame (EPSG:4326) with `side`, `kind` ("gained" or "lost"), `km2` (geodesic), one row
    a patch.
    `settlements`: DataFrame with place_id, name, `before`, `after`, lon, lat of places that changed sides.
    """

    changes: gpd.GeoDataFrame
    settlements: pd.DataFrame
    label: str = LABEL

    def km2(self, side: str, kind: str) -> float:
        """Return the area that a side gained or lost, km²."""
        rows = (self.changes["side"] == side) & (self.changes["kind"] == kind)
        return float(self.changes.loc[rows, "km2"].sum())

    def table(self) -> pd.DataFrame:
        """Return gained, lost and net km² of each side."""
        sides = sorted(set(self.changes["side"]))
        rows = [(side, self.km2(side, "gained"), self.km2(side, "lost")) for side in sides]
        out = pd.DataFrame(rows, columns=["side", "gained_km2", "lost_km2"])
        return out.assign(net_km2=out["gained_km2"] - out["lost_km2"])


def diff(a: Any, b: Any, places: Any = None, *, sliver_km2: float = SLIVER_KM2) -> Difference:
    """Compare two control maps.

    `a`, `b`: Snapshots, Moments, Estimates or mappings of side → polygon (EPSG:4326). `places`: points of
    settlements (GeoDataFrame with place_id and name where known), Place records, or a gazetteer, which is
    asked about the changed ground alone; without it no settlements are named. Patches smaller than
    `sliver_km2` are dropped.
    """
    old, new = areas_of(a), areas_of(b)
    rows = [
        row
        for side in sorted({*old, *new})
        for row in _patches(side, old, new)
        if min(row[2], flat_km2(row[3])) >= sliver_km2
    ]
    columns = {name: [row[number] for row in rows] for number, name in enumerate(("side", "kind", "km2"))}
    changes = gpd.GeoDataFrame(columns, geometry=[row[3] for row in rows], crs=WGS84)
    return Difference(changes, _settlements(old, new, places, changes))


def _patches(
    side: str,
    old: Mapping[str, BaseGeometry],
    new: Mapping[str, BaseGeometry],
) -> Iterator[tuple[str, str, float, BaseGeometry]]:
    """Yield (side, kind, km², polygon) of every patch that one side gained or lost."""
    before, after = (areas.get(side, shapely.MultiPolygon()) for areas in (old, new))
    for kind, gone in (
        ("gained", shapely.difference(after, before)),
        ("lost", shapely.difference(before, after)),
    ):
        for patch in polygons(gone):
            yield side, kind, area_km2(patch), patch


def areas_of(control: Any) -> Mapping[str, BaseGeometry]:
    """Return side → polygons of a Snapshot, a Moment, an Estimate or a mapping."""
    if isinstance(control, Mapping):
        return control
    areas = control.areas
    if isinstance(areas, gpd.GeoDataFrame):
        return dict(zip(areas["side"], areas.geometry, strict=True))
    found: Mapping[str, BaseGeometry] = areas
    return found


_COLUMNS = ["place_id", "name", "before", "after", "lon", "lat"]


def _settlements(
    old: Mapping[str, BaseGeometry], new: Mapping[str, BaseGeometry], places: Any, changes: gpd.GeoDataFrame
) -> pd.DataFrame:
    """Name the places that lie in a changed patch and stand on another side after it."""
    if places is None or not len(changes):
        return pd.DataFrame(columns=_COLUMNS)
    asked = settlements(places, changes.union_all().envelope) if hasattr(places, "near") else places
    table = place_table(asked)
    table = table.iloc[_inside(table, changes)].copy()
    spots = table[["lon", "lat"]].to_numpy().T
    table["before"], table["after"] = _sides(old, spots), _sides(new, spots)
    moved = table["before"] != table["after"]
    return table.loc[moved, _COLUMNS].reset_index(drop=True)


def _inside(table: pd.DataFrame, changes: gpd.GeoDataFrame) -> list[int]:
    """Return the rows of the places that lie in a patch; for each a slice of longitudes is looked at."""
    order = np.argsort(table["lon"].to_numpy(), kind="stable")
    lon, lat = table["lon"].to_numpy()[order], table["lat"].to_numpy()[order]
    found: set[int] = set()
    for patch, (west, south, east, north) in zip(changes.geometry, changes.bounds.to_numpy(), strict=True):
        near = np.arange(*np.searchsorted(lon, (west, np.nextafter(east, np.inf))))
        near = near[(lat[near] >= south) & (lat[near] <= north)]
        if len(near):
            found.update(order[near[shapely.intersects_xy(patch, lon[near], lat[near])]].tolist())
    return sorted(found)


def _sides(areas: Mapping[str, BaseGeometry], spots: Any) -> list[str]:
    """Return the side at each point; "" where none is drawn."""
    side = [""] * spots.shape[1]
    for name in (UKRAINE, RUSSIA, CONTESTED):
        if name in areas:
            shapely.prepare(areas[name])
            inside = shapely.contains_xy(areas[name], *spots)
            side = [name if here else was for here, was in zip(inside, side, strict=True)]
    return side


def areas_over_time(series: ControlSeries) -> pd.DataFrame:
    """Return the area of every side on every day of a series: day, side, km2, status.

    `status` is "snapshot" on a day that has one and "carried forward" on a day that has none. A step means
    that the map changed on that day.
    """
    sizes = {
        snapshot.date: {side: area_km2(area) for side, area in snapshot.areas.items()} for snapshot in series
    }
    sides = sorted({side for areas in sizes.values() for side in areas})
    observed, rows = set(series.observed), []
    held: dict[str, float] = {}
    for day in pd.date_range(series.first, series.last, freq="D"):
        date = day.date()
        held = sizes.get(date, held)
        status = "snapshot" if date in observed else "carried forward"
        rows += [(day, side, held.get(side, 0.0), status) for side in sides]
    return pd.DataFrame(rows, columns=["day", "side", "km2", "status"])
