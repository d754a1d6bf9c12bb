"""Tell what kind of events file a user brought, by its name and its first line."""

import zipfile
from pathlib import Path

from geo.errors import InputError, Notice, about
from geo.reports.encoding import decode

EVENTS, TABLE = "events", "table"
# The columns that only this data set has, in lower case.
_COLUMNS = (
    (EVENTS, ("event_id", "place_id")),
    ("acled", ("sub_event_type", "event_date")),
    ("ucdp", ("where_prec", "date_start")),
    ("viina", ("event_id_1pd",)),
    ("viina", ("geonameid", "status")),
    ("geoconfirmed", ("faction", "latitude")),
    ("timemap", ("associations", "description")),
)
_HEAD = 20_000  # bytes


def sniff(path: Path | str) -> str:
    """Return one of geo.formats.FORMATS, "events" for our own files, or "table" for any other table.

    Raises InputError where the file cannot be opened or is of no kind that holds events.
    """
    path = Path(path)
    if path.suffix.lower() in (".kml", ".kmz"):
        return "kml"
    return kind(path, _head(path))


def kind(path: Path, content: bytes) -> str:
    """Tell the kind of a file as `sniff` does, by its name and how its content begins."""
    suffix = path.suffix.lower()
    head = decode(content[:_HEAD])[0].lstrip()
    if suffix in (".gpkg", ".parquet"):
        return EVENTS
    if suffix in (".geojson", ".jsonl", ".json"):
        return "geoconfirmed" if '"factionId"' in head else "timemap" if '"associations"' in head else EVENTS
    if suffix not in (".csv", ".tsv", ".txt", ".zip"):
        other = Notice("{kind} is no kind of file that events are read from", kind=repr(suffix))
        raise InputError(about(path, other))
    first = head.split("\n", 1)[0]
    if first.count("\t") == 60:
        return "gdelt"
    cells = [cell.strip(' "\r') for cell in first.casefold().replace(";", ",").replace("\t", ",").split(",")]
    if len(cells) > 40 and cells[0].isdigit():  # UCDP's candidate releases have no header
        return "ucdp"
    columns = set(cells)
    return next((kind for kind, needed in _COLUMNS if columns.issuperset(needed)), TABLE)


def _head(path: Path) -> bytes:
    try:
        if path.suffix.lower() == ".zip" and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive, archive.open(archive.infolist()[0]) as inside:
                return inside.read(_HEAD)
        with path.open("rb") as file:
            return file.read(_HEAD)
    except (OSError, zipfile.BadZipFile, IndexError) as error:
        raise InputError(about(path, Notice("cannot be opened: {why}", why=str(error)))) from error
