"""Decline Ukrainian nouns that name places."""

import re
from collections.abc import Iterator

from geo.inflection.paradigms import ADJECTIVES, SIBILANTS, UK, VOWELS, Paradigm, join

_SOFTENED = {"г": "з", "к": "ц", "х": "с"}


def _stems(word: str) -> Iterator[str]:
    """Give the oblique stems of a Ukrainian noun in a consonant (Ріг → рог, Тростянець → тростянц)."""
    soft = word.endswith("ь")
    body = word[:-1] if soft else word
    yield body
    if body.endswith("їв"):
        yield body[:-2] + "єв"
    if match := re.search(r"і([^аеєиіїоуюяьй]{1,2})$", body):
        yield body[: match.start()] + "о" + match[1]
        yield body[: match.start()] + "е" + match[1]
    if match := re.search(r"([^аеєиіїоуюяь'])[еєо]([цклрнм])$", body):
        link = "ь" if match[1] == "л" and match[2] == "ц" else ""
        yield body[: match.start()] + match[1] + link + match[2]


def noun(word: str, native: bool) -> Iterator[Paradigm]:
    """Give every paradigm that the ending of a noun allows."""
    last = word[-1]
    stem = word[:-1]
    if last == "ь":
        for body in _stems(word):
            yield (
                (word,),
                (body + "я",),
                (body + "ю", body + "еві"),
                (word,),
                (body + "ем",),
                (body + "і", body + "ю"),
            )
        yield (
            (word,),
            (stem + "і",),
            (stem + "і",),
            (word,),
            (stem + "ю", stem + stem[-1] + "ю"),
            (stem + "і",),
        )
    elif last == "й":
        link = stem if stem[-1] in VOWELS else stem + "ь"
        yield (
            (word,),
            (link + "я", link + "ю"),
            (link + "ю", link + "єві"),
            (word,),
            (link + "єм",),
            (link + "ї", link + "ю"),
        )
    elif last == "а":
        vowel, instrumental = ("і", "ею") if stem[-1] in SIBILANTS else ("и", "ою")
        locative = stem[:-1] + _SOFTENED[stem[-1]] + "і" if stem[-1] in _SOFTENED else stem + "і"
        yield (word,), (stem + vowel,), (locative,), (stem + "у",), (stem + instrumental,), (locative,)
    elif last == "я":
        yield from _in_ya(word, stem)
    elif last in "ое":
        if not native and last == "о":
            return
        soft = last == "е" and stem[-1] in "лр" + SIBILANTS
        genitive, dative = (stem + "я", stem + "ю") if soft and stem[-1] in "лр" else (stem + "а", stem + "у")
        instrumental = stem + ("ем" if soft else "ом")
        yield (
            (word,),
            (genitive, word),
            (dative, word),
            (word,),
            (instrumental, word),
            (stem + "і", dative, word),
        )
        if last == "о" and re.search(r"(?:ов|ев|єв|їв|ин|їн)о$", word):
            adjectival = join(stem, ADJECTIVES[UK][4][1])
            yield (word,), *adjectival[1:]
    elif last in "иії":
        if native:
            yield from _plural(word, stem)
    elif last not in VOWELS:
        for body in _stems(word):
            softened = body[:-1] + _SOFTENED[body[-1]] + "і" if body[-1] in _SOFTENED else body + "і"
            soft = body[-1] == "ц" or body[-1] in SIBILANTS
            genitives = (body + "я", body + "ю") if body[-1] == "ц" else (body + "а", body + "у")
            yield (
                (word,),
                genitives,
                (genitives[1], body + ("еві" if soft else "ові")),
                (word, genitives[0]),
                (body + ("ем" if soft else "ом"),),
                (softened, body + "у", body + "ові"),
            )


def _in_ya(word: str, stem: str) -> Iterator[Paradigm]:
    """Decline -я: neuter (Запоріжжя, Придністров'я) or feminine (Вінниця, Феодосія)."""
    if stem[-1] == "'" or (len(stem) > 2 and stem[-1] == stem[-2]):
        yield (word,), (word,), (stem + "ю",), (word,), (stem + "ям",), (stem + "і", stem + "ю")
        return
    vowel = "ї" if stem[-1] in VOWELS else "і"
    instrumental = "єю" if stem[-1] in VOWELS else "ею"
    yield (word,), (stem + vowel,), (stem + vowel,), (stem + "ю",), (stem + instrumental,), (stem + vowel,)


def _plural(word: str, stem: str) -> Iterator[Paradigm]:
    """Decline a plural name: Суми, Бровари, Чернівці, Прилуки, Лубни."""
    soft = word[-1] in "ії"
    a = "я" if soft and stem[-1] not in SIBILANTS else "а"
    genitives = [stem + ("їв" if word[-1] == "ї" else "ів"), stem]
    if match := re.search(r"([^аеєиіїоуюя'])([кнлц])$", stem):
        body = stem[: match.start()] + match[1].replace("ь", "")
        genitives += [body + "о" + match[2], body + "е" + match[2]]
        if match[2] == "ц":
            genitives.append(body + "ець")
    yield (word,), tuple(genitives), (stem + a + "м",), (word,), (stem + a + "ми",), (stem + a + "х",)
