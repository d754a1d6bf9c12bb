"""Control maps from GeoJSON, KML, KMZ, GeoPackage or Shapefile: polygons with side, kind and date."""

from __future__ import annotations

import datetime as dt
import glob
import itertools
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import Any, Protocol, TypeVar

import shapely

from geo.control.project import areal
from geo.control.records import KINDS, Snapshot, kind_of, side_of
from geo.control.series import ControlSeries
from geo.errors import InputError, Notice
from geo.formats import attributes, deepstate, isw
from geo.formats.vectors import Feature, Note, read_vectors

T = TypeVar("T")


class Producer(Protocol):
    """Who makes such files: how its features are read, and its terms. A module each."""

    SOURCE: str
    LICENCE: str

    def side(self, feature: Feature) -> str | None:
        """Return a side; None passes the feature over in silence, InputError refuses it with a reason."""

    def kind(self, feature: Feature) -> str:
        """Return one of `KINDS`."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Snapshots by kind and date, and notes on what was repaired or refused.

    `layers` counts the polygons of each layer of the file, by a pattern of its name that `sides`, `kinds` and
    `dates` of `read_snapshots` understand: dates in it are stars, so that daily files are one layer.
    """

    snapshots: list[Snapshot]
    notes: list[Note] = field(default_factory=list)
    layers: Mapping[str, int] = field(default_factory=dict)

    @property
    def kinds(self) -> list[str]:
        """The kinds of map that were read, the firmest first."""
        return list(dict.fromkeys(snapshot.kind for snapshot in self.snapshots))

    def series(self, kind: str | None = None) -> ControlSeries:
        """Return the snapshots of one kind as a series; by default of the firmest that was read.

        Raises InputError where there is none.
        """
        if not self.snapshots:
            why = self.notes[0].notice if self.notes else Notice("no polygons were found")
            raise InputError(Notice("no snapshot could be read: {why}", why=why))
        wanted = self.kinds[0] if kind is None else kind_of(kind)
        found = [snapshot for snapshot in self.snapshots if snapshot.kind == wanted]
        if not found:
            known = ", ".join(map(repr, self.kinds))
            raise InputError(Notice("no {kind} map in it; there is {known}", kind=repr(wanted), known=known))
        return ControlSeries(found)


def read_snapshots(
    source: Path | str | bytes,
    name: str = "",
    *,
    sides: Mapping[str, str | None] | None = None,
    side: str = "",
    kinds: Mapping[str, str] | None = None,
    kind: str = "",
    dates: Mapping[str, dt.date] | None = None,
    date: dt.date | None = None,
    label: str = "",
    licence: str = "",
) -> Reading:
    """Read control maps from a file, a folder, a zip, or the bytes of an upload called `name`.

    Side, kind and date of a feature come from `sides`, `kinds` and `dates` (pattern of layer or file name →
    value; the side None leaves a layer out), else from `side`, `kind` and `date`, else from its producer,
    told by the file names (DeepState's daily archive, ISW's layers), or from its own properties and the file
    name. Features of one kind and date make one snapshot.
    """
    if isinstance(source, str):
        source = Path(source)
    known = name or (source.name if isinstance(source, Path) else "")
    found = read_vectors(source, name)
    producer = _producer(known, found.features)
    said = _Said(
        {pattern: word and side_of(word) for pattern, word in (sides or {}).items()},
        side and side_of(side),
        {pattern: kind_of(word) for pattern, word in (kinds or {}).items()},
        kind_of(kind),
        dates or {},
        date,
    )
    source_name = label or producer.SOURCE or known
    return _assemble(found.features, found.notes, said, producer, source_name, licence or producer.LICENCE)


def _producer(name: str, features: list[Feature]) -> Producer:
    files = [name, *(feature.file for feature in features)]
    if deepstate.is_archive(files):
        return deepstate
    if isw.is_isw([*files, *(feature.layer for feature in features)]):
        return isw
    return attributes


