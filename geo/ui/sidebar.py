"""The drawer of filters: every choice with the number of claims it would leave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from geo.events import PRECISIONS
from geo.ui import drawing, labels, session, text
from geo.ui.data import Dataset, region_name
from geo.ui.filters import Area, Selection, Window
from geo.ui.i18n import _, day, n_, number
from geo.ui.state import ALL_DAYS, today

_PILLS = ("side", "basis", "in", "status")
#: Districts and regions that a search offers.
_MOST_AREAS = 3
_MORE = ("basis", "actor", "control", "region", "source", "in", "status")


def filtered(data: Dataset, opening: Window | None = None) -> Selection:
    """Draw the filters and return what they leave; `opening` are the days of a reader who chose none."""
    window = days(data, opening)
    known = session.known_on(window)
    selection = data.index.select(replace(session.filters(), known=known), window)
    with st.sidebar:
        _summary(data, selection, window)
        st.text_input(
            _("Search"),
            key="f_text",
            placeholder=_('Sudzha "full control" -drone'),
            help=_('Words in any order. "Quotes" keep words together, a minus leaves claims out.'),
            max_chars=200,
            persist_state="session",
        )
        _found(data, selection)
        _dates(data, window)
        for facet in ("type", "side", "by"):
            _facet(facet, data, selection)
        _more(data, selection, known)
    return selection


def days(data: Dataset, opening: Window | None = None) -> Window | None:
    """Return the days to show; `opening` are those of a reader who chose none."""
    return data.days(st.session_state.get("window") or opening, session.known_on())


def _found(data: Dataset, selection: Selection) -> None:
    """Say where a search found its words, and offer the districts and regions that it did not mean."""
    query = session.filters().text
    if not query:
        return
    search = data.index.search
    here, shown = int((selection.rows & search.at_place(query)).sum()), int(selection.rows.sum())
    if here:
        at = n_("{n} at a place of this name", "{n} at places of this name", here)
        words = n_("{n} in the words alone", "{n} in the words alone", shown - here)
        st.caption(f"{at} · {words}" if shown > here else at)
    for name, count in list(search.around(query, selection.but("text")).items())[:_MOST_AREAS]:
        local = region_name(name)
        st.button(
            _counted(text.plain(local), count),
            on_click=lambda name=local: st.session_state.update(f_text=f'"{name}"'),
            icon=":material/map_search:",
            type="tertiary",
            key=f"around_{name}",
        )


def _more(data: Dataset, selection: Selection, known: dt.date | None) -> None:
    """Draw the rarer filters when they are asked for: a first page is drawn sooner without them."""
    box = st.expander(_("More filters"), icon=":material/tune:", key="more", on_change="rerun")
    if not box.open:
        if hidden := _set():
            st.caption(n_("{n} of these filters is set.", "{n} of these filters are set.", hidden))
        return
    with box:
        for facet in _MORE:
            _facet(facet, data, selection)
        _precision(selection)
        _area(data, selection)
        _known(known, selection)


def _set() -> int:
    """Count the filters that are set among the rarer ones."""
    wanted = session.filters()
    others = (wanted.precision, wanted.area, wanted.known)
    return sum(map(bool, (*(wanted.choices.get(facet) for facet in _MORE), *others)))


def _summary(data: Dataset, selection: Selection, window: Window | None) -> None:
    shown = int(selection.rows.sum())
    st.markdown(
        _("**{shown}** of {total} claims").format(shown=number(shown), total=number(selection.total)),
    )
    if newest := data.index.newest_report:
        st.caption(_("Newest report: {day}").format(day=day(newest)))
    if held_back := data.events.attrs.get("held_back"):
        st.caption(
            n_(
                "{n} more claim is held back by this host: too recent, or in a protected area.",
                "{n} more claims are held back by this host: too recent, or in a protected area.",
                held_back,
            )
        )
    narrowed = bool(session.filters()) or window != data.index.extent
    st.button(
        _("Clear all"),
        on_click=session.clear_filters,
        disabled=not narrowed,
        icon=":material/filter_alt_off:",
        key="clear",
        width="stretch",
    )


def _dates(data: Dataset, window: Window | None) -> None:
    extent = data.index.extent
    if extent is None or window is None or extent[0] == extent[1]:
        return
    key = session.follow("w_dates", window)
    st.slider(_("Days"), *extent, key=key, format="DD.MM.YY", on_change=_moved, args=(key, extent))


def _moved(key: str, extent: Window) -> None:
    if key != session.followed("w_dates"):
        return
    chosen = st.session_state[key]
    st.session_state["window"] = ALL_DAYS if chosen == extent else chosen


def _facet(facet: str, data: Dataset, selection: Selection) -> None:
    counts, key = selection.counts[facet], f"f_{facet}"
    if len(counts) < 2 and not st.session_state.get(key):
        return  # one choice is no choice
    if facet in _PILLS:
        _pills(facet, data.index.ranked[facet], counts)
        return
    values = sorted(counts, key=lambda value: (-counts[value], value))
    lines = session.offer(key, {value: _word(facet, value) for value in values}, counts)
    st.multiselect(
        _(labels.FACETS[facet]),
        values,
        key=key,
        format_func=lines.__getitem__,
        placeholder=_("Any"),
        persist_state="session",
        select_all=False,  # that is what no choice means, and a long link
    )


def _pills(facet: str, values: Sequence[str], counts: Mapping[str, int]) -> None:
    """Draw choices as pills, whose counts are written by a style.

    A browser sends the labels of pills, and Streamlit forgets those that it has changed since: a click on a
    pill whose count is about to change would be lost.
    """
    key = f"f_{facet}"
    st.pills(
        _(labels.FACETS[facet]),
        values,
        selection_mode="multi",
        key=key,
        format_func=lambda value: text.plain(labels.word(facet, value)),
        persist_state="session",
    )
    rules = (
        f'.st-key-{key} button:nth-of-type({at}) p::after {{ content: " · {number(counts[value])}" }}'
        for at, value in enumerate(values, 1)
    )
    st.html(f"<style>{''.join(rules)}</style>")


def _counted(choice: str, claims: int) -> str:
    """Write what a button does with the number of claims that it leaves."""
    return f"{choice} · {number(claims)}"


def _word(facet: str, value: str) -> str:
    return region_name(value) if facet == "region" and value else labels.word(facet, value)


def _precision(selection: Selection) -> None:
    counts = selection.counts["precision"]
    words = {"": _("Any"), **labels.words("precision", PRECISIONS)}
    lines = session.offer("f_precision", words, counts)
    st.selectbox(
        _("Placed at least as well as"),
        list(lines),
        key="f_precision",
        format_func=lines.__getitem__,
        placeholder=_("Any"),
        persist_state="session",
    )


def _area(data: Dataset, selection: Selection) -> None:
    def count(area: Area) -> int:
        return int((selection.but("area") & data.index.inside(area)).sum())

    session_ = st.session_state
    area, seen = session_.get("f_area"), session_.get("bounds")
    if area:
        st.button(
            _counted(_("Take the area away"), int(selection.but("area").sum())),
            on_click=lambda: session_.update(f_area=None),
            icon=":material/close:",
            width="stretch",
            key="area_away",
        )
        return
    drawing.button(count)
    if seen:
        st.button(
            _counted(_("Only what the map shows now"), count(seen)),
            on_click=lambda: session_.update(f_area=seen),
            width="stretch",
            icon=":material/crop_free:",
            key="area_seen",
        )


def _known(shown: dt.date | None, selection: Selection) -> None:
    st.date_input(
        _("As known on"),
        value=None,
        max_value=today(),
        key="f_known",
        format="YYYY-MM-DD",
        help=_("What was published later is left out, and what was corrected later stands as it stood then."),
        persist_state="session",
    )
    if shown:
        count = n_("{n} claim", "{n} claims", int(selection.rows.sum()))
        st.caption(_("The map as it was known on {day}: {claims}.").format(day=day(shown), claims=count))
