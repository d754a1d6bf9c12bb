"""Spellings: scripts, languages by their letters, transliteration, and the folded key that names are compared by.

Ukrainian to Latin follows the Cabinet resolution No. 55 of 2010 (Kyiv, Zaporizhzhia); Russian to Latin follows the
simplified BGN/PCGN usage of English-language media (Sudzha, Korenevo). The Ukrainian ↔ Russian rules only fill a gap
where no spelling is attested; such names carry the BCP 47 tag "uk-t-ru" or "ru-t-uk" (t: transformed).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

UK_LETTERS = frozenset("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'’ʼ -.()0123456789")
RU_LETTERS = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя'’ʼ -.()0123456789")
_APOSTROPHES = dict.fromkeys(map(ord, "'’ʼ`ʹ′‘\u02b9\u02ba\u0301"))
_SEPARATORS = re.compile(r"[\s\-‐-―_]+")

_UK_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "y",
    "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu",
    "я": "ia",
}  # fmt: skip
_UK_INITIAL = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_RU_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z", "и": "i", "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
    "я": "ya",
}  # fmt: skip
_RU_VOWELS = frozenset("аеёиоуыэюяьъ")


def fold(text: str) -> str:
    """Return the key by which names are compared: lower case, ё as е, no accents on Latin letters, no apostrophes."""
    text = text.translate(_APOSTROPHES).casefold().replace("ё", "е")
    if not text.isascii():
        text = "".join(_plain(letter) for letter in unicodedata.normalize("NFC", text))
    return _SEPARATORS.sub(" ", text).strip()


def _plain(letter: str) -> str:
    """Strip the accent of a Latin letter; Cyrillic й and ї are letters of their own and stay."""
    if "a" <= letter <= "z" or not "\u00c0" <= letter <= "\u024f" and not "\u1e00" <= letter <= "\u1eff":
        return letter
    special = {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ð": "d"}
    return special.get(letter) or "".join(
        c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c)
    )


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


def cyrillic_language(name: str) -> str:
    """Guess the language of a Cyrillic name by its letters: "uk", "ru", "be", or "" where they do not decide."""
    letters = set(name.lower())
    if letters & set("ўі") and letters & set("ыэўё"):
        return "be"
    if letters <= UK_LETTERS and (letters & set("іїєґ") or re.search(r"[сцз]ьк(?:$|[ -])", name)):
        return "uk"
    if letters <= RU_LETTERS and (letters & set("ыэъё") or re.search(r"[сц]к(?:$|[ -])", name)):
        return "ru"
    return "" if letters <= UK_LETTERS | RU_LETTERS else "other"


def latin_from_uk(name: str) -> str:
    """Transliterate a Ukrainian name: "Запоріжжя" to "Zaporizhzhia", "Згурівка" to "Zghurivka"."""
    text = re.sub("зг", "зgh", re.sub("Зг", "Зgh", name))
    return _transliterate(
        text, _UK_LATIN, lambda letter, before: _UK_INITIAL.get(letter) if not before else None
    )


def latin_from_ru(name: str) -> str:
    """Transliterate a Russian name: "Коренево" to "Korenevo", "Ельня" to "Yelnya", "Грозный" to "Grozny"."""
    text = re.sub(r"(?<=[ыи])й(?=$|[ -])", "", name)
    return _transliterate(text, _RU_LATIN, lambda letter, before: _ru_exception(letter, before))


def _ru_exception(letter: str, before: str) -> str | None:
    if letter == "е" and (not before or before in _RU_VOWELS):
        return "ye"
    return "o" if letter == "ё" and before in ("ж", "ч", "ш", "щ") else None


def _transliterate(name: str, table: dict[str, str], exception) -> str:  # type: ignore[no-untyped-def]
    out: list[str] = []
    before = ""
    for letter in name.translate(_APOSTROPHES):
        lower = letter.lower()
        latin = exception(lower, before) or table.get(lower, lower)
        out.append(latin.capitalize() if letter != lower else latin)
        before = lower if lower.isalpha() else ""
    return "".join(out)


_UK_TO_RU = [("ськ", "ск"), ("цьк", "цк"), ("ьо", "ё"), ("'", "ъ"), ("’", "ъ"), ("и", "ы"), ("і", "и"), ("ї", "и"),
             ("є", "е"), ("ґ", "г")]  # fmt: skip
_RU_TO_UK = [("ский", "ський"), ("ская", "ська"), ("ское", "ське"), ("ск", "ськ"), ("цк", "цьк"), ("ые", "і"),
             ("ый", "ий"), ("и", "і"), ("ы", "и"), ("э", "е"), ("ё", "йо"), ("ъ", "'")]  # fmt: skip


def ru_from_uk(name: str) -> str:
    """Write a Ukrainian name in Russian letters by rule (not attested): "Покровськ" to "Покровск"."""
    name = re.sub(r"(?<=[жчшщ])и", "і", re.sub(r"ий(?=$|[ -])", "ый", name))
    name = re.sub(r"(?<=[гкх])ый", "ий", name)
    return _replace(name, _UK_TO_RU)


def uk_from_ru(name: str) -> str:
    """Write a Russian name in Ukrainian letters by rule (not attested): "Рыльск" to "Рильськ"."""
    name = re.sub(r"(?<=[жчшщц])и", "ы", name)
    name = re.sub(r"^Е|(?<=[ -])Е", "Є", name)
    return _replace(re.sub(r"(?<=[бвдзлмнпрстф])е(?=в[оа]?$)", "є", name), _RU_TO_UK)


def _replace(name: str, pairs: Iterable[tuple[str, str]]) -> str:
    for old, new in pairs:
        name = name.replace(old, new).replace(old.capitalize(), new.capitalize())
    return name


def closest(candidates: Iterable[str], wanted: str, latin) -> tuple[str, float]:  # type: ignore[no-untyped-def]
    """Return the candidate whose transliteration `latin(candidate)` is most like `wanted`, and the likeness 0…1."""
    target = fold(wanted).replace(" ", "")
    best, best_score = "", 0.0
    for candidate in sorted(set(candidates)):
        score = SequenceMatcher(None, fold(latin(candidate)).replace(" ", ""), target, autojunk=False).ratio()
        if score > best_score:
            best, best_score = candidate, score
    return best, best_score
