"""Control maps from files: GeoJSON, KML, KMZ, GeoPackage or Shapefile of polygons with side and date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd
import shapely

from geo.control.project import areal
from geo.control.records import Snapshot, side_of
from geo.control.series import ControlSeries
from geo.errors import InputError
from geo.formats.vectors import Feature, Note, read_vectors

#: Property names that may hold the date, in the order they are tried.
DATE_FIELDS = ("date", "day", "asof", "as_of", "valid_from", "editdate", "creationdate", "timestamp")
SIDE_FIELDS = ("side", "control", "holder", "controlled_by", "status")
_FIRST, _LAST = dt.date(2014, 1, 1), dt.date(2100, 1, 1)
_IN_NAME = re.compile(r"(?<!\d)(?:(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)|(\d\d)[-_.](\d\d)[-_.](20\d\d))(?!\d)")

#: Tells the side of a feature; None passes it over in silence, InputError refuses it with a reason.
Sides = Callable[[Feature], str | None]
#: Tells the day of a feature; InputError refuses it.
Days = Callable[[Feature], dt.date]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading:
    """Snapshots by date, and notes on what was repaired or refused."""

    snapshots: list[Snapshot]
    notes: list[Note] = field(default_factory=list)

    def series(self) -> ControlSeries:
        """Return the snapshots as a series; raises InputError where there is none."""
        if not self.snapshots:
            why = "; ".join(str(note) for note in self.notes[:3]) or "no polygons were found"
            raise InputError(f"no snapshot could be read: {why}")
        return ControlSeries(self.snapshots)


def read_snapshots(
    source: Path | str | bytes,
    name: str = "",
    *,
    sides: Mapping[str, str] | None = None,
    side: str = "",
    dates: Mapping[str, dt.date] | None = None,
    date: dt.date | None = None,
    label: str = "",
    licence: str = "",
) -> Reading:
    """Read control maps from a file, a folder, a zip, or the bytes of an upload called `name`.

    The producer is told by its file names (DeepState's daily archive, ISW's layers). Otherwise the side
    comes from a property of the feature, from `sides` (pattern of layer or file name → side) or from `side`
    for all; the date from `dates` (pattern → date), `date`, a property or the file name.
    Features of one date make one snapshot.
    """
    from geo.formats import deepstate, isw

    if isinstance(source, str):
        source = Path(source)
    known = name or (source.name if isinstance(source, Path) else "")
    given = bool(sides or side)
    found = read_vectors(source, name)

    def day_of(feature: Feature) -> dt.date:
        return _matching(dates or {}, feature) or date or date_of(feature)

    names = [feature.file for feature in found.features]
    if not given and deepstate.is_archive([known, *names]):
        return assemble(
            found.features,
            found.notes,
            deepstate.side,
            day_of,
            label or deepstate.SOURCE,
            licence or deepstate.LICENCE,
        )
    if not given and isw.is_isw([known, *names, *(feature.layer for feature in found.features)]):
        return assemble(
            found.features, found.notes, isw.side, day_of, label or isw.SOURCE, licence or isw.LICENCE
        )
    choose = _chooser(
        {pattern: side_of(word) for pattern, word in (sides or {}).items()}, side_of(side) if side else ""
    )
    return assemble(found.features, found.notes, choose, day_of, label or known, licence)


def _chooser(sides: Mapping[str, str], fixed: str) -> Sides:
    def choose(feature: Feature) -> str | None:
        mapped = _matching(sides, feature) or fixed
        if mapped:
            return mapped
        if sides:
            return None
        lowered = {str(key).casefold(): value for key, value in feature.properties.items()}
        for field_ in SIDE_FIELDS:
            if lowered.get(field_):
                return side_of(lowered[field_])
        raise InputError("no side: give it a property 'side', or say which side this layer shows")

    return choose


def _matching(patterns: Mapping[str, T], feature: Feature) -> T | None:
    """Return what the first pattern that fits the layer or file of a feature is mapped to."""
    names = [name.casefold() for name in (feature.layer, feature.file, Path(feature.file).stem)]
    for pattern, value in patterns.items():
        if any(fnmatch(name, pattern.casefold()) for name in names):
            return value
    return None


def assemble(
    features: list[Feature], notes: list[Note], sides: Sides, days: Days, source: str, licence: str
) -> Reading:
    """Sort features into snapshots by date and side; what cannot be sorted is refused by name."""
    notes = list(notes)
    groups: dict[dt.date, dict[str, list[Any]]] = {}
    previous: dt.date | None = None
    for feature in features:
        try:
            side = sides(feature)
            if side is None:
                continue
            day = days(feature)
        except InputError as reason:
            notes.append(Note(feature.where, "refused", str(reason)))
            continue
        if previous and day < previous:
            notes.append(Note(feature.where, "noted", f"dates out of order ({day} after {previous}); sorted"))
        previous = day
        held = groups.setdefault(day, {}).setdefault(side, [])
        shape = feature.shape.geometry
        if any(shapely.equals_exact(shape, other, 0) for other in held):
            notes.append(Note(feature.where, "refused", f"the same polygon stands in {day} already"))
            continue
        held.append(shape)
    snapshots = [_snapshot(day, groups[day], source, licence, notes) for day in sorted(groups)]
    return Reading(snapshots, notes)


def _snapshot(
    day: dt.date, held: Mapping[str, list[Any]], source: str, licence: str, notes: list[Note]
) -> Snapshot:
    areas = {
        side: shapes[0] if len(shapes) == 1 else areal(shapely.union_all(shapes))
        for side, shapes in held.items()
    }
    for first, second in (pair for pair in ((a, b) for a in areas for b in areas) if pair[0] < pair[1]):
        if shapely.intersects(areas[first], areas[second]):
            shared = areal(shapely.intersection(areas[first], areas[second]))
            if shared.area > 1e-6:
                notes.append(Note(f"{source} {day}", "noted", f"{first} and {second} overlap; both are kept"))
    return Snapshot(day, areas, source, licence)


def date_of(feature: Feature) -> dt.date:
    """Return the date of a feature, from a property or a name; raises InputError where there is none."""
    lowered = {str(key).casefold(): value for key, value in feature.properties.items()}
    for name in DATE_FIELDS:
        found = as_date(lowered.get(name))
        if found:
            return found
    for text in (feature.file, feature.layer):
        found = date_in(text)
        if found:
            return found
    raise InputError("no date: give it a property 'date', put YYYYMMDD into the file name, or name the date")


def date_in(text: str) -> dt.date | None:
    """Return the (last) date in a name, as YYYYMMDD, YYYY-MM-DD or DD.MM.YYYY."""
    found = None
    for match in _IN_NAME.finditer(text):
        y, m, d, d2, m2, y2 = match.groups()
        found = _date(int(y or y2), int(m or m2), int(d or d2)) or found
    return found


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        found = dt.date(year, month, day)
    except ValueError:
        return None
    return found if _FIRST <= found <= _LAST else None


def as_date(value: Any) -> dt.date | None:
    """Return the date of a property: a date, ISO text or milliseconds since 1970; None for anything else."""
    if value is None or value == "":
        return None
    if isinstance(value, (int, float)) or (isinstance(value, str) and value.strip().lstrip("-").isdigit()):
        number = float(value)
        if 19_000_000 < number < 22_000_000:
            return date_in(str(int(number)))
        if not 1e11 < number < 5e12:
            return None
        return (dt.datetime(1970, 1, 1) + dt.timedelta(milliseconds=number)).date()
    try:
        stamp = pd.Timestamp(value)
    except (ValueError, TypeError, OverflowError):
        return date_in(str(value)[:60])
    if pd.isna(stamp):
        return None
    return _date(stamp.year, stamp.month, stamp.day)
