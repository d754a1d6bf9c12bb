"""Spellings: scripts, languages by their letters, transliteration and likeness.

Ukrainian to Latin follows the Cabinet resolution No. 55 of 2010 (Kyiv, Zaporizhzhia); Russian to Latin
follows the simplified BGN/PCGN usage of English-language media (Sudzha, Korenevo).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from geo.names import fold

UK_LETTERS = frozenset("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'’ʼ -.()0123456789")
RU_LETTERS = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя'’ʼ -.()0123456789")
_APOSTROPHES = dict.fromkeys(map(ord, "'’ʼ`ʹ′‘\u02b9\u02ba\u0301"))

_UK_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z",
    "и": "y",
    "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu",
    "я": "ia",
}  # fmt: skip
_UK_INITIAL = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_RU_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z", "и": "i",
    "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
    "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
    "я": "ya",
}  # fmt: skip
_RU_VOWELS = frozenset("аеёиоуыэюяьъ")


@lru_cache(8192)
def script(text: str) -> str:
    """Return "latin", "cyrillic" or "other" (also for mixtures)."""
    latin = cyrillic = False
    for letter in text:
        if not letter.isalpha():
            continue
        code = ord(letter)
        if code < 0x250 or 0x1E00 <= code < 0x1F00:
            latin = True
        elif 0x400 <= code < 0x530:
            cyrillic = True
        elif code not in (0x2B9, 0x2BA, 0x2BB, 0x2BC):
            return "other"
    return "other" if latin == cyrillic else "latin" if latin else "cyrillic"


@lru_cache(8192)
def cyrillic_language(name: str) -> str:
    """Guess the language of a Cyrillic name by its letters: "uk", "ru", "be", "other", or ""."""
    letters = set(name.lower())
    if not letters <= UK_LETTERS | RU_LETTERS:
        return "be" if "ў" in letters and letters <= UK_LETTERS | RU_LETTERS | {"ў"} else "other"
    ukrainian = bool(letters & set("іїєґ") or _UK_ENDING.search(name))
    russian = bool(letters & set("ыэъё") or _RU_ENDING.search(name))
    if ukrainian and russian:
        return "be"
    if name.lower().endswith("ъ"):  # the spelling before 1918
        return "other"
    return "uk" if ukrainian else "ru" if russian else ""


_UK_ENDING = re.compile(r"[сцз]ьк|[бвдзлмпрст]ий(?:$|[ -])|иця(?:$|[ -])", re.IGNORECASE)
_RU_ENDING = re.compile(
    r"[сц]к(?:ий|ая|ое|ие)?(?:$|[ -])|(?:[аоиы]е|[ая]я)(?:$|[ -])|ица(?:$|[ -])|[бпвмфжчшщр]ь(?:$|[ -])",
    re.IGNORECASE,
)


def latin_from_uk(name: str) -> str:
    """Transliterate a Ukrainian name: "Запоріжжя" to "Zaporizhzhia", "Згурівка" to "Zghurivka"."""
    text = re.sub("зг", "зgh", re.sub("Зг", "Зgh", name))
    return _transliterate(
        text, _UK_LATIN, lambda letter, before: _UK_INITIAL.get(letter) if not before else None
    )


def latin_from_ru(name: str) -> str:
    """Transliterate a Russian name: "Коренево" to "Korenevo", "Ельня" to "Yelnya", "Грозный" to "Grozny"."""
    text = re.sub(r"(?<=[ыи])й(?=$|[ -])", "", name)
    return _transliterate(text, _RU_LATIN, _ru_exception)


def _ru_exception(letter: str, before: str) -> str | None:
    if letter == "е" and (not before or before in _RU_VOWELS):
        return "ye"
    return "o" if letter == "ё" and before in ("ж", "ч", "ш", "щ") else None


def _transliterate(name: str, table: dict[str, str], exception: Callable[[str, str], str | None]) -> str:
    out: list[str] = []
    before = ""
    for letter in name.translate(_APOSTROPHES):
        lower = letter.lower()
        latin = exception(lower, before) or table.get(lower, lower)
        out.append(latin.capitalize() if letter != lower else latin)
        before = lower if lower.isalpha() else ""
    return "".join(out)


def closest(candidates: Iterable[str], wanted: str, latin: Callable[[str], str]) -> tuple[str, float]:
    """Return the candidate whose transliteration `latin(candidate)` is most like `wanted`, and the likeness.

    Among equals the longer one wins (Казань before Казан), and clumsy letter pairs (тс, шч) lose.
    """
    target = _skeleton(wanted)
    matcher = SequenceMatcher(None, "", target, autojunk=False)  # keeps its notes on the second text
    best, best_score = "", 0.0
    for candidate in sorted(set(candidates)):
        skeleton = _skeleton(latin(candidate))
        score = 1.0 if skeleton == target else 0.0
        if not score:
            matcher.set_seq1(skeleton)
            score = matcher.ratio() if matcher.real_quick_ratio() > best_score else 0.0
        score += len(candidate) * 1e-4 - len(_CLUMSY.findall(candidate)) * 1e-2
        if score > best_score:
            best, best_score = candidate, score
    return best, best_score


_CLUMSY = re.compile("тс|шч|[жшкгх]ы|[ыи]и$")


def _skeleton(name: str) -> str:
    """Reduce a name to what matters in a comparison: no spaces, one form of the ending -yy, -iy, -yi, -y."""
    return re.sub(r"[yi]+(?= |$)", "y", fold(name)).replace(" ", "")
