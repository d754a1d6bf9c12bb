"""Show the map document in Streamlit and learn what the reader does with it.

The document stands in a sandboxed frame and never reloads while the page reruns. Events and layers
travel once, as bytes, until they change; a filter travels as one bit a row; window, view and selection
come back when the reader lets go.
"""

from __future__ import annotations

import base64
import json
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, NamedTuple

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo.map import layers as layer_format
from geo.map import page, payload
from geo.map.layers import Layer
from geo.map.page import Window
from geo.map.payload import Payload

_CSS = """
.geo-map { height: 620px }
.geo-map iframe { width: 100%; height: 100%; border: 0; display: block; border-radius: 10px }
"""


class View(NamedTuple):
    """The middle of the map in degrees, and Leaflet's zoom."""

    lat: float
    lon: float
    zoom: float


@dataclass(frozen=True)
class MapState:
    """What the reader sees and has chosen; `None` until the map has reported for the first time."""

    window: Window | None = None  # first and last day shown
    span: str | int | None = None  # "all", "since", "custom" or the number of days that trail
    known: bool = False  # only what was known on the last day shown
    view: View | None = None
    bounds: tuple[float, float, float, float] | None = None  # west, south, east, north
    selection: str | None = None  # place id
    cells: tuple[str, ...] = ()  # ids of a clicked control area, or of those on both sides of a line
    clicked: tuple[float, float] | None = None  # latitude, longitude of a click on empty map


def event_map(
    events: gpd.GeoDataFrame | Payload,
    *,
    key: str,
    shown: Sequence[bool] | pd.Series | None = None,
    language: str = "en",
    layers: Sequence[Layer] = (),
    window: Window | None = None,
    span: str | int | None = None,
    known: bool | None = None,
    view: tuple[float, float, float] | None = None,
    selection: str | None = None,
    as_of: date | None = None,
    command: Mapping[str, Any] | None = None,
    height: int | str = 620,
    attribution: str = "",
) -> MapState:
    """Show events on a map that keeps its view and its window through reruns.

    `shown` masks rows of the frame that `events` was packed from (`geo.map.encode` packs once for many runs).
    Masked rows still reach the browser: leave out of `events` what a visitor may not see. `as_of` shows what
    was known on that day: published by then, and as it was read then; the timeline ends on it. `window`,
    `span`, `known`, `view` and `selection` move the map when the app changes them from one run to the next.
    `command` is done once for each new `command["id"]`: {"id", "fly": [lat, lon, zoom], "select": place id,
    "window": [first, last], "picture": a heading, or True, to save what is on screen as a PNG file}. `height`
    is in pixels, or a CSS length; `attribution` stands at the foot of the map.
    """
    packed = events if isinstance(events, Payload) else _pack(events)
    state = _state(st.session_state.get(f"{key}-map"))
    wanted = {"window": window, "span": span, "known": known, "view": view, "selection": selection}
    message = {
        "height": f"{height}px" if isinstance(height, int) else height,
        "digest": packed.digest,
        "mask": None if shown is None else base64.b64encode(packed.mask(shown)).decode(),
        "asOf": as_of,
        "attribution": attribution,
        "settings": _news(key, state, wanted),
        "command": command and dict(command),
    }
    with st.container(key=f"{key}-geomap", gap=None):
        result = _host(language)(key=f"{key}-map", default={"state": None}, on_state_change=_nothing)
        _courier()(key=f"{key}-events", data=_letter(0, packed.digest, packed.data[: packed.texts_at]))
        _courier()(key=f"{key}-layers", data=_layers(tuple(layers)))
        _courier()(key=f"{key}-settings", data=json.loads(json.dumps(message, default=str)))
        # Last, as the map is drawn without texts: they are waited for only when a place is opened.
        _courier()(key=f"{key}-texts", data=_letter(2, packed.digest, packed.data[packed.texts_at :]))
    return _state(result)


@dataclass
class _News:
    """What the app wanted of a map and the map showed at the last run, and the settings sent last."""

    wanted: dict[str, Any] = field(default_factory=dict)
    state: MapState = field(default_factory=MapState)
    values: dict[str, Any] = field(default_factory=dict)
    number: int = 0


def _news(key: str, state: MapState, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Number the settings that the app changed since its last run and that the map does not show already.

    What the reader does comes back here as a setting of the app, often one run late: sending it on would pull
    the map back under the reader's hand. `all` is for a map that comes back and knows nothing yet.
    """
    memory = st.session_state.setdefault(f"{key}-wanted", _News())
    news = {}
    for name, value in wanted.items():
        now, before = getattr(state, name), getattr(memory.state, name)
        echo = value == now or (now != before and value == before)
        if value is not None and value != memory.wanted.get(name) and not echo:
            news[name] = value
    memory.wanted, memory.state = dict(wanted), state
    if news:
        memory.values = news
        memory.number += 1
    return {"number": memory.number, "values": memory.values, "all": memory.wanted}


def _state(result: Any) -> MapState:
    state = result and result.get("state")
    if not state:
        return MapState()
    days = state["window"]
    return MapState(
        window=(date.fromisoformat(days["from"]), date.fromisoformat(days["to"])),
        span=days["span"],
        known=bool(days["known"]),
        view=View(*state["view"]),
        bounds=tuple(state["bounds"]),
        selection=state["selection"],
        cells=tuple(state["cells"]),
        clicked=state["clicked"] and tuple(state["clicked"]),
    )


def _nothing() -> None:
    """Streamlit keeps state only for values that have a callback."""


@cache
def _host(language: str) -> Any:
    return st.components.v2.component(
        f"geo_map_{language}",
        html='<div class="geo-map"></div>',
        css=_CSS,
        js=_host_script(language),
        isolate_styles=False,
    )


def _host_script(language: str) -> str:
    shell = json.dumps(page.shell(language=language)).replace("</", "<\\/")
    return _script("host.js").replace('"{{shell}}"', shell)


@cache
def _courier() -> Any:
    return st.components.v2.component("geo_map_courier", js=_script("courier.js"), isolate_styles=False)


def _script(name: str) -> str:
    return page.client("mailbox.js") + page.client(name)


def _letter(kind: int, digest: str, data: bytes) -> bytes:
    mark = digest.encode()
    return b"".join((len(mark).to_bytes(4, "little"), mark, bytes([kind]), data))


_packed: dict[int, tuple[weakref.ref[gpd.GeoDataFrame], Payload]] = {}


def _pack(events: gpd.GeoDataFrame) -> Payload:
    """Pack a frame once for as long as the same object is alive."""
    known = _packed.get(id(events))
    if known and known[0]() is events:
        return known[1]
    packed = payload.encode(events)
    name = id(events)

    def forget(_: object) -> None:
        _packed.pop(name, None)

    _packed[name] = (weakref.ref(events, forget), packed)
    return packed


_layered: dict[tuple[int, ...], tuple[tuple[Layer, ...], bytes]] = {}


def _layers(layers: tuple[Layer, ...]) -> bytes:
    """Pack layers; the last few sets are kept, as their frames do not change from rerun to rerun."""
    name = tuple(map(id, layers))
    if name not in _layered:
        blocks = [layer_format.encode(layer) for layer in layers]
        data = b"".join(len(block).to_bytes(4, "little") + block for block in blocks)
        if len(_layered) > 8:
            _layered.clear()
        _layered[name] = (layers, _letter(1, payload.digest(data), data))
    return _layered[name][1]
