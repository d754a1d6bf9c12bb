"""Decide by the words around it whether a name stands for a place.

Points are added up, here and in `persons`, and compared with `ACCEPTED`. A village named alone begins just
above it (1.2, and 0.25 for each power of ten of its inhabitants); a preposition or a list adds 1.5, a kind
word 2 to 4; what speaks for a word or a person takes off as much, 4 to 5 where it leaves hardly a doubt.
The points were set by hand and corrected where errors on the development corpora asked for it.
"""

import math
from functools import cached_property

from geo.inflection import adjective_stem
from geo.names import ALIKE, VARIANT, NameIndex
from geo.toponyms.lexicon import Lexicon
from geo.toponyms.match import AND, COUNTRY, DASHES, FACILITY, REGION, SETTLEMENT, VILLAGERS, Match
from geo.toponyms.persons import Persons
from geo.toponyms.relations import preposition
from geo.toponyms.words import Words

ACCEPTED = 1.0
"""A name that reaches this score is taken for a place."""

_QUOTES = frozenset("\"«“„'‘")
_CLOSING_QUOTES = frozenset("\"»”“'’")
_ROADS = ("трас", "шосе", "шоссе", "дорог", "дороз", "автодор")
_INITIALISM = 4
_VERB_REACH = 6
_LIST_GAPS = (",", "", "–", "—")
_A_PERSON = 3.0
_KNOWN_TOWN = 15_000
_NOMINATIVE_ADJECTIVE = ("ий", "ый", "ая", "ое", "ые")
_VERBAL = ("ть", "ться", "ли", "лися", "лись", "ло", "лося", "лось", "ют", "ут", "ат", "ят", "ется", "ются")
_COMPARATIVE = ("ніше", "нее")  # взяли Даченское южнее Покровска: an adverb has no adjective
_ADJECTIVAL = ("ького", "ькі", "ские", "цкие", "ого", "ому", "ий", "ій", "ої", "их", "ими", "ая", "ой", "ую")


