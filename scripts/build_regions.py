"""Build data/regions.geojson.gz: first-order regions of Ukraine, Russia, Belarus and Moldova.

Names, codes and countries are those of data/regions.csv; the outlines are Natural Earth's (see outlines.py).

    apt-get download qgis-common && dpkg-deb -x qgis-common_*.deb qgis
    python -m scripts.build_regions qgis/usr/share/qgis/resources/data/world_map.gpkg
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import geopandas
import numpy as np
import shapely

from scripts.outlines import DATA, QGIS, read_outlines, read_regions

TARGET = DATA / "regions.geojson.gz"
DECIMALS = 3


def features(regions: list[dict[str, str]], outlines: geopandas.GeoDataFrame) -> list[dict[str, object]]:
    """Return one GeoJSON feature a region, in the order of the table."""
    rounded = shapely.transform(outlines.geometry.to_numpy(), lambda xy: np.round(xy, DECIMALS))
    shapes = dict(zip(outlines["key"], rounded, strict=True))
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


def central_point(shape: shapely.Geometry) -> shapely.Point:
    """Return the centroid of the largest part, or a point inside it where the centroid falls outside."""
    parts = shapely.get_parts(shape)
    largest = parts[np.argmax(shapely.area(parts))]
    return largest.centroid if largest.contains(largest.centroid) else largest.point_on_surface()


def main(source: Path) -> None:
    """Write the file, or say what is missing and keep the one that is there."""
    if not source.exists():
        print(f"{TARGET} is kept as it is: {source} is not here\n{__doc__}")
        return
    outlines, regions = read_outlines(source), read_regions()
    collection = {"type": "FeatureCollection", "features": features(regions, outlines)}
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
    TARGET.write_bytes(gzip.compress(text.encode(), mtime=0))
    print(f"{TARGET}: {len(regions)} regions, {TARGET.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else QGIS)
