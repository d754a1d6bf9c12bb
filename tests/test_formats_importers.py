# ruff: noqa: E501 -- the rows of the formats are as long as they are
"""Importers of ACLED, UCDP, VIINA, GeoConfirmed, TimeMap, GDELT and KML; the rows here are made up in their layout."""

import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from geo.errors import InputError
from geo.formats import acled, gdelt, geoconfirmed, kml, read_any, timemap, ucdp, viina
from geo.formats.sniff import sniff
from geo.gazetteer import Gazetteer

ACLED = """\ufeffEVENT_ID_CNTY,EVENT_DATE,TIME_PRECISION,EVENT_TYPE,SUB_EVENT_TYPE,ACTOR1,COUNTRY,ADMIN1,ADMIN2,LOCATION,\
LATITUDE,LONGITUDE,GEO_PRECISION,SOURCE,NOTES,TIMESTAMP
RUS1,07 August 2024,1,Battles,Non-state actor overtakes territory,Military Forces of Ukraine (2019-),Russia,Kursk,\
Sudzhansky,Sudzha,51.19,35.27,1,Test Wire,"Forces entered, and took, the town.",1723500000
UKR2,2024-12-13,2,Explosions/Remote violence,Air/drone strike,Military Forces of Russia (2000-),Ukraine,Sumy,,Sumy,\
50.91,34.80,2,Test Wire,FPV drones hit a street.,1734300000
RUS3,31 February 2025,1,Battles,Armed clash,Military Forces of Russia (2000-),Russia,Kursk,,Kursk,x,36.2,3,Test Wire,Fighting.,
"""


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text(text, encoding=encoding)
    return path


def test_acled_keeps_types_sides_both_clocks_and_its_licence(tmp_path: Path) -> None:
    events, unread = acled.read(write(tmp_path, "acled.csv", ACLED))
    taken, drone, faulty = events.to_dict("records")
    assert (taken["event_type"], taken["actor"], taken["control"]) == ("control_change", "Ukraine", "Ukraine")
    assert taken["start"].date() == date(2024, 8, 7)
    assert taken["known_on"].date() == date(2024, 8, 12)
    assert (taken["precision"], taken["country"], taken["claimant"]) == ("settlement", "RU", "ACLED")
    assert taken["source_name"] == "Test Wire"
    assert drone["event_type"] == "drone_strike"
    assert (drone["start"].date(), drone["end"].date()) == (date(2024, 12, 9), date(2024, 12, 15))
    assert drone["geometry"].geom_type == "Polygon"
    assert faulty["precision"] == "unplaced"
    assert faulty["date_precision"] == "unknown"
    assert {(note.line, note.kept) for note in unread} == {(4, True)}
    assert set(events["licence"]) == {"ACLED terms: no redistribution"}


def test_a_semicolon_table_with_old_column_names_is_read_too(tmp_path: Path) -> None:
    text = "data_id;event_date;sub_event_type;latitude;longitude\n7;16-05-2025;Arrests;50,0;36\n8;7-Feb-25;Arrests;50;36\n"
    events, unread = acled.read(write(tmp_path, "old.csv", text))
    assert events["event_id"].tolist() == ["acled:7", "acled:8"]
    assert events["start"].dt.date.tolist() == [date(2025, 5, 16), date(2025, 2, 7)]
    assert [note.line for note in unread] == [2]


def test_a_table_of_another_kind_is_refused_by_name(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "x,y\n1,2\n")
    with pytest.raises(InputError, match=r"a\.csv: no ACLED export: it lacks event_date"):
        acled.read(path)
    with pytest.raises(InputError, match="cannot be opened"):
        ucdp.read(tmp_path / "absent.csv")
    with pytest.raises(InputError, match="empty"):
        viina.read(write(tmp_path, "b.csv", " \n"))


def test_lines_that_do_not_fit_are_listed_and_the_rest_is_read(tmp_path: Path) -> None:
    text = "event_date,sub_event_type,latitude,longitude\n2024-08-07,Arrests,50,36\n2024-08-08,Arrests,50,36,1,2,3\n"
    events, unread = acled.read(write(tmp_path, "a.csv", text))
    assert len(events) == 1
    assert "7 cells" in unread[0].reason


def test_ids_that_come_twice_are_left_out_and_said(tmp_path: Path) -> None:
    row = "5,2024-08-07,Arrests,50,36\n"
    text = "event_id_cnty,event_date,sub_event_type,latitude,longitude\n" + row + row
    events, unread = acled.read(write(tmp_path, "a.csv", text))
    assert len(events) == 1
    assert (unread[0].line, unread[0].kept) == (3, False)


