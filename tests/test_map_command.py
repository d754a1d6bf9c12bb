"""python -m geo map."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pytest
from click.testing import CliRunner
from shapely.geometry import box

from geo.cli import main

TABLE = """event_date,latitude,longitude,place,event_type,claimant,summary,source_url
2024-08-06,51.19,35.27,Sudzha,battle,ISW,Fighting reached the town.,https://example.org/1
2024-08-09,51.41,34.90,Korenevo,shelling,ISW,Shells fell.,https://example.org/2
2024-02-30,51.41,34.90,Korenevo,shelling,ISW,A day that does not exist.,https://example.org/3
"""


def run(tmp_path: Path, *options: str) -> tuple[int, str, Path]:
    table = tmp_path / "claims.csv"
    table.write_text(TABLE, encoding="utf-8")
    out = tmp_path / "map.html"
    result = CliRunner().invoke(main, ["map", str(table), str(out), *options])
    return result.exit_code, result.output, out


def test_a_plain_table_becomes_a_map_and_faulty_rows_are_named(tmp_path: Path) -> None:
    code, output, out = run(tmp_path)
    assert code == 0, output
    assert "2 events" in output
    assert "4" in output and "2024-02-30" in output
    assert out.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


VIINA = """event_id_1pd,date,time,geonameid,asciiname,longitude,latitude,GEO_PRECISION,source,url,text,lang
7,20240806,1000,692330,Sudzha,35.27,51.19,ADM3,Source,https://example.org/7,Fighting near Sudzha,en
"""
ACLED = """event_id_cnty,event_date,disorder_type,event_type,sub_event_type,actor1,actor2,country,admin1,location,latitude,longitude,geo_precision,time_precision,source,notes,fatalities
RUS1,2024-08-06,Political violence,Battles,Armed clash,Military Forces of Ukraine,,Russia,Kursk,Sudzha,51.19,35.27,1,1,Source,Fighting.,0
"""  # noqa: E501


@pytest.mark.parametrize("text", [VIINA, ACLED], ids=["VIINA", "ACLED"])
def test_a_known_data_set_becomes_a_map(tmp_path: Path, text: str) -> None:
    (tmp_path / "set.csv").write_text(text, encoding="utf-8")
    made = CliRunner().invoke(main, ["map", str(tmp_path / "set.csv"), str(tmp_path / "map.html")])
    assert made.exit_code == 0, made.output
    assert "1 event," in made.output


def test_layers_and_window_are_taken(tmp_path: Path) -> None:
    layer = tmp_path / "ground.geojson"
    gpd.GeoDataFrame({"side": ["Ukraine"]}, geometry=[box(35, 51, 36, 52)], crs="EPSG:4326").to_file(layer)
    code, output, out = run(tmp_path, "--layer", str(layer), "--from", "2024-08-08", "--language", "uk")
    html = out.read_text(encoding="utf-8")
    assert code == 0, output
    assert 'id="gm-layer-0"' in html
    assert '"window": ["2024-08-08", "2024-08-09"]' in html


def test_a_window_the_wrong_way_round_is_refused(tmp_path: Path) -> None:
    code, output, _ = run(tmp_path, "--from", "2024-09-01", "--to", "2024-08-01")
    assert code == 1
    assert "exchange --from and --to" in output


def test_a_window_of_a_table_without_rows_is_taken(tmp_path: Path) -> None:
    (tmp_path / "none.csv").write_text(TABLE.splitlines()[0] + "\n", encoding="utf-8")
    arguments = ["map", str(tmp_path / "none.csv"), str(tmp_path / "map.html"), "--from", "2024-08-01"]
    made = CliRunner().invoke(main, arguments)
    assert made.exit_code == 0, made.output
    assert '"window": ["2024-08-01", "2024-08-01"]' in (tmp_path / "map.html").read_text(encoding="utf-8")


def test_a_broken_layer_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.geojson").write_text("{", encoding="utf-8")
    code, output, _ = run(tmp_path, "--layer", str(tmp_path / "broken.geojson"))
    assert code == 1
    assert "broken.geojson: not a readable file" in output


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", " the file is empty"),
        (b"\n \n", " the file is empty"),
        (bytes(range(256)) * 9, " this is no text"),
        (b'place,summary\nSudzha,"one",two\n', "2: 3 cells do not fit the 2 columns"),
        (b'place,summary\nSudzha,"one\n', " a quotation mark is never closed"),
    ],
    ids=["empty", "blank", "binary", "ragged", "open quote"],
)
def test_what_is_no_table_is_said_in_plain_words(tmp_path: Path, content: bytes, word: str) -> None:
    (tmp_path / "odd.csv").write_bytes(content)
    result = CliRunner().invoke(main, ["map", str(tmp_path / "odd.csv"), str(tmp_path / "map.html")])
    assert result.exit_code == 1
    assert f"odd.csv:{word}" in result.output


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["map", str(tmp_path / "none.parquet"), str(tmp_path / "map.html")])
    assert result.exit_code == 2
    assert "none.parquet" in result.output


@pytest.mark.parametrize(
    ("name", "options", "word"),
    [
        ("none/map.html", (), "no folder"),
        ("map.txt", (), ".html"),
        ("map.html", ("--basemap", "Nonsense"), "'Nonsense'"),
    ],
)
def test_what_cannot_be_written_is_said_with_the_way_out(
    tmp_path: Path, name: str, options: tuple[str, ...], word: str
) -> None:
    table = tmp_path / "claims.csv"
    table.write_text(TABLE, encoding="utf-8")
    result = CliRunner().invoke(main, ["map", str(table), str(tmp_path / name), *options])
    assert result.exit_code == 1
    assert word in result.output
    assert not (tmp_path / name).exists()
