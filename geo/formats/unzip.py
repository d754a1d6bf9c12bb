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
        raise Refused("{n} files in it; at most {most} are read", n=len(entries), most=MOST_ENTRIES)
    total = sum(entry.file_size for entry in entries)
    if total > MOST_UNPACKED:
        raise Refused(
            "it unpacks to {n} MB; at most {most} MB are read",
            n=f"{total / 1e6:.0f}",
            most=MOST_UNPACKED // 10**6,
        )
    for entry in entries:
        if entry.file_size > 1_000_000 and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            name = entry.filename[:60]
            raise Refused(
                "{name} is packed more than {n}-fold; that looks like a zip bomb",
                name=repr(name),
                n=MOST_RATIO,
            )
    return archive, sorted(entries, key=lambda entry: entry.filename)


def unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Read one file, no more of it than the archive says it holds; raises Refused."""
    try:
        with archive.open(entry) as file:
            data = file.read(min(entry.file_size, MOST_BYTES) + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise Refused("cannot be unpacked ({why})", why=str(error)[:60]) from None
    if len(data) > entry.file_size or len(data) > MOST_BYTES:
        raise Refused("it unpacks to more than it says")
    return data
