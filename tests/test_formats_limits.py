"""Files that hold more than they weigh are refused before they are opened."""

import sqlite3
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from geo.errors import InputError
from geo.events import from_table, read_events, write_events
from geo.formats import limits
from geo.formats.vectors import read_vectors

ROWS = [
    {"event_id": name, "event_type": "battle", "basis": "claimed", "date_precision": "day", "summary": "text",
     "precision": "settlement", "lat": 51.2, "lon": 35.3}
    for name in ("a", "b")
]  # fmt: skip
EVENTS = from_table(pd.DataFrame(ROWS))


def layers(folder: Path) -> Path:
    """Write a GeoPackage of two layers with two events each."""
    path = folder / "a.gpkg"
    for layer in ("one", "two"):
        EVENTS.to_file(path, layer=layer, driver="GPKG")
    return path


@pytest.mark.parametrize("values", [["x" * 1000] * 900, [["x" * 1000]] * 900, [{"a": "x" * 1000}] * 900])
def test_a_value_that_parquet_keeps_once_counts_every_time(tmp_path: Path, values: list[object]) -> None:
    path = tmp_path / "a.parquet"
    parquet.write_table(pa.table({"summary": values, "unread": ["y"] * 900}), path)
    assert path.stat().st_size < 20_000
    limits.check(path, 900, 1_000_000)
    with pytest.raises(InputError, match="1 MB unpacked is over the limit of 0 MB"):
        limits.check(path, 900, 400_000)
    with pytest.raises(InputError, match="900 rows"):
        limits.check(path, 899, 1_000_000)


def test_every_layer_counts(tmp_path: Path) -> None:
    path = layers(tmp_path)
    limits.check(path, 4, 10_000)
    with pytest.raises(InputError, match="4 rows"):
        limits.check(path, 3, 10_000)
    with pytest.raises(InputError, match="unpacked"):
        limits.check(path, 4, 100)


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE VIEW v AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n",
        "CREATE TABLE g (a INTEGER, b BLOB AS (zeroblob(1000000000)))",
        "CREATE VIRTUAL TABLE f USING fts5(a)",
    ],
)
def test_a_geopackage_that_computes_its_rows_is_refused(tmp_path: Path, sql: str) -> None:
    path = layers(tmp_path)
    with sqlite3.connect(path) as connection:
        connection.execute(sql)
    with pytest.raises(InputError, match="computed, not stored"):
        limits.check(path, 100, 1_000_000)
    found = read_vectors(path)
    assert "computed, not stored" in str(found.notes[0])


def test_what_is_no_such_file_is_left_to_its_reader(tmp_path: Path) -> None:
    for name in ("a.parquet", "a.gpkg", "a.zip", "a.csv"):
        (tmp_path / name).write_bytes(b"text")
        limits.check(tmp_path / name, 1, 1)


def test_all_layers_of_a_geopackage_are_read(tmp_path: Path) -> None:
    places = EVENTS.iloc[:1]
    unplaced = from_table(pd.DataFrame([ROWS[1] | {"precision": "unplaced", "lat": None, "lon": None}]))
    path = tmp_path / "a.gpkg"
    places.to_file(path, layer="places", driver="GPKG")
    gpd.GeoDataFrame(unplaced.drop(columns="geometry")).to_file(path, layer="unplaced", driver="GPKG")
    back = read_events(path)
    assert back["event_id"].tolist() == ["a", "b"]
    assert back.geometry.isna().tolist() == [False, True]


def test_columns_that_are_not_ours_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    write_events(EVENTS.assign(strange=[["x"], ["y"]]), path)
    assert "strange" not in read_events(path)
