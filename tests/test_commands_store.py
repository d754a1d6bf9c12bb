"""The commands of the store, from a report on disk to a feed."""

import json
from pathlib import Path

import feedparser
import pytest
from click.testing import CliRunner, Result

from geo.cli import main
from geo.store import Store

TEXT = (
    "date 2024-08-13 The acting governor said that Ukrainian troops had captured Sudzha in the Kursk region."
)

LINK = ("--link", "https://map.example.org/")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GEO_DATA", str(tmp_path / "data"))
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_from_a_report_to_a_file_and_a_feed(folder: Path) -> None:
    added = run("store", "add", folder / "report.txt", folder / "absent.txt")
    assert added.exit_code == 0, added.output
    assert "1 report with" in added.output
    assert "absent.txt: cannot be opened" in added.output
    assert (
        "0 reports with 0 events saved; 1 known already" in run("store", "add", folder / "report.txt").output
    )
    assert "reports: 1" in run("store", "info").output

    exported = run("store", "export", folder / "e.geojson")
    assert exported.exit_code == 0, exported.output
    features = json.loads((folder / "e.geojson").read_text(encoding="utf-8"))["features"]
    assert "Sudzha" in {feature["properties"]["place"] for feature in features}
    assert run("store", "export", folder / "then.csv", "--as-known-on", "2024-08-01").output.endswith(
        ": 0 events\n"
    )
    assert run("store", "export", folder / "e.docx").exit_code == 1

    assert "--link" in run("feed").output  # a feed without the address of its map is none
    feed = feedparser.parse(run("feed", "--title", "Kursk", *LINK).output)
    assert feed.feed.title == "Kursk"
    assert len(feed.entries) == len(features)
    assert run("feed", folder / "feed.json", *LINK).exit_code == 0
    assert len(json.loads((folder / "feed.json").read_text(encoding="utf-8"))["items"]) == len(features)
    assert run("feed", folder / "late.json", "--delay-hours", "1000000", *LINK).exit_code == 0
    assert json.loads((folder / "late.json").read_text(encoding="utf-8"))["items"] == []


def test_an_undated_report_is_told_of_or_given_a_date(folder: Path) -> None:
    text = "Russian troops captured Sudzha, the ministry said."
    (folder / "undated.txt").write_text(text, encoding="utf-8")
    assert "no publication date; give one with --date" in run("store", "add", folder / "undated.txt").output
    (folder / "other.txt").write_text("Ukrainian troops liberated Robotyne, Kyiv said.", encoding="utf-8")
    added = run("store", "add", "--date", "2023-08-28", folder / "other.txt")
    assert "no publication date" not in added.output
    run("store", "export", folder / "then.csv", "--as-known-on", "2023-09-01")
    assert "Robotyne" in (folder / "then.csv").read_text(encoding="utf-8")


def test_the_log_and_undo(folder: Path) -> None:
    run("store", "add", folder / "report.txt")
    with Store.open() as store:
        event_id = store.events()["event_id"][0]
        store.decide(event_id, "reject", "ann", "not there")
    assert "ann reject" in run("store", "log").output
    assert run("store", "undo", 1, "--who", "bob").exit_code == 0
    assert "(undone): not there" in run("store", "log", event_id).output
    again = run("store", "undo", 1, "--who", "bob")
    assert (again.exit_code, "already undone" in again.output) == (1, True)


def test_taught_places_are_listed_and_forgotten(folder: Path) -> None:
    with Store.open() as store:
        store.add_override("Bare Hill", "en", "", "Bare Hill", 51.0, 35.0, "ann")
    assert "Bare Hill → Bare Hill 51.0000, 35.0000, by ann" in run("store", "taught").output
    assert run("store", "forget", 1, "--who", "bob").exit_code == 0
    assert "(withdrawn)" in run("store", "taught").output


def test_a_data_set_is_imported_once(folder: Path) -> None:
    path = folder / "acled.csv"
    path.write_text(
        "event_date,sub_event_type,latitude,longitude\n2024-08-07,Arrests,50,36\n", encoding="utf-8"
    )
    assert "1 event, 1 of them new" in run("store", "import", path).output
    assert "1 event, 0 of them new" in run("store", "import", path).output
    refused = run("store", "import", path, "--format", "excel")
    assert "'excel' is no format that is imported" in refused.output
    exported = run("store", "export", folder / "e.csv")
    assert (exported.exit_code, "licence" in exported.output) == (1, True)


def test_ctrl_c_keeps_what_is_saved(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import geo.commands.store
    import geo.events

    lines = [json.dumps({"text": f"{TEXT} Line {n}.", "date": "2024-08-13"}) for n in range(4)]
    (folder / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    calls = []

    def read(*arguments: object) -> object:
        calls.append(arguments)
        if len(calls) > 1:
            raise KeyboardInterrupt
        return read_reports(*arguments)  # type: ignore[arg-type]

    read_reports = geo.events.read_reports
    monkeypatch.setattr(geo.events, "read_reports", read)
    monkeypatch.setattr(geo.commands.store, "BATCH", 2)
    stopped = run("store", "add", folder / "many.jsonl")
    assert stopped.exit_code == 0, stopped.output
    assert "stopped; what is saved is kept" in stopped.output
    assert "reports: 2" in run("store", "info").output


def test_ctrl_c_keeps_the_rows_that_are_imported(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import geo.commands.store

    days = [f"2024-08-0{day},51.2,35.{day},Village {day},shelling" for day in range(1, 6)]
    table = "\n".join(["event_date,latitude,longitude,place,event_type", *days])
    (folder / "claims.csv").write_text(table, encoding="utf-8")
    import_events, calls = Store.import_events, []

    def interrupted(store: Store, events: object) -> int:
        calls.append(events)
        if len(calls) > 2:
            raise KeyboardInterrupt
        return import_events(store, events)  # type: ignore[arg-type]

    monkeypatch.setattr(Store, "import_events", interrupted)
    monkeypatch.setattr(geo.commands.store, "IMPORTED", 2)
    stopped = run("store", "import", folder / "claims.csv")
    assert stopped.exit_code == 0, stopped.output
    assert "stopped; what is imported is kept" in stopped.output
    assert "4 events, 4 of them new" in stopped.output
    assert "events: 4" in run("store", "info").output
