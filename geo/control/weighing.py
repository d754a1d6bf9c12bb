"""What claims weigh on a day: by basis and interest, halved with age, or read backwards.

Whatever does not depend on the day is worked out once; a day is a few operations on arrays, so that years of
days and 100,000 claims take seconds.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from geo.control.claims import NO_DAY, NO_END, day_date
from geo.control.kriging import Floats
from geo.control.records import CONTESTED, HOLDERS
from geo.control.rule import Rule

#: The classes that a claim can speak for, by their code.
CLASSES = (*HOLDERS, CONTESTED)
#: Ways of taking a place, which say that it was not held before.
TAKING = ("captured", "liberated", "recaptured")
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Weighed:
    """The claims that count on a day, an element of each array a claim.

    `row` in the table of claims, `place` in the ground, `code` of the class that it speaks for, `day` that it
    speaks about and day on which it was `taken` to hold (later than `day` only for an `implied` one, which is
    read backwards), `weight`, and `score`: the weight halved with age.
    """

    row: Ints
    place: Ints
    code: Ints
    day: Ints
    taken: Ints
    implied: Mask
    weight: Floats
    score: Floats

    def only(self, mask: Mask) -> Weighed:
        """Return the claims of a mask."""
        return Weighed(*(getattr(self, field.name)[mask] for field in fields(self)))


class Weighing:
    """Claims about the places of a ground, ready to be weighed on any day.

    `claims` come from `control_claims` with a column `place`, sorted by day; `points` (n, 2) are the metres
    of the places.
    """

    def __init__(self, claims: pd.DataFrame, points: Floats, rule: Rule) -> None:
        self.claims, self.rule = claims, rule
        self._place = claims["place"].to_numpy(np.int64)
        self._code = claims["side"].map({side: code for code, side in enumerate(CLASSES)}).to_numpy(np.int64)
        self._day = claims["day"].to_numpy(np.int64)
        self._known, self._until = (claims[name].to_numpy(np.int64) for name in ("known", "until"))
        self._lasts = np.where(claims["advance"], rule.advance_days, rule.stale_days)
        # Without a claimant every claim has a voice of its own.
        speaker = claims["claimant"].where(claims["claimant"] != "", "#" + claims["event_id"])
        self._speaker: Ints = (
            claims.groupby(["place", speaker], sort=False).ngroup().to_numpy().astype(np.int64)
        )
        self._party: Ints = (
            claims.groupby(["place", "claimant_side"], sort=False).ngroup().to_numpy().astype(np.int64)
        )
        self._weigh(rule)
        self._taking = claims["control_sense"].isin(TAKING).to_numpy() & (self._code < 2)
        self._opens = self._opening(points, rule) if rule.hindsight and self._taking.any() else self._day

    def _weigh(self, rule: Rule) -> None:
        """Work out what each claim weighs by itself, and as an admission of its own side."""
        claims = self.claims
        claimant, side = claims["claimant_side"].to_numpy(object), claims["side"].to_numpy(object)
        plain = claims["basis"].map(rule.basis_weight).fillna(1.0).to_numpy(float)
        plain = plain * np.where(claims["advance"], rule.advance_weight, 1.0)
        self._weight = plain * np.where(claimant == "independent", rule.independent, 1.0)
        self._admits = np.isin(claimant, HOLDERS) & (side != claimant)
        self._own_taking = claims["control_sense"].isin(TAKING).to_numpy() & (side == claimant)

    def _opening(self, points: Floats, rule: Rule) -> Ints:
        """Return for each taking claim the first day on which the other side was claimed near its place."""
        first = np.full((len(points), 2), NO_END)
        holds = self._code < 2
        np.minimum.at(first, (self._place[holds], self._code[holds]), self._day[holds])
        spoken = np.unique(self._place[holds])
        taken = np.unique(self._place[self._taking])
        near = cKDTree(points[spoken]).query_ball_point(points[taken], rule.hindsight_km * 1000)
        least = np.full((len(points), 2), NO_END)
        for place, around in zip(taken, near, strict=True):
            least[place] = first[spoken[around]].min(axis=0)
        return np.asarray(least[self._place, 1 - np.minimum(self._code, 1)])

    def on(self, day: int, known: int | None = None) -> Weighed:
        """Return what counts on a day; with `known` only what was known and decided by that day."""
        counts = self._until == NO_END if known is None else (self._known <= known) & (known < self._until)
        past = self._past(day, counts)
        later = self._later(day, counts) if self.rule.hindsight else past[:0]
        rows = np.concatenate([past, later])
        implied = np.arange(len(rows)) >= len(past)
        weight = self._weight[rows]
        weight[: len(past)] *= np.where(self._admitted(past), self.rule.against_interest, 1.0)
        weight[len(past) :] *= self.rule.hindsight_weight
        weight[len(past) :] *= np.where(self._admits[later], self.rule.against_interest, 1.0)
        taken, code = self._day[rows], self._code[rows]
        about = np.minimum(taken, day)
        score = weight * 0.5 ** ((day - about) / self.rule.half_life_days)
        return Weighed(
            rows, self._place[rows], np.where(implied, 1 - code, code), about, taken, implied, weight, score
        )

    def _past(self, day: int, counts: Mask) -> Ints:
        """Return the claims up to a day that are not too old, of each speaker about a place the latest."""
        rows = np.flatnonzero(counts & (self._day <= day) & (self._day >= day - self._lasts))
        newest = self._day[rows] == _latest(self._speaker, self._day, rows)
        return np.asarray(rows[newest])

    def _admitted(self, rows: Ints) -> Mask:
        """Tell which claims go against their own side, which has not said since that it took the place."""
        said = _latest(self._party, self._day, rows, self._own_taking[rows])
        return np.asarray(self._admits[rows] & (said <= self._day[rows]))

    def _later(self, day: int, counts: Mask) -> Ints:
        """Return the later claims of a place taken, which say who held it: of each place the first.

        A place retaken twice was held by the loser of the first.
        """
        ahead = counts & self._taking & (self._day > day) & (self._day <= day + self.rule.hindsight_days)
        rows = np.flatnonzero(ahead & (self._opens <= day))
        return rows[np.sort(np.unique(self._place[rows], return_index=True)[1])]

    def table(self, weighed: Weighed) -> pd.DataFrame:
        """Return weighed claims as a table: what they state, for whom they speak, weight and score."""
        told = self.claims.iloc[weighed.row][["event_id", "claimant", "claimant_side", "basis"]]
        return told.reset_index(drop=True).assign(
            date=[day_date(day) for day in weighed.taken],
            side=np.array(CLASSES, dtype=object)[weighed.code],
            weight=weighed.weight,
            score=weighed.score,
            implied=weighed.implied,
            place=weighed.place,
        )


def _latest(group: Ints, day: Ints, rows: Ints, counting: Any = True) -> Ints:
    """Return for each row the latest day of the counting rows in its group."""
    last = np.full(int(group.max(initial=-1)) + 1, NO_DAY)
    np.maximum.at(last, group[rows], np.where(counting, day[rows], NO_DAY))
    return np.asarray(last[group[rows]])
