"""Find when something happened: a small explicit grammar of dates in English, Ukrainian and Russian.

Every rule is written out in data/lexicons/dates; nothing is guessed from bare numbers. A rule is tried only
when one of its trigger words (a month, a weekday, "ago", "вчора" …) stands in the text, which keeps the
reader fast and keeps "12 of 20 drones" and model numbers from becoming dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from operator import itemgetter

from geo.dates.intervals import BUILDERS, Build, Interval
from geo.dates.words import LANGUAGES, Words, words_of
from geo.reports.language import detect


@dataclass(frozen=True, slots=True)
class When:
    """An interval of days, both ends included, and the words that said so.

    `precision` is day, range, week, month, year or unknown; `span` gives offsets into the text read; `means`
    is the kind of expression (explicit, weekday, ago …: data/lexicons/dates).
    """

    start: date
    end: date
    precision: str
    span: tuple[int, int] | None
    text: str
    means: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, the words one of which must be present ("#" means a digit suffices), and what it means."""

    pattern: re.Pattern[str]
    needs: frozenset[str]
    means: str

    @property
    def build(self) -> Build:
        """Return what makes an interval of a match."""
        return BUILDERS[self.means]


def find_dates(text: str, anchor: date | None, lang: str = "") -> list[When]:
    """Return the dates in `text` in order, without overlaps; the longest reading of a stretch wins.

    `anchor` is the publication date that relative dates and dates without a year are counted from; without it
    only full dates are returned. `lang` is "en", "uk", "ru" or "" (told by the letters).
    """
    language = lang if lang in _RULES else guess_language(text)
    words = set(re.findall(r"[^\W\d_]+", text.lower()))
    if re.search(r"\d", text):
        words.add("#")
    found = []
    for rank, rule in enumerate(_RULES[language]):
        if not rule.needs.isdisjoint(words):
            found += [(match.start(), -match.end(), rank, match) for match in rule.pattern.finditer(text)]
    matches = [
        (_RULES[language][rank], match) for _, _, rank, match in sorted(found, key=itemgetter(0, 1, 2))
    ]
    return _joined(list(_without_overlaps(text, _whole(matches), anchor, _WORDS[language])), text)


def guess_language(text: str) -> str:
    """Return the language that a text is read in: "uk", "ru" or "en", also where detection is unsure."""
    return detect(text) or ("ru" if re.search(r"[а-яё]", text, re.IGNORECASE) else "en")


def _whole(matches: list[tuple[Rule, re.Match[str]]]) -> list[tuple[Rule, re.Match[str]]]:
    """Leave out a part of the day that runs into a date with one: "поздно [вечером 31 мая]"."""
    into = {
        index
        for index, ((rule, match), (other, after)) in enumerate(pairwise(matches))
        if rule.means == "part of day" != other.means and after.start() < match.end() < after.end()
    }
    return [found for index, found in enumerate(matches) if index not in into]


def _built(rule: Rule, match: re.Match[str], anchor: date | None, words: Words) -> Interval | None:
    """Apply a rule; a day that the calendar does not have (31 February, year 0) is no date."""
    try:
        return rule.build(match, anchor, words)
    except (ValueError, OverflowError):
        return None


_BETWEEN = re.compile(r"[ ,]*(?:of|on)?[ ,]*")


def _joined(dates: list[When], text: str) -> list[When]:
    """Leave out the parts of the day that stand right beside a date."""
    spans = [when.span or (0, 0) for when in dates]
    parts = [when.means == "part of day" for when in dates]
    touching = [_BETWEEN.fullmatch(text, a[1], b[0]) is not None for a, b in pairwise(spans)]
    beside = {
        index
        for index, (before, after) in enumerate(pairwise(parts))
        if before and not after and touching[index]
    } | {
        index
        for index, (before, after) in enumerate(pairwise(parts), 1)
        if after and not before and touching[index - 1]
    }
    # "On the same day, 7 June": the day that is named.
    named = {
        index
        for index, (before, after) in enumerate(pairwise(dates))
        if before.means == "the same day" and after.precision == "day" and touching[index]
    }
    return [
        replace(dates[index + 1], means="the same day") if index in named else when
        for index, when in enumerate(dates)
        if index not in beside and index - 1 not in named
    ]


# Days named for what will be done on them, not for what happened.
_MOURNING_AFTER = re.compile(
    r"[^.,;:\n]{0,40}?\b(?:days? of (?:national )?mourning|(?:день|дн(?:[её]м|ями)) (?:жалоби|траура))"
    r"|\s(?:траура|жалоби)\b",
    re.IGNORECASE,
)
_MOURNING_BEFORE = re.compile(r"(?<!\bin\s)\b(?:mourning|жалоб[уиа]|траур)[^.,;:\n]{0,40}$", re.IGNORECASE)
_STREET_BEFORE = re.compile(
    r"\b(?:вулиц\w+|вул\.|площ\w+|проспект\w*|улиц\w+|ул\.|площад\w+|имени|імені|парк\w*|шахт\w+)\s+[«\"“]?$",
    re.IGNORECASE,
)
_STREET_AFTER = re.compile(r"\s+(?:Street|Square|Avenue|Park|Mine)\b")


