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
    (re.compile(r"(?<=[жчшщц])ів(?=[кцс]|\b)"), "ев"),
    (re.compile(r"ів(?=[кцщ]|ськ)"), "ов"),
    (re.compile(r"їв\b"), "ев"),
    (re.compile(r"ів\b"), "ов"),
    (re.compile(r"піль\b"), "поль"),
    (re.compile(r"([лнтдсзжшчц])\1я\b"), r"\1ье"),
    (re.compile(r"(?<=[иієе])ц[яі]\b"), "ца"),
    (re.compile(r"ці\b"), "цы"),
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
_CLOSED = re.compile(r"(?<!\b)і(?=[бвгджзклмнпрстфхцчшщ](?:[бвгджзклмнпрстфхцчшщь]|\b))(?!в[кцсщ]|н\b)")
"""An і in a closed syllable, often an о in Russian: Самбір, Самбор; Слобідка, Слободка."""

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
_YO = re.compile(r"(?<=[бвгджзклмнпрстфхцчшщ])ё")


@cache
def _parts(to_russian: bool) -> tuple[re.Pattern[str], dict[str, str]]:
    """Give a pattern of the parts of names that differ, the longest first, and what stands for each."""
    pairs = [(uk, ru) for uk, ru in read_table("cognates.tsv") if uk.lstrip("^") != ru]
    if not to_russian:
        pairs = [("^" * uk.startswith("^") + ru, uk.lstrip("^")) for uk, ru in reversed(pairs) if len(ru) > 3]
    pairs.sort(key=lambda pair: -len(pair[0]))
    pattern = "|".join(
        rf"\b{re.escape(part[1:])}" if part[0] == "^" else re.escape(part) for part, _ in pairs
    )
    return re.compile(pattern), {part.lstrip("^"): other for part, other in pairs}


def cognate_parts(name: str, to_russian: bool) -> str:
    """Write the parts of a name as the other language does: Вільхуватка, Ольховатка."""
    pattern, others = _parts(to_russian)
    return pattern.sub(lambda match: others[match[0]], name)


def _spell(name: str, rules: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for pattern, replacement in rules:
        name = pattern.sub(replacement, name)
    return name


def russian_spellings(name: str) -> set[str]:
    """Give Russian spellings of a Ukrainian name: Тихе → тихое, Новогеоргіївка → новогеоргиевка."""
    name = name.lower().replace("’", "'")
    cognate = cognate_parts(name, to_russian=True)
    spellings = {_spell(form, _TO_RUSSIAN).translate(_LETTERS_RU) for form in (name, cognate)}
    spellings |= {re.sub(r"([внлткр])ая\b", r"\1а", form, count=1) for form in spellings}
    spellings |= {re.sub(r"(?<=[оеи][вн])ое\b", "о", form) for form in spellings}  # Шевченково
    spellings |= {re.sub(r"(?<=[лнр])овк", "евк", form) for form in spellings}
    spellings |= {form.replace("колодезь", "колодец") for form in spellings}
    if _CLOSED.search(cognate):
        spellings.add(_spell(_CLOSED.sub("о", cognate), _TO_RUSSIAN).translate(_LETTERS_RU))
    return {form.replace("ъ", "ь", 1) if re.search(r"[нрлс]ъ[яие]", form) else form for form in spellings}


def ukrainian_spellings(name: str) -> set[str]:
    """Give Ukrainian spellings of a Russian name: Малая Локня → мала локня, Плехово → плехово, плехове."""
    original = name.lower()
    name = original.replace("ё", "е")
    cognate = cognate_parts(name, to_russian=False)
    spellings = set()
    for form in (name, cognate):
        plain = _spell(form, _TO_UKRAINIAN).replace("ы", "и")
        spellings |= {plain, re.sub(r"(?<=[бвгдзклмнпрстфх])и(?=[нлрвм])", "і", plain)}
    if name.endswith("ой"):  # Шатой is no adjective
        spellings.add(re.sub(r"(?:ий)\b", "ой", plain))
    if _YO.search(original):
        spellings |= ukrainian_spellings(_YO.sub("ьо", original))
    for form in tuple(spellings):
        spellings.add(re.sub(r"([оеє])во\b", r"\1ве", form))
        spellings.add(re.sub(r"евк", "івк", re.sub(r"овк", "івк", form)))
        spellings.add(re.sub(r"єв(к|о)", r"їв\1", form))
        spellings.add(re.sub(r"ость\b", "ість", form))
    return spellings
