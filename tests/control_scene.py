"""Scenes for the tests of control: a lattice of places, claims about them, square snapshots."""

from __future__ import annotations

import datetime as dt
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.control import Snapshot

DAY = dt.date(2024, 8, 15)
EXTENT = (35.0, 48.0, 37.0, 49.0)
DRY = shapely.MultiPolygon()


def lattice(step: float = 0.1, west: float = 35.05, east: float = 37.0) -> gpd.GeoDataFrame:
    """Return places on a lattice over the extent, ids "x,y"."""
    lon, lat = (a.ravel() for a in np.meshgrid(np.arange(west, east, step), np.arange(48.05, 49.0, step)))
    ids = [f"{x:.2f},{y:.2f}" for x, y in zip(lon, lat, strict=True)]
    return gpd.GeoDataFrame({"place_id": ids, "name": ids}, geometry=gpd.points_from_xy(lon, lat), crs=4326)


def claims(rows: list[dict[str, Any]], places: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return claims about places; a row names place_id, side and whatever differs from a plain claim."""
    where = places.set_index("place_id").geometry
    plain = {"date": DAY, "claimant": "", "claimant_side": "", "basis": "claimed", "control_sense": "held"}
    table = pd.DataFrame([{**plain, "event_id": f"e{n}", **row} for n, row in enumerate(rows)])
    table["date"] = pd.to_datetime(table["date"])
    return gpd.GeoDataFrame(table, geometry=[where[name] for name in table["place_id"]], crs=4326)


def everywhere(places: gpd.GeoDataFrame, russia: np.ndarray) -> gpd.GeoDataFrame:
    """Return one claim for each place."""
    return places.assign(date=pd.Timestamp(DAY), side=np.where(russia, "Russia", "Ukraine"))


def square(date: dt.date | str, east: float, *, west: float = 36.0, side: str = "Russia") -> Snapshot:
    """Return a snapshot in which one side holds a box between two longitudes."""
    day = dt.date.fromisoformat(date) if isinstance(date, str) else date
    return Snapshot(day, {side: shapely.box(west, 48.0, east, 49.0)}, "the source", "free")
