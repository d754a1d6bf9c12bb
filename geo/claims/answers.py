"""What others say of an event told before: denials, confirmations and other versions that name no place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geo.claims.analysis import Analysis, inside_places
from geo.claims.anaphora import tells_of_the_region
from geo.claims.record import Claim
from geo.claims.sentences import Sentence, gap_cost, has_border, inside
from geo.claims.speakers import Speaker
from geo.claims.trigger import Trigger, is_event

_SENTENCES_BACK = 3
OF_CONTROL = frozenset({"control_change", "withdrawal", "advance", "battle"})
OF_ATTACKS = frozenset({
    "shelling", "air_strike", "drone_strike", "civilian_harm", "infrastructure", "air_defence", "evacuation",
})  # fmt: skip
_ALONE = ("air_defence", "evacuation")  # events of their own beside an attack
_FACTS = OF_CONTROL | OF_ATTACKS | {"prisoners", "mine"}
# "The strike had halted loading" says less than what was told before: which kind of strike.
_STRIKES = frozenset({"shelling", "air_strike", "drone_strike"})
_LESS_SAID = frozenset({"shelling", "infrastructure"})
REGIONS = re.compile(r"\bregions\b|областями|регионами|регіонами|областей")
_SIDE = (
    r"[^.;]{0,40}?(?:Russia|Ukrain|Kyiv|Moscow|[Рр]ос[іи]|[Уу]країн|Київ|Києв|[Уу]краин|[Рр]осс|Киев|Москв)"
)
_OFFICIALS = frozenset({"person", "office", "regional", "analyst", "unit", "generic"})
_AGREES = re.compile(
    rf"(?<!\w)(?:(?:accus|blam|звинува|обвин)\w*{_SIDE}|(?:confirm|підтверд|подтверд)\w*"
    r"|call(?:ed|s) it|назва(?:в|ла|ли)\s(?:це|його|її)|назвал\w*\s(?:это|его|её|ее|атаку|удар))"
)
_SAYS_NOTHING = re.compile(
    r"\b(?:did|has|have|had) not (?:announce|report|mention|comment|declare|observe|see)\w*"
    r"|(?<!\w)не (?:оголо|повідом|згад|комент|объяв|сообщ|упомин|упомян|бач|вид|спостер|наблюд)\w*",
    re.IGNORECASE,
)


def answers(
    analysis: Analysis, sentence: Sentence, triggers: Sequence[Trigger], others: Sequence[Speaker],
    told: Sequence[Claim],
) -> list[tuple[Claim, Trigger, Speaker]]:  # fmt: skip
    """Return for each new speaker of a sentence without a place the claim answered and what is said of it."""
    if tells_of_the_region(analysis, sentence):
        return []
    found = []
    for speaker in {s.source.name: s for s in others if s.own_words and s.source.kind != "media"}.values():
        own = [t for t in triggers if speaker.at and _is_said_by(analysis, sentence, t, speaker)]
        before = _told_before(analysis, sentence, told, own)
        if before is None or speaker.source.name == before.claimant:
            continue
        if _is_silent(analysis, sentence, speaker):
            continue
        if trigger := _said(analysis, sentence, own, speaker, before):
            found += [(before, what, speaker) for what in (trigger, *_besides(own, trigger))]
        elif trigger := _remark(analysis, sentence, own, speaker, before, told):
            found.append((_anchored(analysis, sentence, before, told), trigger, speaker))
    return found


def _is_silent(analysis: Analysis, sentence: Sentence, speaker: Speaker) -> bool:
    """Tell whether somebody says nothing of it: «Генштаб про відхід не оголошував»."""
    if speaker.at is None:
        return False
    silent = _SAYS_NOTHING.search(analysis.report.text, speaker.at.end, sentence.end)
    return silent is not None and not has_border(analysis.masked[speaker.at.end : silent.start()])


def _besides(own: Sequence[Trigger], said: Trigger) -> list[Trigger]:
    """Return what a speaker tells besides: "rockets were fired at the city and most of them downed"."""
    kinds = {trigger.event_type: trigger for trigger in reversed(own) if not trigger.modality}
    return [kinds[kind] for kind in _ALONE if kind in kinds and kind != said.event_type]


def _anchored(analysis: Analysis, sentence: Sentence, before: Claim, told: Sequence[Claim]) -> Claim:
    """Return a claim at the mention of its place in a sentence, else at the first one told of."""
    mentions = [*inside_places(analysis, sentence), *(c.resolution for c in told if c.resolution)]
    same = [r for r in mentions if r.place and before.resolution and r.place == before.resolution.place]
    return replace(before, resolution=same[0]) if same else before


def _remark(
    analysis: Analysis, sentence: Sentence, own: Sequence[Trigger], speaker: Speaker, before: Claim,
    told: Sequence[Claim],
) -> Trigger | None:  # fmt: skip
    """Return what an official who was not heard yet adds to an event: another one, else a statement."""
    if speaker.source.kind not in _OFFICIALS or any(c.claimant == speaker.source.name for c in told):
        return None
    of_people = any(trigger.event_type in OF_ATTACKS and not trigger.modality for trigger in own)
    if speaker.at is None or not (of_people or _refers(analysis, sentence, before)):
        return None
    facts = [trigger for trigger in own if trigger.event_type in _FACTS and not trigger.modality]
    start, end, text = speaker.at.start, speaker.at.end, speaker.at.text
    reasons = (f"{text!r} of what was told before",)
    statement = Trigger(start, end, text, "statement", "statement", "", "", reasons)
    return facts[0] if facts else statement


def _refers(analysis: Analysis, sentence: Sentence, before: Claim) -> bool:
    """Tell whether a sentence names the place told of before or what happened there."""
    place = before.resolution.place if before.resolution else None
    if inside(analysis.hits["refers"], sentence):
        return True
    named = any(place and r.place == place for r in inside_places(analysis, sentence))
    return named and bool(inside(analysis.hits["actors"], sentence))


def _is_said_by(analysis: Analysis, sentence: Sentence, trigger: Trigger, speaker: Speaker) -> bool:
    """Tell whether an event word stands in a speaker's clause and says that something happened or did not."""
    if trigger.event_type == "air_defence" and REGIONS.search(
        analysis.report.text, sentence.start, sentence.end
    ):
        return False  # "58 drones were downed over several regions" is no answer
    if trigger.meaning == "casualty" and trigger.event_type == "battle":
        return False  # how many soldiers fell
    said = trigger.modality in ("", "denial") and is_event(trigger)
    return (
        said and speaker.at is not None and not has_border(analysis.gap(speaker.at, trigger).replace(":", ""))
    )


