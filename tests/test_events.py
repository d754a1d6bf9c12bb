"""The events table keeps its rules and comes back from every file format as it went in."""

import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyproj import Geod

from geo import events as ev
from geo.errors import EventsError, InputError
from geo.gazetteer import Gazetteer

SUFFIXES = [".geojson", ".gpkg", ".parquet", ".csv", ".jsonl"]
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=40)


def row(**changes: object) -> dict[str, object]:
    quote = "Бої тривають поблизу Суджі."
    return {
        "event_id": "a1",
        "report_id": "r1",
        "place": "Sudzha",
        "lat": 51.19,
        "lon": 35.27,
        "precision": "near",
        "radius_km": 5.0,
        "event_type": "battle",
        "date_precision": "day",
        "basis": "claimed",
        "start": "2024-08-06",
        "end": "2024-08-07",
        "known_on": "2024-08-07",
        "quote": quote,
        "quote_start": 3,
        "quote_end": 3 + len(quote),
        "geometry": ev.disc(51.19, 35.27, 5.0),
        **changes,
    }


UNPLACED = {
    "event_id": "u1",
    "place": "other parts of the front",
    "precision": "unplaced",
    "event_type": "statement",
    "date_precision": "unknown",
    "basis": "reported",
}


def same(left: gpd.GeoDataFrame, right: gpd.GeoDataFrame) -> None:
    for name in ev.COLUMNS:
        pd.testing.assert_series_equal(left[name], right[name], obj=name)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_format_gives_back_what_went_in(tmp_path: Path, suffix: str) -> None:
    events = ev.validate_events(ev.frame([row(), UNPLACED]))
    ev.write_events(events, tmp_path / f"events{suffix}")
    back = ev.read_events(tmp_path / f"events{suffix}")
    same(events, back)
    assert back.geometry.iloc[0].symmetric_difference(events.geometry.iloc[0]).area < 1e-9
    assert back.geometry.iloc[1] is None
    assert back.crs == events.crs


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(summary=TEXT, claimant=TEXT)
@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".geojson"])
def test_any_text_survives(tmp_path: Path, suffix: str, summary: str, claimant: str) -> None:
    events = ev.frame([row(summary=summary, claimant=claimant)])
    ev.write_events(events, tmp_path / f"events{suffix}")
    same(events, ev.read_events(tmp_path / f"events{suffix}"))


def test_a_missing_date_is_null_in_json(tmp_path: Path) -> None:
    ev.write_events(ev.frame([row(start=None, end=None)]), tmp_path / "events.jsonl")
    (line,) = (tmp_path / "events.jsonl").read_text(encoding="utf-8").splitlines()
    assert (json.loads(line)["start"], json.loads(line)["end"]) == (None, None)


def test_a_spreadsheet_runs_no_formula(tmp_path: Path) -> None:
    events = ev.frame([row(summary='=HYPERLINK("http://example.org")', claimant="@cmd", title="-1+1")])
    ev.write_events(events, tmp_path / "events.csv")
    cells = pd.read_csv(tmp_path / "events.csv", dtype=str)
    assert cells[["summary", "claimant", "title"]].iloc[0].str.startswith("'").all()
    same(events, ev.read_events(tmp_path / "events.csv"))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"event_type": "invasion"}, "event_type is 'invasion': row 0; use one of battle"),
        ({"lat": 151.0}, "lat and lon.*row 0"),
        ({"start": "2024-08-09"}, "start is after end .*2024-08-09.*: row 0; swap"),
        ({"event_id": ""}, "event_id is empty"),
        ({"quote_end": 4}, "the quote does not fit"),
        ({"geometry": None}, "needs a geometry"),
        ({"control": "Wagner"}, "control is 'Wagner'"),
    ],
)
def test_a_broken_rule_names_its_row(change: dict[str, object], message: str) -> None:
    with pytest.raises(EventsError, match=message):
        ev.validate_events(ev.frame([row(**change)]))


