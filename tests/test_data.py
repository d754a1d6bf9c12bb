"""The tables and outlines of data/: complete, consistent, sourced, in the borders of the United Nations."""

import csv
import gzip
import json
import math
from pathlib import Path

import pytest
import shapely

from geo.events import read_events
from geo.gazetteer import Gazetteer
from geo.names import fold

DATA = Path(__file__).parents[1] / "data"
LANGUAGES = {"en", "uk", "ru", "ro"}


def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def regions() -> dict[str, dict]:
    collection = json.loads(gzip.decompress((DATA / "regions.geojson.gz").read_bytes()))
    return {feature["properties"]["id"]: feature for feature in collection["features"]}


@pytest.fixture(scope="module")
def outlines(regions) -> dict[str, shapely.Geometry]:
    return {key: shapely.geometry.shape(feature["geometry"]) for key, feature in regions.items()}


@pytest.fixture(scope="module")
def background() -> dict:
    return json.loads(gzip.decompress((DATA / "background.json.gz").read_bytes()))


def region_of(outlines, lat: float, lon: float) -> str:
    point = shapely.Point(lon, lat)
    return next(
        (key for key, shape in outlines.items() if key.startswith("adm1:") and shape.contains(point)), ""
    )


def test_regions_carry_modern_names(regions):
    names = {key: feature["properties"]["name"] for key, feature in regions.items()}
    assert names["adm1:UA-32"] == "Kyiv Oblast"
    assert names["adm1:UA-12"] == "Dnipropetrovsk Oblast"
    assert names["adm1:UA-51"] == "Odesa Oblast"
    assert regions["adm1:RU-KRS"]["properties"]["name_uk"] == "Курська область"
    assert regions["adm1:RU-KRS"]["properties"]["name_ru"] == "Курская область"
    assert list(names) == [row["id"] for row in table("regions.csv")]


@pytest.mark.parametrize(
    ("place", "lat", "lon", "region"),
    [
        ("Simferopol", 44.957, 34.111, "adm1:UA-43"),
        ("Sevastopol", 44.600, 33.526, "adm1:UA-40"),
        ("Donetsk", 48.015, 37.803, "adm1:UA-14"),
        ("Kyiv", 50.450, 30.523, "adm1:UA-30"),
        ("Bila Tserkva", 49.799, 30.117, "adm1:UA-32"),
        ("Sudzha", 51.191, 35.271, "adm1:RU-KRS"),
        ("Yunakivka", 51.123, 35.039, "adm1:UA-59"),
        ("Tiraspol", 46.840, 29.630, "adm1:MD-SN"),
    ],
)
def test_borders_follow_the_united_nations(outlines, regions, place, lat, lon, region):
    assert region_of(outlines, lat, lon) == region, place
    assert regions[region]["properties"]["country"] == region.removeprefix("adm1:")[:2]


def test_neighbouring_regions_share_their_border_line_by_line(outlines):
    shapes = [shape for key, shape in outlines.items() if key.startswith("adm1:")]
    assert all(shape.is_valid for shape in shapes)
    assert shapely.coverage_is_valid(shapes)


def test_ukraine_has_its_27_regions_and_136_districts():
    assert sum(row["country"] == "UA" and row["kind"] != "area" for row in table("regions.csv")) == 27
    districts = table("districts.csv")
    assert sum(row["country"] == "UA" for row in districts) == 136
    for region, count in {"RU-KRS": 28, "RU-BEL": 21, "RU-BRY": 27}.items():
        assert sum(row["region"] == f"adm1:{region}" for row in districts) == count


@pytest.mark.parametrize("name", ["regions.csv", "districts.csv", "facilities.csv", "waters.csv"])
def test_every_place_has_an_id_of_its_own_and_names_in_three_languages(name):
    rows = table(name)
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert row["name"], row
        assert row["name_uk"], row
        assert row["name_ru"], row
        for other in filter(None, row["other_names"].split("|")):
            language, colon, spelling = other.partition(":")
            assert colon, (row["id"], other)
            assert language in LANGUAGES, (row["id"], other)
            assert spelling.strip() == spelling != "", (row["id"], other)


