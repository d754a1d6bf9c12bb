"""A series of control maps: the days on which the map changed, and what it says on any day."""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from geo.control.project import areal, polygons
from geo.control.records import Snapshot
from geo.errors import InputError

SNAPSHOT, CARRIED, INTERPOLATED, BEFORE = (
    "snapshot",
    "carried forward",
    "interpolated",
    "before the first snapshot",
)


@dataclass(frozen=True, slots=True)
class Moment:
    """The map on one day; `status` says where it comes from.

    `since` is the day of the snapshot it rests on; an interpolated map is on its way to that of `until`.
    """

    date: dt.date
    areas: Mapping[str, BaseGeometry]
    status: str
    since: dt.date | None
    until: dt.date | None = None


class ControlSeries:
    """Snapshots of one source and kind over time; only the days on which the map changed are stored.

    `observed` lists every day that has a snapshot, changed or not: a day between two of them is shown as
    carried forward. The map of a day holds until the next change.
    """

    def __init__(self, snapshots: Iterable[Snapshot]) -> None:
        ordered = sorted(snapshots, key=lambda snapshot: snapshot.date)
        if not ordered:
            raise InputError("a series needs at least one snapshot")
        kinds = {snapshot.kind for snapshot in ordered}
        if len(kinds) > 1:
            raise InputError(
                f"maps of several kinds ({', '.join(map(repr, sorted(kinds)))}); make a series of each"
            )
        self.source, self.licence, self.kind = ordered[0].source, ordered[0].licence, ordered[0].kind
        self.observed: list[dt.date] = []
        self._changed: list[Snapshot] = []
        for snapshot in ordered:
            if self.observed and snapshot.date == self.observed[-1]:
                raise InputError(f"two snapshots of {snapshot.date}; keep one of them")
            self.observed.append(snapshot.date)
            if not self._changed or not same(self._changed[-1].areas, snapshot.areas):
                self._changed.append(snapshot)
        self._days = [snapshot.date for snapshot in self._changed]

    def __len__(self) -> int:
        return len(self._changed)

    def __iter__(self) -> Iterator[Snapshot]:
        return iter(self._changed)

    @property
    def changed(self) -> list[dt.date]:
        """The days on which the map changed, the first one included."""
        return list(self._days)

    @property
    def first(self) -> dt.date:
        """The day of the first snapshot."""
        return self.observed[0]

    @property
    def last(self) -> dt.date:
        """The day of the last snapshot."""
        return self.observed[-1]

    def gaps(self) -> list[tuple[dt.date, dt.date]]:
        """Return the runs of days without a snapshot, as (first, last) missing day."""
        one = dt.timedelta(days=1)
        return [
            (a + one, b - one) for a, b in zip(self.observed, self.observed[1:], strict=False) if b - a > one
        ]

    def at(self, date: dt.date, *, interpolate: bool = False) -> Moment:
        """Return the map on a day.

        A day without a snapshot carries the last one forward. With `interpolate` a day inside a gap gets a
        map between its neighbours, marked "interpolated": of the ground that changes, the part nearer to
        where it started from, in proportion to the days (see docs/control.md).
        """
        number = bisect.bisect_right(self._days, date) - 1
        if number < 0:
            return Moment(date, {}, BEFORE, None)
        here = self._changed[number]
        seen = bisect.bisect_right(self.observed, date) - 1
        if self.observed[seen] == date:
            return Moment(date, here.areas, SNAPSHOT, here.date)
        if interpolate and seen + 1 < len(self.observed):
            start, end = self.observed[seen], self.observed[seen + 1]
            after = self._changed[bisect.bisect_right(self._days, end) - 1]
            share = (date - start).days / (end - start).days
            areas = between(here.areas, after.areas, share)
            return Moment(date, areas, INTERPOLATED, start, end)
        return Moment(date, here.areas, CARRIED, self.observed[seen])


def same(a: Mapping[str, BaseGeometry], b: Mapping[str, BaseGeometry]) -> bool:
    """Tell whether two maps have the same vertices, whatever the order of parts and starts of rings."""
    if a.keys() != b.keys():
        return False
    for side in a:
        if shapely.equals_exact(a[side], b[side], 0):
            continue
        if shapely.get_num_coordinates(a[side]) != shapely.get_num_coordinates(b[side]):
            return False
        if not shapely.equals_exact(shapely.normalize(a[side]), shapely.normalize(b[side]), 0):
            return False
    return True


def between(
    a: Mapping[str, BaseGeometry], b: Mapping[str, BaseGeometry], share: float
) -> dict[str, BaseGeometry]:
    """Return a map on the way from `a` to `b`; `share` 0 gives `a`, 1 gives `b`.

    The ground that a side gains fills from its old edge outwards, the ground it loses empties from the new
    holder's edge: by distance, so that each patch is crossed in equal steps.
    """
    empty = shapely.MultiPolygon()
    out = {}
    for side in sorted({*a, *b}):
        old, new = a.get(side, empty), b.get(side, empty)
        gained = _reached(areal(shapely.difference(new, old)), old, share)
        lost = _reached(areal(shapely.difference(old, new)), new, 1 - share)
        kept = areal(shapely.intersection(old, new))
        out[side] = areal(shapely.union_all([kept, gained, lost]))
    return out


def _reached(patches: BaseGeometry, start: BaseGeometry, share: float) -> BaseGeometry:
    """Return the part of each patch that lies within `share` of its depth from `start`."""
    done = []
    for patch in polygons(patches):
        vertices = shapely.points(shapely.get_coordinates(patch))
        near = shapely.intersection(start, shapely.box(*patch.bounds).buffer(0.01))
        depth = float(shapely.distance(vertices, near).max()) if not near.is_empty else 0.0
        if depth > 0:
            done.append(shapely.intersection(patch, shapely.buffer(near, share * depth, quad_segs=4)))
        elif share >= 0.5:
            done.append(patch)
    return areal(shapely.union_all(done)) if done else shapely.MultiPolygon()
