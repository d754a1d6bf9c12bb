"""The estimate: lines, borders, water, grey ground, outliers, evidence, fusion with a snapshot."""

import datetime as dt
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from control_scene import DAY, DRY, EXTENT, claims, everywhere, lattice, square

from geo.control import ControlSeries, Evidence, Rule, Snapshot, area_km2, diff, estimate, evidence
from geo.control.kriging import sharpened
from geo.control.rule import BASIS_WEIGHT
from geo.errors import InputError, PlaceError
from geo.formats.snapshots import read_snapshots

PLACES = lattice()
LON = PLACES.geometry.x.to_numpy()
METHODS = ("voronoi", "kriging")


@pytest.mark.parametrize("method", METHODS)
def test_the_line_runs_between_the_places(method: str) -> None:
    made = estimate(everywhere(PLACES, LON > 36), DAY, places=PLACES, extent=EXTENT, method=method, water=DRY)
    assert set(made.areas["side"]) == {"Ukraine", "Russia"}
    assert made.km2("Russia") == pytest.approx(area_km2(shapely.box(36, 48, 37, 49)), rel=0.01)
    assert made.km2("Russia") + made.km2("Ukraine") == pytest.approx(
        area_km2(shapely.box(*EXTENT)), rel=0.001
    )
    lon = shapely.get_coordinates(made.front)[:, 0]
    assert np.abs(lon - 36.0).max() < 0.02, "the edge of the extent is no front"
    assert made.area("Russia").intersection(made.area("Ukraine")).area < 1e-6
    assert made.label == "estimate from reports"


def test_kriging_gives_odds_and_a_band_around_the_line() -> None:
    made = estimate(
        everywhere(PLACES, LON > 36), DAY, places=PLACES, extent=EXTENT, method="kriging", water=DRY
    )
    assert made.probability is not None and made.band is not None
    west, middle, east = made.probability.at([35.3, 36.0, 36.7], [48.5, 48.5, 48.5])
    assert west < 0.02 and middle == pytest.approx(0.5, abs=0.1) and east > 0.98
    assert made.band.contains(shapely.Point(36.0, 48.5))
    assert not made.band.contains(shapely.Point(36.4, 48.5))
    assert np.isnan(made.probability.at([40.0], [48.5])[0])


@pytest.mark.parametrize("method", METHODS)
def test_five_false_claims_in_a_hundred_hardly_move_the_line(method: str) -> None:
    random = np.random.default_rng(1)
    true = LON > 36
    made = [
        estimate(everywhere(PLACES, held), DAY, places=PLACES, extent=EXTENT, method=method, water=DRY)
        for held in (true, true ^ (random.random(len(true)) < 0.05))
    ]
    moved = made[0].area("Russia").symmetric_difference(made[1].area("Russia"))
    assert area_km2(moved) < 0.03 * made[0].km2("Russia")
    assert made[0].states.set_aside.sum() == 0 and made[1].states.set_aside.sum() > 3


@pytest.mark.parametrize("method", METHODS)
def test_nothing_leaks_across_a_border(method: str) -> None:
    border = gpd.GeoDataFrame(
        {"side": ["Ukraine", "Russia"]},
        crs=4326,
        geometry=[shapely.box(35, 48, 36, 49), shapely.box(36, 48, 37, 49)],
    )
    rows = [{"place_id": f"36.05,{lat}", "side": "Ukraine"} for lat in ("48.45", "48.55", "48.65")]
    rows += [{"place_id": "35.95,48.55", "side": "Ukraine"}]
    made = estimate(
        claims(rows, PLACES), DAY, places=PLACES, extent=EXTENT, baseline=border, method=method, water=DRY
    )
    russia, ukraine = made.area("Russia"), made.area("Ukraine")
    assert russia.intersection(shapely.box(35, 48, 35.999, 49)).area < 1e-6, "no Russian strip in Ukraine"
    assert ukraine.contains(shapely.Point(36.05, 48.55))
    assert not ukraine.contains(shapely.Point(36.05, 48.25)), "unreported villages stay with who held them"
    assert shapely.get_coordinates(made.front)[:, 0].min() > 36.0, "the border itself is no front"


