"""The ground of an estimate: its places, the cells around them, and the borders that cells do not cross."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree
from shapely.geometry.base import BaseGeometry

from geo.control.baseline import ground_before, snapshot_of
from geo.control.borders import SIDE_OF_COUNTRY
from geo.control.claims import around
from geo.control.kriging import Floats
from geo.control.places import COLUMNS, place_table, point_ids
from geo.control.project import Plane, areal, outline
from geo.control.records import Snapshot, undrawn

#: A claim this near to a place of the gazetteer is about that place.
SAME_PLACE_M = 500.0
#: The shipped border is drawn coarsely: a place this near to its own country's ground belongs to it.
BORDER_M = 5000.0
#: Water at least this wide keeps places from vouching for each other.
WIDE_M = 1500.0


@dataclass(frozen=True)
class Ground:
    """Places, zones and cells, in metres of `plane`.

    A zone is the ground of one side before the claims (with a border as baseline), or the whole extent.
    Claims of one zone say nothing about another: that is why nothing leaks across a border.
    """

    plane: Plane
    extent: BaseGeometry
    places: pd.DataFrame  # place_id, name, country ("" unknown), lon, lat
    points: Floats
    zones: tuple[BaseGeometry, ...]
    zone: NDArray[np.intp]
    before: NDArray[Any]
    snapshot: Snapshot | None
    water: BaseGeometry

    @cached_property
    def cells(self) -> NDArray[Any]:
        """The Voronoi cell of every place among the places of its zone; not yet cut by the zone's border."""
        cells = np.full(len(self.points), None, dtype=object)
        frame = self.extent.envelope.buffer(max(self.extent.length, 1000.0) / 4)
        for number in range(len(self.zones)):
            here = np.flatnonzero(self.zone == number)
            if len(here) == 1:
                cells[here] = frame
            elif len(here):
                cells[here] = _voronoi(self.points[here], frame)
        return cells

    @cached_property
    def outlines(self) -> NDArray[Any]:
        """The cells cut by their zones, EPSG:4326, on a grid of 0.0001°."""
        metres = np.array([self.cell(row) for row in range(len(self.points))], dtype=object)
        return np.asarray(shapely.set_precision(self.plane.degrees(metres), 1e-4, mode="valid_output"))

    @cached_property
    def reach(self) -> Floats:
        """How far the cell of a place stretches from it, metres, after the cut by its zone."""
        out = np.zeros(len(self.points))
        for number, shape in enumerate(self.zones):
            here = np.flatnonzero(self.zone == number)
            coordinates, owner = shapely.get_coordinates(self.cells[here], return_index=True)
            far = np.hypot(*(coordinates - self.points[here][owner]).T)
            np.maximum.at(out, here[owner], far)
            wide = here[out[here] > 10_000]
            if not len(wide):
                continue
            cut = shapely.intersection(self.cells[wide], shape)
            coordinates, owner = shapely.get_coordinates(cut, return_index=True)
            out[wide] = 0.0
            np.maximum.at(out, wide[owner], np.hypot(*(coordinates - self.points[wide][owner]).T))
        return out

    def divided(self, one: Floats, other: Floats) -> NDArray[np.bool_]:
        """Tell which pairs of points (n, 2) lie across wide water."""
        lines = np.asarray(shapely.linestrings(np.stack([one, other], axis=1)))
        near = np.flatnonzero(shapely.intersects(self.water, lines))
        out = np.zeros(len(lines), bool)
        out[near] = shapely.length(shapely.intersection(lines[near], self.water)) >= WIDE_M
        return out

    def cell(self, row: int) -> BaseGeometry:
        """Return the cell of one place, cut by its zone."""
        return areal(shapely.intersection(self.cells[row], self.zones[self.zone[row]]))

    def union(self, rows: NDArray[np.intp], grey_m: float) -> BaseGeometry:
        """Return the cells of places as one shape, each no farther than `grey_m` from its place."""
        parts = [
            self._union_in(number, rows[self.zone[rows] == number], grey_m)
            for number in range(len(self.zones))
        ]
        parts = [part for part in parts if not part.is_empty]
        if not parts:
            return shapely.MultiPolygon()
        return parts[0] if len(parts) == 1 else areal(shapely.union_all(parts))

    def _union_in(self, number: int, rows: NDArray[np.intp], grey_m: float) -> BaseGeometry:
        if not len(rows):
            return shapely.MultiPolygon()
        wide = self.reach[rows] > grey_m
        shape = shapely.coverage_union_all(self.cells[rows[~wide]])
        if wide.any():
            discs = shapely.buffer(shapely.points(self.points[rows[wide]]), grey_m)
            shape = shapely.union_all([shape, *shapely.intersection(self.cells[rows[wide]], discs)])
        return areal(shapely.intersection(shape, self.zones[number]))


def _voronoi(points: Floats, frame: BaseGeometry) -> NDArray[Any]:
    """Return a cell for each point; points at one spot get the same cell once and nothing for the rest."""
    unique, first, index = np.unique(points, axis=0, return_index=True, return_inverse=True)
    out = np.full(len(points), shapely.Polygon(), dtype=object)
    if len(unique) == 1:
        out[first] = frame
        return out
    cells = shapely.voronoi_polygons(shapely.MultiPoint(unique), extend_to=frame, ordered=True)
    out[first] = shapely.get_parts(cells)[index[first]]
    return out


