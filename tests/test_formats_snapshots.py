"""Readers of control maps: every format, and every kind of bad input, named and repaired or refused."""

import datetime as dt
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.control import ControlSeries, area_km2
from geo.errors import InputError
from geo.formats import unzip, vectors
from geo.formats.attributes import as_date, date_in
from geo.formats.isw import meaning as meaning_of
from geo.formats.rings import Refused, from_rings
from geo.formats.snapshots import Reading, read_snapshots

BOX = [[36.0, 48.0], [37.0, 48.0], [37.0, 49.0], [36.0, 49.0], [36.0, 48.0]]
DAY = dt.date(2024, 8, 15)


def feature(rings: Any, kind: str = "Polygon", **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": rings},
    }


def collection(*features: Any, **extra: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features, **extra}).encode()


def read(*features: Any, name: str = "map_20240815.geojson", **options: Any) -> Reading:
    return read_snapshots(collection(*features), name, **{"side": "Russia", **options})


def notes(reading: Reading) -> str:
    return "\n".join(str(note) for note in reading.notes)


def test_a_plain_file_becomes_a_snapshot_with_its_date_and_source() -> None:
    reading = read(feature([BOX]), label="a map maker", licence="CC BY 4.0")
    (snapshot,) = reading.snapshots
    assert snapshot.date == DAY and not reading.notes
    assert (snapshot.source, snapshot.licence) == ("a map maker", "CC BY 4.0")
    assert area_km2(snapshot.areas["Russia"]) == pytest.approx(8218, rel=0.001)


def test_sides_and_dates_from_properties_make_several_snapshots() -> None:
    reading = read(
        feature([BOX], side="ukraine", date="2024-08-01"),
        feature([BOX], side="RU", date="2024-08-02"),
        feature([BOX], side="contested", date="2024-08-02"),
        side="",
    )
    assert [snapshot.date.day for snapshot in reading.snapshots] == [1, 2]
    assert set(reading.snapshots[1].areas) == {"Russia", "contested"}
    assert "Russia and contested overlap; both are kept" in notes(reading)


def test_layers_are_mapped_to_sides_by_pattern() -> None:
    reading = read(feature([BOX]), side="", sides={"map_*": "Ukraine"})
    assert set(reading.snapshots[0].areas) == {"Ukraine"}


def two_kinds() -> bytes:
    """Return a zip of what a source assesses and what it only repeats, of one side and day."""
    east = [[x + 1, y] for x, y in BOX]
    return zipped(
        {
            "AssessedRussianAdvancesinUkraine.geojson": collection(feature([BOX], EditDate="2024-08-15")),
            "ClaimedRussianAdvancesinUkraine.geojson": collection(feature([east], EditDate="2024-08-15")),
        }
    )


def test_what_is_assessed_and_what_is_claimed_are_two_maps() -> None:
    reading = read_snapshots(two_kinds(), "isw.zip")
    assert reading.kinds == ["assessed", "claimed"]
    for kind, west in (("assessed", 36.0), ("claimed", 37.0)):
        series = reading.series(kind)
        assert (series.kind, series.source) == (kind, "ISW")
        assert series.at(DAY).areas["Russia"].bounds[0] == west
    assert reading.series().kind == "assessed", "the firmest unless another is asked for"
    with pytest.raises(InputError, match="no 'reported' map in it; there is 'assessed', 'claimed'"):
        reading.series("reported")
    with pytest.raises(InputError, match="maps of several kinds"):
        ControlSeries(reading.snapshots)


def test_kinds_come_from_properties_patterns_or_one_for_all() -> None:
    shapes = feature([BOX], basis="Claimed"), feature([[[x + 1, y] for x, y in BOX]], basis="area")
    assert read(*shapes).kinds == ["", "claimed"]
    assert read(*shapes, kind="documented").kinds == ["documented"]
    assert read(*shapes, kinds={"map_*": "assessed"}).kinds == ["assessed"]
    with pytest.raises(InputError, match="'guessed' is no kind of control map; use one of visually"):
        read(*shapes, kind="guessed")


def test_a_layer_is_left_out_or_read_otherwise_and_the_rest_as_the_file_says() -> None:
    reading = read_snapshots(two_kinds(), "isw.zip", sides={"Claimed*": None})
    assert reading.kinds == ["assessed"] and not reading.notes
    reading = read_snapshots(two_kinds(), "isw.zip", sides={"Claimed*": "contested"}, kind="reported")
    assert [set(snapshot.areas) for snapshot in reading.snapshots] == [{"Russia", "contested"}]
    assert "ISW" in reading.snapshots[0].licence


