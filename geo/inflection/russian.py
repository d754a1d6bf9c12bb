"""Decline Russian nouns that name places."""

import re
from collections.abc import Iterator

from geo.inflection.paradigms import SIBILANTS, VOWELS, Paradigm


def _stems(word: str) -> Iterator[str]:
    """Give the oblique stems of a Russian noun that ends in a consonant (Орёл → орл, Донец → донц)."""
    body = word[:-1] if word.endswith("ь") else word
    yield body
    if match := re.search(r"([^аеёиоуюяэыйь])[еёо]([цклрн])$", body):
        link = "ь" if match[1] == "л" and match[2] == "ц" else ""
        yield body[: match.start()] + match[1] + link + match[2]
    if word.endswith("оть"):  # Локоть, Локтя
        yield word[:-3] + "т"
    if match := re.search(r"([аеиоуюяэы])ец$", body):
        yield body[: match.start()] + match[1] + "йц"


def noun(word: str, native: bool) -> Iterator[Paradigm]:
    """Give every paradigm that the ending of a noun allows."""
    last = word[-1]
    stem = word[:-1]
    if last == "ь":
        for body in _stems(word):
            yield (word,), (body + "я",), (body + "ю",), (word,), (body + "ем",), (body + "е",)
        yield (word,), (stem + "и",), (stem + "и",), (word,), (stem + "ью",), (stem + "и",)
    elif last == "й":
        locative = stem + ("и" if stem[-1] == "и" else "е")
        yield (word,), (stem + "я",), (stem + "ю",), (word,), (stem + "ем",), (locative,)
    elif last == "а":
        vowel = "и" if stem[-1] in "гкх" + SIBILANTS else "ы"
        o = "е" if stem[-1] in "ц" + SIBILANTS else "о"
        yield (
            (word,),
            (stem + vowel,),
            (stem + "е",),
            (stem + "у",),
            (stem + o + "й", stem + o + "ю"),
            (stem + "е",),
        )
    elif last == "я":
        locative = stem + ("и" if stem[-1] == "и" else "е")
        yield (word,), (stem + "и",), (locative,), (stem + "ю",), (stem + "ей", stem + "ею"), (locative,)
    elif last == "о":
        if native:
            yield (
                (word,),
                (stem + "а", word),
                (stem + "у", word),
                (word,),
                (stem + "ом", word),
                (stem + "е", word),
            )
    elif word.endswith(("ане", "яне")):  # Любечане: the people of a place gave it their name
        if native:
            yield (word,), (stem,), (stem + "ам",), (word,), (stem + "ами",), (stem + "ах",)
    elif last == "е":
        if native:
            a, u = ("а", "у") if stem[-1] in "ц" + SIBILANTS else ("я", "ю")
            locatives = (word, stem + "и") if stem[-1] in "иь" else (word,)
            yield (word,), (stem + a,), (stem + u,), (word,), (stem + "ем",), locatives
    elif last in "иы":
        if native:
            yield from _plural(word, stem)
    elif last not in VOWELS:
        for body in _stems(word):
            o = "е" if body[-1] in "ц" + SIBILANTS else "о"
            yield (
                (word,),
                (body + "а", body + "у"),
                (body + "у",),
                (word, body + "а"),
                (body + o + "м", body + "ым") if body.endswith(("ов", "ев", "ин")) else (body + o + "м",),
                (
                    body + "е",
                    body + "у",
                ),
            )


def _plural(word: str, stem: str) -> Iterator[Paradigm]:
    """Decline a plural name: Сумы, Бровары, Черновцы, Химки, Мытищи."""
    genitives = [stem, stem + ("ев" if stem[-1] in "ц" else "ов"), stem + "ов"]
    if word[-1] == "и" and stem[-1] not in "гкх" + SIBILANTS:
        genitives += [stem + "ей", stem + "ь"]
    if match := re.search(r"([^аеиоуюяэы])([кнлц])$", stem):
        body = stem[: match.start()] + match[1].replace("ь", "").replace("й", "")
        genitives += [body + "о" + match[2], body + "е" + match[2]]
    a = "я" if word[-1] == "и" and stem[-1] not in "гкх" + SIBILANTS else "а"
    yield (word,), tuple(genitives), (stem + a + "м",), (word,), (stem + a + "ми",), (stem + a + "х",)
