"""What stands on a page until its title does: right after a start, the first visitor waits for libraries.

Nothing heavy is imported here.
"""

from __future__ import annotations

import html
from pathlib import Path

import streamlit as st

from geo.ui.i18n import LANGUAGES, N_, catalogue, preferred

ASSETS = Path(__file__).parent / "assets"
_LINE = N_("Opening the map of reports …")
_PAGE = """
<div class="opening" role="status">
  <p>{line}</p>
  <div class="ground"></div>
  <div class="lines"><i></i><i></i><i></i><i></i><i></i></div>
</div>
"""


def show() -> None:
    """Set the page up and draw its outline; the style sheet takes it away when the title is there."""
    st.set_page_config(page_icon=ASSETS / "icon.svg", layout="wide")
    st.html(ASSETS / "style.css")
    say = catalogue(_language()).gettext
    st.html(_PAGE.format(line=html.escape(say(_LINE))))


def _language() -> str:
    """Return the language of the session, of the link or of the browser, before the session is read."""
    asked = st.session_state.get("language") or st.query_params.get("lang", "")
    return asked if asked in LANGUAGES else preferred()
