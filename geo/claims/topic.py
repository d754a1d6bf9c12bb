"""The place that a text goes on about: a sentence that names none tells of the one before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.claims.analysis import Analysis, inside_places
from geo.claims.anaphora import tells_of_the_region
from geo.claims.answers import OF_ATTACKS, OF_CONTROL, REGIONS, as_told
from geo.claims.record import Claim
from geo.claims.sentences import Sentence, inside
from geo.claims.trigger import Trigger
from geo.geocode import Resolution

_FAMILIES = (OF_CONTROL, OF_ATTACKS | {"prisoners", "mine"})
_SENTENCES_BACK = 2
_PLURAL = re.compile(
    r"\b(?:these|those|both|all (?:of )?(?:the|these|those)|the (?:two|three|four|five)) (?:\w+ )?"
    r"(?:villages|towns|settlements|places|bases)\b"
    r"|(?<!\w)(?:ці|цих|цими|обидва|обох|обоє|всі|усі|эти|этих|этими|оба|обоих|все) (?:\w+ )?"
    r"(?:сел|сіл|сёл|міст|город|населен|пункт|пос[её]л)\w*",
    re.IGNORECASE,
)
_SPELL = 14  # days; what is told of a longer time is no event
_AT_LARGE = re.compile(
    r"\b(?:the war|every day|each day|daily|regularly|often|so far|many times|repeatedly|in total|whole front"
    r"|across the country|nationwide|in recent (?:weeks|months))\b"
    r"|(?<!\w)(?:щодня|регулярно|неодноразово|загалом|війн[аиу]|по всій|по всьому|за час|ежедневно"
    r"|каждый день|неоднократно|войн[аыу]|по всей|по всему|за время)(?!\w)",
    re.IGNORECASE,
)
# Why a place may be only mentioned in a sentence that goes on about another.
_BESIDE_THE_POINT = ("belongs to", "is part of", "a country", "where", "listed after")


def topic(
    analysis: Analysis, index: int, mentioned: dict[int, str], places: Sequence[Resolution],
    events: Sequence[Trigger], told: Sequence[Claim],
) -> list[tuple[Resolution, Trigger]]:  # fmt: skip
    """Return the only place at which the sentences before told an event of the same family, and the event.

    "These villages" are all of them.
    """
    sentence = analysis.sentences[index]
    text = analysis.report.text
    if any(_is_another(r, mentioned.get(r.toponym.start, "")) for r in places) or _is_general(
        analysis, sentence
    ):
        return []
    before = _last_told(analysis, index, told)
    for event in events:
        family = next((f for f in _FAMILIES if event.event_type in f), None)
        if event.modality or family is None or (event.meaning == "casualty" and event.event_type == "battle"):
            continue
        if family is OF_CONTROL and not inside(analysis.hits["speech"], sentence):
            continue  # who goes on about fighting without a new voice tells of the war
        found = {_place_of(c): c for c in before if c.event_type in family}
        if len(found) == 1 or _PLURAL.search(text, sentence.start, sentence.end):
            return [
                (claim.resolution, as_told(event, claim))
                for claim in found.values()
                if claim.resolution and claim.resolution.toponym.kind in ("settlement", "facility")
            ]
    return []


def _is_general(analysis: Analysis, sentence: Sentence) -> bool:
    """Tell whether a sentence is about a region, a country, the war or a long time rather than a place."""
    text = analysis.report.text
    if tells_of_the_region(analysis, sentence) or REGIONS.search(text, sentence.start, sentence.end):
        return True
    long = any(
        when.span and sentence.start <= when.span[0] < sentence.end and (when.end - when.start).days > _SPELL
        for when in analysis.dates
    )
    spoken = [*inside(analysis.hits["claimants"], sentence), *inside(analysis.hits["mentions"], sentence)]
    country = any(
        r.toponym.kind == "country"
        and not any(h.start < r.toponym.end and r.toponym.start < h.end for h in spoken)
        for r in inside_places(analysis, sentence)
    )
    return long or country or _AT_LARGE.search(text, sentence.start, sentence.end) is not None


def _is_another(resolution: Resolution, reason: str) -> bool:
    """Tell whether a place is one that a sentence may be about instead."""
    stands_for = reason.endswith(("a government", "a state", "the theatre of war"))
    return not (stands_for or reason.startswith(_BESIDE_THE_POINT))


def _last_told(analysis: Analysis, index: int, told: Sequence[Claim]) -> list[Claim]:
    """Return the claims of the last sentence that made any, if it stands shortly before in the paragraph."""
    sentence = analysis.sentences[index]
    first = analysis.sentences[max(0, index - _SENTENCES_BACK)]
    near = [c for c in told if c.resolution and first.start < c.quote_end <= sentence.start]
    last = max((claim.quote_end for claim in near), default=0)
    same = any(s.paragraph == sentence.paragraph and s.end == last for s in analysis.sentences)
    return [claim for claim in near if claim.quote_end == last] if same else []


def _place_of(claim: Claim) -> str:
    resolution = claim.resolution
    if resolution is None:
        return ""
    return resolution.place.id if resolution.place else resolution.toponym.surface
