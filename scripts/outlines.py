"""Outlines of countries and regions for build_regions.py and build_background.py, simplified once for both.

They come from Natural Earth 10m (public domain) as Debian ships it in qgis-common. The source draws Crimea
and Sevastopol under Russia; here every outline belongs to the country that data/regions.csv names.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import shapely

DATA = Path(__file__).resolve().parent.parent / "data"
QGIS = Path("/usr/share/qgis/resources/data/world_map.gpkg")  # where Debian's qgis-common puts it
FINE = ("UA", "RU", "BY", "MD")  # countries drawn with their regions
FIPS_PREFIX = {"UP": "UA", "RS": "RU", "BO": "BY", "MD": "MD"}
CENTRE, SHARP, FADE = np.array([34.5, 50.0]), 6.5, 1.5
TOLERANCE = 0.014  # in degrees at the centre; far away it is ten times coarser


def read_outlines(source: Path) -> geopandas.GeoDataFrame:
    """Return the regions of the countries of FINE and all other countries whole, neighbours edge to edge.

    Columns: key (the source's name, with * where it has no GeoNames name; "" for a whole country), country
    and geometry, EPSG:4326.
    """
    countries = geopandas.read_file(source, layer="countries").rename(columns={"iso_a2": "country"})
    # A land without a code keeps a name of its own, so that no two neighbours merge by accident.
    unknown = ~countries["country"].str.fullmatch("[A-Z]{2}", na=False)
    countries.loc[unknown, "country"] = [f"unknown {number}" for number in range(int(unknown.sum()))]
    countries = countries[~countries["country"].isin(FINE)]
    regions = geopandas.read_file(source, layer="states_provinces")
    regions = regions[regions["iso_a2"].isin(FINE)]
    names = regions["name"].fillna("")
    keys = names.where(regions["gn_name"].notna(), names + "*")
    owners = check(read_regions(), list(keys), list(regions["fips"]))
    shapes = np.concatenate([regions.geometry.to_numpy(), countries.geometry.to_numpy()])
    return geopandas.GeoDataFrame(
        {
            "key": [*keys, *[""] * len(countries)],
            "country": [*(owners[key] for key in keys), *countries["country"]],
        },
        geometry=simplified(shapes, cover=True),
        crs=4326,
    )


def read_regions() -> list[dict[str, str]]:
    """Read the hand-written table of regions."""
    with (DATA / "regions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def check(regions: list[dict[str, str]], keys: list[str], codes: list[Any]) -> dict[str, str]:
    """Return the country of every outline.

    Raises ValueError unless each belongs to exactly one region, of the country that its FIPS code names.
    """
    owners: dict[str, str] = {}
    for region in regions:
        if region["kind"] == "area":
            continue
        for key in region["natural_earth"].split(";"):
            if key in owners:
                raise ValueError(f"data/regions.csv: outline {key!r} is claimed twice ({region['id']})")
            owners[key] = region["country"]
    missing = sorted(set(keys) ^ set(owners))
    if missing:
        raise ValueError(f"data/regions.csv and the outlines disagree on {missing}")
    for key, fips in zip(keys, codes, strict=True):
        if isinstance(fips, str) and FIPS_PREFIX[fips[:2]] != owners[key]:
            raise ValueError(f"outline {key!r} has FIPS code {fips} but is listed under {owners[key]}")
    return owners


def squeeze(xy: Any) -> Any:
    """Draw the world in around the theatre: distances shrink the farther a point lies from its centre."""
    away = xy - CENTRE
    reach = np.hypot(away[:, 0], away[:, 1])
    drawn = np.where(reach > SHARP, SHARP + FADE * np.log1p(np.maximum(reach - SHARP, 0) / FADE), reach)
    return CENTRE + away * (drawn / np.maximum(reach, 1e-9))[:, None]


def simplified(shapes: Any, *, cover: bool) -> Any:
    """Simplify in the squeezed world; what is left are vertices of the original, put back in their place.

    With `cover` neighbours keep the same border, line by line.
    """
    original = shapely.get_coordinates(shapes)
    back = {tuple(key): value for key, value in zip(squeeze(original).round(9), original, strict=True)}
    small = shapely.transform(shapes, lambda xy: squeeze(xy).round(9))
    small = shapely.coverage_simplify(small, TOLERANCE) if cover else shapely.simplify(small, TOLERANCE / 2)
    return shapely.transform(small, lambda xy: np.array([back[tuple(point)] for point in xy]).reshape(-1, 2))


def apparent_area(ring: Any) -> float:
    """Return the area inside a ring in the squeezed world, square degrees at the centre."""
    return float(shapely.Polygon(squeeze(shapely.get_coordinates(ring))).area)
