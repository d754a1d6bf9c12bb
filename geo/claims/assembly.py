"""From a report to its claims: every event word and place of a sentence, with who says so and when."""

from __future__ import annotations

import re
from dataclasses import replace

from geo.claims.actors import actor_of
from geo.claims.analysis import Analysis, analyse, inside_places
from geo.claims.anaphora import meant, meant_again
from geo.claims.answers import OF_ATTACKS, answers
from geo.claims.bearing import doubt
from geo.claims.claimants import basis_of, claimant_of, each_side, source_of_report
from geo.claims.control import TAKING, control_after
from geo.claims.further import further_events
from geo.claims.history import without_history
from geo.claims.inferred import OPPONENT
from geo.claims.lists import as_listed
from geo.claims.mentions import only_mentioned
from geo.claims.newsday import REPORTED
from geo.claims.rear import at_place
from geo.claims.record import Claim
from geo.claims.sentences import Sentence, has_border, inside, words_between
from geo.claims.speakers import Speaker, speakers
from geo.claims.timing import when_of
from geo.claims.topic import topic
from geo.claims.trigger import Trigger, is_event, is_fact
from geo.claims.triggers import triggers_in
from geo.claims.where import appended, frames, governing_each
from geo.gazetteer import Gazetteer
from geo.geocode import Resolution
from geo.reports import Report

_THEY = re.compile(r"\b(?:they|вони|они)\b", re.IGNORECASE)
_SHORTLY = 600  # letters
_TO_DENIAL = 2  # words from who denies
_BY_TROOPS = frozenset({"battle", "advance", "withdrawal", "troop_movement", "statement"})


def read_claims(report: Report, gazetteer: Gazetteer) -> list[Claim]:
    """Return the claims of a report in the order of its text, one for each event and place.

    Nothing is returned for places that are only mentioned, for what a text says is unconfirmed and for
    positions of units. What is planned, expected or denied becomes a "statement" without control.
    """
    if not report.text.strip():
        return []
    analysis = analyse(report, gazetteer)
    named = speakers(analysis)
    claims: list[Claim] = []
    for index in range(len(analysis.sentences)):
        triggers = triggers_in(analysis, analysis.sentences[index])
        new = _of_sentence(analysis, index, triggers, named, claims)
        more = _answers(analysis, index, triggers, named, claims, new)
        heard = {claim.claimant for claim in more}
        claims += [*(claim for claim in new if claim.resolution or claim.claimant not in heard), *more]
    return _with_pronouns(_without_repeats(without_history(claims, report.date)))


def _of_sentence(
    analysis: Analysis, index: int, triggers: list[Trigger], named: list[list[Speaker]], told: list[Claim]
) -> list[Claim]:
    """Return the claims of a sentence; `told` are those before it."""
    sentence = analysis.sentences[index]
    if not triggers:
        return []
    places = inside_places(analysis, sentence) or _lead(analysis, index)
    happened = _where_it_happened(analysis, index, places, triggers, told)
    happened += further_events(analysis, inside_places(analysis, sentence), triggers, happened)
    if not _stated_by_an_official(named[index]):
        happened = [(r, t) for r, t in happened if t.modality != "plan" or r.toponym.kind == "vague"]
    claims = [
        _claim(analysis, index, trigger, resolution, speaker)
        for resolution, trigger in happened
        for speaker in each_side(_speaker(analysis, index, trigger, named, resolution))
    ]
    return claims if happened or places else _without_place(analysis, index, triggers, named)


def _where_it_happened(
    analysis: Analysis, index: int, places: list[Resolution], triggers: list[Trigger], told: list[Claim]
) -> list[tuple[Resolution, Trigger]]:
    """Return the places of a sentence with their event words, those that it goes on about among them."""
    sentence = analysis.sentences[index]
    starts = {claim.resolution.toponym.start for claim in told if claim.resolution}
    mentioned, chosen = _chosen(analysis, sentence, places, triggers)
    if not chosen:
        events = [trigger for trigger in triggers if is_event(trigger)]
        named = meant(analysis, index, places, mentioned, events, starts)
        named = named or _only_place(places, mentioned, events)
        rest = [event for event in events if named is None or event.event_type != named[1].event_type]
        return [*([named] if named else []), *topic(analysis, index, mentioned, places, rest, told)]
    chosen |= appended(analysis, sentence, places, mentioned, chosen)
    framing = frames(analysis, places, chosen)
    placed = [r for r in places if r.toponym.start in chosen and r.toponym.start not in framing]
    types = {chosen[r.toponym.start].event_type for r in placed}
    further = [trigger for trigger in triggers if is_fact(trigger) and trigger.event_type not in types]
    again = meant_again(analysis, index, placed, further, starts) if placed and further else []
    return [*((r, chosen[r.toponym.start]) for r in placed), *again]


