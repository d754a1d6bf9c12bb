"""Find the place that a cell of a table names: no sentence around it, but columns that say where it lies."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from geo.events import where
from geo.gazetteer import Gazetteer, Place

_CONTAINER = re.compile(r"\s*\(([^()]+)\)\s*$")
SURE, LIKELY, GUESSED = 1.0, 0.8, 0.5
MOST_CANDIDATES = 5


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


def find_named(cell: str, within: Sequence[str], gazetteer: Gazetteer) -> Named:
    """Find the place that `cell` names, inside one of the regions or districts that `within` names.

    "Lyubimovka (Korenevsky District)" narrows the search to what stands in brackets. A name that fits no
    place of that region stays unplaced rather than moving to another one.
    """
    name = cell.strip()
    known = gazetteer.named(name)
    brackets = _CONTAINER.search(name)
    if brackets and not known:
        name, within = name[: brackets.start()].strip(), [brackets[1]]
        known = gazetteer.named(name)
        if known and not _containers(brackets[1], gazetteer):
            reason = f"{brackets[1]!r} names no region or district"
            return Named(cell.strip(), None, 0.0, (reason,), tuple(known))
    if not known:
        return _read(cell.strip(), within, gazetteer)
    containers = [place for hint in within for place in _containers(hint, gazetteer)]
    fitting = [place for place in known if _lies_in(place, containers)] if containers else known
    if not fitting:
        wanted = " or ".join(place.name for place in containers)
        return Named(cell.strip(), None, 0.0, (f"no {name} in {wanted}",), tuple(known))
    return Named(name, fitting[0], *_confidence(name, fitting, containers), tuple(fitting))


def _containers(hint: str, gazetteer: Gazetteer) -> list[Place]:
    return [place for place in gazetteer.named(hint) if place.kind in ("region", "district", "country")]


def _lies_in(place: Place, containers: Sequence[Place]) -> bool:
    rows = {place.row, place.region, place.district}
    return any(
        container.row in rows or (container.kind == "country" and container.country == place.country)
        for container in containers
    )


def _confidence(
    name: str, fitting: Sequence[Place], containers: Sequence[Place]
) -> tuple[float, tuple[str, ...]]:
    if len(fitting) > 1:
        return GUESSED, (f"{len(fitting)} places are named {name}: the largest was taken",)
    if containers:
        return SURE, (f"the only {name} in {' or '.join(place.name for place in containers)}",)
    return LIKELY, (f"the only {name} in the gazetteer",)


def _read(cell: str, within: Sequence[str], gazetteer: Gazetteer) -> Named:
    """Read a cell that is no plain name ("Kursk region", "5 km north of Sudzha") as if it were a sentence."""
    from geo.geocode import places

    context = f"{cell} ({', '.join(within)})" if within else cell
    found = [r for r in places(context, gazetteer) if r.toponym.start < len(cell)]
    best = max(found, key=lambda r: (r.place is not None, r.toponym.end - r.toponym.start), default=None)
    if best is None or best.place is None:
        return Named(cell, None, 0.0, ("the gazetteer has no such name",))
    mention = best.toponym
    others = tuple(place for place, _ in best.alternatives)
    return Named(cell, best.place, best.score, best.reasons, others, mention.relation, mention.distance_km)
