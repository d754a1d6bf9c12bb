"""The map: marks by place, the timeline, and the claims in view beside it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from geo.map.component import MapState, event_map
from geo.ui import downloads, drawing, elsewhere, empty, evidence, header, labels, layers, sidebar, snapshots
from geo.ui import session as session_link
from geo.ui.claims_list import MOST, claims_list
from geo.ui.component import component
from geo.ui.data import Dataset, dataset, place_label, title
from geo.ui.filters import Selection, Window
from geo.ui.i18n import _, current, day, n_, number, span
from geo.ui.state import ALL_DAYS

#: The map fills the window; the style sheet knows how much stands above it.
_HEIGHT = "max(22rem, calc(100dvh - var(--above-map)))"
_HINT = '<div class="hint"><p></p><button type="button"></button></div>'
#: Pixels that the charts below the map take, so that nothing jumps when they come.
_CHARTS = 400


def page() -> None:
    """Draw the page."""
    data = dataset()
    selection = sidebar.filtered(data, data.opening)
    window = _days(data)
    layers.choose()
    pending = layers.pending()
    header.show(
        title(data.index.count("region", selection.rows)),
        _line(int(selection.rows.sum()), selection.total, window, pending=pending),
        lambda: data.events[selection.rows],
        screen=(lambda: _screen(data, selection)) if data.index.size else None,
        key=_ground(window) | _own_lines(),
        opening=data.opening,
    )
    if not data.index.size:
        empty.show(data, "")
        return
    with st.container(key="hints"):  # always there: what stands below must not move when the hint goes
        _first_visit()
    _map(data, selection)
    if pending:
        layers.wait()


def _days(data: Dataset) -> Window | None:
    return sidebar.days(data, data.opening)


def _line(shown: int, total: int, window: Window | None, *, pending: bool) -> str:
    known = session_link.known_on()
    parts = [
        _("{shown} of {total} claims").format(shown=number(shown), total=number(total)),
        span(*window) if window else "",
        _("as known on {day}").format(day=day(known)) if known else "",
        _("each mark is what somebody says, not a verdict"),
        _("estimating who holds the ground …") if pending else "",
    ]
    return " · ".join(part for part in parts if part)


def _ground(window: Window | None) -> dict[str, str]:
    """Return the colours of the ground on the map, on the last day shown, and what they mean."""
    drawn = layers.sides(window[1]) if window else set()
    words = {
        "Ukraine": _("ground held by Ukraine, as estimated"),
        "Russia": _("by Russia") if "Ukraine" in drawn else _("ground held by Russia, as estimated"),
    }
    return {word: f"background:{labels.SIDE_COLOURS[side]}" for side, word in words.items() if side in drawn}


def _own_lines() -> dict[str, str]:
    """Return the lines of the reader's own maps, by their names."""
    return {layer.name: header.stroke(layer.style.line) for layer in snapshots.chosen()}


def _first_visit() -> None:
    if st.session_state.get("hint_seen") or st.context.is_embedded:
        return
    words = {
        "text": _(
            "An open map of public reports on the Russia–Ukraine front. Drag the timeline to choose days,"
            " press play to watch them, click a mark to read who says what."
        ),
        "close": _("Got it"),
    }
    with st.container(key="hint"):
        component("hint", _HINT)(
            key="hint_text", data=words, on_closed_change=lambda: st.session_state.update(hint_seen=True)
        )


@st.fragment
def _map(data: Dataset, selection: Selection) -> None:
    session = st.session_state
    session_link.hold()
    left, right = st.columns([7, 3], gap="small")
    with left, st.container(key="map"):
        state = event_map(
            data.payload,
            shown=pd.Series(selection.any_time),
            key=f"event_map_{session['_visit']}",
            height=_HEIGHT,
            language=current(),
            command=downloads.order(),
            **_options(data),
        )
    if _follow(data, state):
        st.rerun()
    with right, st.container(key="beside"):
        if state.cells and state.window:
            evidence.show(state.cells, state.window[1])
        elsewhere.show(data, state)
        _list(data, selection)
    _charts(data, selection, ready=state.window is not None)
    session_link.save()