@pytest.mark.parametrize("method", METHODS)
def test_a_reservoir_between_the_sides_belongs_to_neither(method: str) -> None:
    lake = shapely.box(35.94, 48.2, 36.03, 48.8)
    far_lake = shapely.box(36.52, 48.4, 36.58, 48.6)
    water = shapely.MultiPolygon([lake, far_lake])
    made = estimate(
        everywhere(PLACES, LON > 36), DAY, places=PLACES, extent=EXTENT, method=method, water=water
    )
    russia = made.area("Russia")
    assert russia.intersection(lake).area < 1e-6 and made.area("Ukraine").intersection(lake).area < 1e-6
    assert russia.contains(shapely.Point(36.55, 48.5)), "a lake inside one side's ground is no gap"
    on_bank = shapely.get_coordinates(made.front.segmentize(0.01))
    inside = on_bank[(on_bank[:, 1] > 48.25) & (on_bank[:, 1] < 48.75)]
    assert np.abs(inside[:, 0] - 36.03).max() < 0.005, "the line follows the bank"


def test_ground_far_from_any_report_is_grey() -> None:
    rows = [{"place_id": "35.05,48.05", "side": "Ukraine"}]
    made = estimate(claims(rows, PLACES), DAY, places=PLACES, extent=EXTENT, rule=Rule(grey_km=20), water=DRY)
    grey = made.area("unknown")
    assert grey.contains(shapely.Point(36.5, 48.5)) and not grey.contains(shapely.Point(35.1, 48.1))
    assert made.front.is_empty


def test_a_lonely_cell_does_not_reach_beyond_the_grey_distance() -> None:
    alone = PLACES.iloc[[0]]
    made = estimate(
        claims([{"place_id": "35.05,48.05", "side": "Russia"}], PLACES),
        DAY,
        places=alone,
        extent=EXTENT,
        rule=Rule(grey_km=10),
        water=DRY,
    )
    assert made.km2("Russia") < np.pi * 10**2


def test_contested_places_are_a_class_of_their_own() -> None:
    frame = everywhere(PLACES, LON > 36)
    frame.loc[PLACES["place_id"].isin(["35.95,48.55", "36.05,48.55"]), "side"] = "contested"
    for method in METHODS:
        made = estimate(frame, DAY, places=PLACES, extent=EXTENT, method=method, water=DRY)
        assert made.area("contested").contains(shapely.Point(36.0, 48.55))
        assert made.area("contested").intersection(made.area("Russia")).area < 1e-6


def test_retracting_a_claim_changes_the_map() -> None:
    frame = everywhere(PLACES, LON > 36).assign(event_id=[f"e{n}" for n in range(len(PLACES))], status="new")
    before = estimate(frame, DAY, places=PLACES, extent=EXTENT, water=DRY)
    frame.loc[PLACES["place_id"] == "35.95,48.55", "side"] = "Russia"
    with_it = estimate(frame, DAY, places=PLACES, extent=EXTENT, water=DRY)
    assert with_it.km2("Russia") - before.km2("Russia") == pytest.approx(82, rel=0.1)
    frame.loc[PLACES["place_id"] == "35.95,48.55", "status"] = "rejected"
    rejected = estimate(frame, DAY, places=PLACES, extent=EXTENT, water=DRY)
    assert rejected.km2("Russia") != with_it.km2("Russia")


def test_evidence_names_claims_weights_and_what_would_change_it() -> None:
    rows = [
        {
            "place_id": "36.05,48.55",
            "side": "Russia",
            "claimant": "a ministry",
            "claimant_side": "Russia",
            "event_id": "r",
        },
        {
            "place_id": "36.05,48.55",
            "side": "Ukraine",
            "claimant": "an institute",
            "claimant_side": "independent",
            "basis": "assessed",
            "event_id": "u",
            "date": DAY - dt.timedelta(days=10),
        },
    ]
    made = estimate(claims(rows, PLACES), DAY, places=PLACES, extent=EXTENT, water=DRY)
    found = evidence(made, "36.05,48.55")
    assert found.side == "Ukraine" and found.claims["event_id"].tolist() == ["u", "r"]
    assert found.claims["weight"].tolist() == [3.0, 1.0]
    assert found.claims["without"].tolist() == ["Russia", "Ukraine"]
    assert "1.83" in found.how and "more than 1.83" in found.change and "halves every 14" in found.rule
    neighbour = evidence(made, "36.15,48.55")
    assert neighbour.side == "Ukraine" and set(neighbour.claims["event_id"]) == {"u", "r"}
    assert "36.05,48.55 (7 km away, Ukraine)" in neighbour.how
    with pytest.raises(PlaceError, match="'nowhere' is no cell"):
        evidence(made, "nowhere")


