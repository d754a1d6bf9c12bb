"""Readers and writers, one module a format."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import InputError

if TYPE_CHECKING:
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
    from geo.events import read_events
    from geo.formats.rows import Imported
    from geo.formats.sniff import EVENTS, TABLE, sniff
    from geo.formats.table import read_table
    from geo.reports import Unread

    kind = sniff(path)
    if kind == EVENTS:
        return Imported(read_events(path, gazetteer), [])
    if kind != TABLE:
        return read_format(kind, path, gazetteer)
    unread: list[Unread] = []
    return Imported(read_table(path, gazetteer, unread=unread), unread)
