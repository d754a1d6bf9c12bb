"""Villages that a text names as such and the gazetteer does not know: kept, unplaced and visible."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.geocode import Resolution
from geo.toponyms import Toponym

_NAME = r"[A-ZА-ЯІЇЄҐЁ][\w'’ʼ]+(?:[-–][A-ZА-ЯІЇЄҐЁ]?[\w'’ʼ]+)*(?:\s+[A-ZА-ЯІЇЄҐЁ][\w'’ʼ]+)?"
_ANNOUNCED = re.compile(
    r"(?:\b(?:village|town|hamlet|settlement)s?\s+of\s+|\bhamlet\s+"
    r"|(?<!\w)(?:с\.|смт\.?|н\.\s?п\.|д\.|пос\.|х\.|сел[оаіу]|селище|селища|селищі|хутір|хутора|хуторі|села|селах"
    r"|селе|деревн[яиюе]|пос[её]лок|пос[её]лка|пос[её]лке|хутор|хуторе|населённый пункт|населенный пункт"
    r"|населений пункт|населеного пункту)\s*)"
    rf"[«\"“]?({_NAME})",
)


def unlocated(text: str, known: Sequence[Resolution]) -> list[Resolution]:
    """Return an unplaced resolution for each name after "the village of" that no known toponym covers."""
    taken = [(r.toponym.start, r.toponym.end) for r in known]
    found = []
    for match in _ANNOUNCED.finditer(text):
        start, end = match.span(1)
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        toponym = Toponym(start, end, match[1], "settlement", "in", None, ())
        found.append(Resolution(toponym, None, 0.0, (), ("not in the gazetteer",)))
    return found