def test_layers_are_listed_by_patterns_that_map_them() -> None:
    days = {f"front [{day}].geojson": collection(feature([BOX])) for day in ("20240801", "20240802")}
    files = {**days, "20AUG2024.geojson": collection(feature([BOX]), name="Zone 1")}
    reading = read_snapshots(zipped(files), "all.zip", side="Russia")
    assert reading.layers == {"front [[]*]": 2, "Zone 1": 1}
    again = read_snapshots(zipped(files), "all.zip", sides={"front [[]*]": "Ukraine", "Zone 1": None})
    assert [set(snapshot.areas) for snapshot in again.snapshots] == [{"Ukraine"}, {"Ukraine"}]
    assert [snapshot.date.day for snapshot in reading.snapshots] == [1, 2, 20]


# Bad input: each named, repaired or refused, the rest kept

BOW_TIE = [[36.0, 48.0], [37.0, 49.0], [37.0, 48.0], [36.0, 49.0], [36.0, 48.0]]
BAD = {
    "self-crossing": (feature([BOW_TIE]), "repaired: made valid (self-intersection)"),
    "open ring": (feature([BOX[:-1]]), "repaired: open ring closed"),
    "swapped": (
        feature([[point[::-1] for point in BOX]]),
        "latitude and longitude were swapped; turned around",
    ),
    "third dimension": (feature([[[*point, 120.0] for point in BOX]]), "third dimension dropped"),
    "empty": (feature([]), "refused: no polygon in it"),
    "empty ring": (feature([[]]), "refused: no polygon in it"),
    "two points": (feature([[[36, 48], [37, 48], [36, 48]]]), "refused: no polygon in it"),
    "no area": (feature([[[36, 48], [37, 48], [38, 48], [36, 48]]]), "refused: no area"),
    "antimeridian": (feature([[[-179, 48], [179, 48], [179, 49], [-179, 49], [-179, 48]]]), "antimeridian"),
    "metres": (feature([[[4e6, 6e6], [4.1e6, 6e6], [4.1e6, 6.1e6], [4e6, 6e6]]]), "no CRS is declared"),
    "off the globe": (feature([[[36, 95], [37, 95], [37, 97], [36, 95]]]), "refused: its coordinates"),
    "not numbers": (
        feature([[["a", "b"], [1, 2], [3, 4], ["a", "b"]]]),
        "refused: its coordinates are not pairs",
    ),
    "ragged": (feature([[[36, 48], [37], [37, 49], [36, 48]]]), "refused: its coordinates are not pairs"),
    "not finite": (feature([[[36, 48], [float("nan"), 48], [37, 49], [36, 48]]]), "no finite number"),
    "no geometry": ({"type": "Feature", "properties": {}, "geometry": None}, "refused: no geometry"),
    "no object": ("surprise", "refused: no geometry"),
    "unknown kind": (feature([BOX], kind="Blob"), "refused: 'Blob' is no polygon"),
    "a list of nothing": (
        feature([3], kind="MultiPolygon"),
        "refused: its coordinates are not lists of rings",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_features_are_named_and_the_rest_is_kept(name: str) -> None:
    bad, words = BAD[name]
    reading = read(bad, feature([BOX]))
    assert words in notes(reading)
    assert "map_20240815.geojson, feature 1: " in notes(reading)
    assert "feature 2: refused" not in notes(reading) or "same polygon" in notes(reading)
    assert area_km2(reading.snapshots[0].areas["Russia"]) == pytest.approx(8218, rel=0.001)
    assert reading.snapshots[0].areas["Russia"].is_valid


def test_a_self_crossing_polygon_keeps_its_ground() -> None:
    assert area_km2(read(feature([BOW_TIE])).snapshots[0].areas["Russia"]) == pytest.approx(4109, rel=0.01)


def test_a_duplicate_is_refused_once() -> None:
    reading = read(feature([BOX]), feature([BOX]))
    assert notes(reading).count("refused: the same polygon stands in 2024-08-15 already") == 1


def test_without_a_date_the_feature_is_refused_with_the_way_out() -> None:
    reading = read(feature([BOX]), name="map.geojson")
    assert not reading.snapshots and "no date: give it a property 'date'" in notes(reading)
    with pytest.raises(InputError, match="no date"):
        reading.series()
    assert read(feature([BOX]), name="map.geojson", date=DAY).snapshots[0].date == DAY


def test_without_a_side_the_feature_is_refused_with_the_way_out() -> None:
    reading = read(feature([BOX]), feature([BOX], side="Mordor"), side="")
    assert "no side: give it a property 'side'" in notes(reading)
    assert "'Mordor' is no side" in notes(reading)


def test_layers_are_mapped_to_dates_by_pattern() -> None:
    days = {"first*": dt.date(2024, 8, 1), "*second*": dt.date(2024, 8, 2)}
    made = {}
    for name in ("first map.geojson", "the second.geojson", "third_20240803.geojson"):
        data = json.dumps({"type": "FeatureCollection", "features": [feature([BOX])]}).encode()
        made[name] = read_snapshots(data, name, side="Russia", dates=days).snapshots[0].date.day
    assert list(made.values()) == [1, 2, 3]


def test_dates_out_of_order_are_sorted_and_told() -> None:
    reading = read(feature([BOX], date="2024-08-09"), feature([BOX], date="2024-08-01"))
    assert [snapshot.date.day for snapshot in reading.snapshots] == [1, 9]
    assert "dates out of order (2024-08-01 after 2024-08-09); sorted" in notes(reading)


def test_files_of_an_archive_have_an_order_each() -> None:
    files = {name: collection(feature([BOX], date="2024-08-09")) for name in ("a.geojson", "b.geojson")}
    files["b.geojson"] = collection(feature([BOX], date="2024-08-01"))
    assert not read_snapshots(zipped(files), "all.zip", side="Russia").notes


def test_a_declared_crs_is_carried_to_degrees_and_an_unknown_one_refused() -> None:
    ring = shapely.get_coordinates(
        gpd.GeoSeries([shapely.Polygon(BOX)], crs=4326).to_crs(3857).iloc[0]
    ).tolist()
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    reading = read_snapshots(collection(feature([ring]), crs=crs), "a_20240815.geojson", side="Russia")
    assert area_km2(reading.snapshots[0].areas["Russia"]) == pytest.approx(8218, rel=0.001)
    crs["properties"]["name"] = "EPSG:999999"
    reading = read_snapshots(collection(feature([ring]), crs=crs), "a_20240815.geojson", side="Russia")
    assert "its CRS 'EPSG:999999' is not known" in notes(reading)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"{", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[1, 2]", "the top of the file is no object"),
        (b'{"features": 3}', "'features' is no list"),
        (b"", "not JSON"),
    ],
)
def test_files_that_are_no_geojson_are_refused(data: bytes, words: str) -> None:
    assert words in notes(read_snapshots(data, "a_20240815.geojson", side="Russia"))