RU, UA = ({"side": side, "claimant": side} for side in ("Russia", "Ukraine"))
EARLIER = {**RU, "date": DAY - dt.timedelta(days=8)}
SAID = {"side": "contested", "basis": "assessed"}
NEAR, TOLD = "the claims of the sides are near", "a claim that says so outweighs"


@pytest.mark.parametrize(
    ("rows", "side", "how", "weight"),
    [
        ([EARLIER], "Russia", "its own claims", 1.0),
        ([RU, UA], "contested", NEAR, 2.0),
        ([SAID], "contested", TOLD, 2.0),
        ([SAID, RU], "contested", TOLD, 2.0),
        ([SAID, {**RU, "basis": "assessed"}, UA], "contested", NEAR, 4.0),
    ],
)
def test_a_claim_of_the_weight_that_is_named_changes_the_cell(
    rows: list[dict[str, str]], side: str, how: str, weight: float
) -> None:
    def cell(*more: dict[str, str], heavy: float = 1.0) -> Evidence:
        rule = Rule(half_life_days=1e9, basis_weight={**BASIS_WEIGHT, "documented": heavy})
        frame = claims([{"place_id": "36.05,48.55", **row} for row in (*rows, *more)], PLACES)
        made = estimate(frame, DAY, places=PLACES, extent=EXTENT, rule=rule, water=DRY)
        return evidence(made, "36.05,48.55")

    news = {"side": "Ukraine", "claimant": "another", "basis": "documented"}
    assert cell().side == side and how in cell().how and f"more than {weight:.2f}" in cell().change
    assert cell(news, heavy=weight + 0.01).side == "Ukraine"
    assert cell(news, heavy=weight - 0.01).side == side


def test_evidence_of_a_claim_that_was_set_aside() -> None:
    held = LON > 36
    lone = (PLACES["place_id"] == "35.25,48.55").to_numpy()
    made = estimate(everywhere(PLACES, held ^ lone), DAY, places=PLACES, extent=EXTENT, water=DRY)
    found = evidence(made, "35.25,48.55")
    assert found.side == "Ukraine" and "set aside" in found.how


def test_a_place_stands_on_the_side_of_its_country_where_the_border_is_drawn_coarsely() -> None:
    border = gpd.GeoDataFrame(
        {"side": ["Ukraine", "Russia"]},
        crs=4326,
        geometry=[shapely.box(35, 48, 36.06, 49), shapely.box(36.06, 48, 37, 49)],
    )
    frame = claims([{"place_id": "36.15,48.55", "side": "Russia"}], PLACES)
    for country, before in (("RU", "Russia"), ("", "Ukraine"), ("UA", "Ukraine"), ("PL", "Ukraine")):
        places = PLACES.assign(country=country)
        ground = estimate(frame, DAY, places=places, extent=EXTENT, baseline=border, water=DRY).ground
        row = PLACES.index[PLACES["place_id"] == "36.05,48.55"][0]
        assert ground.before[row] == before, country
        far = PLACES.index[PLACES["place_id"] == "35.25,48.55"][0]
        assert ground.before[far] == "Ukraine", "far from its country's ground the border decides"