UCDP_CELLS = {
    "id": "42", "type_of_violence": "1", "side_a": "Government of Russia (Soviet Union)",
    "side_b": "Government of Ukraine", "source_date": "2024-08-09;2024-08-10", "where_prec": "4",
    "where_coordinates": "Kursk oblast", "adm_1": "Kursk oblast", "latitude": "51.7", "longitude": "36.2",
    "country": "Russia (Soviet Union)", "date_prec": "2", "date_start": "2024-08-06 00:00:00.000",
    "date_end": "2024-08-08 00:00:00.000", "best": "3", "low": "2", "high": "5",
}  # fmt: skip


@pytest.mark.parametrize("header", [True, False])
def test_ucdp_is_read_with_and_without_a_header(tmp_path: Path, header: bool, gazetteer: Gazetteer) -> None:
    row = ",".join(UCDP_CELLS.get(name, "") for name in ucdp.COLUMNS)
    text = (",".join(ucdp.COLUMNS) + "\n" if header else "") + row + "\n"
    events, unread = ucdp.read(write(tmp_path, "ged.csv", text), gazetteer)
    event = events.iloc[0]
    assert (event["event_id"], event["precision"], event["event_type"]) == ("ucdp:42", "region", "battle")
    assert (event["start"].date(), event["end"].date()) == (date(2024, 8, 6), date(2024, 8, 8))
    assert event["known_on"].date() == date(2024, 8, 9)
    assert "best estimate 3" in event["summary"]
    assert event.geometry.geom_type in ("Polygon", "MultiPolygon")
    assert event.geometry.area > 1, "the extent is the region's, not a disc"
    assert not unread


VIINA_INFO = """viina_version,event_id,event_id_1pd,date,time,geonameid,feature_code,asciiname,ADM1_NAME,ADM2_NAME,\
longitude,latitude,GEO_PRECISION,report_id,source,url,text,lang
2,e1,p1,20240807,,692194,PPLA,Sumy,Sumska,Sumskyi,34.80,50.91,ADM3,r1,testwire,https://example.org/1,Обстріл Сум,ua
2,e2,p2,20240808,,692194,PPLA,Sumy,Sumska,Sumskyi,34.80,50.91,ADM2,r2,testwire,https://example.org/2,Новини,ua
"""
VIINA_LABELS = """event_id_1pd,t_artillery_b,t_uav_b,a_rus_b,a_ukr_b,a_rus_init_b,a_ukr_init_b
p1,1,1,1,0,1,0
p2,0,0,1,1,0,0
"""


def test_viina_joins_labels_to_reports_from_zips(tmp_path: Path) -> None:
    for name, text in (("info", VIINA_INFO), ("labels", VIINA_LABELS)):
        with zipfile.ZipFile(tmp_path / f"{name}.zip", "w") as archive:
            archive.writestr(f"{name}.csv", text)
    events, unread = viina.read(tmp_path / "info.zip", labels=tmp_path / "labels.zip")
    first, second = events.to_dict("records")
    assert (first["event_type"], first["actor"], first["precision"]) == (
        "drone_strike",
        "Russia",
        "settlement",
    )
    assert (second["event_type"], second["actor"], second["precision"]) == ("other", "", "district")
    assert (first["lang"], first["place_id"], first["summary"]) == ("uk", "gn:692194", "Обстріл Сум")
    assert not unread


def test_viina_control_keeps_the_days_on_which_a_status_changes(tmp_path: Path, gazetteer: Gazetteer) -> None:
    text = "geonameid,date,status\n" + "".join(
        f"692194,202408{day:02},{'UA' if day < 5 else 'CONTESTED'}\n" for day in range(1, 10)
    )
    events, unread = viina.read(write(tmp_path, "control.csv", text + "999999999,20240801,RU\n"), gazetteer)
    sumy = events[events["place_id"] == "gn:692194"]
    assert sumy["start"].dt.day.tolist() == [1, 5]
    assert sumy["control"].tolist() == ["Ukraine", "contested"]
    assert (events["precision"] == "unplaced").sum() == 1
    assert any("999999999" in note.reason for note in unread)


