"""Reprints of one text: near-identical reports fold into one origin that keeps every URL.

Candidates come from MinHash bands over pairs of words; two texts are one origin only when their words run the
same way and neither exchanges a number or a name of the other. So two daily bulletins from one template, with
other villages or other counts, stay two origins. Translations stay apart: their words differ.
"""

import datetime
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from rapidfuzz.distance import Indel

from geo.reports.record import Report

#: "Air raid alert in Sumy region" a week later is news, not a reprint.
DAYS = 3
#: Shared words in order, 0 to 1 (Indel).
SIMILARITY = 0.8
_BANDS, _ROWS = 10, 3
# Bounds that keep one template from making the work quadratic: texts that a band remembers,
# and texts that are compared in full.
_REMEMBERED, _COMPARED = 400, 12
_WORD = re.compile(r"\w+(?:[.,]\d+)?")
_random = np.random.default_rng(20240806)
_FACTORS = _random.integers(1, 2**63, _BANDS * _ROWS, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
_OFFSETS = _random.integers(0, 2**63, _BANDS * _ROWS, dtype=np.uint64)
_MIX = _random.integers(1, 2**63, (_BANDS, _ROWS), dtype=np.uint64) * np.uint64(2) + np.uint64(1)


def collapse(reports: Iterable[Report]) -> list[Report]:
    """Return one report an origin, the earliest, with the URLs of all its copies; the order is kept."""
    reports = list(reports)
    return fold(reports, origins(reports))


def fold(reports: Sequence[Report], origins: Sequence[int]) -> list[Report]:
    """Return the origins among the reports, in their order, with the URLs of all their copies."""
    copies: dict[int, list[Report]] = defaultdict(list)
    for report, origin in zip(reports, origins, strict=True):
        copies[origin].append(report)
    return [_with_urls(reports[origin], copies[origin]) for origin in sorted(copies)]


def origins(reports: Sequence[Report]) -> list[int]:
    """Return for each report the position of its origin, which is its own when it is no copy."""
    found = dict(each_origin(reports))
    return [found[position] for position in range(len(reports))]


def each_origin(reports: Sequence[Report]) -> Iterator[tuple[int, int]]:
    """Yield (position, position of its origin) report by report, so that a caller can show how far it is."""
    index = _Index(reports)
    # The earliest is the origin; undated ones come last and join what they copy.
    for position in sorted(range(len(reports)), key=lambda at: reports[at].date or datetime.date.max):
        yield position, index.origin(position)


def same(one: Report, other: Report) -> bool:
    """Tell whether two reports are copies of one text, published at most DAYS apart."""
    return _near(one, other) and _alike(_Words.of(one.text), _Words.of(other.text))


def bands(text: str) -> list[int]:
    """Return the keys (signed 64-bit) of a text; texts that may be copies share at least one."""
    words = _WORD.findall(text.casefold())
    if not words:
        return []
    pairs = [f"{a} {b}".encode() for a, b in pairwise(words)] or [words[0].encode()]
    hashes = np.fromiter(map(zlib.crc32, pairs), dtype=np.uint64, count=len(pairs))
    # Multiply-add-shift: the high half of a 64-bit product is a good hash of a 32-bit value.
    lowest = ((hashes[:, None] * _FACTORS + _OFFSETS) >> np.uint64(32)).min(axis=0)
    keys = (lowest.reshape(_BANDS, _ROWS) * _MIX).sum(axis=1, dtype=np.uint64)
    return [int(key) for key in keys.astype(np.int64)]


def plain(text: str) -> str:
    """Return the words of a text alone, lower case: copies that differ in marks and spaces are equal so."""
    return " ".join(_WORD.findall(text.casefold()))


class _Index:
    def __init__(self, reports: Sequence[Report]) -> None:
        self._reports = reports
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._bands: dict[int, list[int]] = defaultdict(list)
        self._words: dict[int, _Words] = {}

    def origin(self, position: int) -> int:
        """Return the origin that the report copies, or add it as an origin of its own."""
        report = self._reports[position]
        key = plain(report.text)
        for known in reversed(self._exact[key]):
            if _near(report, self._reports[known]):
                return known
        words, keys = _Words.of(report.text), bands(report.text)
        for known in self._candidates(keys):
            if _near(report, self._reports[known]) and _alike(words, self._words[known]):
                return known
        self._exact[key].append(position)
        self._words[position] = words
        for band in keys:
            self._bands[band].append(position)
        return position

    def _candidates(self, keys: Iterable[int]) -> Iterable[int]:
        """Return the origins that share the most bands."""
        shared: Counter[int] = Counter()
        for key in keys:
            shared.update(self._bands[key][-_REMEMBERED:])
        return [position for position, _ in shared.most_common(_COMPARED)]


def _near(one: Report, other: Report) -> bool:
    return one.date is None or other.date is None or abs((one.date - other.date).days) <= DAYS


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text in order, and its numbers and names, which tell one of a series from the next."""

    run: list[str]
    telling: frozenset[str]

    @classmethod
    def of(cls, text: str) -> "_Words":
        words = _WORD.findall(text)
        telling = frozenset(word.casefold() for word in words if word[0].isdigit() or word[0].isupper())
        return cls([word.casefold() for word in words], telling)


def _alike(one: _Words, other: _Words) -> bool:
    """Compare two texts: no name or number exchanged for another, and the same run of words."""
    # In this order: series from one template differ in their names, which is cheap to see.
    if not (one.telling <= other.telling or other.telling <= one.telling):
        return False
    return Indel.normalized_similarity(one.run, other.run, score_cutoff=SIMILARITY) >= SIMILARITY


def _with_urls(origin: Report, copies: Iterable[Report]) -> Report:
    urls = dict.fromkeys((*origin.urls, *(url for copy in copies for url in copy.urls)))
    return replace(origin, urls=tuple(urls))
