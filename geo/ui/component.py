"""Small components of our own: markup, style and script from `assets`, loaded once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

_ASSETS = Path(__file__).parent / "assets"


@cache
def component(name: str, markup: str) -> Any:
    """Make the component of `assets/{name}.css` and `assets/{name}.js` around some markup."""
    css, js = ((_ASSETS / f"{name}{suffix}").read_text(encoding="utf-8") for suffix in (".css", ".js"))
    return st.components.v2.component(f"geo_{name}", html=markup, css=css, js=js)
