"""Two dates beside each other: who is said to hold what, and what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
import streamlit as st
from shapely.geometry.base import BaseGeometry

from geo.map import Layer, Style
from geo.map.component import event_map
from geo.ui import charts, evidence, header, labels, layers, session, sidebar, snapshots, text, view
from geo.ui.data import dataset, gazetteer
from geo.ui.filters import Window
from geo.ui.i18n import _, current, day, number
from geo.ui.search import Mask

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from geo.control import ControlSeries, Difference, Moment

Ground = Mapping[str, BaseGeometry]  # side → what it is said to hold, EPSG:4326

_SIDES = ("Ukraine", "Russia", "contested", "unknown")
_FIRST = (dt.date(2024, 9, 1), dt.date(2025, 2, 1))
#: Gained and lost on the map.
_GAINED, _LOST = "#2f7fd1", "#d1495b"


@dataclass(frozen=True)
class Pair:
    """The maps of two days from one source, and what changed between them."""

    days: Window
    before: Ground
    after: Ground
    drawn: tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]  # what the map shows of each day
    found: Difference
    moved: pd.DataFrame  # name, district, region, before, after (sides)
    leading: str  # the side whose gains and losses are drawn
    status: tuple[str, str]  # where the map of each day comes from
    names: Mapping[str, str] = field(default_factory=dict)  # of sides, where more is to be said


def page() -> None:
    """Draw the page."""
    data = dataset()
    selection = sidebar.filtered(data)
    header.show(
        _("Compare"),
        _("Two days of one map: who is said to hold what, and what changed between them."),
        lambda: data.events[selection.rows],
    )
    own = snapshots.readable()
    source = _source(own)
    if source:
        _snapshots(own[source], selection.any_time)
    else:
        _estimate(selection.any_time)


def _source(own: Mapping[str, ControlSeries]) -> str:
    """Ask whose map is compared; "" is the estimate."""
    if not own:
        st.caption(_("An estimate from reports, not a survey. Add your own control maps on the map’s page."))
        return ""
    names = {"": layers.title()}
    names |= {key: snapshots.title(series) for key, series in own.items()}
    return str(
        st.segmented_control(
            _("Whose map"),
            list(names),
            default="",
            format_func=lambda key: text.plain(names[key]),
            key="compare_source",
        )
        or ""
    )


def _estimate(claims: Mask) -> None:
    from geo.control import abroad, diff

    frame = layers.estimate()
    if frame is None:
        st.info(_("No claim says who holds a settlement, so there is nothing to estimate."))
        return
    days, beside = _choose(
        _FIRST, frame["start"].min().date(), frame["end"].max().date() - dt.timedelta(days=1)
    )
    drawn = layers.on_day(frame, days[0]), layers.on_day(frame, days[1])
    # Ground at home only turns from grey to its holder as claims come near: that is no gain.
    before, after = (abroad(layers.held(each)) for each in drawn)
    said = ("estimate from reports", "estimate from reports")
    names = {"Ukraine": _("Ukraine, in Russia"), "Russia": _("Russia, in Ukraine")}
    found = diff(before, after)
    moved = _located(_changed_cells(*drawn))
    _show(Pair(days, before, after, drawn, found, moved, "Ukraine", said, names), beside, claims)
    layers.area_chart(*days)


def _snapshots(series: ControlSeries, claims: Mask) -> None:
    from geo.control import areas_over_time, diff

    if series.first == series.last:
        st.info(_("This file has one day only; a comparison needs two."))
        return
    days, beside = _choose((series.first, series.last), series.first, series.last)
    moments = _moments(series, days)
    before, after = (dict(each.areas) for each in moments)
    leading = "Russia" if "Russia" in {*before, *after} else next(iter({**before, **after}), "")
    found = diff(before, after, gazetteer())
    drawn = _edges(before, snapshots.title(series)), _edges(after, snapshots.title(series))
    said = moments[0].status, moments[1].status
    moved = _located(found.settlements)
    _show(Pair(days, before, after, drawn, found, moved, leading, said), beside, claims)
    table = areas_over_time(series)
    st.altair_chart(charts.area(table, days), alt=_("Area of each side over time, from your file"))
    st.download_button(
        _("Areas of all days (CSV)"),
        table.assign(km2=table["km2"].round(2)).to_csv(index=False),
        "control_areas.csv",
        "text/csv",
        key="compare_all_days",
        on_click="ignore",
    )
    if series.licence:
        st.caption(_("Licence of this map: {licence}.").format(licence=text.plain(series.licence)))


def _moments(series: ControlSeries, days: Window) -> list[Moment]:
    """Return the maps of two days; say where a day that has none takes its map from."""
    between = [each for each in days if series.at(each, interpolate=True).until]
    drawn = bool(between) and st.toggle(
        _("Draw days without a map between the lines of the maps before and after"), key="compare_between"
    )
    moments = [series.at(each, interpolate=drawn) for each in days]
    for each in moments:
        if each.until and each.since:
            st.caption(
                _(
                    "{day}: interpolated between the maps of {since} and {until}. Nobody drew this line."
                ).format(day=day(each.date), since=day(each.since), until=day(each.until))
            )
        elif each.status == "carried forward" and each.since:
            st.caption(
                _("No map of {day}: that of {since} is carried forward.").format(
                    day=day(each.date), since=day(each.since)
                )
            )
    return moments


def _choose(opening: Window, first: dt.date, last: dt.date) -> tuple[Window, DeltaGenerator]:
    """Ask for the two days; return them, and the room beside."""
    wanted = st.session_state.get("compare") or opening
    start, end = (min(max(each, first), last) for each in wanted)
    if start == end:
        start, end = first, last
    left, right, beside = st.columns([1, 1, 3])
    one = left.date_input(
        _("Before"), start, first, last, key=f"compare_before_{first}_{last}", format="YYYY-MM-DD"
    )
    two = right.date_input(
        _("After"), end, first, last, key=f"compare_after_{first}_{last}", format="YYYY-MM-DD"
    )
    if one > two:
        st.warning(_("The first day is after the second; they are shown the other way round."))
        one, two = two, one
    st.session_state["compare"] = None if (one, two) == opening else (one, two)
    return (one, two), beside


def _show(pair: Pair, beside: DeltaGenerator, claims: Mask) -> None:
    """Draw the table, the map with the claims, the places that changed and the downloads."""
    with beside:
        table = _table(pair)
    if table.empty:
        st.info(_("No ground is drawn on either of these days."))
        return
    _map(pair, claims)
    _settlements(pair)
    _downloads(table, pair)


def _table(pair: Pair) -> pd.DataFrame:
    """Show the areas on both days; return the table in plain numbers."""
    from geo.control import area_km2

    rows = []
    for side in _SIDES:
        if side not in pair.before and side not in pair.after:
            continue
        sizes = [area_km2(each.get(side)) for each in (pair.before, pair.after)]
        changed = [pair.found.km2(side, kind) for kind in ("gained", "lost")]
        rows.append((pair.names.get(side) or labels.word("side", side), *sizes, *changed))
    columns = ["side", "before_km2", "after_km2", "gained_km2", "lost_km2"]
    plain = pd.DataFrame(rows, columns=columns).round(1)
    if len(plain):
        shown = pd.DataFrame(
            {
                _("Said to be held by"): plain["side"],
                day(pair.days[0]): [_size(value) for value in plain["before_km2"]],
                day(pair.days[1]): [_size(value) for value in plain["after_km2"]],
                _("Change"): [_signed(round(v)) for v in plain["after_km2"] - plain["before_km2"]],
            }
        )
        st.table(shown, hide_index=True, width="content", alt=_("Area of each side on both days"))
    return plain.assign(before_map=pair.status[0], after_map=pair.status[1])


def _size(km2: float) -> str:
    return _("{n} km²").format(n=number(round(km2)))


def _signed(km2: int) -> str:
    return f"{'+' if km2 > 0 else '−' if km2 < 0 else ''}{_size(abs(km2))}"


@st.fragment  # what the reader does on this map changes nothing else on the page
def _map(pair: Pair, claims: Mask) -> None:
    changes = pair.found.changes
    patches = changes[changes["side"] == pair.leading]
    gained, lost = (patches[patches["kind"] == kind] for kind in ("gained", "lost"))
    first, second = (_on(*each) for each in zip(pair.days, pair.status, strict=True))
    side = labels.word("side", pair.leading)
    # The ground of the second day lies on top: a click anywhere asks why it is drawn so.
    shown = (
        Layer(_("{side} gained").format(side=side), gained, Style(colour=_GAINED, opacity=0.4, weight=1)),
        Layer(_("{side} lost").format(side=side), lost, Style(colour=_LOST, opacity=0.4, weight=1)),
        Layer(first, pair.drawn[0], Style(line="dashed", fill=False)),
        Layer(second, pair.drawn[1], Style(line="solid", opacity=0.15)),
    )
    colours = {shown[0].name: _GAINED, shown[1].name: _LOST} if len(patches) else {}
    key = {name: f"background:{colour}" for name, colour in colours.items()}
    st.html(header.swatches(key | {first: header.stroke("dashed"), second: header.stroke("solid")}))
    with st.container(key="compare_map"):
        state = event_map(
            dataset().payload,
            shown=pd.Series(claims),
            key=f"compare_map_{st.session_state['_visit']}",
            language=current(),
            layers=shown,
            as_of=session.known_on(),
            window=pair.days,
            view=None if patches.empty else view.fit(patches.total_bounds),
            height="max(26rem, calc(100dvh - 21rem))",
        )
    st.caption(_("The map changed between these days: that is not the day a place changed hands."))
    if state.cells:
        evidence.show(state.cells, pair.days[1])


def _on(date: dt.date, status: str) -> str:
    if status == "interpolated":
        return _("On {day}, interpolated").format(day=day(date))
    return _("On {day}").format(day=day(date))


def _edges(ground: Ground, label: str) -> gpd.GeoDataFrame:
    """Return the edge of the ground of each side, which the map fills and draws as a front."""
    sides = [side for side in _SIDES if side in ground]
    columns = {"side": sides, "kind": "edge", "label": label}
    return gpd.GeoDataFrame(columns, geometry=[ground[side].boundary for side in sides], crs="EPSG:4326")


def _changed_cells(before: gpd.GeoDataFrame, after: gpd.GeoDataFrame) -> pd.DataFrame:
    """Name the places whose cell changed sides; at home a cell without a recent report is no change."""
    from geo.control import country

    cells = [frame[frame["cell_id"] != ""].set_index("cell_id") for frame in (before, after)]
    shapes = pd.concat([frame.geometry for frame in cells])
    shapes = shapes[~shapes.index.duplicated()]
    sides = pd.DataFrame({"before": cells[0]["side"], "after": cells[1]["side"]}).fillna("unknown")
    moved = sides[sides["before"] != sides["after"]]
    spots = shapely.point_on_surface(shapes[moved.index].to_numpy())
    home = np.where(shapely.contains(country("UA"), spots), "Ukraine", "Russia")
    quiet = [{"unknown", own} == {*pair} for own, pair in zip(home, moved.to_numpy(), strict=True)]
    moved = moved[~np.array(quiet, dtype=bool)]
    names = [layers.name(place_id, place_id) for place_id in moved.index]
    return moved.assign(name=names).reset_index(names="place_id")


def _located(moved: pd.DataFrame) -> pd.DataFrame:
    """Add district and region: many villages share a name."""
    found = [layers.whereabouts(place_id) for place_id in moved["place_id"]]
    within = pd.DataFrame([each[1:] for each in found], columns=["district", "region"], index=moved.index)
    ours = ["place_id", "name", "district", "region", "before", "after"]
    table = moved.join(within)
    return table[[*ours, *table.columns.difference(ours)]].sort_values(["region", "district", "name"])


def _settlements(pair: Pair) -> None:
    if pair.moved.empty:
        st.caption(_("No settlement changes sides between these days."))
        return
    shown = pd.DataFrame(
        {
            _("Place"): pair.moved["name"],
            _("District"): pair.moved["district"],
            _("Region"): pair.moved["region"],
            _("Before"): [_side(side) for side in pair.moved["before"]],
            _("After"): [_side(side) for side in pair.moved["after"]],
        }
    )
    with st.expander(_("Settlements that change sides: {n}").format(n=number(len(shown)))):
        st.dataframe(shown, hide_index=True, alt=_("Settlements that change sides"))


def _side(side: str) -> str:
    return labels.word("side", side) if side else _("not drawn")


def _downloads(table: pd.DataFrame, pair: Pair) -> None:
    name = f"control_{pair.days[0]}_{pair.days[1]}"
    with st.container(horizontal=True, key="compare_downloads"):
        for label, suffix, mime, content in (
            (_("Areas (CSV)"), "areas.csv", "text/csv", table.to_csv(index=False)),
            (_("Settlements (CSV)"), "settlements.csv", "text/csv", pair.moved.to_csv(index=False)),
            (_("What changed (GeoJSON)"), "changes.geojson", "application/geo+json", _geojson(pair)),
        ):
            st.download_button(
                label, content, f"{name}_{suffix}", mime, key=f"compare_{suffix}", on_click="ignore"
            )


def _geojson(pair: Pair) -> str:
    changes = pair.found.changes.assign(
        label=pair.found.label, before_map=pair.status[0], after_map=pair.status[1]
    )
    return str(changes.to_json(drop_id=True)) if len(changes) else changes.to_json()
