"""The step between a table and what is read of it: which column is what, with its first rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import pandas as pd
import streamlit as st

from geo.formats import matching
from geo.reports.table import Table
from geo.ui import problem, text
from geo.ui.i18n import N_, _

#: Field of a report → its label.
REPORT = {
    "text": N_("Text of the report"),
    "date": N_("Published on"),
    "title": N_("Title"),
    "source_name": N_("Source"),
    "source_url": N_("Address"),
    "lang": N_("Language of the report"),
    "id": N_("Id"),
    "licence": N_("Licence"),
}
#: Field of a claim → its label; fields that are not here are known by their names alone.
CLAIM = {
    "place": N_("Place"),
    "lat": N_("Latitude"),
    "lon": N_("Longitude"),
    "region": N_("Region"),
    "start": N_("Day, or the first"),
    "end": N_("Last day"),
    "known_on": N_("Published on"),
    "event_type": N_("What happened"),
    "actor": N_("Who acted"),
    "claimant": N_("Who says so"),
    "control": N_("Said to be held by"),
    "summary": N_("Text or summary"),
    "source_name": N_("Source"),
    "source_url": N_("Address"),
}


def reports_lack(fields: Collection[str]) -> str:
    """Say which column a table of reports still needs; "" where it has all."""
    return "" if "text" in fields else _("Choose the column that holds the text of the reports.")


def claims_lack(fields: Collection[str]) -> str:
    """Say which column a table of claims still needs; "" where it has all."""
    if not matching.tells_where(fields):
        return _("Choose the column of the places, or those of latitude and longitude.")
    return "" if matching.tells_when(fields) else _("Choose the column of the days.")


def choose(
    table: Table,
    name: str,
    key: str,
    fields: Mapping[str, str],
    lack: Callable[[Collection[str]], str],
    *,
    expanded: bool = True,
) -> dict[str, int] | None:
    """Ask which column holds what; return field → column number, or None while one is lacking.

    `key` tells files of one name apart.
    """
    title = _("**{name}**: which column is what?").format(name=text.plain(name))
    with st.expander(title, icon=":material/table_rows:", expanded=expanded or bool(table.problem)):
        if table.problem and not lack(table.mapping):
            problem.warn(table.problem, icon=":material/help:")
        chosen = {field: at for field, at in table.mapping.items() if field not in fields}
        with st.grid(min_column_width=170):
            for field, label in fields.items():
                picked = st.selectbox(
                    _(label),
                    range(-1, len(table.columns)),
                    index=table.mapping.get(field, -1) + 1,
                    format_func=lambda at: "–" if at < 0 else _column(table, at),
                    key=f"map_{key}_{field}",
                )
                if picked >= 0:
                    chosen[field] = picked
        rows = pd.DataFrame([list(row) for row in table.rows[:5]])
        rows.columns = pd.Index([_column(table, at) for at in range(rows.shape[1])])
        st.dataframe(rows, hide_index=True, alt=_("First rows of the file"))
        if lacking := lack(chosen):
            st.info(lacking, icon=":material/table_rows:")
            return None
    return chosen


def _column(table: Table, at: int) -> str:
    """Write a column by its number and name; a row may have more cells than the header."""
    return f"{at + 1}. {table.columns[at]}" if at < len(table.columns) else f"{at + 1}."
