"""Who says so: the claimant of each sentence, named in it or carried over from an earlier one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from geo.claims.analysis import Analysis, Spanned, inside
from geo.claims.lexicon import Hit
from geo.claims.sentences import Sentence, gap_cost, has_border, words_between
from geo.claims.sources import Source, sources

# A channel passes on what another says: it is the claimant only where nobody else is.
_RANK = {"person": 0, "office": 0, "analyst": 0, "unit": 1, "regional": 1, "channel": 1, "generic": 2, "local": 3, "media": 4}
_NAME = r"[A-ZА-ЯІЇЄҐЁ][\w'’ʼ-]+"
_NAMES_AFTER = re.compile(rf"[\s,]*(?:[a-zа-яіїєґё]+[\s,]+){{0,2}}({_NAME}(?:\s+{_NAME}){{1,2}})")
_SOMEBODY = re.compile(
    rf"(?:[Aa]ccording to|[Зз]а словами|[Пп]о словам)\s+(?:\w+\s+){{0,3}}?({_NAME}\s+{_NAME})"
)
_FOOTAGE = re.compile(
    r"geolocated|footage (?:shows|confirms|published)|video (?:shows|confirms)|satellite image|геолокац|геоприв|"
    r"супутников|спутников|кадри підтверд|кадры подтвержд",
    re.IGNORECASE,
)
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
    """Return the claimants that each sentence names as speaking, in the order of the text."""
    return [_of_sentence(analysis, sentence) for sentence in analysis.sentences]


def _of_sentence(analysis: Analysis, sentence: Sentence) -> list[Speaker]:
    speech = inside(analysis.hits["speech"], sentence)
    found = []
    for hit in inside(analysis.hits["claimants"], sentence):
        if any(cue.meaning == "silent" and _beside(analysis, cue, hit, 8) for cue in speech):
            continue
        cues = [cue for cue in speech if cue.meaning != "silent" and _beside(analysis, cue, hit, 14)]
        source = _source(analysis, sentence, hit)
        spoken = bool(cues) or _headline_style(analysis, sentence, hit) or _overlaps_speech(hit)
        if spoken or source.kind in ("analyst", "channel"):
            found.append(Speaker(source, hit, f"claimant {hit.text!r}", spoken))
    if not found:
        somebody = _SOMEBODY.search(analysis.report.text, sentence.start, sentence.end)
        if somebody and not inside(analysis.hits["claimants"], Hit(somebody.start(1), somebody.end(1), "", "")):
            hit = Hit(somebody.start(1), somebody.end(1), somebody[1], somebody[1])
            found.append(Speaker(Source(somebody[1], "", "claimed", "person"), hit, f"claimant {somebody[1]!r}"))
    return _merged(analysis, found)


def _beside(analysis: Analysis, cue: Hit, hit: Hit, reach: int) -> bool:
    """Tell whether a verb of saying is near enough to its subject; a dash may stand between in headlines."""
    gap = analysis.gap(cue, hit)
    if cue.start < hit.end and hit.start < cue.end:
        return True
    return words_between(gap) <= reach and not re.search(r"[;\n]|[.!?]\s", gap)


def _headline_style(analysis: Analysis, sentence: Sentence, hit: Hit) -> bool:
    """Read "Генштаб: …", "… — ISW": the claimant at the edge with a colon or a dash is speaking."""
    after = analysis.report.text[hit.end : hit.end + 3]
    before = analysis.report.text[max(sentence.start, hit.start - 3) : hit.start]
    at_end = sentence.end - hit.end <= 25
    return after.lstrip("»\"").startswith(":") or (at_end and re.search(r"[—–-]\s*$", before) is not None)


def _overlaps_speech(hit: Hit) -> bool:
    return re.search(r"\b(?:said|says|claimed|denied|denies|announced|confirmed|заявил|according)", hit.text) is not None


def _source(analysis: Analysis, sentence: Sentence, hit: Hit) -> Source:
    """Look the claimant up; an office without a name takes the name and the region that stand beside it."""
    source = sources()[hit.meaning]
    around = analysis.report.text[max(sentence.start, hit.start - 25) : min(sentence.end, hit.end + 25)]
    for (name, side), twin in _TWINS.items():
        other = "Russia" if side == "Ukraine" else "Ukraine"
        if source.name == name and _SIDE_WORDS[side].search(around) and not _SIDE_WORDS[other].search(around):
            source = sources()[twin]
            break
    return _with_name(analysis, sentence, hit, source) if source.kind == "regional" else source


def _with_name(analysis: Analysis, sentence: Sentence, hit: Hit, source: Source) -> Source:
    """Name a governor, mayor or administration by the person after it and by the region beside it."""
    near = [r for r in analysis.places if abs(r.toponym.start - hit.end) < 40 or abs(hit.start - r.toponym.end) < 25]
    near = [r for r in near if sentence.start <= r.toponym.start < sentence.end and r.place is not None]
    regional = [r for r in near if r.place and r.place.kind in ("region", "district")] or near
    place = min(regional, key=lambda r: abs(r.toponym.start - hit.start)).place if regional else None
    side = source.side or {"RU": "Russia", "UA": "Ukraine"}.get(place.country if place else "", "")
    label = f"{source.name} of {place.name}" if place else source.name
    name = _NAMES_AFTER.match(analysis.report.text, hit.end, min(sentence.end, hit.end + 70))
    inner = name is not None and any(r.toponym.start < name.end(1) and name.start(1) < r.toponym.end for r in near)
    if name and not inner:
        label = f"{name[1]} ({label})"
    return replace(source, name=label, side=side)


def _merged(analysis: Analysis, found: list[Speaker]) -> list[Speaker]:
    """Join "governor Alexei Smirnov", "head of the HUR Budanov": neighbours of one side are one claimant."""
    merged: list[Speaker] = []
    for speaker in found:
        last = merged[-1] if merged else None
        if last is None or last.at is None or speaker.at is None or not _one(analysis, last, speaker):
            merged.append(speaker)
            continue
        merged[-1] = min(last, speaker, key=lambda s: ({"person": 0, "regional": 2}.get(s.source.kind, 1)))
    return merged


def _one(analysis: Analysis, a: Speaker, b: Speaker) -> bool:
    """Tell whether two neighbouring claimants are one person and their office."""
    if a.at is None or b.at is None or (a.source.side and b.source.side and a.source.side != b.source.side):
        return False
    kinds = {a.source.kind, b.source.kind}
    if "media" in kinds or "analyst" in kinds or not kinds & {"person", "regional"}:
        return False
    gap = analysis.report.text[a.at.end : b.at.start]
    return words_between(gap) <= 5 and not re.search(r"[;:.!?]\s|\b(?:and|та|і|и|але|но|but)\b", gap)


def claimant_of(
    analysis: Analysis, index: int, at: Spanned, named: list[list[Speaker]], inherited: bool = True
) -> Speaker | None:
    """Return who says what stands at `at` in sentence `index`.

    Somebody named in the sentence wins, the nearest in the clause first and media last; then "…, he said"
    and plain sentences take the claimant of the sentence before, then the one of "This was reported by …"
    right after; then the source of the report.
    """
    own = named[index]
    if own:
        return min(own, key=lambda speaker: _distance(analysis, speaker, at))
    if not inherited:
        return None
    for earlier in range(index - 1, -1, -1):
        if named[earlier]:
            last = min(named[earlier], key=lambda s: (_RANK[s.source.kind] == 4, -(s.at.start if s.at else 0)))
            return replace(last, at=None, reason=f"{last.reason} in an earlier sentence")
    return _pointing_back(analysis, index, named)


def _distance(analysis: Analysis, speaker: Speaker, at: Spanned) -> tuple[float, int]:
    if speaker.at is None:
        return (99.0, 0)
    cost = gap_cost(analysis.gap(speaker.at, at)) + 6.0 * _RANK[speaker.source.kind] / 2
    return (cost + (0.0 if speaker.own_words else 8.0), speaker.at.start)


def _pointing_back(analysis: Analysis, index: int, named: list[list[Speaker]]) -> Speaker | None:
    """Find "Про це повідомили в …" in the next sentences of the paragraph."""
    here = analysis.sentences[index]
    for later in range(index + 1, len(named)):
        sentence = analysis.sentences[later]
        if sentence.paragraph > here.paragraph + 1:
            break
        if named[later] and any(h.meaning == "back" for h in inside(analysis.hits["speech"], sentence)):
            return replace(named[later][0], at=None, reason=f"{named[later][0].reason} in a later sentence")
    return None


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
