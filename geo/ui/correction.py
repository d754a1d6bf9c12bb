"""Correct a claim: move it to another place, or change its facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from geo.events import BASES, CONTROLS, EVENT_TYPES, frame
from geo.map import Payload, encode
from geo.ui import data, labels, problem, text
from geo.ui.claim import date_of
from geo.ui.i18n import _, current
from geo.ui.lookup import online

_SIDES = ("", "Ukraine", "Russia", "independent")


def act(action: str, event_id: str, *rest: Any, **changes: Any) -> None:
    """Write a decision; a refusal is shown on the page, not raised."""
    from geo import review

    with problem.kept():
        getattr(review, action)(data.store(), event_id, *rest, **changes)


def move(event: dict[str, Any], who: str, reason: str) -> None:
    key = event["event_id"]
    st.markdown(_("Placed at **{place}**").format(place=text.plain(labels.place_name(event))))
    found = _candidates(event)
    query = st.text_input(_("Look a place up"), key=f"look_{key}", max_chars=100)
    if query.strip():
        gazetteer = data.gazetteer()
        found = [*gazetteer.search(query.strip(), limit=10, language=current()), *found]
    teach = st.checkbox(
        _("Remember this place for the same words in other reports"), key=f"teach_{key}", persist_state="page"
    )
    if found:
        places = {place.id: place for place in found}
        lines = {place_id: _place_line(place) for place_id, place in places.items()}
        chosen = st.radio(
            _("Move to"),
            list(places),
            index=None,
            format_func=lines.__getitem__,
            key=f"to_{key}",
        )
        st.button(
            _("Move there"),
            icon=":material/move_location:",
            key=f"move_{key}",
            disabled=chosen is None,
            on_click=_move_to_place,
            args=(key, places.get(chosen), who, reason, teach),
        )
    if picked := online(query.strip(), key):
        st.button(
            _("Move there"),
            icon=":material/move_location:",
            key=f"move_online_{key}",
            on_click=_move_to_point,
            args=(key, picked.lat, picked.lon, who, reason, teach, picked.name),
        )
    _move_on_map(event, who, reason, teach)


def _candidates(event: dict[str, Any]) -> list[Any]:
    from geo import review

    return [place for place, _score in review.candidates(event, data.gazetteer())]


def _place_line(place: Any) -> str:
    gazetteer = data.gazetteer()
    region = gazetteer.label(gazetteer.place(place.region), current()) if place.region is not None else ""
    parts = [gazetteer.label(place, current()), region, f"{place.lat:.2f}, {place.lon:.2f}"]
    return text.plain(" · ".join(part for part in parts if part))


def _move_to_place(event_id: str, place: Any, who: str, reason: str, teach: bool) -> None:
    from geo import review

    with problem.kept():
        review.move_to_place(data.store(), data.gazetteer(), event_id, place, who, reason, teach=teach)


def _move_on_map(event: dict[str, Any], who: str, reason: str, teach: bool) -> None:
    from geo.map.component import event_map

    with st.expander(_("Or click on the map"), icon=":material/touch_app:"):
        placed = pd.notna(event["lat"])
        state = event_map(
            _no_events(),
            key=f"move_map_{event['event_id']}",
            language=current(),
            view=(event["lat"], event["lon"], 10) if placed else None,
            height=420,
        )
        if state.clicked:
            lat, lon = state.clicked
            st.button(
                _("Move to {lat}, {lon}").format(lat=f"{lat:.4f}", lon=f"{lon:.4f}"),
                icon=":material/move_location:",
                on_click=_move_to_point,
                args=(event["event_id"], lat, lon, who, reason, teach),
                key=f"point_{event['event_id']}",
            )


@st.cache_resource
def _no_events() -> Payload:
    """An empty map: every click on it is a click on the ground."""
    return encode(frame([]))


def _move_to_point(
    event_id: str, lat: float, lon: float, who: str, reason: str, teach: bool, name: str = ""
) -> None:
    from geo import review

    with problem.kept():
        review.move_to_point(
            data.store(), data.gazetteer(), event_id, lat, lon, who, reason, name=name, teach=teach
        )


def edit(event: dict[str, Any], who: str, reason: str) -> None:
    key = event["event_id"]

    def choose(column: Any, label: str, words: Sequence[str], field: str, kind: str) -> str:
        chosen: str = column.selectbox(
            label,
            words,
            index=words.index(event[field]) if event[field] in words else 0,
            format_func=labels.words(kind, words).__getitem__,
            key=f"{kind}_{key}",
        )
        return chosen

    with st.form(f"edit_{key}", border=False):
        left, right = st.columns(2)
        start = left.date_input(
            _("From"), value=date_of(event["start"]), format="YYYY-MM-DD", key=f"start_{key}"
        )
        end = right.date_input(_("To"), value=date_of(event["end"]), format="YYYY-MM-DD", key=f"end_{key}")
        kind = choose(left, _("What happened"), EVENT_TYPES, "event_type", "type")
        actor = right.text_input(_("Who acted"), value=event["actor"], max_chars=100, key=f"actor_{key}")
        claimant = left.text_input(
            _("Who says so"), value=event["claimant"], max_chars=200, key=f"claimant_{key}"
        )
        side = choose(right, _("Side of who says so"), _SIDES, "claimant_side", "side")
        basis = choose(left, _("Basis"), BASES, "basis", "basis")
        control = choose(right, _("Said to be held by"), CONTROLS, "control", "control")
        sent = st.form_submit_button(_("Save the correction"), icon=":material/save:")
    if not sent:
        return
    if start and end and start > end:
        st.error(_("“From” is after “To”."), icon=":material/error:")
        return
    wanted = {
        "start": start, "end": end, "event_type": kind, "actor": actor, "claimant": claimant,
        "claimant_side": side, "basis": basis, "control": control,
    }  # fmt: skip
    changes = {name: value for name, value in wanted.items() if value != _plain_value(event[name])}
    if not changes:
        st.info(_("Nothing was changed."))
        return
    act("edit", key, who, reason, **changes)
    st.rerun()


def _plain_value(value: Any) -> Any:
    return date_of(value) if isinstance(value, pd.Timestamp) or pd.isna(value) else value
