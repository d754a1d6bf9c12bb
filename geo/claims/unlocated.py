"""Places that cannot be located, kept unplaced and visible.

A village that the text calls one and the gazetteer does not know; a stretch of front without a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from geo.geocode import Resolution
from geo.toponyms import Toponym

_NAME = r"(?:\d-[йя]\s)?[A-ZА-ЯІЇЄҐЁ][\w'’ʼ]+(?:[-–][A-ZА-ЯІЇЄҐЁ]?[\w'’ʼ]+)*(?:\s+[A-ZА-ЯІЇЄҐЁ][\w'’ʼ]+)?"
_VILLAGE = (
    r"с\.|смт\.?|н\.\s?п\.|д\.|пос\.|х\.|сел[оаіуе]|селах|сіл|сёл|селищ[еаі]|хутора?|хутор[іе]|хутір|деревн[яиюе]"
    r"|пос[её]л(?:ок|ка|ке)|насел[её]нн?ый пункт|насел[её]нные пункты|насел[её]нных пункт(?:ов|ах)"
    r"|населений пункт|населеного пункту|населені пункти|населених пунктів"
)
_ANNOUNCED = re.compile(
    r"(?:\b(?:village|town|hamlet|settlement)s?\s+of\s+|\b(?:villages|settlements|hamlet)\s+"
    rf"|(?<!\w)(?:{_VILLAGE})(?:\s+\S+\s+(?:области|області|района|району))?:?\s*)[«\"“]?({_NAME})"
)
_LISTED = re.compile(rf"[»\"”]?(?:,\s+|,?\s+(?:and|та|і|й|и)\s+)[«\"“]?({_NAME})")
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


def unlocated(text: str, known: Sequence[Resolution]) -> list[Resolution]:
    """Return an unplaced resolution for each such name or stretch that no known toponym covers."""
    taken = [(r.toponym.start, r.toponym.end) for r in known]
    spans = [(span, "settlement", "not in the gazetteer") for span in _announced(text)]
    spans += [(match.span(), "vague", "no place is named") for match in _VAGUE.finditer(text)]
    found = []
    for (start, end), kind, reason in spans:
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        toponym = Toponym(start, end, text[start:end], kind, "in", None, ())
        found.append(Resolution(toponym, None, 0.0, (), (reason,)))
    return found
