"""What the reader sees, as a link: a pure codec between a `State` and URL parameters.

Links are short and readable: only what differs from the first view is written. A value that cannot be
read, or that the data no longer knows, is dropped and named in a note; it never raises.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from geo.events import PRECISIONS
from geo.ui.filters import FACETS, Area, Filters, Window, outline

T = TypeVar("T")
Span = str | int | None
Query = Mapping[str, Sequence[str]]
View = tuple[float, float, float]  # latitude, longitude, zoom

#: The window of a reader who asked for every day; no window means the page's own opening.
ALL_DAYS: Window = (dt.date.min, dt.date.max)
SPANS = ("since", "custom")
LAYERS = ("control",)
LANGUAGES = ("en", "uk", "ru")
_NOTHING = "none"  # how a link writes the empty value of a column
_MOST_VALUES = 100
_LONGEST = 200
MOST_CORNERS = 40


@dataclass(frozen=True)
class State:
    """Everything a link carries, apart from the page, which is its path."""

    window: Window | None = None
    span: Span = None  # how the map's timeline moves: see MapState.span
    as_known: bool = False  # the map shows only what was known on the last day shown
    view: View | None = None
    selection: str = ""  # place_id
    layers: tuple[str, ...] = ("control",)
    filters: Filters = field(default_factory=Filters)
    compare: Window | None = None
    language: str = ""


def encode(state: State) -> dict[str, list[str]]:
    """Write a state as URL parameters."""
    filters = state.filters
    query: dict[str, list[str]] = {
        "window": [_span(state.window)] if state.window else [],
        "mode": [_mode(state)] if _mode(state) else [],
        "at": [_view(state.view)] if state.view else [],
        "place": [state.selection] if state.selection else [],
        "layers": [".".join(state.layers) or _NOTHING] if state.layers != State().layers else [],
        "compare": [_span(state.compare)] if state.compare else [],
        "known": [filters.known.isoformat()] if filters.known else [],
        "precision": [filters.precision] if filters.precision else [],
        "q": [filters.text] if filters.text else [],
        "area": ["_".join(f"{edge:.3f}" for edge in filters.area)] if filters.area else [],
        "lang": [state.language] if state.language else [],
    }
    for facet, values in filters.choices.items():
        query[facet] = [value or _NOTHING for value in values]
    return {name: values for name, values in query.items() if values}


def decode(
    query: Query, known_values: Mapping[str, Collection[str]] | None = None
) -> tuple[State, list[str]]:
    """Read URL parameters; return the state and the parameters that were dropped, as "name=value".

    `known_values` holds, per facet and for "place", the values that the data has; others are stale and
    dropped.
    """
    reader = _Reader(query)
    choices = {}
    for facet in FACETS:
        allowed = None if known_values is None else known_values.get(facet, ())
        if values := reader.values(facet, allowed):
            choices[facet] = values
    span, as_known = reader.one("mode", _read_mode) or (None, False)
    state = State(
        window=reader.one("window", _read_window),
        span=span,
        as_known=as_known,
        view=reader.one("at", _read_view),
        selection=_selection(reader, known_values),
        layers=_layers(reader),
        filters=Filters(
            choices=choices,
            precision=reader.one("precision", _read_precision) or "",
            text=reader.one("q", _read_text) or "",
            area=reader.one("area", _read_area),
            known=reader.one("known", _read_past),
        ),
        compare=reader.one("compare", _read_span),
        language=reader.one("lang", _read_language) or "",
    )
    return state, reader.dropped


class _Reader:
    """Reads parameters one by one and remembers what it had to drop."""

    def __init__(self, query: Query) -> None:
        self._query = query
        self.dropped: list[str] = []

    def one(self, name: str, read: Callable[[str], T]) -> T | None:
        given = self._query.get(name, ())
        if not given:
            return None
        if len(set(given)) > 1:  # the last one counts
            self.drop(name, given[0])
        try:
            return read(given[-1])
        except (ValueError, OverflowError):
            self.drop(name, given[-1])
            return None

    def values(self, name: str, allowed: Collection[str] | None) -> tuple[str, ...]:
        kept: list[str] = []
        given = list(self._query.get(name, ()))
        if len(given) > _MOST_VALUES:
            self.drop(name, given[_MOST_VALUES])
        for raw in given[:_MOST_VALUES]:
            value = "" if raw == _NOTHING else raw
            if allowed is not None and value not in allowed:
                self.drop(name, raw)
            elif value not in kept:
                kept.append(value)
        return tuple(kept)

    def drop(self, name: str, value: str) -> None:
        self.dropped.append(f"{name}={value[:60]}")


def _selection(reader: _Reader, known_values: Mapping[str, Collection[str]] | None) -> str:
    place = reader.one("place", _read_text) or ""
    if place and known_values is not None and place not in known_values.get("place", (place,)):
        reader.drop("place", place)
        return ""
    return place


def _layers(reader: _Reader) -> tuple[str, ...]:
    found = reader.one("layers", _read_layers)
    return State().layers if found is None else found


def _span(window: Window) -> str:
    if window == ALL_DAYS:
        return "all"
    return f"{window[0].isoformat()}..{window[1].isoformat()}"


def _mode(state: State) -> str:
    span = "" if state.span in (None, "all") else str(state.span)
    return "-".join(part for part in (span, "known" if state.as_known else "") if part)


def _read_mode(text: str) -> tuple[Span, bool]:
    span, known = text.removesuffix("known").rstrip("-"), text.endswith("known")
    if not span:
        return None, known
    if span in SPANS:
        return span, known
    days = int(span)
    if not 1 <= days <= 3660:
        raise ValueError(text)
    return days, known


def _view(view: View) -> str:
    return f"{view[0]:.4f}_{view[1]:.4f}_{view[2]:g}"


def _read_window(text: str) -> Window:
    return ALL_DAYS if text == "all" else _read_span(text)


def _read_span(text: str) -> Window:
    first, _, last = text.partition("..")
    start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last or first)
    if start > end:
        raise ValueError(text)
    return start, end


def _read_past(text: str) -> dt.date:
    """Read a day on which something can be known already."""
    date = dt.date.fromisoformat(text)
    if date > today():
        raise ValueError(text)
    return date


def today() -> dt.date:
    """Return the day that it is (UTC)."""
    return dt.datetime.now(dt.UTC).date()


def _numbers(text: str, count: int) -> list[float]:
    numbers = [float(part) for part in text.split("_")]
    if len(numbers) != count or not all(map(math.isfinite, numbers)):
        raise ValueError(text)
    return numbers


def _read_view(text: str) -> View:
    lat, lon, zoom = _numbers(text, 3)
    if abs(lat) > 90 or abs(lon) > 180 or not 0 <= zoom <= 22:
        raise ValueError(text)
    return lat, lon, zoom


def _read_area(text: str) -> Area:
    area = tuple(_numbers(text, text.count("_") + 1))
    lons, lats = area[::2], area[1::2]
    if len(lons) != len(lats) or max(map(abs, lons)) > 180 or max(map(abs, lats)) > 90:
        raise ValueError(text)
    if len(area) == 4 and lons[0] < lons[1] and lats[0] < lats[1]:
        return area
    if 3 <= len(lons) <= MOST_CORNERS and outline(area).area > 0:
        return area
    raise ValueError(text)


def _read_text(text: str) -> str:
    if len(text) > _LONGEST or not text.isprintable():
        raise ValueError(text)
    return text


def _read_precision(text: str) -> str:
    if text not in PRECISIONS:
        raise ValueError(text)
    return text


def _read_language(text: str) -> str:
    if text not in LANGUAGES:
        raise ValueError(text)
    return text


def _read_layers(text: str) -> tuple[str, ...]:
    names = () if text == _NOTHING else tuple(text.split("."))
    if not set(names) <= set(LAYERS):
        raise ValueError(text)
    return names
