"""What stands where there is nothing to show: with the way out, as on a phone the drawer is closed."""

from __future__ import annotations

import streamlit as st

from geo.ui import session
from geo.ui.data import Dataset
from geo.ui.i18n import _

_ICON = ":material/filter_alt_off:"


def show(data: Dataset, line: str) -> None:
    """Say that the filters leave nothing, above a button that takes them away, or that nothing is there."""
    if not data.index.size:
        st.info(
            _("Nothing to show yet. Read a report on the page “Map a report”."), icon=":material/post_add:"
        )
        st.page_link(st.session_state["pages"]["read"], label=_("Map a report"), icon=":material/post_add:")
        return
    st.info(line, icon=_ICON)
    st.button(_("Clear all"), on_click=session.clear_filters, icon=_ICON, key="clear_here")
