"""Settlements of a control map: from a GeoDataFrame, from places of the gazetteer, or from it itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.control.project import in_degrees, outline
from geo.errors import InputError

COLUMNS = ["place_id", "name", "country", "lon", "lat"]


def settlements(gazetteer: Any, extent: Any) -> list[Any]:
    """Return the settlements of a gazetteer in an extent whose position is known to the village."""
    west, south, east, north = outline(extent).bounds
    lat, lon = (south + north) / 2, (west + east) / 2
    height, width = (north - south) * 56, (east - west) * 56 * np.cos(np.radians(lat))
    found = gazetteer.near(lat, lon, float(np.hypot(height, width)) + 5)
    return [place for place in found if _has_a_cell(place)]


def place_table(places: Any) -> pd.DataFrame:
    """Return places as a table with the columns place_id, name, country ("" unknown), lon, lat.

    `places`: a GeoDataFrame or GeoSeries of points (place_id, name and country used where present; other
    shapes are left out), or `Place` records (those that are settlements and well placed). Raises InputError
    for anything else.
    """
    if isinstance(places, (gpd.GeoDataFrame, gpd.GeoSeries)):
        table = _of_points(places)
    elif isinstance(places, Iterable) and not isinstance(places, (pd.DataFrame, pd.Series, str)):
        table = _of_records(list(places))
    else:
        raise _no_places(places)
    return table[COLUMNS].drop_duplicates("place_id").reset_index(drop=True)


def point_ids(lon: Any, lat: Any) -> list[str]:
    """Name places that have no id by where they lie."""
    return [f"place:{y:.4f},{x:.4f}" for x, y in zip(lon, lat, strict=True)]


def _of_points(places: gpd.GeoDataFrame | gpd.GeoSeries) -> pd.DataFrame:
    points = in_degrees(places.geometry, "the places").reset_index(drop=True)
    points = points[(points.geom_type == "Point") & ~points.is_empty]
    table = pd.DataFrame({"lon": points.x.to_numpy(), "lat": points.y.to_numpy()})
    for name in ("place_id", "name", "country"):
        given = isinstance(places, gpd.GeoDataFrame) and name in places
        table[name] = _texts(places[name], points.index) if given else ""
    unnamed = table["place_id"] == ""
    table.loc[unnamed, "place_id"] = point_ids(table.loc[unnamed, "lon"], table.loc[unnamed, "lat"])
    return table.assign(name=table["name"].where(table["name"] != "", table["place_id"]))


def _texts(column: pd.Series[Any], rows: pd.Index[int]) -> Any:
    return column.astype(object).where(column.notna().to_numpy(), "").astype(str).to_numpy(object)[rows]


def _of_records(places: list[Any]) -> pd.DataFrame:
    for place in places:
        if not hasattr(place, "radius_km"):
            raise _no_places(place)
    rows = [(p.id, p.name, p.country, p.lon, p.lat) for p in places if _has_a_cell(p)]
    return pd.DataFrame(rows, columns=COLUMNS)


def _has_a_cell(place: Any) -> bool:
    """Tell whether a place is a settlement; one with a radius is known only roughly and has no cell."""
    return bool(place.kind == "settlement" and place.radius_km == 0)


def _no_places(given: Any) -> InputError:
    return InputError(f"places must be a GeoDataFrame of points or Place records, not {type(given).__name__}")
