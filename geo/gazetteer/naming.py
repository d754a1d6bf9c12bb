"""Choose a place's names in English, Ukrainian and Russian among the spellings that a source lists.

GeoNames' main list does not say which language a spelling is. Here the letters and the likeness to the Latin
name decide; where no spelling is attested, a rule makes one and its language tag says so ("uk-t-ru").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from geo.gazetteer.crossing import ru_from_uk, uk_from_ru
from geo.gazetteer.spelling import (
    RU_LETTERS,
    UK_LETTERS,
    closest,
    cyrillic_language,
    latin_from_ru,
    latin_from_uk,
    script,
)
from geo.names import fold

THEATRE = ("UA", "RU", "BY", "MD")
LIKE_ENOUGH = 0.72  # a Cyrillic spelling less like the Latin name than this is another name, not its form
_ONE_APOSTROPHE = dict.fromkeys(map(ord, "'ʼ`"), "’")  # sources write all of them
ANOTHER_NAME = 0.6  # a spelling less like today's names than this is an old or a second name
MADE = {"uk": "uk-t-ru", "ru": "ru-t-uk"}


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a place; `spellings` holds every (name, language), the three display names first."""

    name: str
    name_uk: str
    name_ru: str
    spellings: tuple[tuple[str, str], ...]


def choose_names(
    given: str, untagged: Iterable[str], tagged: Iterable[tuple[str, str]], country: str
) -> Names:
    """Choose the names of a place.

    `given` is the source's Latin name, `untagged` its other spellings, `tagged` those with a language; the
    first tagged "uk", "ru" and (outside Ukraine) "en" win.
    """
    tagged = [(name, lang) for name, lang in tagged if fold(name)]
    first = {lang: name for name, lang in reversed(tagged)}
    untagged = [name for name in untagged if name != given and fold(name)]
    cyrillic = [
        name
        for name in untagged
        if script(name) == "cyrillic" and cyrillic_language(name) != "other" and "." not in name
    ]
    name_uk, name_ru = choose_cyrillic(cyrillic, given, country, first.get("uk", ""), first.get("ru", ""))
    latin = [name for name in untagged if is_latin_name(name)]
    spellings = [*tagged, *((name, "") for name in [given, *latin]), *((n, language_of(n)) for n in cyrillic)]
    name = display_name(given, name_uk, country)
    return complete(name, name_uk, name_ru, spellings, country)


def complete(
    name: str, name_uk: str, name_ru: str, spellings: Iterable[tuple[str, str]], country: str
) -> Names:
    """Fill a missing Ukrainian or Russian name of the theatre by rule; drop noise and doubles."""
    made: set[str] = set()
    if country in THEATRE and bool(name_uk) != bool(name_ru):
        made = {"ru"} if name_uk else {"uk"}
        name_uk, name_ru = name_uk or uk_from_ru(name_ru), name_ru or ru_from_uk(name_uk)
    name_uk = name_uk.translate(_ONE_APOSTROPHE)
    first = [(name, "en"), *((n, MADE[x] if x in made else x) for n, x in ((name_uk, "uk"), (name_ru, "ru")))]
    kept = [s for s in spellings if s[1] or script(s[0]) == "latin" or another_name(s[0], name_uk, name_ru)]
    return Names(name, name_uk, name_ru, once([*first, *sorted(kept, key=lambda s: (not s[1], s))]))


def once(spellings: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return each spelling once for its key and language; untagged ones only where no tagged one has it."""
    seen: dict[tuple[str, str], tuple[str, str]] = {}
    tagged: set[str] = set()
    for name, lang in spellings:
        key = fold(name)
        if key and (lang or key not in tagged):
            seen.setdefault((key, lang), (name, lang))
            tagged.add(key)
    return tuple(seen.values())


def choose_cyrillic(
    names: list[str], latin: str, country: str, name_uk: str = "", name_ru: str = ""
) -> tuple[str, str]:
    """Choose the Ukrainian and the Russian name among untagged spellings, by letters and by likeness."""
    uk = [n for n in names if set(n.lower()) <= UK_LETTERS and cyrillic_language(n) in ("uk", "")]
    ru = [n for n in names if set(n.lower()) <= RU_LETTERS and cyrillic_language(n) in ("ru", "")]
    if country == "UA":
        name_uk = name_uk or accepted(closest(uk, latin, latin_from_uk))
        by_latin = accepted(closest(ru, latin, latin_from_ru)) if not name_uk else ""
        return name_uk, name_ru or (counterpart(name_uk, ru, ru_from_uk) if name_uk else by_latin)
    name_ru = name_ru or accepted(closest(ru, latin, latin_from_ru))
    by_latin = accepted(closest(uk, latin, latin_from_uk)) if not name_ru else ""
    return name_uk or (counterpart(name_ru, uk, uk_from_ru) if name_ru else by_latin), name_ru


def counterpart(name: str, candidates: list[str], rule: Callable[[str], str]) -> str:
    """Return the attested spelling most like what the rule makes of `name`.

    An untagged Ukrainian spelling says nothing of the Russian one, so the same name is not taken over where a
    Russian one stands beside it or the rule would change it; Ukrainian leaves many Russian names as they are.
    """
    wanted = rule(name)
    found = accepted(closest(candidates, wanted, str))
    if found != name or rule is not ru_from_uk:
        return found
    russian = [other for other in candidates if cyrillic_language(other) == "ru"]
    return accepted(closest(russian, wanted, str)) or (name if wanted == name else "")


def accepted(found: tuple[str, float]) -> str:
    return found[0] if found[1] >= LIKE_ENOUGH else ""


def another_name(spelling: str, *names: str) -> bool:
    """Tell an old name (Ленинград) from a foreign or inflected form of today's (Маскав, Киевом)."""
    if spelling in names:
        return False
    known = [name for name in names if name]
    return len(known) < 2 or max(closest([spelling], name, str)[1] for name in known) < ANOTHER_NAME


def is_latin_name(name: str) -> bool:
    """Tell a Latin spelling from a code (IEV) and from a lower-case transcript (bahumuto)."""
    return script(name) == "latin" and name[:1].isupper() and len(name) > 3 and not name.isupper()


def language_of(name: str) -> str:
    """Return the language that the letters of a name tell, or ""."""
    return cyrillic_language(name).replace("other", "") if script(name) == "cyrillic" else ""


def listed(names: str) -> list[tuple[str, str]]:
    """Split "uk:Суджа|Sudscha" into (name, language); without a tag the letters tell."""
    spellings = []
    for item in filter(None, map(str.strip, names.split("|"))):
        tag, separator, name = item.partition(":")
        tagged = bool(separator) and len(tag) == 2
        spellings.append((name.strip(), tag) if tagged else (item, language_of(item)))
    return spellings


def display_name(given: str, name_uk: str, country: str) -> str:
    """Return the English name: officially transliterated in Ukraine, in plain letters elsewhere."""
    if country == "UA" and name_uk:
        return latin_from_uk(name_uk)
    if country not in THEATRE:
        return given
    plain = "".join(c for c in given if c not in "'’ʼ`").replace("ë", "yo").replace("yye", "ye")
    return re.sub(r"[iy]y(?=$|[ -])", "y", plain)