def _names_a_street(text: str, start: int, end: int) -> bool:
    """Tell whether a date is a name: "вулиця 8 Березня", "May 9 Street"."""
    before = _STREET_BEFORE.search(text, max(0, start - 20), start)
    return before is not None or _STREET_AFTER.match(text, end) is not None


def _is_for_mourning(text: str, start: int, end: int) -> bool:
    """Tell whether a day was declared one of mourning: "declaring January 9 a day of mourning"."""
    before = _MOURNING_BEFORE.search(text, max(0, start - 50), start)
    return before is not None or _MOURNING_AFTER.match(text, end) is not None


# "Two days earlier", "the next day" count from the day named shortly before; earlier ones, where there is
# none, from the publication.
_EARLIER = re.compile(
    r"(?!.*yesterday).*\b(?:earlier|before)|the previous (?:day|night|morning|afternoon|evening)"
    r"|.*(?:раніше|до того)|напередодні|.*(?:ранее|раньше)|накануне",
    re.IGNORECASE | re.DOTALL,
)
_SHORTLY = 300  # letters


def _without_overlaps(
    text: str, found: Iterable[tuple[Rule, re.Match[str]]], anchor: date | None, words: Words
) -> Iterator[When]:
    last = -1
    named: When | None = None
    for rule, match in found:
        start, end = match.span()
        if start < last or _names_a_street(text, start, end) or _is_for_mourning(text, start, end):
            continue
        interval = _built(rule, match, _base(text, rule, match, anchor, named), words)
        if rule.means == "later" and interval is None:
            last = end
        if interval is None or interval[0] > interval[1]:
            continue
        last = end
        when = When(*interval, (start, end), match[0], rule.means)
        recalled = _BACK_ON if named is None else _SAID_BEFORE
        if _is_told(when, anchor) and not recalled.search(text, max(0, start - 20), start):
            named = when
        yield when


def _base(
    text: str, rule: Rule, match: re.Match[str], anchor: date | None, named: When | None
) -> date | None:
    """Return the day that a match is counted from: the one named before it, else that of publication."""
    before = named.span[1] if named and named.span else None
    near = before is not None and _beside(text, before, match.start())
    if rule.means == "later":
        return named.start if named and near else None
    if rule.means in ("days after", "days before", "the same day"):
        return named.start if named and before and "\n" not in text[before : match.start()] else anchor
    if _EARLIER.fullmatch(match[0]):
        return named.start if named and near else anchor
    return anchor


# "Said on Sunday", "back on 11 December": what follows does not count from that day.
_SAID_BEFORE = re.compile(
    r"\b(?:ще|еще|ещё|back|said|says|told|reported|announced|stated|wrote|повідоми\w+|заяви\w+|розпові\w+|написа\w+|сообщи\w+"
    r"|рассказа\w+)\s$",
    re.IGNORECASE,
)
_BACK_ON = re.compile(r"\b(?:ще|еще|ещё|back) (?:(?:on|у|в) )?$", re.IGNORECASE)


def _is_told(when: When, anchor: date | None) -> bool:
    """Leave out parts of the day, what is to come and the day of another event ("two days after …")."""
    return (
        when.precision == "day"
        and (anchor is None or when.start <= anchor)
        and when.means not in ("days after", "days before", "part of day")
    )


def _beside(text: str, end: int, start: int) -> bool:
    """Tell whether two dates stand shortly after each other in one paragraph."""
    return start - end <= _SHORTLY and "\n" not in text[end:start]


_UNIT = r"(?!\s*(?:km|км|mm|мм|kg|кг|percent|відсот|процент|%|тис|тыс|млн|год|час|hours|hrs|:\d))"
_NUM_DAY = r"(?<![\d.,:/-])(?P<day>0?[1-9]|[12]\d|3[01])"


def _numeric_rules() -> list[Rule]:
    full = rf"{_NUM_DAY}[./](?P<month>0?[1-9]|[12]\d|3[01])[./](?P<year>(?:19|20)\d\d|\d\d)(?![\d/]|\.\d)"
    iso = r"(?<![\d-])(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?![\d-])"
    # Two digits of a month and a word before it: "станом на 12.08", "on 09.03"; "о 11.10" is a time.
    before = r"(?:(?<=\bна )|(?<=\bon )|(?<=\bвід )|(?<=\bот )|(?<=\bз )|(?<=\bс )|(?<=\bдо )|(?<=^)|(?<=\())"
    short = (
        rf"(?=\d\d\.\d\d){before}(?P<day>[0-2]\d|3[01])\.(?P<month>0[1-9]|1[0-2])(?P<year>)(?!\.?\d){_UNIT}"
    )
    digit = frozenset("#")
    return [
        Rule(re.compile(iso), digit, "iso"),
        Rule(re.compile(full), digit, "numeric"),
        Rule(re.compile(short, re.MULTILINE), digit, "numeric"),
    ]


