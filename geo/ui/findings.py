"""What a job found: problems, claims as a table and on a map, texts with their places; where to keep it."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo.errors import GeoError
from geo.ui import access, data, labels, session, text
from geo.ui.i18n import _, current, n_, number, said
from geo.ui.reading import Job

#: Problems that are written on the page; the whole list can be downloaded.
_SHOWN = 100
#: Claims in the table.
_LISTED = 2_000


def show(job: Job) -> None:
    """Draw it."""
    events = job.events()
    _problems(job, len(events))
    if not job.done and not job.tables:
        return
    if events.empty:
        st.info(
            _("No place or event was found. Reports that name places and what happened there work best."),
            icon=":material/search_off:",
        )
    else:
        placed = int((events["precision"] != "unplaced").sum())
        placed_line = _("{placed} with a place on the map").format(placed=number(placed))
        found = n_("**{n}** claim found", "**{n}** claims found", len(events))
        reports = n_("{n} report", "{n} reports", job.done or int(events["report_id"].nunique()))
        parts = [found, reports, placed_line]
        if job.copies:
            parts.append(n_("{n} reprint folded", "{n} reprints folded", job.copies))
        st.markdown(" · ".join(parts))
        if events["known_on"].isna().any():
            st.warning(
                _("Reports without a publication date: give it above, so that “yesterday” means a day."),
                icon=":material/event_busy:",
            )
        _keep(job, events)
        _table(events)
    if not job.reports:
        _map(events)
        return
    left, right = st.columns([2, 3], gap="medium")
    with left:
        _texts(job)
    with right:
        if len(events):
            _map(events)


def _problems(job: Job, found: int) -> None:
    if job.stopped or job.cut:
        if job.reports and job.cut:  # nobody knows how many there were
            kept = n_("Stopped; {n} report was read.", "Stopped; {n} reports were read.", job.done)
        elif job.reports:
            kept = n_(
                "Stopped; {done} of {n} report was read.",
                "Stopped; {done} of {n} reports were read.",
                len(job.reports),
                done=number(job.done),
            )
        else:
            kept = n_("Stopped; {n} claim was read.", "Stopped; {n} claims were read.", found)
        st.warning(kept, icon=":material/stop:")
    lines = [*(f"{one.where}: {said(one.reason)}" for one in job.unread), *map(said, job.problems)]
    if not lines:
        return
    with st.expander(
        n_("{n} problem in what was given", "{n} problems in what was given", len(lines)),
        icon=":material/error:",
        expanded=len(lines) < 6 or not job.reports,
    ):
        st.text("\n".join(lines[:_SHOWN]))
        if len(lines) > _SHOWN:
            st.download_button(
                _("Download the whole list"),
                "\n".join(lines),
                "problems.txt",
                icon=":material/download:",
                on_click="ignore",
            )


def _keep(job: Job, events: gpd.GeoDataFrame) -> None:
    who = access.editor()
    kept = st.session_state.get("kept")
    if kept:
        st.success(kept, icon=":material/check:")
        pages = st.session_state["pages"]
        with st.container(horizontal=True):
            if who:
                st.page_link(pages["review"], label=_("Check the claims now"), icon=":material/rule:")
            st.page_link(pages["map"], label=_("See it among the others"), icon=":material/map:")
        return
    with st.container(horizontal=True):
        if who:
            st.button(
                _("Save for review"),
                type="primary",
                icon=":material/save:",
                on_click=_save,
                args=(job, events),
                key="save",
            )
        st.button(
            _("Show on my map, this session only"),
            icon=":material/map:",
            on_click=_show,
            args=(events,),
            key="show",
        )


def _save(job: Job, events: gpd.GeoDataFrame) -> None:
    store = data.store()
    session.look_at(events)
    try:
        if not job.reports:
            kept = store.import_events(events)
            st.session_state["kept"] = n_("Saved: {n} new claim.", "Saved: {n} new claims.", kept)
            return
        saved = store.save_all(job.reports[: job.done], events)
    except GeoError as error:
        job.problems.append(error.args[0])
        return
    new = sum(1 for each in saved if each.new)
    if not new:
        st.session_state["kept"] = _("Everything in it was saved before; nothing was changed.")
        return
    st.session_state["kept"] = n_(
        "Saved: {n} new report. Its claims are on the map as “not reviewed”; they wait on “Review”.",
        "Saved: {n} new reports. Their claims are on the map as “not reviewed”; they wait on “Review”.",
        new,
    )


def _show(events: gpd.GeoDataFrame) -> None:
    data.keep_for_session(events)
    session.look_at(events)
    st.session_state["kept"] = _(
        "Shown in this session; nobody else sees it, and it is gone when you close the page."
    )


def _table(events: gpd.GeoDataFrame) -> None:
    with st.container(key="found"):
        table = claims_table(events.head(_LISTED))
        st.dataframe(table, hide_index=True, alt=_("Claims found in the reports"))
    if len(events) > _LISTED:
        st.caption(_("The first {n} are listed.").format(n=number(_LISTED)))


def claims_table(events: gpd.GeoDataFrame) -> pd.DataFrame:
    """Write events as a table for readers."""
    return pd.DataFrame(
        {
            _("Place"): labels.place_names(events),
            _("Placed as"): [labels.word("precision", value) for value in events["precision"]],
            _("From"): events["start"].dt.strftime("%Y-%m-%d").fillna(""),
            _("To"): events["end"].dt.strftime("%Y-%m-%d").fillna(""),
            _("Published"): events["known_on"].dt.strftime("%Y-%m-%d").fillna(""),
            _("What happened"): [labels.word("type", value) for value in events["event_type"]],
            _("Who acted"): [labels.word("actor", value) for value in events["actor"]],
            _("Who says so"): events["claimant"].where(events["claimant"] != "", _("not said")),
            _("Basis"): [labels.word("basis", value) for value in events["basis"]],
            _("Said to be held by"): [labels.word("control", v) if v else "" for v in events["control"]],
            _("Sentence"): events["quote"].where(events["quote"] != "", events["summary"]),
        }
    ).reset_index(drop=True)


@st.fragment
def _map(events: gpd.GeoDataFrame) -> None:
    if (events["precision"] == "unplaced").all():
        st.info(
            _("None of the places could be put on the map; they stay in the table above."),
            icon=":material/location_off:",
        )
        return
    from geo.map.component import event_map

    with st.container(key="read_map"):
        event_map(events, key=f"read_{hash(tuple(events['event_id']))}", language=current(), height=520)


def _texts(job: Job) -> None:
    from geo import geocode

    st.markdown(_("**The text, with the places found**"))
    st.caption(
        _("Solid: placed. Dashed: found but not placed. Point at a name to see where it was put and why.")
    )
    for place, report in enumerate(job.reports[: min(job.done, 5)], 1):
        if len(job.reports) > 1:
            name = report.title or report.source_name or _("Report {n}").format(n=number(place))
            st.markdown(f"**{text.plain(name)}**")
        found = geocode.places(report.text, data.gazetteer(), report.lang, report.date)
        st.html(text.highlighted(report.text, [_mark(each) for each in found]))
    if len(job.reports) > 5:
        st.caption(_("The first five reports are shown."))


def _mark(found: Any) -> tuple[int, int, str, str]:
    mention = found.toponym
    if found.place is None:
        return mention.start, mention.end, "unplaced", _("not placed")
    name = data.gazetteer().label(found.place, current())
    return mention.start, mention.end, "placed", f"{name}: {'; '.join(found.reasons)}"
