"""Map a report: paste, upload, feed or address in; marked places, events and a map out."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo.errors import GeoError
from geo.ui import access, data, header, labels, mapping, text
from geo.ui.i18n import _, current, n_, number
from geo.ui.reading import Job, Source

if TYPE_CHECKING:
    from geo.reports import Report, Unread

#: Characters of one pasted report, and seconds of reading between two updates of the bar.
LONGEST = 200_000
_BREATH = 0.6
#: A report to try, on public facts of March 2025.
_EXAMPLE = """date 2025-03-14

Commander-in-chief Oleksandr Syrskyi said on 12 March that Ukrainian units would go on defending Kursk \
region as long as it was reasonable.

On 13 March Russia's defence ministry announced that its troops had retaken Sudzha, \
Melovoy and Podol. Ukraine's General Staff said on Friday that fighting near the town continued.
"""
_UPLOAD_MB = 25
_DATA_SETS = ["csv", "tsv", "zip", "json", "geojson", "kml", "kmz", "gpkg", "parquet", "jsonl"]
_TYPES = ["txt", "md", "csv", "tsv", "jsonl", "ndjson", "json", "html", "htm", "eml", "rss", "atom", "xml"]
#: Problems that are written on the page; the whole list can be downloaded.
_SHOWN = 100


def page() -> None:
    """Draw the page."""
    header.show(
        _("Map a report"),
        _(
            "Put a report in: the places it names, what is said to have happened there, when, and who says"
            " so come out."
        ),
    )
    left, right = st.columns([5, 2], gap="large")
    with left:
        _intake()
    job: Job | None = st.session_state.get("job")
    if job is None:
        with right:
            _promise()
        return
    _run(job)
    if not job.running:
        _results(job)


def _intake() -> None:
    names = [_("Paste"), _("Upload"), _("Address"), _("Data set")]
    paste, upload, address, table = st.tabs(names, key="intake", on_change="ignore")
    with paste:
        _paste()
    with upload:
        _upload()
    with address:
        _address()
    with table:
        _data_set()


def _promise() -> None:
    st.markdown(_("**What comes out**"))
    for line in (
        _("the **places** that the text names, marked in it, each with the reason why it was put there"),
        _("the **claims**: what is said to have happened, when, by whom, who says so, and the sentence"),
        _("a **map** of them; what cannot be placed stays in the list"),
    ):
        st.markdown(f"- {line}")
    st.caption(_("Nothing is kept unless you save it, and nothing leaves this server."))


def _paste() -> None:
    from geo.reports.text import parse_text

    st.button(
        _("Fill in an example"),
        type="tertiary",
        icon=":material/lightbulb:",
        on_click=lambda: st.session_state.update(pasted=_EXAMPLE),
        key="example",
    )
    with st.form("paste", border=False):
        pasted = st.text_area(
            _("Report"),
            height=220,
            max_chars=LONGEST,
            placeholder=_("Paste the text of a report in English, Ukrainian or Russian."),
            persist_state="session",
            key="pasted",
        )
        left, middle, right = st.columns(3, vertical_alignment="bottom")
        published = left.date_input(
            _("Published on"),
            value=None,
            min_value=dt.date(2014, 1, 1),
            max_value=dt.date.today() + dt.timedelta(days=1),
            format="YYYY-MM-DD",
            help=_("“Yesterday” is counted from this day. Empty: the date is looked for in the text."),
        )
        source = middle.text_input(_("Source"), max_chars=200, placeholder=_("Who published it"))
        sent = right.form_submit_button(
            _("Read the report"), type="primary", icon=":material/search:", width="stretch"
        )
    if not sent:
        return
    if not pasted.strip():
        st.session_state.pop("job", None)
        st.warning(_("There is no text to read yet. Paste a report above."), icon=":material/edit:")
        return

    def opened(unread: list[Unread]) -> Iterator[Report]:
        for report in parse_text(pasted, _("pasted text"), unread):
            yield replace(
                report, date=published or report.date, source_name=source.strip() or report.source_name
            )

    _start(Job([Source(len(pasted), opened)]))


def _upload() -> None:
    from geo.reports import read_bytes
    from geo.reports.table import read_table

    files = st.file_uploader(
        _("Files: text, CSV, JSON lines, web pages, e-mail"),
        type=_TYPES,
        accept_multiple_files=True,
        max_upload_size=_UPLOAD_MB,
        key="files",
    )
    if not files:
        return
    chosen: dict[str, dict[str, str | int]] = {}
    for file in files:
        if file.name.lower().endswith((".csv", ".tsv")):
            columns = mapping.choose(
                file.getvalue(), file.name, file.file_id, expanded="job" not in st.session_state
            )
            if columns is None:
                return
            chosen[file.file_id] = columns
    if not st.button(_("Read the files"), type="primary", icon=":material/search:"):
        return
    sources = []
    for file in files:
        reader = partial(read_bytes, file.getvalue(), file.name)
        if file.file_id in chosen:
            reader = partial(read_table, file.getvalue(), file.name, mapping=chosen[file.file_id])
        sources.append(Source(file.size, reader))
    _start(Job(sources))


def _data_set() -> None:
    """Show a data set of claims or events that somebody else coded: no text is read."""
    from geo.formats import read_any

    st.caption(
        _(
            "ACLED, UCDP, VIINA, GeoConfirmed, TimeMap, GDELT, KML, a file saved here, or a plain table "
            "with a date and coordinates or place names. Your own export: none of these is shipped here."
        )
    )
    file = st.file_uploader(_("Data set"), type=_DATA_SETS, max_upload_size=_UPLOAD_MB, key="data_set")
    if file is None or not st.button(_("Read the data set"), type="primary", icon=":material/table_view:"):
        return
    with tempfile.TemporaryDirectory() as folder, st.spinner(_("Reading …")):
        path = Path(folder) / Path(file.name).name
        path.write_bytes(file.getvalue())
        try:
            imported = read_any(path, data.gazetteer())
        except GeoError as error:
            st.error(str(error).replace(f"{folder}/", ""), icon=":material/error:")
            return
    problems = [str(problem).replace(f"{folder}/", "") for problem in imported.unread]
    _start(Job.of_events(imported.events, problems))


def _address() -> None:
    from geo.reports.web import read_address

    if not access.editor():
        st.info(
            _("On this host, only editors fetch addresses. Paste the text instead."), icon=":material/lock:"
        )
        return
    with st.form("address", border=False):
        url = st.text_input(
            _("Address of an article or of a feed (RSS, Atom)"), max_chars=2000, placeholder="https://"
        )
        st.caption(_("The server fetches this address; nothing else leaves the machine."))
        sent = st.form_submit_button(_("Fetch and read"), type="primary", icon=":material/download:")
    if not sent or not url.strip():
        return
    with st.spinner(_("Fetching …")):
        found, unread = read_address(url.strip())
    _start(Job([Source(1, lambda _: found)], unread))


def _start(job: Job) -> None:
    st.session_state["job"] = job
    st.session_state.pop("kept", None)
    st.rerun()


def _run(job: Job) -> None:
    """Show how far the job is, go on for a moment, and come back."""
    if not job.running:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(min(job.part, 1.0), _progress(job))
        st.button(_("Stop, keep what is read"), icon=":material/stop:", key="stop", on_click=job.stop)
    job.run(data.gazetteer(), _BREATH)
    st.rerun()


def _progress(job: Job) -> str:
    total = number(len(job.reports))
    if job.step == "open":
        return _("Opening: {n} reports so far").format(n=total)
    if job.step == "fold":
        return _("Looking for reprints among {n} reports").format(n=total)
    return _("Reading: {done} of {total} reports").format(done=number(job.done), total=total)


def _results(job: Job) -> None:
    events = job.events()
    _problems(job)
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


def _problems(job: Job) -> None:
    if job.stopped or job.cut:
        st.warning(
            n_("Stopped; {n} report was read.", "Stopped; {n} reports were read.", job.done),
            icon=":material/stop:",
        )
    lines = [*map(str, job.unread), *job.problems]
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
    try:
        if not job.reports:
            kept = store.import_events(events)
            st.session_state["kept"] = n_("Saved: {n} new claim.", "Saved: {n} new claims.", kept)
            return
        saved = store.save_all(job.reports[: job.done], events)
    except GeoError as error:
        job.problems.append(str(error))
        return
    new = sum(1 for each in saved if each.new)
    if not new:
        st.session_state["kept"] = _("Everything in it was saved before; nothing was changed.")
        return
    st.session_state["kept"] = n_(
        "Saved: {n} new report. Its claims wait on the page “Review”.",
        "Saved: {n} new reports. Their claims wait on the page “Review”.",
        new,
    )


def _show(events: gpd.GeoDataFrame) -> None:
    data.keep_for_session(events)
    st.session_state["kept"] = _(
        "Shown in this session; nobody else sees it, and it is gone when you close the page."
    )


def _table(events: gpd.GeoDataFrame) -> None:
    st.dataframe(claims_table(events), hide_index=True, alt=_("Claims found in the reports"))


def claims_table(events: gpd.GeoDataFrame) -> pd.DataFrame:
    """Write events as a table for readers."""
    return pd.DataFrame(
        {
            _("Place"): labels.place_names(events),
            _("Placed as"): [labels.word("precision", value) for value in events["precision"]],
            _("From"): events["start"].dt.strftime("%Y-%m-%d").fillna(""),
            _("To"): events["end"].dt.strftime("%Y-%m-%d").fillna(""),
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