def _answers(
    analysis: Analysis, index: int, triggers: list[Trigger], named: list[list[Speaker]], told: list[Claim],
    new: list[Claim],
) -> list[Claim]:  # fmt: skip
    """Return what others say of what was told before: "the Kremlin denied it"."""
    sentence = analysis.sentences[index]
    heard = {claim.claimant for claim in new if claim.resolution}
    others = [speaker for speaker in named[index] if speaker.source.name not in heard]
    here = [c for c in new if c.resolution and c.resolution.toponym.start >= sentence.start]
    if here:  # "the Russians claim it, but the corps denies it"
        others = [
            speaker
            for speaker in others
            if _behind_a_border(analysis, here[-1], speaker) or _denies(analysis, sentence, speaker)
        ]
    if not others:
        return []
    return [
        _as_told(_claim(analysis, index, trigger, before.resolution, speaker), before)
        for before, trigger, speaker in answers(
            analysis, sentence, [] if here else triggers, others, [*told, *here]
        )
    ]


def _behind_a_border(analysis: Analysis, claim: Claim, speaker: Speaker) -> bool:
    end = claim.resolution.toponym.end if claim.resolution else 0
    return (
        speaker.at is not None
        and speaker.at.start > end
        and has_border(analysis.masked[end : speaker.at.start])
    )


def _denies(analysis: Analysis, sentence: Sentence, speaker: Speaker) -> bool:
    """Tell whether a speaker denies the words of another: "the corps rejected Gerasimov's report"."""
    denials = (hit for hit in inside(analysis.hits["modality"], sentence) if hit.meaning == "denial")
    denial = next(denials, None)
    at = speaker.at
    return bool(
        denial and at and at.end <= denial.start and words_between(analysis.gap(at, denial)) <= _TO_DENIAL
    )


def _as_told(claim: Claim, before: Claim) -> Claim:
    """Date another version of a strike like the first: "on Monday" is when it was given."""
    if claim.control_sense == "denied" and not claim.actor:
        claim = replace(claim, actor=before.actor)  # whom the answer clears
    if before.event_type not in OF_ATTACKS or before.start is None or claim.event_type not in OF_ATTACKS:
        return claim
    return replace(claim, start=before.start, end=before.end, date_precision=before.date_precision)


def _chosen(
    analysis: Analysis, sentence: Sentence, places: list[Resolution], triggers: list[Trigger]
) -> tuple[dict[int, str], dict[int, Trigger]]:
    """Return why places (by their start) are only mentioned, and the event words of the others."""
    governed = governing_each(analysis, places, triggers)
    mentioned = only_mentioned(analysis, sentence, places, triggers, governed)
    told_of = [r for r in places if r.toponym.start not in mentioned]
    chosen = {}
    for resolution in told_of:
        start = resolution.toponym.start
        trigger = governed[start]
        if trigger is None or not is_event(trigger):
            continue
        if reason := doubt(analysis, sentence, triggers, resolution, trigger):
            mentioned[start] = reason
        else:
            chosen[start] = trigger
    return mentioned, as_listed(analysis, [r for r in told_of if r.toponym.start not in mentioned], chosen)


def _only_place(
    places: list[Resolution], mentioned: dict[int, str], events: list[Trigger]
) -> tuple[Resolution, Trigger] | None:
    """Return the one place of a sentence and its one kind of event, however many clauses lie between."""
    candidates = [
        r for r in places if r.toponym.start not in mentioned and r.toponym.kind in ("settlement", "facility")
    ]
    facts = [event for event in events if is_fact(event)]
    one = len(candidates) == 1 and len({fact.event_type for fact in facts}) == 1
    return (candidates[0], facts[0]) if one else None


def _lead(analysis: Analysis, index: int) -> list[Resolution]:
    """Return the places of the sentence before when it is nothing but names: "Одеса. Атака дронів …"."""
    if index == 0:
        return []
    before = analysis.sentences[index - 1]
    words = words_between(analysis.masked[before.start : before.end])
    dated = sum(words_between(when.text) for when in analysis.dates if _lies_in(when.span, before))
    bare = words - dated == 0
    return inside_places(analysis, before) if bare else []


def _lies_in(span: tuple[int, int] | None, sentence: Sentence) -> bool:
    return span is not None and sentence.start <= span[0] and span[1] <= sentence.end


def _stated_by_an_official(named: list[Speaker]) -> bool:
    """Tell whether a plan or expectation is somebody's statement rather than the writer's aside."""
    return any(speaker.source.kind in ("person", "office", "unit") for speaker in named)


