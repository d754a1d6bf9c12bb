"""The payload, the layers and the page that hold them."""

from __future__ import annotations

import base64
import datetime
import gzip
import json
import zlib
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import folium
import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from geo.errors import EventsError
from geo.map import (
    Layer,
    Style,
    background,
    container,
    decode,
    document,
    encode,
    layers,
    payload,
    shapes,
    shell,
)

DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2040, 1, 1)) | st.none()
WORDS = st.text(max_size=12) | st.sampled_from(
    ["battle", "Ukraine", "<script>alert(1)</script>", "‮abc", "'\"&"]
)
ROWS = st.lists(
    st.fixed_dictionaries(
        dict.fromkeys((*payload.SITE_TEXTS, *payload.CODES, *payload.TEXTS, *payload.IDS), WORDS)
        | dict.fromkeys((*payload.DATES, *payload.REPLAY), DAYS)
        | {
            "lat": st.sampled_from([50.1, 51.19, 51.190001, np.nan, -0.0, 89.999999]),
            "lon": st.floats(-180, 180),
            "radius_km": st.sampled_from([0.0, 10.0, 2.5]),
            "confidence": st.floats(0, 1) | st.just(np.nan),
        }
    ),
    max_size=30,
)


def frame_of(rows: list[dict[str, Any]]) -> gpd.GeoDataFrame:
    frame = pd.DataFrame(rows, columns=list(payload.COLUMNS))
    for name in (*payload.DATES, *payload.REPLAY):
        frame[name] = pd.to_datetime(frame[name]).astype("datetime64[s]")
    for name in (*payload.SITE_NUMBERS, "confidence"):
        frame[name] = frame[name].astype("float64")
    return gpd.GeoDataFrame(frame, geometry=[None] * len(frame), crs="EPSG:4326")


def events(**columns: Any) -> gpd.GeoDataFrame:
    """Two claims about Sudzha and one about a place without coordinates; `columns` override."""
    table = {
        "event_id": ["a", "b", "c"],
        "place": ["Sudzha", "Sudzha", "the front"],
        "place_id": ["gn:1", "gn:1", ""],
        "precision": ["settlement", "settlement", "unplaced"],
        "lat": [51.19, 51.19, np.nan],
        "lon": [35.27, 35.27, np.nan],
        "start": pd.to_datetime(["2024-08-09", "2024-08-06", "2024-08-07"]).astype("datetime64[s]"),
        "event_type": ["control_change", "shelling", "battle"],
        "summary": ["later", "earlier", "elsewhere"],
    } | columns
    points = gpd.points_from_xy(table["lon"], table["lat"])
    return gpd.GeoDataFrame(table, geometry=points, crs="EPSG:4326")


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_events_come_back_exactly(rows: list[dict[str, Any]]) -> None:
    frame = frame_of(rows)
    packed = encode(frame)
    expected = pd.DataFrame(frame[list(payload.COLUMNS)]).iloc[packed.order].reset_index(drop=True)
    pd.testing.assert_frame_equal(decode(packed.data), expected, check_dtype=False, check_exact=True)


def test_rows_are_sorted_by_place_and_day() -> None:
    packed = encode(events())
    assert packed.order.tolist() == [1, 0, 2]
    assert decode(packed.data)["summary"].tolist() == ["earlier", "later", "elsewhere"]


def test_the_fullest_place_comes_first() -> None:
    frame = events(place_id=["x", "gn:1", "gn:1"], lat=[50.0, 51.19, 51.19], lon=[34.0, 35.27, 35.27],
                   place=["X", "Sudzha", "Sudzha"], precision=["settlement"] * 3)  # fmt: skip
    assert decode(encode(frame).data)["place"].tolist() == ["Sudzha", "Sudzha", "X"]


def test_equal_events_make_equal_bytes() -> None:
    assert encode(events()).digest == encode(events()).digest
    assert encode(events()).digest != encode(events(summary=["x", "y", "z"])).digest


