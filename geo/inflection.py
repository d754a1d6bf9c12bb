"""Case forms of Ukrainian and Russian place names, and the adjectives derived from them.

The paradigms are rules over the ending of the nominative, written for names of places: they know that
Коренево may stay undeclined, that Часів Яр becomes Часового Яру and that only the last part of
Івано-Франківськ changes. A rule that is unsure gives every form that is in use: a form that nobody
writes costs a few bytes in the index, a missing one costs a place.

Names are handled in lower case; forms come back in lower case, with hyphens where the name has them.
"""

import itertools
import re
from collections.abc import Iterator

Paradigm = tuple[tuple[str, ...], ...]
"""Six cases (nominative, genitive, dative, accusative, instrumental, locative), each with its variants."""

UK, RU = "uk", "ru"
_VOWELS = "аеєиіїоуюяэёы"
_SIBILANTS = "жчшщ"
_PREPOSITIONS = frozenset(
    {"на", "над", "під", "под", "при", "у", "в", "за", "де", "да", "ла", "ле", "імені", "имени"}
)
_SOFTENED = {"г": "з", "к": "ц", "х": "с"}

_ADJECTIVES: dict[str, tuple[tuple[str, Paradigm], ...]] = {
    UK: (
        ("ий", (("ий",), ("ого",), ("ому",), ("ий", "ого"), ("им",), ("ому", "ім"))),
        ("ій", (("ій",), ("ього",), ("ьому",), ("ій", "ього"), ("ім",), ("ьому", "ім"))),
        ("а", (("а",), ("ої",), ("ій",), ("у",), ("ою",), ("ій",))),
        ("я", (("я",), ("ьої",), ("ій",), ("ю",), ("ьою",), ("ій",))),
        ("е", (("е",), ("ого",), ("ому",), ("е",), ("им",), ("ому", "ім"))),
        ("є", (("є",), ("ього",), ("ьому",), ("є",), ("ім",), ("ьому", "ім"))),
        ("і", (("і",), ("их",), ("им",), ("і", "их"), ("ими",), ("их",))),
    ),
    RU: (
        ("ый", (("ый",), ("ого",), ("ому",), ("ый", "ого"), ("ым",), ("ом",))),
        ("ой", (("ой",), ("ого",), ("ому",), ("ой", "ого"), ("ым", "им"), ("ом",))),
        ("ий", (("ий",), ("ого", "его"), ("ому", "ему"), ("ий", "ого", "его"), ("им",), ("ом", "ем"))),
        ("ая", (("ая",), ("ой",), ("ой",), ("ую",), ("ой", "ою"), ("ой",))),
        ("яя", (("яя",), ("ей",), ("ей",), ("юю",), ("ей", "ею"), ("ей",))),
        ("ое", (("ое",), ("ого",), ("ому",), ("ое",), ("ым", "им"), ("ом",))),
        ("ее", (("ее",), ("его",), ("ему",), ("ее",), ("им",), ("ем",))),
        ("ые", (("ые",), ("ых",), ("ым",), ("ые", "ых"), ("ыми",), ("ых",))),
        ("ие", (("ие",), ("их",), ("им",), ("ие", "их"), ("ими",), ("их",))),
    ),
}
# Endings that mark a lone word as an adjective in form: Рівне, Лозова, Кропивницький, Весёлое.
_LONE_ADJECTIVE = {
    UK: re.compile(
        r"(?:..[^аеєиіїоуюя](?:ий|ій)|..(?:ов|ев|єв|їв|ин|їн|н|ськ|цьк|зьк|к|л|т|м|р|ст|ив|ав)(?:е|а|і)|..нє|..ня)$"
    ),
    RU: re.compile(r"(?:..(?:ый|ий|ой|ая|яя|ое|ее|ые|ие))$"),
}
_NOUN_E = re.compile(r"(?:ще|поле|море|сонце|серце|озеро)$")


def _join(stem: str, endings: Paradigm) -> Paradigm:
    return tuple(tuple(stem + ending for ending in case) for case in endings)


