"""`geo control` on the command line."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest
import shapely
from click.testing import CliRunner, Result
from control_scene import square

from geo.cli import main

EVENTS = Path(__file__).parents[1] / "data" / "kursk" / "events.parquet"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["control", *map(str, arguments)])


@pytest.fixture
def maps(tmp_path: Path) -> Path:
    folder = tmp_path / "maps"
    folder.mkdir()
    for day, edge in (("20240801", 36.5), ("20240805", 36.6)):
        shape = shapely.geometry.mapping(square("2024-08-01", edge).areas["Russia"])
        feature = {"type": "Feature", "properties": {"side": "Russia"}, "geometry": shape}
        text = json.dumps({"type": "FeatureCollection", "features": [feature]})
        (folder / f"map_{day}.geojson").write_text(text, encoding="utf-8")
    return folder


def test_diff_says_what_changed_and_where_the_maps_come_from(maps: Path, tmp_path: Path) -> None:
    out = tmp_path / "patches.geojson"
    result = run("diff", maps, "2024-08-02", "2024-08-06", "-o", out)
    assert result.exit_code == 0, result.output
    assert "2024-08-02: carried forward, of 2024-08-01" in result.output
    assert "Map changed between 2024-08-02 and 2024-08-06 (not: captured on that day)" in result.output
    assert "Russia: gained 821." in result.output
    assert len(json.loads(out.read_text(encoding="utf-8"))["features"]) == 1


def test_diff_says_which_village_of_a_name(maps: Path, tmp_path: Path) -> None:
    out = tmp_path / "moved.csv"
    result = run("diff", maps, "2024-08-02", "2024-08-06", "-o", out)
    assert "  Varvarivka, Blyzniuky Hromada, Kharkiv Oblast: not drawn → Russia" in result.output
    moved = pd.read_csv(out)
    assert {"place_id", "name", "district", "region", "before", "after"} <= set(moved)
    assert f"{len(moved)} settlements" in result.output


def test_diff_before_the_first_map_is_an_error(maps: Path) -> None:
    result = run("diff", maps, "2023-01-01", "2024-08-06")
    assert result.exit_code == 1 and "the first map is of 2024-08-01" in result.output


def test_areas_lists_every_day(maps: Path, tmp_path: Path) -> None:
    lines = run("areas", maps).output.splitlines()
    assert lines[0] == "day,side,km2,status" and len(lines) == 6
    assert lines[2].startswith("2024-08-02,Russia,") and lines[2].endswith("carried forward")
    out = tmp_path / "areas.csv"
    run("areas", maps, "-o", out)
    assert out.read_text(encoding="utf-8").splitlines() == lines


def test_layers_are_mapped_and_a_kind_is_chosen(maps: Path) -> None:
    result = run(
        "areas", maps, "--map", "*0801=Ukraine,claimed", "--map", "*0805=Ukraine,assessed,2024-08-09"
    )
    assert "the map of kind 'assessed'; --kind takes the other: claimed" in result.output
    assert [line.split(",")[:2] for line in result.output.splitlines()[2:]] == [["2024-08-09", "Ukraine"]]
    claimed = run("areas", maps, "--map", "*=,claimed", "--map", "*0805=-", "--kind", "claimed").output
    assert "2024-08-01,Russia," in claimed and "2024-08-05" not in claimed
    assert "2024-08-05" not in run("areas", maps, "--map", "*0805=-").output
    assert "maps no layer" in run("areas", maps, "--map", "Ukraine").output
    assert "'Mordor' is no side" in run("areas", maps, "--map", "*=Mordor").output


def test_a_day_between_two_maps_is_drawn_between_their_lines_when_asked(maps: Path) -> None:
    result = run("diff", maps, "2024-08-01", "2024-08-03", "--interpolate")
    assert "2024-08-03: interpolated, of 2024-08-01" in result.output
    assert "Russia: gained 41" in result.output


def test_estimate_prints_areas_rule_and_evidence(tmp_path: Path) -> None:
    out = tmp_path / "x.geojson"
    result = run("estimate", EVENTS, "2024-11-23", "--cell", "Sudzha", "--rule", "-o", out)
    assert result.exit_code == 0, result.output
    for words in (
        "estimate from reports, 2024-11-23",
        "halves every 14 days",
        "Sudzha",
        "To change it:",
    ):
        assert words in result.output
    assert {f["properties"]["kind"] for f in json.loads(out.read_text(encoding="utf-8"))["features"]} == {
        "area",
        "front",
    }


def test_estimate_tells_who_holds_what_across_the_border() -> None:
    result = run("estimate", EVENTS, "2024-11-23")
    (ukraine, russia, contested) = result.stdout.splitlines()
    areas = pd.read_csv(EVENTS.with_name("estimate_areas.csv"), index_col="day")
    km2 = re.match(r"Ukraine: ([\d.]+) km² in Russia; moved there: .+, Sudzha, ", ukraine)
    assert km2 and round(float(km2[1])) == areas.loc["2024-11-23", "ukraine_km2"]
    assert russia == "Russia: 0.0 km² in Ukraine" and contested == "contested: 0.0 km²"
    by_id = run("estimate", EVENTS, "2024-11-23", "--cell", "gn:486816")
    assert by_id.output == run("estimate", EVENTS, "2024-11-23", "--cell", "Sudzha").output
    assert "'Nowhere' is no cell" in run("estimate", EVENTS, "2024-11-23", "--cell", "Nowhere").output


def test_what_cannot_be_done_is_said_plainly(maps: Path, tmp_path: Path) -> None:
    result = run("diff", maps, "2024-08-01", "2024-08-05", "-o", tmp_path / "x.docx")
    assert result.exit_code == 1 and "cannot write '.docx'" in result.output
    empty = tmp_path / "empty"
    empty.mkdir()
    result = run("areas", empty)
    assert result.exit_code == 1 and "no .geojson" in result.output
