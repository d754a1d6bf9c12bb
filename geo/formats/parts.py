"""Read a file of events part by part, so that a long import shows how far it is and can be stopped."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from geo.events import read_events
from geo.formats import read_format, table, viina
from geo.formats.rows import Imported, repeated
from geo.formats.sniff import EVENTS, TABLE, sniff
from geo.gazetteer import Gazetteer
from geo.reports import Unread

#: Formats whose rows stand each for itself; their modules have `load` and `convert`.
BY_ROWS = ("acled", "ucdp", "viina", "geoconfirmed", "gdelt")


class Part(NamedTuple):
    """Events of a part of a file, what could not be read of it, and how much of the file is done, 0 to 1."""

    imported: Imported
    done: float


def read(
    path: Path | str,
    gazetteer: Gazetteer,
    rows: int,
    kind: str = "",
    mapping: Mapping[str, int] | None = None,
) -> Iterator[Part]:
    """Read a file of any kind in parts of so many rows; 0, and a kind whose rows belong together: at once.

    `mapping` says which columns of a plain table hold what.
    """
    kind = kind or (sniff(path) if mapping is None else TABLE)
    if kind == EVENTS:
        yield Part(Imported(read_events(path, gazetteer), []), 1.0)
    elif kind == TABLE:
        yield from _table(path, gazetteer, rows, mapping)
    elif kind in BY_ROWS and Path(path).suffix.lower() not in (".kml", ".kmz"):
        yield from _rows(kind, path, gazetteer, rows)
    else:
        yield Part(read_format(kind, path, gazetteer), 1.0)


def _table(
    path: Path | str, gazetteer: Gazetteer, rows: int, mapping: Mapping[str, int] | None
) -> Iterator[Part]:
    unread: list[Unread] = []
    told = 0
    for events, done in table.read_parts(path, gazetteer, unread=unread, rows=rows, mapping=mapping):
        yield Part(Imported(events, unread[told:]), done)
        told = len(unread)


def _rows(kind: str, path: Path | str, gazetteer: Gazetteer, rows: int) -> Iterator[Part]:
    module = import_module(f"geo.formats.{kind}")
    unread: list[Unread] = []
    whole = module.load(path, unread)
    if not rows or (kind == "viina" and viina.is_control(whole)):
        rows = max(len(whole), 1)
    seen: set[str] = set()
    for at in range(0, max(len(whole), 1), rows):
        events, unread = module.convert(whole.iloc[at : at + rows], path, unread, gazetteer)
        again = events["event_id"].isin(seen)
        unread += [Unread(str(path), 0, repeated(event_id)) for event_id in events.loc[again, "event_id"]]
        seen.update(events["event_id"])
        kept = events[~again].reset_index(drop=True) if again.any() else events
        yield Part(Imported(kept, unread), min(1.0, (at + rows) / max(len(whole), 1)))
        unread = []
