"""Whether an event word states a fact: what is planned, denied, unconfirmed or only tried is none."""

from __future__ import annotations

import re
from dataclasses import replace

from geo.claims.analysis import Analysis
from geo.claims.lexicon import Hit
from geo.claims.sentences import has_border, words_between
from geo.claims.sources import sources
from geo.claims.trigger import CLAIMED, GOES_ON, Trigger

# How far, in words, a modal word governs an event word after it.
REACH = {"plan": 7, "negation": 2, "denial": 14, "unconfirmed": 14, "attempt": 6, "absence": 2,
    "untrue": 14,
}  # fmt: skip
# "The capture has not been confirmed": these also work backwards, within a clause.
BACKWARD = {"unconfirmed": 14, "attempt": 2, "absence": 5, "untrue": 8}
_DEEMED = re.compile(r"вероятно|вірогідно|[йі]мовірно", re.IGNORECASE)
_PAST = re.compile(r"\w+(?:ли|ла|ло|л|ли?с[яь]|лас[яь]|в|вс[яь]|но|то)", re.IGNORECASE)
_CAUSE = re.compile(r"(?:через|из-за|because of|due to|amid|under|під|под)\s+(?:the\s+)?$", re.IGNORECASE)
_WITHIN_COMMAS = frozenset({"untrue", "negation", "absence"})


def governs(analysis: Analysis, word: Hit, hit: Hit) -> bool:
    """Tell whether a modal word bears on an event word: near enough and in the same clause."""
    if word.start < hit.end and hit.start < word.end:
        ahead = word.meaning in ("denial", "untrue", "unconfirmed") and word.start < hit.start
        return ahead or (word.meaning == "plan" and word.start == hit.start)  # прибудут: "will arrive"
    if _DEEMED.fullmatch(word.text) and _PAST.fullmatch(hit.text):
        return False  # «вероятно, захватили»: an estimate of what happened
    if word.meaning == "plan" and _CAUSE.search(analysis.masked, max(0, word.start - 12), word.start):
        return False  # "withdrew because of the threat of encirclement"
    reach = REACH if word.end <= hit.start else BACKWARD
    gap = analysis.gap(word, hit)
    if "," in gap and (
        word.meaning in _WITHIN_COMMAS or (word.meaning == "attempt" and hit.end <= word.start)
    ):
        return False  # "the ministry claimed its capture, which Kyiv called untrue" stays a claim
    if word.meaning not in reach or words_between(gap) > reach[word.meaning]:
        return False
    if word.meaning in ("denial", "unconfirmed") and _says_more(analysis, word, hit):
        return False
    if word.meaning == "unconfirmed" and hit.end <= word.start and _named_before(analysis, hit):
        return False
    # "…, but there is no confirmation of this" reaches back over the border of its clause.
    return not has_border(gap) or (word.meaning == "unconfirmed" and hit.end <= word.start)


def _says_more(analysis: Analysis, word: Hit, hit: Hit) -> bool:
    """Tell whether a verb of saying begins another statement: "did not confirm it and reported attacks".

    In "denied reports that …" the reports are what is denied.
    """
    return any(
        word.end <= cue.start
        and cue.end <= hit.start
        and GOES_ON.search(analysis.report.text, word.end, cue.start)
        for cue in analysis.hits["speech"]
    )


def _named_before(analysis: Analysis, hit: Hit) -> bool:
    """Tell whether somebody in office says it himself: "the ministry claimed the capture, unconfirmed"."""
    return any(
        0 <= hit.start - claimant.end <= CLAIMED
        and sources()[claimant.meaning].kind not in ("media", "local")
        for claimant in analysis.hits["claimants"]
    )


def softened(trigger: Trigger, word: Hit) -> Trigger:
    """Apply a modal word: what is planned, denied, unconfirmed or only tried is no fact."""
    reasons = (*trigger.reasons, f"{word.meaning} {word.text!r}")
    if trigger.modality == "unsaid":
        return trigger
    if word.meaning == "unconfirmed":
        return replace(trigger, modality="unsaid", reasons=reasons)
    if word.meaning in ("negation", "absence"):
        return _negated(trigger, reasons)
    if word.meaning == "attempt":
        if trigger.event_type in ("control_change", "advance", "withdrawal"):
            return replace(trigger, event_type="battle", sense="", reasons=reasons)
        return trigger
    if word.meaning == "plan" and _is_ordered(trigger, word):
        return replace(trigger, reasons=reasons)
    if trigger.modality == "denial":
        return trigger
    denied = word.meaning in ("denial", "untrue")
    about_control = trigger.event_type in ("control_change", "withdrawal")
    sense = "denied" if denied and about_control else ""
    modality = "denial" if denied else word.meaning
    return replace(trigger, event_type="statement", sense=sense, modality=modality, reasons=reasons)


def _is_ordered(trigger: Trigger, word: Hit) -> bool:
    """Tell whether what is planned happens: an evacuation, "ordered his units out of Avdiivka"."""
    ordered = word.text.lower().startswith(("order", "наказ", "приказ"))
    return trigger.event_type == "evacuation" or (trigger.event_type == "withdrawal" and ordered)


def _negated(trigger: Trigger, reasons: tuple[str, ...]) -> Trigger:
    """Read "was not captured" as a denial, "has not lost" as holding; other things simply did not happen."""
    if trigger.sense in ("lost", "held") and trigger.modality == "":
        sense = "held" if trigger.sense == "lost" else "lost"
        return replace(trigger, event_type="control_change", sense=sense, reasons=reasons)
    if trigger.event_type == "control_change":
        return replace(trigger, event_type="statement", sense="denied", modality="denial", reasons=reasons)
    return replace(trigger, modality="unsaid", reasons=reasons)
