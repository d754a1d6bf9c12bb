"""Control: who holds what, from snapshots and from claims, how it changed, and why it is drawn so."""

from geo.control.diff import Difference, areas_over_time, diff
from geo.control.estimate import Estimate, Surface, estimate
from geo.control.project import area_km2
from geo.control.records import SIDES, Snapshot
from geo.control.rule import Rule
from geo.control.series import ControlSeries, Moment

__all__ = [
    "SIDES", "ControlSeries", "Difference", "Estimate", "Moment", "Rule", "Snapshot", "Surface", "area_km2",
    "areas_over_time", "diff", "estimate",
]  # fmt: skip
