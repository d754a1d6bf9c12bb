"""Claims for the browser tests of the map."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from playwright.sync_api import Locator, Page

SUDZHA = (51.19, 35.27)


def events(rows: list[dict[str, Any]]) -> gpd.GeoDataFrame:
    """Complete rows into events: claims at Sudzha on 9 August 2024 unless they say otherwise."""
    plain = {
        "place": "Sudzha", "place_uk": "Суджа", "place_ru": "Суджа", "place_id": "gn:1",
        "place_kind": "settlement", "precision": "settlement", "district": "", "region": "",
        "lat": SUDZHA[0], "lon": SUDZHA[1],
        "start": "2024-08-09", "end": None, "known_on": None, "known_from": None, "known_until": None,
        "date_precision": "day", "event_type": "battle", "claimant": "ISW", "claimant_side": "independent",
        "control": "", "summary": "A summary.", "quote": "", "source_name": "Source", "lang": "en",
        "source_url": "https://example.org/1", "geometry": None, "radius_km": 0.0,
    }  # fmt: skip
    frame = pd.DataFrame(
        [plain | {"event_id": f"e{n}"} | row for n, row in enumerate(rows)], columns=[*plain, "event_id"]
    )
    for name in ("start", "end", "known_on", "known_from", "known_until"):
        frame[name] = pd.to_datetime(frame[name]).astype("datetime64[s]")
    for name in ("lat", "lon", "radius_km"):
        frame[name] = frame[name].astype("float64")
    return gpd.GeoDataFrame(frame, geometry="geometry", crs="EPSG:4326")


WEEK = [
    {"start": "2024-08-06", "event_type": "shelling", "summary": "Shells fell."},
    {"start": "2024-08-08", "control": "Ukraine", "claimant_side": "Ukraine", "event_type": "control_change"},
    {"start": "2024-08-09", "control": "Russia", "claimant_side": "Russia", "known_on": "2024-08-20"},
    {"start": "2024-08-12", "place": "Korenevo", "place_id": "gn:2", "lat": 51.41, "lon": 34.9},
    {
        "start": "2024-08-12",
        "place": "the front",
        "place_id": "",
        "precision": "unplaced",
        "lat": np.nan,
        "lon": np.nan,
    },
]


def click_place(page: Page, lat: float, lon: float) -> None:
    x, y = page.evaluate(
        "([lat, lon]) => { const p = geoMap.map.latLngToContainerPoint([lat, lon]); return [p.x, p.y]; }",
        [lat, lon],
    )
    page.mouse.click(x, y)


def total(page: Page) -> Locator:
    return page.locator(".gm-total")
