"""Readers and writers, one module a format."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import InputError

if TYPE_CHECKING:
    from geo.formats.parts import Part
    from geo.formats.rows import Imported
    from geo.gazetteer import Gazetteer

#: Data sets of events that `read_format` reads; each is a module here with a function `read`.
FORMATS = ("acled", "ucdp", "viina", "geoconfirmed", "timemap", "gdelt", "kml")


def read_format(kind: str, path: Path | str, gazetteer: "Gazetteer | None" = None) -> "Imported":
    """Read a user's own copy of a data set into events, with a list of what could not be read."""
    if kind not in FORMATS:
        raise InputError(f"{kind!r} is no format that is imported; use one of {', '.join(FORMATS)}")
    imported: Imported = import_module(f"geo.formats.{kind}").read(path, gazetteer)
    return imported


def read_any(path: Path | str, gazetteer: "Gazetteer") -> "Imported":
    """Read any file of events: what `write_events` wrote, a known data set, or a plain table of claims."""
    return next(read_parts(path, gazetteer, rows=0)).imported


def read_parts(
    path: Path | str,
    gazetteer: "Gazetteer",
    rows: int,
    kind: str = "",
    mapping: Mapping[str, int] | None = None,
) -> "Iterator[Part]":
    """Read a file as `read_any` does, in parts of so many rows where its format allows it; 0: all at once.

    `kind`, one of FORMATS, is told by the file where it is not given. `mapping` gives the number of the
    column, from 0, that holds a field of `matching.FIELDS`: for a plain table whose names do not tell.
    """
    from geo.formats import parts

    return parts.read(path, gazetteer, rows, kind, mapping)
