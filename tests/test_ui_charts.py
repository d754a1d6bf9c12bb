"""Charts can be drawn for any selection, also for an odd one."""

import datetime as dt
import math

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.events import frame
from geo.ui import charts
from geo.ui.claims_list import MOST, cards
from geo.ui.pages import places
from geo.ui.pages.sources import coverage
from geo.ui.text import highlighted, plain
from geo.ui.view import fit

ROW = {"event_id": "a", "report_id": "r1", "place": "Sudzha", "place_id": "gn:1", "lat": 51.19, "lon": 35.27,
       "precision": "settlement", "start": "2024-08-06", "end": "2024-08-08", "known_on": "2024-08-07",
       "event_type": "battle", "actor": "Ukraine", "claimant": "ISW", "claimant_side": "independent",
       "basis": "assessed", "control": "contested", "summary": "Fighting.", "source_name": "ISW"}  # fmt: skip
TABLES = {
    "one": [ROW],
    "undated": [{**ROW, "start": None, "end": None}],
    "unplaced": [{"event_id": "b", "precision": "unplaced", "event_type": "other", "basis": "reported"}],
    "many types": [{**ROW, "event_id": str(at), "event_type": kind} for at, kind in enumerate(
        ["battle", "advance", "mine", "shelling", "air_strike", "evacuation", "statement", "other"])],
}  # fmt: skip
WINDOW = (dt.date(2024, 8, 1), dt.date(2024, 8, 31))


@pytest.mark.parametrize("name", TABLES)
def test_charts_are_drawn(name):
    events = frame(TABLES[name])
    for chart in (
        charts.per_day(events, WINDOW),
        charts.per_day(events, None),
        charts.by_side(events),
        charts.place_history(events),
        charts.source_days(events, ["ISW"], WINDOW),
    ):
        assert {"encoding", "layer"} & set(chart.to_dict())


def bars(chart):
    spec = chart.to_dict()
    return spec["datasets"][spec["data"]["name"]]


def test_the_claims_of_a_day_stand_on_each_other():
    kinds = ["battle", "battle", "shelling", "advance"]
    rows = [{**ROW, "event_id": str(at), "event_type": kind} for at, kind in enumerate(kinds)]
    chart = charts.per_day(frame(rows), WINDOW)
    assert {"y", "y2"} <= set(chart.to_dict()["encoding"])
    spans = sorted((bar["below"], bar["below"] + bar["claims"], bar["top"]) for bar in bars(chart))
    assert spans[0] == (0, 2, 2)  # the commonest stands below
    assert [below for below, *_ in spans[1:]] == [top for *_, top in spans[:-1]]
    assert spans[-1][1] == spans[-1][2] == 4


def test_what_began_before_the_days_shown_stands_on_the_first():
    rows = [{**ROW, "start": "2024-07-20", "end": "2024-08-03"}]
    assert [bar["day"][:10] for bar in bars(charts.per_day(frame(rows), WINDOW))] == ["2024-08-01"]


def test_who_holds_a_place_lasts_until_the_next_claim_of_the_same_side():
    claims = [
        {**ROW, "event_id": "a", "claimant_side": "Ukraine", "control": "Ukraine", "start": "2024-08-06"},
        {**ROW, "event_id": "b", "claimant_side": "Russia", "control": "Russia", "start": "2024-08-10"},
        {**ROW, "event_id": "c", "claimant_side": "Ukraine", "control": "Russia", "start": "2024-08-20"},
        {**ROW, "event_id": "d", "claimant_side": "Ukraine", "control": "", "start": "2024-08-15"},
    ]
    spec = charts.place_history(frame([{**each, "end": each["start"]} for each in claims])).to_dict()
    bands = spec["datasets"][spec["layer"][0]["data"]["name"]]
    told = {(band["side"], band["holds"], band["day"][:10], band["until"][:10]) for band in bands}
    assert told == {
        ("Ukraine", "Ukraine", "2024-08-06", "2024-08-20"),
        ("Russia", "Russia", "2024-08-10", "2024-08-21"),
        ("Ukraine", "Russia", "2024-08-20", "2024-08-21"),
    }


