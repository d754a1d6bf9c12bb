"""Tables of reports (CSV, TSV): any dialect, columns matched by name."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from geo.errors import InputError, Notice, about, bare
from geo.reports import columns as column_kinds
from geo.reports.encoding import decode
from geo.reports.language import detect
from geo.reports.pubdate import day_order, publication_date, undated
from geo.reports.record import Report, Unread

FIELDS = ("text", "date", "title", "source_url", "source_name", "lang", "id", "licence")
# The first name that a table has wins, so "text" is taken before "summary".
ALIASES: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "message", "post", "full_text", "article", "report", "notes",
             "summary", "description", "текст", "зміст", "содержание", "повідомлення", "сообщение", "опис",
             "описание"),
    "date": ("date", "published", "published_at", "publication_date", "pub_date", "pubdate", "report_date",
             "known_on", "created_at", "datetime", "timestamp", "time", "day", "дата", "опубліковано",
             "опубликовано"),
    "title": ("title", "headline", "subject", "name", "заголовок", "назва", "название"),
    "source_url": ("url", "link", "source_url", "source_link", "href", "permalink", "uri",
                   "посилання", "ссылка"),
    "source_name": ("source", "source_name", "publisher", "outlet", "channel", "site", "media", "author",
                    "from", "джерело", "источник", "канал"),
    "lang": ("lang", "language", "locale", "мова", "язык"),
    "id": ("id", "report_id", "uuid", "guid", "message_id"),
    "licence": ("licence", "license", "rights", "ліцензія", "лицензия"),
}  # fmt: skip
MAX_CELL = 5_000_000  # characters
_HEAD = 300_000  # bytes that a preview looks at
_LANGUAGES = {
    "ua": "uk",
    "ukr": "uk",
    "ukrainian": "uk",
    "rus": "ru",
    "russian": "ru",
    "eng": "en",
    "english": "en",
}

_SEPARATOR = re.compile(r"sep=([,;\t|])\n?")

csv.field_size_limit(MAX_CELL)


@dataclass(frozen=True, slots=True)
class Table:
    """The head of a table for a mapping step: column names, first rows, the column guessed for each field."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    mapping: dict[str, int]
    problem: str  # why the guess alone is not enough, "" when it is


def preview(data: bytes, name: str = "table", rows: int = 20) -> Table:
    """Return the head of a table and the columns that names and cells suggest; nothing is refused here."""
    columns, body = head(data, rows)
    if not columns:
        return Table((), (), {}, about(name, Notice("the table is empty")))
    mapping, problem = _by_cells(_guess(columns), body, len(columns)), ""
    try:
        _settle(mapping, columns, name)
    except InputError as error:
        problem = error.args[0]
    return Table(columns, body, mapping, problem)


def head(data: bytes, rows: int = 20) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the names of a table's columns and its first rows."""
    part = data[:_HEAD]
    if len(data) > _HEAD:  # whole lines, or a letter that is cut in two would tell of another encoding
        part = part[: part.rfind(b"\n") + 1] or data
    lines = [tuple(cells) for _, cells in islice(_rows(decode(part)[0]), rows + 1)]
    return (lines[0], tuple(lines[1:])) if lines else ((), ())


def upright(rows: Sequence[Sequence[str]], width: int) -> list[list[str]]:
    """Turn the rows of a table into its columns; a short row has empty cells."""
    return [[row[at] if at < len(row) else "" for row in rows] for at in range(width)]


def _by_cells(named: Mapping[str, int], rows: Sequence[Sequence[str]], width: int) -> dict[str, int]:
    """Add the columns that the cells tell to those that the names tell."""
    cells = upright(rows, width)
    kinds = [column_kinds.kind(column) for column in cells]
    mapping = dict(named)
    source = mapping.get("source_name")
    if source is not None and kinds[source] == column_kinds.LINK and "source_url" not in mapping:
        mapping["source_url"] = mapping.pop("source_name")
    free = [at for at in range(width) if at not in mapping.values()]
    found = {
        "date": next((at for at in free if kinds[at] == column_kinds.DATE), None),
        "source_url": next((at for at in free if kinds[at] == column_kinds.LINK), None),
        "text": column_kinds.longest(cells, free),
    }
    return {field: at for field, at in found.items() if at is not None} | mapping


def read_table(
    data: bytes,
    name: str,
    unread: list[Unread],
    mapping: Mapping[str, int | str] | None = None,
) -> Iterator[Report]:
    """Read one report a row. `mapping` gives the column (name or number from 0) of each field of FIELDS.

    A table without a usable header goes to `unread` as a whole; a row without a text goes there by its line.
    """
    records = _records(decode(data)[0], name, unread)
    if not records:
        unread.append(Unread(name, 0, Notice("the table is empty")))
        return
    (_, header), *body = records
    try:
        columns = match_columns(header, name) if mapping is None else _given(mapping, header, name)
    except InputError as error:
        unread.append(Unread(name, 1, bare(error)))
        return
    unused = [column.strip() for at, column in enumerate(header) if at not in columns.values()]
    if mapping is None and any(unused):
        left = ", ".join(filter(None, unused))
        unread.append(
            Unread(name, 1, Notice("columns that were not used: {columns}", columns=left), kept=True)
        )
    date_at = columns.get("date")
    order = "" if date_at is None else day_order(cells[date_at] for _, cells in body if len(cells) > date_at)
    for line, cells in body:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            reason = Notice(
                "{cells} cells under {columns} columns: put quotes around a text with commas",
                cells=len(cells),
                columns=len(header),
            )
            unread.append(Unread(name, line, reason, kept=True))
        values = {field: cells[at].strip() if at < len(cells) else "" for field, at in columns.items()}
        report = make_report(values, name, line, unread, order)
        if report is not None:
            yield report


