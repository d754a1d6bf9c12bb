"""The resolution: what place a toponym means, how sure that is, and why."""

from dataclasses import dataclass

from geo.gazetteer import Place
from geo.toponyms import Toponym


@dataclass(frozen=True, slots=True)
class Resolution:
    """A toponym with its place.

    `place` is None if no candidate reaches the confidence that is asked for; the toponym stays visible.
    `score` is the probability of the place among the candidates, 0 to 1. `alternatives` are the runners-up
    with their scores, `reasons` say in words what spoke for the place.
    """

    toponym: Toponym
    place: Place | None
    score: float
    alternatives: tuple[tuple[Place, float], ...]
    reasons: tuple[str, ...]
