"""The command line reads what people have, writes what they ask for, and names what it could not read."""

import json
from pathlib import Path

import geopandas as gpd
import pytest
from click.testing import CliRunner, Result

from geo.cli import main
from geo.events import read_events

#: Own words on public facts of 6 and 7 August 2024 (data/kursk/claims.csv).
REPORT = (
    "date 2024-08-07 The Russian Defence Ministry said that Ukrainian troops attacked near Sudzha "
    "in the Kursk region on August 6."
)


def run(*arguments: str | Path, text: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=text)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_without_an_output_the_events_are_a_table(report: Path) -> None:
    result = run("read", report)
    assert result.exit_code == 0, result.output
    assert "Sudzha" in result.stdout
    assert "2024-08-06" in result.stdout


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".parquet", ".csv", ".jsonl"])
def test_the_last_file_is_the_output_by_its_suffix(report: Path, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"events{suffix}"
    for _ in range(2):  # a second run writes over the first
        result = run("read", report, out)
        assert result.exit_code == 0, result.output
    events = read_events(out)
    assert "Sudzha" in set(events["place"])
    assert set(events["known_on"].dt.strftime("%Y-%m-%d")) == {"2024-08-07"}


def test_jsonl_lines_carry_the_promised_fields(report: Path, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps({"id": "one", "text": REPORT, "date": "2024-08-07"}) + "\n")
    run("read", source, tmp_path / "out.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    fields = (
        "report_id place lat lon precision start end date_precision event_type actor claimant basis control "
        "quote quote_start quote_end known_on confidence"
    )
    assert rows
    for row in rows:
        assert set(fields.split()) <= set(row)
        assert row["report_id"] == "one"
        assert REPORT[row["quote_start"] : row["quote_end"]] == row["quote"]


def test_two_reports_are_two_inputs(report: Path, tmp_path: Path) -> None:
    other = tmp_path / "more.csv"
    other.write_text("date,text\n2024-08-08,Shelling hit Rylsk in Kursk Oblast on 8 August.\n")
    result = run("read", report, other)
    assert result.exit_code == 0, result.output
    assert {"Sudzha", "Rylsk"} <= set(result.stdout.split())
    assert "date,text" in other.read_text(), "an input must never be written over"


def test_standard_input_and_a_given_date(tmp_path: Path) -> None:
    out = tmp_path / "events.csv"
    result = run(
        "read",
        "-",
        "-o",
        out,
        "--date",
        "2024-08-07",
        text="Yesterday Ukrainian troops fought Russian forces in Sudzha.",
    )
    assert result.exit_code == 0, result.output
    assert read_events(out)["start"].dt.strftime("%Y-%m-%d").tolist() == ["2024-08-06"]


def test_bad_lines_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    source = tmp_path / "reports.jsonl"
    source.write_text('{"text": broken\n' + json.dumps({"text": REPORT, "date": "2024-08-07"}) + "\n")
    result = run("read", source, "-o", tmp_path / "out.geojson")
    assert result.exit_code == 0, result.output
    assert "reports.jsonl:1" in result.stderr
    assert len(gpd.read_file(tmp_path / "out.geojson"))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.txt", b"", "empty"),
        ("no_places.txt", b"date 2024-08-07 It rained all day and nothing was heard.", "no event"),
        ("columns.csv", b"a,b\n1,2\n", "columns.csv"),
        ("day.csv", b"date,text\n2024-02-31,Shelling hit Sudzha in Kursk Oblast.\n", "2024-02-31"),
        ("picture.png", b"\x89PNG\r\n\x1a\n", "picture.png"),
    ],
)
def test_bad_input_gets_a_clear_message(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    result = run("read", tmp_path / name)
    assert message in result.stderr
    assert "Traceback" not in result.output


def test_an_unknown_output_names_the_known_ones(report: Path, tmp_path: Path) -> None:
    result = run("read", report, "-o", tmp_path / "events.xlsx")
    assert result.exit_code == 1
    assert ".geojson" in result.stderr


def test_a_file_that_cannot_be_written_is_named(report: Path, tmp_path: Path) -> None:
    result = run("read", report, tmp_path / "no" / "folder" / "a.jsonl")
    assert result.exit_code == 1
    assert "no/folder" in result.stderr
    assert isinstance(result.exception, SystemExit)


def test_places_takes_half_a_surrogate_pair(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"id": "\\ud800", "text": "Sudzha \\udfff today"}\n', encoding="utf-8")
    assert run("places", source, target).exit_code == 0
    (line,) = target.read_text(encoding="utf-8").splitlines()
    assert [place["name"] for place in json.loads(line)["places"]] == ["Sudzha"]


@pytest.mark.parametrize("content", ["", "Бої біля Суджі.\n", '{"title": "Sudzha"}\n'])
def test_places_says_when_a_file_has_no_texts(tmp_path: Path, content: str) -> None:
    source = tmp_path / "texts.jsonl"
    source.write_text(content, encoding="utf-8")
    result = run("places", source)
    assert result.exit_code == 1
    assert "JSON lines" in result.stderr


def test_places_keeps_its_contract(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    text = "У Курській області та в Суджі тривають бої, заявили у Києві."
    lines = [
        json.dumps({"id": "a", "text": text, "lang": "uk"}),
        "not json",
        json.dumps({"id": "b", "text": ""}),
    ]
    source.write_text("\n".join(lines), encoding="utf-8")
    result = run("places", source, target)
    assert result.exit_code == 0, result.output
    assert "line 2" in result.stderr
    first, second = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert (first["id"], second) == ("a", {"id": "b", "places": []})
    assert {place["name"] for place in first["places"]} >= {"Kursk Oblast", "Sudzha"}
    for place in first["places"]:
        assert set(place) >= {
            "start",
            "end",
            "surface",
            "name",
            "lat",
            "lon",
            "kind",
            "country",
            "place_id",
            "score",
        }
        assert text[place["start"] : place["end"]] == place["surface"]


def test_every_command_has_help() -> None:
    result = run("--help")
    for name in ("read", "places", "map", "gazetteer", "control", "store", "feed"):
        assert name in result.output
        assert run(name, "--help").exit_code == 0
