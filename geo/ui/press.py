"""Buttons whose press is not lost where a map that reports in the same moment cuts the run short."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

_MARK = "_pressed_"


def button(label: str, key: str, draw: Callable[..., object] = st.button, **options: Any) -> bool:
    """Draw a button, with `draw`; tell once that it was pressed, in the run that comes so far."""
    mark = f"{_MARK}{key}"
    draw(label, key=key, on_click=st.session_state.update, kwargs={mark: True}, **options)
    return bool(st.session_state.pop(mark, False))


def forget() -> None:
    """Forget presses of buttons that a run which came to its end has not drawn: they must not count later."""
    for key in [str(key) for key in st.session_state if str(key).startswith(_MARK)]:
        del st.session_state[key]
