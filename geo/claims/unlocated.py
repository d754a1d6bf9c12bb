"""Places that cannot be located, kept unplaced and visible.

A village that the text calls one and the gazetteer does not know; a stretch of front without a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from geo.geocode import Resolution
from geo.toponyms import Toponym

_NAME = r"[A-ZА-ЯІЇЄҐЁ][\w'’ʼ]+(?:[-–][A-ZА-ЯІЇЄҐЁ]?[\w'’ʼ]+)*(?:\s+[A-ZА-ЯІЇЄҐЁ][\w'’ʼ]+)?"
_ANNOUNCED = re.compile(
    r"(?:\b(?:village|town|hamlet|settlement)s?\s+of\s+|\b(?:villages|settlements|hamlet)\s+"
    r"|(?<!\w)(?:с\.|смт\.?|н\.\s?п\.|д\.|пос\.|х\.|сел[оаіу]|селище|селища|селищі|хутір|хутора|хуторі|села|селах"
    r"|селе|деревн[яиюе]|пос[её]лок|пос[её]лка|пос[её]лке|хутор|хуторе|населённый пункт|населенный пункт"
    r"|населені пункти|населених пунктів|населённые пункты|населенные пункты|сёл|сіл|населений пункт|населеного пункту)\s*)"
    rf"[«\"“]?({_NAME})",
)

_LISTED = re.compile(rf"[»\"”]?(?:,\s+|,?\s+(?:and|та|і|й|и)\s+)[«\"“]?({_NAME})")
_VAGUE = re.compile(
    r"\b(?:other|various|several|many|some|all|certain|different)\s+(?:areas?|parts?|sectors?|sections?|stretches)"
    r"\s+of\s+the\s+front(?:\s*line)?\b"
    r"|\b(?:інш\w+|кілько\w+|деяк\w+|окрем\w+|різн\w+|всі\w*|усі\w*)\s+(?:ділянк\w+|частин\w+|напрямк\w+)(?:\s+фронту)?\b"
    r"|\b(?:друг\w+|нескольк\w+|некотор\w+|отдельн\w+|разн\w+|все\w*)\s+(?:участк\w+|част\w+|направлени\w+)(?:\s+фронта)?\b",
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
