"""A plain table of claims becomes an events table; what cannot be read is named by its row."""

from functools import cache

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import InputError
from geo.events import validate_events
from geo.formats.matching import preview
from geo.formats.placename import find_named
from geo.formats.table import read_parts, read_table
from geo.gazetteer import Gazetteer
from geo.reports import Unread

OPENED = cache(Gazetteer.open)  # hypothesis cannot take the fixture


def row(**cells: object) -> dict[str, object]:
    return {
        "event_date": "2024-08-12",
        "event_type": "battle",
        "claimant": "ISW",
        "summary": "Told.",
        **cells,
    }


def test_one_event_a_place_in_the_order_of_the_table(gazetteer):
    table = pd.DataFrame(
        [row(place="Sudzha; Korenevo", region="Kursk Oblast"), row(place="Lgov", region="Kursk Oblast")]
    )
    events = read_table(table, gazetteer)
    assert list(events["place"]) == ["Sudzha", "Korenevo", "Lgov"]
    assert set(events["precision"]) == {"settlement"}
    assert events["event_id"].is_unique


def test_a_region_is_its_extent_and_not_its_capital(gazetteer):
    events = read_table(pd.DataFrame([row(place="Kursk Oblast"), row(place="Kursk region")]), gazetteer)
    assert list(events["place_id"]) == ["adm1:RU-KRS"] * 2
    assert set(events["precision"]) == {"region"}
    assert set(events.geometry.geom_type) <= {"Polygon", "MultiPolygon"}


def test_the_region_of_the_row_decides_between_places_of_one_name(gazetteer):
    rows = [row(place="Loknia", region="Sumy Oblast"), row(place="Vesyoloye", region="Kursk Oblast")]
    events = read_table(pd.DataFrame(rows), gazetteer)
    assert list(events["region"]) == ["Sumy Oblast", "Kursk Oblast"]
    assert "unplaced" not in set(events["precision"])


@pytest.mark.parametrize(
    ("place", "hints", "region"),
    [
        ("Veselivka", {"region": "Sumy"}, "Sumy Oblast"),
        ("Veselivka", {"region": "Сумська"}, "Sumy Oblast"),
        ("Веселе", {"region": "Kursk Oblast", "district": "Nowhere District"}, "Kursk Oblast"),
        ("Веселе", {"region": "Kursk Oblast", "district": "Суджанский"}, "Kursk Oblast"),
        ("Veselivka", {"region": "Sumy Oblast", "district": "Sudzhansky District"}, "Sumy Oblast"),
    ],
)
def test_region_and_district_are_known_by_the_word_alone(gazetteer, place, hints, region):
    (event,) = read_table(pd.DataFrame([row(place=place, **hints)]), gazetteer).to_dict("records")
    assert event["precision"] != "unplaced"
    assert event["region"] == region


def test_namesakes_that_nothing_tells_apart_stay_unplaced_with_their_candidates(gazetteer):
    rows = [row(place="Oleksandrivka"), row(place="Oleksandrivka", region="Nowhere Oblast")]
    events = read_table(pd.DataFrame(rows), gazetteer)
    assert list(events["precision"]) == ["unplaced"] * 2
    assert all("Oleksandrivka" in listed for listed in events["candidates"])
    assert "names no region" in events["reasons"][1]


def test_the_name_of_a_claimant_tells_its_side(gazetteer):
    said = ["Russian Ministry of Defence", "Ukraine's General Staff", "ISW", "Ukraine and Russia"]
    rows = [row(place="Sudzha", claimant=claimant) for claimant in said]
    rows.append(row(place="Sudzha", claimant="Ukraine's partisans", claimant_side="independent"))
    sides = read_table(pd.DataFrame(rows), gazetteer)["claimant_side"]
    assert list(sides) == ["Russia", "Ukraine", "", "", "independent"]


def test_a_name_that_is_not_in_the_region_stays_unplaced_with_its_candidates(gazetteer):
    events = read_table(pd.DataFrame([row(place="Loknya", region="Kursk Oblast")]), gazetteer)
    event = events.iloc[0]
    assert event["precision"] == "unplaced"
    assert event["place"] == "Loknya"
    assert event.geometry is None
    assert "Loknya" in event["candidates"]


def test_brackets_narrow_a_name(gazetteer):
    found = find_named("Lyubimovka (Korenevsky District)", gazetteer, region="Kursk Oblast")
    assert found.place is not None
    assert found.place.lat == pytest.approx(51.31, abs=0.02)
    assert find_named("Lyubimovka (No Such Place)", gazetteer).place is None


def test_a_village_known_by_a_hint_is_a_ring(gazetteer):
    events = read_table(pd.DataFrame([row(place="Berdin", region="Kursk Oblast")]), gazetteer)
    assert events["precision"].iloc[0] == "near"
    assert events["radius_km"].iloc[0] == 3
    assert events.geometry.iloc[0].geom_type == "Polygon"


