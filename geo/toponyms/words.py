"""Split a text into words, folded as the keys of the name index, with offsets into the text as given."""

import re
import unicodedata
from array import array

from geo.names.folding import APOSTROPHES, FOLDING

_WORD = re.compile(
    rf"(?<![^\W_])(?:[a-z]\.){{2,}}(?![^\W_])|[^\W\d_]+(?:[{APOSTROPHES}](?!(?:s|ve|re|ll|d|t|m)\b)[^\W\d_]+)*"
)
"""A word, with apostrophes inside but without an English "'s"; or an abbreviation such as "U.S."."""
_ABBREVIATION = re.compile(r"[a-z]\.[a-z]\.")
_ODD = re.compile("[\u00ad\u0300-\u036f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_FOLDED = re.compile(rf"[ёґ{APOSTROPHES}\u00c0-\u024f]")

_MIXED = re.compile(r"[a-z][а-яёіїєґ]|[а-яёіїєґ][a-z]")
_CYRILLIC = re.compile(r"[б-джзилптф-яґє]")
_LOOK_ALIKES = ("aceiopxyhkmt", "асеіорхункмт")
_TO_CYRILLIC = str.maketrans(*_LOOK_ALIKES)
_TO_LATIN = str.maketrans(*reversed(_LOOK_ALIKES))


def _one_alphabet(word: str) -> str:
    """Spell a word of mixed alphabets ("Кореневo" with a Latin o) in the one that its other letters show."""
    if not _MIXED.search(word):
        return word
    return word.translate(_TO_CYRILLIC if _CYRILLIC.search(word) else _TO_LATIN)


class Words:
    """The words of a text.

    `text` is the text without invisible characters and accents; `keys` are the folded words, `starts` and
    `ends` their offsets in `text`, `caps` whether they begin with a capital. `span` leads back to the
    original text.
    """

    __slots__ = ("_ends", "_original", "_starts", "caps", "ends", "keys", "starts", "text", "upper")

    def __init__(self, text: str) -> None:
        self._original = text
        self._starts: array[int] | None = None
        self._ends: array[int] | None = None
        self.text = text
        if not text.isascii() and _ODD.search(text):
            self._drop_invisible(text)
        text = self.text
        low = text.lower()
        if len(low) != len(text):
            low = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
        if _MIXED.search(low):
            low = _WORD.sub(lambda match: _one_alphabet(match[0]), low)
        spans = [match.span() for match in _WORD.finditer(low)]
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        self.keys = [low[start:end] for start, end in spans]
        if _ABBREVIATION.search(low):
            self.keys = [key.replace(".", "") if "." in key else key for key in self.keys]
        if _FOLDED.search(low):
            self.keys = [
                key if key.isascii() and "'" not in key else key.translate(FOLDING) for key in self.keys
            ]
        self.caps = [text[start].isupper() for start in self.starts]
        self.upper = sum(self.caps) > 3 and text.isupper()

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

    def __len__(self) -> int:
        return len(self.keys)

    def gap(self, index: int) -> str:
        """Give what stands between word `index` and the next one."""
        if index + 1 >= len(self.starts):
            return self.text[self.ends[index] : self.ends[index] + 3]
        return self.text[self.ends[index] : self.starts[index + 1]]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Turn offsets in `text` into offsets in the text as given."""
        if self._starts is None or self._ends is None:
            return start, end
        return self._starts[start], self._ends[end - 1]

    def surface(self, start: int, end: int) -> str:
        """Give the piece of the text as given between two of its offsets."""
        return self._original[start:end]
