"""Areas and plane coordinates: geodesic areas, and an equal-area plane around an extent."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any, cast

import geopandas as gpd
import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.errors import InputError

WGS84 = "EPSG:4326"
#: A straight edge of this length bends by less than a metre between degrees and the plane.
_EDGE_DEGREES = 0.05
_GEOD = pyproj.Geod(ellps="WGS84")

Points = NDArray[np.float64]


def area_km2(geometry: BaseGeometry | None) -> float:
    """Return the geodesic area of polygons (EPSG:4326) in km²; 0 for lines, points and nothing."""
    return sum(_polygon_km2(part) for part in polygons(geometry))


def flat_km2(polygon: BaseGeometry) -> float:
    """Return about the area of a polygon with edges straight in degrees: that of a hairline is 0.

    Along a parallel a geodesic edge bulges, so that a hairline of 1° has a geodesic area of some km².
    """
    south, north = polygon.bounds[1], polygon.bounds[3]
    return float(polygon.area * 111.32**2 * math.cos(math.radians((south + north) / 2)))


def _polygon_km2(polygon: shapely.Polygon) -> float:
    outside, *holes = (abs(_ring_m2(ring)) for ring in (polygon.exterior, *polygon.interiors))
    return (outside - sum(holes)) / 1e6


def _ring_m2(ring: shapely.LinearRing) -> float:
    lon, lat = shapely.get_coordinates(ring).T
    return float(_GEOD.polygon_area_perimeter(lon, lat)[0])


def polygons(geometry: BaseGeometry | None) -> list[shapely.Polygon]:
    """Return the polygon parts of any geometry, however nested; lines and points are left out."""
    if geometry is None or geometry.is_empty:
        return []
    if geometry.geom_type == "Polygon":
        return [cast("shapely.Polygon", geometry)]
    return [p for part in getattr(geometry, "geoms", ()) for p in polygons(part)]


def areal(geometry: BaseGeometry) -> BaseGeometry:
    """Keep only the polygons of a geometry; an operation on polygons can leave lines and points behind."""
    if geometry.geom_type in ("Polygon", "MultiPolygon"):
        return geometry
    return shapely.MultiPolygon(polygons(geometry))


def outline(extent: Any) -> BaseGeometry:
    """Return an extent as a polygon in EPSG:4326.

    `extent` is a polygon or multipolygon in EPSG:4326, (west, south, east, north) in degrees, or a
    GeoDataFrame or GeoSeries with a CRS. Raises InputError where it covers nothing.
    """
    if isinstance(extent, (gpd.GeoDataFrame, gpd.GeoSeries)):
        extent = in_degrees(extent, "the extent").geometry.union_all()
    elif not isinstance(extent, BaseGeometry):
        extent = _box(extent)
    shape = areal(shapely.make_valid(extent))
    if shape.is_empty:
        raise InputError("the extent covers no area; give a polygon or (west, south, east, north) in degrees")
    west, south, east, north = shape.bounds
    if west < -180 or south < -90 or east > 180 or north > 90:
        raise InputError(f"the extent ({west:.0f}, {south:.0f}, {east:.0f}, {north:.0f}) is not in degrees")
    return shape


def _box(bounds: Any) -> BaseGeometry:
    try:
        west, south, east, north = (float(each) for each in bounds)
    except (TypeError, ValueError):
        raise InputError(
            f"{bounds!r} is no extent; give a polygon or (west, south, east, north) in degrees"
        ) from None
    if not np.isfinite([west, south, east, north]).all():
        raise InputError(f"a bound of the extent {tuple(bounds)} is no number")
    return shapely.box(west, south, east, north)


def in_degrees(frame: Any, what: str) -> Any:
    """Return a GeoDataFrame or GeoSeries in EPSG:4326; one without a CRS must look like degrees."""
    if frame.crs is not None:
        return frame.to_crs(WGS84)
    bounds = frame.total_bounds
    if len(frame) and np.isfinite(bounds).all() and np.abs(bounds).max() > 180:
        raise InputError(
            f"no CRS is declared for {what}, and coordinates like {bounds[0]:.0f}, {bounds[1]:.0f} are no "
            "degrees; declare it with set_crs"
        )
    return frame.set_crs(WGS84)


class Plane:
    """An equal-area plane (Lambert azimuthal, metres) around a geometry in EPSG:4326."""

    def __init__(self, around: BaseGeometry) -> None:
        west, south, east, north = around.bounds
        lon, lat = round((west + east) / 2, 3), round((south + north) / 2, 3)
        self._forward, self._back = _transformers(lon, lat)

    def points(self, lon: Any, lat: Any) -> Points:
        """Return metres of degrees, shape (n, 2)."""
        return np.column_stack(self._forward.transform(np.asarray(lon, float), np.asarray(lat, float)))

    def metres(self, geometry: Any) -> Any:
        """Carry a geometry, or an array of them, from degrees to metres; long edges are bent on the way."""
        dense = shapely.segmentize(geometry, _EDGE_DEGREES)
        return shapely.transform(dense, lambda xy: np.column_stack(self._forward.transform(*xy.T)))

    def degrees(self, geometry: Any) -> Any:
        """Carry a geometry, or an array of them, from metres to degrees."""
        return shapely.transform(geometry, lambda xy: np.column_stack(self._back.transform(*xy.T)))


@lru_cache(32)
def _transformers(lon: float, lat: float) -> tuple[pyproj.Transformer, pyproj.Transformer]:
    plane = f"+proj=laea +lat_0={lat} +lon_0={lon} +datum=WGS84 +units=m"
    return (
        pyproj.Transformer.from_crs(WGS84, plane, always_xy=True),
        pyproj.Transformer.from_crs(plane, WGS84, always_xy=True),
    )
