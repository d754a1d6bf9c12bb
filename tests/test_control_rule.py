"""The rule: which claim wins, what is contested, what fades."""

import datetime as dt
import re

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from control_scene import DAY, DRY, EXTENT, claims, lattice, square
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.control import ControlSeries, Rule, Snapshot, estimate
from geo.control.claims import control_claims, day_date, day_number
from geo.control.records import kind_of, side_of
from geo.errors import InputError, Notice

PLACES = lattice()
HERE = "36.05,48.55"
OTHER_DAY = DAY - dt.timedelta(days=20)


def held(rows: list[dict[str, object]], date: dt.date = DAY, rule: Rule | None = None) -> str:
    """Return the side of the one place that the rows are about."""
    made = estimate(
        claims([{"place_id": HERE, **row} for row in rows], PLACES),
        date,
        places=PLACES,
        extent=EXTENT,
        rule=rule,
        water=DRY,
    )
    return str(made.states.side[(made.ground.places["place_id"] == HERE).to_numpy()][0])


RU = {"side": "Russia", "claimant": "a ministry", "claimant_side": "Russia"}
UA = {"side": "Ukraine", "claimant": "a staff", "claimant_side": "Ukraine"}


def test_the_latest_of_equal_claims_wins() -> None:
    assert held([{**RU, "date": OTHER_DAY}, UA]) == "Ukraine"
    assert held([{**UA, "date": OTHER_DAY}, RU]) == "Russia"


def test_a_claim_against_the_own_side_outweighs_one_in_its_favour() -> None:
    admitted = {**UA, "side": "Russia", "claimant": "a general"}
    assert held([admitted, {**UA, "date": DAY - dt.timedelta(days=9)}]) == "Russia"
    assert held([{**admitted, "date": DAY - dt.timedelta(days=9)}, UA]) == "Russia"


def test_an_admission_counts_twice_until_its_side_says_that_it_took_the_place() -> None:
    admitted = {**RU, "side": "Ukraine", "claimant": "a blogger", "date": OTHER_DAY}
    after = {**RU, "date": DAY - dt.timedelta(days=12)}
    assert held([admitted, {**after, "control_sense": "held"}]) == "Ukraine"
    assert held([admitted, {**after, "control_sense": "captured"}]) == "Russia"


def test_an_assessor_outweighs_a_side() -> None:
    assessed = {
        "side": "Russia",
        "claimant": "an institute",
        "claimant_side": "independent",
        "basis": "assessed",
    }
    assert held([{**assessed, "date": DAY - dt.timedelta(days=9)}, UA]) == "Russia"


def test_contradictions_near_in_time_are_contested() -> None:
    assert held([{**RU, "date": DAY - dt.timedelta(days=3)}, UA]) == "contested"
    assert held([{**RU, "date": DAY - dt.timedelta(days=3)}, UA], rule=Rule(contested_days=2)) == "Ukraine"


def test_a_claim_that_it_is_contested_counts() -> None:
    said = {
        "side": "contested",
        "claimant": "an institute",
        "claimant_side": "independent",
        "basis": "assessed",
    }
    assert held([{**UA, "date": OTHER_DAY}, said]) == "contested"


def test_repeating_a_claim_adds_nothing() -> None:
    many = [{**RU, "claimant": f"channel {n}", "date": OTHER_DAY} for n in range(30)]
    assert held([*many, UA]) == "Ukraine"


def test_of_a_claimant_only_the_latest_word_counts() -> None:
    before = {**UA, "side": "Ukraine", "basis": "visually confirmed", "date": DAY - dt.timedelta(days=8)}
    assert held([before, {**UA, "side": "Russia"}]) == "Russia"


def test_age_fades_to_no_recent_report() -> None:
    old = {**UA, "date": DAY - dt.timedelta(days=119)}
    assert held([old]) == "Ukraine"
    assert held([{**old, "date": DAY - dt.timedelta(days=121)}]) == "unknown"


def test_a_later_claim_is_not_known_yet() -> None:
    assert held([{**UA, "date": DAY + dt.timedelta(days=1)}]) == "unknown"


def test_captured_later_means_held_by_the_other_side_before() -> None:
    near = {**UA, "place_id": "36.15,48.55", "date": DAY - dt.timedelta(days=2)}
    taken = {**RU, "date": DAY + dt.timedelta(days=30), "control_sense": "captured"}
    assert held([near, taken]) == "Ukraine"
    alone = estimate(
        claims([{"place_id": HERE, **taken}], PLACES), DAY, places=PLACES, extent=EXTENT, water=DRY
    )
    assert set(alone.states.side) == {"unknown"}, "nobody of that side was reported near"
    without = estimate(
        claims([{"place_id": HERE, **taken}, near], PLACES),
        DAY,
        places=PLACES,
        extent=EXTENT,
        rule=Rule(hindsight=False),
        water=DRY,
    )
    assert not without.weighed.implied.any()


