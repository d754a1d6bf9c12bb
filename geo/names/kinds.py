"""The words that say what kind of place a name is: область, raion, аеродром, НПЗ, direction …

They are read from `data/lexicons/places/kinds.tsv`: class, language, side of the name, and the words. A
word is inflected by our own rules unless it is written with "=" before it.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geo.inflection import inflect
from geo.names.folding import fold

LEXICONS = Path(__file__).resolve().parents[2] / "data" / "lexicons" / "places"


@dataclass(frozen=True, slots=True)
class KindWord:
    """A kind word: its class, and whether it stands before or after the name."""

    kind: str
    before: bool
    after: bool


def read_table(name: str) -> list[list[str]]:
    """Read a lexicon: tab-separated fields a line, "#" starts a comment line."""
    lines = (LEXICONS / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]


def words_of(field: str, lang: str) -> set[str]:
    """Give the folded forms of the comma-separated words of a lexicon field."""
    forms: set[str] = set()
    for word in field.split(","):
        word = word.strip()
        forms.update(map(fold, [word[1:]] if word.startswith("=") else inflect(word, lang)))
    return forms


@cache
def kind_words() -> dict[str, tuple[KindWord, ...]]:
    """Give every form of every kind word with its readings (порт: a port; also a depot …)."""
    found: dict[str, tuple[KindWord, ...]] = {}
    for kind, lang, side, field in read_table("kinds.tsv"):
        for form in words_of(field, lang):
            known = {reading.kind: reading for reading in found.get(form, ())}
            before, after = side != "after", side != "before"
            if kind in known:
                before, after = before or known[kind].before, after or known[kind].after
            found[form] = tuple((known | {kind: KindWord(kind, before, after)}).values())
    return found


@cache
def kind_classes() -> tuple[str, ...]:
    """List the classes in the order of the lexicon; their numbers are stored in the index."""
    return ("", *dict.fromkeys(row[0] for row in read_table("kinds.tsv")))


@cache
def kind_number(kind: str) -> int:
    """Give the number under which a class is stored."""
    return kind_classes().index(kind)
