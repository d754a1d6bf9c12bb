"""Layers for the map: edges, cells; and the estimate of the demo."""

import datetime as dt
import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from control_scene import DAY, DRY, EXTENT, claims, lattice, square
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.control import (
    ControlSeries,
    Rule,
    abroad,
    area_km2,
    daily,
    estimate,
    estimate_layer,
    from_events,
    interpolated_layer,
    snapshot_layer,
)
from geo.control.arcs import arcs, edge
from geo.control.layers import COLUMNS
from geo.errors import InputError, PlaceError
from geo.events import read_events
from geo.gazetteer import Gazetteer

KURSK = Path(__file__).parents[1] / "data" / "kursk"
PLACES = lattice()


def on(layer: gpd.GeoDataFrame, day: dt.date, kind: str, side: str = "Russia") -> gpd.GeoSeries:
    stamp = pd.Timestamp(day)
    live = (layer["start"] <= stamp) & (stamp < layer["end"])
    return layer.geometry[live & (layer["kind"] == kind) & (layer["side"] == side)]


@given(st.lists(st.tuples(st.floats(36.1, 36.9), st.floats(48.1, 48.9)), min_size=1, max_size=9))
@settings(deadline=None, max_examples=30)
def test_the_edges_of_a_day_bound_the_map_of_that_day(corners: list[tuple[float, float]]) -> None:
    first = dt.date(2024, 8, 1)
    days = [first + dt.timedelta(days=n) for n in range(len(corners))]
    hole = shapely.box(36.02, 48.02, 36.04, 48.04)
    shapes = [shapely.box(36, 48, x, y).difference(hole) for x, y in corners]
    made = list(arcs(days, [edge(shape) for shape in shapes], days[-1] + dt.timedelta(days=1)))
    for day, shape in zip(days, shapes, strict=True):
        live = shapely.GeometryCollection([line for start, end, line in made if start <= day < end])
        assert shapely.build_area(live).symmetric_difference(shape).area < 2e-4


def test_a_snapshot_layer_shows_every_day_and_keeps_its_source() -> None:
    series = ControlSeries(
        [square("2024-08-01", 36.5), square("2024-08-03", 36.6), square("2024-08-05", 36.4)]
    )
    layer = snapshot_layer(series)
    assert list(layer.columns) == [*COLUMNS, "geometry"]
    assert set(layer["label"]) == {"as assessed by the source"} and set(layer["kind"]) == {"edge"}
    for day, east in ((1, 36.5), (2, 36.5), (3, 36.6), (4, 36.6), (5, 36.4)):
        held = shapely.build_area(on(layer, dt.date(2024, 8, day), "edge").union_all())
        assert held.symmetric_difference(shapely.box(36, 48, east, 49)).area < 1e-4
    assert on(layer, dt.date(2024, 8, 6), "edge").empty


def test_days_between_snapshots_are_carried_or_interpolated_never_both() -> None:
    series = ControlSeries(
        [square("2024-08-01", 36.4), square("2024-08-31", 36.7), square("2024-09-01", 36.7)]
    )
    drawn, between = snapshot_layer(series, carried=False), interpolated_layer(series, label="interpolated")
    assert set(between["label"]) == {"interpolated"}
    east = []
    for day in (1, 2, 11, 30, 31):
        date = dt.date(2024, 8, day)
        lines = [on(layer, date, "edge") for layer in (drawn, between)]
        assert [len(each) > 0 for each in lines] == [day in (1, 31), day not in (1, 31)]
        east.append(max(each.total_bounds[2] for each in lines if len(each)))
    assert east == sorted(east) and len(set(east)) == 5
    assert len(on(snapshot_layer(series), dt.date(2024, 8, 11), "edge"))


def test_a_hairline_leaves_no_half_of_an_edge() -> None:
    hair = shapely.union_all([shapely.box(36, 48, 36.5, 49), shapely.box(36.5, 48.5, 36.7, 48.50001)])
    ends = shapely.get_coordinates(shapely.boundary(edge(hair)))
    assert len(ends) == 0, "closed"


