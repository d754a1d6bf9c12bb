"""Find the place that a cell of a table names: no sentence around it, but columns that say where it lies."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from geo.events import where
from geo.gazetteer import Gazetteer, Place
from geo.gazetteer.spatial import great_circle_km

_CONTAINER = re.compile(r"\s*\(([^()]+)\)\s*$")
SURE, LIKELY = 1.0, 0.8
MOST_CANDIDATES = 5
_SAME_KM = 10.0  # entries of one name this close are one place that two sources tell of
_KINDS = ("region", "district", "country")
_KIND_WORDS = {"district": ("Raion", "район"), "region": ("Oblast", "область")}


@dataclass(frozen=True, slots=True)
class Named:
    """What a name in a cell was taken for. `place` is None where it stays unplaced; `reasons` say why."""

    name: str
    place: Place | None
    confidence: float
    reasons: tuple[str, ...]
    candidates: tuple[Place, ...] = ()
    relation: str = "in"
    km: float | None = None

    def columns(self, gazetteer: Gazetteer) -> dict[str, Any]:
        """Return the columns of the events table that say where."""
        others = [place for place in self.candidates if place != self.place][:MOST_CANDIDATES]
        listed = [[place.id, place.name, LIKELY] for place in others]
        return {
            **where(self.place, gazetteer, relation=self.relation, km=self.km, surface=self.name),
            "confidence": self.confidence,
            "reasons": json.dumps(self.reasons, ensure_ascii=False),
            "candidates": json.dumps(listed, ensure_ascii=False) if listed else "",
        }


def find_named(
    cell: str,
    gazetteer: Gazetteer,
    *,
    district: str = "",
    region: str = "",
    day: datetime.date | None = None,
) -> Named:
    """Find the place that `cell` names, inside the `district` or else the `region` of its row.

    Each may name several, with ";" between them. "Lyubimovka (Korenevsky District)" narrows the search to
    what stands in brackets. A name that fits no place there stays unplaced rather than moving to another one.
    Entries close together are one place; other namesakes are weighed as in a sentence of that `day`. Where
    that does not decide, the name stays unplaced.
    """
    name = cell.strip()
    hints = [(district, "district"), (region, "region")]
    known = gazetteer.named(name)
    brackets = _CONTAINER.search(name)
    if brackets and not known:
        name = name[: brackets.start()].strip()
        hints = [(brackets[1], "district"), (brackets[1], "region")]
        known = gazetteer.named(name)
    hints = [hint for hint in hints if hint[0].strip()]
    if not known:
        return _read(cell.strip(), [hint for hint, _ in hints], gazetteer, day)
    inside = [_containers(*hint, gazetteer) for hint in hints]
    if hints and not any(inside) and (brackets or len(known) > 1):
        reason = f"{hints[0][0]!r} names no region or district"
        return Named(cell.strip(), None, 0.0, (reason,), tuple(known))
    containers = [each for each in inside if each] or [[]]
    for within in containers:  # the district may be one of another time
        fitting = [place for place in known if _lies_in(place, within)] if within else known
        if fitting:
            return _chosen(name, fitting, within, gazetteer, day)
    wanted = " or ".join(place.name for place in containers[0])
    return Named(cell.strip(), None, 0.0, (f"no {name} in {wanted}",), tuple(known))


def _containers(hint: str, kind: str, gazetteer: Gazetteer) -> list[Place]:
    """Return the regions or districts that a cell names, in full or by the word alone ("Sumy")."""
    found: list[Place] = []
    for name in filter(None, map(str.strip, hint.split(";"))):
        spellings = (name, *(f"{name} {word}" for word in _KIND_WORDS[kind]))
        named = ([p for p in gazetteer.named(s) if p.kind in _KINDS] for s in spellings)
        found += next(filter(None, named), [])
    return found


def _lies_in(place: Place, containers: Sequence[Place]) -> bool:
    rows = {place.row, place.region, place.district}
    return any(
        container.row in rows or (container.kind == "country" and container.country == place.country)
        for container in containers
    )


def _chosen(
    name: str,
    fitting: Sequence[Place],
    within: Sequence[Place],
    gazetteer: Gazetteer,
    day: datetime.date | None,
) -> Named:
    """Choose among the places of a name that lie within a district or region."""
    there = " or ".join(place.name for place in within)
    if len(fitting) == 1:
        where_ = f"in {there}" if within else "in the gazetteer"
        return Named(name, fitting[0], SURE if within else LIKELY, (f"the only {name} {where_}",))
    many = f"{len(fitting)} places are named {name}{f' in {there}' if within else ''}"
    first = fitting[0]
    if all(great_circle_km(first.lat, first.lon, other.lat, other.lon) < _SAME_KM for other in fitting[1:]):
        return Named(name, first, LIKELY, (f"{many}, close together",), tuple(fitting))
    read = _read(name, [place.name for place in within], gazetteer, day)
    if read.place in fitting:
        return replace(read, reasons=(many, *read.reasons[-1:]), candidates=tuple(fitting))
    return Named(name, None, 0.0, (many,), tuple(fitting))


def _read(cell: str, within: Sequence[str], gazetteer: Gazetteer, day: datetime.date | None) -> Named:
    """Read a cell that is no plain name ("Kursk region", "5 km north of Sudzha") as if it were a sentence."""
    from geo.geocode import places

    context = f"{cell} ({', '.join(within)})" if within else cell
    found = [r for r in places(context, gazetteer, date=day) if r.toponym.start < len(cell)]
    best = max(found, key=lambda r: (r.place is not None, r.toponym.end - r.toponym.start), default=None)
    if best is None or best.place is None:
        return Named(cell, None, 0.0, ("the gazetteer has no such name",))
    mention = best.toponym
    others = tuple(place for place, _ in best.alternatives)
    return Named(cell, best.place, best.score, best.reasons, others, mention.relation, mention.distance_km)
