"""Estimate who holds what on a date, from control claims, by an open rule."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.control import water as waters
from geo.control.claims import as_day, control_claims, day_number
from geo.control.ground import Ground, lay
from geo.control.project import WGS84, area_km2, areal
from geo.control.records import CONTESTED, HOLDERS, RUSSIA, UKRAINE, UNKNOWN, undrawn
from geo.control.rule import Rule
from geo.control.states import States, resolve
from geo.control.surface import Surface, drain, fused, kriged
from geo.control.weighing import Weighed, Weighing
from geo.errors import InputError

METHODS = ("voronoi", "kriging")
LABEL = "estimate from reports"
#: Lines this near to the border of a zone or to grey ground are no front, metres.
_EDGE_M = 100.0


@dataclass(frozen=True)
class Estimate:
    """A control map estimated for one date.

    `areas`: GeoDataFrame with `side` (Ukraine, Russia, contested, unknown), `km2` (geodesic) and polygons,
    EPSG:4326.
    `front`: the edge of the ground held by Russia, without state borders; a MultiLineString, EPSG:4326.
    With kriging `probability.at(lon, lat)` gives the probability that Russia holds a point, and `band` is the
    ground where it lies between 0.05 and 0.95 (polygons, EPSG:4326); by Voronoi both are None. `states`,
    `weighing`, `weighed` and `ground` carry the evidence.
    """

    date: dt.date
    method: str
    areas: gpd.GeoDataFrame
    front: BaseGeometry
    rule: Rule
    states: States = field(repr=False)
    ground: Ground = field(repr=False)
    weighing: Weighing = field(repr=False)
    weighed: Weighed = field(repr=False)
    probability: Surface | None = field(default=None, repr=False)
    band: BaseGeometry | None = field(default=None, repr=False)
    label: str = LABEL

    def area(self, side: str) -> BaseGeometry:
        """Return the ground of one side, EPSG:4326; empty where it holds none."""
        found = self.areas.geometry[self.areas["side"] == side]
        return found.iloc[0] if len(found) else shapely.MultiPolygon()

    def km2(self, side: str) -> float:
        """Return the geodesic area that one side holds, km²."""
        return float(self.areas.loc[self.areas["side"] == side, "km2"].sum())

    def frame(self) -> gpd.GeoDataFrame:
        """Return areas, front and band as one table of side, kind, date, label and shapes, EPSG:4326.

        Written to a file its areas are a control map that `read_snapshots` reads; front and band (with
        kriging) are of no side.
        """
        lines = {"front": self.front} if self.band is None else {"front": self.front, "band": self.band}
        columns = {
            "side": [*self.areas["side"], *("" for _ in lines)],
            "kind": [*("area" for _ in self.areas["side"]), *lines],
            "date": pd.Timestamp(self.date),
            "label": self.label,
        }
        return gpd.GeoDataFrame(columns, geometry=[*self.areas.geometry, *lines.values()], crs=WGS84)

    def moved(self) -> pd.DataFrame:
        """Return the places whose own claims put them elsewhere than the baseline, by name.

        The columns are place_id, name, `before` ("" unknown) and `side`.
        """
        places = self.ground.places[["place_id", "name"]]
        table = places.assign(before=self.ground.before, side=self.states.side)
        moved = self.states.reported & (self.states.side != self.ground.before)
        found: pd.DataFrame = table[moved].sort_values("name", ignore_index=True)
        return found


def estimate(
    claims: gpd.GeoDataFrame,
    date: dt.date | str,
    *,
    places: Any = None,
    extent: Any = None,
    baseline: Any = None,
    method: str = "voronoi",
    rule: Rule | None = None,
    water: BaseGeometry | None = None,
    mapped_on: dt.date | None = None,
) -> Estimate:
    """Estimate who holds what on a date.

    `claims`: an events table, or a GeoDataFrame of points with `date` and `side` ("Ukraine", "Russia",
    "contested"), and where known `claimant`, `claimant_side`, `basis`, `control_sense`, `place_id`,
    `event_id`. A claim is about the place of its `place_id`, else about the place within 500 m of its point.
    `date`: a date or ISO text; later claims count only as hindsight (see `Rule.hindsight`).
    `places`: the settlements whose cells are coloured: a GeoDataFrame of points (`place_id`, `name`,
    `country` where known) or `Place` records; without them the places of the claims alone. `extent`: a
    polygon or (west, south, east, north) in EPSG:4326, or a GeoDataFrame; without it the ground within 40 km
    of the claims. Frames with another CRS are carried to EPSG:4326.
    `baseline`: who held what before. The border before the war is a GeoDataFrame of polygons with `side`
    (`border(extent)`), or a mapping of
    side → polygon: cells and claims stay on their side of it. A dated map is a `Snapshot`,
    `series.at(day)`, an earlier `Estimate`, or a frame with `side` and `date` (or `mapped_on`): for
    `rule.snapshot_days` after it the cells of changed places flip on it; beyond, its sides at the places
    count as claims and the line is kriged.
    `water` (EPSG:4326): ground of neither side where it lies between both; the lakes shipped with the
    project if None.
    Raises InputError for an unknown method, an extent without area, or claims without a date or side column.
    """
    date = as_day(date)
    rule = rule or Rule()
    if water is None:
        water = waters.shipped()
    ground, inside = lay(control_claims(claims), places, extent, baseline, mapped_on=mapped_on, water=water)
    return on_ground(ground, weighing_on(ground, inside, rule), date, method)


def on_ground(
    ground: Ground, weighing: Weighing, date: dt.date, method: str, known: dt.date | None = None
) -> Estimate:
    """Estimate one date on a ground that is already laid, from all claims or from those `known` on a day."""
    rule = weighing.rule
    if method not in METHODS:
        raise InputError(f"{method!r} is no method; use one of {', '.join(METHODS)}")
    weighed = weighing.on(day_number(date), None if known is None else day_number(known))
    states = resolve(ground, weighed, day_number(date), rule)
    surface = None
    fresh = ground.snapshot is not None and abs((date - ground.snapshot.date).days) <= rule.snapshot_days
    if ground.snapshot is not None and fresh:
        shapes = _flipped(ground, states, rule)
        if method == "kriging":
            surface = _fused(ground, shapes, abs((date - ground.snapshot.date).days), rule)
    else:
        shapes = _cells(ground, states, rule)
        if method == "kriging" or ground.snapshot is not None:
            surface = kriged(ground, states, rule)
            shapes = _kriged(surface, shapes)
        wet = _water_between(ground, shapes)
        shapes = _without(wet, shapes)
        if surface is not None:
            drain(surface, wet)
    front = ground.plane.degrees(_front(ground, shapes, shapes[RUSSIA]))
    areas = _frame(ground, shapes)
    band = ground.plane.degrees(_band(surface, shapes)) if surface is not None else None
    return Estimate(date, method, areas, front, rule, states, ground, weighing, weighed, surface, band)


def weighing_on(ground: Ground, claims: pd.DataFrame, rule: Rule) -> Weighing:
    """Return the claims that `lay` returned, ready to be weighed; a snapshot outdates those before it."""
    if ground.snapshot is not None:
        claims = claims[claims["day"] > day_number(ground.snapshot.date)].reset_index(drop=True)
    return Weighing(claims, ground.points, rule)


Shapes = dict[str, BaseGeometry]


def _cells(ground: Ground, states: States, rule: Rule) -> Shapes:
    """Return the Voronoi cells of each class as one shape."""
    shapes = {
        side: ground.union(np.flatnonzero(states.side == side), rule.grey_km * 1000)
        for side in (UKRAINE, RUSSIA, CONTESTED)
    }
    coloured = shapely.union_all(list(shapes.values()))
    return {**shapes, UNKNOWN: areal(shapely.difference(ground.extent, coloured))}


def _flipped(ground: Ground, states: States, rule: Rule) -> Shapes:
    """Return the snapshot with the cells of the changed places flipped."""
    assert ground.snapshot is not None
    areas = {
        side: areal(shapely.intersection(ground.plane.metres(area), ground.extent))
        for side, area in ground.snapshot.areas.items()
    }
    rest = areal(shapely.difference(ground.extent, shapely.union_all(list(areas.values()))))
    areas[undrawn(areas)] = rest
    changed = states.reported & (states.side != ground.before)
    for side in (UKRAINE, RUSSIA, CONTESTED):
        taken = ground.union(np.flatnonzero(changed & (states.side == side)), rule.flip_km * 1000)
        if taken.is_empty:
            continue
        areas = {other: areal(shapely.difference(area, taken)) for other, area in areas.items()}
        areas[side] = areal(shapely.union_all([areas.get(side, shapely.MultiPolygon()), taken]))
    return areas


def _kriged(surface: Surface, cells: Shapes) -> Shapes:
    """Redraw the line between the two sides along the even odds; grey and contested cells stay."""
    coloured = shapely.union_all([cells[UKRAINE], cells[RUSSIA]])
    russia = areal(shapely.intersection(surface.above(0.5), coloured))
    return {**cells, RUSSIA: russia, UKRAINE: areal(shapely.difference(coloured, russia))}


def _band(surface: Surface, shapes: Shapes) -> BaseGeometry:
    """Return where the probability lies between 0.05 and 0.95, off the grey ground."""
    band = shapely.difference(surface.above(0.05), surface.above(0.95))
    return areal(shapely.difference(band, shapes.get(UNKNOWN, shapely.MultiPolygon())))


def _water_between(ground: Ground, shapes: Shapes) -> BaseGeometry:
    """Return the lakes and reservoirs that touch the ground of both sides."""
    if ground.water.is_empty or shapes[UKRAINE].is_empty or shapes[RUSSIA].is_empty:
        return shapely.MultiPolygon()
    return waters.between(ground.water, shapes[UKRAINE], shapes[RUSSIA])


def _without(wet: BaseGeometry, shapes: Shapes) -> Shapes:
    """Take water from the ground of both sides."""
    if wet.is_empty:
        return shapes
    return {
        side: areal(shapely.difference(shape, wet)) if side in HOLDERS else shape
        for side, shape in shapes.items()
    }


def _fused(ground: Ground, shapes: Shapes, days: int, rule: Rule) -> Surface:
    """Return the odds around the line of a snapshot `days` old."""
    russia = shapes[RUSSIA]
    wider = areal(shapely.union_all([russia, shapes.get(CONTESTED, shapely.MultiPolygon())]))
    edges = [(area, _front(ground, shapes, area)) for area in (russia, wider)]
    return fused(ground, edges, 1000 * (rule.line_km + rule.line_km_a_day * days))


def _front(ground: Ground, shapes: Shapes, area: BaseGeometry) -> BaseGeometry:
    """Return the edge of ground that Russia holds, without borders and without the edge to grey ground."""
    edges = [shape.boundary for shape in ground.zones] + [
        shapes.get(UNKNOWN, shapely.MultiPolygon()).boundary
    ]
    far = shapely.buffer(shapely.union_all(edges), _EDGE_M, quad_segs=2)
    line = shapely.difference(area.boundary, far)
    parts = [part for part in shapely.get_parts(line) if part.geom_type in ("LineString", "LinearRing")]
    return shapely.multilinestrings(parts) if parts else shapely.MultiLineString()


def _frame(ground: Ground, shapes: Shapes) -> gpd.GeoDataFrame:
    sides = [
        side
        for side in (UKRAINE, RUSSIA, CONTESTED, UNKNOWN)
        if not shapes.get(side, shapely.Point()).is_empty
    ]
    geometry = [areal(shapely.make_valid(ground.plane.degrees(shapes[side]))) for side in sides]
    columns = {"side": sides, "km2": [area_km2(shape) for shape in geometry]}
    return gpd.GeoDataFrame(columns, geometry=geometry, crs=WGS84)
