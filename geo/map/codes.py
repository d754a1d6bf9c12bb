"""Write columns of codes as what they tell beyond a column that is known already.

What a row says in one column often follows from another: the side from the claimant, the publisher from the
claimant, the pattern of a link from the publisher. So a column is stored as ranks: 0 for the code that is
most frequent beside the code of its parent column, 1 for the next one, … A column that follows wholly from
its parent is all zeros.
"""

from collections.abc import Mapping

import numpy as np

from geo.map.container import Array, narrow

SAMPLE = 50_000  # rows that the choice of a parent looks at
PAIRS = 1_000_000  # a table of pairs is not made larger than this


def pack(
    codes: Mapping[str, Array], known: Mapping[str, Array] | None = None
) -> tuple[dict[str, str], dict[str, Array]]:
    """Return the parent of every column ("" for none) and the arrays to store.

    A parent is a column of `known` or one before it. A column `name` becomes `name` (ranks), `name:values`
    (its codes beside each code of the parent, by rank) and `name:first` (where those begin).
    """
    parents: dict[str, str] = {}
    stored: dict[str, Array] = {}
    seen = dict(known or {})
    for name, column in codes.items():
        parents[name] = min(["", *seen], key=lambda other: _cost(column, seen.get(other)))
        stored |= _ranks(name, column, seen.get(parents[name]))
        seen[name] = column
    return parents, stored


def unpack(
    parents: Mapping[str, str],
    stored: Mapping[str, Array],
    rows: int,
    known: Mapping[str, Array] | None = None,
) -> dict[str, Array]:
    """Undo `pack`."""
    seen = dict(known or {})
    codes = {}
    for name, parent in parents.items():
        above = seen[parent] if parent else np.zeros(rows, "i8")
        first = stored[f"{name}:first"].astype("i8")
        codes[name] = seen[name] = stored[f"{name}:values"][first[above] + stored[name]]
    return codes


def _cost(column: Array, parent: Array | None) -> float:
    """Estimate the bytes that a column takes beside a parent: entropy and table."""
    step = max(1, len(column) // SAMPLE)
    part = column[::step].astype("i8")
    above = np.zeros(len(part), "i8") if parent is None else parent[::step].astype("i8")
    size = int(part.max(initial=0)) + 1
    if (int(above.max(initial=0)) + 1) * size > PAIRS and parent is not None:
        return np.inf
    pairs = np.bincount(above * size + part)
    found = np.flatnonzero(pairs)
    together, alone = pairs[found], np.bincount(above)[found // size]
    return float(-(together * np.log2(together / alone)).sum() * step / 8 + 2 * len(found))


def _ranks(name: str, column: Array, parent: Array | None) -> dict[str, Array]:
    size = int(column.max(initial=0)) + 1
    above = np.zeros(len(column), "i8") if parent is None else parent.astype("i8")
    pair = above * size + column
    counts = np.bincount(pair)
    found = np.flatnonzero(counts)
    order = found[np.lexsort((found, -counts[found], found // size))]  # by parent, the most frequent first
    first = np.searchsorted(order // size, np.arange(int(above.max(initial=0)) + 1))
    rank = np.zeros(len(counts), "i8")
    rank[order] = np.arange(len(order)) - first[order // size]
    return {name: narrow(rank[pair]), f"{name}:values": narrow(order % size), f"{name}:first": narrow(first)}
