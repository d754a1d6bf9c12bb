"""Pack texts that are alike: patterns that rows share, the numbers in them, and texts that stand alone.

A pattern is a text in which the names of its row's place, the parts of its row's dates and free numbers are
replaced by marks: "On 12 August 2024, Sudzha was shelled: 3 wounded" and all its like are one pattern and a
number. A text whose pattern no other row has is kept as it is, in a block of texts that is inflated when one
of them is read.

Layout: u32 length of a container, the container, the deflated blocks. For a text column `name` the container
has the codes of its patterns (0: the next text that stands alone), the numbers, and where its blocks end. The
numbers of one spot of a pattern (a slot) stand together, by day; where they grow with time, as numbers of
pages do, steps are stored.
"""

import json
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import numpy as np

from geo.map import codes, container
from geo.map.container import Array

BLOCK = 2048  # texts a block
NEVER = -(2**31)  # in place of a day that is unknown
THOUSAND, TEN_THOUSAND = -354_285, 2_932_896  # first and last day of the years of four digits
NAMES = ("place", "place_uk", "place_ru", "region", "district")
MONTHS = (
    "January February March April May June July August September October November December",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
)
# Marks are private characters, which client/texts.js knows, too: numbers by how many digits they have (1–9),
# names, and the words of two dates as `_words` lists them.
DIGITS, NAME, DAY, PUBLISHED = 0xE000, 0xE00A, 0xE010, 0xE018
_MARK = re.compile("[\ue000-\ue020]")
_BETWEEN = "\ue020"
_NUMBER_MARK = re.compile("[\ue001-\ue009]")
_NUMBER = re.compile(r"(?<![^\W_])([0-9]{1,9})(?![0-9])")  # not the 5 of "T5"

Words = Sequence[tuple[str, str]]  # of a word and its mark


@dataclass(frozen=True)
class Rows:
    """What texts may repeat of their rows, and the codes that tell which pattern is likely.

    `site` numbers the site of each row, `names` has those of each site by `NAMES`; `day` and `published` are
    days since 1970 or `NEVER`.
    """

    site: Array
    names: Mapping[str, Sequence[str]]
    day: Array
    published: Array
    codes: Mapping[str, Array]

    def each(self) -> Iterator[tuple[int, int, int]]:
        """Yield site, day and day of publication of every row."""
        return zip(self.site.tolist(), self.day.tolist(), self.published.tolist(), strict=True)


@dataclass(frozen=True)
class _Split:
    """A column taken apart; `numbers` are those of all rows with a pattern, from the first row on."""

    patterns: list[str]
    codes: Array
    alone: list[str]
    numbers: Array


def pack(columns: Mapping[str, Sequence[str]], rows: Rows) -> bytes:
    """Pack text columns; `unpack` gives them back exactly."""
    found = {name: _split(texts, rows, padded="url" in name) for name, texts in columns.items()}
    parents, arrays = codes.pack({name: split.codes for name, split in found.items()}, rows.codes)
    blocks: list[bytes] = []
    for name, split in found.items():
        arrays |= {f"{name}:{part}": array for part, array in _slots(split, rows.day).items()}
        made = _blocks(split.alone)
        arrays[f"{name}:ends"] = np.cumsum([sum(map(len, blocks)), *map(len, made)]).astype("u4")
        blocks += made
    header = {
        "parents": parents,
        "patterns": {name: split.patterns for name, split in found.items()},
        "block": BLOCK,
        "months": MONTHS,
    }
    head = container.pack(header, arrays)
    return b"".join((len(head).to_bytes(4, "little"), head, *blocks))


def unpack(data: bytes, rows: Rows) -> dict[str, list[str]]:
    """Undo `pack`."""
    size = 4 + int.from_bytes(data[:4], "little")
    header, arrays = container.unpack(data[4:size])
    keys = codes.unpack(header["parents"], arrays, len(rows.site), rows.codes)
    columns: dict[str, list[str]] = {}
    for name, patterns in header["patterns"].items():
        ends = arrays[f"{name}:ends"].astype(int) + size
        alone = iter([text for a, b in pairwise(ends) for text in _inflated(data[a:b])])
        numbers = iter(_numbers(patterns, keys[name], rows.day, name, arrays).tolist())
        columns[name] = [
            _filled(patterns[key - 1], numbers, row, rows.names) if key else next(alone)
            for key, row in zip(keys[name].tolist(), rows.each(), strict=True)
        ]
    return columns


