"""Water: a lake or reservoir between the sides belongs to neither."""

from __future__ import annotations

import gzip
import json
from functools import lru_cache
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

SHIPPED = Path(__file__).parents[2] / "data" / "water.geojson.gz"


@lru_cache(1)
def shipped() -> BaseGeometry:
    """Return the lakes, reservoirs and wide rivers of the theatre, EPSG:4326."""
    with gzip.open(SHIPPED, "rt", encoding="utf-8") as file:
        features = json.load(file)["features"]
    return shapely.union_all([shapely.geometry.shape(feature["geometry"]) for feature in features])


def between(water: BaseGeometry, first: BaseGeometry, second: BaseGeometry) -> BaseGeometry:
    """Return the bodies of water that touch the ground of both sides (one plane or degrees for all three)."""
    shapely.prepare([first, second])
    bodies = [body for body in shapely.get_parts(water) if first.intersects(body) and second.intersects(body)]
    return shapely.union_all(bodies) if bodies else shapely.MultiPolygon()