def _any(words: Iterable[str]) -> str:
    """Join words to an alternation, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _capitalised(words: Iterable[str]) -> str:
    """Join English months: "12 may be used" is no date, "12 May" and "12 MAY" are."""
    return "(?-i:" + _any([form for word in words for form in (word.title(), word.upper())]) + r")\b"


_PREFIX = {
    "en": r"\b(?:overnight,?\s+(?:on|to|into|of)?\s*"
    r"|(?:(?:on|in)\s+)?(?:the\s+)?(?:night|morning|evening|afternoon)\s+(?:of|to|into|on)\s+)?",
    "uk": r"\b(?:(?:у|в)\s+ніч\s+на\s+|(?:[ву]ночі|вранці|зранку|[ув]вечері|вдень|[ув]день)\s+)?",
    "ru": r"\b(?:(?:в|во)\s+ночь\s+на\s+|(?:ночью|утром|вечером|днём|днем)\s+)?",
}
_SUFFIX = {
    "en": r"(?:\s+(?:overnight|at\s+night))?",
    "uk": r"(?:\s+(?:[ву]ночі|вранці|зранку|ввечері|увечері))?",
    "ru": r"(?:\s+(?:ночью|утром|вечером))?",
}
_NIGHT = {
    "en": r"\b(?:(?:overnight|(?:on\s+)?the\s+night),?\s+(?:of|on|from)?\s*)?(?:from\s+|between\s+)?",
    "uk": r"\b(?:(?:у|в)\s+ніч\s+)?",
    "ru": r"\b(?:(?:в|во)\s+ночь\s+)?",
}
_DAY = r"0?[1-9]|[12]\d|3[01]"
_BEFORE_DAY = r"(?<![\d.,:/-])"


def _fragments(language: str, words: Words) -> dict[str, str]:
    """Return what `<name>` stands for in the patterns of a language."""
    english = language == "en"
    months = _capitalised(words.months) if english else rf"(?:{_any(words.months)})\b"
    ordinal = r"(?:st|nd|rd|th)?" if english else r"(?:-?(?:го|те|е|ого))?"
    of_year = "" if english else r"(?:\s*(?:року|рік|р\.|года|год|г\.))?"
    year = rf"(?P<year>(?:19|20)\d\d)(?!\d){of_year}"
    # "13 дек. 2024"; English patterns write their own full stop.
    dot = "" if english else r"(?:\.(?=\s+(?:19|20)\d\d))?"
    weekday = rf"(?:{_any(words.weekdays)})"
    holidays = _any(words.holidays).replace(r"\ ", r"\s+")
    return {
        "prefix": rf"(?:\b(?:(?:on|у|в|во)\s+)?{weekday},?\s+)?{_PREFIX[language]}",
        "suffix": _SUFFIX[language],
        "night": _NIGHT[language],
        "day": rf"{_BEFORE_DAY}(?P<day>{_DAY}){ordinal}",
        "day1": rf"{_BEFORE_DAY}(?P<day1>{_DAY}){ordinal}",
        "rday": rf"(?P<day>{_DAY}){ordinal}",
        "month": rf"(?P<month>{months}){dot}",
        "month1": rf"(?P<month1>{months}){dot}",
        "year": rf"(?:,?\s+{year})?" if english else rf"(?:\s+{year})?",
        "the_year": rf"\s+{year}",
        "weekday": rf"(?P<weekday>{_any(words.weekdays)})\b",
        "weekday1": rf"(?P<weekday1>{_any(words.weekdays)})\b",
        "weekday2": rf"(?P<weekday2>{_any(words.weekdays)})\b",
        "number": rf"(?P<number>\d{{1,2}}|{_any(words.numbers)})",
        "unit": rf"(?P<unit>{_any(words.units)})",
        "which": rf"(?P<which>{_any(words.which)})",
        "part": rf"(?P<part>{_any(words.parts)})",
        "season": rf"(?P<season>{_any(words.seasons)})",
        "holiday": rf"(?P<holiday>{holidays})",
        "dash": r"\s*[-–—]\s*",
        "of": r"(?:\s+of)?",
    }


def _rules(language: str, words: Words) -> tuple[Rule, ...]:
    """Compile a language's rules: each line is (pattern template, trigger words, builder)."""
    fragments = _fragments(language, words)
    needs = {name: frozenset(getattr(words, name)) for name in ("months", "weekdays", "units", "seasons")}
    rules = _numeric_rules()
    for template, trigger, means in words.grammar:
        pattern = re.sub(r"(?<!P)<(\w+)>", lambda m: fragments[m[1]], template)
        wanted = needs[trigger] if trigger in needs else frozenset(trigger.split())
        rules.append(Rule(re.compile(pattern, re.IGNORECASE), _first_words(wanted), means))
    return tuple(rules)


def _first_words(wanted: frozenset[str]) -> frozenset[str]:
    """Reduce "на днях", "sept." to the bare first word that the text must contain."""
    return frozenset(re.split(r"\W", word)[0] or word for word in wanted)


_WORDS = {language: words_of(language) for language in LANGUAGES}
_RULES = {language: _rules(language, words) for language, words in _WORDS.items()}