def _options(data: Dataset) -> dict[str, Any]:
    """Return what the map shows beside claims: layers, days, what was known, view, place, licences."""
    session = st.session_state
    return {
        "layers": (*layers.chosen(), *drawing.layers()),
        "window": _days(data),
        "span": session.get("span"),
        "known": bool(session.get("as_known")),
        "as_of": session_link.known_on(),
        "view": session.get("view"),
        "selection": session.get("selection") or None,
        "attribution": downloads.credit(data),
    }


def _screen(data: Dataset, selection: Selection) -> downloads.Screen:
    """Return what is on the map, for a file of it; its timeline reaches every day, as that of the page."""
    return data.versions[selection.any_time], _options(data)


def _follow(data: Dataset, state: MapState) -> bool:
    """Take over what the reader did on the map; tell whether the whole page must follow."""
    session = st.session_state
    before, session["_map_seen"] = session.get("_map_seen", MapState()), state
    if state.window is None or state == before:
        return False  # nothing new: what the page says holds
    session["bounds"] = state.bounds
    if state.selection != before.selection:
        session["selection"] = state.selection or ""
    opens = before.window is None  # its first word says how it opened
    known_moved: bool = not opens and state.known != before.known
    if not opens:
        for name in ("view", "span"):
            if getattr(state, name) != getattr(before, name):
                session[name] = getattr(state, name)
    if known_moved:
        session["as_known"] = state.known
    wanted = _days_of(state, data)
    early = opens and wanted == ALL_DAYS  # said before it heard which days the page wants
    if early or state.window == before.window or data.days(wanted, session_link.known_on()) == _days(data):
        return known_moved  # the estimate follows what was known
    session["window"] = wanted
    return True


def _days_of(state: MapState, data: Dataset) -> Window | None:
    """Return the days that the map shows; all days stay all where its first day is not the table's."""
    whole = data.index.timeline
    if state.window is None or whole is None:
        return state.window
    return ALL_DAYS if state.window[0] <= whole[0] and state.window[1] >= whole[1] else state.window


def _list(data: Dataset, selection: Selection) -> None:
    session = st.session_state
    selected = session.get("selection", "")
    if selected:
        here = selection.rows & (data.events["place_id"] == selected).to_numpy()
        st.button(
            _("All places again: leave {place}").format(place=place_label(data.events, selected)),
            icon=":material/close:",
            type="tertiary",
            on_click=lambda: session.update(selection=""),
        )
    else:
        here = selection.rows & data.index.in_view(session.get("bounds"))
    count = int(here.sum())
    if not selection.rows.any():
        empty.show(data, _("No claim fits these filters and days."))
        return
    st.markdown(n_("**{n}** claim in view", "**{n}** claims in view", count))
    named = data.index.search.at_place(session_link.filters().text)
    rows = data.index.newest(here, MOST, before=named)
    clicked = claims_list(data.events.iloc[rows], selected, named=named[rows])
    if count > MOST:
        st.caption(_("The newest {n} are listed.").format(n=number(MOST)))
    if clicked is not None and clicked != selected:
        session["selection"] = clicked
        st.rerun(scope="fragment")


def _charts(data: Dataset, selection: Selection, *, ready: bool) -> None:
    """Draw the charts of what the map shows, once it has told: they need not hold up the first view."""
    here = selection.rows & data.index.in_view(st.session_state.get("bounds"))
    if not here.any():
        return
    if not ready:
        st.skeleton(height=_CHARTS)
        return
    from geo.ui import charts

    names = [_("Claims in time"), _("Who says so"), _("Area held, as estimated")]
    days, sides, area = st.tabs(names, key="charts", on_change="rerun")
    events = data.events[charts.COLUMNS][here]
    if days.open:
        alt = _("Claims in time, by what happened")
        days.altair_chart(charts.per_day(events, _days(data)), alt=alt)
    if sides.open:
        alt = _("Claims by the side of who says so and by who acted")
        sides.altair_chart(charts.by_side(events), alt=alt)
    if area.open:
        with area:
            layers.area_chart()