def test_points_and_lines_are_passed_over() -> None:
    reading = read(
        feature([36, 48], kind="Point"), feature([[36, 48], [37, 48]], kind="LineString"), feature([BOX])
    )
    assert not reading.notes and len(reading.snapshots) == 1


# Formats

KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<Folder><name>Russia</name><Placemark><name>A</name><TimeStamp><when>2024-08-15</when></TimeStamp>
<MultiGeometry><Polygon>
<innerBoundaryIs><LinearRing>
<coordinates>36.4,48.4,0 36.6,48.4,0 36.6,48.6,0 36.4,48.4,0</coordinates>
</LinearRing></innerBoundaryIs>
<outerBoundaryIs><LinearRing>
<coordinates>36,48,0 37,48,0 37,49,0 36,49,0</coordinates></LinearRing></outerBoundaryIs>
</Polygon></MultiGeometry></Placemark></Folder>
<Folder><name>Ukraine</name><Placemark>
<ExtendedData><Data name="date"><value>2024-08-16</value></Data></ExtendedData>
<Polygon><outerBoundaryIs><LinearRing>
<coordinates>35,48 36,48 36,49 35,48</coordinates></LinearRing></outerBoundaryIs>
</Polygon></Placemark>
<Placemark><name>a unit</name>
<Point><coordinates>36,48</coordinates></Point></Placemark></Folder></Document></kml>"""


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("name", ["map.kml", "map.kmz"])
def test_kml_folders_are_layers(name: str) -> None:
    data = KML.encode() if name.endswith("kml") else zipped({"doc.kml": KML.encode()})
    reading = read_snapshots(data, name, sides={"Russia": "Russia", "Ukraine": "Ukraine"})
    assert [(s.date.day, set(s.areas)) for s in reading.snapshots] == [(15, {"Russia"}), (16, {"Ukraine"})]
    assert len(reading.snapshots[0].areas["Russia"].interiors) == 1
    assert "feature 1: repaired: open ring closed" in notes(reading)


def test_a_kml_with_a_document_type_is_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cc">]><kml>&b;</kml>'
    assert "document type or entities" in notes(read_snapshots(bomb, "a.kml", side="Russia"))
    assert "not KML" in notes(read_snapshots(b"<kml>", "a.kml", side="Russia"))


@pytest.mark.parametrize(("suffix", "driver"), [("gpkg", "GPKG"), ("geojson", "GeoJSON")])
def test_files_of_gdal_are_read(tmp_path: Path, suffix: str, driver: str) -> None:
    frame = gpd.GeoDataFrame(
        {"side": ["Russia"], "date": ["2024-08-15"]}, geometry=[shapely.Polygon(BOX)], crs=4326
    )
    path = tmp_path / f"a.{suffix}"
    frame.to_crs(32637 if driver == "GPKG" else 4326).to_file(path, driver=driver)
    for reading in (read_snapshots(path), read_snapshots(path.read_bytes(), path.name)):
        assert reading.snapshots[0].date == DAY
        assert area_km2(reading.snapshots[0].areas["Russia"]) == pytest.approx(8218, rel=0.001)


def test_a_zipped_shapefile_is_read_and_one_without_a_crs_refused_if_it_is_not_degrees(
    tmp_path: Path,
) -> None:
    frame = gpd.GeoDataFrame({"side": ["Russia"]}, geometry=[shapely.Polygon(BOX)], crs=4326).to_crs(32637)
    frame.to_file(tmp_path / "front_20240815.shp")
    files = {f"deep/{path.name}": path.read_bytes() for path in tmp_path.iterdir()}
    reading = read_snapshots(zipped(files), "upload.zip")
    assert reading.snapshots[0].date == DAY and reading.snapshots[0].areas["Russia"].area == pytest.approx(
        1, rel=0.01
    )
    without = {name: data for name, data in files.items() if not name.endswith(".prj")}
    assert "are no degrees and no CRS is declared" in notes(read_snapshots(zipped(without), "upload.zip"))


def test_a_folder_and_a_zip_of_dated_files(tmp_path: Path) -> None:
    files = {f"map_2024080{n}.geojson": collection(feature([BOX])) for n in (3, 1, 2)}
    files["broken_20240804.geojson"] = b"{"
    files["readme.txt"] = b"hello"
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    for reading in (
        read_snapshots(tmp_path, side="Russia"),
        read_snapshots(zipped(files), "all.zip", side="Russia"),
    ):
        assert [s.date.day for s in reading.snapshots] == [1, 2, 3]
        assert notes(reading).count("refused") == 1 and "broken_20240804.geojson: refused: not JSON" in notes(
            reading
        )
        assert len(reading.series()) == 1, "the map did not change"


def test_an_empty_folder_and_a_missing_file_are_errors(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no \.geojson"):
        read_snapshots(tmp_path)
    with pytest.raises(InputError, match="no such file"):
        read_snapshots(tmp_path / "nothing.geojson")
    assert "cannot be read; use" in notes(read_snapshots(b"x", "a.docx", side="Russia"))


# Hostile archives


def test_a_zip_bomb_is_refused_unopened() -> None:
    data = zipped({"a_20240815.geojson": b" " * 30_000_000})
    assert "looks like a zip bomb" in notes(read_snapshots(data, "a.zip", side="Russia"))


def test_archives_in_archives_end_somewhere() -> None:
    data = collection(feature([BOX]))
    once = zipped({"in.zip": zipped({"a_20240815.geojson": data})})
    assert len(read_snapshots(once, "a.zip", side="Russia").snapshots) == 1
    assert "a zip in a zip in a zip" in notes(
        read_snapshots(zipped({"out.zip": once}), "a.zip", side="Russia")
    )


def test_names_that_climb_out_of_the_archive_write_nothing(tmp_path: Path) -> None:
    data = zipped({"../../evil_20240815.geojson": collection(feature([BOX])), "../x.shp": b"no"})
    reading = read_snapshots(data, "a.zip", side="Russia")
    assert len(reading.snapshots) == 1 and "x.shp: refused: cannot be opened" in notes(reading)


def test_too_many_files_and_too_much_data_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped({f"{n}_20240815.geojson": collection(feature([BOX])) for n in range(3)})
    monkeypatch.setattr(unzip, "MOST_ENTRIES", 2)
    assert "3 files in it; at most 2" in notes(read_snapshots(data, "a.zip", side="Russia"))
    monkeypatch.setattr(unzip, "MOST_ENTRIES", 10)
    monkeypatch.setattr(unzip, "MOST_UNPACKED", 100)
    assert "it unpacks to" in notes(read_snapshots(data, "a.zip", side="Russia"))
    monkeypatch.setattr(vectors, "MOST_BYTES", 100)
    assert "larger than" in notes(read_snapshots(data, "a.zip", side="Russia"))
    assert "not a zip archive" in notes(read_snapshots(b"PK", "a.zip", side="Russia"))


@given(
    st.binary(max_size=200),
    st.sampled_from(["a.geojson", "a.kml", "a.zip", "a.kmz", "a.gpkg", "a.shp", "", "a"]),
)
@settings(deadline=None, max_examples=150)
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    assert not read_snapshots(data, name, side="Russia").snapshots


numbers = st.one_of(st.floats(), st.integers(), st.none(), st.text(max_size=3))


@given(st.lists(st.lists(st.lists(numbers, max_size=4), max_size=6), max_size=3))
@settings(deadline=None, max_examples=200)
def test_any_rings_give_a_valid_polygon_or_a_reason(rings: list[Any]) -> None:
    try:
        shape = from_rings([rings])
    except Refused as reason:
        assert str(reason)
    else:
        assert shape.geometry.is_valid and shape.geometry.area > 0


# Producers


def test_the_deepstate_archive_is_known_by_its_name() -> None:
    reading = read_snapshots(
        collection(feature([[BOX]], kind="MultiPolygon")), "deepstatemap_data_20240815.geojson"
    )
    (snapshot,) = reading.snapshots
    assert (snapshot.date, snapshot.source) == (DAY, "DeepState") and "no redistribution" in snapshot.licence
    assert set(snapshot.areas) == {"Russia"}


def test_the_deepstate_api_names_its_areas_and_points_are_never_read() -> None:
    east = [[x + 1, y] for x, y in BOX]
    reading = read_snapshots(
        collection(
            feature([BOX], name="Окуповано /// Occupied /// geoJSON.status.occupied"),
            feature([east], name="Невідомо /// Unknown /// geoJSON.status.unknown"),
            feature(
                [[[x + 2, y] for x, y in BOX]], name="Інше /// Other /// geoJSON.territories.transnistria"
            ),
            feature([36, 48], kind="Point", name="Бригада /// Brigade /// geoJSON.units.x"),
        ),
        "deepstate_20240815.geojson",
    )
    areas = reading.snapshots[0].areas
    assert set(areas) == {"Russia", "contested"} and not reading.notes
    assert areas["Russia"].equals(shapely.Polygon(BOX)) and areas["contested"].equals(shapely.Polygon(east))


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("Claimed_Limit_of_Ukrainian_Advance_20AUG2024", ("Ukraine", "claimed")),
        ("Claimed_Russian_Advances_in_Russia", ("Russia", "claimed")),
        ("AssessedRussianAdvancesinUkraine", ("Russia", "assessed")),
        ("AssessedInfiltrationAreasinUkraine", ("contested", "assessed")),
        ("ClaimedUkrainianCounteroffensives", ("Ukraine", "claimed")),
        ("UkraineControlMapAO20AUG2024", ("Russia", "assessed")),
        ("Roads", None),
    ],
)
def test_isw_layers_are_known_by_words(name: str, meaning: tuple[str, str] | None) -> None:
    assert meaning_of(name) == meaning


def test_isw_dates_come_from_edit_dates() -> None:
    stamp = 1723680000000  # 2024-08-15 in milliseconds
    data = collection(feature([BOX], EditDate=stamp), name="Claimed_Russian_Advances_in_Russia")
    reading = read_snapshots(data, "layer.geojson")
    (snapshot,) = reading.snapshots
    assert (snapshot.date, snapshot.source, set(snapshot.areas)) == (DAY, "ISW", {"Russia"})


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("deepstatemap_data_20240815.geojson", DAY), ("front 2024-08-15.kml", DAY), ("15.08.2024", DAY),
        ("v20240101_20240815", DAY), ("map20241399", None),
        ("12345678901", None), ("1999-01-01", None), ("", None),
    ],
)  # fmt: skip
def test_dates_in_names(text: str, day: dt.date | None) -> None:
    assert date_in(text) == day


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-08-15T03:00:00Z", DAY), (1723680000000, DAY), ("1723680000000", DAY),
        (20240815, DAY), (DAY, DAY),
        (None, None), ("", None), ("soon", None), (3, None),
        (float("nan"), None), ("9999-99-99", None), (1e300, None),
    ],
)  # fmt: skip
def test_dates_of_properties(value: Any, day: dt.date | None) -> None:
    assert as_date(value) == day