def test_missing_columns_and_wrong_crs_are_named() -> None:
    events = ev.frame([row()])
    with pytest.raises(EventsError, match="lacks the column claimant"):
        ev.validate_events(events.drop(columns="claimant"))
    with pytest.raises(EventsError, match="to_crs"):
        ev.validate_events(events.to_crs("EPSG:3857"))


def test_unreadable_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        ev.read_events(tmp_path / "none.csv")
    with pytest.raises(InputError, match=r"cannot read '\.xls'"):
        ev.read_events(tmp_path / "old.xls")
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    with pytest.raises(InputError, match="not an events table"):
        ev.read_events(tmp_path / "other.csv")
    (tmp_path / "broken.parquet").write_text("not parquet")
    with pytest.raises(InputError, match=r"broken\.parquet"):
        ev.read_events(tmp_path / "broken.parquet")


@given(st.floats(-70, 70), st.floats(-179, 179), st.floats(0.5, 100))
def test_a_disc_has_its_radius_everywhere(lat: float, lon: float, km: float) -> None:
    ring = ev.disc(lat, lon, km).exterior.coords
    lons, lats = zip(*ring, strict=True)
    distances = Geod(ellps="WGS84").inv([lon] * len(lons), [lat] * len(lats), lons, lats)[2]
    assert all(abs(metres / 1000 - km) < 0.01 * km + 0.002 for metres in distances)


def test_a_region_is_its_polygon_and_a_direction_is_a_ring(gazetteer: Gazetteer) -> None:
    region = gazetteer.by_id("adm1:RU-KRS")
    assert ev.where(region, gazetteer)["precision"] == "region"
    assert ev.where(region, gazetteer)["geometry"].contains(gazetteer.shape(region).representative_point())
    town = next(
        place for place in gazetteer.named("Pokrovsk") if place.kind == "settlement" and place.country == "UA"
    )
    assert ev.where(town, gazetteer)["geometry"].geom_type == "Point"
    direction = ev.where(town, gazetteer, relation="direction")
    assert (direction["precision"], direction["radius_km"]) == ("near", ev.DIRECTION_KM)
    assert direction["geometry"].geom_type == "Polygon"


def test_ids_are_stable_and_tell_claims_apart() -> None:
    first = ev.event_id("r", "gn:1", "battle", "Zelensky", "10")
    assert first == ev.event_id("r", "gn:1", "battle", "Zelensky", "10")
    assert first != ev.event_id("r", "gn:1", "battle", "Zelensky", "90")


@pytest.mark.parametrize(
    ("place_id", "region", "precision", "radius_km"),
    [
        ("adm1:RU-KRS", "Kursk Oblast", "region", 0.0),
        ("gn:486816", "Kursk Oblast", "settlement", 0.0),
        ("village:pivnichne-ocheretyne", "Donetsk Oblast", "near", 12.0),  # known only by a hint
    ],
)
def test_a_place_says_its_region_and_how_well_it_is_known(
    gazetteer: Gazetteer, place_id: str, region: str, precision: str, radius_km: float
) -> None:
    told = ev.where(gazetteer.by_id(place_id), gazetteer)
    assert (told["region"], told["precision"], told["radius_km"]) == (region, precision, radius_km)


@pytest.mark.parametrize("suffix", [".csv", ".jsonl"])
def test_the_extent_of_a_region_is_put_back_from_the_gazetteer(
    tmp_path: Path, gazetteer: Gazetteer, suffix: str
) -> None:
    region = gazetteer.by_id("adm1:RU-KRS")
    ev.write_events(ev.frame([row(**ev.where(region, gazetteer))]), tmp_path / f"events{suffix}")
    (shape,) = ev.read_events(tmp_path / f"events{suffix}", gazetteer).geometry
    assert shape.equals(gazetteer.shape(region))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_no_events_are_read_back_as_none(tmp_path: Path, suffix: str) -> None:
    ev.write_events(ev.frame([]), tmp_path / f"none{suffix}")
    assert len(ev.read_events(tmp_path / f"none{suffix}")) == 0
