"""The step between a CSV file and its reports: which column is what, with a preview."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from geo.errors import GeoError
from geo.reports.table import Table, preview
from geo.ui import problem, text
from geo.ui.i18n import N_, _

FIELDS = {
    "text": N_("Text of the report"),
    "date": N_("Published on"),
    "title": N_("Title"),
    "source_name": N_("Source"),
    "source_url": N_("Address"),
    "lang": N_("Language of the report"),
    "id": N_("Id"),
    "licence": N_("Licence"),
}


def choose(content: bytes, name: str, key: str, *, expanded: bool = True) -> dict[str, str | int] | None:
    """Ask which column holds what; return field → column number, or None while the text has none.

    `key` tells files of one name apart.
    """
    try:
        table = preview(content, name)
    except GeoError as error:
        problem.show(error)
        return None
    title = _("**{name}**: which column is what?").format(name=text.plain(name))
    with st.expander(title, icon=":material/table_rows:", expanded=expanded or bool(table.problem)):
        return _choose(table, key)


def _choose(table: Table, key: str) -> dict[str, str | int] | None:
    if table.problem:
        problem.warn(table.problem, icon=":material/help:")
    chosen: dict[str, str | int] = {}
    with st.grid(min_column_width=170):
        for field, label in FIELDS.items():
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
    if "text" not in chosen:
        st.info(_("Choose the column that holds the text of the reports."), icon=":material/table_rows:")
        return None
    return chosen


def _column(table: Table, at: int) -> str:
    """Write a column by its number and name; a row may have more cells than the header."""
    return f"{at + 1}. {table.columns[at]}" if at < len(table.columns) else f"{at + 1}."
