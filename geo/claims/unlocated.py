"""Places that cannot be located, kept unplaced and visible.

A village that the text calls one, or says was captured, and the gazetteer does not know; a stretch of front
without a name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain

from geo.claims.lexicon import Hit
from geo.geocode import Resolution
from geo.toponyms import Toponym

_NAME = r"(?:\d-[йя]\s)?[A-ZА-ЯІЇЄҐЁ][\w'’ʼ]+(?:[-–][\w'’ʼ]+)*(?:\s+[A-ZА-ЯІЇЄҐЁ][\w'’ʼ]+)?"
_VILLAGE = (
    r"с\.|смт\.?|н\.\s?п\.|д\.|пос\.|х\.|сел[оаіуе]|селах|сіл|сёл|селищ[еаі]|хутора?|хутор[іе]|хутір|деревн[яиюе]"
    r"|пос[её]л(?:ок|ка|ке)|насел[её]нн?ый пункт|насел[её]нные пункты|насел[её]нных пункт(?:ов|ах)"
    r"|населений пункт|населеного пункту|населені пункти|населених пунктів"
)
_ANNOUNCED = re.compile(
    r"(?:\b(?:village|town|hamlet|settlement)s?\s+of\s+|\b(?:villages|settlements|hamlet)\s+"
    rf"|(?<!\w)(?:{_VILLAGE})(?:\s+\S+\s+(?:области|області|района|району))?:?\s*)[«\"“]?({_NAME})"
)
_CALLED = re.compile(rf"(?<!\w)(?!The\s|A\s)({_NAME})\s+(?:[Vv]illage|[Hh]amlet)\b(?! of)")
_LISTED = re.compile(
    rf"[»\"”]?(?:,?\s+(?:and|та|і|й|и|а также|а також|as well as)\s+(?:of\s+)?|,\s+)[«\"“]?({_NAME})"
)
# "seized Dalne", "окупував Желанне Друге,": a name that nothing but the end of its phrase follows.
_TAKEN = re.compile(
    rf"\s+[«\"“]?({_NAME})(?=\s*(?:[,.;:!?)»”\"\n]|$)|\s+(?:[–—(]|(?:and|in|near|on|after|as|from|which|according|during|by"
    r"|but|while|та|і|й|у|в|на|біля|поблизу|після|що|и|возле|вблизи|после|что|под|під)\b))"
)
_AND = re.compile(r"[»\"”]?(?:,\s+|,?\s+(?:and|та|і|й|и)\s+)[«\"“]?")
_BESIDE = re.compile(
    r"\b(?:near|outside|біля|поблизу|неподалік|возле|вблизи"
    rf"|(?:північніше|південніше|східніше|західніше)|(?:севернее|южнее|восточнее|западнее))\s+[«\"“]?(?=\w[a-zа-яіїєґё])({_NAME})"
)
_TAKING = frozenset({"captured", "liberated", "recaptured"})
_OF_TOWNS = frozenset({"evacuation"})
_VAGUE = re.compile(
    r"\b(?:other|various|several|many|some|all|certain|different)"
    r"\s+(?:areas?|parts?|sectors?|sections?|stretches)\s+of\s+the\s+front(?:\s*line)?\b"
    r"|\b(?:інш|кілько|деяк|окрем|різн|всі|усі)\w*\s+(?:ділян[ок]|частин|напрямк)\w*(?:\s+фронту)?\b"
    r"|\b(?:друг|нескольк|некотор|отдельн|разн|все)\w*\s+(?:участ|част|направлени)\w*(?:\s+фронта)?\b",
    re.IGNORECASE,
)


def _announced(text: str) -> Iterator[tuple[int, int]]:
    """Yield the names after "the village of", and those listed after "the villages of"."""
    for match in _ANNOUNCED.finditer(text):
        yield match.span(1)
        following = _LISTED.match(text, match.end())
        while following:
            yield following.span(1)
            following = _LISTED.match(text, following.end())
    if "illage" in text or "amlet" in text:
        yield from (match.span(1) for match in _CALLED.finditer(text))


def _captured(text: str, hits: Mapping[str, Sequence[Hit]]) -> Iterator[tuple[int, int]]:
    """Yield the names right after "captured", «эвакуируют», and those listed with them."""
    for hit in hits["events"]:
        # Of other verbs only where a name cannot be a day of the week, as it can in English.
        wanted = hit.meaning in _TAKING or (hit.meaning in _OF_TOWNS and not hit.text.isascii())
        match = _TAKEN.match(text, hit.end) if wanted else None
        if match is None or match[1].isascii() != hit.text.isascii():
            continue
        yield match.span(1)
        following = _LISTED.match(text, match.end(1))
        while following:
            yield following.span(1)
            following = _LISTED.match(text, following.end())


def _of_nobody(
    spans: Iterator[tuple[int, int]], hits: Mapping[str, Sequence[Hit]]
) -> Iterator[tuple[int, int]]:
    """Leave out the names that a lexicon knows as troops, arms or somebody who speaks."""
    meets = _meeting((h.start, h.end) for topic, found in hits.items() if topic != "events" for h in found)
    return ((start, end) for start, end in spans if not meets(start, end))


def _meeting(spans: Iterable[tuple[int, int]]) -> Callable[[int, int], bool]:
    """Give a function that says whether a stretch overlaps one of the spans, in logarithmic time."""
    ordered = sorted(spans)
    reached = [0, *accumulate((end for _, end in ordered), max)]
    return lambda start, end: reached[bisect_left(ordered, (end, 0))] > start


def _continued(text: str, known: Sequence[Resolution]) -> Iterator[tuple[int, int]]:
    """Yield the unknown names in a list of at least two known settlements: "near A, B and C"."""
    before: Toponym | None = None
    read = 0
    for toponym in (r.toponym for r in known if r.toponym.kind == "settlement"):
        if before is not None and toponym.end > read and _AND.fullmatch(text, before.end, toponym.start):
            following = _LISTED.match(text, toponym.end)
            while following:
                read = following.end()
                yield following.span(1)
                following = _LISTED.match(text, following.end())
        before = toponym


def _beside(text: str) -> Iterator[tuple[int, int]]:
    """Yield the names right after "near"."""
    return (match.span(1) for match in _BESIDE.finditer(text))


def unlocated(text: str, known: Sequence[Resolution], hits: Mapping[str, Sequence[Hit]]) -> list[Resolution]:
    """Return an unplaced resolution for each such name or stretch that no known toponym covers."""
    taken = _meeting((r.toponym.start, r.toponym.end) for r in known)
    announced = dict.fromkeys(
        (
            *_announced(text),
            *_of_nobody(chain(_captured(text, hits), _continued(text, known), _beside(text)), hits),
        )
    )
    spans = [(span, "settlement", "not in the gazetteer") for span in announced]
    spans += [(match.span(), "vague", "no place is named") for match in _VAGUE.finditer(text)]
    found = []
    for (start, end), kind, reason in spans:
        if text[start:end].isupper() or taken(start, end):
            continue  # "в ОТУ «Донецьк»" names no village
        toponym = Toponym(start, end, text[start:end], kind, "in", None, ())
        found.append(Resolution(toponym, None, 0.0, (), (reason,)))
    return found
