"""Why a cell has its colour: the claims that decided it, what each weighs, and what would change it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from geo.control.claims import day_date
from geo.control.estimate import Estimate
from geo.control.ground import Ground
from geo.control.records import CONTESTED, HOLDERS, OTHER, UNKNOWN
from geo.control.rule import Rule
from geo.control.states import States, decide
from geo.control.weighing import CLASSES, Weighed, Weighing
from geo.errors import Notice, PlaceError

#: How a cell was decided, in words that catalogues find; a placeholder is filled from the facts.
HOW: Mapping[str, str] = {
    "set aside": Notice(
        "Its only claim stands against nearly all the places around it and is set aside; the cell "
        "follows the places around it: {side}."
    ),
    "overtaken": Notice(
        "Claims around it that are {days} days newer or more say otherwise, so its own no longer "
        "count; the cell follows the places around it: {side}."
    ),
    "contested": Notice("Contested: the claims of the sides are near in time and weight ({weights})."),
    "said contested": Notice("Contested: a claim that says so outweighs those of the sides ({weights})."),
    "own claims": Notice("Decided by its own claims; the heaviest of each side: {weights}."),
    "far": Notice("No claim within {km} km: nothing is coloured."),
    "snapshot": Notice("No claim since the snapshot of {day}: it stays as drawn there."),
    "before": Notice(
        "No claim of its own, and the nearest is at {place} ({km} km away, {other}): it stays with who "
        "held it before, {side}."
    ),
    "nearest": Notice(
        "No claim of its own: it follows the nearest claimed place, {place} ({km} km away, {other})."
    ),
}
#: What would change it.
CHANGE: Mapping[str, str] = {
    "contested": Notice(
        "A claim of today that weighs more than {weight}, or a claim more than {days} days after "
        "the other side's last."
    ),
    "said contested": Notice("A claim of today for a side that weighs more than {weight}."),
    "any": Notice("Any claim about it."),
    "outweigh": Notice(
        "A claim for {other} of today that weighs more than {weight} (a side's own claim weighs 1, "
        "an assessed one 2, one against the claimant's own side twice as much); from {contested} on within "
        "{days} days of {day} it would be contested."
    ),
    "near": Notice("Any claim about it or near it."),
    "around": Notice("Any claim about this place itself, or other claims about the places around it."),
}
Words = tuple[str, Mapping[str, str]]
_COLUMNS = [
    "event_id", "date", "side", "claimant", "claimant_side", "basis", "weight", "score", "implied",
    "place_id", "km", "without",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence behind one cell on one date.

    `claims`: DataFrame with event_id, date, side, claimant, claimant_side, basis, weight (on its day), score
    (weight halved with age), implied (read backwards), place_id, km (how far its place is; 0 for the cell's
    own), and
    `without` (the side the cell would have if that claim were retracted; "" for claims of other places).
    `how` and `change` say in words how it was decided and what would change it; `how_words` and
    `change_words` are (key of `HOW` or `CHANGE`, facts), to be said in another language.
    """

    place_id: str
    name: str
    date: dt.date
    side: str
    how_words: Words
    change_words: Words
    claims: pd.DataFrame
    rule: str

    @property
    def how(self) -> str:
        """How the cell was decided, in English."""
        return HOW[self.how_words[0]].format(**self.how_words[1])

    @property
    def change(self) -> str:
        """What would change the cell, in English."""
        return CHANGE[self.change_words[0]].format(**self.change_words[1])


def evidence(estimate: Estimate, cell_id: str) -> Evidence:
    """Return the evidence behind the cell of a place; raises PlaceError for an unknown cell."""
    made = estimate
    return evidence_on(made.ground, made.states, made.weighing, made.weighed, made.date, cell_id)