@pytest.mark.parametrize("method", METHODS)
def test_on_a_snapshot_only_cells_of_changed_places_flip(method: str) -> None:
    base = square("2024-08-01", 37.0)
    rows = [{"place_id": "35.95,48.55", "side": "Russia"}, {"place_id": "36.55,48.55", "side": "Russia"}]
    made = estimate(
        claims(rows, PLACES), DAY, places=PLACES, extent=EXTENT, baseline=base, method=method, water=DRY
    )
    gained = diff(base, made).km2("Russia", "gained")
    assert 0 < gained < np.pi * Rule().flip_km ** 2 + 0.1
    assert made.area("Russia").contains(shapely.Point(35.95, 48.55))
    kept = estimate(claims(rows[1:], PLACES), DAY, places=PLACES, extent=EXTENT, baseline=base, water=DRY)
    assert kept.area("Russia").symmetric_difference(base.areas["Russia"]).area < 1e-4


def test_a_snapshot_has_odds_by_the_distance_to_its_line() -> None:
    base = square("2024-08-01", 37.0)
    rows = [{"place_id": "35.95,48.55", "side": "Russia"}]
    frame = {"places": PLACES, "extent": EXTENT, "baseline": base, "method": "kriging", "water": DRY}
    made = estimate(claims(rows, PLACES), DAY, **frame)
    assert made.probability is not None and made.band is not None
    west, line, east, flipped = made.probability.at([35.9, 36.0, 36.1, 35.95], [48.25, 48.25, 48.25, 48.55])
    assert west < 0.01 and line == pytest.approx(0.5, abs=0.15) and east > 0.99 and flipped > 0.95
    assert made.band.contains(shapely.Point(36.0, 48.25))
    later = estimate(claims(rows, PLACES), DAY + dt.timedelta(days=60), **frame)
    assert area_km2(later.band) > 1.5 * area_km2(made.band), "an older line is less sure"
    assert estimate(claims(rows, PLACES), DAY, **{**frame, "method": "voronoi"}).probability is None


def test_contested_ground_of_a_snapshot_lies_between_the_odds() -> None:
    areas = {"Russia": shapely.box(36.1, 48, 37, 49), "contested": shapely.box(35.9, 48, 36.1, 49)}
    nothing = claims([{"place_id": "35.95,48.55", "side": "Russia"}], PLACES).iloc[:0]
    base = Snapshot(DAY, areas)
    made = estimate(nothing, DAY, places=PLACES, extent=EXTENT, baseline=base, method="kriging", water=DRY)
    assert made.probability is not None
    assert made.probability.at([36.0], [48.5])[0] == pytest.approx(0.5, abs=0.1)


def test_a_day_of_a_series_and_an_earlier_estimate_are_baselines_too() -> None:
    base = square("2024-08-01", 37.0)
    rows = claims([{"place_id": "35.95,48.55", "side": "Russia"}], PLACES)
    frame = {"places": PLACES, "extent": EXTENT, "water": DRY}
    made = estimate(rows, DAY, baseline=base, **frame)
    series = ControlSeries([base])
    for day in (dt.date(2024, 8, 1), dt.date(2024, 8, 9)):
        again = estimate(rows, DAY, baseline=series.at(day), **frame)
        assert again.km2("Russia") == pytest.approx(made.km2("Russia"))
        assert again.ground.snapshot is not None and again.ground.snapshot.date == base.date
    on_it = estimate(rows.iloc[:0], DAY + dt.timedelta(days=9), baseline=made, **frame)
    assert on_it.km2("Russia") == pytest.approx(made.km2("Russia"), rel=1e-3)


@pytest.mark.parametrize("day", ["2024-08-15", pd.Timestamp("2024-08-15"), dt.datetime(2024, 8, 15, 6)])
def test_dates_come_in_many_forms(day: object) -> None:
    frame = everywhere(PLACES, LON > 36)
    plain = estimate(frame, DAY, places=PLACES, extent=EXTENT, water=DRY).km2("Russia")
    for dates in ("2024-08-15", DAY, pd.Timestamp("2024-08-15T10:00", tz="UTC")):
        given = frame.assign(date=dates, side=frame["side"].astype("category"))
        assert estimate(given, day, places=PLACES, extent=EXTENT, water=DRY).km2("Russia") == plain  # type: ignore[arg-type]
    with pytest.raises(InputError, match="'soon' is no date"):
        estimate(frame, "soon", places=PLACES, extent=EXTENT)


