"""Decide by the words around it whether a name stands for a place, and what is said of that place."""

import math
import re
from functools import cached_property

from geo.inflection import adjective_stem
from geo.names import ALIKE, NOMINATIVE, VARIANT, NameIndex
from geo.toponyms.lexicon import Lexicon
from geo.toponyms.match import COUNTRY, FACILITY, REGION, SETTLEMENT, Match
from geo.toponyms.words import Words

ACCEPTED = 1.0
"""A name that reaches this score is taken for a place."""

NEAR_KM = 5.0
"""Extent of "near X" where the text gives no distance."""

_QUOTES = frozenset("\"«“„'‘")
_SENTENCE_END = re.compile(r"[.!?…:|•\n—–;]")
_INITIAL = re.compile(r"(?:^|\s)[^\W\d_]\.\s?$")
_DISTANCE = re.compile(
    r"(\d{1,3}(?:[.,]\d)?)[\s\u00a0]*(?:-[а-яіїє]{2,5}[\s\u00a0]+)?(?:км|кілометр\w*|километр\w*|km|kilomet\w+|kms)\b"
)
_FROM = re.compile(
    r"\b(?:від|од|от|from|of|off|south|north|east|west|за|в|у|до|to)\b|півд|півн|схід|захід|захо|север|восто|запад|юг"
)
_ROADS = ("трас", "шосе", "шоссе", "дорог", "дороз", "автодор")
_DASHES = ("-", "–", "—")
_INITIALISM = 4
_VERB_REACH = 6
_OFFICE_REACH = 3
_ACCORDING = ("словам", "словами", "слів")
_AND = ("і", "й", "та", "и", "and")
_LIST_GAPS = (",", "", "–", "—")
_AROUND_QUOTES = " \u00a0\"«“„'‘.-"
_A_PERSON = 3.0
_SPEAKING_CITY = 100_000
_VILLAGERS = 5_000
_KNOWN_TOWN = 15_000
_NOMINATIVE_ADJECTIVE = ("ий", "ый", "ая", "ое", "ые")
_VERBAL = (
    "ть",
    "ться",
    "ють",
    "ли",
    "лися",
    "лись",
    "ло",
    "лося",
    "ют",
    "ут",
    "ат",
    "ят",
    "ется",
    "ются",
    "лось",
)
_ADJECTIVAL = ("ького", "ькі", "ские", "цкие", "ого", "ому", "ий", "ій", "ої", "их", "ими", "ая", "ой", "ую")


