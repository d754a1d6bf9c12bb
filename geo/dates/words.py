"""The words and date patterns of each language, as data/lexicons/dates holds them.

`words.tsv` has the months, weekdays, numbers … of all languages, `patterns.<language>.tsv` a pattern a line.
`<name>` in a pattern stands for a fragment (`<day>`, `<month>` … of geo.dates.grammar), a blank for any;
geo.dates.intervals says what a matched pattern means.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geo.errors import GeoError

FOLDER = Path(__file__).resolve().parents[2] / "data" / "lexicons" / "dates"
LANGUAGES = ("en", "uk", "ru")


@dataclass(frozen=True, eq=False)
class Words:
    """One language's word tables (lower case) and its patterns (pattern, trigger, builder)."""

    months: dict[str, int]
    weekdays: dict[str, int]  # Monday is 0
    numbers: dict[str, int]
    units: dict[str, str]
    which: dict[str, str]
    parts: dict[str, str]
    seasons: dict[str, str]
    holidays: dict[str, str]  # month-day, or days after Easter
    grammar: tuple[tuple[str, str, str], ...]


@cache
def words_of(language: str) -> Words:
    """Load the tables and patterns of a language."""
    tables: dict[str, dict[str, str]] = {}
    for of, table, meaning, words in _rows("words.tsv", 4):
        if of == language:
            tables.setdefault(table, {}).update((word.strip(), meaning) for word in words.split(","))
    return Words(
        _numbered(tables["months"]),
        _numbered(tables["weekdays"]),
        _numbered(tables["numbers"]),
        tables["units"],
        tables["which"],
        tables["parts"],
        tables["seasons"],
        tables["holidays"],
        tuple(
            (pattern.replace(" ", r"\s+"), trigger, build)
            for build, trigger, pattern in _rows(f"patterns.{language}.tsv", 3)
        ),
    )


def _numbered(table: dict[str, str]) -> dict[str, int]:
    return {word: int(number) for word, number in table.items()}


def _rows(name: str, fields: int) -> Iterator[list[str]]:
    """Yield the tab-separated fields of the lines; "# " begins a remark. Raise GeoError for a broken line."""
    for number, line in enumerate((FOLDER / name).read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("# "):
            continue
        row = line.split("\t")
        if len(row) != fields:
            raise GeoError(
                f"{FOLDER / name}, line {number}: expected {fields} fields parted by tabs; got {line!r}"
            )
        yield row