def test_a_stretch_that_stands_for_the_whole_time_is_stored_once() -> None:
    series = ControlSeries([square(dt.date(2024, 8, n), 36.5 + n / 100) for n in range(1, 20)])
    west = shapely.LineString([(36, 48), (36, 49)])
    layer = snapshot_layer(series)
    assert sum(line.intersection(west).length > 0.5 for line in layer.geometry) == 1


def history() -> gpd.GeoDataFrame:
    rows = [
        {"place_id": "36.05,48.55", "side": "Ukraine", "date": "2024-08-02", "event_id": "in"},
        {"place_id": "36.05,48.55", "side": "Russia", "date": "2024-08-20", "event_id": "out"},
    ]
    return claims(rows, PLACES)


def test_daily_estimates_change_when_the_claims_do() -> None:
    start, end = dt.date(2024, 8, 1), dt.date(2024, 8, 31)
    series = daily(history(), start, end, places=PLACES, extent=EXTENT, water=DRY)
    assert series.changed == [start, dt.date(2024, 8, 2), dt.date(2024, 8, 20)]
    for day in (1, 2, 19, 20, 31):
        date = dt.date(2024, 8, day)
        alone = estimate(history(), date, places=PLACES, extent=EXTENT, water=DRY)
        assert series.at(date).areas["km2"].tolist() == pytest.approx(alone.areas["km2"].tolist())
    areas = series.areas()
    assert len(areas) == 31 * 3 and areas["km2"].ge(0).all()
    with pytest.raises(InputError, match="lies outside"):
        series.at(dt.date(2025, 1, 1))
    with pytest.raises(InputError, match="before it starts"):
        daily(history(), end, start, places=PLACES, extent=EXTENT, water=DRY)


def test_cells_of_the_layer_carry_their_evidence() -> None:
    start, end = dt.date(2024, 8, 1), dt.date(2024, 8, 31)
    series = daily(history(), start, end, places=PLACES, extent=EXTENT, water=DRY)
    layer = estimate_layer(series)
    own = layer[layer["cell_id"] == "36.05,48.55"]
    assert own["side"].tolist() == ["Ukraine", "Russia"]
    assert own["start"].dt.day.tolist() == [2, 20] and own["end"].dt.day.tolist() == [20, 1]
    assert [json.loads(ids) for ids in own["evidence"]] == [["in"], ["in", "out"]]
    assert "unknown" not in set(layer["side"])
    assert series.evidence("36.05,48.55", DAY).claims["event_id"].tolist() == ["in"]
    with pytest.raises(PlaceError):
        series.evidence("nowhere", DAY)


def test_only_the_heaviest_claims_behind_a_cell_go_to_the_browser() -> None:
    place, day = "36.05,48.55", dt.date(2024, 8, 2)
    many = [{"place_id": place, "side": "Ukraine", "date": day, "event_id": f"e{n:03}"} for n in range(60)]
    heavy = {
        "place_id": place,
        "side": "Ukraine",
        "date": day,
        "event_id": "z",
        "basis": "visually confirmed",
    }
    series = daily(claims([*many, heavy], PLACES), day, day, places=PLACES, extent=EXTENT, water=DRY)
    layer = estimate_layer(series)
    (ids,) = layer.loc[layer["cell_id"] == place, "evidence"]
    assert len(json.loads(ids)) == 50 and "z" in json.loads(ids)
    assert len(series.evidence(place, day).claims) == 61


def test_each_day_as_known_rests_on_what_was_known_and_decided_by_then() -> None:
    late = [{"place_id": "36.05,48.55", "side": "Ukraine", "date": "2024-08-02", "known_on": "2024-08-10"}]
    start, end = dt.date(2024, 8, 1), dt.date(2024, 8, 31)
    options = {"places": PLACES, "extent": EXTENT, "water": DRY}
    frame = claims(late, PLACES)
    assert daily(frame, start, end, **options).changed[1].day == 2
    assert daily(frame, start, end, **options, as_known=True).changed[1].day == 10
    # On the 20th a reviewer corrected who holds it: until then the map showed what the report said.
    said = frame.assign(known_from=pd.NaT, known_until=pd.Timestamp("2024-08-20T09:30"))
    corrected = frame.assign(side="Russia", known_from=pd.Timestamp("2024-08-20T09:30"), known_until=pd.NaT)
    versions = gpd.GeoDataFrame(pd.concat([said, corrected], ignore_index=True), crs=frame.crs)
    then = daily(versions, start, end, **options, as_known=True)
    assert [day.day for day in then.changed] == [1, 10, 20]
    assert then.at(dt.date(2024, 8, 19)).km2("Ukraine") > 0 == then.at(dt.date(2024, 8, 19)).km2("Russia")
    assert then.at(dt.date(2024, 8, 20)).km2("Russia") > 0 == then.at(dt.date(2024, 8, 20)).km2("Ukraine")
    now = daily(versions, start, end, **options)
    assert [day.day for day in now.changed] == [1, 2] and now.at(end).km2("Ukraine") == 0


