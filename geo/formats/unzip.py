"""Zip archives of strangers: measured before they are opened, read no further than they say."""

from __future__ import annotations

import zipfile
from io import BytesIO

from geo.formats.rings import Refused

MOST_BYTES = 300_000_000
MOST_UNPACKED = 1_500_000_000
MOST_RATIO = 200
MOST_ENTRIES = 20_000


def open_zip(data: bytes) -> tuple[zipfile.ZipFile, list[zipfile.ZipInfo]]:
    """Open an archive and list its files by name; raises Refused for a bomb or a broken one."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Refused("not a zip archive") from None
    entries = [
        entry for entry in archive.infolist() if not entry.is_dir() and "__MACOSX" not in entry.filename
    ]
    if len(entries) > MOST_ENTRIES:
        raise Refused(f"{len(entries)} files in it; at most {MOST_ENTRIES} are read")
    total = sum(entry.file_size for entry in entries)
    if total > MOST_UNPACKED:
        raise Refused(f"it unpacks to {total / 1e6:.0f} MB; at most {MOST_UNPACKED // 10**6} MB are read")
    for entry in entries:
        if entry.file_size > 1_000_000 and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            name = entry.filename[:60]
            raise Refused(f"{name!r} is packed more than {MOST_RATIO}-fold; that looks like a zip bomb")
    return archive, sorted(entries, key=lambda entry: entry.filename)


def unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Read one file, no more of it than the archive says it holds; raises Refused."""
    try:
        with archive.open(entry) as file:
            data = file.read(min(entry.file_size, MOST_BYTES) + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise Refused(f"cannot be unpacked ({str(error)[:60]})") from None
    if len(data) > entry.file_size or len(data) > MOST_BYTES:
        raise Refused("it unpacks to more than it says")
    return data
