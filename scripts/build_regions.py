"""Build data/regions.geojson.gz: first-order regions of Ukraine, Russia, Belarus and Moldova.

Outlines come from Natural Earth 10m (public domain) as Debian ships it in qgis-common. The source draws
Crimea and Sevastopol under Russia and carries old names ("Kiev"), so names, codes and countries are taken
from data/regions.csv alone; the FIPS code of every outline (UP = Ukraine, RS = Russia ...) must agree with
it.

    apt-get download qgis-common && dpkg-deb -x qgis-common_*.deb qgis
    python scripts/build_regions.py qgis/usr/share/qgis/resources/data/world_map.gpkg
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from pathlib import Path

import geopandas
import numpy as np
import shapely

QGIS = Path("/usr/share/qgis/resources/data/world_map.gpkg")
DATA = Path(__file__).resolve().parent.parent / "data"
FIPS_PREFIX = {"UP": "UA", "RS": "RU", "BO": "BY", "MD": "MD"}
# A vertex that carries a triangle smaller than TOLERANCE² (square degrees) is dropped.
TOLERANCE = 0.01
DECIMALS = 3


def read_outlines(source: Path) -> geopandas.GeoDataFrame:
    """Read the four countries' outlines; `key` is the name, with * if GeoNames has none."""
    layer = "states_provinces" if source.suffix == ".gpkg" else None
    frame = geopandas.read_file(source, layer=layer) if layer else geopandas.read_file(source)
    frame = frame[frame["iso_a2"].isin(["UA", "RU", "BY", "MD"])].reset_index(drop=True)
    has_name = frame["gn_name"].notna()
    frame["key"] = frame["name"].fillna("").where(has_name, frame["name"].fillna("") + "*")
    return frame


def read_regions() -> list[dict[str, str]]:
    """Read the hand-written table of regions."""
    with (DATA / "regions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def check(regions: list[dict[str, str]], outlines: geopandas.GeoDataFrame) -> None:
    """Raise ValueError unless every outline belongs to one region, of the country in its FIPS code."""
    owner: dict[str, str] = {}
    for region in regions:
        if region["kind"] == "area":
            continue
        for key in region["natural_earth"].split(";"):
            if key in owner:
                raise ValueError(f"data/regions.csv: outline {key!r} is claimed twice ({region['id']})")
            owner[key] = region["country"]
    missing = sorted(set(outlines["key"]) ^ set(owner))
    if missing:
        raise ValueError(f"data/regions.csv and the outlines disagree on {missing}")
    for key, fips in zip(outlines["key"], outlines["fips"], strict=True):
        if isinstance(fips, str) and FIPS_PREFIX[fips[:2]] != owner[key]:
            raise ValueError(f"outline {key!r} has FIPS code {fips} but is listed under {owner[key]}")


def simplified(outlines: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Simplify all outlines together, so that neighbours keep the same border, line by line."""
    geometry = shapely.coverage_simplify(outlines.geometry.to_numpy(), TOLERANCE)
    geometry = shapely.transform(geometry, lambda xy: np.round(xy, DECIMALS))
    return outlines.assign(geometry=geometry)


def central_point(shape: shapely.Geometry) -> shapely.Point:
    """Return the centroid of the largest part, or a point inside it where the centroid falls outside."""
    parts = shapely.get_parts(shape)
    largest = parts[np.argmax(shapely.area(parts))]
    return largest.centroid if largest.contains(largest.centroid) else largest.point_on_surface()


def features(regions: list[dict[str, str]], outlines: geopandas.GeoDataFrame) -> list[dict[str, object]]:
    """Return one GeoJSON feature a region, in the order of the table."""
    shapes = dict(zip(outlines["key"], outlines.geometry, strict=True))
    found: list[dict[str, object]] = []
    for region in regions:
        parts = [shapes[key] for key in region["natural_earth"].split(";")]
        shape = parts[0] if len(parts) == 1 else shapely.coverage_union_all(parts)
        if not shape.is_valid:
            raise ValueError(f"{region['id']}: the simplified outline is invalid; raise DECIMALS")
        point = central_point(shape)
        names = {key: region[key] for key in ("id", "country", "kind", "name", "name_uk", "name_ru")}
        found.append(
            {
                "type": "Feature",
                "properties": {**names, "lat": round(point.y, DECIMALS), "lon": round(point.x, DECIMALS)},
                "geometry": json.loads(shapely.to_geojson(shapely.normalize(shape))),
            }
        )
    return found


def main(source: Path) -> None:
    """Build the file from the Natural Earth layer at `source`, or say what is missing and keep the file."""
    target = DATA / "regions.geojson.gz"
    if not source.exists():
        print(f"{target} is kept as it is: {source} is not here\n{__doc__}")
        return
    outlines, regions = read_outlines(source), read_regions()
    check(regions, outlines)
    collection = {"type": "FeatureCollection", "features": features(regions, simplified(outlines))}
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
    target.write_bytes(gzip.compress(text.encode(), mtime=0))
    print(f"{target}: {len(regions)} regions, {target.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else QGIS)