@dataclass(frozen=True, slots=True)
class _Said:
    """What the caller says of layers, by pattern, and of all of them."""

    sides: Mapping[str, str | None]
    side: str
    kinds: Mapping[str, str]
    kind: str
    dates: Mapping[str, dt.date]
    date: dt.date | None

    def meaning(self, feature: Feature, producer: Producer) -> tuple[str, str, dt.date] | None:
        """Return kind, side and day of a feature; None passes it over; raises InputError to refuse it."""
        side: str | None
        if (pattern := _fitting(self.sides, feature)) is not None:
            side = self.sides[pattern]
        else:
            side = self.side or producer.side(feature)
        if side is None:
            return None
        kind = _matching(self.kinds, feature) or self.kind or producer.kind(feature)
        return kind, side, _matching(self.dates, feature) or self.date or attributes.day(feature)


def _matching(patterns: Mapping[str, T], feature: Feature) -> T | None:
    """Return what the first pattern that fits the layer or file of a feature is mapped to."""
    pattern = _fitting(patterns, feature)
    return None if pattern is None else patterns[pattern]


def _fitting(patterns: Iterable[str], feature: Feature) -> str | None:
    names = [name.casefold() for name in (feature.layer, feature.file, Path(feature.file).stem)]
    return next((p for p in patterns if any(fnmatch(name, p.casefold()) for name in names)), None)


def layer_pattern(feature: Feature) -> str:
    """Return a pattern that fits the layer of a feature, and its like of other days."""
    return attributes.DATE.sub("*", glob.escape(feature.layer or PurePosixPath(feature.file).stem))


def _assemble(
    features: list[Feature], notes: list[Note], said: _Said, producer: Producer, source: str, licence: str
) -> Reading:
    """Sort features into snapshots by kind, date and side; what cannot be sorted is refused by name."""
    notes = list(notes)
    groups: dict[tuple[str, dt.date], dict[str, list[Any]]] = {}
    previous: dict[str, dt.date] = {}  # the last day of each file
    for feature in features:
        try:
            meaning = said.meaning(feature, producer)
        except InputError as reason:
            notes.append(Note(feature.where, "refused", _notice(reason)))
            continue
        if meaning is None:
            continue
        kind, side, day = meaning
        other = previous.get(feature.file)
        if other and day < other:
            late = Notice("dates out of order ({day} after {other}); sorted", day=str(day), other=str(other))
            notes.append(Note(feature.where, "noted", late))
        previous[feature.file] = day
        held = groups.setdefault((kind, day), {}).setdefault(side, [])
        shape = feature.shape.geometry
        if any(shapely.equals_exact(shape, other, 0) for other in held):
            notes.append(
                Note(
                    feature.where, "refused", Notice("the same polygon stands in {day} already", day=str(day))
                )
            )
            continue
        held.append(shape)
    order = sorted(groups, key=lambda key: (KINDS.index(key[0]), key[1]))
    snapshots = [
        Snapshot(day, _joined(groups[kind, day], f"{source} {day}", notes), source, licence, kind)
        for kind, day in order
    ]
    return Reading(snapshots, notes, Counter(layer_pattern(feature) for feature in features))


def _notice(error: InputError) -> Notice:
    said = error.args[0]
    return said if isinstance(said, Notice) else Notice("{why}", why=str(said))


def _joined(held: Mapping[str, list[Any]], where: str, notes: list[Note]) -> dict[str, Any]:
    """Join the polygons of each side; note where sides overlap."""
    areas = {
        side: shapes[0] if len(shapes) == 1 else areal(shapely.union_all(shapes))
        for side, shapes in held.items()
    }
    for first, second in itertools.combinations(sorted(areas), 2):
        if shapely.intersects(areas[first], areas[second]):
            shared = areal(shapely.intersection(areas[first], areas[second]))
            if shared.area > 1e-6:
                notes.append(
                    Note(
                        where,
                        "noted",
                        Notice("{one} and {other} overlap; both are kept", one=first, other=second),
                    )
                )
    return areas
