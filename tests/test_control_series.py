"""Series of snapshots: what is stored, and what a day shows."""

import datetime as dt

import pytest
import shapely
from control_scene import square

from geo.control import ControlSeries, Snapshot, area_km2, areas_over_time
from geo.control.series import same
from geo.errors import InputError

AUGUST = [dt.date(2024, 8, day) for day in range(1, 32)]


def test_only_changed_days_are_stored() -> None:
    series = ControlSeries(
        [square("2024-08-01", 36.5), square("2024-08-02", 36.5), square("2024-08-03", 36.6)]
    )
    assert series.changed == AUGUST[0:1] + AUGUST[2:3]
    assert series.observed == AUGUST[:3]
    assert len(series) == 2


def test_the_order_of_parts_and_rings_is_no_change() -> None:
    a, b = shapely.box(35, 48, 36, 49), shapely.box(37, 48, 38, 49)
    turned = shapely.Polygon([(36, 49), (35, 49), (35, 48), (36, 48)])
    assert same({"Russia": shapely.MultiPolygon([a, b])}, {"Russia": shapely.MultiPolygon([b, turned])})
    assert not same({"Russia": a}, {"Russia": b})
    assert not same({"Russia": a}, {"Ukraine": a})


def test_snapshots_may_come_in_any_order() -> None:
    series = ControlSeries([square("2024-08-05", 36.6), square("2024-08-01", 36.5)])
    assert series.first == AUGUST[0] and series.last == AUGUST[4]


def test_two_maps_of_one_day_are_refused() -> None:
    with pytest.raises(InputError, match="two snapshots of 2024-08-01"):
        ControlSeries([square("2024-08-01", 36.5), square("2024-08-01", 36.6)])
    with pytest.raises(InputError, match="at least one"):
        ControlSeries([])


def test_a_gap_is_carried_forward_and_shown_as_such() -> None:
    series = ControlSeries([square("2024-08-01", 36.5), square("2024-08-05", 36.9)])
    assert series.gaps() == [(AUGUST[1], AUGUST[3])]
    assert series.at(AUGUST[0]).status == "snapshot"
    inside = series.at(AUGUST[2])
    assert (inside.status, inside.since) == ("carried forward", AUGUST[0])
    assert inside.areas["Russia"].equals(square("2024-08-01", 36.5).areas["Russia"])
    assert series.at(AUGUST[9]).status == "carried forward"
    before = series.at(dt.date(2024, 7, 1))
    assert before.status == "before the first snapshot" and not before.areas


def test_interpolation_moves_the_line_in_proportion_and_is_marked() -> None:
    series = ControlSeries([square("2024-08-01", 36.4), square("2024-08-05", 36.8)])
    middle = series.at(AUGUST[2], interpolate=True)
    assert middle.status == "interpolated"
    assert middle.areas["Russia"].bounds[2] == pytest.approx(36.6, abs=0.01)
    sizes = [area_km2(series.at(day, interpolate=True).areas["Russia"]) for day in AUGUST[:5]]
    assert sizes == sorted(sizes) and len(set(sizes)) == 5
    assert series.at(AUGUST[0], interpolate=True).status == "snapshot"


def test_interpolation_gives_lost_ground_to_nobody_twice() -> None:
    east, west = shapely.box(36.0, 48, 37, 49), shapely.box(35, 48, 36.0, 49)
    later = {"Russia": shapely.box(35.5, 48, 37, 49), "Ukraine": shapely.box(35, 48, 35.5, 49)}
    series = ControlSeries(
        [Snapshot(AUGUST[0], {"Russia": east, "Ukraine": west}), Snapshot(AUGUST[4], later)]
    )
    middle = series.at(AUGUST[2], interpolate=True).areas
    assert middle["Russia"].intersection(middle["Ukraine"]).area < 1e-3
    assert middle["Russia"].union(middle["Ukraine"]).area == pytest.approx(2.0, abs=1e-3)


def test_area_series_says_where_each_day_comes_from() -> None:
    series = ControlSeries([square("2024-08-01", 36.5), square("2024-08-04", 36.6)])
    table = areas_over_time(series)
    assert table["status"].tolist() == ["snapshot", "carried forward", "carried forward", "snapshot"]
    assert table["km2"].is_monotonic_increasing
    assert table["km2"].iloc[0] == pytest.approx(area_km2(shapely.box(36, 48, 36.5, 49)))
