"""The columns of the events table and the words that may stand in them."""

from __future__ import annotations

from collections.abc import Mapping

CRS = "EPSG:4326"

#: Column → (dtype, meaning). Text columns hold "" where nothing is known.
COLUMNS: Mapping[str, tuple[str, str]] = {
    "event_id": ("str", "stable id: the same claim in the same report has the same id"),
    "report_id": ("str", "id of the report the claim stands in"),
    "origin_id": ("str", "reports with nearly the same text share one origin"),
    "place": ("str", "name of the place in English, or the words of the report when unplaced"),
    "place_uk": ("str", "name in Ukrainian"),
    "place_ru": ("str", "name in Russian"),
    "place_id": ("str", "id in the gazetteer"),
    "place_kind": ("str", "settlement, district, region, facility, water, country"),
    "district": ("str", "district that contains the place"),
    "region": ("str", "first-order region that contains the place"),
    "country": ("str", "ISO 3166 code of the country"),
    "lat": ("float64", "latitude of the representative point, degrees"),
    "lon": ("float64", "longitude of the representative point, degrees"),
    "radius_km": ("float64", "how far from the point the place may be, kilometres; 0 for a settlement"),
    "precision": ("str", "exact, settlement, near, district, region, country, unplaced"),
    "start": ("datetime64[s]", "happened on or after this day; missing when unknown"),
    "end": ("datetime64[s]", "happened on or before this day; missing when unknown"),
    "date_precision": ("str", "day, range, week, month, year, reported, unknown"),
    "known_on": ("datetime64[s]", "day the report was published"),
    "event_type": ("str", "what happened, one of EVENT_TYPES"),
    "actor": ("str", "the side that acted"),
    "claimant": ("str", "who says so"),
    "claimant_side": ("str", "side of who says so: Ukraine, Russia, independent"),
    "basis": ("str", "claimed, assessed, visually confirmed, documented, reported"),
    "control": ("str", "who is said to hold the place afterwards: Ukraine, Russia, contested"),
    "control_sense": ("str", "captured, liberated, entered, lost, recaptured, held, denied, contested"),
    "quote": ("str", "the verbatim sentence of the report"),
    "quote_start": ("int64", "offset of the quote in the report's text; -1 without a quote"),
    "quote_end": ("int64", "offset of the end of the quote; -1 without a quote"),
    "summary": ("str", "a summary, for rows that come from a table and not from a text"),
    "title": ("str", "title of the report"),
    "source_name": ("str", "publisher of the report"),
    "source_url": ("str", "address of the report"),
    "source_urls": ("str", "JSON list of every address of the same origin"),
    "lang": ("str", "language of the report: en, uk, ru"),
    "licence": ("str", "licence of the row, as its source states it"),
    "confidence": ("float64", "how sure the reading is, 0 to 1; not how true the claim is"),
    "status": ("str", "new, accepted, edited, rejected"),
    "reasons": ("str", "JSON list: why it was read and placed so"),
    "candidates": ("str", "JSON list of other places it could be: id, name, score"),
}

EVENT_TYPES = (
    "battle", "advance", "control_change", "withdrawal", "shelling", "air_strike", "drone_strike",
    "air_defence", "mine", "civilian_harm", "infrastructure", "prisoners", "troop_movement",
    "evacuation", "statement", "other",
)  # fmt: skip
PRECISIONS = ("exact", "settlement", "near", "district", "region", "country", "unplaced")
DATE_PRECISIONS = ("day", "range", "week", "month", "year", "reported", "unknown")
BASES = ("claimed", "assessed", "visually confirmed", "documented", "reported")
CONTROLS = ("Ukraine", "Russia", "contested", "")
STATUSES = ("new", "accepted", "edited", "rejected")
