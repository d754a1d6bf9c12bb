"""The session: widget values in Streamlit's session state, and the link that carries them.

Widgets own their values; `load` puts a link's values into them before they are drawn, `save` writes
the link of what they show after the page ran.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from urllib.parse import urlencode, urlsplit, urlunsplit

import pandas as pd
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo.ui.filters import FACETS, Filters, Window
from geo.ui.i18n import number, preferred
from geo.ui.state import ALL_DAYS, State, decode, encode

_AROUND = pd.Timedelta(days=14)
_LINK = "_link"
_NOTES = "_notes"
_MOST_NOTES = 6
_HELD = "_held"
_FILTERS = (*(f"f_{facet}" for facet in FACETS), "f_precision", "f_text", "f_known")  # keys of widgets
_OFFERED = "_offered"  # key of a widget → its choices: value → label
_BETWEEN = " · "  # a word and the number of claims that it leaves


def load(known_values: Callable[[], Mapping[str, Collection[str]]]) -> None:
    """Read the URL into the session at the start, and when the reader goes back or forward.

    At any other time the session knows better: a click that is sent before the browser has the newest link
    brings an older one along. `known_values` are asked for only where the URL says something.
    """
    query = _query()
    if _LINK not in st.session_state or _gone_back_or_forward():
        state, dropped = decode(query, known_values() if query else None)
        apply(state)
        st.session_state.update({_NOTES: dropped, _LINK: query})


def save() -> None:
    """Write the session into the URL; the reader copies it from the address bar.

    The run may have begun with an older link than the browser has by now: see `load`.
    """
    link = encode(collect())
    if link != _query() or link != st.session_state[_LINK]:
        st.query_params.from_dict(link)
    st.session_state[_LINK] = link


def _gone_back_or_forward() -> bool:
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def _query() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def visit(page: str) -> None:
    """Count the visits of pages: a map that is left and opened again is a new one with a new key."""
    if st.session_state.get("_page") != page:
        st.session_state.update(_page=page, _visit=st.session_state.get("_visit", 0) + 1)
        st.session_state.pop("_map_seen", None)


def notes() -> list[str]:
    """Return what the link asked for and could not have, once; of a long list the first ones."""
    dropped = list(st.session_state.pop(_NOTES, []))
    return [*dropped[:_MOST_NOTES], "…"] if len(dropped) > _MOST_NOTES else dropped


def apply(state: State) -> None:
    """Put a state into the session."""
    for facet in FACETS:
        st.session_state[f"f_{facet}"] = list(state.filters.choices.get(facet, ()))
    st.session_state["f_precision"] = state.filters.precision
    st.session_state["f_text"] = state.filters.text
    st.session_state["f_area"] = state.filters.area
    st.session_state["f_known"] = state.filters.known
    st.session_state["window"] = state.window
    st.session_state["span"] = state.span
    st.session_state["as_known"] = state.as_known
    st.session_state["view"] = state.view
    st.session_state["selection"] = state.selection
    st.session_state["layers"] = list(state.layers)
    st.session_state["compare"] = state.compare
    st.session_state["language"] = state.language or preferred()


def collect() -> State:
    """Read the state of the session."""
    session = st.session_state
    language = session.get("language", "en")
    return State(
        window=session.get("window"),
        span=session.get("span"),
        as_known=bool(session.get("as_known")),
        view=session.get("view"),
        selection=session.get("selection", ""),
        layers=tuple(session.get("layers", State().layers)),
        filters=filters(),
        compare=session.get("compare"),
        language=language if language != preferred() else "",
    )


def filters() -> Filters:
    """Read the filters of the session."""
    session = st.session_state
    choices = {facet: tuple(chosen(f"f_{facet}")) for facet in FACETS}
    return Filters(
        choices={facet: values for facet, values in choices.items() if values},
        precision="".join(chosen("f_precision")),
        text=(session.get("f_text") or "").strip(),
        area=session.get("f_area"),
        known=session.get("f_known"),
    )


def offer(key: str, words: Mapping[str, str], counts: Mapping[str, int]) -> dict[str, str]:
    """Return the labels of the choices (value → word) of a widget that is about to be drawn, with counts.

    Browsers send labels back, those of an older run if its counts were others, and Streamlit would take them
    for values that it does not know: what was chosen is put into the session anew, by its words. Where the
    labels are as they were it is left alone: what is put would undo a click that is on its way. Two values
    with one word are told apart by the values themselves.
    """
    session = st.session_state
    twice = {word for word, count in Counter(words.values()).items() if count > 1}
    words = {value: f"{word} ({value})" if word in twice else word for value, word in words.items()}
    lines = {value: f"{word}{_BETWEEN}{number(counts[value])}" for value, word in words.items()}
    values = [value for value in chosen(key) if value in lines]
    wanted = "".join(values) if isinstance(session.get(key, []), str) else values
    before = session.setdefault(_OFFERED, {}).get(key, {})
    session[_OFFERED][key] = lines
    if session.get(key) != wanted or any(lines[value] != before.get(value) for value in values):
        session[key] = wanted
    return lines


def chosen(key: str) -> list[str]:
    """Return the values chosen in a widget of choices."""
    raw = st.session_state.get(key) or []
    lines = st.session_state.get(_OFFERED, {}).get(key, {})
    by_word = {line.rpartition(_BETWEEN)[0]: value for value, line in lines.items()}
    found = (
        each if each in lines or not lines else by_word.get(each.rpartition(_BETWEEN)[0])
        for each in ([raw] if isinstance(raw, str) else raw)
    )
    return list(dict.fromkeys(each for each in found if each is not None))


def hold() -> None:
    """Keep what the filters hold while a page is drawn; give it back where a part of it is drawn alone.

    What asks for a part, a map that is moved, brings along what the drawer of the browser shows. That is no
    news, and it is older than the page where the browser has not heard yet of a filter taken away.
    """
    session, context = st.session_state, get_script_run_ctx()
    if context is None or not context.fragment_ids_this_run:
        session[_HELD] = {key: session.get(key) for key in _FILTERS}
        return
    for key, value in session.get(_HELD, {}).items():
        if session.get(key) != value:
            session[key] = value


def follow(name: str, value: object) -> str:
    """Return the key of a widget that shows a value: another one when it is not the reader who changed it.

    What a browser still sends of the widget before is no change of the reader's: see `followed`.
    """
    session, key = st.session_state, followed(name)
    if session.get(key) != value:
        key = f"{name}_{int(key.rpartition('_')[2]) + 1}"
        session.update({f"_{name}": key, key: value})
    return key


def followed(name: str) -> str:
    """Return the key that `follow` returned last."""
    return str(st.session_state.get(f"_{name}", f"{name}_0"))


def known_on(window: Window | None = None) -> dt.date | None:
    """Return the day as known on which things are shown, None for now.

    It is the day of the filter; with a `window`, no later than its end while the timeline keeps to what was
    known then.
    """
    then = window[1] if window and st.session_state.get("as_known") else None
    return min(filter(None, (st.session_state.get("f_known"), then)), default=None)


def look_at(events: pd.DataFrame) -> None:
    """Open the map on the days of events, with some days around them."""
    shown = pd.concat([events["start"].fillna(events["known_on"]), events["end"]]).dropna()
    window = ALL_DAYS
    if len(shown):
        window = (shown.min() - _AROUND).date(), (shown.max() + _AROUND).date()
    st.session_state.update(window=window, span=None, view=None, selection="")


def clear_filters() -> None:
    """Take every filter away, and the window with them; the view stays."""
    for facet in FACETS:
        st.session_state[f"f_{facet}"] = []
    st.session_state.update(f_precision="", f_text="", f_area=None, f_known=None, window=ALL_DAYS)


def _seen(opening: Window | None) -> State:
    """Read the state with the days and the view that the map opened on, which the address bar leaves out."""
    state, seen = collect(), st.session_state.get("_map_seen")
    return replace(state, window=state.window or opening, view=state.view or (seen.view if seen else None))


def address(opening: Window | None = None) -> str:
    """Return the full address of what is shown, to send; `opening` are the days of who chose none."""
    path = urlsplit(st.context.url or "").path
    return _address(path or "/", _seen(opening))


def feed() -> str:
    """Return the address of a feed of the newest claims that fit the filters and the selected place."""
    state = collect()
    base = (st.get_option("server.baseUrlPath") or "").strip("/")
    wanted = State(filters=replace(state.filters, known=None), selection=state.selection)
    return _address(f"/{base}/feed.atom" if base else "/feed.atom", wanted)


def _address(path: str, state: State) -> str:
    site = urlsplit(st.context.url or "")
    query = urlencode(encode(state), doseq=True, safe=",:.\"'")
    return urlunsplit((site.scheme, site.netloc, path, query, ""))
