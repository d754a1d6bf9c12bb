"""Who says so: the claimant of each sentence, named in it or carried over from an earlier one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from geo.claims.analysis import Analysis, Spanned, inside
from geo.claims.lexicon import Hit
from geo.claims.sentences import Sentence, gap_cost, has_border, words_between
from geo.claims.sources import Source, sources
from geo.claims.triggers import Trigger

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
_TELLING = ("person", "office", "analyst", "channel", "unit", "regional", "generic", "local", "media")
_NAME = r"[A-ZА-ЯІЇЄҐЁ][\w'’ʼ-]+"
_NAMES_AFTER = re.compile(rf"[\s,·]*(?:[a-zа-яіїєґё]+[\s,·]+){{0,2}}({_NAME}(?:\s+{_NAME}){{1,2}})")
_SOMEBODY = re.compile(
    rf"(?:[Aa]ccording to|[Зз]а словами|[Пп]о словам)\s+(?:\w+\s+){{0,3}}?({_NAME}\s+{_NAME})"
)
_SAYING = re.compile(
    r"\b(?:said|says|claimed|denie[sd]|announced|confirmed|rejected|accused|blamed|заявил|according|опроверг)"
)
_POINTS_ON = re.compile(
    r"according|citing|quoting|with reference|за |згідно|з посил|посила|по |соглас|со ссыл|ссыла",
    re.IGNORECASE,
)
_FULL_NAME_AFTER = re.compile(rf"(?:\s+[a-zа-яіїєґё'’-]+|\s·+){{0,6}}\s+({_NAME}\s+{_NAME})(?!\w)")
_FULL_NAME_BEFORE = re.compile(rf"(?<!\w)({_NAME}\s+{_NAME})(?:,?\s+[a-zа-яіїєґё]+){{0,2}},?\s*$")
_COLON = re.compile(rf"({_NAME}(?:\s+{_NAME})?):\s")
_SIGNED = re.compile(rf"\s[—–-]\s({_NAME}(?:\s+{_NAME})?)\s*$")
_FOOTAGE = re.compile(
    r"geolocated|footage (?:shows|confirms|published)|video (?:shows|confirms)|satellite image|геолокац|геоприв|"
    r"супутников|спутников|кадри підтверд|кадры подтвержд",
    re.IGNORECASE,
)
# What happened to people and things is told in one piece with the toll that an official gives afterwards.
_TOLD_TOGETHER = frozenset({
    "shelling", "air_strike", "drone_strike", "air_defence", "mine", "civilian_harm", "infrastructure",
    "evacuation", "prisoners",
})  # fmt: skip
# Words of the claimant's own country that tell which ministry, staff or intelligence is meant.
_SIDE_WORDS = {
    "Russia": re.compile(r"russia|росі[йїя]|\bрф\b|российск|росси[ия]|\bРФ\b", re.IGNORECASE),
    "Ukraine": re.compile(r"ukrain|україн|\bзсу\b|\bвсу\b|украинск|украин", re.IGNORECASE),
}
# The same words name an office on either side; the context decides.
_TWINS = {
    ("Russian MoD", "Ukraine"): "Ukrainian Ministry of Defence",
    ("General Staff of Ukraine", "Russia"): "Chief of the Russian General Staff",
    ("Ukrainian Ministry of Defence", "Russia"): "Russian MoD",
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """A claimant as found in a text; `at` is where, None when carried over from elsewhere."""

    source: Source
    at: Hit | None
    reason: str
    own_words: bool = True  # a verb of saying stands beside it


def speakers(analysis: Analysis) -> list[list[Speaker]]:
    """Return the claimants that each sentence names, in the order of the text."""
    return [_of_sentence(analysis, sentence) for sentence in analysis.sentences]


def _of_sentence(analysis: Analysis, sentence: Sentence) -> list[Speaker]:
    found = _merged(
        analysis,
        [
            Speaker(
                _source(analysis, sentence, hit),
                hit,
                f"claimant {hit.text!r}",
                _speaks_by_itself(analysis, sentence, hit),
            )
            for hit in inside(analysis.hits["claimants"], sentence)
        ],
    )
    silent: set[Speaker] = set()
    speaking: set[Speaker] = set()
    for cue in inside(analysis.hits["speech"], sentence):
        speaker = _subject(analysis, cue, found)
        if speaker is not None:
            (silent if cue.meaning == "silent" else speaking).add(speaker)
    heard = [replace(s, own_words=s.own_words or s in speaking) for s in found if s not in silent]
    if any(speaker.own_words for speaker in heard):
        return [speaker for speaker in heard if speaker.own_words]
    signed = [replace(s, own_words=True) for s in heard if _is_signature(analysis, sentence, s)]
    return (
        signed
        or _somebody(analysis, sentence)
        or [s for s in heard if s.source.kind in ("person", "office", "regional")]
    )


def _is_signature(analysis: Analysis, sentence: Sentence, speaker: Speaker) -> bool:
    """Tell whether a sentence is nothing but a claimant: the signature of a post."""
    return speaker.at is not None and sentence.end - sentence.start - len(speaker.at.text) <= 3


def _subject(analysis: Analysis, cue: Hit, found: list[Speaker]) -> Speaker | None:
    """Return whose saying a verb of saying is: the nearest claimant, the one before it first."""
    best: tuple[float, Speaker] | None = None
    for speaker in found:
        if speaker.at is None or (_POINTS_ON.match(cue.text) and speaker.at.end <= cue.start):
            continue
        gap = analysis.report.text[min(cue.end, speaker.at.end) : max(cue.start, speaker.at.start)]
        overlap = cue.start < speaker.at.end and speaker.at.start < cue.end
        cost = 0.0 if overlap else words_between(gap) + (8.0 if has_border(gap) else 0.0)
        cost += 1.5 if speaker.at.start >= cue.end else 0.0
        # "told Reuters": the agency after the verb only passes it on.
        cost += 4.0 if speaker.source.kind == "media" and speaker.at.start >= cue.end else 0.0
        if cost <= 16 and (best is None or cost < best[0]):
            best = (cost, speaker)
    return None if best is None else best[1]


def _speaks_by_itself(analysis: Analysis, sentence: Sentence, hit: Hit) -> bool:
    """Tell whether no verb is needed: a headline's edge ("Генштаб: …", "… — ISW"), "Kyiv denied", an analyst."""
    after = analysis.report.text[hit.end : hit.end + 3]
    before = analysis.report.text[max(sentence.start, hit.start - 3) : hit.start]
    at_end = sentence.end - hit.end <= 25
    edge = after.lstrip('»"').startswith(":") or (at_end and re.search(r"[—–-]\s*$", before) is not None)
    return (
        edge or _SAYING.search(hit.text) is not None or sources()[hit.meaning].kind in ("analyst", "channel")
    )