@pytest.mark.parametrize("name", ["districts.csv", "facilities.csv"])
def test_every_place_lies_in_its_region(outlines, name):
    for row in table(name):
        point = shapely.Point(float(row["lon"]), float(row["lat"]))
        assert outlines[row["region"]].distance(point) < (0.05 if name == "districts.csv" else 1.5), row["id"]
        assert row["region"].removeprefix("adm1:").startswith(row["country"]), row["id"]
        assert float(row["radius_km"]) > 0, row["id"]


def test_each_correction_says_where_its_names_come_from():
    known = ("GeoNames alternate names", "codifier of Ukraine", "by rule: ", "by hand: ")
    for row in table("corrections.csv"):
        parts = row["source"].split("; ")
        assert all(part.startswith(known) for part in parts), row["id"]


def test_airfields_stand_near_the_place_they_are_named_after():
    """An airfield without a point of its own stands at a town: not at one far from its name."""
    gazetteer = Gazetteer.open()
    for row in table("facilities.csv"):
        if (row["kind"], row["precision"]) != ("airfield", "town") or row["town"] == "Сімферополь":
            continue
        lat, lon = float(row["lat"]), float(row["lon"])
        name = row["name_uk"].removeprefix("аеродром ").removeprefix("аеропорт ")
        named = [gazetteer.place(reading.row) for reading in gazetteer.names.lookup(fold(name))]
        near = [p for p in named if p.kind == "settlement" and gazetteer.place(p.region).id == row["region"]]
        near = [
            math.hypot((p.lat - lat) * 111, (p.lon - lon) * 111 * math.cos(p.lat * 0.01745)) for p in near
        ]
        assert not near or min(near) < max(25.0, float(row["radius_km"])), row["id"]


def test_facilities_are_many_and_each_has_a_source():
    rows = table("facilities.csv")
    assert len(rows) >= 150
    for row in rows:
        assert row["source"].startswith(("geonames:", "https://", "data/")), row["id"]
        assert row["precision"] in ("site", "town"), row["id"]
        assert row["precision"] == "site" or float(row["radius_km"]) >= 3, row["id"]


def test_claims_name_their_source_and_their_correction():
    claims = table("kursk/claims.csv")
    assert len(claims) >= 308
    for claim in claims:
        assert claim["source_url"].startswith("http")
        assert claim["summary"]
        assert claim["claimant"]
        assert claim["claimant_side"] in ("Ukraine", "Russia", "independent")
        assert claim["report_date"] >= claim["event_date"]
    assert sum(bool(claim["correction"]) for claim in claims) > 25


def test_the_demo_is_what_the_claims_say():
    events = read_events(DATA / "kursk" / "events.parquet")
    claims = table("kursk/claims.csv")
    assert len(events) == sum(len(claim["place_names"].split(";")) for claim in claims)
    assert set(events["summary"]) == {claim["summary"] for claim in claims}
    assert events["known_on"].min().date().isoformat() == "2024-08-07"
    assert (events["precision"] == "unplaced").mean() < 0.05
    assert (events["start"].dropna() >= "2024-05-01").all()


def test_wrong_matches_that_were_seen_before_stay_away():
    events = read_events(DATA / "kursk" / "events.parquet")
    places = events.drop_duplicates("place").set_index("place")
    assert places.loc["Vesyoloye", "region"] == "Kursk Oblast"
    assert events.loc[events["place"] == "Lyubimovka", "district"].unique().tolist() == [
        "Korenevsky District"
    ]
    assert places.loc["Loknya", "precision"] == "unplaced"
    assert places.loc["Loknia", "region"] == "Sumy Oblast"
    assert set(events.loc[events["place"] == "Novenke", "region"]) == {"Sumy Oblast"}
    assert places.loc["Kursk Oblast", "precision"] == "region"


def test_a_region_is_never_held_by_a_count_of_villages():
    events = read_events(DATA / "kursk" / "events.parquet")
    assert (events.loc[events["precision"] == "region", "control"] == "").all()


