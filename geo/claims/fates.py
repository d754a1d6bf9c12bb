"""What a name and one word say together: «Суджа наша», "Угледар пал", "Lyman holds"."""

from __future__ import annotations

import re

from geo.claims.analysis import Analysis
from geo.claims.lexicon import Hit
from geo.claims.sentences import Sentence

_ONCE_MORE = (
    r"(?:(?:знову|снова|опять|вже|уже|тепер|теперь|відтепер|отныне|полностью|повністю|целиком"
    r"|again|now|is|are|all)\s+)*"
)
_END = r"(?=\s*(?:[.,!;:…)]|$)|\s+(?:і|и|та|а|but|and|after|on|in|після|после|на|у|в|уже|ще|еще|ещё)\s)"
# Stands right behind the name of a place and ends the clause → the meaning of an event word.
_FATES = {
    meaning: re.compile(rf"·[»\"”]?\s*(?:[—–-]\s*)?{_ONCE_MORE}({words}){_END}", re.IGNORECASE)
    for meaning, words in {
        "captured": r"наш[аеі]?|наши|ours",
        "lost": r"пав|упав|впав|пала|упала|впала|пало|впало|упало|пал|fell|falls",
        "held": r"тримається|держится|holds|is holding|holds firm|stands",
    }.items()
}


def fates_in(analysis: Analysis, sentence: Sentence) -> list[Hit]:
    """Return the words of a sentence that tell with the name before them who has a place."""
    found = (
        Hit(match.start(1), match.end(1), match[1], meaning)
        for meaning, pattern in _FATES.items()
        for match in pattern.finditer(analysis.masked, sentence.start, sentence.end)
    )
    return sorted(found, key=lambda hit: hit.start)