class Context:
    """Score the matches of one text and read their relations."""

    def __init__(self, words: Words, index: NameIndex, lexicon: Lexicon) -> None:
        self.words, self.index, self.lexicon = words, index, lexicon
        self._matches: list[Match] = []

    def accepted(self, matches: list[Match]) -> list[Match]:
        """Keep the matches that the context supports."""
        self._matches = matches
        taken = {word for match in matches for word in range(match.first, match.stop)}
        for match in matches:
            match.phrase = self._before(match.first)
            match.score = self._score(match, taken)
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
        country, matches = self.index.country, self._matches
        own = sum(country(match.readings[0].row) in ("UA", "RU") for match in matches if match.readings)
        return own * 2 >= len(matches)

    # --- is it a place? -----------------------------------------------------------------------------------

    def _score(self, match: Match, taken: set[int]) -> float:
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
        risk = lexicon.risky.get(match.key, 0.0) * self._doubt(match)
        if risk:
            score -= risk * (0.4 if not latin and first and not self._begins(first) else 1.0)
        elif not latin and match.key in lexicon.dictionary:
            score -= self._of_word(match) if self._begins(first) or words.upper else 0.15
        if self._acronym(match):
            score -= 3.0
        match.person = self._person(match, taken, latin, bool(relation))
        score -= match.person
        score -= self._organisation(match)
        if not latin and self._modifies(match, bool(relation)):
            score -= 4.0
        return score

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
        return stop < words.size and not words.gaps[stop - 1].strip() and words.keys[stop] not in _AND

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

    def _begins(self, first: int) -> bool:
        """Say whether word `first` begins a sentence, where a capital means nothing."""
        if first == 0:
            return True
        gap = self.words.gaps[first - 1]
        return gap != " " and _SENTENCE_END.search(gap) is not None

    def _before(self, first: int) -> str:
        """Give the relation phrase before word `first`: one to four words, "" if there is none."""
        words, relations = self.words, self.lexicon.relations
        if not first or words.keys[first - 1] not in self.lexicon.relation_ends:
            return ""
        if words.gaps[first - 1].strip(_AROUND_QUOTES):
            return ""
        for size in (4, 3, 2, 1):
            at = first - size
            if at >= 0:
                phrase = words.keys[at] if size == 1 else " ".join(words.keys[at:first])
                if phrase in relations and not self._begins(first):
                    return phrase
        return ""

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
            return noun or (self._begins(match.first) and self._common_adjective(match))
        if words.caps[stop] or not (key.endswith(_ADJECTIVAL) or self.index.find(stem) < 0):
            return False
        verb = following in self.lexicon.speech or following in self.lexicon.helpers
        verb = verb or following.endswith(_VERBAL)
        return not placed and len(following) > 3 and not verb

    def _common_adjective(self, match: Match) -> bool:
        """Tell the adjective of a noun at the head of a sentence from a village: Ключовий аеродром."""
        words, stop = self.words, match.stop
        small = self.index.population[match.readings[0].row] < _VILLAGERS
        noun = not words.caps[stop] and len(words.keys[stop]) > 3
        return small and noun and match.kind == "settlement" and match.key.endswith(_NOMINATIVE_ADJECTIVE)

    def _person(self, match: Match, taken: set[int], latin: bool, placed: bool) -> float:
        """Weigh the signs of a person's name: a first name, title or initial before it, a surname after."""
        words, lexicon = self.words, self.lexicon
        keys, caps, first, stop = words.keys, words.caps, match.first, match.stop
        weight = 0.0
        if first and keys[first - 1] in lexicon.titles and words.gaps[first - 1] == ". ":
            weight += 4.0  # Mrs. Lincoln
        elif first and not self._begins(first):
            gap = words.gaps[first - 1].strip()
            before = keys[first - 1]
            if not gap:
                if before in lexicon.first_names and caps[first - 1] and first - 1 not in taken:
                    weight += 5.0
                elif before in lexicon.first_names and caps[first - 1]:
                    weight += 3.0
                elif before in lexicon.titles and ((latin and caps[first - 1]) or self._nominative(match)):
                    weight += 4.0 if latin else 1.5
                elif caps[first - 1] and first - 1 not in taken and before not in lexicon.kinds:
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
            elif latin and stop not in taken and following in lexicon.surnames and not placed:
                weight += 1.0
        small = self.index.population[match.readings[0].row] < _SPEAKING_CITY and match.kind == "settlement"
        if small and not match.kind_word and self._signs(match):
            weight += 2.5
        speaks = stop < len(keys) and keys[stop] in lexicon.speech and self._nominative(match)
        if small and speaks and not words.gaps[stop - 1].strip() and not placed:
            weight += 2.5  # Smirnov said
        return weight

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
                return before < first - 1 or self._nominative(match)  # not мэр Харькова
            if not words.caps[before]:
                return False
        return False

    def _signs(self, match: Match) -> bool:
        """Say whether a name stands where headlines name the speaker: заявив Рогов; … — Садовий."""
        words, first = self.words, match.first
        nominative = self._nominative(match)
        if not first:  # Лисогор: на Луганщині …
            plain = nominative and not match.readings[0].tags & VARIANT
            return not plain and words.gaps[match.stop - 1].startswith(":")
        if not nominative:
            return False
        gap = words.gaps[first - 1]
        if not gap.strip():
            return words.keys[first - 1] in self.lexicon.speech
        last = match.stop == words.size or words.gaps[match.stop - 1].startswith(" ||")
        little = self.index.population[match.readings[0].row] < _VILLAGERS
        near = words.keys[max(0, first - _VERB_REACH) : first]
        told = any(kind.kind == "settlement" for key in near for kind in self.lexicon.kinds.get(key, ()))
        return last and little and not told and gap.strip() in _DASHES

    def _surname(self, match: Match, latin: bool, placed: bool) -> float:
        """Weigh a capital right before the name that is no place: Ллойдом Остіном, Roy Jones."""
        words, before = self.words, match.first - 1
        if words.upper:
            return 0.0
        if latin:
            return 1.5
        word = words.text[words.starts[before] : words.ends[before]]
        heads = before == 0 or self._begins(before)
        return 0.0 if heads or placed or match.kind_word or word.isupper() or len(word) < 3 else 2.0

    def _nominative(self, match: Match) -> bool:
        return bool(match.readings[0].tags & NOMINATIVE)

    def _organisation(self, match: Match) -> float:
        """Weigh the signs of an organisation, a ship, a pipeline, a street (угруповання «Схід»)."""
        words, lexicon = self.words, self.lexicon
        first, stop, keys = match.first, match.stop, words.keys
        quoted = match.start > 0 and words.text[match.start - 1] in _QUOTES
        weight = 0.0
        if first and not match.kind_word:
            gap = words.gaps[first - 1]
            near = keys[max(0, first - 2) : first]
            if quoted and gap.strip(" \u00a0") in _QUOTES and not self._road(stop):
                weight += 4.0 if any(word in lexicon.organisations for word in near) else 1.5
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

    def _road(self, stop: int) -> bool:
        """Say whether a road is named by its ends: трасса «Рыльск — Дурово»."""
        words = self.words
        if stop >= words.size or not words.caps[stop] or words.gaps[stop - 1].strip() not in _DASHES:
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
            if gap == "" and words.keys[after] in _AND and after + 1 in starts:
                return True
        return False

    # --- what is said of it? --------------------------------------------------------------------------------

    def relation(self, match: Match) -> tuple[str, float | None]:
        """Give the relation of the text to the place, and the distance in km where it is one."""
        if match.kind_word == "direction":
            return "direction", None
        if self._speaks(match) or self._official(match):
            return "metonym", None
        words = self.words
        text = words.text[max(0, match.start - 60) : match.start]
        if distance := self._distance(text):
            return "near", distance
        phrase = match.phrase
        if not phrase and self._kind_stands_before(match):  # of two words, too: поблизу населеного пункту
            phrase = next(
                filter(None, (self._before(match.first - n) for n in (1, 2) if match.first >= n)), ""
            )
        relation = self.lexicon.relations.get(phrase, "")
        if relation == "near":
            return "near", NEAR_KM
        if phrase in ("у", "под", "під") and match.kind == "settlement":
            return ("near", NEAR_KM) if not self._locative(phrase, match) else ("in", None)
        return ("in", None) if relation else ("mention", None)

    def _kind_stands_before(self, match: Match) -> bool:
        """Say whether the kind word of a match stands right before it, in one word or two."""
        if not match.kind_word or not match.first or self._begins(match.first):
            return False
        near = self.words.keys[max(0, match.first - 2) : match.first]
        return near[-1] in self.lexicon.kinds or " ".join(near) in self.lexicon.kinds

    def lists(self, before: Match, match: Match) -> bool:
        """Say whether two matches are items of one list: what is said of the first holds for the second."""
        words, stop = self.words, before.stop
        if match.kind != before.kind or match.kind == "country":
            return False
        if match.key in self.lexicon.capitals and self._nominative(match):  # в Суджу, Київ мовчить
            return False
        if match.first == stop:
            return words.gaps[stop - 1].strip() == ","
        joined = match.first == stop + 1 and words.keys[stop] in _AND
        return joined and not words.gaps[stop].strip() and words.gaps[stop - 1].strip() in ("", ",")

    def _locative(self, phrase: str, match: Match) -> bool:
        """Tell Ukrainian "у Києві" (in) from Russian "у Киева" (near)."""
        return phrase == "у" and (match.kind_word != "" or match.key[-1:] in "іїуюх")

    def _distance(self, text: str) -> float | None:
        """Read "10 km from", "за 15 км на північ від" right before a name."""
        distances = list(_DISTANCE.finditer(text))
        if not distances:
            return None
        found = distances[-1]
        rest = text[found.end() :].lower()
        if _SENTENCE_END.search(rest) or "," in rest or not _FROM.search(rest) or rest.count(" ") > 6:
            return None
        return float(found[1].replace(",", "."))

    def _speaks(self, match: Match) -> bool:
        """Say whether the name stands for a government: Kyiv said, утверждает Москва."""
        words, lexicon = self.words, self.lexicon
        if not (match.kind == "country" or match.key in lexicon.capitals):
            return False
        if match.kind_word or match.phrase or not self._nominative(match):
            return False
        first = match.first
        if first > 0 and words.keys[first - 1] in lexicon.speech and not words.gaps[first - 1].strip():
            return True
        return self._verb_follows(match.stop)

    def _verb_follows(self, stop: int) -> bool:
        """Say whether a verb of speech follows: said, has not yet commented, and Beijing denied."""
        words, lexicon = self.words, self.lexicon
        for at in range(stop, min(stop + _VERB_REACH, words.size)):
            gap = words.gaps[at - 1].strip()
            if gap and gap != ",":
                return False
            if words.keys[at] in lexicon.speech:
                return not gap
            joined = words.keys[at] in lexicon.helpers or words.keys[at] in lexicon.capitals
            if not joined:
                return False
        return False

    def _official(self, match: Match) -> bool:
        """Say whether the place only tells whose official speaks: мэр Харькова, the Sumy governor."""
        words, officials = self.words, self.lexicon.officials
        first, stop = match.first, match.stop
        if first and words.keys[first - 1] in officials and not words.gaps[first - 1].strip():
            return True
        if stop >= words.size or words.gaps[stop - 1].strip():
            return False
        return words.keys[stop] in officials and words.keys[first].isascii()
