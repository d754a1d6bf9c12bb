# ruff: noqa: E501
"""Exports and feeds: licences respected, formulas guarded, shapes kept, files that other programs open."""

import csv
import json
import sqlite3
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import geopandas as gpd
import pytest
import shapely

from geo.errors import InputError, LicenceError
from geo.events import frame, read_events
from geo.formats import acled, kml
from geo.formats.export import acled_shaped, export
from geo.formats.feeds import atom, json_feed
from geo.formats.licences import may_be_shared, shareable

TOWN = {
    "event_id": "a1", "report_id": "r1", "origin_id": "r1", "place": "Sudzha", "region": "Kursk Oblast", "country": "RU",
    "lat": 51.19, "lon": 35.27, "precision": "settlement", "start": date(2024, 8, 12), "end": date(2024, 8, 12),
    "date_precision": "day", "known_on": date(2024, 8, 13), "event_type": "control_change", "actor": "Ukraine",
    "claimant": "A governor", "claimant_side": "Russia", "basis": "claimed", "control": "Ukraine",
    "control_sense": "captured", "summary": "=cmd|' /C calc'!A0 <b>&\x0b", "source_name": "Test Wire",
    "source_url": "https://example.org/1", "radius_km": 0.0, "confidence": 0.9, "geometry": shapely.Point(35.27, 51.19),
}  # fmt: skip
REGION = TOWN | {
    "event_id": "a2", "place": "Kursk Oblast", "precision": "region", "radius_km": 150.0, "summary": "Fighting.",
    "event_type": "battle", "geometry": shapely.Point(36, 51.7).buffer(1), "known_on": date(2024, 8, 14), "control": "",
}  # fmt: skip
LOST = TOWN | {
    "event_id": "a3", "place": "other areas", "precision": "unplaced", "lat": None, "lon": None, "geometry": None,
    "start": None, "end": None, "date_precision": "unknown", "event_type": "statement", "control": "",
}  # fmt: skip


@pytest.fixture
def events() -> gpd.GeoDataFrame:
    return frame([TOWN, REGION, LOST])


@pytest.mark.parametrize("suffix", ["csv", "geojson", "parquet", "jsonl"])
def test_what_is_written_can_be_read_back(events: gpd.GeoDataFrame, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"events.{suffix}"
    assert export(events, path) == (3, [])
    assert read_events(path)["event_id"].tolist() == ["a1", "a2", "a3"]


def test_rows_that_may_not_be_handed_on_stay_here(events: gpd.GeoDataFrame, tmp_path: Path) -> None:
    events["licence"] = ["ACLED terms: no redistribution", "CC BY 4.0, UCDP GED", ""]
    written = export(events, tmp_path / "e.csv")
    assert written.rows == 2
    assert "1 events left out" in written.messages[0]
    assert "ACLED" in written.messages[0]
    assert "a1" not in (tmp_path / "e.csv").read_text()
    for text in (atom(events, "t", "https://example.org"), json_feed(events, "t", "https://example.org")):
        assert "a1" not in text
    with pytest.raises(LicenceError, match="nothing was written"):
        export(events[:1], tmp_path / "none.csv")
    assert not (tmp_path / "none.csv").exists()


@pytest.mark.parametrize(
    ("licence", "may"),
    [("", True), ("CC BY 4.0", True), ("ODbL 1.0, VIINA 2.0", True), ("ISW: written consent needed", False),
     ("DeepStateMap", False), ("ACLED terms: no redistribution", False), ("All rights reserved", False)],
)  # fmt: skip
def test_licences(licence: str, may: bool) -> None:
    assert may_be_shared(licence) is may
    kept, messages = shareable(frame([TOWN | {"licence": licence}]))
    assert (len(kept), len(messages)) == (int(may), int(not may))


def test_csv_guards_formulas_and_can_carry_hxl_tags(events: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    export(events, path, hxl=True)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        header, tags, first, *_ = list(csv.reader(lines))
    tag = dict(zip(header, tags, strict=True))
    assert (tag["lat"], tag["place"], tag["start"]) == ("#geo+lat", "#loc+name", "#date+occurred")
    assert dict(zip(header, first, strict=True))["summary"].startswith("'=cmd")


def test_geopackage_has_layers_with_styles(events: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = tmp_path / "e.gpkg"
    export(events, path)
    export(events, path)  # an older file is replaced
    assert gpd.read_file(path, layer="places")["event_id"].tolist() == ["a1"]
    assert gpd.read_file(path, layer="extents").geometry.geom_type.tolist() == ["Polygon"]
    assert gpd.read_file(path, layer="unplaced")["place"].tolist() == ["other areas"]
    with sqlite3.connect(path) as connection:
        styles = dict(connection.execute("SELECT f_table_name, styleQML FROM layer_styles"))
    assert set(styles) == {"places", "extents"}
    assert len(ET.fromstring(styles["places"]).findall(".//category")) == 16


def test_kml_comes_back_with_its_shapes(events: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = tmp_path / "e.kml"
    export(events, path)
    back, unread = kml.read(path)
    assert not unread
    assert back["place"].tolist() == [
        "Sudzha: control change",
        "Kursk Oblast: battle",
        "other areas: statement",
    ]
    assert back.geometry[1].symmetric_difference(REGION["geometry"]).area < 1e-3
    assert back["start"][0].date() == date(2024, 8, 12)


def test_acled_shape_is_read_by_our_own_importer(events: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    export(events, path, "acled")
    table = acled_shaped(events)
    assert table["sub_event_type"].tolist()[:2] == ["Non-state actor overtakes territory", "Armed clash"]
    back, _ = acled.read(path)
    assert back["event_type"].tolist()[:2] == ["control_change", "battle"]
    assert back["control"][0] == "Ukraine"
    assert back["precision"].tolist() == ["settlement", "region", "unplaced"]


def test_timemap_shape_has_placed_and_dated_events(events: gpd.GeoDataFrame, tmp_path: Path) -> None:
    export(events, tmp_path / "t.csv", "timemap")
    with (tmp_path / "t.csv").open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["id"] for row in rows] == ["a1", "a2"]
    assert rows[0]["date"] == "8/12/2024"


def test_an_unknown_format_is_refused(events: gpd.GeoDataFrame, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="'docx' is no format"):
        export(events, tmp_path / "e.docx")


def test_atom_feed_is_one_that_readers_understand(events: gpd.GeoDataFrame) -> None:
    feed = feedparser.parse(atom(events, "Front & claims", "https://example.org/map"))
    assert not feed.bozo
    assert feed.feed.title == "Front & claims"
    assert [entry.id for entry in feed.entries] == ["urn:event:a2", "urn:event:a1", "urn:event:a3"], (
        "newest first"
    )
    assert feed.entries[1].where["coordinates"] == (35.27, 51.19)
    assert "where" not in feed.entries[2]
    assert feed.entries[1].updated == "2024-08-13T00:00:00Z"


def test_feeds_keep_to_their_limit_and_bear_no_events(events: gpd.GeoDataFrame) -> None:
    assert len(feedparser.parse(atom(events, "t", "https://example.org", limit=1)).entries) == 1
    assert feedparser.parse(atom(events[:0], "t", "https://example.org")).feed.title == "t"
    feed = json.loads(json_feed(events, "t", "https://example.org"))
    assert feed["version"].endswith("1.1")
    assert feed["items"][2]["_event"]["lat"] is None
