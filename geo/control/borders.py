"""The border before the war: which country's ground a point is, in the internationally recognised border."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.control.project import WGS84, areal, outline
from geo.control.records import RUSSIA, UKRAINE

REGIONS = Path(__file__).parents[2] / "data" / "regions.geojson.gz"
SIDE_OF_COUNTRY = {"UA": UKRAINE, "RU": RUSSIA}
#: A side and the country where the ground that it holds is news.
ABROAD = {UKRAINE: "RU", RUSSIA: "UA"}


def border(extent: Any) -> gpd.GeoDataFrame:
    """Return the ground of each side inside an extent, from the shipped regions; EPSG:4326, column `side`.

    The border is the internationally recognised one: Crimea and Sevastopol are Ukrainian ground.
    """
    shape = outline(extent)
    shapely.prepare(shape)
    countries, _, regions = _regions()
    near = shapely.intersects(shape, regions)
    sides = {side: regions[near & (countries == country)] for country, side in SIDE_OF_COUNTRY.items()}
    found = {side: shapely.union_all(parts) for side, parts in sides.items() if len(parts)}
    return gpd.GeoDataFrame({"side": list(found)}, geometry=list(found.values()), crs=WGS84)


@lru_cache(8)
def country(code: str) -> BaseGeometry:
    """Return the ground of a country ("UA", "RU", "BY", "MD") in the recognised border, EPSG:4326."""
    countries, _, regions = _regions()
    return shapely.union_all(regions[countries == code])


def abroad(areas: Mapping[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Keep of the ground of each side (EPSG:4326) what lies in the other's country; the rest is as it was."""
    return {
        side: areal(shapely.intersection(shape, country(ABROAD[side]))) if side in ABROAD else shape
        for side, shape in areas.items()
    }


def region(region_id: str) -> BaseGeometry:
    """Return the polygon of a region by its id ("adm1:RU-KRS"), EPSG:4326."""
    _, ids, regions = _regions()
    return shapely.union_all(regions[ids == region_id])


@lru_cache(1)
def _regions() -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Return country codes, ids and polygons of the shipped regions."""
    with gzip.open(REGIONS, "rt", encoding="utf-8") as file:
        features = json.load(file)["features"]
    shapes = shapely.make_valid(
        np.array([shapely.geometry.shape(f["geometry"]) for f in features], dtype=object)
    )
    properties = [feature["properties"] for feature in features]
    return np.array([p["country"] for p in properties]), np.array([p["id"] for p in properties]), shapes