def _somebody(analysis: Analysis, sentence: Sentence) -> list[Speaker]:
    """Take a name that no lexicon knows after "according to"."""
    text = analysis.masked
    match = (
        _SOMEBODY.search(text, sentence.start, sentence.end)
        or _named_beside_speech(analysis, sentence)
        or _COLON.match(text, sentence.start, sentence.end)
        or _SIGNED.search(text, sentence.start, sentence.end)
    )
    if match is None:
        return []
    hit = Hit(match.start(1), match.end(1), match[1], match[1])
    return [Speaker(Source(match[1], "", "claimed", "person"), hit, f"claimant {match[1]!r}")]


def _named_beside_speech(analysis: Analysis, sentence: Sentence) -> re.Match[str] | None:
    """Find "… said the head of the district Ivan Petrenko", "Oleksandr Hanzha wrote": a full name beside the verb."""
    for cue in inside(analysis.hits["speech"], sentence):
        if cue.meaning != "said":
            continue
        after = _FULL_NAME_AFTER.match(analysis.masked, cue.end, min(sentence.end, cue.end + 80))
        ahead = _FULL_NAME_BEFORE.search(analysis.masked, max(sentence.start, cue.start - 60), cue.start)
        if ahead or after:
            return ahead or after
    return None


def _source(analysis: Analysis, sentence: Sentence, hit: Hit) -> Source:
    """Look the claimant up; an office without a name takes the name and the region that stand beside it."""
    source = sources()[hit.meaning]
    text = analysis.report.text
    around = (
        text[max(sentence.start, hit.start - 14) : hit.end]
        + re.split(r"[,.;:]", text[hit.end : hit.end + 14])[0]
    )
    for (name, side), twin in _TWINS.items():
        other = "Russia" if side == "Ukraine" else "Ukraine"
        if source.name == name and _SIDE_WORDS[side].search(around) and not _SIDE_WORDS[other].search(around):
            source = sources()[twin]
            break
    return _with_name(analysis, sentence, hit, source) if source.kind == "regional" else source


