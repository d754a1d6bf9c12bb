"""Paradigms, and the declension of adjectives: the part that Ukrainian and Russian share."""

Paradigm = tuple[tuple[str, ...], ...]
"""Six cases (nominative, genitive, dative, accusative, instrumental, locative), each with its variants."""

UK, RU = "uk", "ru"
VOWELS = "аеєиіїоуюяэёы"
SIBILANTS = "жчшщ"

ADJECTIVES: dict[str, tuple[tuple[str, Paradigm], ...]] = {
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


def join(stem: str, endings: Paradigm) -> Paradigm:
    """Put the endings of a paradigm to a stem."""
    return tuple(tuple(stem + ending for ending in case) for case in endings)


def adjective(word: str, lang: str) -> Paradigm | None:
    """Decline `word` as an adjective of its gender and number; None if its ending is not adjectival."""
    for ending, paradigm in ADJECTIVES[lang]:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return join(word[: -len(ending)], paradigm)
    return None