def test_an_advance_says_less_than_a_claim() -> None:
    moving = {
        "side": "",
        "control": "",
        "actor": "Russia",
        "event_type": "advance",
        "claimant_side": "Russia",
    }
    assert held([moving]) == "Russia"
    assert (
        held([moving, {**UA, "date": DAY - dt.timedelta(days=8), "actor": "Ukraine", "event_type": "other"}])
        == "Ukraine"
    )
    assert held([{**moving, "date": DAY - dt.timedelta(days=31)}]) == "unknown"


@settings(deadline=None, max_examples=20)
@given(st.permutations(range(5)))
def test_the_order_of_rows_does_not_matter(order: list[int]) -> None:
    rows = [
        {**RU, "date": OTHER_DAY},
        {**UA, "date": DAY - dt.timedelta(days=9)},
        {**RU, "claimant": "another"},
        {**UA, "claimant": "a soldier", "basis": "visually confirmed"},
        {"side": "contested"},
    ]
    assert held([rows[n] for n in order]) == held(rows)


def test_the_rule_names_every_number_that_decides() -> None:
    rule = Rule()
    words = rule.words()
    for number in (
        rule.half_life_days,
        rule.contested_days,
        rule.stale_days,
        rule.grey_km,
        rule.speaks_km,
        rule.snapshot_days,
        rule.flip_km,
        rule.advance_days,
        rule.hindsight_km,
        rule.overtaken_days,
    ):
        assert f"{number:g}" in words
    assert "'Captured" not in Rule(hindsight=False).words()


def test_claims_without_the_needed_columns_are_refused() -> None:
    with pytest.raises(InputError, match="'side'"):
        control_claims(PLACES.assign(date=pd.Timestamp(DAY)))
    with pytest.raises(InputError, match="'date'"):
        control_claims(PLACES.assign(side="Russia"))
    with pytest.raises(InputError, match="'Mordor' is no side"):
        control_claims(PLACES.assign(date=pd.Timestamp(DAY), side="Mordor"))
    with pytest.raises(InputError, match="no CRS"):
        far = gpd.GeoDataFrame({"side": ["Russia"], "date": [DAY]}, geometry=[shapely.Point(4e6, 6e6)])
        control_claims(far)


@pytest.mark.parametrize("read", [side_of, kind_of])
def test_a_word_that_is_none_of_them_is_refused_in_words_that_can_be_translated(read) -> None:
    with pytest.raises(InputError, match="'Mordor' is no") as refused:
        read("Mordor")
    (said,) = refused.value.args
    assert isinstance(said, Notice) and said.values["word"] == "'Mordor'"


def strangers(**columns: object) -> gpd.GeoDataFrame:
    """Return claims as a stranger brings them: a date, a side and a point."""
    frame = gpd.GeoDataFrame(
        {"date": ["2024-08-14", "2024-08-15"], "side": ["Ukraine", "RU"]},
        geometry=gpd.points_from_xy([35.8, 36.2], [48.5, 48.5]),
        crs=4326,
    )
    return frame.assign(**columns)


@pytest.mark.parametrize(
    "dates",
    [
        ["2024-08-15T23:30:00+03:00", "2024-08-15"],
        [20240815, 20240815],
        [dt.date(2024, 8, 15), pd.Timestamp("2024-08-15T12:00", tz="Europe/Kyiv")],
        pd.period_range("2024-08-15", periods=2, freq="h"),
        pd.DatetimeIndex(["2024-08-15T01:00", "2024-08-15T02:00"]).tz_localize("UTC"),
    ],
)
def test_dates_may_be_texts_numbers_periods_or_carry_a_time_zone(dates: object) -> None:
    assert control_claims(strangers(date=dates))["day"].tolist() == [day_number(DAY)] * 2


