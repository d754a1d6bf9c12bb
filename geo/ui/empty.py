"""What stands where the filters leave nothing: with the way out, as on a phone the drawer is closed."""

from __future__ import annotations

import streamlit as st

from geo.ui import session
from geo.ui.i18n import _

_ICON = ":material/filter_alt_off:"


def show(line: str) -> None:
    """Say it, above a button that takes the filters away."""
    st.info(line, icon=_ICON)
    st.button(_("Clear all"), on_click=session.clear_filters, icon=_ICON, key="clear_here")
