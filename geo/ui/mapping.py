"""The step between a CSV file and its reports: which column is what, with a preview."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from geo.errors import GeoError
from geo.reports.table import preview
from geo.ui import text
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


def choose(content: bytes, name: str) -> dict[str, str | int] | None:
    """Ask which column holds what; return field → column number, or None while the text has none."""
    try:
        table = preview(content, name)
    except GeoError as error:
        st.error(str(error), icon=":material/error:")
        return None
    st.markdown(_("**{name}**: which column is what?").format(name=text.plain(name)))
    if table.problem:
        st.warning(table.problem, icon=":material/help:")
    columns = list(table.columns)
    guessed = {field: _position(where, columns) for field, where in table.mapping.items()}
    chosen: dict[str, str | int] = {}
    with st.grid(min_column_width=170):
        for field, label in FIELDS.items():
            picked = st.selectbox(
                _(label),
                range(-1, len(columns)),
                index=guessed.get(field, -1) + 1,
                format_func=lambda at: "–" if at < 0 else f"{at + 1}. {columns[at]}",
                key=f"map_{name}_{field}",
            )
            if picked >= 0:
                chosen[field] = picked
    rows = pd.DataFrame([list(row) for row in table.rows[:5]])
    rows.columns = pd.Index([f"{at + 1}. {column}" for at, column in enumerate(columns[: rows.shape[1]])])
    st.dataframe(rows, hide_index=True, alt=_("First rows of the file"))
    if "text" not in chosen:
        st.info(_("Choose the column that holds the text of the reports."), icon=":material/table_rows:")
        return None
    return chosen


def _position(where: str | int, columns: list[str]) -> int:
    if isinstance(where, int):
        return where
    return columns.index(where) if where in columns else -1
