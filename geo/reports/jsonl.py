"""JSON lines: one object a line, the same field names and aliases as a table."""

import json
from collections.abc import Iterable, Iterator, Mapping

from geo.errors import Notice
from geo.reports.encoding import decode
from geo.reports.letters import read_json
from geo.reports.record import Report, Unread
from geo.reports.table import ALIASES, FIELDS, make_report

MAX_LINE = 5_000_000  # bytes


def read_lines(lines: Iterable[bytes], name: str, unread: list[Unread]) -> Iterator[Report]:
    """Read reports from lines of JSON; a broken line goes to `unread` with its number and the reason."""
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_LINE:
            unread.append(
                Unread(
                    name,
                    number,
                    Notice(
                        "a line of {size} MB; the limit is {limit} MB",
                        size=f"{len(line) / 1e6:.0f}",
                        limit=f"{MAX_LINE / 1e6:.0f}",
                    ),
                )
            )
            continue
        if not line.strip():
            continue
        record = _parse(line, name, number, unread)
        if record is not None:
            yield from _report(record, name, number, unread)


def read_array(data: bytes, name: str, unread: list[Unread]) -> Iterator[Report]:
    """Read reports from one JSON array of objects; `unread` counts them from 1 in place of lines."""
    records = _parse(data, name, 0, unread)
    for number, record in enumerate(records if isinstance(records, list) else (), 1):
        yield from _report(record, name, number, unread)


def _report(record: object, name: str, number: int, unread: list[Unread]) -> Iterator[Report]:
    if not isinstance(record, dict):
        kind = type(record).__name__
        unread.append(
            Unread(
                name, number, Notice("a value ({kind}) where an object with a text is expected", kind=kind)
            )
        )
        return
    report = make_report(_fields(record), name, number, unread)
    if report is not None:
        yield report


def _parse(line: bytes, name: str, number: int, unread: list[Unread]) -> object:
    """Return the value of a piece of JSON; None, and the reason in `unread`, when it is none."""
    try:
        return read_json(decode(line)[0]) or {}
    except json.JSONDecodeError as error:
        broken = Notice("broken JSON at character {at}: {why}", at=error.pos + 1, why=error.msg)
        unread.append(Unread(name, number, broken))
    except (RecursionError, ValueError) as error:
        unread.append(Unread(name, number, Notice("JSON that cannot be read: {why}", why=str(error))))
    return None


def _fields(record: Mapping[str, object]) -> dict[str, str]:
    """Return the values of a record as text by our field names; the first alias that has a value wins."""
    by_key = {key.casefold(): value for key, value in record.items()}
    fields: dict[str, str] = {}
    for field in FIELDS:
        values = (by_key.get(alias) for alias in ALIASES[field])
        value = next((value for value in values if isinstance(value, str | int | float) and value != ""), "")
        fields[field] = str(value)
    return fields
