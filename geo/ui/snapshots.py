"""The reader's own control maps: files that stay with the session, each a layer with its own line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.errors import GeoError
from geo.map import Layer, Style
from geo.ui import i18n, labels, problem, text
from geo.ui.data import shared
from geo.ui.i18n import _, current, day, n_, number

if TYPE_CHECKING:
    from geo.control import ControlSeries
    from geo.formats.snapshots import Reading

_TYPES = ["geojson", "json", "kml", "kmz", "gpkg", "zip"]
#: One line each, so that several maps can be told apart; the estimate is dashed.
_LINES = ("solid", "dotted", "dash-dot")
#: A layer that the reader leaves out.
_OUT = "-"
#: So many layers are asked about one by one.
_MOST_LAYERS = 12


@dataclass(frozen=True)
class Said:
    """What the reader says of one layer of a file; empty where the file tells."""

    side: str = ""
    kind: str = ""
    date: dt.date | None = None


@dataclass(frozen=True)
class OwnMap:
    """A file of control maps, and what the reader says about it where the file does not."""

    key: str
    file: str
    content: bytes
    source: str = ""
    said: Mapping[str, Said] = field(default_factory=dict)  # by pattern of the layer's name
    hidden: frozenset[str] = frozenset()  # kinds of map that are switched off
    between: bool = False  # days without a map are drawn between the lines of two

    def reading(self) -> Reading:
        """Return what is read of the file; raises GeoError where it is nothing."""
        return _read(self.key, self.file, self.said, self.source, self.content)

    def series(self) -> dict[str, ControlSeries]:
        """Return its maps over time by kind; raises GeoError where none can be read."""
        reading = self.reading()
        return {kind: reading.series(kind) for kind in reading.kinds} or {"": reading.series()}


@st.cache_resource(show_spinner=False, max_entries=8, scope="session")
def _read(key: str, name: str, said: Mapping[str, Said], source: str, _content: bytes) -> Reading:
    """Read a file; the upload's `key` tells its content, which may be too large to be hashed at every run."""
    from geo.formats.snapshots import read_snapshots

    return read_snapshots(
        _content,
        name,
        sides={layer: None if each.side == _OUT else each.side for layer, each in said.items() if each.side},
        kinds={layer: each.kind for layer, each in said.items() if each.kind},
        dates={layer: each.date for layer, each in said.items() if each.date},
        label=source,
    )


def own_maps() -> dict[str, OwnMap]:
    """Return the maps of this session by their key, in the order they came."""
    found: dict[str, OwnMap] = st.session_state.setdefault("own_maps", {})
    return found


def _readable() -> Iterator[tuple[OwnMap, str, ControlSeries]]:
    for own in own_maps().values():
        try:
            found = own.series()
        except GeoError:
            continue  # its own box says why
        for kind, series in found.items():
            yield own, kind, series


def readable() -> dict[str, ControlSeries]:
    """Return the maps that could be read, by a key each: one for each kind of each file."""
    return {f"{own.key}:{kind}": series for own, kind, series in _readable()}


def title(series: ControlSeries) -> str:
    """Say whose map it is, and what it rests on."""
    if series.kind in ("", "assessed"):
        return _("as assessed by {source}").format(source=series.source)
    return _("{kind}, according to {source}").format(
        kind=labels.word("basis", series.kind), source=series.source
    )


def _dated(series: ControlSeries) -> str:
    """Say whose map it is and from when; the last one is carried forward."""
    return _("{map}, {day}").format(map=title(series), day=day(series.last))


def chosen() -> list[Layer]:
    """Return the layers of each map that is switched on."""
    return [
        layer
        for number, (own, kind, series) in enumerate(_readable())
        if kind not in own.hidden
        for layer in _layers_of(own, series, _LINES[number % len(_LINES)])
    ]


def _layers_of(own: OwnMap, series: ControlSeries, line: Any) -> list[Layer]:
    extent = shared().index.extent
    said = replace(own, content=b"", hidden=frozenset())  # the key tells the content
    return _made(said, series.kind, line, extent and extent[1], current(), series)


