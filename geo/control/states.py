"""The state of every place on a day: what its claims say, what its neighbours say, what held before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from geo.control.claims import NO_DAY
from geo.control.ground import Ground
from geo.control.kriging import Floats
from geo.control.outliers import outvoted, overtaken
from geo.control.records import CONTESTED, HOLDERS, RUSSIA, UKRAINE, UNKNOWN
from geo.control.rule import Rule
from geo.control.weighing import Weighed

#: How unsure a place is, as a share of the variance: by claims about to fade, and without any.
_OLD_NOISE, _SILENT_NOISE = 0.5, 0.3


@dataclass(frozen=True, slots=True)
class States:
    """Who holds each place of a ground on one day.

    Arrays run over the places: `side`; `reported` (decided by its own claims); `share` (0 Ukraine … 1
    Russia); `noise` (how unsure that is, 0..1); `set_aside` (its lone claim was outvoted);
    `overtaken` (newer claims around it speak for the other side).
    """

    side: NDArray[Any]
    reported: NDArray[np.bool_]
    share: Floats
    noise: Floats
    set_aside: NDArray[np.bool_]
    overtaken: NDArray[np.bool_]


def decide(weighed: Weighed, places: int, rule: Rule) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Return the side of each place by its own claims ("" without any) and the day of the deciding claim."""
    score, when = np.zeros((places, 3)), np.full((places, 3), NO_DAY)
    np.maximum.at(score, (weighed.place, weighed.code), weighed.score)
    np.maximum.at(when, (weighed.place, weighed.code), weighed.day)
    held = score[:, :2]
    row = np.arange(places)
    winner = np.where(held[:, 0] == held[:, 1], np.argmax(when[:, :2], axis=1), np.argmax(held, axis=1))
    loser = 1 - winner
    close = np.abs(when[row, winner] - when[row, loser]) <= rule.contested_days
    doubted = (held[row, loser] >= rule.contested_ratio * held[row, winner]) & close & (held[row, loser] > 0)
    contested = doubted | (score[:, 2] > held.max(axis=1))
    side = np.where(contested, CONTESTED, np.array(HOLDERS, dtype=object)[winner])
    silent = score.max(axis=1) == 0
    return np.where(silent, "", side), np.where(silent, NO_DAY, when.max(axis=1))


def resolve(ground: Ground, weighed: Weighed, day: int, rule: Rule) -> States:
    """Return the state of every place of a ground by the claims that count on a day.

    On a snapshot a place without claims stands as it is drawn there, and has a vote.
    """
    mapped = ground.snapshot is not None
    side, when = decide(weighed, len(ground.points), rule)
    if mapped:
        side = np.where(side == "", ground.before, side)
    set_aside = _set_aside(ground, side, weighed, rule)
    passed = _overtaken(ground, side, when, set_aside, rule)
    unheard = set_aside | passed
    side[unheard] = ground.before[unheard] if mapped else ""
    reported = (side != "") & (when > NO_DAY) & ~unheard
    noise = np.clip((day - when) / rule.stale_days, 0, 1) ** 2 * _OLD_NOISE + rule.noise
    noise[~reported] = rule.noise if mapped else _SILENT_NOISE
    silent = side == ""
    if silent.any():
        side[silent] = _spread(ground, side, silent, rule)
    share = np.select([side == RUSSIA, side == UKRAINE], [1.0, 0.0], 0.5)
    return States(side, reported, share, noise, set_aside, passed)


def _set_aside(ground: Ground, side: NDArray[Any], weighed: Weighed, rule: Rule) -> NDArray[np.bool_]:
    """Tell which places have one claim only, which too few of their neighbours back."""
    out = np.zeros(len(side), bool)
    lone = (np.bincount(weighed.place, minlength=len(side)) == 1) & np.isin(side, HOLDERS)
    for number in np.unique(ground.zone[lone]):
        here = np.flatnonzero((side != "") & (ground.zone == number))
        out[here] = outvoted(
            ground.points[here],
            side[here],
            lone[here],
            least=rule.outlier if ground.snapshot is None else rule.outlier_on_map,
            within_m=rule.grey_km * 1000,
            divided=ground.divided,
        )
    return out


def _overtaken(
    ground: Ground, side: NDArray[Any], when: NDArray[np.int64], set_aside: NDArray[np.bool_], rule: Rule
) -> NDArray[np.bool_]:
    """Tell which claimed places have been passed by newer claims around them."""
    out = np.zeros(len(side), bool)
    spoken = (when > NO_DAY) & ~set_aside
    for number in np.unique(ground.zone[spoken]):
        here = np.flatnonzero(spoken & (ground.zone == number))
        out[here] = overtaken(
            ground.points[here],
            side[here],
            when[here],
            days=rule.overtaken_days,
            least=rule.outlier,
            within_m=rule.grey_km * 1000,
        )
    return out


def _spread(ground: Ground, side: NDArray[Any], silent: NDArray[np.bool_], rule: Rule) -> NDArray[Any]:
    """Give places without claims the side of the nearest claimed place, or of who held them before."""
    out = np.full(len(side), UNKNOWN, dtype=object)
    for number in np.unique(ground.zone[silent]):
        here = np.flatnonzero(silent & (ground.zone == number))
        spoken = np.flatnonzero(~silent & (ground.zone == number))
        if not len(spoken):
            continue
        distance, index = cKDTree(ground.points[spoken]).query(ground.points[here])
        before = ground.before[here]
        speaks = np.where(before == "", rule.grey_km, rule.speaks_km) * 1000
        follows = np.where(distance <= speaks, side[spoken[index]], before)
        out[here] = np.where(distance <= rule.grey_km * 1000, follows, UNKNOWN)
    return out[silent]
