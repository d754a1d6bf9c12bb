"""Say what a text says of a place: something is in it or near it, a government there speaks."""

import re
from bisect import bisect

from geo.toponyms.lexicon import Lexicon
from geo.toponyms.match import AND, Match
from geo.toponyms.words import SENTENCE_END, Words

NEAR_KM = 5.0
"""Extent of "near X" where the text gives no distance."""

_DISTANCE = re.compile(
    r"([0-9][0-9]{0,2}(?:[.,]\d)?)[\s\u00a0]*(?:-[а-яіїє]{2,5}[\s\u00a0]+)?(?:км|кілометр\w*|километр\w*|km|kilomet\w+|kms)\b"
)
_FROM = re.compile(
    r"\b(?:від|од|от|from|of|off|south|north|east|west|за|в|у|до|to)\b|півд|півн|схід|захід|захо|север|восто|запад|юг"
)
_DISTANCE_REACH = 60  # letters before a name in which its distance begins
_VERB_REACH = 6
_WITHIN = ("у", "в", "во")
_OUT_OF = ("з", "із", "зі", "из", "с", "from")
_ORIGIN = re.compile(r"мобіліз|мобилиз|родом|урож|уродж|выход(?:ец|ц)|вихід?(?:ець|ц)|native")
_AROUND_QUOTES = " \u00a0\"«“„'‘.-"


def preposition(words: Words, lexicon: Lexicon, first: int) -> str:
    """Give the relation phrase before word `first`: one to four words, "" if there is none."""
    sizes = lexicon.relation_ends.get(words.keys[first - 1]) if first else None
    if not sizes or words.gaps[first - 1].strip(_AROUND_QUOTES):
        return ""
    for size in sizes:
        at = first - size
        if at >= 0:
            phrase = words.keys[at] if size == 1 else " ".join(words.keys[at:first])
            if phrase in lexicon.relations and not words.begins(first):
                return phrase
    return ""


class Relations:
    """Read the relations of the matches of one text."""

    def __init__(self, words: Words, lexicon: Lexicon) -> None:
        self.words, self.lexicon = words, lexicon
        self._distances = list(_DISTANCE.finditer(words.text))

    def of(self, match: Match) -> tuple[str, float | None]:
        """Give the relation of the text to the place, and the distance in km where it is one."""
        if match.kind_word == "direction":
            return "direction", None
        if self._speaks(match) or self._official(match):
            return "metonym", None
        if distance := self._distance(match.start):
            return "near", distance
        words, phrase = self.words, match.phrase
        if not phrase and self._kind_stands_before(match):  # of two words, too: поблизу населеного пункту
            before = (preposition(words, self.lexicon, match.first - n) for n in (1, 2) if match.first >= n)
            phrase = next(filter(None, before), "")
        if phrase in _OUT_OF and any(map(_ORIGIN.match, words.keys[max(0, match.first - 3) : match.first])):
            return "mention", None
        relation = self.lexicon.relations.get(phrase, "")
        if relation == "near":
            return "near", NEAR_KM
        if phrase in ("у", "под", "під") and match.kind == "settlement":
            return ("near", NEAR_KM) if not self._locative(phrase, match) else ("in", None)
        return ("in", None) if relation else ("mention", None)

    def _kind_stands_before(self, match: Match) -> bool:
        """Say whether the kind word of a match stands right before it, in one word or two."""
        if not match.kind_word or not match.first or self.words.begins(match.first):
            return False
        near = self.words.keys[max(0, match.first - 2) : match.first]
        return near[-1] in self.lexicon.kinds or " ".join(near) in self.lexicon.kinds

    def lists(self, before: Match, match: Match) -> bool:
        """Say whether two matches are items of one list: what is said of the first holds for the second."""
        words, stop = self.words, before.stop
        if match.kind != before.kind or match.kind == "country":
            return False
        if match.key in self.lexicon.capitals and match.nominative:  # в Суджу, Київ мовчить
            return False
        if match.first == stop:
            return words.gaps[stop - 1].strip() == ","
        joined = match.first == stop + 1 and words.keys[stop] in AND
        return joined and not words.gaps[stop].strip() and words.gaps[stop - 1].strip() in ("", ",")

    def _locative(self, phrase: str, match: Match) -> bool:
        """Tell Ukrainian "у Києві" (in) from Russian "у Киева" (near)."""
        return phrase == "у" and (match.kind_word != "" or match.key[-1:] in "іїуюх")

    def _distance(self, start: int) -> float | None:
        """Read "10 km from", "за 15 км на північ від" right before the name that begins at `start`."""
        distances = self._distances
        at = bisect(distances, start, key=re.Match.end) if distances else 0
        found = distances[at - 1] if at else None
        if found is None or found.start() < start - _DISTANCE_REACH:
            return None
        rest = self.words.text[found.end() : start].lower()
        if SENTENCE_END.search(rest) or "," in rest or not _FROM.search(rest) or rest.count(" ") > 6:
            return None
        return float(found[1].replace(",", "."))

    def _speaks(self, match: Match) -> bool:
        """Say whether the name stands for a government: Kyiv said, утверждает Москва."""
        words, lexicon = self.words, self.lexicon
        if match.kind_word or not (match.kind == "country" or match.key in lexicon.seats):
            return False
        first, stop = match.first, match.stop
        if match.phrase:  # в Києві заперечують
            stands = stop < words.size and words.keys[stop] in lexicon.stances
            return stands and match.phrase in _WITHIN and not words.gaps[stop - 1].strip()
        if not match.nominative:
            return False
        if first > 0 and words.keys[first - 1] in lexicon.speech and not words.gaps[first - 1].strip():
            return True
        return self._verb_follows(stop)

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
