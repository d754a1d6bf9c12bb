"""Build the map document: a `folium.Map` whose every asset is inlined, so that it opens offline."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

import folium
import geopandas as gpd
import xyzservices.providers
from branca.element import MacroElement
from folium.template import Template
from xyzservices import TileProvider

from geo.errors import InputError
from geo.map import background, payload
from geo.map import layers as layer_format
from geo.map.layers import Layer
from geo.map.payload import Payload

HERE = Path(__file__).parent
CLIENT = (
    "words.js", "palette.js", "elements.js", "data.js", "texts.js", "events.js", "canvas.js",
    "background.js", "areas.js", "look.js", "groups.js", "symbols.js", "flashes.js", "layers.js", "hits.js",
    "timewindow.js", "timeline.js", "panel.js", "legend.js", "pointer.js", "walker.js", "search.js",
    "framing.js", "address.js", "picture.js", "chrome.js", "guest.js", "main.js",
)  # fmt: skip

_COMMENTS = ("//", "/**", "* ", "*/")

Theme = Literal["auto", "light", "dark"]
Window = tuple[date, date]
Span = Literal["all", "since", "custom"] | int  # all so far, since a day, two chosen days, or days that trail


def document(
    events: gpd.GeoDataFrame | Payload | None,
    *,
    title: str = "",
    language: str = "en",
    layers: Sequence[Layer] = (),
    window: Window | None = None,
    span: Span | None = None,
    known: bool = False,
    as_of: date | None = None,
    view: tuple[float, float, float] | None = None,
    selection: str | None = None,
    theme: Theme = "auto",
    basemap: str | TileProvider | None = None,
    attribution: str = "",
) -> folium.Map:
    """Build a folium map with the events, timeline, legend and panel in it.

    `.save(path)` writes one file that opens offline. How it opens: `window` is the first and last day shown,
    `span` how the window runs on, `known` keeps to what was known on the last day shown, `as_of` to what was
    known on one day; `view` is latitude, longitude and zoom, `selection` a place id. `basemap` names an
    online map (an xyzservices provider, its name, or a tile URL); by default nothing is loaded. `attribution`
    stands at the foot of the map, before that of the background. `events=None` gives the empty document that
    a host page fills by messages.
    """
    packed = events if isinstance(events, Payload) or events is None else payload.encode(events)
    options = {
        "title": title,
        "language": language,
        "window": window and [day.isoformat() for day in window],
        "span": span,
        "known": known,
        "asOf": as_of and as_of.isoformat(),
        "view": view,
        "selection": selection,
        "theme": theme,
        "basemap": _basemap(basemap),
        "attribution": attribution,
        "hosted": packed is None,
        "layers": [f"gm-layer-{number}" for number in range(len(layers))],
    }
    blobs = {"gm-background": background.packed()}
    if packed is not None:
        evidence = any("evidence" in layer.frame for layer in layers)
        blobs["gm-events"] = packed.data if evidence else packed.data[: packed.ids_at]
    blobs |= {f"gm-layer-{number}": layer_format.encode(layer) for number, layer in enumerate(layers)}
    result = OfflineMap(title)
    result.add_child(Client(options, blobs))
    return result


@cache
def shell(*, title: str = "", language: str = "en", basemap: str | None = None) -> str:
    """Give the constant document that a host page holds and fills by messages: no events, no layers."""
    return str(document(None, title=title, language=language, basemap=basemap).get_root().render())


class OfflineMap(folium.Map):
    """A folium map that loads nothing: Leaflet is written into the page."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 (folium declares them so)
    default_css: list[tuple[str, str]] = []  # noqa: RUF012
    _template = Template(
        """
        {% macro header(this, kwargs) %}
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{ this.title|e }}</title>
        <link rel="icon" href="data:,">
        <style>{{ this.leaflet_css }}</style>
        <style>
        html { color-scheme: light dark } html, body { height: 100%; margin: 0 }
        #{{ this.get_name() }} { position: absolute; inset: 0; background: Canvas }
        </style>
        <script>L_NO_TOUCH = false; L_DISABLE_3D = false;</script>
        <script>{{ this.leaflet_js }}</script>
        <script>{{ this.stand_ins }}</script>
        {% endmacro %}
        {% macro html(this, kwargs) %}
        <div class="folium-map" id={{ this.get_name()|tojson }}></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {{ this.options|tojavascript }});
        {% endmacro %}
        """
    )

    def __init__(self, title: str = "") -> None:
        super().__init__(location=(50.0, 33.0), tiles=None)
        self._id = "events"  # folium's random names would make equal maps unequal files
        self.title = title or "Map"
        self.leaflet_css = _vendored("leaflet.css")
        self.leaflet_js = _vendored("leaflet.js")
        self.stand_ins = client("standins.js")
        self.options = {
            "center": (50.0, 33.0), "zoom": 5, "zoomControl": False, "attributionControl": False,
            "minZoom": 2, "maxZoom": 17, "zoomSnap": 0.5, "wheelPxPerZoomLevel": 90, "worldCopyJump": True,
        }  # fmt: skip


