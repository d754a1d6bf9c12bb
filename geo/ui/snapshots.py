"""The reader's own control maps: files that stay with the session, each a layer with its own line."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.errors import GeoError
from geo.map import Layer, Style
from geo.ui import labels, text
from geo.ui.data import shared
from geo.ui.i18n import _, current, day

if TYPE_CHECKING:
    from geo.control import ControlSeries

_TYPES = ["geojson", "json", "kml", "kmz", "gpkg", "zip"]
#: One line each, so that several maps can be told apart; the estimate is dashed.
_LINES = ("solid", "dotted", "dash-dot")


@dataclass(frozen=True)
class OwnMap:
    """A file of control maps, and what the reader says about it where the file does not."""

    key: str
    file: str
    content: bytes
    source: str = ""
    side: str = ""
    date: dt.date | None = None
    shown: bool = True

    def series(self) -> ControlSeries:
        """Return its maps over time; raises GeoError where none can be read."""
        return _read(self.content, self.file, self.side, self.date, self.source)[0]

    def notes(self) -> list[str]:
        """Return what was repaired or refused while reading."""
        return _read(self.content, self.file, self.side, self.date, self.source)[1]


@st.cache_resource(show_spinner=False, max_entries=8, scope="session")
def _read(
    content: bytes, name: str, side: str, date: dt.date | None, source: str
) -> tuple[ControlSeries, list[str]]:
    from geo.formats.snapshots import read_snapshots

    reading = read_snapshots(content, name, side=side, date=date, label=source)
    return reading.series(), [str(note) for note in reading.notes]


def own_maps() -> dict[str, OwnMap]:
    """Return the maps of this session by their key, in the order they came."""
    found: dict[str, OwnMap] = st.session_state.setdefault("own_maps", {})
    return found


def readable() -> dict[str, tuple[OwnMap, ControlSeries]]:
    """Return those that could be read, with their maps over time."""
    out = {}
    for key, own in own_maps().items():
        try:
            out[key] = own, own.series()
        except GeoError:
            continue  # its own box says why
    return out


def chosen() -> list[Layer]:
    """Return a layer for each map that is switched on."""
    return [
        _layer(own, series, _LINES[number % len(_LINES)])
        for number, (own, series) in enumerate(readable().values())
        if own.shown
    ]


def _layer(own: OwnMap, series: ControlSeries, line: Any) -> Layer:
    extent = shared().index.extent
    said = replace(own, content=b"", shown=True)  # the key tells the content
    return _made(said, line, extent and extent[1], current(), series)


@st.cache_resource(show_spinner=False, max_entries=8, scope="session")
def _made(said: OwnMap, line: Any, until: dt.date | None, language: str, _series: ControlSeries) -> Layer:
    from geo.control import snapshot_layer

    # The last map is carried forward to the end of the timeline; its label says from when it is.
    end = max(_series.last, until or _series.last) + dt.timedelta(days=1)
    label = _("as assessed by {source}, {day}").format(source=_series.source, day=day(_series.last))
    return Layer(label, snapshot_layer(_series, end=end), Style(line=line))


def choose() -> None:
    """Draw the boxes of the session's own maps, and the way to add one."""
    for own in list(own_maps().values()):
        _box(own)
    number = st.session_state.setdefault("_snapshot_files", 0)
    st.file_uploader(
        _("Your own control map (GeoJSON, KML, GeoPackage, zipped Shapefile)"),
        type=_TYPES,
        key=f"snapshot_{number}",
        accept_multiple_files=True,
        on_change=_added,
        args=(f"snapshot_{number}",),
    )


def _added(widget: str) -> None:
    for file in st.session_state[widget]:
        own_maps()[file.file_id] = OwnMap(file.file_id, file.name, file.getvalue())
    st.session_state["_snapshot_files"] += 1  # an empty uploader, ready for the next file


def _remove(key: str) -> None:
    own_maps().pop(key, None)


def _box(own: OwnMap) -> None:
    with st.container(border=True, key=f"own_{own.key}"):
        try:
            series, problem = own.series(), ""
            label = _("as assessed by {source}, {day}").format(source=series.source, day=day(series.last))
        except GeoError as error:
            problem, label = str(error), own.file
        shown = st.toggle(text.plain(label), value=own.shown, key=f"own_on_{own.key}")
        if problem:
            st.warning(text.plain(problem), icon=":material/error:")
        said = _say(own, open_=bool(problem))
        for note in [] if problem else own.notes()[:10]:
            st.caption(text.plain(note))
    changed = replace(said, shown=shown)
    if changed != own:
        own_maps()[own.key] = changed
        st.rerun()


def _say(own: OwnMap, *, open_: bool) -> OwnMap:
    """Ask what the file does not say: whose map it is, whose ground it shows, its day."""
    with st.expander(_("What the file does not say"), expanded=open_):
        source = st.text_input(_("Whose map it is"), own.source, max_chars=60, key=f"own_source_{own.key}")
        sides = {"": _("as the file says"), **labels.words("side", ("Russia", "Ukraine", "contested"))}
        side = st.selectbox(
            _("Shows ground of"),
            list(sides),
            index=list(sides).index(own.side),
            format_func=sides.__getitem__,
            key=f"own_side_{own.key}",
        )
        date = st.date_input(_("Its day"), value=own.date, format="YYYY-MM-DD", key=f"own_day_{own.key}")
        st.button(_("Remove this map"), key=f"own_gone_{own.key}", on_click=_remove, args=(own.key,))
    return replace(own, source=source.strip(), side=side, date=date)
