"""The keys of the index under which a name is found, each with its tags."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache

from geo.inflection import adjective_stem, adjective_stems, inflect
from geo.names.cognates import russian_spellings, ukrainian_spellings
from geo.names.folding import fold
from geo.names.kinds import kind_number, kind_words, read_table
from geo.names.transliteration import latin_spellings

ADJECTIVE = "~"
"""Before a key: the stem of an adjective, or a name that stands only with its kind word (Kursk Oblast)."""

SKELETON, LIKE = "^", "="
"""Before a key: the `skeleton` of a spelling that no source has; what a name is `alike`."""

_LIKE_I = str.maketrans(dict.fromkeys("ыіїеєэ", "и") | dict.fromkeys("ьъй'"))
_DOUBLE = re.compile(r"(\w)\1")


@lru_cache(maxsize=50_000)
def skeleton(key: str) -> str:
    """Fold away what differs between Ukrainian and Russian spellings: Кліщіївка and Клещеевка are one."""
    return _DOUBLE.sub(r"\1", key.translate(_LIKE_I))


def alike(key: str) -> str:
    """Fold away what spellings of one language differ in, too: Камишуваха and Комишуваха are one."""
    return skeleton(key).replace("о", "а")


NOMINATIVE, VARIANT, FORMER = 1, 2, 4
"""Tags of a reading: the form is a nominative; a generated spelling; of a former or lesser name."""

ALIKE = VARIANT | FORMER
"""Tags of a key under `LIKE`: the spelling is a slip, or another custom."""

KIND_SHIFT = 3
"""Above the tags stands the class number of the kind word that was taken off the name."""

_PLACED = re.compile(r"(?:в|у|на|in|at|of) ", re.IGNORECASE)
_NUMBER = re.compile(r"[ -]?\d+$")  # Engels-2
_CYRILLIC = re.compile(r"[а-яёєіїґ]", re.IGNORECASE)
_FACILITY_NAMES = ("airfield", "refinery", "depot", "bridge", "island", "river")


@cache
def irregular_adjectives() -> dict[tuple[str, str], list[str]]:
    """Give the stems of irregular adjectives by (folded name, language): орел → орловськ."""
    found: dict[tuple[str, str], list[str]] = {}
    for name, lang, stem in read_table("adjectives.tsv"):
        found.setdefault((fold(name), lang), []).append(stem)
    return found


def better(tags: int, others: int) -> int:
    """Choose between the tags of two ways to the same place."""
    return max(tags, others, key=lambda tag: (tag & NOMINATIVE) - (tag & VARIANT) - (tag & FORMER))


def forms_of(name: str, lang: str, kind: str, native: bool, flags: int = 0) -> Iterator[tuple[str, int]]:
    """Give the keys of a name with their tags; `flags`, VARIANT or FORMER, go to all of them."""
    core, number = _split_kind_word(name, kind)
    if number and _PLACED.match(core):  # нефтебаза в Клинцах is found by its town
        return
    tags = number << KIND_SHIFT | flags
    if kind == "facility":
        core = _NUMBER.sub("", core)
    if not _CYRILLIC.search(core):
        yield from _latin_forms(core, name, tags)
        return
    for language in (lang,) if lang in ("uk", "ru") else ("uk", "ru"):
        yield from _cyrillic_forms(core, language, kind, tags, native)


def _latin_forms(core: str, name: str, tags: int) -> Iterator[tuple[str, int]]:
    if core != name:
        yield ADJECTIVE + fold(core), tags | NOMINATIVE
    if core == name or tags >> KIND_SHIFT in map(kind_number, _FACILITY_NAMES):
        yield fold(core), tags | NOMINATIVE


def _cyrillic_forms(core: str, lang: str, kind: str, tags: int, native: bool) -> Iterator[tuple[str, int]]:
    plain = fold(core)
    stem = adjective_stem(plain)
    if tags >> KIND_SHIFT and stem and " " not in plain:
        yield ADJECTIVE + stem, tags
        yield ADJECTIVE + SKELETON + skeleton(stem), tags | VARIANT
        for latin in _folded(latin_spellings(stem, lang)):
            yield ADJECTIVE + latin + "a", tags | VARIANT
        return
    forms = _folded(inflect(core, lang, native or kind == "water"))
    if tags & VARIANT:
        yield from _folded_again(forms, plain, SKELETON, skeleton, tags)
        yield from ((ADJECTIVE + fold(word), tags) for word in adjective_stems(core, lang)[:1])
        return
    for form in forms:
        yield form, tags | (NOMINATIVE if form == plain else 0)
    if native and kind == "settlement" and not tags & FORMER:
        yield from _folded_again(forms, plain, LIKE, alike, tags | ALIKE)
    if native and kind in ("settlement", "region", "water"):
        irregular = irregular_adjectives().get((plain, lang), ())
        for word in _folded((*adjective_stems(core, lang), *irregular)):
            yield ADJECTIVE + word, tags
            if kind == "settlement":
                yield ADJECTIVE + SKELETON + skeleton(word), tags | VARIANT
    if native and kind in ("settlement", "facility", "water"):
        for latin in _folded(latin_spellings(core, lang)):
            yield latin, tags | VARIANT


def _folded_again(
    forms: list[str], plain: str, mark: str, fold_more: Callable[[str], str], tags: int
) -> Iterator[tuple[str, int]]:
    nominative = fold_more(plain)
    for form in sorted({fold_more(form) for form in forms}):
        yield mark + form, tags | (NOMINATIVE if form == nominative else 0)


def _split_kind_word(name: str, kind: str) -> tuple[str, int]:
    """Take the kind word off a name: "Курська область" → ("Курська", number of "region")."""
    if kind not in ("region", "district", "facility", "water"):
        return name, 0
    words = name.split(" ")
    lexicon = kind_words()
    for size in (4, 3, 2, 1):
        if size >= len(words):
            continue
        for reading in lexicon.get(fold(" ".join(words[-size:])), ()):
            if reading.after and _fits(reading.kind, kind):
                return " ".join(words[:-size]).strip('"«»“”'), kind_number(reading.kind)
        for reading in lexicon.get(fold(" ".join(words[:size])), ()):
            if reading.before and _fits(reading.kind, kind):
                return " ".join(words[size:]).strip('"«»“”'), kind_number(reading.kind)
    return name, 0


def _fits(word_kind: str, place_kind: str) -> bool:
    allowed = {"region": ("region",), "district": ("district", "community"), "water": ("river",)}
    if place_kind == "facility":
        return word_kind not in ("region", "district", "community", "direction", "settlement", "sea", "river")
    return word_kind in allowed[place_kind]


def _folded(forms: Iterable[str]) -> list[str]:
    """Fold forms to keys, in an order that does not change from run to run."""
    return sorted({fold(form) for form in forms})


def other_spellings(
    names: Iterable[tuple[str, str]], country: str, well_known: bool = False
) -> Iterator[tuple[str, str]]:
    """Give spellings of a place that its (name, language) pairs lack.

    A Ukrainian place without a Russian name, or a `well_known` one, gets one; the Ukrainian press spells
    names of Russian places in several ways, so that each of these gets them all.
    """
    listed = list(names)
    languages = {lang for _, lang in listed}
    if "uk" in languages and ("ru" not in languages or (well_known and country == "UA")):
        source, target, spell = "uk", "ru", russian_spellings
    elif "ru" in languages and ("uk" not in languages or country == "RU"):
        source, target, spell = "ru", "uk", ukrainian_spellings
    else:
        return
    for name in [name for name, lang in listed if lang == source]:
        yield from ((form, target) for form in sorted(spell(name)))


def longest_names(keys: Iterable[str]) -> dict[str, int]:
    """Tell for the first word of each key of several words how many words may follow it."""
    longest: dict[str, int] = {}
    for key in keys:
        first, _, rest = key.partition(" ")
        if rest:
            longest[first] = max(longest.get(first, 0), min(5, rest.count(" ") + 1))
    return longest