def test_claims_from_before_the_snapshot_do_not_count() -> None:
    rows = [{"place_id": "35.95,48.55", "side": "Russia", "date": "2024-07-30"}]
    made = estimate(
        claims(rows, PLACES), DAY, places=PLACES, extent=EXTENT, baseline=square("2024-08-01", 37), water=DRY
    )
    assert not made.area("Russia").contains(shapely.Point(35.95, 48.55))


def test_long_after_the_snapshot_the_line_is_kriged() -> None:
    late = dt.date(2024, 12, 24)
    rows = [{"place_id": f"35.95,48.{n}5", "side": "Russia", "date": late} for n in range(10)]
    made = estimate(
        claims(rows, PLACES), late, places=PLACES, extent=EXTENT, baseline=square("2024-08-01", 37), water=DRY
    )
    assert made.probability is not None
    assert shapely.get_coordinates(made.front)[:, 0] == pytest.approx(35.9, abs=0.03)


def test_a_frame_with_dates_is_a_snapshot_too() -> None:
    base = gpd.GeoDataFrame(
        {"side": ["russia"], "date": ["2024-08-01"]}, geometry=[shapely.box(36, 48, 37, 49)], crs=4326
    )
    nothing = claims([{"place_id": "35.95,48.55", "side": "Russia"}], PLACES).iloc[:0]
    made = estimate(nothing, DAY, places=PLACES, extent=EXTENT, baseline=base, water=DRY)
    assert made.km2("Russia") == pytest.approx(area_km2(base.geometry.iloc[0]), rel=1e-4)
    again = estimate(
        nothing,
        DAY,
        places=PLACES,
        extent=EXTENT,
        baseline=base.drop(columns="date"),
        mapped_on=dt.date(2024, 8, 1),
        water=DRY,
    )
    assert again.km2("Russia") == pytest.approx(made.km2("Russia"))


@pytest.mark.parametrize("method", METHODS)
def test_no_claims_make_a_grey_map(method: str) -> None:
    nothing = claims([{"place_id": "35.95,48.55", "side": "Russia"}], PLACES).iloc[:0]
    made = estimate(nothing, DAY, places=PLACES, extent=EXTENT, method=method, water=DRY)
    assert made.areas["side"].tolist() == ["unknown"]
    nowhere = estimate(nothing, DAY, places=PLACES.iloc[:0], extent=EXTENT, method=method, water=DRY)
    assert nowhere.areas["side"].tolist() == ["unknown"]


@pytest.mark.parametrize("method", METHODS)
def test_places_at_one_spot_and_few_places_do_no_harm(method: str) -> None:
    twins = gpd.GeoDataFrame(
        {"place_id": ["a", "b", "c"]},
        crs=4326,
        geometry=[shapely.Point(35.5, 48.5)] * 2 + [shapely.Point(36.5, 48.5)],
    )
    frame = twins.assign(date=pd.Timestamp(DAY), side=["Ukraine", "Ukraine", "Russia"])
    rule = Rule(grey_km=300)
    made = estimate(frame, DAY, places=twins, extent=EXTENT, method=method, rule=rule, water=DRY)
    assert made.km2("Russia") == pytest.approx(made.km2("Ukraine"), rel=0.05)


def test_claims_find_their_place_by_id_or_position_or_make_one() -> None:
    frame = gpd.GeoDataFrame(
        {"side": ["Russia", "Russia", "Ukraine"], "date": [DAY] * 3, "place_id": ["36.05,48.55", "", ""]},
        geometry=[shapely.Point(36.3, 48.3), shapely.Point(36.1505, 48.5501), shapely.Point(36.5, 48.5)],
        crs=4326,
    )
    made = estimate(frame, DAY, places=PLACES, extent=EXTENT, water=DRY)
    names = made.ground.places["place_id"]
    assert names[made.states.reported].tolist() == ["36.05,48.55", "36.15,48.55", "place:48.5000,36.5000"]