def test_dates_beyond_the_calendar_of_nanoseconds_are_dates() -> None:
    days = control_claims(strangers(date=["0001-01-01", "9999-12-31"]))["day"]
    assert [day_date(day).year for day in days] == [1, 9999]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            {"claims": strangers(date="15.08.2024")},
            "no claim has a date that can be read; the first is '15.08",
        ),
        ({"claims": strangers(date=None)}, "no claim has a date"),
        ({"claims": pd.DataFrame(strangers())}, "must be a GeoDataFrame of points, not DataFrame"),
        ({"claims": None}, "must be a GeoDataFrame of points, not NoneType"),
        (
            {"claims": strangers().set_geometry([shapely.box(35, 48, 36, 49)] * 2)},
            "no claim is a point; the first",
        ),
        ({"date": "15.08.2024"}, "'15.08.2024' is no date"),
        ({"date": float("nan")}, "is no date"),
        ({"extent": (35, 48, 37)}, "is no extent; give a polygon or"),
        ({"extent": "Kursk"}, "'Kursk' is no extent"),
        ({"extent": (35, 48, float("nan"), 49)}, "is no number"),
        ({"extent": (4e6, 6e6, 4.1e6, 6.1e6)}, "is not in degrees"),
        ({"extent": shapely.LineString([(35, 48), (37, 49)])}, "covers no area"),
        ({"claims": strangers().iloc[:0], "extent": None}, "there is no ground around them"),
        ({"places": pd.DataFrame({"name": ["x"]})}, "places must be a GeoDataFrame of points"),
        ({"baseline": "border"}, "the baseline must be a Snapshot"),
        ({"baseline": ControlSeries([square("2024-09-01", 36.5)]).at(DAY)}, "its first map is later"),
        ({"baseline": Snapshot(DAY, {})}, "draws no ground of any side"),
        ({"method": "krig"}, "'krig' is no method"),
    ],
)
def test_what_cannot_be_used_is_named(given: dict[str, object], words: str) -> None:
    options = {"claims": strangers(), "date": DAY, "places": PLACES, "extent": EXTENT, **given}
    with pytest.raises(InputError, match=re.escape(words)):
        estimate(options.pop("claims"), options.pop("date"), **options)


@pytest.mark.parametrize("method", ["voronoi", "kriging"])
@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_claims_without_places_or_extent_are_enough(method: str, count: int) -> None:
    frame = strangers().iloc[:count]
    made = estimate(frame, DAY, method=method, extent=None if count else EXTENT, water=DRY)
    assert (made.km2("Ukraine") > 0, made.km2("Russia") > 0) == (count > 0, count > 1)
    assert made.areas.geometry.is_valid.all() and (made.front.length > 0) == (count > 1)


@pytest.mark.parametrize("method", ["voronoi", "kriging"])
def test_claims_on_one_line_make_a_front_across_it(method: str) -> None:
    lon = np.linspace(35.1, 36.9, 40)
    frame = gpd.GeoDataFrame(
        {"date": DAY, "side": np.where(lon > 36, "Russia", "Ukraine")},
        geometry=gpd.points_from_xy(lon, np.full(40, 48.5)),
        crs=4326,
    )
    made = estimate(frame, DAY, places=frame, extent=EXTENT, method=method, water=DRY)
    assert made.front.bounds[0] == pytest.approx(36, abs=0.05) == made.front.bounds[2]


def test_a_place_that_a_claim_adds_goes_by_the_name_it_is_given() -> None:
    named = estimate(strangers(place=["Verkhnie", ""]), DAY, extent=EXTENT, water=DRY).ground.places["name"]
    assert named.tolist() == ["Verkhnie", "place:48.5000,36.2000"]


def test_polygons_by_side_are_a_baseline() -> None:
    frame = strangers()
    plain = gpd.GeoDataFrame({"side": ["Russia"]}, geometry=[shapely.box(36, 48, 37, 49)], crs=4326)
    mapped = {"ru": shapely.box(36, 48, 37, 49)}
    options = {"places": PLACES, "extent": EXTENT, "water": DRY}
    for more in ({}, {"mapped_on": "2024-08-01"}):
        one, two = (estimate(frame, DAY, baseline=each, **options, **more) for each in (plain, mapped))
        assert one.areas["km2"].tolist() == two.areas["km2"].tolist()


def test_rows_that_cannot_be_placed_or_dated_are_left_out() -> None:
    frame = claims([{"place_id": HERE, **UA} for _ in range(6)], PLACES)
    frame["status"] = ["new", "rejected", "accepted", "new", "new", "new"]
    frame["precision"] = ["settlement", "settlement", "region", "settlement", "settlement", "unplaced"]
    frame.loc[3, "date"] = pd.NaT
    frame = frame.set_geometry([*frame.geometry.iloc[:4], None, None])
    assert control_claims(frame)["event_id"].tolist() == ["e0"]


def test_a_village_known_within_five_kilometres_counts() -> None:
    disc = shapely.Point(36.05, 48.55).buffer(0.03)
    frame = claims([{"place_id": HERE, **UA}] * 2, PLACES).set_geometry([disc, disc])
    frame = frame.assign(
        precision="near", place_kind="settlement", radius_km=[4.0, 8.0], lat=48.55, lon=36.05
    )
    assert len(control_claims(frame)) == 1