def lay(
    claims: pd.DataFrame,
    places: Any,
    extent: Any,
    baseline: Any = None,
    *,
    mapped_on: Any = None,
    water: BaseGeometry | None = None,
) -> tuple[Ground, pd.DataFrame]:
    """Lay the ground for claims; return it with the claims inside the extent, their column `place` filled.

    `places`: as in `place_table`, or None for those of the claims alone. `extent`: as in `outline`, or None
    for the ground around the claims. `baseline`: as in `ground_before`; `mapped_on` tells the date of a map
    that has none. Without a date it is the border before the war: a place near it stands on the side of its
    `country` ("UA", "RU"), wherever the line is drawn.
    """
    shape = around(claims) if extent is None else outline(extent)
    plane = Plane(shape)
    metres = plane.metres(shape)
    table = _inside(place_table([] if places is None else places), plane, metres)
    claims = _inside(claims, plane, metres)
    table, claims = _attach(table, claims, plane)
    points = plane.points(table["lon"], table["lat"])
    drawn = ground_before(baseline)
    snapshot = snapshot_of(drawn, baseline, mapped_on)
    held = {side: plane.metres(area) for side, area in drawn.items()}
    before = np.full(len(points), "", dtype=object)
    for side, area in held.items():
        before[shapely.contains_xy(area, *points.T)] = side
    if snapshot is not None or not held:
        zones, zone = [metres], np.zeros(len(points), dtype=np.intp)
        if snapshot is not None:
            before[before == ""] = undrawn(held)
    else:
        own = _own_side(table["country"], held, points)
        before = np.where(own == "", before, own)
        zones, zone = _zones(metres, held, points, own)
    wet = plane.metres(water) if water is not None and not water.is_empty else shapely.MultiPolygon()
    return Ground(plane, metres, table, points, tuple(zones), zone, before, snapshot, wet), claims


def _inside(table: pd.DataFrame, plane: Plane, shape: BaseGeometry) -> pd.DataFrame:
    """Keep the rows inside the extent; a place a little beyond its edge still shapes the cells there."""
    near = shapely.buffer(shape, 1000.0, quad_segs=2)
    shapely.prepare(near)
    points = plane.points(table["lon"], table["lat"])
    finite = np.isfinite(points).all(axis=1)
    inside = np.zeros(len(table), bool)
    inside[finite] = shapely.contains_xy(near, *points[finite].T)
    return table[inside].reset_index(drop=True)


def _attach(table: pd.DataFrame, claims: pd.DataFrame, plane: Plane) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give every claim the row of its place; a claim at no known place adds one."""
    rows = {place_id: row for row, place_id in enumerate(table["place_id"])}
    place = claims["place_id"].map(rows).fillna(-1).to_numpy(int)
    open_ = np.flatnonzero(place < 0)
    if len(open_) and len(table):
        distance, index = cKDTree(plane.points(table["lon"], table["lat"])).query(
            plane.points(claims["lon"].to_numpy()[open_], claims["lat"].to_numpy()[open_])
        )
        near = distance <= SAME_PLACE_M
        place[open_[near]] = index[near]
        open_ = open_[~near]
    if len(open_):
        new = claims.iloc[open_][["place_id", "name", "lon", "lat"]].copy()
        blank = new["place_id"] == ""
        new.loc[blank, "place_id"] = point_ids(new.loc[blank, "lon"], new.loc[blank, "lat"])
        number, _ = pd.factorize(new["place_id"])
        place[open_] = len(table) + number
        added = new.drop_duplicates("place_id").assign(country="")
        added["name"] = added["name"].where(added["name"] != "", added["place_id"])
        table = pd.concat([table, added[COLUMNS]], ignore_index=True)
    return table, claims.assign(place=place)


def _own_side(country: pd.Series, held: dict[str, BaseGeometry], points: Floats) -> NDArray[Any]:
    """Return the side on whose ground a place stands by its country; "" where that ground is far."""
    own = country.map(SIDE_OF_COUNTRY).fillna("").to_numpy(object)
    for side in {*own} - {""}:
        rows = np.flatnonzero(own == side)
        near = shapely.dwithin(held[side], shapely.points(points[rows]), BORDER_M) if side in held else False
        own[rows] = np.where(near, side, "")
    return own


def _zones(
    extent: BaseGeometry, held: dict[str, BaseGeometry], points: Floats, own: NDArray[Any]
) -> tuple[list[BaseGeometry], NDArray[np.intp]]:
    """Cut the extent by the border: a zone for the ground of each side, and one for what is on neither.

    Return them with the zone of each place: that of its `own` side where known, else where it lies.
    """
    zones = {side: areal(shapely.intersection(area, extent)) for side, area in held.items()}
    zones[""] = areal(shapely.difference(extent, shapely.union_all(list(zones.values()))))
    zones = {side: shape for side, shape in zones.items() if not shape.is_empty}
    zone = np.full(len(points), -1, dtype=np.intp)
    for number, shape in enumerate(zones.values()):
        shapely.prepare(shape)
        zone[(zone < 0) & shapely.contains_xy(shape, *points.T)] = number
    for number, side in enumerate(zones):
        zone[(own == side) & (own != "")] = number
    stray = np.flatnonzero(zone < 0)
    if len(stray):
        away = np.array([shapely.distance(shape, shapely.points(points[stray])) for shape in zones.values()])
        zone[stray] = away.argmin(axis=0)
    return list(zones.values()), zone