def adjective(word: str, lang: str) -> Paradigm | None:
    """Decline `word` as an adjective of its gender and number; None if its ending is not adjectival."""
    for ending, paradigm in _ADJECTIVES[lang]:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return _join(word[: -len(ending)], paradigm)
    return None


def _stems_uk(word: str) -> Iterator[str]:
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
        link = "ь" if match[1] == "л" else ""
        yield body[: match.start()] + match[1] + link + match[2]


def _noun_uk(word: str, native: bool) -> Iterator[Paradigm]:
    last = word[-1]
    stem = word[:-1]
    if last == "ь":
        for body in _stems_uk(word):
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
        link = stem if stem[-1] in _VOWELS else stem + "ь"
        yield (
            (word,),
            (link + "я",),
            (link + "ю", link + "єві"),
            (word,),
            (link + "єм",),
            (link + "ї", link + "ю"),
        )
    elif last == "а":
        vowel, instrumental = ("і", "ею") if stem[-1] in _SIBILANTS else ("и", "ою")
        locative = stem[:-1] + _SOFTENED[stem[-1]] + "і" if stem[-1] in _SOFTENED else stem + "і"
        yield (word,), (stem + vowel,), (locative,), (stem + "у",), (stem + instrumental,), (locative,)
    elif last == "я":
        yield from _noun_uk_ya(word, stem)
    elif last in "ое":
        if not native and last == "о":
            return
        soft = last == "е" and stem[-1] in "лр" + _SIBILANTS
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
            adjectival = _join(stem, _ADJECTIVES[UK][4][1])
            yield (word,), *adjectival[1:]
    elif last in "иії":
        if native:
            yield from _plural_uk(word, stem)
    elif last not in _VOWELS:
        for body in _stems_uk(word):
            softened = body[:-1] + _SOFTENED[body[-1]] + "і" if body[-1] in _SOFTENED else body + "і"
            soft = body[-1] == "ц" or body[-1] in _SIBILANTS
            genitives = (body + "я", body + "ю") if body[-1] == "ц" else (body + "а", body + "у")
            yield (
                (word,),
                genitives,
                (genitives[1], body + ("еві" if soft else "ові")),
                (word, genitives[0]),
                (body + ("ем" if soft else "ом"),),
                (softened, body + "у", body + "ові"),
            )


def _noun_uk_ya(word: str, stem: str) -> Iterator[Paradigm]:
    """Decline -я: neuter (Запоріжжя, Придністров'я) or feminine (Вінниця, Феодосія)."""
    if stem[-1] == "'" or (len(stem) > 2 and stem[-1] == stem[-2]):
        yield (word,), (word,), (stem + "ю",), (word,), (stem + "ям",), (stem + "і", stem + "ю")
        return
    vowel = "ї" if stem[-1] in _VOWELS else "і"
    instrumental = "єю" if stem[-1] in _VOWELS else "ею"
    yield (word,), (stem + vowel,), (stem + vowel,), (stem + "ю",), (stem + instrumental,), (stem + vowel,)


def _plural_uk(word: str, stem: str) -> Iterator[Paradigm]:
    """Decline a plural name: Суми, Бровари, Чернівці, Прилуки, Лубни."""
    soft = word[-1] in "ії"
    a = "я" if soft and stem[-1] not in _SIBILANTS else "а"
    genitives = [stem + ("їв" if word[-1] == "ї" else "ів"), stem]
    if match := re.search(r"([^аеєиіїоуюя'])([кнлц])$", stem):
        body = stem[: match.start()] + match[1].replace("ь", "")
        genitives += [body + "о" + match[2], body + "е" + match[2]]
        if match[2] == "ц":
            genitives.append(body + "ець")
    yield (word,), tuple(genitives), (stem + a + "м",), (word,), (stem + a + "ми",), (stem + a + "х",)


def _stems_ru(word: str) -> Iterator[str]:
    """Give the oblique stems of a Russian noun that ends in a consonant (Орёл → орл, Донец → донц)."""
    body = word[:-1] if word.endswith("ь") else word
    yield body
    if match := re.search(r"([^аеёиоуюяэыйь])[еёо]([цклрн])$", body):
        link = "ь" if match[1] == "л" else ""
        yield body[: match.start()] + match[1] + link + match[2]
    if match := re.search(r"([аеиоуюяэы])ец$", body):
        yield body[: match.start()] + match[1] + "йц"