def make_report(
    values: Mapping[str, str],
    name: str,
    line: int,
    unread: list[Unread],
    order: str = "",
) -> Report | None:
    """Build a report of a record's fields; say in `unread` what it lacks. A title alone is a report too."""
    text = values.get("text", "") or values.get("title", "")
    if not text.strip():
        unread.append(Unread(name, line, Notice("there is no text in this row")))
        return None
    date = None
    try:
        date = publication_date(values.get("date", ""), order)
    except InputError as error:
        unread.append(Unread(name, line, undated(error), kept=True))
    lang = values.get("lang", "").casefold()[:20]
    lang = _LANGUAGES.get(lang, lang[:2])
    return Report(
        text=text,
        id=values.get("id", ""),
        date=date,
        title=values.get("title", ""),
        source_name=values.get("source_name", ""),
        source_url=values.get("source_url", ""),
        lang=lang or detect(text),
        licence=values.get("licence", ""),
    )


def match_columns(columns: Iterable[str], name: str = "table") -> dict[str, int]:
    """Return the position of the column that holds each field, by its name.

    Raises InputError when no column can be the text, or when several bear the name that is wanted.
    """
    mapping = _guess(columns := tuple(columns))
    _settle(mapping, columns, name)
    return mapping


def _settle(mapping: Mapping[str, int], columns: Sequence[str], name: str) -> None:
    keys = [_key(column) for column in columns]
    for position in mapping.values():
        twins = [at + 1 for at, key in enumerate(keys) if key == keys[position]]
        if len(twins) > 1:
            places = ", ".join(map(str, twins))
            twice = Notice(
                "{n} columns are named {name} (columns {places}): rename all but one, or say which one it is",
                n=len(twins),
                name=repr(columns[position]),
                places=places,
            )
            raise InputError(about(name, twice))
    if "text" not in mapping and "title" not in mapping:
        found = ", ".join(repr(column) for column in columns[:12])
        lacking = Notice(
            "no column holds the text (found {found}): name one 'text', or say which one it is", found=found
        )
        raise InputError(about(name, lacking))


def _guess(columns: Iterable[str]) -> dict[str, int]:
    keys = [_key(column) for column in columns]
    mapping: dict[str, int] = {}
    for field in FIELDS:
        known = next((alias for alias in ALIASES[field] if alias in keys), None)
        if known is not None:
            mapping[field] = keys.index(known)
    return mapping


def _given(mapping: Mapping[str, int | str], header: list[str], name: str) -> dict[str, int]:
    chosen: dict[str, int] = {}
    for field, column in mapping.items():
        if field not in FIELDS:
            raise InputError(f"{name}: {field!r} is no field of a report; they are {', '.join(FIELDS)}")
        if isinstance(column, str):
            if column not in header:
                raise InputError(
                    f"{name}: there is no column {column!r}; the columns are {', '.join(header[:12])}"
                )
            column = header.index(column)
        elif not 0 <= column < len(header):
            raise InputError(f"{name}: there is no column number {column}; the table has {len(header)}")
        chosen[field] = column
    return chosen


def _key(column: str) -> str:
    return "_".join(column.strip().strip("\"'#").casefold().replace("-", " ").replace(".", " ").split())


def _records(text: str, name: str, unread: list[Unread]) -> list[tuple[int, list[str]]]:
    """Return (line, cells) of every record, the header first; tell where quotation marks swallow the rest."""
    records: list[tuple[int, list[str]]] = []
    try:
        for record in _rows(text):
            records.append(record)  # noqa: PERF402 -- what stands before an error is kept
    except InputError as error:
        unread.append(Unread(name, records[-1][0] + 1 if records else 1, bare(error)))
    if text.count('"') % 2 and records and "\n" in records[-1][1][-1]:
        reason = Notice("a quotation mark is never closed: the lines after it were read as one row")
        unread.append(Unread(name, records[-1][0], reason, kept=True))
    return records


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, cells) of each record; the line is where the record begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    line = 1
    try:
        for cells in reader:
            if cells and not (line == 1 and _SEPARATOR.fullmatch(text[: text.find("\n")])):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        broken = Notice(
            "nothing was read from here on: a cell of more than {limit} MB, most often a quotation mark that "
            "is never closed",
            limit=f"{MAX_CELL / 1e6:.0f}",
        )
        raise InputError(broken) from None


def _delimiter(text: str) -> str:
    """Return the separator that Excel's first line states, or that the header uses most outside quotes."""
    if stated := _SEPARATOR.match(text):
        return stated[1]
    header = next((line for line in text.splitlines() if line.strip()), "")
    outside = "".join(header.split('"')[::2])
    return max(",;\t|", key=outside.count)
