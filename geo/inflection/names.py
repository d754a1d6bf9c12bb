"""Put whole names into their case forms: Часів Яр → Часового Яру, Ростов-на-Дону → Ростова-на-Дону."""

import itertools
import re
from collections.abc import Iterator

from geo.inflection import russian, ukrainian
from geo.inflection.paradigms import RU, UK, VOWELS, Paradigm, adjective

_PREPOSITIONS = frozenset(
    {"на", "над", "під", "под", "при", "у", "в", "за", "де", "да", "ла", "ле", "імені", "имени"}
)
# Endings that mark a lone word as an adjective in form: Рівне, Лозова, Кропивницький, Весёлое.
_LONE_ADJECTIVE = {
    UK: re.compile(
        r"(?:..[^аеєиіїоуюя](?:ий|ій)|..(?:ов|ев|єв|їв|ин|їн|н|ськ|цьк|зьк|к|л|т|м|р|ст|ив|ав)(?:е|а|і)|..нє|..ня|..[воле]ч[ае]|ніч[ае]|ньє)$"
    ),
    RU: re.compile(r"(?:..(?:ый|ий|ой|ая|яя|ое|ее|ые|ие))$"),
}
_NOUN_E = re.compile(r"(?:ще|поле|море|сонце|серце|озеро)$")


def _noun(word: str, lang: str, native: bool) -> Iterator[Paradigm]:
    if len(word) > 1:
        yield from ukrainian.noun(word, native) if lang == UK else russian.noun(word, native)


def _word(word: str, lang: str, native: bool) -> list[Paradigm]:
    """Give every paradigm that a lone word may follow."""
    paradigms: list[Paradigm] = []
    if _LONE_ADJECTIVE[lang].search(word) and not _NOUN_E.search(word):
        declined = adjective(word, lang)
        if declined:
            paradigms.append(declined)
    noun_too = word.endswith(("ие", "ье", "кой")) or (word[-1] in "аоеяі" and lang == UK)  # Джанкой
    if not paradigms or noun_too:
        paradigms.extend(_noun(word, lang, native))
    return paradigms


def _fixed(text: str) -> Paradigm:
    return ((text,),) * 6


def _possessive(word: str, lang: str) -> Paradigm | None:
    """Decline a short possessive before a masculine noun: Часів Яр → Часового Яру, Часов Яр → Часова Яра."""
    cases: Paradigm
    if lang == UK and word.endswith(("ів", "їв")):
        stem = word[:-2] + ("єв" if word.endswith("їв") else "ов")
        cases = (("ого", "а"), ("ому", "у"), ("", "ого"), ("им",), ("ому", "ім", "у", "і"))
    elif lang == RU and word.endswith(("ов", "ев", "ин")):
        stem = word
        cases = (("а", "ого"), ("у", "ому"), ("", "ого"), ("ым", "ом"), ("ом", "е", "у"))
    else:
        return None
    return ((word,), *(tuple(stem + ending if ending else word for ending in case) for case in cases))


def _feminine_possessive(word: str, lang: str) -> Paradigm | None:
    """Decline a possessive before a feminine noun: Маслова Пристань → Масловой Пристани."""
    if lang != RU or not word.endswith(("ова", "ева", "ёва", "ина")):
        return None
    stem = word[:-1]
    return tuple((stem + ending,) for ending in ("а", "ой", "ой", "у", "ой", "ой"))


def _pair(first: Paradigm, second: Paradigm, glue: str) -> Iterator[str]:
    for one, two in zip(first, second, strict=True):
        for a, b in itertools.product(one, two):
            yield a + glue + b


def inflect(name: str, lang: str, native: bool = True) -> set[str]:
    """Give the case forms of a place name, the nominative among them.

    `lang` is "uk" or "ru", the language of the name. `native` is False for names from other languages:
    then plurals and -о, which foreign names do not decline (Сочи aside: Тбілісі, Осло), stay as they are.
    """
    name = " ".join(name.lower().split())
    forms = {name}
    if not name or lang not in (UK, RU):
        return forms
    parts = re.split(r"([ -])", name)
    words, glues = parts[::2], parts[1::2]
    if len(words) == 1:
        for paradigm in _word(name, lang, native):
            forms.update(itertools.chain.from_iterable(paradigm))
    elif len(words) >= 3 and words[1] in _PREPOSITIONS:
        tail = name[len(words[0]) :]
        forms.update(form + tail for form in inflect(words[0], lang, native))
    elif len(words) == 2 and all(words):
        forms.update(_inflect_pair(words[0], glues[0], words[1], lang, native))
    elif all(words):
        forms.update(_inflect_long(words, glues, lang))
    return forms


def _inflect_pair(first: str, glue: str, second: str, lang: str, native: bool) -> set[str]:
    """Decline a name of two words: both when the first agrees with the second, else the part that bends."""
    seconds = _word(second, lang, native) or [_fixed(second)]
    if glue == "-" and (
        (first[-1] in "оеі" and not first.endswith("ье") and not adjective(first, lang))
        or (len(first) <= 4 and first[-1] in "ьюй")
    ):
        return {first + glue + form for paradigm in seconds for case in paradigm for form in case}
    agreed = adjective(first, lang)
    firsts = [agreed] if agreed and glue == " " else _word(first, lang, native)
    possessive = _possessive(first, lang)
    if possessive and glue == " " and second[-1] not in VOWELS:
        firsts = [possessive]
    if second[-1] in "аяь" and glue == " " and (feminine := _feminine_possessive(first, lang)):
        firsts = [*firsts, feminine]
    forms = {
        form
        for one in firsts
        for two in [*seconds, *_agreeing(second, lang)]
        for form in _pair(one, two, glue)
    }
    if glue == "-":
        forms.update(first + glue + form for paradigm in seconds for case in paradigm for form in case)
    if not agreed or re.match(r"(?:перв|перш|восьм|дев'ят|девят|трет)", first):
        forms.update(form + glue + second for one in firsts for case in one for form in case)
    return forms


def _agreeing(second: str, lang: str) -> list[Paradigm]:
    """Give the adjectival paradigm of a second word (Лиман Другий) that `_word` took for a noun."""
    declined = adjective(second, lang)
    return [declined] if declined and second.endswith(("ий", "ый", "ая", "ое", "ська", "ське")) else []


def _inflect_long(words: list[str], glues: list[str], lang: str) -> set[str]:
    """Decline names of three words and more: leading adjectives agree with the next word, the rest stays."""
    declined = [adjective(word, lang) for word in words[:-1]]
    bending = next((i for i, paradigm in enumerate(declined) if paradigm is None), len(words) - 1)
    heads = _word(words[bending], lang, True) or [_fixed(words[bending])]
    forms = set()
    for head in heads:
        columns = [paradigm for paradigm in declined[:bending] if paradigm] + [head]
        for case in range(6):
            for combination in itertools.islice(itertools.product(*(column[case] for column in columns)), 8):
                text = combination[0]
                for i, word in enumerate([*combination[1:], *words[bending + 1 :]]):
                    text += glues[i] + word
                forms.add(text)
    return forms