def _noun_ru(word: str, native: bool) -> Iterator[Paradigm]:
    last = word[-1]
    stem = word[:-1]
    if last == "ь":
        for body in _stems_ru(word):
            yield (word,), (body + "я",), (body + "ю",), (word,), (body + "ем",), (body + "е",)
        yield (word,), (stem + "и",), (stem + "и",), (word,), (stem + "ью",), (stem + "и",)
    elif last == "й":
        locative = stem + ("и" if stem[-1] == "и" else "е")
        yield (word,), (stem + "я",), (stem + "ю",), (word,), (stem + "ем",), (locative,)
    elif last == "а":
        vowel = "и" if stem[-1] in "гкх" + _SIBILANTS else "ы"
        o = "е" if stem[-1] in "ц" + _SIBILANTS else "о"
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
    elif last == "е":
        if native:
            a, u = ("а", "у") if stem[-1] in "ц" + _SIBILANTS else ("я", "ю")
            locatives = (word, stem + "и") if stem[-1] in "иь" else (word,)
            yield (word,), (stem + a,), (stem + u,), (word,), (stem + "ем",), locatives
    elif last in "иы":
        if native:
            yield from _plural_ru(word, stem)
    elif last not in _VOWELS:
        for body in _stems_ru(word):
            o = "е" if body[-1] in "ц" + _SIBILANTS else "о"
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


def _plural_ru(word: str, stem: str) -> Iterator[Paradigm]:
    """Decline a plural name: Сумы, Бровары, Черновцы, Химки, Мытищи."""
    genitives = [stem, stem + ("ев" if stem[-1] in "ц" else "ов"), stem + "ов"]
    if word[-1] == "и" and stem[-1] not in "гкх" + _SIBILANTS:
        genitives += [stem + "ей", stem + "ь"]
    if match := re.search(r"([^аеиоуюяэы])([кнлц])$", stem):
        body = stem[: match.start()] + match[1].replace("ь", "").replace("й", "")
        genitives += [body + "о" + match[2], body + "е" + match[2]]
    a = "я" if word[-1] == "и" and stem[-1] not in "гкх" + _SIBILANTS else "а"
    yield (word,), tuple(genitives), (stem + a + "м",), (word,), (stem + a + "ми",), (stem + a + "х",)


def _noun(word: str, lang: str, native: bool) -> Iterator[Paradigm]:
    if len(word) > 1:
        yield from _noun_uk(word, native) if lang == UK else _noun_ru(word, native)


def _word(word: str, lang: str, native: bool) -> list[Paradigm]:
    """Give every paradigm that a lone word may follow."""
    paradigms: list[Paradigm] = []
    if _LONE_ADJECTIVE[lang].search(word) and not _NOUN_E.search(word):
        declined = adjective(word, lang)
        if declined:
            paradigms.append(declined)
    noun_in_e = word.endswith(("ие", "ье")) or (word[-1] in "аоея" and lang == UK)
    if not paradigms or noun_in_e:
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
        (first[-1] in "оеі" and not adjective(first, lang)) or (len(first) <= 4 and first[-1] in "ьюй")
    ):
        return {first + glue + form for paradigm in seconds for case in paradigm for form in case}
    agreed = adjective(first, lang)
    firsts = [agreed] if agreed and glue == " " else _word(first, lang, native)
    possessive = _possessive(first, lang)
    if possessive and glue == " " and second[-1] not in _VOWELS:
        firsts = [possessive]
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


# --- adjectives -----------------------------------------------------------------------------------------

_ADJECTIVE_END = re.compile(
    r"^(.+(?:[сцз]ьк|[сц]к))(?:ий|ого|ому|им|ім|ій|а|ої|у|ою|е|і|их|ими|ая|ой|ую|ою|ое|ом|ие|их|им|ими|ом)$"
)


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
    for ending, _ in _ADJECTIVES[lang]:
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
