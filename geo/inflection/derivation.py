"""Derive the adjectives of place names: Лиман → лиманськ-, Кривий Ріг → криворізьк-."""

import re
from functools import lru_cache

from geo.inflection.paradigms import ADJECTIVES, RU, UK

_ADJECTIVE_END = re.compile(
    r"^(.+(?:[сцз]ьк|[сц]к))(?:ий|ого|ому|им|ім|ій|а|ої|у|ою|е|і|их|ими|ая|ой|ую|ою|ое|ом|ие|их|им|ими|ом)$"
)


@lru_cache(maxsize=20_000)
def adjective_stem(word: str) -> str | None:
    """Strip the case ending of an adjective in -ськ-/-ск-: Курської → курськ, Брянской → брянск.

    `word` is in lower case. None for any other word.
    """
    match = _ADJECTIVE_END.match(word)
    return match[1] if match else None


def adjective_stems(name: str, lang: str) -> list[str]:
    """Derive the stems of the adjective of a place name: Лиман → лиманськ, Кривий Ріг → криворізьк.

    Only regular derivations; `regular_stems` leads the irregular ones (суджанськ, ворожбянськ) back to these.
    """
    name = " ".join(name.lower().replace("ё", "е").split())
    words = re.split(r"[ -]", name)
    if lang not in (UK, RU) or not all(words) or len(words) > 2 or len(words[-1]) < 2:
        return []
    stems = _derive(words[-1], lang)
    if len(words) == 2:
        link = _linking_stem(words[0], lang)
        return [link + glue + stem for glue in (["", " "] if "-" in name else [""]) for stem in stems]
    return stems


_IRREGULAR = re.compile(r"^(.{2,}?)(?:ансь|янсь|енсь|івсь|инсь|анс|янс|енс|овс|инс|чес|йсь|йс)(к)$")


def regular_stems(stem: str) -> list[str]:
    """Guess the regular stems behind an irregular adjective: суджанськ → суджськ, сакськ → сацьк."""
    guesses = []
    suffix = "ськ" if stem.endswith("ьк") else "ск"
    if match := _IRREGULAR.match(stem):
        guesses.append(match[1] + suffix)
    for ending, base in (("кськ", "цьк"), ("кск", "цк"), ("гськ", "зьк"), ("гск", "жск")):
        if stem.endswith(ending):
            guesses.append(stem[: -len(ending)] + base)
    return guesses


def _linking_stem(word: str, lang: str) -> str:
    """Give the first part of a compound adjective: Велика → велико, Верхній → верхньо, Часів → часово."""
    if word.endswith(("ів", "їв")):
        return word[:-2] + "ово"
    if word.endswith(("ній", "нє", "ня")) and lang == UK:
        return word[: -2 if word.endswith(("ій",)) else -1] + "ьо"
    if (
        word.endswith(("ний", "нее", "няя"))
        and lang == RU
        and word.startswith(("верхн", "нижн", "средн", "ближн"))
    ):
        return word[:-2] + "е"
    if word.endswith(("ов", "ев")) and lang == RU:
        return word + "о"
    for ending, _ in ADJECTIVES[lang]:
        if word.endswith(ending):
            return word[: -len(ending)] + "о"
    return word.rstrip("аяоеьийы") + "о"


def _derive(word: str, lang: str) -> list[str]:
    suffix = "ськ" if lang == UK else "ск"
    if stem := adjective_stem(word):
        return [stem]
    if word.endswith((suffix, "цьк", "зьк", "цк")):
        return [word]
    base = re.sub(r"(?:[аяеєоийіїыью]|ий|ый|ой|ая|ое|ее|ые|ие|ья|ье|'я)$", "", word).rstrip("ь'")
    if _ENDS_IN_IOTA[lang].search(word) and not _ADJECTIVAL_END[lang].search(word):
        base = word[:-1] + "й"
    if len(base) < 2:
        return []
    regular = _regular_uk(word, base) if lang == UK else _regular_ru(word, base)
    return list(dict.fromkeys([_attach(base, lang), *regular]))


_ENDS_IN_IOTA = {UK: re.compile(r"[аеєиіїоу](?:й|я|ї)$"), RU: re.compile(r"[аеиоуы](?:й|я|и|е)$")}
_ADJECTIVAL_END = {
    UK: re.compile(r"[бвгґджзклмнпрстхцчшщ](?:ий|ій)$"),
    RU: re.compile(r"(?:ый|ий|ой|ая|ое|ее|ые|ие)$"),
}


def _attach(base: str, lang: str) -> str:
    """Join a base and -ськ-/-ск- with the consonant changes of the language."""
    if lang == UK:
        if base[-2:] in ("жж", "чч", "шш", "лл", "нн", "тт", "сс", "дд"):
            base = base[:-1]
        ends = {
            "г": "зьк",
            "ж": "зьк",
            "з": "зьк",
            "к": "цьк",
            "ч": "цьк",
            "ц": "цьк",
            "х": "ськ",
            "ш": "ськ",
            "с": "ськ",
        }
        if base[-1] in ends:
            return base[:-1] + ends[base[-1]]
        return base + ("ьськ" if base[-1] == "л" else "ськ")
    if base[-1] in "кц":
        return base[:-1] + "цк"
    if base[-1] == "г":
        return base[:-1] + "жск"
    return base + ("ьск" if base[-1] == "л" else "ск")


def _regular_uk(word: str, base: str) -> list[str]:
    stems = []
    if word.endswith(("вка", "нка", "лка", "рка", "йка", "тка", "дка", "ска", "шка", "чка", "зка")):
        stems += [_attach(base[:-1], UK), base + "івськ"]
    if re.search(r"[оеє]в[еоа]$", word):
        stems += [base[:-2] + ("ївськ" if base[-2] == "є" else "івськ")]
    if re.search(r"н[еа]$", word):
        stems += [base[:-1] + "ськ", base + "енськ", re.sub(r"нн$", "н", base) + "ськ"]
    if re.search(r"поле$", word):
        stems += [base[:-2] + "ільськ"]
    if re.search(r"[^аеєиіїоуюя]ц[іи]$", word):
        stems += [base[:-1] + "ецьк"]
    if re.search(r"[^аеєиіїоуюя]н[иі]$", word):
        stems += [base[:-1] + "енськ"]
    return stems


def _regular_ru(word: str, base: str) -> list[str]:
    stems = []
    if word.endswith(("вка", "нка", "лка", "рка", "йка", "тка", "дка", "ска", "шка", "чка", "зка")):
        stems += [_attach(base[:-1], RU), base + "овск"]
    if re.search(r"н(?:ое|ая|ый|а|о)$", word):
        stems += [base[:-1] + "ск", base + "енск", re.sub(r"нн$", "н", base) + "ск"]
    if re.search(r"[^аеиоуюя]цы$", word):
        stems += [base[:-1] + "ецк"]
    if re.search(r"[^аеиоуюя]ны$", word):
        stems += [base[:-1] + "енск"]
    if word.endswith(("ово", "ево")):
        stems += [base + "ск"]
    return stems