def _split(texts: Sequence[str], rows: Rows, *, padded: bool) -> _Split:
    """Find the patterns that rows share. `padded`: its dates are rather written with two digits."""
    if not any(texts):
        return _Split([""], np.ones(len(texts), "i8"), [], np.zeros(0, "i8"))
    marked = _MARK.search("".join(texts)) is not None
    own = [marked and _MARK.search(text) is not None for text in texts]
    patterns = ["" if kept else text for text, kept in zip(texts, own, strict=True)]
    patterns = _replaced(patterns, rows.site, lambda site: _names(rows.names, site))
    months, which, digits = _dates(rows, padded)
    patterns = _replaced(patterns, which, months.__getitem__)
    patterns, numbers, count = _numbered(patterns, digits)
    uses = Counter(patterns)
    shared = sorted(pattern for pattern, n in uses.items() if n > 1)
    number = {pattern: key for key, pattern in enumerate(shared, 1)}
    found = zip(patterns, own, strict=True)
    keys = np.array([0 if kept else number.get(pattern, 0) for pattern, kept in found], dtype="i8")
    alone = [text for text, key in zip(texts, keys.tolist(), strict=True) if not key]
    return _Split(shared, keys, alone, numbers[np.repeat(keys > 0, count)])


def _replaced(texts: Sequence[str], groups: Array, words: Callable[[int], Words]) -> list[str]:
    """Replace words in texts, each group of texts at once: one pass is quicker than many."""
    order = np.argsort(groups, kind="stable")
    heads = np.flatnonzero(np.diff(groups[order], prepend=-1))
    result = list(texts)
    for a, b in pairwise([*heads.tolist(), len(order)]):
        part = order[a:b].tolist()
        joined = _BETWEEN.join([texts[row] for row in part])
        for word, mark in words(int(groups[part[0]])):
            joined = joined.replace(word, mark)
        for row, text in zip(part, joined.split(_BETWEEN), strict=True):
            result[row] = text
    return result


def _numbered(texts: Sequence[str], dates: Sequence[Mapping[str, str]]) -> tuple[list[str], Array, Array]:
    """Mark the digits of dates, take out the other numbers; return texts, numbers, how many each text had."""
    numbers: list[int] = []
    result, ends = [], []
    for text, marks in zip(texts, dates, strict=True):
        parts = _NUMBER.split(text)
        for k in range(1, len(parts), 2):  # between the words
            word = parts[k]
            if word in marks:
                parts[k] = marks[word]
            else:
                numbers.append(int(word))
                parts[k] = chr(DIGITS + len(word))
        result.append("".join(parts))
        ends.append(len(numbers))
    return result, np.array(numbers, dtype="i8"), np.diff(ends, prepend=0)


def _names(names: Mapping[str, Sequence[str]], site: int) -> Words:
    marks: dict[str, str] = {}
    for number, name in enumerate(NAMES):
        word = names[name][site]
        if len(word) > 2 and not _MARK.search(word):
            marks.setdefault(word, chr(NAME + number))
    return tuple(marks.items())


def _dates(rows: Rows, padded: bool) -> tuple[list[Words], Array, list[Mapping[str, str]]]:
    """Return the sets of months, which of them each row has, and the digits of its dates."""
    _, first, pair = np.unique(rows.day * 2**32 + rows.published, return_index=True, return_inverse=True)
    each = [_date_words(int(rows.day[row]), int(rows.published[row]), padded) for row in first]
    number: dict[Words, int] = {}
    which = np.array([number.setdefault(months, len(number)) for months, _ in each], dtype="i8")
    return list(number), which[pair], [each[k][1] for k in pair.tolist()]


def _date_words(day: int, published: int, padded: bool) -> tuple[Words, Mapping[str, str]]:
    """Mark the months and the digits of two dates; what both have belongs to the first one."""
    months: dict[str, str] = {}
    digits: dict[str, str] = {}
    for base, count in (
        ((PUBLISHED, published), (DAY, day)) if padded else ((DAY, day), (PUBLISHED, published))
    ):
        words = _words(count)
        for number in (0, 1, 2, 3, 4) if padded else (0, 3, 4, 1, 2):
            digits.setdefault(words[number], chr(base + number))
        for number in (5, 6, 7):
            months.setdefault(words[number], chr(base + number))
    return ((), {}) if "" in digits else (tuple(months.items()), digits)