def test_geoconfirmed_never_reads_units(tmp_path: Path) -> None:
    text = (
        "Date;Name;Faction;Latitude;Longitude;Description;Source;Units;OrbatUnits;Id\n"
        "2024-08-12T00:00:00;Bridge hit;Ukraine;51.3;34.9;A bridge was hit.;https://example.org/v;77th Secret;1-2-3;g1\n"
    )
    events, _ = geoconfirmed.read(write(tmp_path, "gc.csv", text, "utf-8-sig"))
    event = events.iloc[0]
    assert (event["basis"], event["precision"], event["actor"]) == ("visually confirmed", "exact", "Ukraine")
    assert event["source_url"] == "https://example.org/v"
    everything = " ".join(map(str, event.tolist()))
    assert "Secret" not in everything
    assert "1-2-3" not in everything


def test_half_a_surrogate_pair_can_be_kept(tmp_path: Path) -> None:
    record = {
        "id": "1",
        "date": "8/13/2024",
        "description": "Shelling \ud800 hit",
        "associations": [],
        "latitude": 51.2,
        "longitude": 35.2,
    }
    events, _ = timemap.read(write(tmp_path, "events.json", json.dumps([record])))
    assert events["summary"].tolist() == ["Shelling \ufffd hit"]
    feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [35.2, 51.2]},
               "properties": {"id": "a", "factionId": "1", "faction": "Russia", "date": "2024-08-12", "name": "\ud800"}}  # fmt: skip
    path = write(tmp_path, "g.geojson", json.dumps({"type": "FeatureCollection", "features": [feature]}))
    assert len(geoconfirmed.read(path).events) == 1


def test_timemap_json_and_its_american_dates(tmp_path: Path) -> None:
    records = [
        {"id": "t1", "date": "8/13/2024", "latitude": "51.2", "longitude": "35.3", "location": "Sudzha",
         "description": "A building was hit.", "sources": ["https://example.org/s"], "associations": []},
        "not an event",
    ]  # fmt: skip
    events, unread = timemap.read(write(tmp_path, "events.json", json.dumps(records)))
    assert events.iloc[0]["start"].date() == date(2024, 8, 13)
    assert events.iloc[0]["source_url"] == "https://example.org/s"
    assert "event 2" in unread[0].reason


def test_gdelt_reads_the_place_of_the_action(tmp_path: Path) -> None:
    row = {0: "1", 1: "20240807", 7: "UKR", 26: "194", 28: "19", 51: "4", 52: "Sudzha, Kurskaya Oblast', Russia",
           53: "RS", 56: "51.19", 57: "35.27", 59: "20240808", 60: "https://example.org/a"}  # fmt: skip
    line = "\t".join(row.get(number, "") for number in range(61))
    events, unread = gdelt.read(write(tmp_path, "g.csv", line + "\n"))
    event = events.iloc[0]
    assert (event["event_type"], event["actor"], event["country"], event["place"]) == (
        "shelling",
        "Ukraine",
        "RU",
        "Sudzha",
    )
    assert (event["known_on"].date(), event["source_name"]) == (date(2024, 8, 8), "example.org")
    assert not unread
    with pytest.raises(InputError, match="61 columns"):
        gdelt.read(write(tmp_path, "h.csv", "a,b\n1,2\n"))


KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://earth.google.com/kml/2.1"><Document><name>Incidents</name>
<Folder><name>Strikes</name>
<Placemark><name>Sudzha</name><description><![CDATA[<b>A hit</b> on a shop<script>x()</script>]]></description>
<TimeStamp><when>2024-08-12T10:00:00Z</when></TimeStamp><Point><coordinates>35.27,51.19,120</coordinates></Point></Placemark>
<Placemark><name>Area</name><Polygon><outerBoundaryIs><LinearRing><coordinates>35,51 35.1,51 35.1,51.1</coordinates>
</LinearRing></outerBoundaryIs></Polygon></Placemark>
<Placemark><name>Broken</name><Point><coordinates>abc</coordinates></Point></Placemark>
</Folder><Folder><name>Units</name><Placemark><name>1st brigade</name><Point><coordinates>35,51</coordinates></Point></Placemark></Folder>
</Document></kml>"""


def test_kml_is_read_feature_by_feature(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.kmz", "w") as archive:
        archive.writestr("doc.kml", KML)
    for path in (tmp_path / "a.kmz", write(tmp_path, "a.kml", KML)):
        events, unread = kml.read(path)
        assert events["place"].tolist() == ["Sudzha", "Area"]
        assert events["summary"].tolist() == ["A hit on a shop", ""]
        assert events.geometry.geom_type.tolist() == ["Point", "Polygon"]
        assert not events.geometry.has_z.any()
        assert "broken shape" in unread[0].reason
        assert "military units" in unread[1].reason


@pytest.mark.parametrize(
    ("name", "unit"),
    [("3rd Tank Brigade HQ", True), ("95 ОДШБр", True), ("155-я бригада морской пехоты", True), ("Units", True),
     ("2-й батальон", True), ("1-й танковий полк", True), ("76th Division", True), ("ORBAT", True),
     ("Підрозділи", True), ("Командний пункт", True), ("Ammunition depot hit", False), ("Community centre", False),
     ("United Nations office", False), ("Суджа", False), ("Полковник сказав", False)],
)  # fmt: skip
def test_placemarks_about_units_are_left_out_and_others_are_not(
    tmp_path: Path, name: str, unit: bool
) -> None:
    point = "<Point><coordinates>35.27,51.19</coordinates></Point>"
    text = (
        f"<kml xmlns='http://www.opengis.net/kml/2.2'><Placemark><name>{name}</name>{point}</Placemark></kml>"
    )
    events, unread = kml.read(write(tmp_path, "a.kml", text))
    assert len(events) == (0 if unit else 1)
    assert any("military units" in note.reason for note in unread) == unit


@pytest.mark.parametrize(
    "text",
    ["", "<kml", "not xml", '<!DOCTYPE k [<!ENTITY a "b">]><kml>&a;</kml>'],
    ids=["empty", "cut", "text", "entity"],
)
def test_a_kml_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError):
        kml.read(write(tmp_path, "a.kml", text))


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-u", "utf-8", "utf-16"])
def test_a_kml_is_read_in_the_encoding_it_declares(tmp_path: Path, encoding: str) -> None:
    mark = "<Placemark><name>Суджа</name><Point><coordinates>35.27,51.19</coordinates></Point></Placemark>"
    text = f"<?xml version='1.0' encoding='{encoding}'?>\n<kml xmlns='http://www.opengis.net/kml/2.2'>{mark}</kml>"
    path = tmp_path / "a.kml"
    path.write_bytes(text.encode(encoding))
    assert kml.read(path).events["place"].tolist() == ["Суджа"]


@pytest.mark.parametrize("encoding", ["windows-1251", "utf-8", "utf-16"])
def test_entities_are_refused_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    text = (
        f"<?xml version='1.0' encoding='{encoding}'?><!DOCTYPE k [<!ENTITY e0 'x'>{levels}]><kml>&e9;</kml>"
    )
    path = tmp_path / "a.kml"
    path.write_bytes(text.encode(encoding))
    with pytest.raises(InputError, match="document type or entities"):
        kml.read(path)


def test_a_kmz_that_is_a_bomb_or_holds_no_kml_is_refused(tmp_path: Path) -> None:
    for name, data, words in (("doc.kml", b" " * 30_000_000, "zip bomb"), ("a.txt", b"x", "holds no .kml")):
        with zipfile.ZipFile(tmp_path / "a.kmz", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, data)
        with pytest.raises(InputError, match=words):
            kml.read(tmp_path / "a.kmz")


# Telling them apart


def test_every_format_is_told_by_its_file(tmp_path: Path, gazetteer: Gazetteer) -> None:
    ucdp_row = ",".join(UCDP_CELLS.get(name, "") for name in ucdp.COLUMNS) + "\n"
    files = {
        "acled": write(tmp_path, "1.csv", ACLED),
        "ucdp": write(tmp_path, "2.csv", ",".join(ucdp.COLUMNS) + "\n" + ucdp_row),
        "viina": write(tmp_path, "3.csv", VIINA_INFO),
        "geoconfirmed": write(tmp_path, "4.csv", "Date;Name;Faction;Latitude;Longitude;Id\n"),
        "timemap": write(tmp_path, "5.json", '[{"id": "1", "associations": []}]'),
        "gdelt": write(tmp_path, "6.csv", "1" + "\t" * 60),
        "kml": write(tmp_path, "7.kml", KML),
        "events": write(tmp_path, "8.csv", "event_id,report_id,place,place_id\n"),
        "table": write(
            tmp_path, "9.csv", "date,latitude,longitude,summary\n2024-08-12,51.19,35.27,A claim.\n"
        ),
    }
    assert {kind: sniff(path) for kind, path in files.items()} == {kind: kind for kind in files}
    assert sniff(write(tmp_path, "10.csv", ucdp_row)) == "ucdp"
    assert read_any(files["acled"], gazetteer).events["event_id"][0] == "acled:RUS1"
    assert read_any(files["table"], gazetteer).events["lat"][0] == 51.19
    with pytest.raises(InputError, match="no kind of file"):
        sniff(write(tmp_path, "a.docx", "x"))
    with pytest.raises(InputError, match="cannot be opened"):
        sniff(tmp_path / "absent.csv")