class Client(MacroElement):
    """The events, the client code and the call that starts it."""

    _template = Template(
        """
        {% macro html(this, kwargs) %}
        <noscript><p style="position:absolute;inset:0;margin:auto;width:22em;height:8em;font:16px sans-serif">
        This map needs JavaScript, which this browser has switched off. Nothing is loaded from elsewhere.<br>
        Ця мапа потребує JavaScript. Для этой карты нужен JavaScript.</p></noscript>
        {% for id, text in this.blobs.items() %}
        <script type="application/octet-stream" id="{{ id }}">{{ text }}</script>
        {% endfor %}
        {% endmacro %}
        {% macro script(this, kwargs) %}
        {{ this.start }}
        startGeoMap({{ this._parent.get_name() }}, {{ this.options }});
        {% endmacro %}
        """
    )

    def __init__(self, options: Mapping[str, Any], blobs: Mapping[str, bytes]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._id, self._name = "client", "GeoMap"
        self.start = client("start.js")
        self.options = _script_json(options)
        self.blobs = {name: base64.b64encode(data).decode() for name, data in blobs.items()}
        self.blobs["gm-client"] = _packed_client()


def _basemap(basemap: str | TileProvider | None) -> dict[str, Any] | None:
    """Describe an online basemap to the client; attribution is obligatory."""
    if basemap is None:
        return None
    if isinstance(basemap, str) and "{z}" in basemap:
        host = basemap.split("/")[2] if basemap.count("/") > 2 else basemap
        return {"url": basemap, "options": {"maxZoom": 19}, "attribution": host}
    try:
        provider = xyzservices.providers.query_name(basemap) if isinstance(basemap, str) else basemap
    except ValueError as error:
        known = "an xyzservices name such as OpenStreetMap.Mapnik, or an address with {z}, {x} and {y}"
        raise InputError(f"no base map is called {basemap!r}: give {known}") from error
    options = {"maxZoom": provider.get("max_zoom", 18), "subdomains": provider.get("subdomains", "abc")}
    url = provider.build_url(scale_factor="")
    return {"url": url, "options": options, "attribution": provider.attribution}


@cache
def client(name: str) -> str:
    """Read a file of the client code."""
    return (HERE / "client" / name).read_text(encoding="utf-8")


@cache
def _packed_client() -> str:
    """Join the client code and its style, without lines of comment and indents, and gzip them."""
    style = f"const STYLE = {_script_json(client('style.css'))};"
    lines = (line.strip() for name in CLIENT for line in client(name).splitlines())
    code = "\n".join((style, *(line for line in lines if not line.startswith(_COMMENTS))))
    return base64.b64encode(gzip.compress(code.encode(), 9, mtime=0)).decode()


@cache
def _vendored(name: str) -> str:
    text = (HERE / "vendor" / "leaflet" / name).read_text(encoding="utf-8")
    if name.endswith(".css"):
        text = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))
    return text.split("//# sourceMappingURL")[0]


def _script_json(value: object) -> str:
    """Write JSON that cannot end the script element it stands in."""
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
