"""Control: who holds what, from snapshots and from claims, how it changed, and why it is drawn so."""

from geo.control.borders import ABROAD, abroad, border, country, region
from geo.control.diff import Difference, areas_over_time, diff
from geo.control.estimate import Estimate, estimate
from geo.control.evidence import Evidence, evidence
from geo.control.layers import estimate_layer, interpolated_layer, snapshot_layer
from geo.control.places import settlements
from geo.control.project import area_km2
from geo.control.records import SIDES, Snapshot
from geo.control.rule import Rule
from geo.control.series import ControlSeries, Moment
from geo.control.surface import Surface
from geo.control.timeline import EstimateSeries, daily, from_events

__all__ = [
    "ABROAD",
    "SIDES",
    "ControlSeries",
    "Difference",
    "Estimate",
    "EstimateSeries",
    "Evidence",
    "Moment",
    "Rule",
    "Snapshot",
    "Surface",
    "abroad",
    "area_km2",
    "areas_over_time",
    "border",
    "country",
    "daily",
    "diff",
    "estimate",
    "estimate_layer",
    "evidence",
    "from_events",
    "interpolated_layer",
    "region",
    "settlements",
    "snapshot_layer",
]
