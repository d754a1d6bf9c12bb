"""Claims that the places around them contradict: a lone one, or one that newer claims have passed.

Neighbours are the places whose ground touches (natural neighbours: joined by an edge of the Delaunay
triangulation of the places that speak), so that the vote is near where places are dense and far where they
are sparse.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import Delaunay, QhullError

from geo.control.kriging import Floats

#: False claims side by side vouch for each other; a second vote without the losers of the first sees that.
_ROUNDS = 2
#: A place is surrounded when no two of its neighbours in turn are as far apart as this, degrees.
_GAP = 160.0
Divided = Callable[[Floats, Floats], NDArray[np.bool_]]
#: So many newer neighbours make a movement: more than one of them.
_PASSED_BY = 2


def outvoted(
    points: Floats,
    side: NDArray[Any],
    lone: NDArray[np.bool_],
    *,
    least: float,
    within_m: float,
    divided: Divided = lambda one, other: np.zeros(len(one), bool),
) -> NDArray[np.bool_]:
    """Tell which lone claims fewer than a share `least` of their neighbours agree with.

    `points` (n, 2) metres and `side` of the places that speak; only places of `lone` can lose. Neighbours
    farther than `within_m` do not vote, nor do those that lost the round before, nor those that lie across
    wide water (`divided` tells it of pairs of points). A place that neighbours do not surround is not judged:
    what it says may come from beyond the edge of the map.
    """
    out = np.zeros(len(points), bool)
    place, neighbour = _touching(points, within_m)
    agree = side[place] == side[neighbour]
    contradicted = np.bincount(place, ~agree, len(points)) > 0
    judged = lone & contradicted & _surrounded(points, place, neighbour)
    backed = np.flatnonzero(judged[place] & agree)
    votes = np.ones(len(place), bool)
    votes[backed] = ~divided(points[place[backed]], points[neighbour[backed]])
    for _ in range(_ROUNDS):
        heard = votes & ~out[neighbour]
        count = np.bincount(place[heard], minlength=len(points))
        share = np.bincount(place[heard], agree[heard], len(points)) / np.maximum(count, 1)
        out = judged & (count > 0) & (share < least)
    return out


def overtaken(
    points: Floats, side: NDArray[Any], when: NDArray[np.int64], *, days: float, least: float, within_m: float
) -> NDArray[np.bool_]:
    """Tell which places newer claims have passed: the front moved on, and nobody spoke of the place again.

    `when` is the day of the last claim about each place. Neighbours vote whose last claim is at least `days`
    newer; where there are `_PASSED_BY` of them or more, and fewer than a share `least` agree, the place is
    overtaken.
    """
    place, neighbour = _touching(points, within_m)
    newer = when[neighbour] >= when[place] + days
    place, neighbour = place[newer], neighbour[newer]
    count = np.bincount(place, minlength=len(points))
    agree = np.bincount(place, side[place] == side[neighbour], len(points))
    return np.asarray((count >= _PASSED_BY) & (agree < least * count))


def _touching(points: Floats, within_m: float) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return pairs of places whose cells touch, each in both directions."""
    try:
        start, near = Delaunay(points).vertex_neighbor_vertices
    except (QhullError, ValueError):  # fewer than three places, or all on one line
        return np.empty(0, np.intp), np.empty(0, np.intp)
    place = np.repeat(np.arange(len(points)), np.diff(start))
    close = np.hypot(*(points[place] - points[near]).T) <= within_m
    return place[close], near[close].astype(np.intp)


def _surrounded(points: Floats, place: NDArray[np.intp], neighbour: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Tell which places have neighbours on all sides."""
    angle = np.arctan2(*(points[neighbour] - points[place]).T[::-1])
    order = np.lexsort((angle, place))
    place, angle = place[order], angle[order]
    first = np.flatnonzero(np.diff(place, prepend=-1))
    last = np.append(first[1:], len(place))[: len(first)] - 1
    gap = np.append(angle[1:], 0.0)[: len(angle)] - angle
    gap[last] = angle[first] + 2 * np.pi - angle[last]
    widest = np.full(len(points), 2 * np.pi)
    if len(first):
        widest[place[first]] = np.maximum.reduceat(gap, first)
    return np.asarray(widest < np.radians(_GAP))