def test_coordinates_win_and_name_their_region(gazetteer):
    rows = [row(latitude="51.19", longitude="35.27", place="Sudzha"), row(latitude=50.91, longitude=34.8)]
    events = read_table(pd.DataFrame(rows), gazetteer)
    assert list(events["region"]) == ["Kursk Oblast", "Sumy Oblast"]
    assert list(events["precision"]) == ["settlement", "exact"]
    assert list(events["country"]) == ["RU", "UA"]


def test_faults_name_their_rows_and_the_way_out(gazetteer):
    table = pd.DataFrame(
        [
            row(latitude="51.19", longitude="35.27"),
            row(latitude="151.19", longitude="35.27"),
            row(latitude="NaN", longitude="NaN"),
            row(latitude="51.19", longitude=""),
            row(latitude="51.19", longitude="35.27", event_date="2024-02-31"),
            row(latitude="here", longitude="35.27"),
        ]
    )
    with pytest.raises(InputError) as error:
        read_table(table, gazetteer)
    message = str(error.value)
    for part in (
        "row 3: lat is beyond",
        "row 4: there is neither",
        "row 5: one coordinate",
        "row 6: ",
        "row 7: lat is no",
    ):
        assert part in message
    assert "row 2" not in message
    assert "2024-02-31" in message
    unread: list[Unread] = []
    assert len(read_table(table, gazetteer, unread=unread)) == 1
    assert [fault.line for fault in unread] == [3, 4, 5, 6, 7]


def test_a_table_without_place_or_date_says_which_column_it_wants(gazetteer):
    with pytest.raises(InputError, match="latitude"):
        read_table(pd.DataFrame([{"event_date": "2024-08-12", "summary": "x"}]), gazetteer)
    with pytest.raises(InputError, match="event_date"):
        read_table(pd.DataFrame([{"place": "Sudzha", "summary": "x"}]), gazetteer)


def test_weeks_and_months_end_on_their_date(gazetteer):
    rows = [
        row(place="Sudzha", event_date_precision="week"),
        row(place="Sudzha", event_date_precision="month"),
        row(place="Sudzha", event_end_date="2024-08-14"),
        row(place="Sudzha", event_date="", report_date="2024-08-15", event_date_precision="week"),
        row(place="Sudzha", event_date="", report_date="2024-08-15"),
    ]
    events = read_table(pd.DataFrame(rows), gazetteer)
    assert list(events["start"].dt.strftime("%m-%d").fillna("")) == ["08-06", "07-14", "08-12", "08-09", ""]
    assert list(events["end"].dt.strftime("%m-%d").fillna("")) == ["08-12", "08-12", "08-14", "08-15", ""]
    assert list(events["date_precision"]) == ["week", "month", "range", "week", "unknown"]
    assert events["known_on"].notna().all()


def test_entries_of_one_name_close_together_are_one_place(gazetteer):
    found = find_named("Dobropillia", gazetteer, region="Donetsk Oblast")
    assert len(found.candidates) > 1 and found.place == found.candidates[0]
    assert found.relation == "in"


def test_control_is_named_by_whose_land_it_is(gazetteer):
    rows = [
        row(place="Sudzha", region="Kursk Oblast", control="ukraine"),
        row(place="Sudzha", region="Kursk Oblast", control="russia"),
        row(place="Yunakivka", region="Sumy Oblast", control="Russia"),
        row(place="Yunakivka", region="Sumy Oblast", control="Ukraine"),
        row(place="Yunakivka", region="Sumy Oblast", control="contested", control_sense="denied"),
        row(place="Yunakivka", region="Sumy Oblast", control="the moon"),
    ]
    events = read_table(pd.DataFrame(rows), gazetteer)
    assert list(events["control_sense"]) == ["captured", "recaptured", "captured", "liberated", "denied", ""]
    assert events["control"].iloc[-1] == ""


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_files_of_any_dialect(tmp_path, gazetteer, separator):
    lines = [
        ("date", "lat", "lon", "type", "text"),
        ("12.08.2024", "51,19" if separator != "," else "51.19", "35.27", "Air Strike", "Вибух"),
    ]
    path = tmp_path / "table.csv"
    path.write_bytes("\r\n".join(separator.join(cells) for cells in lines).encode("cp1251"))
    events = read_table(path, gazetteer)
    assert events["event_type"].iloc[0] == "air_strike"
    assert events["lat"].iloc[0] == pytest.approx(51.19)
    assert events["summary"].iloc[0] == "Вибух"


