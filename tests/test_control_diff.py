"""Differences between maps: patches, areas, settlements."""

import geopandas as gpd
import pyproj
import pytest
import shapely
from control_scene import lattice, square
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.control import Snapshot, area_km2, diff


def test_gained_and_lost_ground_with_geodesic_areas() -> None:
    found = diff(square("2024-08-01", 36.5), square("2024-08-09", 36.7, west=36.1))
    assert found.label == "map changed"
    gained, lost = shapely.box(36.5, 48, 36.7, 49), shapely.box(36.0, 48, 36.1, 49)
    assert found.km2("Russia", "gained") == pytest.approx(area_km2(gained))
    assert found.km2("Russia", "lost") == pytest.approx(area_km2(lost))
    row = found.table().iloc[0]
    assert row["net_km2"] == pytest.approx(area_km2(gained) - area_km2(lost))


def test_areas_are_geodesic_and_know_holes() -> None:
    ring = shapely.box(36, 48, 36.2, 48.2)
    hole = shapely.box(36.05, 48.05, 36.15, 48.15)
    whole = abs(pyproj.Geod(ellps="WGS84").geometry_area_perimeter(ring)[0]) / 1e6
    assert area_km2(ring) == pytest.approx(whole)
    assert area_km2(ring.difference(hole)) == pytest.approx(whole - area_km2(hole))
    assert area_km2(shapely.GeometryCollection([ring, shapely.Point(0, 0)])) == pytest.approx(whole)
    assert area_km2(None) == 0 and area_km2(shapely.LineString([(0, 0), (1, 1)])) == 0


def test_slivers_are_dropped() -> None:
    sliver = square("2024-08-02", 36.500001)  # 0.07 m wide and 111 km long: 0.008 km²
    assert len(diff(square("2024-08-01", 36.5), sliver).changes) == 0
    assert len(diff(square("2024-08-01", 36.5), sliver, sliver_km2=0.001).changes) == 1


def test_settlements_that_changed_sides_are_named() -> None:
    places = lattice()
    found = diff(square("2024-08-01", 36.5), square("2024-08-09", 36.7), places)
    names = set(found.settlements["name"])
    assert names == {f"{x:.2f},{48.05 + 0.1 * k:.2f}" for x in (36.55, 36.65) for k in range(10)}
    assert set(found.settlements["before"]) == {""} and set(found.settlements["after"]) == {"Russia"}


def test_a_place_that_only_one_source_draws_is_told_by_both_sides() -> None:
    box = shapely.box(36, 48, 36.1, 48.1)
    places = gpd.GeoDataFrame(
        {"place_id": ["a"], "name": ["Alpha"]}, geometry=[shapely.Point(36.05, 48.05)], crs=4326
    )
    found = diff({"Ukraine": box}, {"Russia": box}, places)
    assert found.settlements[["before", "after"]].to_numpy().tolist() == [["Ukraine", "Russia"]]
    assert set(zip(found.changes["side"], found.changes["kind"], strict=True)) == {
        ("Ukraine", "lost"),
        ("Russia", "gained"),
    }


def test_no_change_is_an_empty_difference() -> None:
    found = diff(square("2024-08-01", 36.5), square("2024-08-02", 36.5), lattice())
    assert found.changes.empty and found.settlements.empty and found.table().empty


@settings(deadline=None, max_examples=20)
@given(st.floats(36.1, 37.9), st.floats(36.1, 37.9))
def test_the_way_back_swaps_gained_and_lost(a: float, b: float) -> None:
    one, two = square("2024-08-01", a), square("2024-08-02", b)
    there, back = diff(one, two), diff(two, one)
    assert there.km2("Russia", "gained") == pytest.approx(back.km2("Russia", "lost"))
    assert there.km2("Russia", "lost") == pytest.approx(back.km2("Russia", "gained"))


def test_a_side_that_vanishes_has_lost_its_ground() -> None:
    found = diff(square("2024-08-01", 36.5), Snapshot(square("2024-08-02", 36.5).date, {}))
    assert found.km2("Russia", "lost") == pytest.approx(area_km2(shapely.box(36, 48, 36.5, 49)))
