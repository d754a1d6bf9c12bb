"""The places of a sentence that are only mentioned: launch sites, hospitals, titles, datelines, distances."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from geo.claims.analysis import Analysis
from geo.claims.mentions.case import Case
from geo.claims.mentions.cues import by_cue, listed, tells_where
from geo.claims.mentions.hindsight import in_hindsight, would_follow
from geo.claims.mentions.journeys import bound_for, goes_to, sent_there, taken_there
from geo.claims.mentions.predicates import of_idle_word, of_own_clause
from geo.claims.mentions.roads import of_a_road
from geo.claims.mentions.seats import (
    by_kind,
    capital,
    dateline,
    in_a_hospital,
    of_forces,
    of_speaker,
    of_title,
    where_spoken,
)
from geo.claims.mentions.surroundings import bank, far_off, in_apposition, of_border, of_the_town
from geo.claims.sentences import Sentence
from geo.claims.trigger import Trigger
from geo.geocode import Resolution
from geo.toponyms import Toponym

_RULES: tuple[Callable[[Case], str], ...] = (
    by_kind, of_speaker, dateline, in_a_hospital, of_title, in_apposition, of_the_town, of_forces,
    where_spoken, of_border, capital, bank, far_off, of_a_road, goes_to, by_cue, taken_there, bound_for,
    sent_there, listed, in_hindsight, would_follow, of_idle_word, of_own_clause,
)  # fmt: skip


def only_mentioned(
    analysis: Analysis, sentence: Sentence, places: list[Resolution], triggers: list[Trigger],
    governed: Mapping[int, Trigger | None],
) -> dict[int, str]:  # fmt: skip
    """Return the reason for each place of a sentence (by its start) at which nothing is said to happen.

    `governed` gives the event word that bears on each place.
    """
    mentioned: dict[int, str] = {}
    previous: Toponym | None = None
    for resolution in places:
        told = governed[resolution.toponym.start]
        case = Case(analysis, sentence, triggers, resolution, previous, mentioned, told)
        if previous is not None and tells_where(case, previous):
            mentioned[previous.start] = f"tells where {resolution.toponym.surface!r} is"
        elif reason := next(filter(None, (rule(case) for rule in _RULES)), ""):
            mentioned[resolution.toponym.start] = reason
        previous = resolution.toponym
    return mentioned
