"""The reader's own control maps: side by side on the map, and compared."""

import datetime as dt
import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
import streamlit as st
from streamlit.testing.v1 import AppTest

from geo.ui import elsewhere
from geo.ui.snapshots import OwnMap

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """Give every test an empty store of its own."""
    monkeypatch.setenv("GEO_DATA", str(tmp_path))
    monkeypatch.setenv("GEO_HOSTED", "0")
    st.cache_resource.clear()  # all sessions of AppTest are one, and its files have one key
    yield
    st.cache_resource.clear()


def file(*days: tuple[str, float], side: str = "Russia") -> bytes:
    """Return a file in which a side holds a box up to a longitude, day by day."""
    features = [
        {
            "type": "Feature",
            "properties": {"date": day} | ({"side": side} if side else {}),
            "geometry": shapely.geometry.mapping(shapely.box(35.0, 51.0, east, 51.4)),
        }
        for day, east in days
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


TWO_DAYS = file(("2024-08-08", 35.1), ("2024-08-20", 35.4))


def start(*maps: OwnMap, page: str = "") -> AppTest:
    app = AppTest.from_file(ROOT / "dashboard.py", default_timeout=60)
    app.session_state["own_maps"] = {own.key: own for own in maps}
    app.session_state["layers_box"] = True  # the drawer of layers is open
    app.run()
    if page:
        app._page_hash = next(
            key for key, known in app._registered_pages.items() if known.get("url_pathname") == page
        )
        app.run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    text = " ".join(str(part.value) for kind in (app.caption, app.warning, app.info) for part in kind)
    return text.replace("\\", "")


def test_several_maps_have_a_switch_each() -> None:
    app = start(OwnMap("a", "one.geojson", TWO_DAYS, "A"), OwnMap("b", "two.geojson", TWO_DAYS, "B"))
    labels = [toggle.label for toggle in app.toggle]
    assert any("as assessed by A" in label for label in labels)
    assert any("as assessed by B" in label for label in labels)
    app.toggle(key="own_on_b_").set_value(False).run()
    assert not app.exception
    assert [own.hidden for own in app.session_state["own_maps"].values()] == [frozenset(), {""}]


def test_what_a_file_does_not_say_is_asked_and_then_it_is_drawn() -> None:
    app = start(OwnMap("a", "one.geojson", file(("2024-08-08", 35.1), side="")))
    assert "no side" in said(app)
    app.selectbox(key="own_side_a_0").set_value("Russia").run()
    assert not app.exception and "no side" not in said(app)


def both_kinds() -> bytes:
    """Return a file in which one side holds assessed ground, and claims more to the east of it."""
    boxes = {"assessed": shapely.box(35.0, 51.0, 35.2, 51.4), "claimed": shapely.box(35.2, 51.0, 35.3, 51.4)}
    features = [
        {
            "type": "Feature",
            "properties": {"date": day, "side": "Russia", "basis": basis},
            "geometry": shapely.geometry.mapping(box),
        }
        for basis, box in boxes.items()
        for day in ("2024-08-08", "2024-08-20")
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_what_is_claimed_and_what_is_assessed_have_a_switch_and_a_line_each() -> None:
    app = start(OwnMap("a", "one.geojson", both_kinds(), "A"))
    labels = [toggle.label for toggle in app.toggle]
    assert any(label.startswith("as assessed by A, ") for label in labels)
    assert any(label.startswith("Claimed, according to A, ") for label in labels)
    layers = AppTest.from_function(_layers, default_timeout=60)
    layers.session_state["own_maps"] = {
        "a": OwnMap("a", "one.geojson", both_kinds(), "A", hidden=frozenset({"claimed"}))
    }
    layers.run()
    assert [caption.value[:4] for caption in layers.caption] == ["35.2"]
    layers.session_state["own_maps"] = {"a": OwnMap("a", "one.geojson", both_kinds(), "A")}
    layers.run()
    assert [caption.value.split()[0::20] for caption in layers.caption] == [["35.2"], ["35.3"]]


def test_a_layer_is_mapped_to_side_kind_and_day_and_the_preview_follows() -> None:
    app = start(OwnMap("a", "one.geojson", file(("2024-08-08", 35.1))))
    app.selectbox(key="own_kind_a_0").set_value("claimed").run()
    app.selectbox(key="own_side_a_0").set_value("Ukraine").run()
    app.date_input(key="own_day_a_0").set_value(dt.date(2024, 8, 9)).run()
    assert not app.exception
    assert "Claimed, according to one.geojson, 9 Aug 2024 (1 day): Ukraine 311 km²" in said(app)
    app.selectbox(key="own_side_a_0").set_value("-").run()
    assert not app.exception and "no snapshot could be read" in said(app)


def test_a_day_between_two_maps_is_interpolated_when_asked_and_marked() -> None:
    app = start(OwnMap("a", "one.geojson", TWO_DAYS, "A"), page="compare")
    app.session_state["compare"] = (dt.date(2024, 8, 8), dt.date(2024, 8, 14))
    app.button_group(key="compare_source").select("a:").run()
    carried = app.table[0].value.iloc[0, 3]
    assert "is carried forward" in said(app) and carried == "0 km²"
    app.toggle(key="compare_between").set_value(True).run()
    assert not app.exception and "is carried forward" not in said(app)
    assert "interpolated between the maps of 8 Aug 2024 and 20 Aug 2024. Nobody drew" in said(app)
    assert app.table[0].value.iloc[0, 3].startswith("+")


def test_what_was_refused_is_said_in_the_language_of_the_reader() -> None:
    app = AppTest.from_file(ROOT / "dashboard.py", default_timeout=60)
    app.session_state["own_maps"] = {"a": OwnMap("a", "one.geojson", file(("2024-08-08", 35.1), side=""))}
    app.session_state["layers_box"] = True  # the drawer of layers is open
    app.query_params["lang"] = "uk"
    app.run()
    assert not app.exception
    assert "жодної мапи не вдалося прочитати: one.geojson, feature 1: відхилено: немає сторони" in said(app)


def test_a_map_that_cannot_be_seen_says_where_it_is() -> None:
    made = gpd.GeoDataFrame(
        {"start": pd.to_datetime(["2024-08-08"]), "end": pd.to_datetime(["2025-01-01"])},
        geometry=[shapely.box(37.0, 48.0, 38.0, 49.0)],
        crs="EPSG:4326",
    )
    kursk, front, day = (34.0, 50.8, 36.0, 51.8), (37.5, 47.0, 40.0, 48.5), dt.date(2024, 8, 20)
    lat, lon, _zoom = elsewhere.away(made, kursk, day)
    assert (round(lat), lon) == (48, 37.5)
    assert elsewhere.away(made, front, day) is None
    assert elsewhere.away(made, front, dt.date(2024, 8, 7)) == dt.date(2024, 8, 8)


def test_the_head_names_the_maps_that_are_switched_on() -> None:
    app = start(OwnMap("a", "one.geojson", TWO_DAYS, "A <b>"), OwnMap("b", "two.geojson", TWO_DAYS, "B"))
    (head,) = (html.proto.body for html in app.get("html") if "<h1>" in html.proto.body)
    assert "as assessed by A &lt;b&gt;" in head
    assert "as assessed by B" in head
    app.toggle(key="own_on_b_").set_value(False).run()
    assert not any("as assessed by B" in html.proto.body for html in app.get("html"))


def test_a_map_is_removed() -> None:
    app = start(OwnMap("a", "one.geojson", TWO_DAYS))
    app.button(key="own_gone_a").click().run()
    assert not app.exception and not app.session_state["own_maps"]


def test_two_days_of_an_own_map_are_compared() -> None:
    app = start(OwnMap("a", "one.geojson", TWO_DAYS, "A"), page="compare")
    app.button_group(key="compare_source").select("a:").run()
    assert not app.exception
    table = app.table[0].value
    assert table.iloc[0, 0] == "Russia" and table.iloc[0, 3].startswith("+")
    assert any("Settlements that change sides" in box.label for box in app.expander)


def test_a_file_of_one_day_cannot_be_compared() -> None:
    app = start(OwnMap("a", "one.geojson", file(("2024-08-08", 35.1)), "A"), page="compare")
    app.button_group(key="compare_source").select("a:").run()
    assert "one day only" in said(app)


def test_on_the_map_the_days_between_are_a_layer_that_says_so() -> None:
    app = start(OwnMap("a", "one.geojson", TWO_DAYS, "A"))
    app.toggle(key="own_between_a").set_value(True).run()
    assert not app.exception and app.session_state["own_maps"]["a"].between
    layers = AppTest.from_function(_layers, default_timeout=60)
    layers.session_state["own_maps"] = {"a": OwnMap("a", "one.geojson", TWO_DAYS, "A", between=True)}
    layers.run()
    assert [caption.value[5:] for caption in layers.caption] == [
        "as assessed by A, 20 Aug 2024",
        "as assessed by A, interpolated",
    ]


def _nothing_on_either_day() -> None:
    import datetime as dt

    from geo.control import ControlSeries, Snapshot
    from geo.ui.data import dataset
    from geo.ui.pages import compare

    days = (dt.date(2024, 8, 8), dt.date(2024, 8, 20))
    series = ControlSeries(Snapshot(day, {}) for day in days)
    compare._snapshots(series, dataset().index.counting(None))


def test_two_days_without_any_ground_are_told_and_not_drawn() -> None:
    app = AppTest.from_function(_nothing_on_either_day, default_timeout=60).run()
    assert not app.exception and "No ground is drawn on either of these days" in said(app)


def _layers() -> None:
    """Say how far east the session's own maps reach, and their names."""
    import streamlit as st

    from geo.ui import drawing, snapshots

    for layer in (*snapshots.chosen(), *drawing.layers()):
        st.caption(f"{layer.frame.total_bounds[2]:.1f} {layer.name}")


def test_a_new_file_of_the_same_name_takes_the_place_of_the_old() -> None:
    app = AppTest.from_function(_layers, default_timeout=60)
    for key, east in (("first", 35.1), ("second", 35.4)):
        app.session_state["own_maps"] = {key: OwnMap(key, "one.geojson", file(("2024-08-08", east)))}
        app.run()
        assert not app.exception
        assert app.caption[0].value.startswith(str(east))


def test_names_of_layers_follow_the_language() -> None:
    app = AppTest.from_function(_layers, default_timeout=60)
    app.session_state["own_maps"] = {"a": OwnMap("a", "one.geojson", TWO_DAYS, "A")}
    app.session_state["layers_box"] = True  # the drawer of layers is open
    app.session_state["f_area"] = (35.0, 51.0, 35.4, 51.4)
    seen = []
    for language in ("en", "uk"):
        app.session_state["language"] = language
        app.run()
        assert not app.exception
        seen.append([caption.value for caption in app.caption])
    assert all(english != ukrainian for english, ukrainian in zip(*seen, strict=True))


def _reading() -> None:
    """Read a content that cannot be hashed: only its key may tell it."""
    import threading

    import streamlit as st

    from geo.ui.snapshots import OwnMap

    st.caption(str(OwnMap("a", "one.geojson", threading.Lock()).reading() is not None))  # type: ignore[arg-type]


def test_a_map_is_known_by_its_upload_and_its_bytes_are_not_hashed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.formats.snapshots.read_snapshots", lambda content, *_args, **_options: content)
    app = AppTest.from_function(_reading, default_timeout=60).run()
    assert not app.exception and app.caption[0].value == "True"
