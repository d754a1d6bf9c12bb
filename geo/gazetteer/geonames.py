"""Read GeoNames files: country dumps, alternateNamesV2, admin1 and admin2 codes, as they are or zipped.

What a file is, its rows tell by their number of columns. A row that cannot be used is named with file and
line, and left out. Archives that unpack to far more than they should are refused.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from geo.errors import InputError

KINDS_BY_COLUMNS = {19: "places", 10: "names", 8: "names", 4: "units"}
LARGEST = 8 * 2**30  # bytes; allCountries.txt has 1.7 GB, alternateNamesV2.txt 0.8 GB
HIGHEST_RATIO = 60  # GeoNames' archives shrink to a quarter
LONGEST_LINE = 1 << 20
NO_LANGUAGE = ("post", "link", "wkdt", "unlc", "iata", "icao", "faac", "tcid", "abbr", "phon", "piny")
Progress = Callable[[str, int, int], None]  # file name, bytes read, bytes in all


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a country dump: lat and lon in degrees, `alternates` without language."""

    number: int
    name: str
    alternates: tuple[str, ...]
    lat: float
    lon: float
    feature: str  # class and code, "P.PPL"
    country: str
    admin1: str
    admin2: str
    population: int


@dataclass(slots=True)
class Unread:
    """Rows left out: the first reasons, and the number of all."""

    reasons: list[str] = field(default_factory=list)
    count: int = 0

    def add(self, where: str, reason: str) -> None:
        """Note a row; only the first hundred reasons are kept."""
        self.count += 1
        if len(self.reasons) < 100:
            self.reasons.append(f"{where}: {reason}")


@dataclass(frozen=True, slots=True)
class Source:
    """A text file, or a member of an archive, and what its rows are: places, names or units."""

    path: Path
    member: str
    size: int
    kind: str

    @property
    def name(self) -> str:
        """The name to say in messages."""
        return f"{self.path.name}/{self.member}" if self.member else self.path.name


def sources(path: Path) -> list[Source]:
    """Return what a file holds; raises InputError where that is nothing of GeoNames or a harmful archive."""
    if not path.is_file():
        raise InputError(f"there is no file {path}")
    if not zipfile.is_zipfile(path):
        if path.suffix.lower() == ".zip":
            raise InputError(f"{path} is no zip archive, or was cut short: download it again")
        return [Source(path, "", path.stat().st_size, kind_of(Source(path, "", 0, "")))]
    found = []
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if member.filename.endswith(".txt") and not Path(member.filename).name.lower().startswith(
                "readme"
            ):
                refuse_bomb(path, member)
                found.append(
                    Source(
                        path, member.filename, member.file_size, kind_of(Source(path, member.filename, 0, ""))
                    )
                )
    if not found:
        raise InputError(f"{path} holds no text file of GeoNames")
    return found


def refuse_bomb(path: Path, member: zipfile.ZipInfo) -> None:
    """Raise InputError for a member that unpacks to more than GeoNames' files do."""
    ratio = member.file_size / max(member.compress_size, 1)
    if member.file_size > LARGEST or (ratio > HIGHEST_RATIO and member.file_size > 2**20):
        raise InputError(
            f"{path}/{member.filename} would unpack to {member.file_size:,} bytes, {ratio:.0f} times "
            "its size: refused"
        )


def kind_of(source: Source) -> str:
    """Tell what the rows of a file are, by the columns of its first full line."""
    with opened(source) as stream:
        for _ in range(100):
            line = stream.readline(LONGEST_LINE)
            columns = line.count(b"\t") + 1
            if columns in KINDS_BY_COLUMNS:
                return KINDS_BY_COLUMNS[columns]
            if not line:
                break
    raise InputError(
        f"{source.name} is no GeoNames file: its rows have neither 19 columns (country dump), 10 "
        "(alternateNamesV2) nor 4 (admin codes), separated by tabs"
    )


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """Open a source for reading bytes."""
    if not source.member:
        with source.path.open("rb") as stream:
            yield stream
        return
    try:
        with zipfile.ZipFile(source.path) as archive, archive.open(source.member) as member:
            yield member  # type: ignore[misc]
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:  # damaged, cut short, encrypted
        raise InputError(f"{source.name} cannot be unpacked ({error}): download it again") from error


