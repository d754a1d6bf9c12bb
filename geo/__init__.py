"""From public reports to a map that says where, when and who says so.

    import geo

    gazetteer = geo.Gazetteer.open()
    events = geo.read_reports([geo.Report(text, date=date(2024, 12, 14))], gazetteer)
    geo.document(events)          # a folium map

Names load on first use, so finding places does not pay for drawing maps.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.claims import Claim, read_claims
    from geo.control import estimate
    from geo.events import read_events, read_reports, validate_events, write_events
    from geo.gazetteer import Gazetteer, Place
    from geo.geocode import Resolution, places
    from geo.map import document
    from geo.reports import Report, read_paths
    from geo.store import Store

__all__ = [
    "Claim",
    "Gazetteer",
    "Place",
    "Report",
    "Resolution",
    "Store",
    "document",
    "estimate",
    "places",
    "read_claims",
    "read_events",
    "read_paths",
    "read_reports",
    "validate_events",
    "write_events",
]

_HOME = {
    "Claim": "claims",
    "Gazetteer": "gazetteer",
    "Place": "gazetteer",
    "Report": "reports",
    "Resolution": "geocode",
    "Store": "store",
    "document": "map",
    "estimate": "control",
    "places": "geocode",
    "read_claims": "claims",
    "read_events": "events",
    "read_paths": "reports",
    "read_reports": "events",
    "validate_events": "events",
    "write_events": "events",
}


def __getattr__(name: str) -> Any:
    """Load a public name from its module on first use."""
    if name not in _HOME:
        raise AttributeError(f"module 'geo' has no attribute {name!r}")
    return getattr(import_module(f"geo.{_HOME[name]}"), name)
