# ruff: noqa: E501
"""Scenes for the tests of the store: a clock that stands, a report, and its two events."""

import datetime
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import shapely

from geo.events import frame
from geo.reports import Report

DAY = datetime.date(2024, 12, 14)
QUOTE = "The governor said that Sudzha was shelled."


@dataclass
class Clock:
    now: datetime.datetime = datetime.datetime(2024, 12, 16, 10)

    def __call__(self) -> datetime.datetime:
        return self.now


def report(tail: str = "", day: datetime.date = DAY, url: str = "https://a.example/1") -> Report:
    return Report(f"{QUOTE} The staff spoke of the Sumy region.{tail}", date=day, source_url=url, lang="en")


def events(of: Report, **changes: Any) -> gpd.GeoDataFrame:
    """Return two events of a report: one at a town, one in a region."""
    town = {
        "event_id": f"town-{of.id}", "report_id": of.id, "origin_id": of.id, "place": "Sudzha", "place_id": "gn:1",
        "lat": 51.19, "lon": 35.27, "precision": "settlement", "start": DAY, "end": DAY, "date_precision": "day",
        "known_on": of.date, "event_type": "shelling", "claimant": "A governor", "claimant_side": "Russia",
        "basis": "claimed", "quote": QUOTE, "quote_start": 0, "quote_end": len(QUOTE), "radius_km": 0.0,
        "source_url": of.source_url, "confidence": 0.9, "geometry": shapely.Point(35.27, 51.19),
    }  # fmt: skip
    region = town | {
        "event_id": f"region-{of.id}", "place": "Sumy Oblast", "place_id": "adm1:UA-59", "precision": "region",
        "quote": "", "quote_start": -1, "quote_end": -1, "geometry": shapely.Point(34, 51).buffer(1), "radius_km": 90.0,
        "lat": 51.0, "lon": 34.0, "start": None, "end": None, "date_precision": "unknown",
    }  # fmt: skip
    return frame([town | changes, region])
