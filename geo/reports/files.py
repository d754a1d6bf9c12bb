"""Read reports from files, folders, uploads, addresses and standard input, by the kind of each."""

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from geo.errors import Notice
from geo.reports.article import read_html
from geo.reports.encoding import decode
from geo.reports.jsonl import read_array, read_lines
from geo.reports.record import Reading, Report, Unread
from geo.reports.table import read_table
from geo.reports.text import read_email, read_text

MAX_DOCUMENT = 20_000_000  # bytes of a text, e-mail or HTML file
MAX_TABLE = 50_000_000  # bytes of a table, and of any upload; JSON lines on disk have no limit

_Reader = Callable[[bytes, str, list[Unread]], Iterable[Report]]


def _lines(data: bytes, name: str, unread: list[Unread]) -> Iterable[Report]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16", "replace").encode()
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        return read_array(data, name, unread)
    return read_lines(data.splitlines(), name, unread)


def _table(data: bytes, name: str, unread: list[Unread]) -> Iterable[Report]:
    return read_table(data, name, unread)


def _feed(data: bytes, name: str, unread: list[Unread]) -> Iterable[Report]:
    from geo.reports.feeds import parse_feed  # feedparser is slow to import, and few need it

    return parse_feed(data, name, unread)


READERS: dict[str, _Reader] = {
    ".txt": read_text,
    ".md": read_text,
    ".csv": _table,
    ".tsv": _table,
    ".jsonl": _lines,
    ".ndjson": _lines,
    ".json": _lines,
    ".eml": read_email,
    ".html": read_html,
    ".htm": read_html,
    ".rss": _feed,
    ".atom": _feed,
    ".xml": _feed,
}
_SIGNATURES = {
    b"%PDF": Notice("a PDF"),
    b"PK\x03\x04": Notice("a zip or an Office document"),
    b"\xd0\xcf\x11\xe0": Notice("an old Office document"),
    b"\x89PNG": Notice("a picture"),
    b"\xff\xd8\xff": Notice("a picture"),
    b"\x1f\x8b": Notice("a gzip archive"),
    b"SQLite format 3": Notice("a database"),
}
_LONG = {".csv", ".tsv", ".jsonl", ".ndjson", ".json"}


def read_path(path: Path | str) -> Reading:
    """Read one file, a folder with everything in it, or standard input ("-")."""
    return read_paths([path])


def read_paths(paths: Iterable[Path | str]) -> Reading:
    """Read files, folders and addresses (https://…) into reports; what could not be read is listed beside."""
    unread: list[Unread] = []
    return Reading(list(each_report(paths, unread)), unread)


def each_report(paths: Iterable[Path | str], unread: list[Unread]) -> Iterator[Report]:
    """Yield reports one by one, for inputs larger than memory; `unread` grows on the way."""
    for path in paths:
        if str(path) == "-":
            yield from read_bytes(sys.stdin.buffer.read(MAX_TABLE + 1), "standard input", unread)
        elif "://" in str(path):
            from geo.reports.web import read_address  # slow to import, and few need it

            found = read_address(str(path))
            unread.extend(found.unread)
            yield from found.reports
        elif (path := Path(path)).is_dir():
            inside = sorted(child for child in path.rglob("*") if child.is_file() and _seen(child, path))
            if not inside:
                unread.append(Unread(str(path), 0, Notice("the folder holds no files")))
            for child in inside:
                yield from _read_file(child, unread)
        else:
            yield from _read_file(path, unread)


def _seen(child: Path, folder: Path) -> bool:
    """Tell whether a file is none of the hidden ones, such as .DS_Store or what lies in .git."""
    return not any(part.startswith(".") for part in child.relative_to(folder).parts)


def read_bytes(data: bytes, name: str, unread: list[Unread]) -> Iterator[Report]:
    """Read an upload or standard input; its kind is told by the suffix of `name` or its first characters."""
    suffix = Path(name).suffix.lower()
    stranger = next((kind for mark, kind in _SIGNATURES.items() if data.startswith(mark)), None)
    if stranger:
        unread.append(
            Unread(
                name,
                0,
                Notice(
                    "this is {kind}, not a text: save its text as .txt, or its table as .csv", kind=stranger
                ),
            )
        )
        return
    if is_noise(data):
        unread.append(Unread(name, 0, Notice("this is no text: many of its bytes are no letters")))
        return
    reader = READERS.get(suffix) or (None if suffix and " " not in suffix else READERS[_kind(data)])
    if reader is None:
        unread.append(Unread(name, 0, _unknown(suffix)))
        return
    limit = MAX_TABLE if suffix in _LONG or not suffix else MAX_DOCUMENT
    if len(data) > limit:
        unread.append(Unread(name, 0, _too_large(len(data), limit)))
        return
    yield from reader(data, name, unread)


def _read_file(path: Path, unread: list[Unread]) -> Iterator[Report]:
    try:
        size = path.stat().st_size
        if path.suffix.lower() in {".jsonl", ".ndjson"} and size > MAX_TABLE:
            with path.open("rb") as lines:
                yield from read_lines(lines, str(path), unread)
            return
        # An over-long file is not read into memory only to be refused.
        data = path.read_bytes() if size <= MAX_TABLE else b""
    except OSError as error:
        unread.append(
            Unread(str(path), 0, Notice("cannot be opened: {why}", why=str(error.strerror or error)))
        )
        return
    if size > MAX_TABLE:
        unread.append(Unread(str(path), 0, _too_large(size, MAX_TABLE)))
        return
    yield from read_bytes(data, str(path), unread)


def is_noise(data: bytes) -> bool:
    """Tell whether data is no text in any alphabet: every twentieth byte or more is a control character."""
    head = decode(data[:4000])[0]
    return sum(letter < " " and letter not in "\t\n\f" for letter in head) * 20 > len(head) > 0


def _kind(data: bytes) -> str:
    head = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith((b"{", b"[{")):
        return ".jsonl"
    first = head.split(b"\n", 1)[0].lower()
    if head.startswith(b"<"):
        return ".xml" if any(mark in head for mark in (b"<rss", b"<feed", b"<rdf:RDF")) else ".html"
    looks_like_header = (
        b"text" in first and any(mark in first for mark in (b",", b";", b"\t")) and len(first) < 300
    )
    return ".csv" if looks_like_header else ".txt"


def _too_large(size: int, limit: int) -> str:
    alone, lines = Notice("save its text alone as .txt"), Notice("give it as .jsonl on disk")
    return Notice(
        "{size} MB is over the limit of {limit} MB: split it, or {way_out}",
        size=f"{size / 1e6:.0f}",
        limit=f"{limit / 1e6:.0f}",
        way_out=alone if limit == MAX_DOCUMENT else lines,
    )


def _unknown(suffix: str) -> str:
    kinds = ", ".join(READERS)
    return Notice("{kind} is no kind of report that is read here ({kinds})", kind=repr(suffix), kinds=kinds)
