"""Which office or person a claimant's words mean: the side of a ministry, the name of a governor."""

from __future__ import annotations

import re
from dataclasses import replace

from geo.claims.analysis import Analysis
from geo.claims.lexicon import Hit
from geo.claims.sentences import Sentence, inside
from geo.claims.sources import Source, sources
from geo.geocode import Resolution

_NAME = r"[A-ZА-ЯІЇЄҐЁ][\w'’ʼ-]+"
_NAMES_AFTER = re.compile(rf"[\s,·]*(?:[a-zа-яіїєґё]+[\s,·]+){{0,2}}({_NAME}(?:\s+{_NAME}){{0,2}})")
_SPOKESPERSON = re.compile(
    r"речни|spokes|представни|представител|начальник|голов[аи]\b|глав[аы]\b|командувач|командующ|спикер"
    r"|head of",
    re.IGNORECASE,
)
_OF_PEOPLE = ("generic", "office", "unit", "analyst")
_PERSON_BEFORE = re.compile(
    rf"({_NAME}\s+{_NAME})(?:,\s+[\w\s-]{{3,40}}?)?\s+(?:of|for|from|з|із|из)\s+(?:the\s+)?(?:[\w-]+\s+)?$"
)
_PERSON_AFTER = re.compile(rf"(?:[\s,·]+[\w«»\"-]+){{0,4}}?[\s,]+({_NAME}\s+{_NAME})")
_KIND_OF_UNIT = (
    r"Separate|Mechani[sz]ed|Assault|Airborne|Air|Marine|Tank|Mountain|National|Territorial|Defen[cs]e"
    r"|окрем\w+|єгерськ\w+|стрілецьк\w+|(?:мото)?піхотн\w+|механізован\w+|(?:десантно-)?штурмов\w+|десантн\w+"
    r"|танков\w+|морської|піхоти|гірсько-\w+|аеромобільн\w+|армійськ\w+"
    r"|отдельн\w+|механизированн\w+|аэромобильн\w+|мотострелков\w+|морской|пехоты|армейск\w+"
)
_UNIT_BEFORE = re.compile(
    rf"(?:^|\s)((?:(?:\d+(?:th|st|nd|rd|-\w{{1,3}})?|{_KIND_OF_UNIT}|(?!The\s|Ukraine|Ukrainian|Українськ|Украинск)"
    r"[A-ZА-ЯІЇЄҐ][\w'’-]+|[«\"“][^»\"”]{2,30}[»\"”])\s+)++)$"
)
_ANY_UNIT = re.compile(
    r"(?:the\s+)?(?:brigad|corps|battalion|regiment|бригад|корпус|баталь|полк|розвідбат|штурмов)[\w'’ʼ-]*",
    re.IGNORECASE,
)
_UNIT_AFTER = re.compile(r"\s+[«\"“][^»\"”]{2,30}[»\"”]")
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
_SEATS = {"Mayor": ("settlement",)}
_REGIONAL = re.compile(r"обласн|областн|regional|region", re.IGNORECASE)
# Offices that no town has: "the administration" after a list of towns is their region's.
_OF_A_REGION = ("Governor", "Regional military administration", "Operational headquarters")


def source_of(analysis: Analysis, sentence: Sentence, hit: Hit) -> Source:
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
    if source.kind == "regional":
        return _with_name(analysis, sentence, hit, source)
    if source.kind == "unit":
        source = _of_our_own(analysis, sentence, _with_unit_name(analysis, sentence, hit, source))
    return _with_person(analysis, sentence, hit, source) if source.kind in _OF_PEOPLE else source


def _with_unit_name(analysis: Analysis, sentence: Sentence, hit: Hit, source: Source) -> Source:
    """Name a brigade or corps by the words around: "Ukraine's 20th Corps", "1-й корпус «Азов»"."""
    text = analysis.report.text
    before = _UNIT_BEFORE.search(text, max(sentence.start, hit.start - 60), hit.start)
    after = _UNIT_AFTER.match(text, hit.end, sentence.end)
    own_name = hit.text[0].isupper() and not _ANY_UNIT.fullmatch(hit.text)  # "Khartiia"
    if not before and not after and not own_name:
        return source
    start, end = before.start(1) if before else hit.start, after.end() if after else hit.end
    name = text[start:end]
    return source if name in source.name else replace(source, name=f"{name} ({source.name})")


def _of_our_own(analysis: Analysis, sentence: Sentence, source: Source) -> Source:
    """Let a brigade be Russian where a Russian text calls it ours: «наши …, пишут бойцы 155-й бригады»."""
    text = analysis.report.text[sentence.start : sentence.end]
    ours = any(hit.meaning == "ours" for hit in inside(analysis.hits["actors"], sentence))
    if (
        analysis.language != "ru"
        or source.side != "Ukraine"
        or not ours
        or _SIDE_WORDS["Ukraine"].search(text)
    ):
        return source
    return replace(source, name=source.name.replace("Ukrainian", "Russian"), side="Russia")


def _with_person(analysis: Analysis, sentence: Sentence, hit: Hit, source: Source) -> Source:
    """Name who speaks: "spokesman of the eastern group Serhii Cherevatyi", "X of the General Staff"."""
    text = analysis.masked
    before = _PERSON_BEFORE.search(text, max(sentence.start, hit.start - 70), hit.start)
    title = _SPOKESPERSON.search(text, max(sentence.start, hit.start - 25), hit.end)
    after = _PERSON_AFTER.match(text, hit.end, min(sentence.end, hit.end + 70)) if title else None
    name = before or after
    return replace(source, name=f"{name[1]} ({source.name})") if name else source


def _of_side(source: Source, resolution: Resolution) -> bool:
    """Tell whether a place may have an office: a military administration is a Ukrainian one."""
    return resolution.place is not None and (source.side != "Ukraine" or resolution.place.country != "RU")


def _with_name(analysis: Analysis, sentence: Sentence, hit: Hit, source: Source) -> Source:
    """Name a governor, mayor or administration by the person after it and by the region beside it."""
    near = [
        r
        for r in analysis.places
        if abs(r.toponym.start - hit.end) < 40 or abs(hit.start - r.toponym.end) < 25
    ]
    near = [r for r in near if sentence.start <= r.toponym.start < sentence.end and _of_side(source, r)]
    known = [r for r in analysis.places if _of_side(source, r) and r.toponym.end <= sentence.end]
    wanted = _SEATS.get(source.name, ("region", "district"))
    fitting = [r for r in near if r.place and r.place.kind in wanted]
    land = [r for r in near or known if r.place and r.place.kind not in ("facility", "country")]
    if source.name in _OF_A_REGION or _REGIONAL.match(hit.text):
        fitting = fitting or [r for r in known if r.place and r.place.kind == "region"]
    else:
        fitting = fitting or land
    place = min(fitting, key=lambda r: abs(r.toponym.start - hit.start)).place if fitting else None
    side = source.side or {"RU": "Russia", "UA": "Ukraine"}.get(place.country if place else "", "")
    label = f"{source.name} of {place.name}" if place else source.name
    name = _PERSON_BEFORE.search(
        analysis.masked, max(sentence.start, hit.start - 70), hit.start
    ) or _NAMES_AFTER.match(analysis.masked, hit.end, min(sentence.end, hit.end + 70))
    if name:
        label = f"{name[1]} ({label})"
    return replace(source, name=label, side=side)
