"""Own control maps that are switched on and yet not to be seen: outside the view, or of later days."""

from __future__ import annotations

import datetime as dt

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo.map import Layer
from geo.map.component import MapState
from geo.ui import press, snapshots, text
from geo.ui.data import Dataset
from geo.ui.filters import Area, outline
from geo.ui.i18n import _, day
from geo.ui.state import View
from geo.ui.view import fit


def show(data: Dataset, state: MapState) -> None:
    """Say which maps they are, and offer to go there."""
    if state.bounds is None or state.window is None:
        return
    for number, layer in enumerate(snapshots.chosen()):
        there = away(layer.frame, state.bounds, state.window[1])
        if isinstance(there, dt.date):
            _later(data, layer, there, number)
        elif there:
            _outside(layer, there, number)


def away(frame: gpd.GeoDataFrame, bounds: Area, date: dt.date) -> View | dt.date | None:
    """Return the view that shows a map, or the first day it is drawn; None where it is in view on a date."""
    at = pd.Timestamp(date)
    drawn = frame[(frame["start"] <= at) & (frame["end"] > at)].geometry
    if drawn.empty:
        first: dt.date = frame["start"].min().date()
        return first if date < first else None
    return None if drawn.intersects(outline(bounds)).any() else fit(drawn.total_bounds)


def _outside(layer: Layer, there: View, number: int) -> None:
    st.info(text.plain(_("{map}: outside the view.").format(map=layer.name)), icon=":material/layers:")
    if press.button(_("Show it"), f"elsewhere_{number}", icon=":material/zoom_out_map:"):
        st.session_state["view"] = there
        st.rerun()


def _later(data: Dataset, layer: Layer, first: dt.date, number: int) -> None:
    when = _("{map}: not drawn before {day}.").format(map=layer.name, day=day(first))
    st.info(text.plain(when), icon=":material/layers:")
    extent = data.index.extent
    if not extent or first > extent[1]:
        return
    if press.button(_("Show that day"), f"elsewhere_{number}", icon=":material/event:"):
        st.session_state["window"] = extent[0], first
        st.rerun()
