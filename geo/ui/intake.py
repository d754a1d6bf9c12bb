"""What a reader may put in: a pasted text, files, an address, a data set. Each becomes a job."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import GeoError
from geo.ui import access, data, mapping, press, problem, text
from geo.ui.i18n import _
from geo.ui.reading import Import, Job, Reading, Source

if TYPE_CHECKING:
    from geo.reports import Report, Unread

#: Characters of one pasted report.
LONGEST = 200_000
#: A report to try, on public facts of March 2025.
_EXAMPLE = """date 2025-03-14

Commander-in-chief Oleksandr Syrskyi said on 12 March that Ukrainian units would go on defending Kursk \
region as long as it was reasonable.

On 13 March Russia's defence ministry announced that its troops had retaken Sudzha, \
Melovoy and Podol. Ukraine's General Staff said on Friday that fighting near the town continued.
"""
_UPLOAD_MB = 25
#: Tables are asked about: which column is what.
_TABLES = (".csv", ".tsv")
_DATA_SETS = ["csv", "tsv", "zip", "json", "geojson", "kml", "kmz", "gpkg", "parquet", "jsonl"]
_TYPES = ["txt", "md", "csv", "tsv", "jsonl", "ndjson", "json", "html", "htm", "eml", "rss", "atom", "xml"]


def show() -> None:
    """Draw the ways in."""
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
        sent = press.button(
            _("Read the report"),
            "read_pasted",
            right.form_submit_button,
            type="primary",
            icon=":material/search:",
            width="stretch",
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

    _start(Reading(sources=[Source(len(pasted), opened)]))


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
    chosen: dict[str, dict[str, int]] = {}
    for file in files:
        if file.name.lower().endswith(_TABLES):
            columns = _columns_of_reports(file.getvalue(), file.name, file.file_id)
            if columns is None:
                return
            chosen[file.file_id] = columns
    if not press.button(_("Read the files"), "read_files", type="primary", icon=":material/search:"):
        return
    sources = []
    for file in files:
        reader = partial(read_bytes, file.getvalue(), file.name)
        if file.file_id in chosen:
            reader = partial(read_table, file.getvalue(), file.name, mapping=chosen[file.file_id])
        sources.append(Source(file.size, reader))
    _start(Reading(sources=sources))


def _columns_of_reports(content: bytes, name: str, key: str) -> dict[str, int] | None:
    from geo.reports import columns
    from geo.reports.table import preview, upright

    try:
        table = preview(content, name)
    except GeoError as error:
        problem.show(error)
        return None
    if columns.coordinates(upright(table.rows, len(table.columns))):
        st.caption(
            _(
                "The rows of {name} have coordinates. Here their texts are read, and placed by the names in"
                " them; under “Data set” each row is put where its coordinates are."
            ).format(name=text.plain(name))
        )
    opened = "job" not in st.session_state
    return mapping.choose(table, name, key, mapping.REPORT, mapping.reports_lack, expanded=opened)


def _data_set() -> None:
    """Show a data set of claims or events that somebody else coded: no text is read."""
    from geo.formats import sniff

    st.caption(
        _(
            "ACLED, UCDP, VIINA, GeoConfirmed, TimeMap, GDELT, KML, a file saved here, or a plain table "
            "with a date and coordinates or place names. Your own export: none of these is shipped here."
        )
    )
    file = st.file_uploader(_("Data set"), type=_DATA_SETS, max_upload_size=_UPLOAD_MB, key="data_set")
    if file is None:
        return
    content, columns = file.getvalue(), None
    if file.name.lower().endswith(_TABLES) and sniff.kind(Path(file.name), content) == sniff.TABLE:
        columns = _columns_of_claims(content, file.name, file.file_id)
        if columns is None:
            return
    if press.button(_("Read the data set"), "read_set", type="primary", icon=":material/table_view:"):
        _start(Import(name=file.name, content=content, mapping=columns))


def _columns_of_claims(content: bytes, name: str, key: str) -> dict[str, int] | None:
    from geo.formats.matching import preview

    try:
        table = preview(content, name, data.gazetteer())
    except GeoError as error:
        problem.show(error)
        return None
    opened = "job" not in st.session_state
    return mapping.choose(table, name, key, mapping.CLAIM, mapping.claims_lack, expanded=opened)


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
        sent = press.button(
            _("Fetch and read"),
            "read_address",
            st.form_submit_button,
            type="primary",
            icon=":material/download:",
        )
    if not sent or not url.strip():
        return
    with st.spinner(_("Fetching …")):
        found, unread = read_address(url.strip())
    _start(Reading(sources=[Source(1, lambda _: found)], unread=unread))


def _start(job: Job) -> None:
    st.session_state["job"] = job
    st.session_state.pop("kept", None)
    st.rerun()
