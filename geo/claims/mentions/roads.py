"""Places that a road, a line or a train is named after: "the Pokrovsk–Kostiantynivka highway"."""

from __future__ import annotations

import re

from geo.claims.mentions.case import Case

_NAME = r"[«\"“]?·+[»\"”]?"
_DASH = r"\s*[–—-]\s*"
_WAY = (
    r"(?:road|highway|motorway|railway|railroad|rail line|route|line|train|bus|ferry|flight|pipeline"
    r"|трас\w+|дорог\w*"
    r"|автодорог\w*|автотрас\w+|автомагістрал\w+|автомагистрал\w+|шосе|шоссе|залізниц\w+|маршрут\w*|рейс\w*"
    r"|поїзд\w*"
    r"|потяг\w*|поезд\w*|электричк\w+|електричк\w+|ветк\w+|гілк\w+|газопровод\w*|газопровід|автобус\w*"
    r"|сполученн\w+|сообщени\w+)"
)
# A chain of names with dashes, the way named before or behind it.
_CHAIN = re.compile(
    rf"(?<!\w)(?:{_WAY}\s+(?:[\w№#-]+\s+)?{_NAME}(?:{_DASH}{_NAME})++"
    rf"|{_NAME}(?:{_DASH}{_NAME})++\s+(?:\w+\s+)?{_WAY})(?!\w)",
    re.IGNORECASE,
)
# Only beside a dash is a name worth the search.
_DASHED = re.compile(rf"[»\"”]?{_DASH}[«\"“]?·")
_AFTER_DASH = re.compile(rf"·[»\"”]?{_DASH}[«\"“]?$")
_FAR = 120  # letters of such a chain on either side of the name


def of_a_road(case: Case) -> str:
    """ "The Dobropillia–Kramatorsk highway", «дорога Суджа – Юнаковка», "a Kyiv–Lviv train": its ends."""
    masked, start, end = case.analysis.masked, case.toponym.start, case.toponym.end
    if not (_DASHED.match(masked, end) or case.before(_AFTER_DASH)):
        return ""
    first, last = max(case.sentence.start, start - _FAR), min(case.sentence.end, end + _FAR)
    own = any(chain.start() <= start < chain.end() for chain in _CHAIN.finditer(masked, first, last))
    return "an end of a road" if own else ""