def test_a_missing_or_ragged_file_is_named(tmp_path, gazetteer):
    with pytest.raises(InputError, match="no such file"):
        read_table(tmp_path / "none.csv", gazetteer)
    path = tmp_path / "ragged.csv"
    path.write_text("date,place\n2024-08-12,Sudzha\n2024-08-12,Sudzha,too,many\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"ragged\.csv: row 3: 4 cells do not fit the 2 columns"):
        read_table(path, gazetteer)
    path.write_text("date,place\n2024-08-12,Sudzha,too\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"ragged\.csv:2: 3 cells do"):
        read_table(path, gazetteer)


def test_rows_that_are_shifted_or_short_are_named_and_the_others_read(tmp_path, gazetteer):
    path, unread = tmp_path / "own.csv", []
    path.write_text(
        "date,lat,lon,place,type\n13/08/2024,51.19,35.27,Sudzha,battle\n\n13/08/2024,51,19,35,27,Sudzha,battle\n"
        "13/08/2024,51,19,35,27\n13/08/2024,51.19,35.27,Sudzha,Battle!\n13/08/2024,51.19,35.27\n"
        "13/08/2024,51.19,35.27,Sudzha,Battle!,\n",
        encoding="utf-8",
    )
    events = read_table(path, gazetteer, unread=unread)
    assert events[["place", "event_type"]].to_numpy().tolist() == [
        ["Sudzha", "battle"], ["Sudzha", "other"], ["", "other"], ["Sudzha", "other"],
    ]  # fmt: skip
    assert [(each.line, each.kept) for each in unread] == [(4, False), (5, False), (7, True), (6, True)]
    assert [str(each.reason)[:30] for each in unread] == [
        "7 cells do not fit the 5 colum", "the place is a number: are the",
        "rows with fewer cells than col", "event_type 'Battle!' is not kn",
    ]  # fmt: skip
    assert "rows: 2" in str(unread[3].reason)


def test_an_empty_table_is_an_empty_events_table(gazetteer):
    assert len(read_table(pd.DataFrame({"event_date": [], "place": []}), gazetteer)) == 0


def test_ids_are_stable_and_rows_that_repeat_stay_apart(gazetteer):
    table = pd.DataFrame([row(place="Sudzha"), row(place="Sudzha")])
    first, second = read_table(table, gazetteer), read_table(table, gazetteer)
    assert list(first["event_id"]) == list(second["event_id"])
    assert first["event_id"].is_unique


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "event_date": st.one_of(st.text(max_size=12), st.dates().map(str)),
                "latitude": st.one_of(st.text(max_size=6), st.floats().map(str)),
                "longitude": st.one_of(st.text(max_size=6), st.floats(-200, 200).map(str)),
                "place": st.text(max_size=12),
                "event_type": st.text(max_size=8),
                "claimant": st.text(max_size=8),
                "summary": st.text(max_size=20),
            }
        ),
        max_size=4,
    )
)
def test_any_cells_make_valid_events_or_named_faults(rows):
    unread: list[Unread] = []
    try:
        events = read_table(pd.DataFrame(rows), OPENED(), unread=unread)
    except InputError:
        return
    validate_events(events)
    assert all(2 <= fault.line <= len(rows) + 1 for fault in unread)


def test_event_types_of_acled_are_known_in_a_plain_table(gazetteer):
    said = ["Battles", "Shelling/artillery/missile attack", "Air/drone strike", "drone strike", "Rumour"]
    table = pd.DataFrame([row(place="Sudzha", event_type=word, summary=word) for word in said])
    types = list(read_table(table, gazetteer)["event_type"])
    assert types == ["battle", "shelling", "air_strike", "drone_strike", "other"]


UNNAMED = (
    "Wann;Ort;{};{};Was;Wer;Worte;Herkunft\n"
    "12.08.2024;Sudzha;{};Angriff;ISW;Ukrainian forces were said to be in the town.;https://a.example/1\n"
    "13.08.2024;Korenevo;{};Beschuss;MoD;The governor said that the village was shelled.;https://a.example/2\n"
)
NORTH_FIRST = UNNAMED.format("Breite", "Länge", "51,19;35,27", "51,41;34,90")
EAST_FIRST = UNNAMED.format("Länge", "Breite", "35,27;51,19", "34,90;51,41")


@pytest.mark.parametrize("table", [NORTH_FIRST, EAST_FIRST], ids=["latitude first", "longitude first"])
def test_columns_that_no_name_tells_are_known_by_their_cells(table, gazetteer, tmp_path):
    found = preview(table.encode(), "a.csv", gazetteer)
    told = {field: found.columns[at] for field, at in found.mapping.items()}
    assert told == {
        "start": "Wann", "place": "Ort", "lat": "Breite", "lon": "Länge", "summary": "Worte",
        "source_url": "Herkunft",
    }  # fmt: skip
    assert not found.problem
    path = tmp_path / "a.csv"
    path.write_text(table, encoding="utf-8")
    with pytest.raises(InputError, match="no column says where"):
        read_table(path, gazetteer)
    ((events, done),) = read_parts(path, gazetteer, rows=0, mapping=found.mapping)
    assert done == 1
    assert list(events["place"]) == ["Sudzha", "Korenevo"]
    assert events[["lat", "lon"]].to_numpy().tolist() == [[51.19, 35.27], [51.41, 34.9]]
    assert list(events["start"].dt.strftime("%Y-%m-%d")) == ["2024-08-12", "2024-08-13"]


def test_a_table_that_tells_no_place_is_shown_with_what_it_lacks(gazetteer):
    found = preview(b"a,b\n2024-08-12,7\n", "a.csv", gazetteer)
    assert found.mapping == {"start": 0}
    assert "no column says where" in found.problem
    assert "empty" in preview(b"", "a.csv", gazetteer).problem