def _told_before(
    analysis: Analysis, sentence: Sentence, told: Sequence[Claim], own: Sequence[Trigger]
) -> Claim | None:
    """Return the claim that a sentence goes back to: of the same family, at a town rather than a region."""
    starts = [s.start for s in analysis.sentences if s.start <= sentence.start]
    since = starts[-_SENTENCES_BACK - 1] if len(starts) > _SENTENCES_BACK else 0
    placed = [c for c in told if c.resolution and c.quote_end > since]
    kinds = {trigger.event_type for trigger in own}
    related = [c for c in placed if any(c.event_type in f and kinds & f for f in (OF_CONTROL, OF_ATTACKS))]
    candidates = _named_here(analysis, sentence, placed) or related or placed
    towns = [
        c for c in candidates if c.resolution and c.resolution.toponym.kind in ("settlement", "facility")
    ]
    candidates = towns or candidates
    return next((c for c in candidates if c.quote_end == candidates[-1].quote_end), None)


def _named_here(analysis: Analysis, sentence: Sentence, told: Sequence[Claim]) -> list[Claim]:
    """Return the claims at places that a sentence names: "the units around Izium are isolated"."""
    here = [r.place for r in inside_places(analysis, sentence) if r.place]
    return [c for c in told if c.resolution and c.resolution.place in here]


def _said(
    analysis: Analysis, sentence: Sentence, own: Sequence[Trigger], speaker: Speaker, before: Claim
) -> Trigger | None:
    """Return what a speaker says of the event: what he names himself, else that it was so or not."""
    family = OF_CONTROL if before.event_type in OF_CONTROL else OF_ATTACKS
    facts = [trigger for trigger in own if trigger.event_type in family]
    if facts and speaker.at is not None:
        at = speaker.at
        fact = min(facts, key=lambda trigger: gap_cost(analysis.gap(at, trigger)))
        return as_told(fact, before)
    for hit in inside(analysis.hits["modality"], sentence):
        if hit.meaning in ("denial", "untrue"):
            denies = hit.meaning == "untrue" or before.event_type in OF_CONTROL
            return _of_word(hit.start, hit.end, hit.text, before, denies)
    word = _AGREES.search(analysis.report.text, sentence.start, sentence.end)
    return _of_word(word.start(), word.end(), word[0], before, denies=False) if word else None


def as_told(trigger: Trigger, before: Claim) -> Trigger:
    """Return an event word of the kind told before where it says less: "the strike" of the drones."""
    same = trigger.event_type in _LESS_SAID and before.event_type in _STRIKES
    return replace(trigger, event_type=before.event_type) if same else trigger


def _of_word(start: int, end: int, text: str, before: Claim, denies: bool) -> Trigger:
    """Make the event of "denied it", "confirmed it": the same again, but who holds a place is only denied."""
    reasons = (f"matched {text!r} of what was told before",)
    if denies:
        return Trigger(start, end, text, "statement", "statement", "denied", "denial", reasons)
    sense = before.control_sense
    return Trigger(start, end, text, before.event_type, before.event_type, sense, "", reasons)
