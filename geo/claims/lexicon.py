"""Word lists that a person without programming can extend: data/lexicons/claims/<topic>.<language>.csv.

Columns are pattern, meaning, note. In a pattern `*` stands for any ending ("звільн*"), `~` for the endings
of a surname ("смирнов~" is no "Смирновка"), `(a|b)` for a choice, `...` for up to four words in between. A
pattern without capitals matches in any case; one with capitals matches as written. The longest hit of a topic
wins.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geo.claims.meanings import NEEDS_MORE, expected, is_known
from geo.claims.sources import FOLDER, LexiconError, sources

LANGUAGES = ("en", "uk", "ru")
TOPICS = ("events", "weapons", "actors", "claimants", "speech", "modality", "mentions", "objects", "refers")

_TOKEN = re.compile(r"\w+")
_KEYS = range(3, 7)  # letters of an open first word by which patterns are looked up
_SPACE = r"[\s«»\"“”„]+"  # 'ОК "Південь"' is written with and without quotation marks
_APOSTROPHE = "['’ʼ`]"
# Not "-е" and "-і": "в Смирнове" is a village.
_SURNAME = "(?:а|у|ым|им|ой|ої|ою|ий|ый|ого|ому|ом|ові)?"


@dataclass(frozen=True, slots=True)
class Hit:
    """A lexicon pattern found in a text at `start:end`."""

    start: int
    end: int
    text: str
    meaning: str


@dataclass(frozen=True, slots=True)
class _Entry:
    pattern: re.Pattern[str]
    topic: str
    meaning: str


class Lexicons:
    """All topics of one language, matched in a single walk over the words of a text."""

    def __init__(self, entries: Iterable[tuple[str, str, str]]) -> None:
        """Take (topic, pattern, meaning) triples."""
        self._index: dict[str, list[_Entry]] = {}
        for topic, pattern, meaning in sorted(entries, key=lambda entry: _openness(entry[1])):
            entry = _Entry(_compiled(pattern), topic, meaning)
            for key in _keys(pattern):
                self._index.setdefault(key, []).append(entry)

    def find(self, text: str) -> dict[str, list[Hit]]:
        """Return the hits of every topic in order of their place in `text`, without overlaps in a topic."""
        found: dict[str, list[Hit]] = {topic: [] for topic in TOPICS}
        for token in _TOKEN.finditer(text):
            word, at = token[0].lower().replace("ё", "е"), token.start()
            for key in (word + "$", *(word[:letters] for letters in _KEYS if letters <= len(word))):
                for entry in self._index.get(key, ()):
                    match = entry.pattern.match(text, at)
                    if match:
                        found[entry.topic].append(Hit(at, match.end(), match[0], entry.meaning))
        return {topic: _longest(hits) for topic, hits in found.items()}


@cache
def lexicons(language: str) -> Lexicons:
    """Load the lexicons of a language; raise LexiconError for a malformed file."""
    return Lexicons(
        (topic, variant, meaning)
        for topic in TOPICS
        for pattern, meaning in read_file(FOLDER / f"{topic}.{language}.csv")
        for variant in (pattern, *(_alternated(pattern) if topic == "events" and language == "uk" else ()))
    )


def _alternated(pattern: str) -> tuple[str, ...]:
    """Return "улучи*" for "влучи*" and the reverse: Ukrainian verbs begin with either after a vowel."""
    if re.match(r"[ву][бвгґджзклмнпрстфхцчшщ]", pattern):
        return (("у" if pattern[0] == "в" else "в") + pattern[1:],)
    return ()


def read_file(path: Path) -> list[tuple[str, str]]:
    """Return the (pattern, meaning) rows of a lexicon file; lines that begin with # are remarks."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = [(number, line) for number, line in enumerate(file, 1) if not line.startswith("#")]
    rows = []
    for (number, _), row in zip(lines, csv.reader(line for _, line in lines), strict=True):
        if row[:2] == ["pattern", "meaning"] or not row:
            continue
        if len(row) < 2 or not row[0].strip() or not row[1].strip():
            raise LexiconError(f"{path}, line {number}: expected pattern,meaning,note; got {row!r}")
        pattern, meaning = row[0].strip(), row[1].strip()
        _check(f"{path}, line {number}", path.name.split(".")[0], pattern, meaning)
        rows.append((pattern, meaning))
    return rows


def _check(where: str, topic: str, pattern: str, meaning: str) -> None:
    """Refuse a row that could not be used, naming its line and what would do."""
    if not is_known(topic, meaning):
        raise LexiconError(f"{where}: {meaning!r} is no meaning of {topic}; give one of {expected(topic)}")
    if topic == "claimants" and meaning.removesuffix(NEEDS_MORE) not in sources():
        raise LexiconError(f"{where}: {meaning!r} is not in sources.csv; add a line for it there first")
    try:
        _keys(pattern)
        _compiled(pattern)
    except (LexiconError, re.error) as error:
        raise LexiconError(f"{where}: pattern {pattern!r} cannot be read ({error})") from None


def _openness(pattern: str) -> int:
    """Count the ways in which a pattern is open: of hits of one length the most exact wins."""
    return ("*" in pattern) + ("..." in pattern)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Turn a lexicon pattern into a regular expression."""
    parts = []
    for piece in pattern.split():
        if piece == "...":
            parts.append(r"(?:[\s,«»\"“”]+[\w'’ʼ-]+){0,4}?")
            continue
        escaped = re.escape(piece).replace("'", _APOSTROPHE).replace("е", "[её]").replace("Е", "[ЕЁ]")
        escaped = escaped.replace(r"\(", "(?:").replace(r"\)", ")").replace(r"\|", "|")
        escaped = escaped.replace(r"\*", r"[\w'’ʼ]*").replace(r"\~", _SURNAME)
        parts.append(
            (r"[\s,«»\"“”]+" if parts and parts[-1].startswith("(?:[\\s,") else _SPACE) * bool(parts)
            + escaped
        )
    flags = re.IGNORECASE if pattern == pattern.lower() else re.NOFLAG
    return re.compile("".join(parts) + r"(?!\w)", flags)


def _keys(pattern: str) -> set[str]:
    """Return the look-up keys of a pattern, for its first word in all its choices.

    An open word gives its first letters ("звіль"), a whole one itself with a "$" ("бій$").
    """
    first = pattern.lower().replace("ё", "е")
    choices = re.match(r"([^\s(]*)\(([^)]*)\)(\S*)", first)
    starts = [choices[1] + one + choices[3] for one in choices[2].split("|")] if choices else [first]
    keys = set()
    for start in starts:
        token = _TOKEN.match(start)
        if token is None:
            raise LexiconError(f"pattern {pattern!r} must begin with a letter or a digit")
        literal = token[0]
        if not start.startswith(("*", "~"), len(literal)):
            keys.add(literal + "$")
        elif len(literal) >= _KEYS.start:
            keys.add(literal[: _KEYS.stop - 1])
        else:
            raise LexiconError(f"pattern {pattern!r}: give at least {_KEYS.start} letters before the first *")
    return keys


def _longest(hits: list[Hit]) -> list[Hit]:
    """Keep the longest of overlapping hits."""
    kept: list[Hit] = []  # by start; none overlaps another
    for hit in sorted(hits, key=lambda h: (h.start - h.end, h.start)):
        at = bisect(kept, hit.start, key=lambda h: h.start)
        if (at == 0 or kept[at - 1].end <= hit.start) and (at == len(kept) or hit.end <= kept[at].start):
            kept.insert(at, hit)
    return kept