def test_categories_and_missing_columns_pack() -> None:
    frame = events(event_type=pd.Categorical(["battle", None, "battle"]))
    assert decode(encode(frame[["geometry", "event_type"]]).data)["event_type"].tolist() == [
        "battle",
        "",
        "battle",
    ]


def test_days_of_a_review_cost_nothing_where_there_are_none() -> None:
    without = events(known_on=pd.NaT)
    empty = without.assign(known_from=pd.NaT, known_until=pd.NaT)
    assert encode(empty).data == encode(without).data
    assert decode(encode(without).data)["known_until"].isna().all()


def test_no_events_pack() -> None:
    assert decode(encode(events().iloc[:0]).data).empty


def test_undated_events_stand_before_the_first_day() -> None:
    frame = events(start=pd.to_datetime([None, "2024-08-06", None]).astype("datetime64[s]"))
    back = decode(encode(frame).data)
    assert back["start"].isna().sum() == 2


def test_a_mask_follows_the_packed_order() -> None:
    packed = encode(events())
    bits = np.unpackbits(
        np.frombuffer(zlib.decompress(packed.mask([True, False, False]), 31), "u1"), bitorder="little"
    )
    assert bits[:3].tolist() == [0, 1, 0]


def test_a_mask_of_another_frame_is_refused() -> None:
    with pytest.raises(EventsError, match=r"2 rows.*3"):
        encode(events()).mask([True, False])


@given(
    st.lists(st.floats(allow_infinity=True, allow_nan=True) | st.sampled_from([-0.0, 1.5, 51.12345, 2.0**31]))
)
def test_numbers_come_back_bit_by_bit(values: list[float]) -> None:
    array = np.array(values, dtype="f8")
    back = container.Number.of(array).values()
    missing = np.isnan(array)
    assert np.isnan(back[missing]).all()
    assert back[~missing].tobytes() == array[~missing].tobytes()


@given(
    st.lists(
        st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=1, max_size=9), max_size=5
    )
)
def test_paths_come_back_to_eleven_metres(lines: list[list[tuple[float, float]]]) -> None:
    back = shapes.unpack(*shapes.pack(np.array(line) for line in lines))
    assert len(back) == len(lines)
    for line, path in zip(lines, back, strict=True):
        assert np.abs(np.array(line) - path).max() <= shapes.UNIT


def test_extents_are_packed_with_holes_and_thinned() -> None:
    coast = Point(35, 51).buffer(1, quad_segs=2_000)
    holed = Polygon(box(0, 0, 3, 3).exterior, [box(1, 1, 2, 2).exterior])
    rings, owners = shapes.rings([(4, MultiPolygon([holed])), (7, coast)])
    assert owners == [4, 4, 7]
    assert len(rings[2]) <= shapes.POINTS_PER_SHAPE


def test_a_layer_keeps_sides_days_and_kinds() -> None:
    frame = gpd.GeoDataFrame(
        {
            "side": ["Russia", "contested", None],
            "start": ["2024-08-06", None, "not a date"],
            "end": [pd.Timestamp("2024-09-01"), None, None],
        },
        geometry=[box(34, 51, 35, 52), LineString([(34, 51), (35, 52)]), None],
        crs="EPSG:4326",
    )
    header, columns = container.unpack(layers.encode(Layer("control", frame, Style(line="dashed"), "ours")))
    assert (header["name"], header["style"]["line"], header["features"]) == ("control", "dashed", 2)
    assert [header["values"]["kind"][code] for code in columns["kind"]] == ["area", "front"]
    assert columns["start"].tolist() == [19941, -(2**31)]
    assert columns["end"].tolist() == [19967, 2**31 - 1]


class Addresses(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("src", "href", "srcset")]


