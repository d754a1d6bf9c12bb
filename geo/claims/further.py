"""What else a sentence tells of the only place that it is about: "drones were downed, residents led out"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.claims.analysis import Analysis
from geo.claims.trigger import Trigger, is_fact
from geo.geocode import Resolution

# Kinds that are events of their own beside a strike; damage and victims belong to the strike.
_ALONE = frozenset({"air_defence", "evacuation", "prisoners"})
# What troops did to people is an event beside where they went: "slipped into X and shelled a car".
_OF_TROOPS = frozenset({"control_change", "withdrawal", "advance"})
_VICTIMS = frozenset({"civilian_harm", "shelling", "drone_strike", "air_strike"})
_PLACES = ("settlement", "facility", "district", "region")
# "Debris of a downed missile", «обломки сбитой ракеты» tell what fell, not that it was shot down.
_ATTRIBUTE = re.compile(
    r"downed (?:drone|missile)|(?:сбит|збит)(?:ой|ых|ого|ые|ый|ої|их|ий)\b", re.IGNORECASE
)


def further_events(
    analysis: Analysis,
    places: Sequence[Resolution],
    triggers: Sequence[Trigger],
    happened: Sequence[tuple[Resolution, Trigger]],
) -> list[tuple[Resolution, Trigger]]:
    """Return events of other kinds than those told in `happened`, when that is about one place alone.

    `places` are those named in the sentence; districts and regions around the place are no others.
    """
    about = {resolution.toponym.start: resolution for resolution, _ in happened}
    if len(about) != 1:
        return []
    (place,) = about.values()
    around = analysis.containers.get(place.toponym.start, frozenset())
    if place.toponym.kind not in _PLACES or any(_is_another(r, place, around) for r in places):
        return []
    kinds = {trigger.event_type for _, trigger in happened}
    alone = _ALONE | (_VICTIMS if kinds <= _OF_TROOPS else frozenset())
    found: dict[str, tuple[Resolution, Trigger]] = {}
    for trigger in triggers:
        own = trigger.event_type in alone - kinds and not _ATTRIBUTE.search(trigger.text)
        if own and is_fact(trigger):
            found.setdefault(trigger.event_type, (place, trigger))
    return list(found.values())


def _is_another(resolution: Resolution, place: Resolution, around: frozenset[int]) -> bool:
    if (
        resolution is place
        or resolution.toponym.kind == "country"
        or resolution.toponym.relation == "metonym"
    ):
        return False  # who fired at it or tells of it
    if resolution.place is None:
        return True
    return resolution.place.row not in around and resolution.place != place.place
