"""Estimates over time: one ground, a map for each day on which a place changed its state."""

from __future__ import annotations

import bisect
import datetime as dt
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geo.control import water as waters
from geo.control.borders import border
from geo.control.claims import around, control_claims, day_date, day_number
from geo.control.estimate import Estimate, on_ground, weighing_on
from geo.control.evidence import Evidence, evidence_on
from geo.control.ground import Ground, lay
from geo.control.places import settlements
from geo.control.project import area_km2, areal
from geo.control.rule import Rule
from geo.control.states import States, resolve
from geo.control.weighing import Weighed, Weighing
from geo.errors import InputError

_DAY = dt.timedelta(days=1)


class EstimateSeries:
    """Daily estimates from one set of claims.

    `changed` lists the days on which the state of a place changed; the map of a day holds until the next.
    States of all days are worked out at once, polygons when they are asked for. With `as_known` the map of a
    day rests on what was known and decided by then.
    """

    def __init__(
        self,
        ground: Ground,
        weighing: Weighing,
        start: dt.date,
        end: dt.date,
        method: str,
        as_known: bool = False,
    ) -> None:
        if end < start:
            raise InputError(f"the series ends on {end}, before it starts on {start}")
        self.ground, self.weighing, self.method, self.as_known = ground, weighing, method, as_known
        self.start, self.end = start, end
        self.changed: list[dt.date] = []
        self.states: list[States] = []
        for number in range((end - start).days + 1):
            day = start + number * _DAY
            states = resolve(ground, self.weighed(day), day_number(day), weighing.rule)
            if not self.states or (states.side != self.states[-1].side).any():
                self.changed.append(day)
                self.states.append(states)
        self._made: dict[dt.date, Estimate] = {}

    def at(self, date: dt.date) -> Estimate:
        """Return the estimate that is shown on a date: that of the last day on which a state changed."""
        day = self.changed[self._number(date)]
        if day not in self._made:
            known = day if self.as_known else None
            self._made[day] = on_ground(self.ground, self.weighing, day, self.method, known)
        return self._made[day]

    def weighed(self, date: dt.date) -> Weighed:
        """Return the claims that count on a date."""
        day = day_number(date)
        return self.weighing.on(day, day if self.as_known else None)

    def _number(self, date: dt.date) -> int:
        if not self.start <= date <= self.end:
            raise InputError(f"{date} lies outside the series ({self.start} to {self.end})")
        return bisect.bisect_right(self.changed, date) - 1

    def evidence(self, cell_id: str, date: dt.date) -> Evidence:
        """Return the evidence behind a cell on a date; raises PlaceError for an unknown cell."""
        weighed = self.weighed(date)
        states = resolve(self.ground, weighed, day_number(date), self.weighing.rule)
        return evidence_on(self.ground, states, self.weighing, weighed, date, cell_id)

    def spans(self) -> list[tuple[dt.date, dt.date]]:
        """Return (first day, day after the last) of every map."""
        return list(zip(self.changed, [*self.changed[1:], self.end + _DAY], strict=True))

    def areas(
        self, sides: tuple[str, ...] = ("Ukraine", "Russia", "contested"), within: Any = None
    ) -> pd.DataFrame:
        """Return day, side, km2 for every day; `within` (polygon, EPSG:4326) limits what is counted."""
        rows = []
        for start, end in self.spans():
            made = self.at(start)
            for side in sides:
                shape = made.area(side)
                if within is not None:
                    shape = areal(shapely.intersection(shape, within))
                size = area_km2(shape)
                rows += [(day, side, size) for day in pd.date_range(start, end - _DAY)]
        return pd.DataFrame(rows, columns=["day", "side", "km2"]).sort_values(
            ["day", "side"], ignore_index=True
        )


def daily(
    claims: gpd.GeoDataFrame,
    start: dt.date,
    end: dt.date,
    *,
    places: Any,
    extent: Any,
    baseline: Any = None,
    method: str = "voronoi",
    rule: Rule | None = None,
    water: Any = None,
    as_known: bool = False,
) -> EstimateSeries:
    """Estimate every day from `start` to `end`; the parameters are those of `estimate`.

    With `as_known` each day rests on what was known and decided by then (`known_on` of an events table, and
    `known_from` and `known_until` of its versions); else on everything as it stands now.
    """
    wet = waters.shipped() if water is None else water
    ground, inside = lay(control_claims(claims), places, extent, baseline, water=wet)
    weighing = weighing_on(ground, inside, rule or Rule())
    return EstimateSeries(ground, weighing, start, end, method, as_known)


def from_events(
    events: gpd.GeoDataFrame,
    gazetteer: Any,
    *,
    start: dt.date | None = None,
    end: dt.date | None = None,
    method: str = "voronoi",
    rule: Rule | None = None,
    as_known: bool = False,
) -> EstimateSeries:
    """Estimate the days of an events table: around its control claims, from the border before the war.

    The map reaches 40 km beyond the claims. `as_known`: as in `daily`. Raises InputError where no row claims
    that a side holds a settlement.
    """
    claims = control_claims(events)
    if claims.empty:
        raise InputError(
            "no event claims that a side holds, lost or contests a settlement; nothing can be estimated"
        )
    extent = around(claims)
    days = claims["day"]
    start, end = start or day_date(days.min()), end or day_date(days.max())
    places = settlements(gazetteer, extent)
    return daily(
        events,
        start,
        end,
        places=places,
        extent=extent,
        baseline=border(extent),
        method=method,
        rule=rule,
        as_known=as_known,
    )
