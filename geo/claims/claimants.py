"""Who says so: the claimant of an event word, named in its sentence or carried over from another one."""

from __future__ import annotations

import re
from dataclasses import replace

from geo.claims.analysis import Analysis, inside_places
from geo.claims.sentences import Sentence, Spanned, gap_cost, has_border, inside
from geo.claims.sources import Source, sources
from geo.claims.speakers import Speaker, is_signature
from geo.claims.trigger import Trigger
from geo.geocode import Resolution

# A channel passes on what another says: it is the claimant only where nobody else is.
_RANK = {
    "person": 0,
    "office": 0,
    "analyst": 0,
    "unit": 1,
    "regional": 1,
    "channel": 1,
    "generic": 2,
    "local": 3,
    "media": 4,
}
_SIDES = ("Ukrainian authorities", "Russian authorities")
_FOOTAGE = re.compile(
    r"geolocated|(?:footage|video) (?:shows|confirms|published)|satellite image"
    r"|геолокац|геоприв|супутников|спутников|кадри підтверд|кадры подтвержд",
    re.IGNORECASE,
)
# What stands behind such a word is another saying, not whose words the clause before are.
_CIRCUMSTANCE = re.compile(
    r"(?:,\s+|\b(?:hours?|days?|minutes|weeks?)\s+)"
    r"(?:after|before|while|whereas|although|though|even though|as)\s[^,;:]{0,40}$"
    r"|,\s+(?:після того як|тоді як|хоча|перш ніж|после того как|тогда как|хотя|прежде чем)\s[^,;:]{0,40}$"
    r"|,\s+(?:which|whose capture|що його|захоплення якого|о взятии которого)\s[^,;:]{0,30}$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"(?:\bwhich|\bwhom|\bщо|котор\w+|\bяк(?:ий|а|е|і|у|ого|ої))\s+$", re.IGNORECASE)
# Who is not taken to go on in the sentences behind: an agency passes on one message.
_SPEAK_ONCE = frozenset({"media", "generic"})
_OF_A_REGION = re.compile(r"OVA|Governor|mayor|head (?:of|in)|administration|council")
_ABROAD = {"Ukraine": "RU", "Russia": "UA"}
# What happened to people and things is told in one piece with the toll that an official gives afterwards.
_TOLD_TOGETHER = frozenset({
    "shelling", "air_strike", "drone_strike", "air_defence", "mine", "civilian_harm", "infrastructure",
    "evacuation", "prisoners",
})  # fmt: skip


def claimant_of(
    analysis: Analysis, index: int, trigger: Trigger, named: list[list[Speaker]],
    place: Resolution | None = None,
) -> Speaker | None:  # fmt: skip
    """Return who says what an event word of sentence `index` says of a place.

    Somebody named as speaking in the sentence wins, the nearest in the clause first and media last; then the
    claimant of an earlier sentence ("he said", plain sentences); then a person or office in the sentence;
    then whoever reports it in the sentences that follow.
    """
    sentence = analysis.sentences[index]
    here = [speaker for speaker in named[index] if not _aside(analysis, speaker, trigger)]
    own = [speaker for speaker in here if speaker.own_words]
    if own:
        return min(own, key=lambda speaker: _distance(analysis, speaker, trigger))
    shown = _FOOTAGE.search(analysis.report.text, sentence.start, sentence.end) is not None
    for earlier in range(index - 1, -1, -1):
        spoken = [speaker for speaker in named[earlier] if speaker.own_words]
        if shown:  # footage is nobody's claim; an analyst may have shown it
            spoken = [speaker for speaker in spoken if speaker.source.kind == "analyst"]
        spoken = [speaker for speaker in spoken if not _in_passing(analysis, speaker)] or spoken
        spoken = [speaker for speaker in spoken if speaker.source.kind not in _SPEAK_ONCE]
        if spoken and (
            _is_elsewhere(analysis, earlier, spoken[-1], place) or _is_news(analysis, index, named[:earlier])
        ):
            return next(iter(here), None) or _later(analysis, index, trigger, named)
        if spoken:
            last = min(spoken, key=lambda s: (_RANK[s.source.kind] == 4, -(s.at.start if s.at else 0)))
            return replace(last, at=None, reason=f"{last.reason} in an earlier sentence")
    offices = [s for speakers in reversed(named[:index]) for s in speakers if s.source.kind == "office"]
    if here or offices:
        return [*here, *offices][0]
    return _later(analysis, index, trigger, named)


def _is_elsewhere(analysis: Analysis, index: int, speaker: Speaker, place: Resolution | None) -> bool:
    """Tell whether a governor or mayor, who spoke of places in sentence `index`, has no say over this one."""
    regional = speaker.source.kind == "regional" or _OF_A_REGION.search(speaker.source.name)
    if not regional or place is None or place.place is None:
        return False
    if place.place.country == _ABROAD.get(speaker.source.side) and "Russian" not in speaker.source.name:
        return True
    told = [r for r in inside_places(analysis, analysis.sentences[index]) if r.place is not None]
    theirs = {row for r in told for row in _rows(analysis, r)}
    return bool(theirs) and not theirs & _rows(analysis, place)


def _is_news(analysis: Analysis, index: int, before: list[list[Speaker]]) -> bool:
    """Tell whether a sentence with a day of its own is the writer's; only the first voice goes on with it."""
    sentence = analysis.sentences[index]
    dated = any(when.span and sentence.start <= when.span[0] < sentence.end for when in analysis.dates)
    heard = any(speaker.own_words for speakers in before for speaker in speakers)
    return dated and heard and not inside(analysis.hits["speech"], sentence)


def _rows(analysis: Analysis, resolution: Resolution) -> frozenset[int]:
    """Return the rows of a place and of what it lies in."""
    own = {resolution.place.row} if resolution.place else set()
    return analysis.containers[resolution.toponym.start] | own


def each_side(speaker: Speaker | None) -> list[Speaker | None]:
    """Return the speaker; "both sides claim" is the claim of each."""
    if speaker is None or speaker.source.side != "both":
        return [speaker]
    return [replace(speaker, source=sources()[name]) for name in _SIDES]


def _aside(analysis: Analysis, speaker: Speaker, trigger: Trigger) -> bool:
    """Tell whether somebody speaks only in a later clause: "entered Kherson hours after Russia said …"."""
    if speaker.at is None or speaker.at.start < trigger.end:
        return False
    circumstance = _CIRCUMSTANCE.search(analysis.report.text, trigger.end, speaker.at.start)
    return circumstance is not None


def _in_passing(analysis: Analysis, speaker: Speaker) -> bool:
    """Tell whether somebody speaks in a relative clause: "…, which Moscow claimed to have captured"."""
    at = speaker.at.start if speaker.at else 0
    return _RELATIVE.search(analysis.report.text, max(0, at - 25), at) is not None


def _distance(analysis: Analysis, speaker: Speaker, at: Spanned) -> tuple[float, int]:
    if speaker.at is None:
        return (99.0, 0)
    gap = analysis.gap(speaker.at, at)
    cost = gap_cost(gap) + 3.0 * _RANK[speaker.source.kind]
    if speaker.at.start >= at.end and has_border(gap):
        cost += 8.0  # "… entered Lyptsi, but ISW has seen no confirmation"
    return (cost + (0.0 if speaker.own_words else 8.0), speaker.at.start)


def _later(analysis: Analysis, index: int, trigger: Trigger, named: list[list[Speaker]]) -> Speaker | None:
    """Find "Про це повідомили в …" in the next sentences, or the only claimant of the paragraph.

    The only claimant is not taken for who holds what: there it may well be the other side that answers.
    """
    if index < len(named) - 1 and named[-1] and is_signature(analysis, analysis.sentences[-1], named[-1][0]):
        return replace(named[-1][0], at=None, reason=f"{named[-1][0].reason} signed the report")
    paragraph = analysis.sentences[index].paragraph
    following = [i for i in range(index + 1, len(named)) if analysis.sentences[i].paragraph <= paragraph + 1]
    for later in following:
        cues = inside(analysis.hits["speech"], analysis.sentences[later])
        if named[later] and any(cue.meaning == "back" for cue in cues):
            return replace(named[later][0], at=None, reason=f"{named[later][0].reason} in a later sentence")
    only = {
        speaker.source: (speaker, i)
        for i in following
        if analysis.sentences[i].paragraph == paragraph
        for speaker in named[i]
        if speaker.own_words
    }
    if len(only) != 1:
        return None
    speaker, at = only.popitem()[1]
    if speaker.source.kind == "media" or not _goes_on(analysis, at, speaker, trigger):
        return None
    return replace(speaker, at=None, reason=f"{speaker.reason} in a later sentence")


def _goes_on(analysis: Analysis, index: int, speaker: Speaker, trigger: Trigger) -> bool:
    """Tell whether a later claimant goes on with the story rather than answers it."""
    sentence = analysis.sentences[index]
    answers = {hit.meaning for hit in inside(analysis.hits["modality"], sentence)}
    if "untrue" in answers:
        return False
    if is_signature(analysis, sentence, speaker) or trigger.event_type in _TOLD_TOGETHER:
        return True
    return "denial" not in answers and speaker.source.kind in ("analyst", "channel")


def basis_of(analysis: Analysis, sentence: Sentence, speaker: Speaker | None) -> str:
    """Say how the claimant knows: what geolocated footage shows is visually confirmed."""
    if _FOOTAGE.search(analysis.report.text, sentence.start, sentence.end):
        return "visually confirmed"
    return speaker.source.basis if speaker else "reported"


def source_of_report(report_source: str) -> Speaker | None:
    """Take the source of the report as the claimant when nobody in it is named."""
    if not report_source:
        return None
    for name, source in sources().items():
        if name.casefold() == report_source.casefold():
            return Speaker(source, None, "source of the report")
    return Speaker(Source(report_source, "", "reported", "media"), None, "source of the report")
