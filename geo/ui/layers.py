"""Layers of control for the map and for charts: the estimate from reports."""

from __future__ import annotations

from typing import Any

from geo.ui.data import Dataset


def chosen(data: Dataset) -> tuple[Any, ...]:
    """Return the layers that the reader switched on."""
    return ()


def area_chart() -> None:
    """Draw the estimated areas over time."""
