"""Villages and hromadas of Ukraine from the state codifier, for scripts/build_gazetteer.py.

data/ua_codifier.csv.gz is the codifier of administrative units (order No. 290 of 26 November 2020, edition of
19 January 2024), a public official document: codes and names without coordinates. A hromada stands at its
seat, its first settlement. A village that GeoNames' list lacks is put at the seat of its hromada with a
radius that says so.
"""

from __future__ import annotations

import csv
import gzip
import io
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from geo.names import fold

FRONT = ("12", "14", "23", "44", "48", "59", "63", "65", "74")  # oblasts whose every village is wanted
SETTLEMENT_KM2 = 25.0  # land of one settlement in the steppe, roughly
REACH_KM = (
    40.0  # a settlement of a hromada lies no farther than this from the seat of its raion, doubled for safety
)
ISO = {
    "01": "43",
    "80": "30",
    "85": "40",
}  # where the codifier's number of a region is not that of ISO 3166-2


@dataclass(frozen=True, slots=True)
class Spot:
    """A known settlement: id, Ukrainian name, position, region id."""

    id: str
    name_uk: str
    lat: float
    lon: float
    region: str


@dataclass(frozen=True, slots=True)
class Found:
    """A unit with a position; `known` is the id of the settlement it is, "" where only the seat is known."""

    code: str
    kind: str
    name_uk: str
    lat: float
    lon: float
    radius_km: float
    region: str
    raion: str
    hromada: str
    known: str


def located(
    path: Path, spots: list[Spot], raions: dict[tuple[str, str], tuple[str, float, float]]
) -> Iterator[Found]:
    """Yield hromadas and settlements of the codifier with positions.

    `raions` gives (district id, lat, lon) by (region id, folded name such as "бахмутський").
    """
    rows = list(csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode("utf-8"))))
    raion_names = {row["code"][:6]: fold(row["name_uk"]) for row in rows if row["category"] == "P"}
    by_name: dict[tuple[str, str], list[Spot]] = defaultdict(list)
    for spot in spots:
        by_name[spot.region, fold(spot.name_uk)].append(spot)
    members: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        if row["category"] in "HMTXCK":
            members[row["code"][:9]].append(row)
    for hromada, units in sorted(members.items()):
        region = f"adm1:UA-{ISO.get(hromada[2:4], hromada[2:4])}"
        raion = raions.get((region, raion_names.get(hromada[:6], "")))
        if raion and units[0]["category"] == "H" and len(units) > 1:
            yield from of_hromada(hromada, units, region, raion, by_name)


def of_hromada(
    code: str, units: list[dict[str, str]], region: str, raion: tuple[str, float, float],
    by_name: dict[tuple[str, str], list[Spot]],
) -> Iterator[Found]:  # fmt: skip
    """Yield a hromada and its settlements, the first of which is the seat."""
    head, *settlements = units
    seat = nearest(by_name[region, fold(settlements[0]["name_uk"])], raion[1], raion[2], 2 * REACH_KM)
    if seat is None:
        return
    name = f"{head['name_uk']} громада"
    radius = round(max(5.0, 1.2 * math.sqrt(len(settlements) * SETTLEMENT_KM2 / math.pi)))
    yield Found(code, "district", name, seat.lat, seat.lon, radius, region, raion[0], "", "")
    for unit in settlements:
        known = nearest(by_name[region, fold(unit["name_uk"])], seat.lat, seat.lon, REACH_KM / 2)
        spot = known or seat
        yield Found(
            unit["code"], "settlement", unit["name_uk"], spot.lat, spot.lon, 0 if known else
            radius, region, raion[0], code, known.id if known else "",
        )  # fmt: skip


def nearest(spots: list[Spot], lat: float, lon: float, km: float) -> Spot | None:
    """Return the spot nearest to a point within `km`, or None."""
    measured = [(distance_km(spot.lat, spot.lon, lat, lon), spot.id, spot) for spot in spots]
    return next((spot for far, _, spot in sorted(measured)[:1] if far <= km), None)


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the distance of two near points on the plane."""
    return math.hypot((lat - other_lat) * 111.2, (lon - other_lon) * 111.2 * math.cos(math.radians(lat)))
