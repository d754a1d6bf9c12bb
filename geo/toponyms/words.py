"""Split a text into words, folded as the keys of the name index, with offsets into the text as given."""

import re
import unicodedata
from array import array
from itertools import accumulate

from geo.names.folding import APOSTROPHES, FOLDING

_LETTERS = r"[a-zа-яєії]*[^\W\d_]*"
"""Any letters; the usual ones, of which most words consist, are passed faster."""

_WORD = re.compile(
    r"([^\W\d_](?:(?<=(?<![^\W_])[a-z])\.(?:[a-z]\.)+(?![^\W_])"
    rf"|{_LETTERS}(?:[{APOSTROPHES}](?!(?:s|ve|re|ll|d|t|m)\b)[^\W\d_]{_LETTERS})*))"
)
"""A word, with apostrophes inside but without an English "'s"; or an abbreviation such as "U.S."."""
_ODD = re.compile("[\u00ad\u0300-\u036f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_PLAIN = re.compile(r"[a-z]+|[а-яєії]+")  # no ё, no ґ
_MIXED = re.compile(r"[a-z][а-яёіїєґ]|[а-яёіїєґ][a-z]")
_CYRILLIC = re.compile(r"[б-джзилптф-яґє]")
_LOOK_ALIKES = ("aceiopxyhkmt", "асеіорхункмт")
_TO_CYRILLIC = str.maketrans(*_LOOK_ALIKES)
_TO_LATIN = str.maketrans(*reversed(_LOOK_ALIKES))
SENTENCE_END = re.compile(r"[.!?…:|•\n—–;]")
_TAIL = 3  # letters after the last word
_KEPT = 20_000


def _key(word: str) -> str:
    """Fold a word in lower case; one of mixed alphabets ("Кореневo" with a Latin o) becomes one of a kind."""
    if _PLAIN.fullmatch(word):
        return word
    if _MIXED.search(word):
        word = word.translate(_TO_CYRILLIC if _CYRILLIC.search(word) else _TO_LATIN)
    return word.translate(FOLDING).replace(".", "")


class _Keys(dict[str, str]):
    """The keys of the words met last, each folded once; quicker to ask than `lru_cache`."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _KEPT:
            self.clear()
        key = self[word] = _key(word)
        return key


_keys = _Keys()


class Words:
    """The words of a text.

    `text` is the text without invisible characters and accents; `keys` are the folded words, `starts` and
    `ends` their offsets in `text`, `gaps` what stands after each, `caps` whether they begin with a capital,
    `size` is their number. `span` leads back to the original text.
    """

    __slots__ = ("_ends", "_starts", "caps", "ends", "gaps", "keys", "size", "starts", "text", "upper")

    def __init__(self, text: str) -> None:
        self._starts: array[int] | None = None
        self._ends: array[int] | None = None
        self.text = text
        if not text.isascii() and _ODD.search(text):
            self._drop_invisible(text)
        text = self.text
        low = text.lower()
        if len(low) != len(text):
            low = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
        pieces = _WORD.split(low)  # a gap, a word, a gap … a gap
        offsets = list(accumulate(map(len, pieces)))
        self.starts, self.ends = offsets[:-1:2], offsets[1::2]
        self.keys, self.gaps = list(map(_keys.__getitem__, pieces[1::2])), pieces[2::2]
        self.gaps[-1:] = [gap[:_TAIL] for gap in self.gaps[-1:]]
        self.size = len(self.keys)
        self.caps = [text[start].isupper() for start in self.starts]
        self.upper = text.isupper() and sum(self.caps) > 3

    def _drop_invisible(self, text: str) -> None:
        """Take out zero-width and combining characters; keep where each remaining letter comes from."""
        letters: list[str] = []
        starts, ends = array("Q"), array("Q")
        for at, letter in enumerate(text):
            if not _ODD.match(letter):
                letters.append(letter)
                starts.append(at)
                ends.append(at + 1)
            elif unicodedata.combining(letter) and letters:
                composed = unicodedata.normalize("NFC", letters[-1] + letter)
                if len(composed) == 1:
                    letters[-1] = composed
                ends[-1] = at + 1
        self.text = "".join(letters)
        self._starts, self._ends = starts, ends

    def begins(self, index: int) -> bool:
        """Say whether word `index` begins a sentence, where a capital means nothing."""
        if index == 0:
            return True
        gap = self.gaps[index - 1]
        return gap != " " and SENTENCE_END.search(gap) is not None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Turn offsets in `text` into offsets in the text as given."""
        if self._starts is None or self._ends is None:
            return start, end
        return self._starts[start], self._ends[end - 1]