def lines(
    source: Source, unread: Unread, progress: Progress, wanted: Callable[[bytes], bool] = bool
) -> Iterator[tuple[str, list[str]]]:
    """Yield (file and line, columns) of each wanted row; a line that is not UTF-8 is noted and left out."""
    read = 0
    with opened(source) as stream:
        for number in range(1, 1 << 62):
            line = stream.readline(LONGEST_LINE)
            if not line:
                break
            read += len(line)
            if number % 10_000 == 0:
                progress(source.name, read, source.size)
            if not wanted(line):
                continue
            where = f"{source.name}:{number}"
            if len(line) == LONGEST_LINE:
                raise InputError(
                    f"{where}: a line of more than {LONGEST_LINE:,} bytes; this is no GeoNames file"
                )
            try:
                text = line.decode("utf-8").rstrip("\r\n").removeprefix("\ufeff")
            except UnicodeDecodeError as error:
                unread.add(where, f"not UTF-8 ({error.reason})")
                continue
            if text and not text.startswith("#"):
                yield where, text.split("\t")
    progress(source.name, source.size, source.size)


def places(source: Source, unread: Unread, progress: Progress) -> Iterator[Row]:
    """Yield the rows of a country dump."""
    for where, columns in lines(source, unread, progress):
        try:
            yield parsed(columns)
        except ValueError as error:
            unread.add(where, str(error))


def parsed(columns: list[str]) -> Row:
    """Turn the 19 columns into a Row; raises ValueError that says what is wrong."""
    if len(columns) != 19:
        raise ValueError(f"{len(columns)} columns instead of 19")
    number, name, ascii_name, alternates = columns[:4]
    if not number.isdecimal():
        raise ValueError(f"geonameid {number!r} is not a number")
    if not name.strip():
        raise ValueError(f"geonameid {number} has no name")
    try:
        lat, lon = float(columns[4]), float(columns[5])
    except ValueError:
        raise ValueError(f"{columns[4]!r}, {columns[5]!r} is not a position") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"{lat}, {lon} is not a latitude and a longitude in degrees")
    people = columns[14] or "0"
    if not people.isdecimal():
        raise ValueError(f"population {people!r} is not a number")
    names = tuple(dict.fromkeys(filter(None, [ascii_name, *alternates.split(",")])))
    return Row(
        int(number),
        name,
        names,
        lat,
        lon,
        f"{columns[6]}.{columns[7]}",
        columns[8],
        columns[10],
        columns[11],
        int(people),
    )


def names(
    source: Source, wanted: set[int], unread: Unread, progress: Progress
) -> Iterator[tuple[int, str, str, bool]]:
    """Yield (geonameid, name, language, preferred) of the wanted places; no links or codes."""
    numbers = {str(number).encode() for number in wanted}

    def of_wanted(line: bytes) -> bool:  # most of the 16 million rows are not: they are not even decoded
        columns = line.split(b"\t", 2)
        return len(columns) < 3 or columns[1] in numbers

    for where, columns in lines(source, unread, progress, of_wanted):
        if len(columns) < 8 or not columns[1].isdecimal():
            unread.add(
                where, f"{len(columns)} columns, geonameid {columns[1:2]}: not a row of alternateNamesV2"
            )
        elif int(columns[1]) in wanted and columns[2] not in NO_LANGUAGE and columns[3].strip():
            historic = columns[7] == "1"
            yield int(columns[1]), columns[3].strip(), columns[2], columns[4] == "1" and not historic


def units(source: Source, unread: Unread, progress: Progress) -> Iterator[tuple[str, str, int]]:
    """Yield (code, name, geonameid) of admin1CodesASCII or admin2Codes; a code is "UA.05" or "UA.05.123"."""
    for where, columns in lines(source, unread, progress):
        if len(columns) != 4 or not columns[3].isdecimal() or "." not in columns[0]:
            unread.add(
                where, "not a row of admin1CodesASCII or admin2Codes (code, name, ASCII name, geonameid)"
            )
        else:
            yield columns[0], columns[1] or columns[2], int(columns[3])
