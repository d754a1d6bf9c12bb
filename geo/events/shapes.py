"""The shapes that say how well a place is known: points, and discs of a radius."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import shapely


def disc(lat: float, lon: float, km: float, points: int = 48) -> shapely.Polygon:
    """Draw the circle of `km` kilometres around a point as a polygon of longitudes and latitudes."""
    turn = np.linspace(0.0, 2 * np.pi, points, endpoint=False)
    reach = km / 6371.0088
    phi = np.radians(lat)
    lats = np.arcsin(np.sin(phi) * np.cos(reach) + np.cos(phi) * np.sin(reach) * np.cos(turn))
    lons = np.radians(lon) + np.arctan2(
        np.sin(turn) * np.sin(reach) * np.cos(phi), np.cos(reach) - np.sin(phi) * np.sin(lats)
    )
    return shapely.Polygon(np.column_stack((np.degrees(lons), np.degrees(lats))).round(5))


def points_and_discs(table: pd.DataFrame) -> Any:
    """Return the geometry that lat, lon, radius_km and precision describe, as an array of shapes."""
    shapes = np.full(len(table), None, dtype=object)
    placed = (table["precision"] != "unplaced") & table["lat"].notna() & table["lon"].notna()
    wide = placed & (table["radius_km"] > 0) & ~table["precision"].isin(("exact", "settlement"))
    point = (placed & ~wide).to_numpy()
    shapes[point] = shapely.points(table.loc[point, "lon"], table.loc[point, "lat"])
    # Hundreds of rows share a district: each disc is drawn once.
    at = np.flatnonzero(wide)
    spots, which = np.unique(
        table.loc[wide, ["lat", "lon", "radius_km"]].to_numpy(), axis=0, return_inverse=True
    )
    discs = np.array([disc(*spot) for spot in spots], dtype=object)
    shapes[at] = discs[which] if len(at) else []
    return shapes
