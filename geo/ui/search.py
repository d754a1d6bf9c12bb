"""Full-text search over claims: by the place's name and the words, and by a district or region that is typed.

Every claim of Sudzhansky District holds the letters "Sudzha": who searches for Sudzha wants the town and
what is said of it. A district or region counts when it is typed as such ("Sudzha district", "Kursk oblast").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Mask = NDArray[np.bool_]

_NAMES = ("place", "place_uk", "place_ru")
_WORDS = ("claimant", "quote", "summary", "title", "source_name")
_AREAS = ("district", "region")
_SHORTEST = 3  # letters from which a word can begin the name of an area
_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_WORD = re.compile(r"[\w\u0306]+(?:-[\w\u0306]+)*")  # й is folded to и and a breve
_ACCENTS = r"[\x{0301}\x{0308}'’ʼ`]"


def fold(text: str) -> str:
    """Lower-case a text and drop accents and apostrophes, so that searches forgive them."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in spread if letter not in "\u0301\u0308'’ʼ`")


#: Words that say what kind of area a name means.
_KINDS = frozenset(
    fold(
        "district raion oblast region krai republic community municipality "
        "район області область обл край громада республіка области община республика"
    ).split()
)


def terms(query: str) -> tuple[list[str], list[str]]:
    """Split a search into wanted and unwanted terms; quotes hold words together, minus excludes."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, word in _TERM.findall(query):
        term = fold(phrase or word).strip(" (),;:")
        if term and term != "-":
            (unwanted if minus else wanted).append(term)
    return wanted, unwanted


class Texts:
    """Texts of rows, each looked at once: many claims share a place or a sentence."""

    def __init__(self, rows: pa.Array) -> None:
        encoded = rows.dictionary_encode()
        self.texts = encoded.dictionary
        self._codes = encoded.indices.to_numpy(zero_copy_only=False)

    def hold(self, term: str, *, whole: bool) -> Mask:
        """Tell which rows hold a term, a `whole` one not as a part of a word."""
        hits = np.array(pc.match_substring(self.texts, term).to_numpy(zero_copy_only=False), dtype=bool)
        if whole:
            at = np.flatnonzero(hits)
            word = rf"(^|[^\pL\pN\pM]){re.escape(term)}($|[^\pL\pN\pM])"
            found = pc.match_substring_regex(self.texts.take(pa.array(at)), word)
            hits[at] = found.to_numpy(zero_copy_only=False)
        rows: Mask = hits[self._codes]
        return rows


class Search:
    """What searches look at in a table of events, folded once."""

    def __init__(
        self, events: pd.DataFrame, spellings: Callable[[str], Sequence[str]] = lambda name: ()
    ) -> None:
        """Fold a table; `spellings` are the names of a district or region in other languages."""
        self._events, self._spellings = events, spellings
        self._areas = {name: pd.factorize(events[name].astype(object)) for name in _AREAS}

    @cached_property
    def _names(self) -> Texts:
        """The names of each row's place. What stands in brackets tells namesakes apart: it is no name."""
        return Texts(_folded(self._events, _NAMES, r"\s*\([^)]*\)"))

    @cached_property
    def _words(self) -> Texts:
        return Texts(_folded(self._events, _WORDS, r"['’]s\b"))

    @cached_property
    def _known(self) -> frozenset[str]:
        """Every name of a place."""
        return frozenset(name for line in self._names.texts.to_pylist() for name in line.split("\n"))

    @cached_property
    def _area_words(self) -> dict[str, list[tuple[str, ...]]]:
        """Area → its own words in each language."""
        areas = {name for _, names in self._areas.values() for name in names if name}
        return {name: [_own_words(each) for each in (name, *self._spellings(name))] for name in areas}

    def warm(self) -> None:
        """Make beforehand what the first search would wait for."""
        self._says("\n")
        _areas = self._area_words

    def rows(self, query: str) -> Mask:
        """Tell which rows hold every wanted term and no unwanted one."""
        found = np.ones(len(self._events), dtype=bool)
        wanted, unwanted = terms(query)
        meant = self._meant(wanted)
        for term in wanted:
            found &= self._says(term) | self._lies_in(term, meant)
        for term in unwanted:
            found &= ~(self._says(term) | self._lies_in(term, self._meant([term])))
        return found

    def at_place(self, query: str) -> Mask:
        """Tell which rows stand at a place whose name holds every wanted term; none without terms."""
        wanted, _ = terms(query)
        found = np.full(len(self._events), bool(wanted))
        for term in wanted:
            found &= self._names.hold(term, whole=term in self._known)
        return found

    def around(self, query: str, rows: Mask) -> dict[str, int]:
        """Count the rows in each district and region whose name begins with what was searched for.

        Areas that the search means already, and those without rows, are left out; the smallest come first.
        """
        wanted, _ = terms(query)
        meant = self._meant(wanted)
        stems = tuple(term for term in wanted if len(term) >= _SHORTEST)
        begun = {
            name
            for name, spellings in self._area_words.items()
            if name not in meant and any(word.startswith(stems) for words in spellings for word in words)
        }
        counts: dict[str, int] = {}
        for codes, names in self._areas.values():
            found = np.bincount(codes[rows & (codes >= 0)], minlength=len(names))
            counts |= {name: int(n) for name, n in zip(names, found, strict=True) if name in begun and n}
        return dict(sorted(counts.items(), key=lambda each: each[1]))

    def _says(self, term: str) -> Mask:
        """Tell which rows hold a term: a word that names a place as a whole word, another as a part, too."""
        whole = term in self._known
        return self._names.hold(term, whole=whole) | self._words.hold(term, whole=whole)

    def _meant(self, wanted: list[str]) -> Mapping[str, tuple[str, ...]]:
        """Return the areas that terms name, each with its words.

        Their kind is said, too ("Sudzha district"), unless no place bears the name ("Sudzhansky").
        """
        typed = {word for term in wanted for word in _WORD.findall(term)}
        kind = not typed.isdisjoint(_KINDS)
        own = {word for word in typed - _KINDS if len(word) >= _SHORTEST}
        meant = {}
        for name, spellings in self._area_words.items():
            for words in spellings:
                begun = all(any(word.startswith(each) for each in own) for word in words)
                alone = typed.issuperset(words) and " ".join(words) not in self._known
                if words and (alone or (kind and begun)):
                    meant[name] = words
        return meant

    def _lies_in(self, term: str, meant: Mapping[str, tuple[str, ...]]) -> Mask:
        """Tell which rows lie in a district or region that is meant, for a term that is of its name."""
        found = np.zeros(len(self._events), dtype=bool)
        for codes, names in self._areas.values():
            held = [name in meant and _is_of(term, meant[name]) for name in names]
            if any(held):
                found |= np.append(held, False)[codes]  # a row without an area has the code -1
        return found


def _folded(events: pd.DataFrame, columns: tuple[str, ...], without: str) -> pa.Array:
    """Join columns to one folded text a row, without what a pattern matches."""
    texts = [pa.array(events[name].astype(object), pa.large_string()) for name in columns]
    between = pa.scalar("\n", pa.large_string())
    joined = pc.utf8_lower(pc.binary_join_element_wise(*texts, between, null_handling="skip"))
    plain = pc.utf8_normalize(pc.replace_substring_regex(joined, without, ""), "NFKD")
    return pc.replace_substring_regex(plain, _ACCENTS, "")


def _own_words(area: str) -> tuple[str, ...]:
    """Return the words of an area's name without those that say its kind."""
    return tuple(word for word in _WORD.findall(fold(area)) if word not in _KINDS)


def _is_of(term: str, words: tuple[str, ...]) -> bool:
    """Tell whether each word of a term says the kind of an area or begins a word of its name."""
    return all(word in _KINDS or any(each.startswith(word) for each in words) for word in _WORD.findall(term))
