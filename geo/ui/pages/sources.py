"""Reports per source and day, with the gaps: silence is not calm."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from geo.ui import charts, empty, header, sidebar
from geo.ui.data import dataset
from geo.ui.i18n import _, number

_MOST = 25


def page() -> None:
    """Draw the page."""
    data = dataset()
    selection = sidebar.filtered(data)
    events = data.events[selection.rows]
    header.show(
        _("Sources"),
        _(
            "Reports per source and day. An empty stretch means that we have no report, not that nothing "
            "happened."
        ),
        lambda: events,
    )
    if events.empty:
        empty.show(data, _("No claim fits these filters and days."))
        return
    table = coverage(events)
    shown = list(table["source"].head(_MOST))
    if len(table) > _MOST:
        st.caption(
            _("The {most} sources with the most reports are drawn; the table below has all {n}.").format(
                most=_MOST, n=number(len(table))
            )
        )
    st.altair_chart(
        charts.source_days(events, shown, data.days(st.session_state.get("window"))),
        alt=_("Reports per source and day; empty cells are days without a report"),
    )
    st.dataframe(
        table,
        hide_index=True,
        column_config={
            "source": st.column_config.TextColumn(_("Source"), width=170, pinned=True),
            "reports": st.column_config.NumberColumn(_("Reports")),
            "claims": st.column_config.NumberColumn(_("Claims")),
            "first": st.column_config.DateColumn(_("First"), format="YYYY-MM-DD"),
            "last": st.column_config.DateColumn(_("Last"), format="YYYY-MM-DD"),
            "days": st.column_config.NumberColumn(_("Days with a report")),
            "gap": st.column_config.NumberColumn(_("Longest gap, days")),
        },
        alt=_("Sources with their number of reports, first and last day, and longest gap"),
    )


def coverage(events: pd.DataFrame) -> pd.DataFrame:
    """Count per source: reports, claims, first and last day, days with a report, longest gap in days."""
    dated = events.assign(source=events["source_name"].where(events["source_name"] != "", _("not named")))
    groups = dated.groupby("source")
    days = dated.dropna(subset="known_on").drop_duplicates(["source", "known_on"]).sort_values("known_on")
    gaps = days.groupby("source")["known_on"].diff().dt.days
    table = pd.DataFrame(
        {
            "reports": groups["report_id"].nunique(),
            "claims": groups.size(),
            "first": groups["known_on"].min(),
            "last": groups["known_on"].max(),
            "days": days.groupby("source").size(),
            "gap": gaps.groupby(days["source"]).max(),
        }
    )
    table["days"] = table["days"].fillna(0).astype(int)
    return table.sort_values(["reports", "claims"], ascending=False).reset_index()