class Context:
    """Score the matches of one text."""

    def __init__(self, words: Words, index: NameIndex, lexicon: Lexicon, matches: list[Match]) -> None:
        self.words, self.index, self.lexicon, self.matches = words, index, lexicon, matches
        taken = {word for match in matches for word in range(match.first, match.stop)}
        self._persons = Persons(words, index, lexicon, taken)

    def accepted(self) -> list[Match]:
        """Keep the matches that the context supports."""
        matches = self.matches
        for match in matches:
            match.phrase = preposition(self.words, self.lexicon, match.first)
            match.score = self._score(match)
        people = {match.key for match in matches if match.person >= _A_PERSON}
        for match in matches:
            if match.key in people and not match.kind_word:
                match.score -= 2.0  # "Mrs. Lincoln … Lincoln said"
        sure = [match for match in matches if match.score >= ACCEPTED]
        if len(sure) < len(matches):
            stops, starts = {match.stop for match in sure}, {match.first for match in sure}
            for match in matches:
                if match.score < ACCEPTED and self._in_list(match, stops, starts):
                    match.score += 1.5
        return [match for match in matches if match.score >= ACCEPTED]

    @cached_property
    def _theatre(self) -> bool:
        """Whether at least half of the names may be of Ukraine or Russia: then small villages count."""
        country, matches = self.index.country, self.matches
        own = sum(country(match.readings[0].row) in ("UA", "RU") for match in matches if match.readings)
        return own * 2 >= len(matches)

    # --- is it a place? -----------------------------------------------------------------------------------

    def _score(self, match: Match) -> float:
        words, lexicon = self.words, self.lexicon
        if not match.readings:
            return ACCEPTED
        if match.kind_word and (match.adjective or match.kind in ("facility", "district", "region")):
            return 5.0
        keys, first, stop = words.keys, match.first, match.stop
        latin = keys[first].isascii()
        score = self._prior(match, latin)
        relation = lexicon.relations.get(match.phrase)
        if not match.kind_word and self._hopeless(match, latin):
            return -5.0
        if match.kind_word:
            score += 4.0 if match.kind_word in ("settlement", "airfield", "port") else 2.0
        elif relation:
            score += 2.0 if latin else 1.5
        elif first and keys[first - 1] in lexicon.takings:
            score += 1.5
        if stop - first > 1:
            score += 1.5
        fate = not latin and match.nominative and self._fate_follows(stop)
        if fate:
            score += 2.5
        risk = lexicon.risky.get(match.key, 0.0) * self._doubt(match)
        if risk:
            score -= risk * (0.4 if not latin and first and not words.begins(first) else 1.0)
        elif not latin and match.key in lexicon.dictionary:
            score -= self._of_word(match) if words.begins(first) or words.upper else 0.15
        if self._acronym(match):
            score -= 3.0
        match.person = self._persons.weigh(match, latin, bool(relation))
        score -= match.person
        score -= self._organisation(match)
        if not latin and not fate and self._modifies(match, bool(relation)):
            score -= 4.0
        return score

    def _fate_follows(self, stop: int) -> bool:
        """Say whether the text tells right behind a name in whose hands it is: Рубежное уже под контролем."""
        words, lexicon = self.words, self.lexicon
        if stop < words.size and words.keys[stop] in lexicon.adverbs and not words.gaps[stop - 1].strip():
            stop += 1
        if stop >= words.size or words.gaps[stop - 1].strip():
            return False
        return words.keys[stop] in lexicon.fates or " ".join(words.keys[stop : stop + 2]) in lexicon.holds

    def _of_word(self, match: Match) -> float:
        """Weigh that a name at the head of a sentence is also a word: less where a town is called so."""
        row = match.readings[0].row
        town = self.index.population[row] >= _KNOWN_TOWN and self.index.country(row) in ("UA", "RU")
        return 0.9 if town and not match.key.endswith(_ADJECTIVAL + _NOMINATIVE_ADJECTIVE) else 2.0

    def _prior(self, match: Match, latin: bool) -> float:
        row = match.readings[0].row
        kind = self.index.kind[row]
        if kind in (COUNTRY, REGION):
            return 2.5
        if kind != SETTLEMENT:
            return 2.0
        size = math.log10(self.index.population[row] + 1)
        if latin:
            generated = all(reading.tags & VARIANT for reading in match.readings)
            return 0.35 * size - 0.3 + (1.4 if self._theatre else 0.0) - (0.5 if generated else 0.0)
        tags = match.readings[0].tags
        if tags & ALIKE == ALIKE:
            return 0.1 + 0.2 * size
        return (1.0 if tags & VARIANT else 1.2) + 0.25 * size

    def _hopeless(self, match: Match, latin: bool) -> bool:
        """Say whether a name is too short, a mere compass word, or the adjective of a nation."""
        key, lexicon = match.key, self.lexicon
        if key in lexicon.streets and not latin:
            return True
        if key in lexicon.never:
            return not (match.first and self.words.gaps[match.first - 1].strip() == ",")
        kind = self.index.kind[match.readings[0].row]
        if kind == FACILITY and key in lexicon.kinds:  # ТЕЦ alone is none that we know
            return True
        if len(key) <= 2:
            return not (latin and kind in (COUNTRY, REGION) and self._abbreviation(match, kind))
        if latin:
            return lexicon.compass.issuperset(key.split())
        adjective = (adjective_stem(key) or "") in lexicon.nations
        return kind == SETTLEMENT and adjective and (not match.phrase or self._noun_follows(match))

    def _noun_follows(self, match: Match) -> bool:
        """Say whether a word follows at once: Українська армія, but біля Українська."""
        words, stop = self.words, match.stop
        return stop < words.size and not words.gaps[stop - 1].strip() and words.keys[stop] not in AND

    def _abbreviation(self, match: Match, kind: int) -> bool:
        """Say whether two capitals stand for a country, or after a comma for a state ("Paris, TX")."""
        words, first = self.words, match.first
        text = words.text[match.start : match.end]
        if kind == COUNTRY:
            return text.isupper() and not words.upper
        if "." in text and match.key in self.lexicon.dotted:
            return True
        return first > 0 and words.gaps[first - 1].strip(" \u00a0\n") == ","

    def _doubt(self, match: Match) -> float:
        """Scale the risk of a homonym by the size of the place: London is not taken for a surname."""
        row = match.readings[0].row
        kind = self.index.kind[row]
        if kind == COUNTRY:
            return 0.0 if match.key not in self.lexicon.first_names else 0.7
        if kind == REGION:
            return 0.5
        size = math.log10(self.index.population[row] + 1)
        return min(1.0, max(0.0, 3.0 - size / 2.0)) if size > 4 else 1.0

    def _acronym(self, match: Match) -> bool:
        words = self.words
        text = words.text[match.start : match.end]
        return (
            len(text) <= _INITIALISM
            and text.isupper()
            and not words.upper
            and self.index.kind[match.readings[0].row] == SETTLEMENT
        )

    def _modifies(self, match: Match, placed: bool) -> bool:
        """Say whether a name in adjectival form belongs to the noun after it: Чорноморського флоту."""
        words, stop = self.words, match.stop
        if stop >= words.size or words.gaps[stop - 1].strip():
            return False
        key, following = words.keys[stop - 1], words.keys[stop]
        stem = adjective_stem(key)
        if following in self.lexicon.institutions or (stem and following in self.lexicon.streets):
            return bool(stem) or key.endswith(_ADJECTIVAL)
        if stem and any(kind.after for kind in self.lexicon.kinds.get(following, ())):
            return True  # Київського мосту, of which no city is known
        if match.kind_word:
            return False
        if not stem:
            word = match.key in self.lexicon.words and match.key.endswith(_NOMINATIVE_ADJECTIVE)
            noun = word and not words.caps[stop] and len(words.keys[stop]) > 2  # под Новый год
            return noun or (words.begins(match.first) and self._common_adjective(match))
        if words.caps[stop] or not (key.endswith(_ADJECTIVAL) or self.index.find(stem) < 0):
            return False
        verb = following in self.lexicon.speech or following in self.lexicon.helpers
        verb = verb or following.endswith(_VERBAL + _COMPARATIVE)
        return not placed and len(following) > 3 and not verb

    def _common_adjective(self, match: Match) -> bool:
        """Tell the adjective of a noun at the head of a sentence from a village: Ключовий аеродром."""
        words, stop = self.words, match.stop
        small = self.index.population[match.readings[0].row] < VILLAGERS
        noun = not words.caps[stop] and len(words.keys[stop]) > 3
        return small and noun and match.kind == "settlement" and match.key.endswith(_NOMINATIVE_ADJECTIVE)

    def _organisation(self, match: Match) -> float:
        """Weigh the signs of an organisation, a ship, a pipeline, a street (угруповання «Схід»)."""
        words, lexicon = self.words, self.lexicon
        first, stop, keys = match.first, match.stop, words.keys
        quoted = match.start > 0 and words.text[match.start - 1] in _QUOTES
        weight = 0.0
        if quoted and not match.kind_word:
            weight += self._quoted(match)
        elif first and not match.kind_word:
            gap = words.gaps[first - 1]
            near = keys[max(0, first - 2) : first]
            begun = words.text[words.starts[first - 1] - 1 : words.starts[first - 1]]
            if begun in _QUOTES and near[-1] in lexicon.organisations:
                weight += 4.0  # «Легион Свободы»
            elif not gap.strip(" .\u00a0") and (
                near[-1] in lexicon.streets or near[-1] in lexicon.named_after
            ):
                weight += 4.0
        if stop < len(keys) and not words.gaps[stop - 1].strip(" \u00a0."):
            phrase = keys[stop]
            street = phrase in lexicon.streets
            if keys[first].isascii() and phrase in lexicon.organisations and (words.caps[stop] or not street):
                weight += 4.0
        return weight

    def _quoted(self, match: Match) -> float:
        """Weigh that a name stands in quotes: what is called so, and what it does, tell."""
        words, lexicon, first, stop = self.words, self.lexicon, match.first, match.stop
        closed = words.text[match.end : match.end + 1] in _CLOSING_QUOTES
        if self._road(stop) or self.index.kind[match.readings[0].row] != SETTLEMENT:
            return 0.0
        near = () if words.begins(first) else words.keys[max(0, first - 2) : first]
        speaks = stop < words.size and words.keys[stop] in lexicon.speech | lexicon.stances
        if speaks or not lexicon.organisations.isdisjoint(near):
            return 4.0
        if not closed and self._speech_goes_on(stop):
            return 0.0
        return 1.5 if match.phrase or not closed else 3.0

    def _speech_goes_on(self, stop: int) -> bool:
        """Tell speech that begins with a place («Работино взято») from a name of two words («Чехов сад»)."""
        words = self.words
        if stop >= words.size or words.caps[stop] or words.gaps[stop - 1].strip():
            return False
        ends = words.text[words.ends[stop] :][:1] in _CLOSING_QUOTES
        return not ends or self._fate_follows(stop)

    def _road(self, stop: int) -> bool:
        """Say whether a road is named by its ends: трасса «Рыльск — Дурово»."""
        words = self.words
        if stop >= words.size or not words.caps[stop] or words.gaps[stop - 1].strip() not in DASHES:
            return False
        return any(key.startswith(_ROADS) for key in words.keys[max(0, stop - _VERB_REACH) : stop])

    def _in_list(self, match: Match, stops: set[int], starts: set[int]) -> bool:
        """Say whether a comma or a conjunction joins the match to a sure place."""
        words = self.words
        for neighbour, gap_at in ((match.first, match.first - 1), (match.first - 1, match.first - 2)):
            if neighbour in stops and gap_at >= 0 and words.gaps[gap_at].strip() in _LIST_GAPS:
                return True
        after = match.stop
        if after < words.size:
            gap = words.gaps[after - 1].strip()
            if gap == "," and after in starts:
                return True
            if gap == "" and words.keys[after] in AND and after + 1 in starts:
                return True
        return False
