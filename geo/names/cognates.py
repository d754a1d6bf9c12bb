"""Spell a Ukrainian name in Russian and a Russian one in Ukrainian, as the press of the other language does.

Only for places whose name in the other language the gazetteer does not know. The result is a few likely
spellings in lower case; they are tagged as generated.
"""

import re
from functools import cache

from geo.names.kinds import read_table

_TO_RUSSIAN = (
    (re.compile(r"ії(?=в)"), "ие"),
    (re.compile(r"ївк"), "евк"),
    (re.compile(r"(?<=[жчшщц])ів(?=[кцс])"), "ев"),
    (re.compile(r"ів(?=[кц]|ськ)"), "ов"),
    (re.compile(r"їв\b"), "ев"),
    (re.compile(r"ів\b"), "ов"),
    (re.compile(r"піль\b"), "поль"),
    (re.compile(r"([лнтдсзжшчц])\1я\b"), r"\1ье"),
    (re.compile(r"[зж]ьк"), "жск"),
    (re.compile(r"([сц])ьк"), r"\1к"),
    (re.compile(r"(?<=ск)е\b|(?<=цк)е\b|(?<=[внлтрхкгм])е\b"), "ое"),
    (re.compile(r"(?<=н)є\b"), "ее"),
    (re.compile(r"(?<=ск)а\b|(?<=цк)а\b|(?<=[оеє]в)а\b"), "ая"),
    (re.compile(r"(?<=[внлткр])а(?= )"), "ая"),
    (re.compile(r"(?<=[кгх])ий\b"), "ий"),
    (re.compile(r"(?<=[внлтрм])ий\b"), "ый"),
    (re.compile(r"ій\b"), "ий"),
    (re.compile(r"(?<=ов)і\b|(?<=[лн])і\b"), "ые"),
    (re.compile(r"ьо|(?<!ма)йо"), "е"),
)
_LETTERS_RU = str.maketrans({"і": "и", "ї": "и", "є": "е", "ґ": "г", "'": "ъ", "’": "ъ"})

_TO_UKRAINIAN = (
    (re.compile(r"([лнтдсзжшчц])ье\b"), r"\1\1я"),
    (re.compile(r"(?<=[жчшщ])ья\b"), "а"),
    (re.compile(r"(?<=[цкс])ое\b|(?<=[внлтрхкгмч])ое\b"), "е"),
    (re.compile(r"ее\b"), "є"),
    (re.compile(r"ая\b"), "а"),
    (re.compile(r"яя\b"), "я"),
    (re.compile(r"ый\b"), "ий"),
    (re.compile(r"ой\b"), "ий"),
    (re.compile(r"ые\b"), "і"),
    (re.compile(r"ы\b"), "и"),
    (re.compile(r"(?<=[бвгджзйклмнпрстфхцчшщь])ск"), "ськ"),
    (re.compile(r"(?<=[аеиоуыя])ск"), "ськ"),
    (re.compile(r"цк"), "цьк"),
    (re.compile(r"ий(?=с)"), "ій"),
    (re.compile(r"ие(?=[в])"), "ії"),
    (re.compile(r"ие"), "іє"),
    (re.compile(r"ия"), "ія"),
    (re.compile(r"ьи"), "'ї"),
    (re.compile(r"\bе"), "є"),
    (re.compile(r"(?<=[аеиоуы])ев"), "єв"),
    (re.compile(r"э"), "е"),
    (re.compile(r"ъ"), "'"),
    (re.compile(r"\bи"), "і"),
    (re.compile(r"сс(?=і|и)"), "с"),
)


@cache
def _parts() -> list[tuple[str, str]]:
    pairs = [(uk, ru) for uk, ru in read_table("cognates.tsv") if uk != ru]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


def _spell(name: str, rules: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for pattern, replacement in rules:
        name = pattern.sub(replacement, name)
    return name


def russian_spellings(name: str) -> set[str]:
    """Give Russian spellings of a Ukrainian name: Тихе → тихое, Новогеоргіївка → новогеоргиевка."""
    name = name.lower().replace("’", "'")
    cognate = name
    for uk, ru in _parts():
        cognate = cognate.replace(uk, ru)
    spellings = {_spell(form, _TO_RUSSIAN).translate(_LETTERS_RU) for form in (name, cognate)}
    spellings |= {re.sub(r"([втн])ая\b", r"\1а", form) for form in spellings}
    spellings |= {re.sub(r"(?<=[лнр])овк", "евк", form) for form in spellings}
    spellings |= {form.replace("колодезь", "колодец") for form in spellings}
    return {form.replace("ъ", "ь", 1) if re.search(r"[нрлс]ъ[яие]", form) else form for form in spellings}


def ukrainian_spellings(name: str) -> set[str]:
    """Give Ukrainian spellings of a Russian name: Малая Локня → мала локня, Плехово → плехово, плехове."""
    name = name.lower().replace("ё", "е")
    cognate = name
    for uk, ru in _parts():
        if len(ru) > 3:
            cognate = cognate.replace(ru, uk)
    spellings = set()
    for form in (name, cognate):
        plain = _spell(form, _TO_UKRAINIAN).replace("ы", "и")
        spellings |= {plain, re.sub(r"(?<=[бвгдзклмнпрстфх])и(?=[нлрвм])", "і", plain)}
    for form in tuple(spellings):
        spellings.add(re.sub(r"([оеє])во\b", r"\1ве", form))
        spellings.add(re.sub(r"евк", "івк", re.sub(r"овк", "івк", form)))
        spellings.add(re.sub(r"єв(к|о)", r"їв\1", form))
        spellings.add(re.sub(r"ость\b", "ість", form))
    return spellings