def test_the_document_loads_nothing() -> None:
    made = document(events(), title="A <b>title</b>")
    html = made.get_root().render()
    addresses = Addresses()
    addresses.feed(html)
    assert isinstance(made, folium.Map)
    assert addresses.found == ["data:,"]
    assert "@import" not in html
    assert "<title>A &lt;b&gt;title&lt;/b&gt;</title>" in html


def test_the_document_is_under_400_kilobytes() -> None:
    assert len(document(events()).get_root().render().encode()) < 370_000


def test_ids_are_in_the_document_only_for_layers_that_name_them() -> None:
    packed = encode(events())
    ground = gpd.GeoDataFrame({"side": ["Ukraine"]}, geometry=[box(35, 51, 36, 52)], crs="EPSG:4326")
    plain, linked = (
        document(packed, layers=[Layer("ground", frame)]).get_root().render()
        for frame in (ground, ground.assign(evidence='["a"]'))
    )
    with_ids, without = (base64.b64encode(packed.data[:end]).decode() for end in (None, packed.ids_at))
    assert f'id="gm-events">{without}</script>' in plain
    assert f'id="gm-events">{with_ids}</script>' in linked


def test_equal_input_makes_an_equal_file() -> None:
    first, second = (document(events(), language="uk").get_root().render() for _ in range(2))
    assert first == second


def test_options_cannot_leave_their_script() -> None:
    html = document(events(), title="</script><script>alert(1)</script>").get_root().render()
    assert "<script>alert(1)" not in html


def test_the_shell_is_constant_and_empty() -> None:
    assert shell() is shell()
    assert 'id="gm-events"' not in shell()


def test_a_basemap_brings_its_attribution() -> None:
    html = document(events(), basemap="OpenStreetMap.Mapnik").get_root().render()
    assert "tile.openstreetmap.org" in html
    assert "OpenStreetMap contributors" in html


def test_folium_layers_can_be_added(tmp_path: Path) -> None:
    made = document(events())
    folium.Marker((51.2, 35.3), tooltip="added").add_to(made)
    made.save(str(tmp_path / "map.html"))
    assert "added" in (tmp_path / "map.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def labels() -> pd.DataFrame:
    """The names that the background brings."""
    data = json.loads(gzip.decompress(background.BACKGROUND.read_bytes()))
    return pd.DataFrame(data["labels"])


def test_land_goes_on_beyond_the_antimeridian() -> None:
    layers = json.loads(gzip.decompress(background.BACKGROUND.read_bytes()))["layers"]
    lands = [(layer["unit"], path) for layer in layers if layer["id"] == "land" for path in layer["paths"]]
    lon = np.concatenate([np.cumsum(path[::2]) * unit for unit, path in lands])
    assert {-180.0, 180.0} <= set(lon)
    assert not ((np.abs(lon) > 179.7) & (np.abs(lon) < 180)).any()


def test_the_background_names_no_dissolved_state(labels: pd.DataFrame) -> None:
    countries = set(labels.loc[labels["kind"] == "country", "en"])
    assert {"Serbia", "Montenegro", "Ukraine"} <= countries
    assert not countries & {"Serbia and Montenegro", "Netherlands Antilles", "Soviet Union"}


def test_the_background_names_no_quarter_of_a_city_as_a_town(labels: pd.DataFrame) -> None:
    towns = labels[labels["kind"].isin(["town", "capital"])]
    for city in towns[towns["population"] > 100_000].itertuples():
        north, east = (towns["lat"] - city.lat), (towns["lon"] - city.lon) * np.cos(np.radians(city.lat))
        close = towns[(np.hypot(north, east) * 111.2 < 7) & (towns["population"] <= city.population)]
        assert close["en"].tolist() == [city.en]


def test_towns_of_the_theatre_are_named_in_three_languages(labels: pd.DataFrame) -> None:
    theatre = labels[
        (labels["kind"] != "country") & labels["lon"].between(33, 37) & labels["lat"].between(50, 52.5)
    ]
    assert len(theatre) > 50
    assert (theatre[["en", "uk", "ru"]] != "").all(axis=None)