def _with_name(analysis: Analysis, sentence: Sentence, hit: Hit, source: Source) -> Source:
    """Name a governor, mayor or administration by the person after it and by the region beside it."""
    near = [
        r
        for r in analysis.places
        if abs(r.toponym.start - hit.end) < 40 or abs(hit.start - r.toponym.end) < 25
    ]
    near = [r for r in near if sentence.start <= r.toponym.start < sentence.end and r.place is not None]
    known = [r for r in analysis.places if r.place is not None and r.toponym.end <= sentence.end]
    regional = [r for r in near if r.place and r.place.kind in ("region", "district")] or near or known
    place = min(regional, key=lambda r: abs(r.toponym.start - hit.start)).place if regional else None
    side = source.side or {"RU": "Russia", "UA": "Ukraine"}.get(place.country if place else "", "")
    label = f"{source.name} of {place.name}" if place else source.name
    name = _NAMES_AFTER.match(analysis.masked, hit.end, min(sentence.end, hit.end + 70))
    if name:
        label = f"{name[1]} ({label})"
    return replace(source, name=label, side=side)


def _merged(analysis: Analysis, found: list[Speaker]) -> list[Speaker]:
    """Join "governor Alexei Smirnov", "head of the HUR Budanov": neighbours of one side are one claimant.

    The most telling of joined names stays: a person, else an office, else a general word.
    """
    merged: list[Speaker] = []
    for speaker in found:
        last = merged[-1] if merged else None
        if last is None or last.at is None or speaker.at is None or not _one(analysis, last, speaker):
            merged.append(speaker)
            continue
        merged[-1] = min(last, speaker, key=lambda s: _TELLING.index(s.source.kind))
    return merged


def _one(analysis: Analysis, a: Speaker, b: Speaker) -> bool:
    """Tell whether two neighbouring claimants are one person and their office."""
    if a.at is None or b.at is None or (a.source.side and b.source.side and a.source.side != b.source.side):
        return False
    kinds = {a.source.kind, b.source.kind}
    gap = analysis.report.text[a.at.end : b.at.start]
    if len(gap) <= 2 and kinds & {"generic", "unit"}:
        return True
    if "media" in kinds or "analyst" in kinds or not kinds & {"person", "regional"}:
        return False
    return words_between(gap) <= 5 and not re.search(r"[;:.!?]\s|\b(?:and|та|і|и|але|но|but)\b", gap)


def claimant_of(
    analysis: Analysis, index: int, trigger: Trigger, named: list[list[Speaker]]
) -> Speaker | None:
    """Return who says what an event word of sentence `index` says.

    Somebody named as speaking in the sentence wins, the nearest in the clause first and media last; then the
    claimant of an earlier sentence ("he said", plain sentences); then a person or office in the sentence;
    then whoever reports it in the sentences that follow.
    """
    own = [speaker for speaker in named[index] if speaker.own_words]
    if own:
        return min(own, key=lambda speaker: _distance(analysis, speaker, trigger))
    for earlier in range(index - 1, -1, -1):
        spoken = [speaker for speaker in named[earlier] if speaker.own_words]
        if spoken:
            last = min(spoken, key=lambda s: (_RANK[s.source.kind] == 4, -(s.at.start if s.at else 0)))
            return replace(last, at=None, reason=f"{last.reason} in an earlier sentence")
    if named[index]:
        return named[index][0]
    return _later(analysis, index, trigger, named)


def _distance(analysis: Analysis, speaker: Speaker, at: Spanned) -> tuple[float, int]:
    if speaker.at is None:
        return (99.0, 0)
    cost = gap_cost(analysis.gap(speaker.at, at)) + 6.0 * _RANK[speaker.source.kind] / 2
    return (cost + (0.0 if speaker.own_words else 8.0), speaker.at.start)


def _later(analysis: Analysis, index: int, trigger: Trigger, named: list[list[Speaker]]) -> Speaker | None:
    """Find "Про це повідомили в …" in the next sentences, or the only claimant of the paragraph.

    The only claimant is not taken for who holds what: there it may well be the other side that answers.
    """
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
    if _is_signature(analysis, sentence, speaker) or trigger.event_type in _TOLD_TOGETHER:
        return True
    denies = any(hit.meaning == "denial" for hit in inside(analysis.hits["modality"], sentence))
    return not denies and speaker.source.kind in ("analyst", "channel")


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