def evidence_on(
    ground: Ground, states: States, weighing: Weighing, weighed: Weighed, date: dt.date, cell_id: str
) -> Evidence:
    """Return the evidence behind the cell of a place on a day whose claims are weighed and states known."""
    rows = np.flatnonzero((ground.places["place_id"] == cell_id).to_numpy())
    if not len(rows):
        raise PlaceError(f"{cell_id!r} is no cell of this estimate; cells are named by their place_id")
    row, rule = int(rows[0]), weighing.rule
    side = str(states.side[row])
    own = weighed.only(weighed.place == row)
    unheard = states.set_aside[row] or states.overtaken[row]
    speaking = _speaking(ground, states, row, rule) if not len(own.row) or unheard else {row: 0.0}
    behind = weighed.only(np.isin(weighed.place, [row, *speaking]))
    table = weighing.table(behind)
    table["km"] = [0.0 if place == row else speaking[place] for place in behind.place]
    table["place_id"] = ground.places["place_id"].to_numpy()[behind.place]
    table["without"] = [
        "" if place != row else _without(own, number, rule)
        for number, place in zip(behind.row, behind.place, strict=True)
    ]
    table = table.sort_values(["km", "score"], ascending=[True, False])
    how = _how(ground, states, row, own, speaking, rule)
    change = _change(own, side, rule) if speaking == {row: 0.0} else _change_around(side)
    name = str(ground.places["name"].iloc[row])
    return Evidence(
        cell_id, name, date, side, how, change, table[_COLUMNS].reset_index(drop=True), rule.words()
    )


def _speaking(ground: Ground, states: States, row: int, rule: Rule) -> dict[int, float]:
    """Return the claimed place that speaks for a cell without claims, with its distance in km."""
    near = np.flatnonzero(states.reported & (ground.zone == ground.zone[row]))
    near = near[near != row]
    if not len(near):
        return {}
    away = np.hypot(*(ground.points[near] - ground.points[row]).T) / 1000
    nearest = int(away.argmin())
    return {int(near[nearest]): float(away[nearest])} if away[nearest] <= rule.grey_km else {}


def _without(own: Weighed, number: int, rule: Rule) -> str:
    """Return the side by the cell's own claims if one of them were retracted."""
    rest = own.only(own.row != number)
    return str(decide(replace(rest, place=np.zeros_like(rest.place)), 1, rule)[0][0]) or "as its neighbours"


def _how(
    ground: Ground, states: States, row: int, own: Weighed, speaking: dict[int, float], rule: Rule
) -> Words:
    side = str(states.side[row])
    if states.set_aside[row]:
        return "set aside", {"side": side}
    if states.overtaken[row]:
        return "overtaken", {"side": side, "days": f"{rule.overtaken_days:g}"}
    if len(own.row):
        weights = ", ".join(
            f"{CLASSES[code]} {own.score[own.code == code].max():.2f}" for code in np.unique(own.code)
        )
        return _contested(own) if side == CONTESTED else "own claims", {"weights": weights}
    if side == UNKNOWN:
        return "far", {"km": f"{rule.grey_km:g}"}
    if ground.snapshot is not None:
        return "snapshot", {"day": f"{ground.snapshot.date}"}
    place, km = next(iter(speaking.items()))
    facts = {
        "place": str(ground.places["name"].iloc[place]),
        "km": f"{km:.0f}",
        "other": str(states.side[place]),
        "side": str(ground.before[row]),
    }
    return "before" if facts["side"] and km > rule.speaks_km else "nearest", facts


def _heaviest(own: Weighed, *classes: str) -> float:
    """Return the score of the heaviest claim for one of the classes; 0 without any."""
    return float(own.score[np.isin(own.code, [CLASSES.index(name) for name in classes])].max(initial=0.0))


def _contested(own: Weighed) -> str:
    """Tell whether a claim says that a cell is contested, or the sides contradict each other."""
    return "said contested" if _heaviest(own, CONTESTED) > _heaviest(own, *HOLDERS) else "contested"


def _change(own: Weighed, side: str, rule: Rule) -> Words:
    """Say which claim of today would change the cell."""
    days = f"{rule.contested_days:g}"
    if side == CONTESTED:
        weight = max(_heaviest(own, CONTESTED), _heaviest(own, *HOLDERS) / rule.contested_ratio)
        return _contested(own), {"weight": f"{weight:.2f}", "days": days}
    if side not in HOLDERS:
        return "any", {}
    mine = own.only(own.code == CLASSES.index(side))
    score = _heaviest(own, side)
    return "outweigh", {
        "other": OTHER[side],
        "weight": f"{score:.2f}",
        "contested": f"{rule.contested_ratio * score:.2f}",
        "days": days,
        "day": f"{day_date(mine.day.max())}",
    }


def _change_around(side: str) -> Words:
    return "near" if side == UNKNOWN else "around", {}
