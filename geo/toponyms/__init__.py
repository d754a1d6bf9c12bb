"""Find place names in Ukrainian, Russian and English text.

Windows of words are matched against the index of inflected names; the words around a match decide whether it
is a place and what the text says of it. Time is linear in the length of the text.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from geo.toponyms.context import Context
from geo.toponyms.lexicon import Lexicon
from geo.toponyms.matcher import Matcher
from geo.toponyms.record import Toponym
from geo.toponyms.relations import Relations
from geo.toponyms.words import Words

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer

__all__ = ["Toponym", "find"]


@cache
def _lexicon() -> Lexicon:
    return Lexicon()


def find(text: str, gazetteer: Gazetteer, lang: str = "") -> list[Toponym]:
    """Give the place names of `text` from left to right; countries and speaking capitals are among them.

    `lang` ("uk", "ru", "en" or "") is the language of the text; mixed texts are fine.
    """
    words, index, lexicon = Words(text), gazetteer.names, _lexicon()
    matches = Matcher(words, index, lexicon).matches()
    relations = Relations(words, lexicon)
    toponyms: list[Toponym] = []
    before, relation, distance = None, "", None
    for match in Context(words, index, lexicon, matches).accepted():
        start, end = words.span(match.start, match.end)
        said = relations.of(match)
        if said[0] != "mention" or before is None or not relations.lists(before, match):
            relation, distance = said  # else that of the item of the list before it
        before = match
        toponyms.append(Toponym(start, end, text[start:end], match.kind, relation, distance, match.rows()))
    return toponyms
