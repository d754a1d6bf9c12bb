"""Weigh the signs that a name is a person's: a first name, an office, a title, a verb of speech.

The points are those of `context`, where they are taken off.
"""

import re

from geo.names import VARIANT, NameIndex
from geo.toponyms.lexicon import Lexicon
from geo.toponyms.match import DASHES, VILLAGERS, Match
from geo.toponyms.words import Words

_INITIAL = re.compile(r"(?:^|\s)[^\W\d_]\.\s?$")
_OFFICE_REACH = 3
_ACCORDING = ("словам", "словами", "слів")
_OF_WOMEN = ("ова", "ева", "єва", "ина", "іна", "їна", "ська", "ская", "цька", "цкая")
_SPEAKING_CITY = 100_000
_VERB_REACH = 6


class Persons:
    """Weigh the matches of one text; `taken` are the words that belong to matches."""

    def __init__(self, words: Words, index: NameIndex, lexicon: Lexicon, taken: set[int]) -> None:
        self.words, self.index, self.lexicon, self.taken = words, index, lexicon, taken

    def weigh(self, match: Match, latin: bool, placed: bool) -> float:
        """Weigh the signs of a person's name: a first name, title or initial before it, a surname after."""
        words, lexicon = self.words, self.lexicon
        keys, caps, first, stop = words.keys, words.caps, match.first, match.stop
        weight = 0.0
        if first and keys[first - 1] in lexicon.titles and words.gaps[first - 1] == ". ":
            weight += 4.0  # Mrs. Lincoln
        elif first and not words.begins(first):
            gap = words.gaps[first - 1].strip()
            before = keys[first - 1]
            if not gap:
                if before in lexicon.first_names and caps[first - 1] and first - 1 not in self.taken:
                    weight += 5.0
                elif before in lexicon.first_names and caps[first - 1]:
                    weight += 3.0
                elif before in lexicon.titles and ((latin and caps[first - 1]) or match.nominative):
                    weight += 4.0 if latin else 1.5
                elif caps[first - 1] and first - 1 not in self.taken and before not in lexicon.kinds:
                    weight += self._surname(match, latin, placed)
        if first and keys[first - 1] in _ACCORDING and not match.kind_word:
            weight += 4.0  # по словам Смирнова
        if not latin and self._holds_office(match):
            weight += 4.0
        initial = first and not match.kind_word and "." in words.gaps[first - 1]
        if initial and _INITIAL.search(words.text, max(0, match.start - 4), match.start):
            weight += 4.0
        if stop < len(keys) and caps[stop] and not words.gaps[stop - 1].strip() and words.gaps[stop - 1]:
            following = keys[stop]
            if match.key in lexicon.first_names and following not in lexicon.kinds:
                weight += 4.0
            elif match.key in lexicon.surnames and latin:
                weight += 0.5
            elif latin and stop not in self.taken and following in lexicon.surnames and not placed:
                weight += 1.0
        small = self.index.population[match.readings[0].row] < _SPEAKING_CITY and match.kind == "settlement"
        if small and not match.kind_word and self._signs(match):
            weight += 2.5
        speaks = stop < len(keys) and keys[stop] in lexicon.speech
        speaks = speaks and (match.nominative or self._woman_speaks(match))
        if small and speaks and not words.gaps[stop - 1].strip() and not placed:
            weight += 2.5  # Smirnov said
        return weight

    def _woman_speaks(self, match: Match) -> bool:
        """Say whether a woman's surname, the genitive of a village, has a verb: Захарова обвинила."""
        verb = self.words.keys[match.stop]
        return match.key.endswith(_OF_WOMEN) and verb.endswith("ла")

    def _holds_office(self, match: Match) -> bool:
        """Say whether an office stands before a surname: голова ОВА Чаус, глава Крыма Аксёнов."""
        words, first = self.words, match.first
        small = self.index.population[match.readings[0].row] < _SPEAKING_CITY
        surname = small and match.kind == "settlement" and not match.kind_word
        if not first or not surname:
            return False
        for before in range(first - 1, max(-1, first - 1 - _OFFICE_REACH), -1):
            if words.gaps[before].strip():
                return False
            if words.keys[before] in self.lexicon.officials:
                return before < first - 1 or match.nominative  # not мэр Харькова
            if not words.caps[before]:
                return False
        return False

    def _signs(self, match: Match) -> bool:
        """Say whether a name stands where headlines name the speaker: заявив Рогов; … — Садовий."""
        words, first = self.words, match.first
        nominative = match.nominative
        if not first:  # Лисогор: на Луганщині …
            plain = nominative and not match.readings[0].tags & VARIANT
            return not plain and words.gaps[match.stop - 1].startswith(":")
        if not nominative:
            return False
        gap = words.gaps[first - 1]
        if not gap.strip():
            verb = match.stop < words.size and words.keys[match.stop] in self.lexicon.helpers
            return words.keys[first - 1] in self.lexicon.speech and not verb  # said Sudzha had been taken
        last = match.stop == words.size or words.gaps[match.stop - 1].startswith(" ||")
        little = self.index.population[match.readings[0].row] < VILLAGERS
        near = words.keys[max(0, first - _VERB_REACH) : first]
        told = any(kind.kind == "settlement" for key in near for kind in self.lexicon.kinds.get(key, ()))
        return last and little and not told and gap.strip() in DASHES

    def _surname(self, match: Match, latin: bool, placed: bool) -> float:
        """Weigh a capital right before the name that is no place: Ллойдом Остіном, Roy Jones."""
        words, before = self.words, match.first - 1
        if words.upper:
            return 0.0
        if latin:
            return 1.5
        word = words.text[words.starts[before] : words.ends[before]]
        heads = before == 0 or words.begins(before)
        return 0.0 if heads or placed or match.kind_word or word.isupper() or len(word) < 3 else 2.0
