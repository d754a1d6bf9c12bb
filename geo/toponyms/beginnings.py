"""Tell by the form of a word alone whether a known name may begin with it; asked once a form."""

import re
from functools import lru_cache
from weakref import WeakKeyDictionary

from geo.inflection import adjective_stem
from geo.names import LIKE, SKELETON, NameIndex, alike, skeleton

MIN_SKELETON = 5
"""Shorter names are not looked up without the letters in which the languages differ."""

LAND = re.compile(r"^(\w{4,})[щч]ин(?:а|и|і|ы|е|у|ою|ой|о)$")
"""The land around a town: Нікопольщина, Белгородчина."""

# Weak: an old index goes when another is opened.
_known: "WeakKeyDictionary[NameIndex, Beginnings]" = WeakKeyDictionary()


class Beginnings:
    """The words with which names of an index may begin. `may(key)` says whether one may begin with a word."""

    def __init__(self, index: NameIndex) -> None:
        find = index.find

        def may(key: str) -> bool:
            if key.isascii() or find(key) >= 0 or key[-1] == "о" or adjective_stem(key) or LAND.match(key):
                return True
            return len(key) >= MIN_SKELETON and (
                find(SKELETON + skeleton(key)) >= 0 or find(LIKE + alike(key)) >= 0
            )

        self.may = lru_cache(maxsize=20_000)(may)


def beginnings(index: NameIndex) -> Beginnings:
    """Give the beginnings of an index, kept as long as it is."""
    known = _known.get(index)
    if known is None:
        known = _known[index] = Beginnings(index)
    return known
