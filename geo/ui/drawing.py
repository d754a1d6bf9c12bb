"""Draw an area on a map: each click is a corner; the claims inside it are shown."""

from __future__ import annotations

from collections.abc import Callable

import geopandas as gpd
import shapely
import streamlit as st
from shapely.geometry.base import BaseGeometry

from geo.events import frame
from geo.map import Layer, Payload, Style, encode
from geo.map.component import MapState, event_map
from geo.ui import press
from geo.ui.filters import Area, outline
from geo.ui.i18n import N_, _, current, n_, number
from geo.ui.state import MOST_CORNERS

_CORNERS = "area_corners"
_TITLE = N_("Draw an area")
_NAME = N_("Your area")


def button(count: Callable[[Area], int]) -> None:
    """Draw the button that opens the map to draw on; `count` tells how many claims lie in an area."""
    if press.button(_("Draw an area"), "draw_area", icon=":material/polyline:", width="stretch"):
        st.session_state[_CORNERS] = []
        st.session_state["drawing"] = st.session_state.get("drawing", 0) + 1
        st.dialog(_(_TITLE), width="large")(_draw)(count)


def _draw(count: Callable[[Area], int]) -> None:
    session = st.session_state
    corners: list[tuple[float, float]] = session.setdefault(_CORNERS, [])
    st.caption(_("Click the map: each click is a corner of the area. Three corners are enough."))
    state = event_map(
        _no_events(),
        key=f"draw_map_{session['drawing']}",
        language=current(),
        layers=_layers(tuple(corners), _(_NAME)),
        view=session.get("_map_seen", MapState()).view or session.get("view"),
        height="min(26rem, 55dvh)",
    )
    if state.clicked and state.clicked != session.get("area_clicked") and len(corners) < MOST_CORNERS:
        session["area_clicked"] = state.clicked
        corners.append((round(state.clicked[1], 3), round(state.clicked[0], 3)))
        st.rerun(scope="fragment")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("Start again"),
            icon=":material/restart_alt:",
            disabled=not corners,
            on_click=corners.clear,
            key="draw_back",
        )
        flat = tuple(number for corner in corners for number in corner)
        ready = len(corners) >= 3 and outline(flat).area > 0
        label = _("Show this area")
        if press.button(
            f"{label} · {number(count(flat))}" if ready else label,
            "draw_done",
            type="primary",
            icon=":material/check:",
            disabled=not ready,
        ):
            session["f_area"] = flat
            st.rerun()
        st.caption(n_("{n} corner", "{n} corners", len(corners)))


def layers() -> tuple[Layer, ...]:
    """Return the outline of the area that the reader chose, for the map."""
    area: Area | None = st.session_state.get("f_area")
    return _chosen(area, _(_NAME)) if area else ()


@st.cache_resource(max_entries=64)
def _chosen(area: Area, name: str) -> tuple[Layer, ...]:
    return (_lines([outline(area).boundary], name),)


@st.cache_resource
def _no_events() -> Payload:
    """An empty map: every click on it is a click on the ground."""
    return encode(frame([]))


@st.cache_resource(max_entries=64)
def _layers(corners: tuple[tuple[float, float], ...], name: str) -> tuple[Layer, ...]:
    """Draw what there is of the outline; the same corners give the same layer, so that it is sent once."""
    if not corners:
        return ()
    points = [shapely.Point(corner) for corner in corners]
    shapes: list[BaseGeometry] = [point.buffer(0.006) for point in points]
    if len(corners) == 2:
        shapes.append(shapely.LineString(corners))
    if len(corners) > 2:
        shapes.append(shapely.LineString([*corners, corners[0]]))
    return (_lines(shapes, name),)


def _lines(shapes: list[BaseGeometry], name: str) -> Layer:
    table = gpd.GeoDataFrame({"side": [""] * len(shapes)}, geometry=shapes, crs="EPSG:4326")
    return Layer(name, table, Style(colour="#b8860b", fill=False, weight=3))
