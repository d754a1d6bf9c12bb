"""Attacks far behind the front are what they must be: no troops fight there, few weapons reach that far."""

from __future__ import annotations

import re
from dataclasses import replace

from geo.claims.analysis import Analysis
from geo.claims.sentences import Sentence, has_border, inside
from geo.claims.trigger import Trigger
from geo.claims.weapons import by_own_weapon, weapon_before
from geo.gazetteer import Place
from geo.geocode import Resolution
from geo.geocode.front import closeness, period_of

_REPELLED = re.compile(r"repel|repuls|beat|fended|відби|отраж|отраз|отби", re.IGNORECASE)
# Closeness to the front of a town (about 60 km) and of the middle of a region (about 130 km).
_FELT, _FELT_IN_REGION = 0.3, 0.05


def at_place(
    analysis: Analysis, sentence: Sentence, trigger: Trigger, resolution: Resolution | None
) -> Trigger:
    """Return an event word with its type at a place: by the weapon there and by how far it lies."""
    if resolution is None:
        return trigger
    trigger = by_own_weapon(analysis, sentence, trigger, resolution.toponym)
    place = resolution.place
    if trigger.modality or place is None or place.kind == "country":
        return trigger
    near = closeness(place.lat, place.lon, period_of(analysis.report.date))
    if near < (_FELT_IN_REGION if place.kind == "region" else _FELT):
        trigger = _in_the_rear(analysis, sentence, trigger)
    if near < _FELT_IN_REGION and _is_by_drones(analysis, sentence, trigger, place):
        trigger = replace(trigger, event_type="drone_strike")
    return trigger


def _in_the_rear(analysis: Analysis, sentence: Sentence, trigger: Trigger) -> Trigger:
    """Read an attack where no troops are as a strike, one that was beaten off as air defence."""
    struck = trigger.meaning == "attack" and trigger.event_type == "shelling"
    if trigger.event_type != "battle" and not struck:
        return trigger
    if any(
        _REPELLED.match(hit.text) and (not struck or not has_border(analysis.gap(hit, trigger)))
        for hit in inside(analysis.hits["events"], sentence)
    ):
        return replace(trigger, event_type="air_defence")
    if trigger.meaning == "attack":
        return replace(trigger, event_type=weapon_before(analysis, sentence) or "shelling")
    return trigger


def _is_by_drones(analysis: Analysis, sentence: Sentence, trigger: Trigger, place: Place) -> bool:
    """Tell whether a strike deep in Russia, whose weapon nobody names, is one of drones as nearly all are."""
    unnamed = trigger.meaning in ("strike", "attack") and trigger.event_type == "shelling"
    return unnamed and place.country == "RU" and not inside(analysis.hits["weapons"], sentence)
