"""The claimants we know by name: their side, how they know, and what kind of source they are."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geo.errors import GeoError

FOLDER = Path(__file__).resolve().parents[2] / "data" / "lexicons" / "claims"

BASES = ("claimed", "assessed", "visually confirmed", "documented", "reported")
KINDS = ("person", "office", "unit", "analyst", "channel", "media", "local", "regional", "generic")


class LexiconError(GeoError):
    """A lexicon file cannot be read; the message names the file, the line and what is expected."""


@dataclass(frozen=True, slots=True)
class Source:
    """A claimant as data/lexicons/claims/sources.csv lists it."""

    name: str
    side: str
    basis: str
    kind: str


@cache
def sources() -> dict[str, Source]:
    """Return the known claimants by name; raise LexiconError for a basis or kind that does not exist."""
    path = FOLDER / "sources.csv"
    known = {}
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            source = Source(row["name"], row["side"], row["basis"], row["kind"])
            if source.basis not in BASES or source.kind not in KINDS:
                raise LexiconError(
                    f"{path}, line {number}: basis {source.basis!r} must be one of {BASES}, "
                    f"kind {source.kind!r} one of {KINDS}"
                )
            known[source.name] = source
    return known
