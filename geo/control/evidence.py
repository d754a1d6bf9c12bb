"""Why a cell has its colour: the claims that decided it, what each weighs, and what would change it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.control.claims import day_date
from geo.control.estimate import Estimate
from geo.control.ground import Ground
from geo.control.records import CONTESTED, HOLDERS, OTHER, UNKNOWN
from geo.control.rule import Rule
from geo.control.states import States, decide
from geo.errors import PlaceError


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence behind one cell on one date.

    `claims`: DataFrame with event_id, date, side, claimant, claimant_side, basis, weight (on its day), score
    (weight halved with age), implied (read backwards), place_id, km (how far its place is; 0 for the cell's
    own), and
    `without` (the side the cell would have if that claim were retracted; "" for claims of other places).
    `how` and `change` say in words how it was decided and what would change it.
    """

    place_id: str
    name: str
    date: dt.date
    side: str
    how: str
    change: str
    claims: pd.DataFrame
    rule: str


def evidence(estimate: Estimate, cell_id: str) -> Evidence:
    """Return the evidence behind the cell of a place; raises PlaceError for an unknown cell."""
    return evidence_on(estimate.ground, estimate.states, estimate.date, estimate.rule, cell_id)


def evidence_on(ground: Ground, states: States, date: dt.date, rule: Rule, cell_id: str) -> Evidence:
    """Return the evidence behind the cell of a place from the states of a day."""
    rows = np.flatnonzero((ground.places["place_id"] == cell_id).to_numpy())
    if not len(rows):
        raise PlaceError(f"{cell_id!r} is no cell of this estimate; cells are named by their place_id")
    row = int(rows[0])
    side = str(states.side[row])
    own = states.claims[states.claims["place"] == row]
    unheard = states.set_aside[row] or states.overtaken[row]
    speaking = _speaking(ground, states, row, rule) if own.empty or unheard else {row: 0.0}
    table = pd.concat([own, states.claims[states.claims["place"].isin(speaking)]]).drop_duplicates("row")
    table = table.assign(
        date=[day_date(day) for day in table["taken"]],
        km=[0.0 if place == row else speaking[place] for place in table["place"]],
        place_id=ground.places["place_id"].to_numpy()[table["place"].to_numpy(int)],
    )
    table["without"] = [
        "" if km else _without(own, number, side, rule)
        for number, km in zip(table["row"], table["km"], strict=True)
    ]
    table = table.sort_values(["km", "score"], ascending=[True, False])
    columns = [
        "event_id",
        "date",
        "side",
        "claimant",
        "claimant_side",
        "basis",
        "weight",
        "score",
        "implied",
        "place_id",
        "km",
        "without",
    ]
    how = _how(ground, states, row, own, speaking, rule)
    change = _change(own, side, rule) if speaking == {row: 0.0} else _change_around(side)
    name = str(ground.places["name"].iloc[row])
    return Evidence(
        cell_id, name, date, side, how, change, table[columns].reset_index(drop=True), rule.words()
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


def _without(own: pd.DataFrame, number: int, side: str, rule: Rule) -> str:
    """Return the side by the cell's own claims if one of them were retracted."""
    rest = own[own["row"] != number].assign(place=0)
    return str(decide(rest, 1, rule)[0][0]) or "as its neighbours" if len(own) else side


def _how(
    ground: Ground, states: States, row: int, own: pd.DataFrame, speaking: dict[int, float], rule: Rule
) -> str:
    side = states.side[row]
    if states.set_aside[row]:
        return (
            "Its only claim stands against nearly all the places around it and is "
            f"set aside; the cell follows the places around it: {side}."
        )
    if states.overtaken[row]:
        return (
            f"Claims around it that are {rule.overtaken_days:g} days newer or more say otherwise, so its own "
            f"no longer count; the cell follows the places around it: {side}."
        )
    if not own.empty:
        totals = own.groupby("side")["score"].max()
        weights = ", ".join(f"{name} {score:.2f}" for name, score in totals.items())
        if side == CONTESTED:
            return f"Contested: the claims of the sides are near in time and weight ({weights})."
        return f"Decided by its own claims; the heaviest of each side: {weights}."
    if side == UNKNOWN:
        return f"No claim within {rule.grey_km:g} km: nothing is coloured."
    if ground.snapshot is not None:
        return f"No claim since the snapshot of {ground.snapshot.date}: it stays as drawn there."
    place, km = next(iter(speaking.items()))
    near = f"{ground.places['name'].iloc[place]} ({km:.0f} km away, {states.side[place]})"
    before = ground.before[row]
    if before and km > rule.speaks_km:
        return (
            f"No claim of its own, and the nearest is at {near}: it stays with who held it before, {before}."
        )
    return f"No claim of its own: it follows the nearest claimed place, {near}."


def _change(own: pd.DataFrame, side: str, rule: Rule) -> str:
    """Say which claim of today would change the cell."""
    if side == CONTESTED:
        heaviest = float(own["score"].max())
        return (
            f"A claim of today that weighs more than {heaviest / rule.contested_ratio:.2f}, or a claim "
            f"more than {rule.contested_days:g} days after the other side's last."
        )
    if side not in HOLDERS:
        return "Any claim about it."
    score = float(own.loc[own["side"] == side, "score"].max())
    last = own.loc[own["side"] == side, "day"].max()
    return (
        f"A claim for {OTHER[side]} of today that weighs more than {score:.2f} (a side's own claim "
        "weighs 1, an assessed one 2, one against the claimant's own side twice as much); from "
        f"{rule.contested_ratio * score:.2f} on within {rule.contested_days:g} days of {day_date(last)} "
        "it would be contested."
    )


def _change_around(side: str) -> str:
    if side == UNKNOWN:
        return "Any claim about it or near it."
    return "Any claim about this place itself, or other claims about the places around it."
