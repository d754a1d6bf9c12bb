"""The browser's buttons back and forward: they step over what only moved the map."""

from __future__ import annotations

from functools import cache
from typing import Any

import streamlit as st

from geo.ui.opening import ASSETS


def steps() -> None:
    """Let the address bar keep a step for each page and filter; it shows nothing."""
    with st.container(key="back"):
        _script()(key="back_script")


@cache
def _script() -> Any:
    return st.components.v2.component("geo_back", js=(ASSETS / "back.js").read_text(encoding="utf-8"))
