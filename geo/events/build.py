"""Build the events table from claims."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import shapely

from geo.events.shapes import disc
from geo.events.table import frame

if TYPE_CHECKING:
    from geo.claims import Claim
    from geo.gazetteer import Gazetteer, Place
    from geo.geocode import Resolution
    from geo.reports import Report

#: A direction ("the Pokrovsk direction") is a stretch of front, not a town: its ring in kilometres.
DIRECTION_KM = 20.0
#: "Near X" without a distance.
NEAR_KM = 5.0

#: Called with the reports done and their total; an answer of False stops the reading.
Progress = Callable[[int, int], bool | None]


def event_id(report_id: str, place: str, event_type: str, claimant: str, at: str) -> str:
    """Make the stable id of a claim; `at` tells apart claims of the same kind in one report."""
    key = "\x1f".join((report_id, place, event_type, claimant, at))
    return hashlib.sha256(key.encode()).hexdigest()[:12]


def where(place: Place | None, gazetteer: Gazetteer, *, relation: str = "in", km: float | None = None,
          surface: str = "") -> dict[str, Any]:  # fmt: skip
    """Fill the columns that say where: names, point, precision and geometry of a place.

    `relation` and `km` come from the words around the name ("10 km from X"). Without a place the row
    is "unplaced" and keeps the words of the report as its name.
    """
    if place is None:
        return {"place": surface, "precision": "unplaced", "radius_km": 0.0, "lat": np.nan, "lon": np.nan,
                "geometry": None}  # fmt: skip
    precision, radius = _precision(place, relation, km)
    return {
        **names(place, gazetteer),
        "lat": place.lat,
        "lon": place.lon,
        "radius_km": radius,
        "precision": precision,
        "geometry": _geometry(place, gazetteer, precision, radius),
    }


def names(place: Place, gazetteer: Gazetteer) -> dict[str, str]:
    """Fill the name columns of a place."""
    region = gazetteer.place(place.region).name if place.region is not None else ""
    district = gazetteer.place(place.district).name if place.district is not None else ""
    return {
        "place": place.name,
        "place_uk": place.name_uk,
        "place_ru": place.name_ru,
        "place_id": place.id,
        "place_kind": place.kind,
        "district": district,
        "region": place.name if place.kind == "region" else region,
        "country": place.country,
    }


def _precision(place: Place, relation: str, km: float | None) -> tuple[str, float]:
    if place.kind in ("region", "country", "district"):
        return place.kind, place.radius_km
    if relation == "direction":
        return "near", km or DIRECTION_KM
    if relation == "near" or km:
        return "near", km or NEAR_KM
    if place.kind == "facility":
        return ("near", place.radius_km) if place.radius_km > 2 else ("exact", 0.0)
    if place.kind == "water":
        return "near", place.radius_km or NEAR_KM
    # Some villages are known only by a hint ("7 km southwest of X").
    return ("near", place.radius_km) if place.radius_km > 0 else ("settlement", 0.0)


def _geometry(place: Place, gazetteer: Gazetteer, precision: str, radius: float) -> Any:
    if precision in ("exact", "settlement"):
        return shapely.Point(place.lon, place.lat)
    if precision in ("region", "district", "country"):
        shape = gazetteer.shape(place)
        if shape is not None:
            return shape
    return disc(place.lat, place.lon, radius) if radius > 0 else shapely.Point(place.lon, place.lat)


def from_claims(claims: Iterable[Claim], gazetteer: Gazetteer) -> gpd.GeoDataFrame:
    """Build the events table of claims."""
    return frame(_row(claim, gazetteer) for claim in claims)


def _row(claim: Claim, gazetteer: Gazetteer) -> dict[str, Any]:
    report = claim.report
    found = claim.resolution
    if found is None:
        spot = where(None, gazetteer)
    else:
        mention = found.toponym
        spot = where(found.place, gazetteer, relation=mention.relation, km=mention.distance_km,
                     surface=mention.surface)  # fmt: skip
    key = spot.get("place_id") or spot["place"]
    return {
        **spot,
        **source(report),
        "event_id": event_id(report.id, key, claim.event_type, claim.claimant, str(claim.quote_start)),
        "start": claim.start,
        "end": claim.end,
        "date_precision": claim.date_precision,
        "event_type": claim.event_type,
        "actor": claim.actor,
        "claimant": claim.claimant,
        "claimant_side": claim.claimant_side,
        "basis": claim.basis,
        "control": claim.control,
        "control_sense": claim.control_sense,
        "quote": claim.quote,
        "quote_start": claim.quote_start,
        "quote_end": claim.quote_end,
        "confidence": claim.confidence,
        "reasons": _json([*claim.reasons, *(found.reasons if found else ())]),
        "candidates": _candidates(found),
    }


def source(report: Report) -> dict[str, Any]:
    """Fill the columns that say where a claim was read."""
    return {
        "report_id": report.id,
        "origin_id": report.id,
        "known_on": report.date,
        "title": report.title,
        "source_name": report.source_name,
        "source_url": report.source_url,
        "source_urls": _json(list(report.urls)) if report.urls else "",
        "lang": report.lang,
        "licence": report.licence,
    }


def _candidates(found: Resolution | None) -> str:
    if found is None or not found.alternatives:
        return ""
    return _json([[place.id, place.name, round(score, 3)] for place, score in found.alternatives])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def read_reports(reports: Iterable[Report], gazetteer: Gazetteer, progress: Progress | None = None,
                 ) -> gpd.GeoDataFrame:  # fmt: skip
    """Read the claims of reports into an events table.

    `progress(done, total)` is called after each report; when it answers False the reading stops
    there, and the events so far are returned.
    """
    from geo.claims import read_claims

    reports = list(reports)
    claims: list[Claim] = []
    for done, report in enumerate(reports, 1):
        claims.extend(read_claims(report, gazetteer))
        if progress is not None and progress(done, len(reports)) is False:
            break
    return from_claims(claims, gazetteer)