def test_cells_of_one_day_do_not_overlap() -> None:
    layer = estimate_layer(daily(history(), DAY, DAY, places=PLACES, extent=EXTENT, water=DRY))
    cells = layer.geometry[layer["kind"] == "area"]
    assert shapely.area(cells).sum() == pytest.approx(cells.union_all().area, rel=1e-3)


# The demo


@pytest.fixture(scope="module")
def salient() -> pd.DataFrame:
    table = pd.read_csv(KURSK / "estimate_areas.csv", parse_dates=["day"]).set_index("day")
    return table.assign(either=table["ukraine_km2"] + table["contested_km2"])


def test_the_salient_appears_grows_shrinks_and_collapses(salient: pd.DataFrame) -> None:
    assert salient.loc[:"2024-08-05", "either"].eq(0).all()
    assert salient.loc["2024-08-06", "ukraine_km2"] > 0
    assert pd.Timestamp("2024-08-20") <= salient["either"].idxmax() <= pd.Timestamp("2024-09-30")
    autumn, winter, spring = (
        salient.loc[day, "either"] for day in ("2024-10-15", "2025-02-15", "2025-03-20")
    )
    assert autumn > winter > 1.5 * spring


@pytest.mark.parametrize(
    ("day", "km2", "off"),
    [
        ("2024-08-15", 1150, 0.25),
        ("2024-08-27", 1294, 0.25),
        ("2024-11-23", 800, 0.25),
        ("2025-03-13", 140, 0.45),  # the last villages have wide cells; docs/control.md says why
    ],
)
def test_the_salient_is_near_what_was_stated(salient: pd.DataFrame, day: str, km2: float, off: float) -> None:
    assert salient.loc[day, "ukraine_km2"] == pytest.approx(km2, rel=off)


@pytest.mark.parametrize(
    ("rule", "km2"),
    [(Rule(), 1331), (Rule(speaks_km=5), 1438), (Rule(hindsight=False), 924)],  # docs/control.md names them
)
def test_the_shipped_areas_are_those_of_the_rule(
    salient: pd.DataFrame, gazetteer: Gazetteer, rule: Rule, km2: int
) -> None:
    day = dt.date(2024, 8, 27)
    series = from_events(read_events(KURSK / "events.parquet"), gazetteer, start=day, end=day, rule=rule)
    held = area_km2(abroad({"Ukraine": series.at(day).area("Ukraine")})["Ukraine"])
    assert held == pytest.approx(km2, abs=1)
    assert (km2 == salient.loc["2024-08-27", "ukraine_km2"]) == (rule == Rule())


def test_the_shipped_layer_shows_those_areas(salient: pd.DataFrame) -> None:
    layer = gpd.read_parquet(KURSK / "estimate.parquet")
    assert list(layer.columns) == [*COLUMNS, "geometry"] and layer.crs.to_epsg() == 4326
    held = on(layer, dt.date(2024, 8, 27), "area", "Ukraine")
    kursk = shapely.box(34.0, 50.9, 38.5, 52.5)
    assert area_km2(held.union_all().intersection(kursk)) > salient.loc["2024-08-27", "ukraine_km2"]
    assert (KURSK / "estimate.parquet").stat().st_size < 300_000
    events = set(pd.read_parquet(KURSK / "events.parquet", columns=["event_id"])["event_id"])
    assert {name for ids in layer["evidence"] if ids for name in json.loads(ids)} <= events
