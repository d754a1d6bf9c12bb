"""What the columns of a table hold, told by their cells: for headers that say nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from geo.errors import InputError
from geo.reports.pubdate import day_order, publication_date

DATE, LINK, NUMBER, TEXT, WORDS, EMPTY = "date", "link", "number", "text", "words", ""
_LONGEST_DATE = 40  # characters
_SENTENCE = 5  # words; a column of cells this long on average is one of texts
_ENOUGH = 0.9  # of the cells that are not empty
_YEARS = range(1990, 2100)  # others are numbers that look like dates
_ALWAYS = datetime.date(9000, 1, 1)


def kind(cells: Sequence[str]) -> str:
    """Say what a column holds: one of DATE, LINK, NUMBER, TEXT (sentences), WORDS (short texts) or EMPTY."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not filled:
        return EMPTY
    order = day_order(filled) or "dmy"
    if _most(_is_link(cell) for cell in filled):
        return LINK
    if _most(_is_date(cell, order) for cell in filled):
        return DATE
    if _most(number(cell) is not None for cell in filled):
        return NUMBER
    return TEXT if sum(len(cell.split()) for cell in filled) >= _SENTENCE * len(filled) else WORDS


def _most(answers: Iterable[bool]) -> bool:
    told = list(answers)
    return sum(told) >= _ENOUGH * len(told)


def _is_link(cell: str) -> bool:
    return cell.casefold().startswith(("http://", "https://", "www.")) and " " not in cell


def _is_date(cell: str, order: str) -> bool:
    if len(cell) > _LONGEST_DATE:
        return False
    try:
        date = publication_date(cell, order, _ALWAYS)
    except InputError:
        return False
    return date is not None and date.year in _YEARS


def number(cell: str) -> float | None:
    """Return the number that a cell holds, with a point or a comma; None where it is none."""
    try:
        return float(cell.strip().replace(",", "."))
    except ValueError:
        return None


def coordinates(columns: Sequence[Sequence[str]]) -> tuple[int, int] | None:
    """Return the positions of two columns beside each other that can be latitude and longitude, in degrees.

    Counts and years are whole numbers; coordinates are not.
    """
    for at in range(len(columns) - 1):
        if _degrees(columns[at], 90) and _degrees(columns[at + 1], 180):
            return at, at + 1
        if _degrees(columns[at], 180) and _degrees(columns[at + 1], 90):
            return at + 1, at
    return None


def _degrees(cells: Sequence[str], limit: float) -> bool:
    if kind(cells) != NUMBER:
        return False
    values = [value for cell in cells if (value := number(cell)) is not None]
    return all(abs(value) <= limit for value in values) and not all(value.is_integer() for value in values)


def longest(columns: Sequence[Sequence[str]], among: Sequence[int]) -> int | None:
    """Return the column of texts whose cells are longest; None where there is none."""
    texts = [at for at in among if kind(columns[at]) == TEXT]
    return max(texts, key=lambda at: sum(map(len, columns[at])), default=None)