@cache
def _words(day: int) -> tuple[str, ...]:
    """Return year, month and day of two digits, month and day without a zero, names of the month."""
    if not THOUSAND <= day <= TEN_THOUSAND:
        return ("",) * 8
    d = date(1970, 1, 1) + timedelta(days=day)
    months = (names.split()[d.month - 1] for names in MONTHS)
    return (str(d.year), f"{d.month:02}", f"{d.day:02}", str(d.month), str(d.day), *months)


def _filled(
    pattern: str, numbers: Iterator[int], row: tuple[int, int, int], names: Mapping[str, Sequence[str]]
) -> str:
    """Write a pattern's text: numbers, names and dates in place of its marks."""
    site, day, published = row

    def word(found: re.Match[str]) -> str:
        mark = ord(found[0])
        if mark < NAME:
            return str(next(numbers)).zfill(mark - DIGITS)
        if mark < DAY:
            return names[NAMES[mark - NAME]][site]
        return _words(day)[mark - DAY] if mark < PUBLISHED else _words(published)[mark - PUBLISHED]

    return _MARK.sub(word, pattern)


def _slots(split: _Split, day: Array) -> dict[str, Array]:
    """Order numbers by slot and day, and store each slot as narrow as its numbers or their steps allow."""
    order, slot = _order(split.patterns, split.codes, day)
    if not len(slot):
        return {}
    values = split.numbers[order]
    heads = np.flatnonzero(np.diff(slot, prepend=-1))
    steps = _zigzag(np.diff(values, prepend=0))
    steps[heads] = 0  # the first number of a slot stands apart
    grows = np.add.reduceat(np.log2(steps + 1), heads) < np.add.reduceat(np.log2(values + 1), heads)
    group = np.cumsum(np.diff(slot, prepend=-1) != 0) - 1
    stored = np.where(grows[group], steps, values)
    most = np.maximum.reduceat(stored, heads)
    width = np.select([most < 2**8, most < 2**16], [1, 2], 4)
    parts = {f"u{size}": stored[width[group] == size].astype(f"u{size}") for size in (1, 2, 4)}
    return parts | {
        "slots": (width + 8 * grows).astype("u1"),
        "heads": container.narrow(values[heads][grows]),
    }


def _numbers(
    patterns: Sequence[str], keys: Array, day: Array, name: str, arrays: Mapping[str, Array]
) -> Array:
    """Undo `_slots`."""
    order, slot = _order(patterns, keys, day)
    values = np.zeros(len(order), "i8")
    at = {1: 0, 2: 0, 4: 0}
    first = iter(arrays.get(f"{name}:heads", ()))
    heads = np.flatnonzero(np.diff(slot, prepend=-1))
    for kind, (a, b) in zip(
        arrays.get(f"{name}:slots", ()), pairwise([*heads.tolist(), len(slot)]), strict=True
    ):
        size = int(kind) & 7
        part = arrays[f"{name}:u{size}"][at[size] : at[size] + b - a].astype("i8")
        at[size] += b - a
        values[a:b] = next(first) + np.cumsum((part >> 1) ^ -(part & 1)) if kind & 8 else part
    numbers = np.zeros(len(order), "i8")
    numbers[order] = values
    return numbers


def _order(patterns: Sequence[str], keys: Array, day: Array) -> tuple[Array, Array]:
    """Return the order of the numbers of a column by slot, day and row, and their slots in that order."""
    count = np.array([0, *(len(_NUMBER_MARK.findall(pattern)) for pattern in patterns)])
    first = np.cumsum(count) - count
    each = count[keys]
    row = np.repeat(np.arange(len(keys)), each)
    slot = first[keys[row]] + np.arange(len(row)) - np.repeat(np.cumsum(each) - each, each)
    order = np.lexsort((day[row], slot))
    return order, slot[order]


def _zigzag(numbers: Array) -> Array:
    return (numbers << 1) ^ (numbers >> 63)


def _blocks(texts: Sequence[str]) -> list[bytes]:
    """Deflate texts, some thousands together."""
    parts = [texts[at : at + BLOCK] for at in range(0, len(texts), BLOCK)]
    with ThreadPoolExecutor(2) as pool:  # zlib works outside the interpreter lock
        return list(pool.map(_deflated, parts))


def _deflated(texts: Sequence[str]) -> bytes:
    return zlib.compress(container.json_bytes(texts), 9, -15)


def _inflated(data: bytes) -> list[str]:
    texts: list[str] = json.loads(zlib.decompress(data, -15).decode(container.LETTERS))
    return texts
