"""The events table: one row is one claim at one place.

An events table is a GeoDataFrame in EPSG:4326 whose columns are `COLUMNS`. The geometry says how
well the place is known: a Point for a settlement or a facility, a Polygon for a region, a district
or "near X", nothing for a place that could not be found (the row stays, and stays visible).
"""

from geo.events.build import (
    DIRECTION_KM,
    NEAR_KM,
    Progress,
    event_id,
    from_claims,
    names,
    read_reports,
    source,
    where,
)
from geo.events.columns import (
    BASES,
    COLUMNS,
    CONTROLS,
    CRS,
    DATE_PRECISIONS,
    EVENT_TYPES,
    PRECISIONS,
    STATUSES,
)
from geo.events.files import flat, guard_formulas, read_events, write_events
from geo.events.shapes import disc
from geo.events.table import frame, from_table, known
from geo.events.validate import validate_events

__all__ = [
    "BASES", "COLUMNS", "CONTROLS", "CRS", "DATE_PRECISIONS", "DIRECTION_KM", "EVENT_TYPES", "NEAR_KM",
    "PRECISIONS", "STATUSES", "Progress", "disc", "event_id", "flat", "frame", "from_claims", "from_table",
    "guard_formulas", "known", "names", "read_events", "read_reports", "source", "validate_events", "where",
    "write_events",
]  # fmt: skip