def test_settlements_of_the_demo_have_a_source_and_an_honest_radius():
    rows = table("kursk/settlements.csv")
    for row in rows:
        assert row["source_url"], row["name_en"]
        assert (
            row["coord_quality"].startswith("approximate") == (float(row["radius_km"]) >= 2)
            or "DOUBTFUL" in (row["coord_quality"])
        ), row["name_en"]
    assert len({(fold(row["name_en"]), row["lat"], row["lon"]) for row in rows}) == len(rows)


def test_the_background_is_small_and_whole(background):
    assert (DATA / "background.json.gz").stat().st_size < 125_000
    assert [layer["id"] for layer in background["layers"]] == [
        "land", "lake", "river", "region-border", "region-border", "country-border", "disputed-border",
    ]  # fmt: skip
    for layer in background["layers"]:
        assert layer["kind"] in ("area", "line")
        assert layer["paths"]
        for path in layer["paths"]:
            assert len(path) % 2 == 0
            assert len(path) >= (6 if layer["kind"] == "area" else 4)
    sizes = {len(values) for values in background["labels"].values()}
    assert len(sizes) == 1


def test_no_quarter_hides_its_city(background):
    names = background["labels"]["en"]
    assert {"Mariupol", "Donetsk"} <= set(names)
    assert not {"Pravyi Bereh", "Voznesenskyi"} & set(names)


def lines(background, kind: str) -> shapely.Geometry:
    found = []
    for layer in background["layers"]:
        if layer["id"] == kind:
            for path in layer["paths"]:
                xs, ys = path[::2], path[1::2]
                x = y = 0
                points = []
                for dx, dy in zip(xs, ys, strict=True):
                    x, y = x + dx, y + dy
                    points.append((x * layer["unit"], y * layer["unit"]))
                found.append(shapely.LineString(points))
    return shapely.union_all(found)


def test_no_country_border_parts_crimea_from_ukraine(background):
    border = lines(background, "country-border")
    assert border.distance(shapely.Point(33.7, 46.1)) > 1.0  # the isthmus of Perekop
    assert border.distance(shapely.Point(34.95, 51.24)) < 0.1  # Ukraine and Russia near Sudzha
    assert (
        lines(background, "disputed-border").distance(shapely.Point(38.0, 48.2)) > 1.0
    )  # no line of 2015 in Donbas


def test_borders_of_the_background_are_those_of_the_regions(background, outlines):
    border = lines(background, "country-border")
    shared = shapely.intersection(outlines["adm1:RU-KRS"].boundary, outlines["adm1:UA-59"].boundary)
    assert shared.length > 2
    assert max(border.distance(shapely.Point(point)) for point in shapely.get_coordinates(shared)) < 0.003


def test_every_file_of_data_is_told_of_in_the_sources():
    told = (DATA / "SOURCES.md").read_text(encoding="utf-8")
    files = [path for path in DATA.rglob("*") if path.is_file() and path.name != "SOURCES.md"]
    missing = [
        str(path.relative_to(DATA))
        for path in files
        if "lexicons" not in path.parts and f"`{path.relative_to(DATA).as_posix()}`" not in told
    ]
    assert not missing
    assert "`lexicons/" in told


@pytest.mark.parametrize("name", ["Олександрівка", "Калинівка", "Миколаївка", "Новоолександрівка"])
def test_old_names_of_cities_do_not_outweigh_villages(name):
    """Donetsk was once an Олександрівка; a quarter of it is listed with a hundred thousand inhabitants."""
    gazetteer = Gazetteer.open()
    found = [gazetteer.place(reading.row) for reading in gazetteer.names.lookup(fold(name))]
    assert len(found) > 10
    assert max(place.population for place in found) < 50_000


@pytest.mark.parametrize(
    ("place_id", "lat", "lon"),
    [("ua:1206019", 48.06, 33.28), ("ua:1214005", 47.97, 36.47), ("ua:1416021", 48.28, 37.18)],
)
def test_communities_stand_at_their_seats(place_id, lat, lon):
    """Lozuvatka near Kryvyi Rih is no other Lozuvatka; so Velykomykhailivka and Pokrovsk."""
    place = Gazetteer.open().by_id(place_id)
    assert (place.lat, place.lon) == pytest.approx((lat, lon), abs=0.05)
