"""Fold names to the keys of the index: lower case, no apostrophes, accents or dots, hyphens as spaces."""

import re
import unicodedata
from functools import lru_cache

APOSTROPHES = "'’ʼ`´‘ʹ′ˈ"
_LATIN = range(0x00C0, 0x0250)
_SPECIAL = {
    "ё": "е",
    "ґ": "г",
    "ß": "ss",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "æ": "ae",
    "œ": "oe",
    "ı": "i",
    "þ": "th",
}


def _table() -> dict[int, str | None]:
    """Map each letter with a diacritic to its plain letter; apostrophes and combining marks to nothing."""
    table: dict[int, str | None] = {}
    for code in _LATIN:
        base = unicodedata.normalize("NFKD", chr(code))[0]
        if base != chr(code):
            table[code] = base
    table.update({ord(letter): plain for letter, plain in _SPECIAL.items()})
    table.update(dict.fromkeys(map(ord, APOSTROPHES)))
    table.update(dict.fromkeys(range(0x0300, 0x0370)))
    return table


FOLDING = _table()
_GAPS = re.compile(r"[\s\-‐‑‒–—]+")


@lru_cache(maxsize=20_000)
def fold(name: str) -> str:
    """Give the index key of a name: `fold("Слов’янськ")` is "словянськ", `fold("Нью-Йорк")` "нью йорк"."""
    composed = unicodedata.normalize("NFC", name).lower()
    return _GAPS.sub(" ", composed.translate(FOLDING).replace(".", "")).strip()
