"""Which of Ukrainian, Russian and English a text is written in."""

import re
from collections import Counter


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


UKRAINIAN_LETTERS = frozenset("іїєґ")
RUSSIAN_LETTERS = frozenset("ыэёъ")
# Short texts often hold none of the telling letters: then the small words decide.
UKRAINIAN_WORDS = _words(
    "та але що як від було був були також під час із зі щодо це вже після зсу дснс ова добу доби про"
)
RUSSIAN_WORDS = _words("и но что как от были был было также во время из со это уже после он они всу сутки")
ENGLISH_WORDS = _words(
    "the of and to in a is was were are that on for with as by at from has have had said near after his its"
)
_UKRAINIAN_PARTS = re.compile(r"\bви|[сцз]ьк|(?:ння|ати|ити|ися|ться|[уа]ють|ували?|ував|еної|ації)\b")
_RUSSIAN_PARTS = re.compile(r"\bпред|(?:ие|ия|ии|ий|ой|ение|ет|ют|ого|ла|ась|ся|ской|ская)\b")
_WORD = re.compile(r"[^\W\d_]+")


def detect(text: str) -> str:
    """Return "uk", "ru", "en", or "" where the text is in none of them (first 20,000 characters)."""
    sample = text[:20_000].casefold()
    words = Counter(_WORD.findall(sample))
    cyrillic = sum(n for word, n in words.items() if "а" <= word[0] <= "ґ")
    latin = sum(n for word, n in words.items() if "a" <= word[0] <= "z")
    if cyrillic > latin:
        return _ukrainian_or_russian(sample, words)
    english = sum(words[word] for word in ENGLISH_WORDS)
    # A headline has few small words; a longer text in another Latin-script language has almost none of these.
    return "en" if latin and (english / latin > 0.1 or (latin < 12 and sample.isascii())) else ""


def _ukrainian_or_russian(sample: str, words: Counter[str]) -> str:
    """Weigh letters first, then small words, then beginnings and endings of words."""
    tests = (
        (sum(map(sample.count, UKRAINIAN_LETTERS)), sum(map(sample.count, RUSSIAN_LETTERS))),
        (sum(words[word] for word in UKRAINIAN_WORDS), sum(words[word] for word in RUSSIAN_WORDS)),
        (len(_UKRAINIAN_PARTS.findall(sample)), len(_RUSSIAN_PARTS.findall(sample))),
    )
    for ukrainian, russian in tests:
        if ukrainian != russian:
            return "uk" if ukrainian > russian else "ru"
    # Four words without "і" are hardly Ukrainian.
    return "ru" if sum(words.values()) >= 4 else ""