def test_a_history_has_room_at_its_ends_and_the_claims_of_a_day_stand_side_by_side():
    claims = [{**ROW, "event_id": each, "start": "2025-03-12", "claimant_side": "Russia"} for each in "abc"]
    claims += [{**ROW, "event_id": "d", "start": "2024-08-06", "claimant_side": "Russia"}]
    spec = charts.place_history(frame(claims)).to_dict()
    points = spec["datasets"][spec["layer"][1]["data"]["name"]]
    assert len({point["at"] for point in points if point["day"].startswith("2025-03-12")}) == 3
    first, last = spec["layer"][1]["encoding"]["x"]["scale"]["domain"]
    assert first < "2024-08-06"
    assert last > "2025-03-13"
    near = (dt.date(2025, 3, 9), dt.date(2025, 3, 15))
    domain = charts.place_history(frame(claims), near).to_dict()["layer"][1]["encoding"]["x"]["scale"][
        "domain"
    ]
    assert domain == ["2025-03-09", "2025-03-16"]


def test_disputed_days_are_drawn_closer_where_they_are_a_small_part_of_the_history():
    told = {"place": "Sudzha", "place_id": "gn:1"}
    claims = [
        {**told, "event_id": "a", "claimant_side": "Ukraine", "control": "Ukraine", "start": "2024-08-15"},
        {**told, "event_id": "b", "claimant_side": "Russia", "control": "Russia", "start": "2025-03-12"},
        {**told, "event_id": "c", "claimant_side": "Ukraine", "control": "Russia", "start": "2025-03-15"},
    ]
    events = frame(claims)
    days = dt.date(2025, 3, 12), dt.date(2025, 3, 12)
    near = places._closer(events, days)
    assert near == (dt.date(2025, 3, 9), dt.date(2025, 3, 15))
    assert places._closer(events.iloc[1:], days) is None


def test_claims_per_day_count_every_claim():
    spec = charts.per_day(frame(TABLES["many types"]), WINDOW).to_dict()
    (rows,) = spec["datasets"].values()
    assert sum(row["claims"] for row in rows) == 8


def test_area_over_time_points_at_days():
    series = pd.DataFrame(
        {"day": pd.to_datetime(["2024-08-06", "2024-08-07"]), "side": "Ukraine", "km2": [0.0, 10.0]}
    )
    assert "layer" in charts.area(series, [dt.date(2024, 8, 7)]).to_dict()
    assert charts.area(series).to_dict()["mark"]["interpolate"] == "step-after"


def test_one_sentence_about_two_places_is_one_card():
    (card,) = cards(frame([ROW, {**ROW, "event_id": "b", "place": "Guevo", "place_id": "gn:2"}]))
    assert [place["name"] for place in card["places"]] == ["Sudzha", "Guevo"]
    assert card["text"] == "Fighting."


def test_the_list_is_bounded_and_newest_first():
    rows = [{**ROW, "event_id": str(n), "summary": str(n), "start": dt.date(2024, 8, 1) + dt.timedelta(n)}
            for n in range(MOST + 20)]  # fmt: skip
    found = cards(frame([{**row, "end": row["start"]} for row in rows]))
    assert len(found) == MOST
    assert found[0]["text"] == str(MOST + 19)


def test_gaps_of_a_source():
    days = ["2024-08-07", "2024-08-08", "2024-08-20"]
    table = coverage(frame([{**ROW, "event_id": day, "report_id": day, "known_on": day} for day in days]))
    assert table.loc[0, ["reports", "claims", "days", "gap"]].tolist() == [3, 3, 3, 12]


def test_report_text_never_becomes_markup():
    assert plain("![x](http://a.example/b.png) **b** <i>") == (
        r"\!\[x\]\(http\:\/\/a\.example\/b\.png\) \*\*b\*\* \<i\>".replace(r"\/", "/")
    )
    html = highlighted('<script>alert("1")</script>', [(0, 8, "placed", '" onmouseover="x')])
    assert "<script>" not in html
    assert 'title="&quot; onmouseover=&quot;x"' in html
    assert (
        highlighted("abc", [(0, 2, "placed", ""), (1, 3, "placed", ""), (2, 9, "placed", "")]).count("<mark")
        == 1
    )


def test_what_changed_is_looked_at_above_the_timeline():
    west, south, east, north = 34.8, 51.0, 35.6, 51.5
    changed = gpd.GeoDataFrame(geometry=[shapely.box(west, south, east, north)], crs="EPSG:4326")
    lat, lon, zoom = fit(changed.total_bounds)
    pixels = 256 * 2**zoom / 360 / math.cos(math.radians(lat))  # of a degree of latitude
    assert lon == pytest.approx(35.2)
    assert (north - lat) * pixels < 587 / 2 - 56  # below the tools at the head of the map
    assert (lat - south) * pixels < 587 / 2 - 150  # above the timeline
