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
from dataclasses import dataclass, replace
from pathlib import Path

from geo.names import fold

FRONT = (
    "01",
    "12",
    "14",
    "23",
    "32",
    "44",
    "48",
    "59",
    "63",
    "65",
    "74",
)  # oblasts whose every village is wanted
SETTLEMENT_KM2 = 25.0  # land of one settlement in the steppe, roughly
RAION_KM = 120.0  # no seat of a hromada lies farther than this from the capital of its raion
SEAT_KM = 20.0  # so much farther from the capital weighs like one settlement less around
HROMADA_KM = 35.0  # no settlement lies farther than this from the seat of its hromada
ISO = {
    "01": "43",
    "44": "09",
    "73": "77",
    "80": "30",
    "85": "40",
}  # where the codifier's number of a region is not that of ISO 3166-2


@dataclass(frozen=True, slots=True)
class Spot:
    """A known settlement: id, Ukrainian name, position, region id, inhabitants where they are known."""

    id: str
    name_uk: str
    lat: float
    lon: float
    region: str
    population: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """A unit with a position; `known` is the id of the settlement it is, "" where only the seat is known."""

    code: str
    kind: str
    name_uk: str
    seat_uk: str
    lat: float
    lon: float
    radius_km: float
    region: str
    raion: str
    hromada: str
    known: str = ""


def located(
    path: Path, spots: list[Spot], raions: dict[tuple[str, str], tuple[str, float, float]]
) -> Iterator[Found]:
    """Yield hromadas and settlements of the codifier with positions.

    `raions` gives (district id, lat, lon) by (region id, folded name such as "бахмутський").
    """
    by_name: dict[tuple[str, str], list[Spot]] = defaultdict(list)
    for spot in spots:
        by_name[spot.region, fold(spot.name_uk)].append(spot)
    at_seat = [unit for unit in seated(path, raions, by_name) if unit.kind == "settlement"]
    same_name: dict[tuple[str, str], list[Found]] = defaultdict(list)
    for unit in at_seat:
        same_name[unit.region, fold(unit.name_uk)].append(unit)
    yield from (unit for unit in seated(path, raions, by_name) if unit.kind == "district")
    for key, units in same_name.items():
        yield from paired(units, by_name.get(key, []))


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode("utf-8"))))


def region_of(code: str) -> str:
    return f"adm1:UA-{ISO.get(code[2:4], code[2:4])}"


def settlement_names(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (region id, Ukrainian name) of every settlement."""
    for row in rows_of(path):
        if row["category"] in "MTXCK":
            yield region_of(row["code"]), row["name_uk"]


def seated(
    path: Path,
    raions: dict[tuple[str, str], tuple[str, float, float]],
    by_name: dict[tuple[str, str], list[Spot]],
) -> Iterator[Found]:
    """Yield every hromada whose seat is known, and its settlements, all at the seat."""
    rows = rows_of(path)
    raion_names = {row["code"][:6]: fold(row["name_uk"]) for row in rows if row["category"] == "P"}
    members: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        if row["category"] in "HMTXCK":
            members[row["code"][:9]].append(row)
    for code, (head, *settlements) in sorted(members.items()):
        region = region_of(code)
        raion = raions.get((region, raion_names.get(code[:6], "")))
        if not raion or head["category"] != "H" or not settlements:
            continue
        seat_uk = settlements[0]["name_uk"]
        others = [by_name.get((region, fold(unit["name_uk"])), []) for unit in settlements[1:]]
        seat = best_seat(by_name.get((region, fold(seat_uk)), []), others, raion[1], raion[2])
        if seat is None:
            continue
        radius = round(max(5.0, 1.2 * math.sqrt(len(settlements) * SETTLEMENT_KM2 / math.pi)))
        place = seat_uk, seat.lat, seat.lon, radius, region, raion[0]
        yield Found(code, "district", f"{head['name_uk']} громада", *place, "")
        for unit in settlements:
            yield Found(unit["code"], "settlement", unit["name_uk"], *place, code)


def paired(units: list[Found], spots: list[Spot]) -> Iterator[Found]:
    """Yield units of one name with the known settlements of that name they are: the nearest pairs first."""
    far = [(distance_km(s.lat, s.lon, u.lat, u.lon), s.id, u.code, s, u) for s in spots for u in units]
    known: dict[str, Spot] = {}
    taken: set[str] = set()
    for distance, spot_id, code, spot, _ in sorted(far, key=lambda pair: pair[:3]):
        if distance <= HROMADA_KM and code not in known and spot_id not in taken:
            known[code] = spot
            taken.add(spot_id)
    for unit in units:
        spot_known = known.get(unit.code)
        if spot_known:
            position = {
                "lat": spot_known.lat,
                "lon": spot_known.lon,
                "radius_km": 0.0,
                "known": spot_known.id,
            }
            yield replace(unit, **position)
        else:
            yield unit


def best_seat(spots: list[Spot], others: list[list[Spot]], lat: float, lon: float) -> Spot | None:
    """Return the spot that is likeliest the seat of a hromada.

    It is large, near the raion's capital, the point given, and the hromada's other settlements lie around it:
    `others` are the known places of the name of each other settlement.
    """
    measured = []
    for spot in spots:
        far = distance_km(spot.lat, spot.lon, lat, lon)
        around = sum(  # a rare name tells more than an Іванівка
            1 / len(same)
            for same in others
            if any(distance_km(spot.lat, spot.lon, o.lat, o.lon) <= HROMADA_KM for o in same)
        )
        if far <= RAION_KM:
            likely = around + math.log10(spot.population + 1) - far / SEAT_KM
            measured.append((-likely, spot.id, spot))
    return min(measured)[2] if measured else None


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the distance of two near points on the plane."""
    return math.hypot((lat - other_lat) * 111.2, (lon - other_lon) * 111.2 * math.cos(math.radians(lat)))