def test_hostile_parameters_are_refused_with_the_way_out() -> None:
    frame = everywhere(PLACES, LON > 36)
    with pytest.raises(InputError, match="'magic' is no method; use one of voronoi, kriging"):
        estimate(frame, DAY, places=PLACES, extent=EXTENT, method="magic")
    with pytest.raises(InputError, match="covers no area"):
        estimate(frame, DAY, places=PLACES, extent=shapely.Point(36, 48))
    with pytest.raises(InputError, match="no column 'side'"):
        base = gpd.GeoDataFrame(geometry=[shapely.box(36, 48, 37, 49)], crs=4326)
        estimate(frame, DAY, places=PLACES, extent=EXTENT, baseline=base)
    with pytest.raises(InputError, match="must be a Snapshot"):
        estimate(frame, DAY, places=PLACES, extent=EXTENT, baseline="yesterday")
    for wrong in (3, "Sudzha", pd.DataFrame({"lon": [36.0]}), [shapely.Point(36, 48)]):
        with pytest.raises(InputError, match="places must be"):
            estimate(frame, DAY, places=wrong, extent=EXTENT)


def test_a_projected_frame_is_carried_to_degrees() -> None:
    frame = everywhere(PLACES, LON > 36)
    made = estimate(frame.to_crs(32637), DAY, places=PLACES.to_crs(32637), extent=EXTENT, water=DRY)
    assert made.km2("Russia") == pytest.approx(area_km2(shapely.box(36, 48, 37, 49)), rel=0.01)


def test_the_shipped_water_has_the_kakhovka_reservoir() -> None:
    from geo.control.water import shipped

    assert shipped().contains(shapely.Point(34.3, 47.45))
    assert not shipped().contains(shapely.Point(35.27, 51.19))


def test_a_snapshot_with_both_sides_keeps_them() -> None:
    both = Snapshot(
        dt.date(2024, 8, 1),
        {"Russia": shapely.box(36, 48, 37, 49), "contested": shapely.box(35.9, 48, 36, 49)},
    )
    nothing = claims([{"place_id": "35.95,48.55", "side": "Russia"}], PLACES).iloc[:0]
    made = estimate(nothing, DAY, places=PLACES, extent=EXTENT, baseline=both, water=DRY)
    assert set(made.areas["side"]) == {"Ukraine", "Russia", "contested"}


def test_sharpened_odds_keep_sides_and_certainties() -> None:
    values = sharpened(np.array([0.0, 0.2, 0.5, 0.8, 1.0, np.nan]), 1.3)
    assert values[[0, 2, 4]].tolist() == [0.0, 0.5, 1.0]
    assert values[1] < 0.2 and values[3] > 0.8 and np.isnan(values[5])
    assert values[1] == pytest.approx(1 - values[3])


def test_places_that_their_claims_moved_are_listed() -> None:
    rows = [{**UA, "place_id": "36.15,48.55"}, {**RU, "place_id": "36.25,48.55"}]
    border = {"Ukraine": shapely.box(35, 48, 36, 49), "Russia": shapely.box(36, 48, 37, 49)}
    made = estimate(claims(rows, PLACES), DAY, places=PLACES, extent=EXTENT, baseline=border, water=DRY)
    assert made.moved().to_dict("records") == [
        {"place_id": "36.15,48.55", "name": "36.15,48.55", "before": "Russia", "side": "Ukraine"}
    ]


@pytest.mark.parametrize("method", METHODS)
def test_an_estimate_in_a_file_is_a_control_map_again(tmp_path: Path, method: str) -> None:
    frame = everywhere(PLACES, LON > 36)
    made = estimate(frame, DAY, places=PLACES, extent=EXTENT, method=method, water=DRY)
    assert list(made.frame()["kind"]) == ["area", "area", "front", "band"][: 4 if method == "kriging" else 3]
    made.frame().to_file(tmp_path / "estimate.geojson", driver="GeoJSON")
    (snapshot,) = read_snapshots(tmp_path / "estimate.geojson").snapshots
    assert snapshot.date == DAY and set(snapshot.areas) == {"Ukraine", "Russia"}
    for side, area in snapshot.areas.items():
        assert area_km2(area) == pytest.approx(made.km2(side), rel=1e-4)