@st.cache_resource(show_spinner=False, max_entries=8, scope="session")
def _made(
    said: OwnMap, kind: str, line: Any, until: dt.date | None, language: str, _series: ControlSeries
) -> list[Layer]:
    from geo.control import interpolated_layer, snapshot_layer

    # The last map is carried forward to the end of the timeline; its label says from when it is.
    end = max(_series.last, until or _series.last) + dt.timedelta(days=1)
    name = title(_series)
    frame = snapshot_layer(_series, end=end, label=name, carried=not said.between)
    layers = [Layer(_dated(_series), frame, Style(line=line))]
    if said.between and _series.gaps():
        name = _("{map}, interpolated").format(map=name)
        layers.append(
            Layer(name, interpolated_layer(_series, label=name), Style(line=line, weight=1.5, opacity=0.1))
        )
    return layers


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
        changed = own
        try:
            found = own.series()
        except GeoError as error:
            found = {}
            st.markdown(f"**{text.plain(own.file)}**")
            problem.warn(error)
        for kind, series in found.items():
            shown = st.toggle(
                text.plain(_dated(series)), value=kind not in own.hidden, key=f"own_on_{own.key}_{kind}"
            )
            changed = replace(changed, hidden=changed.hidden - {kind} if shown else changed.hidden | {kind})
        changed = _say(changed, found)
    if changed != own:
        own_maps()[own.key] = changed
        st.rerun()


def _say(own: OwnMap, found: Mapping[str, ControlSeries]) -> OwnMap:
    """Ask what the file does not say, layer by layer, and tell what is read of it."""
    with st.expander(_("What each layer shows"), expanded=not found):
        source = st.text_input(_("Whose map it is"), own.source, max_chars=60, key=f"own_source_{own.key}")
        said = {**own.said, **_layers(own)}
        _preview(own, found)
        between = any(series.gaps() for series in found.values()) and st.toggle(
            _("Draw days without a map between the lines of the maps before and after"),
            value=own.between,
            key=f"own_between_{own.key}",
        )
        st.button(_("Remove this map"), key=f"own_gone_{own.key}", on_click=_remove, args=(own.key,))
    said = {layer: each for layer, each in said.items() if each != Said()}
    return replace(own, source=source.strip(), said=said, between=between)


def _layers(own: OwnMap) -> dict[str, Said]:
    """Ask about each layer: whose ground it shows, what that rests on, its day."""
    try:
        layers = own.reading().layers
    except GeoError:
        return {}
    if len(layers) > _MOST_LAYERS:
        st.caption(
            _("The first {n} layers are listed; the others are read as the file says.").format(n=_MOST_LAYERS)
        )
    return {
        layer: _layer_said(f"{own.key}_{number}", layer, count, own.said.get(layer, Said()))
        for number, (layer, count) in enumerate(list(layers.items())[:_MOST_LAYERS])
    }


def _layer_said(key: str, layer: str, count: int, said: Said) -> Said:
    from geo.control.records import KINDS

    file_says = _("as the file says")
    sides = {"": file_says, **labels.words("side", ("Russia", "Ukraine", "contested")), _OUT: _("left out")}
    kinds = {"": file_says, **labels.words("basis", filter(None, KINDS))}
    polygons = n_("{n} polygon", "{n} polygons", count)
    st.markdown(f"**{text.plain(layer)}** · {polygons}")
    return Said(
        _pick(_("Shows ground of"), sides, said.side, f"own_side_{key}"),
        _pick(_("Rests on"), kinds, said.kind, f"own_kind_{key}"),
        st.date_input(_("Its day"), value=said.date, format="YYYY-MM-DD", key=f"own_day_{key}"),
    )


def _pick(label: str, words: Mapping[str, str], now: str, key: str) -> str:
    values = list(words)
    return st.selectbox(label, values, index=values.index(now), format_func=words.__getitem__, key=key)


def _preview(own: OwnMap, found: Mapping[str, ControlSeries]) -> None:
    """Tell what is read of the file as it is mapped now."""
    from geo.control import area_km2

    for series in found.values():
        sizes = [
            f"{labels.word('side', side)} {number(round(area_km2(area)))} km²"
            for side, area in series.at(series.last).areas.items()
        ]
        days = n_("{n} day", "{n} days", len(series.observed))
        st.caption(text.plain(f"{_dated(series)} ({days}): {', '.join(sizes)}"))
    for note in own.reading().notes[:10] if found else ():
        st.caption(text.plain(i18n.said(note.notice)))
