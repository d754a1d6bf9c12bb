"""Errors on a page: in the reader's language, and never as markup."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from geo.errors import GeoError
from geo.ui import text
from geo.ui.i18n import said

_KEPT = "review_problem"
_ICON = ":material/error:"


def show(what: object) -> None:
    """Draw an error or a notice as what went wrong."""
    st.error(text.plain(said(what)), icon=_ICON)


def warn(what: object, icon: str = _ICON) -> None:
    """Draw an error or a notice that leaves the rest of the page as it is."""
    st.warning(text.plain(said(what)), icon=icon)


@contextmanager
def kept() -> Iterator[None]:
    """Keep a refusal within a callback, which cannot draw, for `show_kept`."""
    try:
        yield
    except GeoError as error:
        st.session_state[_KEPT] = error


def show_kept() -> None:
    """Draw the refusal of the callback before this run, once."""
    if error := st.session_state.pop(_KEPT, None):
        show(error)