def _claim(
    analysis: Analysis,
    index: int,
    trigger: Trigger,
    resolution: Resolution | None,
    speaker: Speaker | None,
) -> Claim:
    sentence = analysis.sentences[index]
    trigger = at_place(analysis, sentence, trigger, resolution)
    start = _quote_start(analysis, sentence.start, resolution)
    report = analysis.report
    when, why_when = when_of(analysis, index, trigger, resolution.toponym if resolution else None)
    day = when.start if when else report.date
    actor, why_actor = actor_of(analysis, sentence, trigger, resolution, speaker, day)
    control, sense = ("", trigger.sense)
    if resolution is not None:
        control, sense = control_after(analysis, sentence, trigger, actor, speaker, resolution)
    if control in OPPONENT and not actor and sense in TAKING | {"lost"}:
        actor, why_actor = control, "who holds it took it"
    reasons = (*trigger.reasons, speaker.reason if speaker else "no claimant named", why_actor, why_when)
    return Claim(
        report=report,
        resolution=resolution,
        start=when.start if when else None,
        end=when.end if when else None,
        date_precision=when.precision if when else "unknown",
        event_type=trigger.event_type,
        actor=actor,
        claimant=speaker.source.name if speaker else "",
        claimant_side=speaker.source.side if speaker else "",
        basis=basis_of(analysis, sentence, speaker),
        control=control,
        control_sense=sense,
        quote=report.text[start : sentence.end],
        quote_start=start,
        quote_end=sentence.end,
        confidence=_confidence(trigger, resolution, speaker),
        reasons=tuple(reason for reason in reasons if reason),
    )


def _speaker(
    analysis: Analysis,
    index: int,
    trigger: Trigger,
    named: list[list[Speaker]],
    place: Resolution | None = None,
) -> Speaker | None:
    """Return who says it, at last the source of the report."""
    said = claimant_of(analysis, index, trigger, named, place)
    return said or source_of_report(analysis.report.source_name)


def _quote_start(analysis: Analysis, start: int, resolution: Resolution | None) -> int:
    """Begin the quote with the sentence that names the place."""
    if resolution is None or resolution.toponym.start >= start:
        return start
    return max(s.start for s in analysis.sentences if s.start <= resolution.toponym.start)


def _without_place(
    analysis: Analysis, index: int, triggers: list[Trigger], named: list[list[Speaker]]
) -> list[Claim]:
    """Keep an event that names no place when its sentence says who acted and states its own date."""
    here = analysis.sentences[index : index + 2]
    if not any(_lies_in(when.span, sentence) for when in analysis.dates for sentence in here):
        return []
    for trigger in triggers:
        if not is_fact(trigger):
            continue
        claim = _claim(analysis, index, trigger, None, _speaker(analysis, index, trigger, named))
        dated = any(
            reason.startswith("date ") and not reason.endswith("earlier sentence") for reason in claim.reasons
        )
        if dated and claim.actor and claim.claimant:
            return [claim]
    return []


def _confidence(trigger: Trigger, resolution: Resolution | None, speaker: Speaker | None) -> float:
    """Weigh how surely the sentence was read, 0 to 1; it says nothing about whether the claim is true."""
    score = resolution.score if resolution is not None else 0.0
    value = 0.3 + 0.7 * max(0.0, min(1.0, score))
    if speaker is None or speaker.at is None:
        value *= 0.9
    if trigger.modality or trigger.meaning in ("employed", "statement", "other"):
        value *= 0.8
    return round(value, 3)


def _with_pronouns(claims: list[Claim]) -> list[Claim]:
    """Let "they may be used elsewhere" be those who acted in the claim shortly before."""
    told: list[Claim] = []
    for claim in claims:
        before = told[-1] if told else None
        near = before is not None and 0 <= claim.quote_start - before.quote_end <= _SHORTLY
        if before and near and before.actor and not claim.actor and _may_be_they(claim):
            reasons = (*claim.reasons, f"'they' are who acted before: {before.actor}")
            claim = replace(claim, actor=before.actor, reasons=reasons)
        told.append(claim)
    return told


def _may_be_they(claim: Claim) -> bool:
    return (
        claim.event_type in _BY_TROOPS
        and claim.control_sense != "denied"
        and _THEY.search(claim.quote) is not None
    )


def _without_repeats(claims: list[Claim]) -> list[Claim]:
    """Keep the first of claims that say the same again: place, type, claimant and no other date.

    A headline or summary without a day takes the day of what tells it again.
    """
    kept: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        resolution = claim.resolution
        where = (
            (resolution.place.id if resolution.place else resolution.toponym.surface) if resolution else None
        )
        key = (where, claim.event_type, claim.claimant, claim.control, claim.control_sense)
        earlier = kept.get(key)
        if earlier is None:
            kept[key] = claim
        elif _is_dated(claim) and not _is_dated(earlier):
            kept[key] = _dated_like(earlier, claim)
        elif _is_dated(claim) and claim.start != earlier.start:
            kept[(*key, claim.start)] = claim
    return sorted(kept.values(), key=lambda claim: claim.quote_start)


def _is_dated(claim: Claim) -> bool:
    return claim.start is not None and claim.date_precision != REPORTED


def _dated_like(claim: Claim, again: Claim) -> Claim:
    reasons = (*claim.reasons, *(reason for reason in again.reasons if reason.startswith("date ")))
    return replace(
        claim, start=again.start, end=again.end, date_precision=again.date_precision, reasons=reasons
    )
