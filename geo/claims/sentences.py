"""Split a text into sentences and know how far two points of a sentence are apart."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Protocol, TypeVar

# After these a full stop ends no sentence: the village of "с. Гуєве", "обл.", "Mr.", initials.
_SHORT = """
mr mrs ms dr st gen lt col maj capt sgt brig adm gov sen rep prof no vs e.g i.e u.s u.k u.n a.m p.m
jan feb mar apr jun jul aug sept sep oct nov dec approx km
с м смт сел обл р-н вул ім тис млн млрд кв ст ред див зокр просп буд
д пос пгт г ул им тыс п см напр н.п
"""
_ABBREVIATIONS = frozenset(_SHORT.split())
# Emoji stand behind a sentence, or before the next.
_SIGN = "\u2190-\u2bff\ufe0f\u200d\U0001f000-\U0001faff"
_END = re.compile(rf"[.!?…]+[\"'»”’)\]{_SIGN}]*(?=\s+[\"'«“„(\[—–{_SIGN}\s-]*[A-ZА-ЯЁІЇЄҐ0-9])|\n+")
# Words that end no line of a list or a headline.
_UNFINISHED = frozenset({
    "the", "a", "an", "and", "or", "in", "at", "on", "of", "to", "by", "for", "near", "from", "with", "that",
    "у", "в", "на", "до", "та", "за", "із", "зі", "з", "від", "про", "що", "або", "і", "й", "біля", "під",
    "к", "из", "с", "со", "по", "от", "об", "что", "или", "и", "возле", "под", "для", "над",
})  # fmt: skip
# A mail is broken into lines of about this length wherever the words end.
_WIDTH = range(45, 81)
_LONGEST = 1_500
_BULLET = re.compile(r"\s*[–—•▪▫●*·-]")  # an item belongs to the line that heads its list
_LAST_WORD = re.compile(r"([\w.-]*\w)$")


class Spanned(Protocol):
    """Anything with offsets into the report's text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=Spanned)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch `text[start:end]` without outer blanks, and the number of its paragraph."""

    start: int
    end: int
    paragraph: int


def split(text: str) -> list[Sentence]:
    """Return the sentences of `text` in order; together they cover everything but blanks."""
    sentences: list[Sentence] = []
    start, paragraph = 0, 0
    mail = _is_mail(text)
    for match in _END.finditer(text):
        newline = match[0].startswith("\n")
        if _is_wrap(text, match, mail) if newline else _is_abbreviation(text, match.start(), start):
            continue
        _append(sentences, text, start, match.end(), paragraph)
        paragraph += newline and not _BULLET.match(text, match.end())
        start = match.end()
    _append(sentences, text, start, len(text), paragraph)
    return sentences


def _is_mail(text: str) -> bool:
    """Tell whether a text is broken into lines of one width, as mails are."""
    lines = [line for line in text.split("\n") if line.strip()]
    broken = [line for line in lines[:-1] if line.rstrip()[-1] not in '.!?…:;»”"']
    return len(broken) >= 3 and sum(len(line.rstrip()) in _WIDTH for line in broken) >= 0.8 * len(broken)


def _is_wrap(text: str, match: re.Match[str], mail: bool) -> bool:
    """Tell whether a line is broken within a sentence: "had taken Sudzha¶and Guyevo", "near¶Sudzha"."""
    if match[0] != "\n":
        return False
    word = _LAST_WORD.search(text, max(0, match.start() - 20), match.start())
    unfinished = word is not None and word[1].lower() in _UNFINISHED
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return mail or unfinished or before == "," or after.islower()


def _append(sentences: list[Sentence], text: str, start: int, end: int, paragraph: int) -> None:
    while end - start > _LONGEST:  # no writer's sentence: what is weighed within one would take its square
        cut = start + _LONGEST
        space = text.rfind(" ", start + 1, cut)
        _append(sentences, text, start, cut if space < 0 else space, paragraph)
        start = cut if space < 0 else space
    stretch = text[start:end]
    if stretch.strip():
        lead = len(stretch) - len(stretch.lstrip())
        sentences.append(Sentence(start + lead, start + len(stretch.rstrip()), paragraph))


def _is_abbreviation(text: str, stop: int, start: int) -> bool:
    """Tell whether the full stop at `stop` belongs to an abbreviation or an initial."""
    if text[stop] != "." or text[stop : stop + 2] in ("..", ".."):
        return False
    word = _LAST_WORD.search(text, max(start, stop - 20), stop)
    if word is None:
        return False
    if len(word[1]) == 1 and word[1].isalpha() and word[1].isupper():
        return True
    # "2024 р. Ворог …": after a year the letter means "year" and the sentence may well end.
    return word[1].lower() in _ABBREVIATIONS


_BUT = r"but|while|whereas|although|however|meanwhile|але|проте|однак|натомість|хоча|но|однако|хотя|зато"
_THAT = (
    r"that|which|who|whose|where|when|after|before|because"
    r"|що|який|яка|яке|які|яких|де|коли|після|бо|щоб"
    r"|что|который|которая|которые|которых|где|когда|после|чтобы|поскольку"
)
_STRONG = re.compile(
    rf"[;:](?=\s)|\s[—–-]\s|,?\s(?:{_BUT}|тоді як|тогда как)\s|,\sа\s(?!також|также)", re.IGNORECASE
)
_CLAUSE = re.compile(rf";(?=\s)|,?\s(?:{_BUT})\s", re.IGNORECASE)
_MEDIUM = re.compile(rf",?\s(?:{_THAT})\s", re.IGNORECASE)
_WORD = re.compile(r"\w[\w'’ʼ-]*")


def inside(items: Sequence[S], sentence: Spanned) -> Sequence[S]:
    """Return the items that lie in a sentence."""
    return between(items, sentence.start, sentence.end)


def between(items: Sequence[S], start: int, end: int) -> Sequence[S]:
    """Return the items that lie between two offsets."""
    return [item for item in starting(items, start, end) if item.end <= end]


def starting(items: Sequence[S], start: int, end: int) -> Sequence[S]:
    """Return the items, which stand in the order of the text, that start between two offsets."""
    first = bisect_left(items, start, key=attrgetter("start"))
    return items[first : bisect_left(items, end, first, key=attrgetter("start"))]


def gap_cost(gap: str) -> float:
    """Weigh the text between two points: words, commas and, above all, the borders of clauses."""
    words = len(_WORD.findall(gap))
    borders = 8.0 * len(_STRONG.findall(gap)) + 3.0 * len(_MEDIUM.findall(gap))
    return words + borders + 0.7 * gap.count(",")


def has_border(gap: str) -> bool:
    """Tell whether a strong clause border (semicolon, dash, "but") lies in the gap."""
    return _STRONG.search(gap) is not None


def clauses_of(gap: str) -> list[str]:
    """Split a gap at its strong clause borders; dashes, which often stand for a verb, do not count."""
    return _CLAUSE.split(gap)


def words_between(gap: str) -> int:
    """Count the words of a gap."""
    return len(_WORD.findall(gap))
