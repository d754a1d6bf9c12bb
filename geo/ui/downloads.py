"""Downloads of what is shown; made when the reader asks, and only what licences allow."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import streamlit as st

from geo.formats.licences import shareable
from geo.ui import data, press
from geo.ui.i18n import _, current, n_
from geo.ui.text import plain

_FILES = {
    ".csv": ("CSV", "text/csv"),
    ".geojson": ("GeoJSON", "application/geo+json"),
    ".gpkg": ("GeoPackage", "application/geopackage+sqlite3"),
}


_MOST_LICENCES = 3
#: What a map on a page shows: its events, and the options of `geo.map.document`.
Screen = tuple[gpd.GeoDataFrame, Mapping[str, Any]]


def menu(shown: Callable[[], gpd.GeoDataFrame], screen: Callable[[], Screen] | None = None) -> None:
    """Show the download menu; `shown` returns the events on show, `screen` what the map of the page shows."""
    opened = st.popover(_("Download"), icon=":material/download:", key="downloads", on_change="rerun")
    if not opened.open:
        return
    events = shown()
    heading = data.title(events["region"].value_counts().to_dict())
    with opened:
        st.markdown(n_("{n} claim, as filtered.", "{n} claims, as filtered.", len(events)))
        for message in shareable(events)[1][:3]:
            st.caption(plain(message))
        for suffix, (name, mime) in _FILES.items():
            st.download_button(
                name,
                _export(events, suffix),
                file_name=f"claims{suffix}",
                mime=mime,
                key=f"download{suffix}",
                on_click="ignore",
                disabled=events.empty,
                width="stretch",
            )
        st.download_button(
            _("Map (HTML, works offline)"),
            _document(*(screen() if screen else (events, {})), title=heading, language=current()),
            file_name="map.html",
            mime="text/html",
            key="download.html",
            on_click="ignore",
            disabled=events.empty,
            width="stretch",
        )
        if screen and press.button(_("Picture of the map (PNG)"), "download.png", width="stretch"):
            _picture(heading)
        st.caption(
            _(
                "Every row names its source, and its licence where the source states one. Rows whose licence "
                "forbids passing them on are left out. The demo's summaries are CC BY 4.0; name this project "
                "and the source of each claim."
            )
        )


def _picture(heading: str) -> None:
    """Order a picture; the map saves what is on screen, with a heading, as soon as it hears of it."""
    session = st.session_state
    number = session.get("picture", {}).get("number", 0) + 1
    session["picture"] = {"number": number, "visit": session["_visit"], "heading": heading}
    st.rerun()  # the map is not of the fragment of the menus


def order() -> dict[str, object] | None:
    """Return the command for the map of this visit; a map that is opened later saves nothing."""
    wanted = st.session_state.get("picture", {})
    if wanted.get("visit") != st.session_state["_visit"]:
        return None
    return {"id": f"picture-{wanted['number']}", "picture": wanted["heading"]}


def credit(events: data.Dataset) -> str:
    """Say at the foot of a map which licences the claims stand under."""
    licences = ", ".join(events.licences[:_MOST_LICENCES])
    return _("Claims: {licences}").format(licences=licences) if licences else ""


def _export(events: gpd.GeoDataFrame, suffix: str) -> Callable[[], bytes]:
    def make() -> bytes:
        from geo.formats.export import export

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"claims{suffix}"
            export(events, path)
            return path.read_bytes()

    return make


def _document(
    events: gpd.GeoDataFrame, options: Mapping[str, Any], *, title: str, language: str
) -> Callable[[], bytes]:
    def make() -> bytes:
        import geo.map

        document = geo.map.document(shareable(events)[0], title=title, language=language, **options)
        return document.get_root().render().encode()

    return make
